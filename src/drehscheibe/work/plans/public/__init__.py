"""What everybody may see of needs, projects, measures, the plan and positions."""

from .projects import PublicProject, projects_of

__all__ = ["PublicProject", "projects_of"]

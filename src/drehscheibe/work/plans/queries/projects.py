"""Reads for those who work on the projects; need the alliance in scope."""

from drehscheibe.work.bodies.models import Body

from ..models import Project

_ORDER = (
    Project.State.RUNNING,
    Project.State.PLANNED,
    Project.State.UNKNOWN,
    Project.State.FINISHED,
    Project.State.ARCHIVED,
)


def projects() -> list[Project]:
    return list(Project.objects.select_related("body"))


def projects_of(body: Body) -> list[Project]:
    """Return what a group does, project by project; what runs first, what it once did last."""
    found = Project.objects.filter(body=body)
    return sorted(found, key=lambda project: _ORDER.index(Project.State(project.state)))


def projects_by_state() -> list[tuple[Project.State, list[Project]]]:
    """Return the projects state by state, what runs first; states without a project are left out."""
    found = projects()
    groups = ((state, [project for project in found if project.state == state]) for state in _ORDER)
    return [(state, group) for state, group in groups if group]

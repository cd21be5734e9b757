"""Reads for those who work on the projects; need the alliance in scope."""

from .models import Project


def projects() -> list[Project]:
    return list(Project.objects.all())

"""Writes of projects."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from drehscheibe.ground.alliances.actions import ChangedMeanwhile
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.pages import revisions

from . import access
from .models import Project


@transaction.atomic
def add_project(values: Mapping[str, Any], *, by: Actor) -> Project:
    """Add a project at the end of the list."""
    require(access.can_edit_projects(by))
    last = Project.objects.aggregate(last=Max("rank"))["last"]
    project = Project.objects.create(**values, rank=0 if last is None else last + 1)
    audit.record(by, "project.added", project)
    revisions.bump(f"alliance:{project.alliance_id}")
    return project


@transaction.atomic
def change_project(project: Project, values: Mapping[str, Any], *, version: int, by: Actor) -> Project:
    """Save a project that was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_edit_projects(by))
    changed = sorted(key for key, value in values.items() if getattr(project, key) != value)
    if not Project.objects.filter(pk=project.pk, version=version).update(**values, version=F("version") + 1):
        raise ChangedMeanwhile(Project.objects.get(pk=project.pk))
    project.refresh_from_db()
    audit.record(by, "project.changed", project, fields=changed)
    revisions.bump(f"alliance:{project.alliance_id}")
    return project


@transaction.atomic
def remove_project(project: Project, *, by: Actor) -> None:
    require(access.can_edit_projects(by))
    audit.record(by, "project.removed", project)
    alliance_id = project.alliance_id
    project.delete()
    revisions.bump(f"alliance:{alliance_id}")

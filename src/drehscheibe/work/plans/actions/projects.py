"""Writes of projects."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from drehscheibe.ground.alliances.actions import ChangedMeanwhile
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Project


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


@transaction.atomic
def move_project(project: Project, *, up: bool, by: Actor) -> None:
    """Change places with the neighbour of the same state; at the end of the list nothing happens."""
    require(access.can_edit_projects(by))
    ranks = {p.pk: p.rank for p in Project.objects.filter(state=project.state)}
    order = list(ranks)
    here = order.index(project.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    # Ranks of one state have gaps where others stand between them; equal ones are told apart anew.
    for rank, key in zip(_rising(ranks.values()), order, strict=True):
        Project.objects.filter(pk=key).exclude(rank=rank).update(rank=rank)
    audit.record(by, "project.moved", project, up=up)
    revisions.bump(f"alliance:{project.alliance_id}")


def _rising(ranks: Iterable[int]) -> Iterator[int]:
    """Yield the ranks in order, each at least one above the one before."""
    last = -1
    for rank in ranks:
        last = max(rank, last + 1)
        yield last

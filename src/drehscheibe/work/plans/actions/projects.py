"""Writes of projects."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import ChangedMeanwhile, save_at
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Indicator, Project
from ..vocabulary import Circle, ProjectState
from .indicators import note_readings
from .photos import drop_files, open_files

Readings = Iterable[tuple[Indicator, Decimal]]


@transaction.atomic
def add_project(values: Mapping[str, Any], *, by: Actor) -> Project:
    """Add a project at the end of the list."""
    require(access.can_edit_projects(by) and _keeps_sight(by, values))
    last = Project.objects.aggregate(last=Max("rank"))["last"]
    project = Project.objects.create(**values, rank=0 if last is None else last + 1)
    audit.record(by, "project.added", project)
    revisions.bump(f"alliance:{project.alliance_id}")
    return project


@transaction.atomic
def change_project(project: Project, values: Mapping[str, Any], *, version: int, by: Actor) -> Project:
    """Save a project that was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_change_project(by, project) and _keeps_sight(by, values))
    changed = sorted(key for key, value in values.items() if getattr(project, key) != value)
    save_at(version, project, values, Project.objects.all())
    project.refresh_from_db()
    if "audience" in changed:
        open_files(project)
    audit.record(by, "project.changed", project, fields=changed)
    revisions.bump(f"alliance:{project.alliance_id}")
    return project


@transaction.atomic
def remove_project(project: Project, *, by: Actor) -> None:
    """Delete a project with all that belongs to it, its photos too; its tasks stay in the list of tasks."""
    require(access.can_change_project(by, project))
    audit.record(by, "project.removed", project)
    alliance_id = project.alliance_id
    files = list(project.photos.values_list("file_id", flat=True))
    project.delete()
    drop_files(files)
    revisions.bump(f"alliance:{alliance_id}")


@transaction.atomic
def set_state(project: Project, state: ProjectState, *, by: Actor) -> Project:
    """Set a project to planned, running, finished or former; where it is so already, nothing happens."""
    require(access.can_change_project(by, project))
    rows = Project.objects.filter(pk=project.pk).exclude(state=state)
    if rows.update(state=state, version=F("version") + 1):
        audit.record(by, "project.state", project, state=str(state))
        revisions.bump(f"alliance:{project.alliance_id}")
    project.refresh_from_db()
    return project


@transaction.atomic
def finish_project(
    project: Project, values: Mapping[str, Any], *, readings: Readings, version: int, by: Actor
) -> Project:
    """Close a project with its result and the last figures; raise ChangedMeanwhile like `change_project`."""
    require(access.can_change_project(by, project))
    if project.is_open:
        values = {**values, "state": Project.State.FINISHED}
    changed = change_project(project, values, version=version, by=by)
    note_readings(project, readings, by=by)
    return changed


@transaction.atomic
def tell_project(
    project: Project, *, state: ProjectState, results: str, readings: Readings, version: int, by: Actor
) -> Project:
    """Note how a project stands, as the partner that runs it says on its own page.

    Raise ChangedMeanwhile where somebody saved it since, ValidationError where it is closed for good.
    """
    require(access.can_tell_project(by, project))
    if project.state == Project.State.ARCHIVED:
        raise ValidationError(_("Dieses Projekt ist abgelegt. Bitte schreiben Sie der Koordination."))
    rows = Project.objects.filter(pk=project.pk, version=version)
    if not rows.update(state=state, results=results, version=F("version") + 1):
        raise ChangedMeanwhile(Project.objects.get(pk=project.pk))
    project.refresh_from_db()
    note_readings(project, readings, by=by)
    audit.record(by, "project.told", project, state=str(state))
    revisions.bump(f"alliance:{project.alliance_id}")
    return project


def _keeps_sight(by: Actor, values: Mapping[str, Any]) -> bool:
    """Nobody makes a project confidential that she could not see herself then."""
    return values.get("audience") != Circle.TEAM or access.can_confide(by, values.get("body"))


@transaction.atomic
def move_project(project: Project, *, up: bool, by: Actor) -> None:
    """Change places with the neighbour of the same state; at the end of the list nothing happens."""
    require(access.can_change_project(by, project))
    ranks = {p.pk: p.rank for p in Project.objects.filter(state=project.state)}
    order = list(ranks)
    here = order.index(project.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    # Ranks of one state have gaps where others stand between them; equal ones are told apart anew.
    anew = dict(zip(order, _rising(ranks.values()), strict=True))
    for key in (key for key, rank in anew.items() if rank != ranks[key]):
        Project.objects.filter(pk=key).update(rank=anew[key])
    audit.record(by, "project.moved", project, up=up)
    revisions.bump(f"alliance:{project.alliance_id}")


def _rising(ranks: Iterable[int]) -> Iterator[int]:
    """Yield the ranks in order, each at least one above the one before."""
    last = -1
    for rank in ranks:
        last = max(rank, last + 1)
        yield last

"""Writes of what belongs to a project: contributions, programme, steps, figures, tasks."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.meetings.actions import tasks
from drehscheibe.work.meetings.models import Task
from drehscheibe.work.partners.models import Organisation

from .. import access
from ..models import Contribution, Indicator, Milestone, Part, Project, ProjectTask
from ..vocabulary import Circle
from .indicators import first_reading

Row: TypeAlias = Contribution | Part | Milestone | Indicator
"""What hangs on a project and is edited alike."""
MOST_OFFERS = 20
"""So many open offers of one partner a project takes; more is a slip or a joke."""


@transaction.atomic
def add_row(project: Project, model: type[Row], values: Mapping[str, Any], *, by: Actor) -> Row:
    """Add something to a project, at the end where it has an order."""
    require(access.can_change_project(by, project))
    row = model(project=project, **values)
    if not isinstance(row, Milestone):
        last = model._default_manager.filter(project=project).aggregate(last=Max("rank"))["last"]
        row.rank = 0 if last is None else last + 1
    row.save()
    if isinstance(row, Indicator):
        first_reading(row)
    _note(by, "added", row)
    return row


@transaction.atomic
def change_row(row: Row, values: Mapping[str, Any], *, version: int, by: Actor) -> Row:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_change_project(by, row.project))
    save_at(version, row, values, type(row)._default_manager.all())
    row.refresh_from_db()
    _note(by, "changed", row)
    return row


@transaction.atomic
def remove_row(row: Row, *, by: Actor) -> None:
    """Delete what hangs on a project: a part, a milestone, a contribution, an indicator."""
    require(access.can_change_project(by, row.project))
    _note(by, "removed", row)
    row.delete()


@transaction.atomic
def reach_milestone(row: Milestone, *, by: Actor) -> Milestone:
    """Mark a step as reached today, or take the mark away again."""
    require(access.can_change_project(by, row.project))
    row.done_on = None if row.done_on else timezone.localdate()
    row.version += 1
    row.save(update_fields=["done_on", "version"])
    _note(by, "changed", row)
    return row


@transaction.atomic
def settle_contribution(row: Contribution, *, by: Actor) -> Contribution:
    """Accept what was offered: from now on it counts as promised, and shows where the project does."""
    require(access.can_change_project(by, row.project))
    if Contribution.objects.filter(pk=row.pk, is_settled=False).update(is_settled=True, version=F("version") + 1):
        _note(by, "settled", row)
    row.refresh_from_db()
    return row


@transaction.atomic
def offer_contribution(
    project: Project, organisation: Organisation, *, kind: str, text: str, by: Actor
) -> Contribution:
    """Note what a partner offers; the team accepts it. The same offer twice is one.

    Raises ValidationError where the partner has offered too much already.
    """
    require(access.can_offer(by, project, organisation))
    mine = Contribution.objects.filter(project=project, organisation=organisation)
    same = mine.filter(kind=kind, text=text).first()
    if same is not None:
        return same
    if mine.filter(is_settled=False).count() >= MOST_OFFERS:
        raise ValidationError(
            _("Sie haben schon vieles angeboten. Bitte warten Sie auf eine Antwort der Koordination.")
        )
    last = Contribution.objects.filter(project=project).aggregate(last=Max("rank"))["last"]
    row = Contribution.objects.create(
        project=project, organisation=organisation, kind=kind, text=text, rank=0 if last is None else last + 1
    )
    audit.record(by, "contribution.offered", row)
    return row


@transaction.atomic
def add_task(project: Project, values: Mapping[str, Any], *, by: Actor) -> Task:
    """Enter a task for a project; it belongs to the project's group.

    Raises ValidationError for a confidential project: everybody of the team sees the list of tasks.
    """
    require(access.can_change_project(by, project))
    if project.audience == Circle.TEAM:
        raise ValidationError(_("Aufgaben sehen alle im Team. Vertrauliche Projekte haben deshalb keine."))
    task = tasks.add_task({**values, "body": project.body}, by=by)
    ProjectTask.objects.create(project=project, task=task)
    return task


def _note(by: Actor, deed: str, row: Row) -> None:
    audit.record(by, f"{row._meta.model_name}.{deed}", row)
    revisions.bump(f"alliance:{row.alliance_id}")

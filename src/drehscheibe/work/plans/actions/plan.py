"""The yearly plan: its words, agreed by a decision, shown to everybody, continued from the year before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.meetings.models import Decision

from .. import access
from ..models import AnnualPlan, Measure
from ..queries import plan as queries
from ..queries.measures import GONE
from ..vocabulary import MeasureState, PlanState


@transaction.atomic
def write_plan(year: int, values: Mapping[str, Any], *, version: int, by: Actor) -> AnnualPlan:
    """Save the words of a year's plan that were read at `version`; raise ChangedMeanwhile where they changed since."""
    require(access.can_edit_projects(by))
    plan = _held(year)
    save_at(version, plan, values, AnnualPlan.objects.all())
    plan.refresh_from_db()
    audit.record(by, "plan.changed", plan)
    _tell_pages()
    return plan


@transaction.atomic
def agree_plan(year: int, *, decision: Decision | None, by: Actor) -> AnnualPlan:
    """Note that the plan is agreed, by a decision of the register or without one.

    Raises ValidationError for a confidential decision: its number would go out with the plan.
    """
    require(access.can_agree_plan(by))
    if decision is not None and decision.is_confidential:
        raise ValidationError(_("Dieser Beschluss ist vertraulich. Bitte wählen Sie einen anderen oder keinen."))
    plan = _held(year)
    plan.state, plan.decision = PlanState.AGREED, decision
    plan.save(update_fields=["state", "decision"])
    audit.record(by, "plan.agreed", plan)
    _tell_pages()
    return plan


@transaction.atomic
def reopen_plan(year: int, *, by: Actor) -> AnnualPlan:
    """Make an agreed plan a draft again; nobody outside sees it any more."""
    require(access.can_agree_plan(by))
    plan = _held(year)
    plan.state, plan.decision, plan.is_public = PlanState.DRAFT, None, False
    plan.save(update_fields=["state", "decision", "is_public"])
    audit.record(by, "plan.reopened", plan)
    _tell_pages()
    return plan


@transaction.atomic
def show_plan(year: int, *, is_public: bool, by: Actor) -> AnnualPlan:
    """Show an agreed plan to everybody, or not any more; raise ValidationError while it is a draft."""
    require(access.can_agree_plan(by))
    plan = _held(year)
    if is_public and plan.state != PlanState.AGREED:
        raise ValidationError(_("Öffentlich zeigen geht erst, wenn der Plan beschlossen ist."))
    plan.is_public = is_public
    plan.save(update_fields=["is_public"])
    audit.record(by, "plan.shown", plan, is_public=is_public)
    _tell_pages()
    return plan


def _held(year: int) -> AnnualPlan:
    """Return the plan of a year, locked, and made where there was none: two who begin it at once get the same."""
    lock_alliance()
    plan, _made = AnnualPlan.objects.select_for_update(of=("self",)).get_or_create(year=year)
    return plan


@transaction.atomic
def continue_measures(year: int, chosen: Sequence[int], *, by: Actor) -> list[Measure]:
    """Take measures of the year before over as planned, a year later; what was taken over already is left out.

    An owner who left is not taken over. Raises ValidationError where none was chosen.
    """
    require(access.can_edit_projects(by))
    lock_alliance()
    rows = [one for one in queries.to_continue(year, by=by) if one.pk in set(chosen)]
    if not rows:
        raise ValidationError(_("Haken Sie zuerst an, was Sie übernehmen möchten."))
    made = Measure.objects.bulk_create([_again(one, year) for one in rows])
    audit.record(by, "plan.continued", _held(year), measures=len(made))
    _tell_pages()
    return made


def _again(one: Measure, year: int) -> Measure:
    is_gone = one.organisation is not None and one.organisation.state in GONE
    is_gone |= one.declined_at is not None
    owner = {} if is_gone or one.person is None else {"person": one.person, "owner_name": one.person.name}
    return Measure(
        title=one.title, text=one.text, year=year, project_id=one.project_id, need_id=one.need_id,
        decision_id=one.decision_id, focus_id=one.focus_id, organisation=None if is_gone else one.organisation,
        body=one.body if one.body is None or one.body.closed_on is None else None, **owner,
        starts_on=_later(one.starts_on), due_on=_later(one.due_on), state=MeasureState.PLANNED, audience=one.audience,
        recurs=one.recurs, copied_from=one,
    )  # fmt: skip


def _later(day: date | None) -> date | None:
    """Return the same day a year later; the 29th of February becomes the last of it."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, month=3, day=1) - timedelta(days=1)


def _tell_pages() -> None:
    revisions.bump(f"alliance:{scope.required().alliance_id}")

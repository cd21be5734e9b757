"""What is done about a decision after it was taken: who sees to it, how it stands, shown to everybody, repealed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.work.meetings.actions.publicly import decisions_changed
from drehscheibe.work.meetings.models import Decision, Entry
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome

from .. import access
from ..models import DecisionStep
from ..queries.register import may_repeal

FOLLOW_UP = ("owner_organisation", "owner_name", "due_on", "revisit_on")


@transaction.atomic
def plan_follow_up(decision: Decision, values: Mapping[str, Any], *, version: int, by: Actor) -> Decision:
    """Say who sees to a decision, until when, and when it is looked at again, as read at `version`.

    Raises ChangedMeanwhile where somebody saved it since, ValidationError where there is nothing to see to.
    """
    require(access.can_tend(by, decision))
    held = _held(decision)
    _still_stands(held)
    if held.version != version:
        raise ChangedMeanwhile(held)
    changed = [name for name in FOLLOW_UP if name in values and getattr(held, name) != values[name]]
    if not changed:
        return held
    audit.record(by, "decision.planned", held, fields=changed)
    return _written(held, **{name: values[name] for name in changed})


@transaction.atomic
def note_step(
    decision: Decision, *, state: DecisionState, text: str = "", by_name: str = "", by: Actor
) -> DecisionStep | None:
    """Note how a decision stands; what was said last already, e.g. at a double click, is noted once and None comes back.

    Raises ValidationError where nothing can become of it: refused, struck out, repealed; and for the state „aufgehoben“,
    which only `repeal` gives.
    """
    require(access.can_report(by, decision))
    held = _held(decision)
    _still_stands(held)
    if state == DecisionState.REPEALED:
        raise ValidationError(_("Zum Aufheben gibt es einen eigenen Knopf: Er fragt, wodurch und warum."))
    last = DecisionStep.objects.filter(decision=held).first()
    if held.state == state and (not text or (last is not None and (last.state, last.text) == (state, text))):
        return None
    finished = timezone.localdate() if state == DecisionState.DONE else None
    if held.state != state:
        _written(held, state=state, finished_on=finished)
        decisions_changed(held.alliance_id)
    audit.record(by, "decision.noted", held, state=str(state))
    return _step(held, state, text, by_name, by)


@transaction.atomic
def show(decision: Decision, *, is_public: bool, public_text: str | None = None, by: Actor) -> Decision:
    """Let everybody read a decision, in words of its own where `public_text` has some, or take it back.

    Without `public_text` (None) the words stay as they are. The minutes do not change. Raises ValidationError for one
    that was struck out or is confidential.
    """
    require(access.can_tend(by, decision))
    held = _held(decision)
    if is_public and held.withdrawn_at is not None:
        raise ValidationError(_("Dieser Beschluss ist gestrichen und lässt sich nicht veröffentlichen."))
    if is_public and held.is_confidential:
        raise ValidationError(_("Dieser Beschluss ist vertraulich und lässt sich nicht veröffentlichen."))
    text = held.public_text if public_text is None else public_text.strip()
    if (held.is_public, held.public_text) == (is_public, text):
        return held
    Entry.objects.filter(pk=held.entry_id or 0).update(is_public=is_public)
    was_public = held.is_public
    shown = _written(held, is_public=is_public, public_text=text)
    if was_public or is_public:
        decisions_changed(held.alliance_id)
    audit.record(by, "decision.published" if is_public else "decision.withdrawn", shown)
    return shown


# Repeal


@transaction.atomic
def repeal(
    decision: Decision, *, later: Decision | None = None, on: date | None = None, reason: str = "", by: Actor
) -> Decision:
    """Repeal a decision: by a later one, or with a day and a reason. Its number and words stay in the register.

    Raises ValidationError where it is repealed already, was never valid, or neither is given.
    """
    require(access.can_tend(by, decision))
    held = _held(decision)
    if held.state == DecisionState.REPEALED:
        raise ValidationError(already_repealed(held))
    _still_stands(held)
    day = _day_of_repeal(held, later, on, reason, by)
    repealed = _written(held, state=DecisionState.REPEALED, repealed_by=later, repealed_on=day)
    decisions_changed(held.alliance_id)
    audit.record(by, "decision.repealed", held, later=later.pk if later else None)
    _step(held, DecisionState.REPEALED, _how_repealed(later, reason), "", by)
    return repealed


def already_repealed(decision: Decision) -> str:
    """Return the sentence for whoever repeals what is repealed."""
    day = date_format(decision.repealed_on, "j. F Y") if decision.repealed_on else ""
    said = _("Beschluss %(number)s ist schon aufgehoben, seit dem %(day)s. Ein zweites Mal geht das nicht.")
    return said % {"number": decision.label, "day": day}


def _day_of_repeal(decision: Decision, later: Decision | None, on: date | None, reason: str, by: Actor) -> date:
    if later is not None:
        if not may_repeal(decision, by=by).filter(pk=later.pk).exists():
            raise ValidationError(
                _(
                    "Aufheben kann nur ein späterer Beschluss, der angenommen wurde und noch gilt. Bitte wählen Sie einen."
                )
            )
        return later.decided_on
    if on is None or not reason.strip():
        raise ValidationError(_("Wählen Sie den späteren Beschluss, oder schreiben Sie Tag und Grund auf."))
    if on < decision.decided_on:
        raise ValidationError(_("An diesem Tag war der Beschluss noch nicht gefasst. Bitte wählen Sie einen späteren."))
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Bitte tragen Sie die Aufhebung ein, wenn sie gilt."))
    return on


def _how_repealed(later: Decision | None, reason: str) -> str:
    """Return what the history says. A confidential decision is not named: more people read the history than that."""
    is_named = later is not None and not later.is_confidential
    said = _("Aufgehoben durch Beschluss %(number)s.") % {"number": later.label} if later and is_named else ""
    return " ".join(part for part in (said, reason.strip()) if part)[:1000]


@transaction.atomic
def reopen(decision: Decision, *, reason: str, by: Actor) -> Decision:
    """Take back a repeal, or open again what was done, with the reason; raise ValidationError where it is open."""
    require(access.can_tend(by, decision))
    held = _held(decision)
    if held.state not in {DecisionState.REPEALED, DecisionState.DONE}:
        raise ValidationError(_("Beschluss %(number)s ist noch offen.") % {"number": held.label})
    opened = _written(held, state=DecisionState.OPEN, repealed_by=None, repealed_on=None, finished_on=None)
    decisions_changed(held.alliance_id)
    audit.record(by, "decision.reopened", held)
    _step(held, DecisionState.OPEN, reason.strip(), "", by)
    return opened


# Together


def _held(decision: Decision) -> Decision:
    """Return the decision as it stands now; nobody else changes the register before this transaction ends."""
    lock_alliance()
    return Decision.objects.select_related("body", "owner_organisation").get(pk=decision.pk)


def _still_stands(decision: Decision) -> None:
    if decision.state == DecisionState.REPEALED:
        raise ValidationError(
            _("Beschluss %(number)s ist aufgehoben. Nehmen Sie zuerst die Aufhebung zurück.")
            % {"number": decision.label}
        )
    if decision.withdrawn_at is not None:
        raise ValidationError(_("Diese Nummer ist nicht belegt: Der Beschluss wurde vor dem Verschicken gestrichen."))
    if decision.outcome != Outcome.ACCEPTED:
        raise ValidationError(_("Der Vorschlag wurde abgelehnt. Daraus ist nichts umzusetzen."))


def _written(decision: Decision, **values: Any) -> Decision:
    Decision.objects.filter(pk=decision.pk).update(**values, version=F("version") + 1)
    for name, value in values.items():
        setattr(decision, name, value)
    decision.version += 1
    return decision


def _step(decision: Decision, state: DecisionState, text: str, by_name: str, by: Actor) -> DecisionStep:
    name = by_name or (by.name if isinstance(by, Member) else by.recipient_name if isinstance(by, Link) else "")
    return DecisionStep.objects.create(decision=decision, state=state, text=text[:1000], by_name=name[:120])

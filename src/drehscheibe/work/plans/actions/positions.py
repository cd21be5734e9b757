"""How the alliance comes to a position: partners say what they think, it is agreed, handed over and answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import start_sending
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.kit.pages import revisions
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome
from drehscheibe.work.partners.models import Organisation, Person

from .. import access
from ..mails.positions import queue_questions
from ..models import Position, PositionVoice
from ..queries.positions import to_ask
from ..vocabulary import Circle, PositionState, Stance


@transaction.atomic
def add_position(values: Mapping[str, Any], *, by: Actor) -> Position:
    """Begin a position; raise ValidationError for a confidential one that she may not read herself."""
    require(access.can_edit_projects(by))
    position = Position.objects.create(state=PositionState.DRAFT, **values)
    _stay_in_sight(position, by)
    audit.record(by, "position.added", position)
    return position


@transaction.atomic
def change_position(position: Position, values: Mapping[str, Any], *, version: int, by: Actor) -> Position:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_edit_position(by, position))
    changed = sorted(key for key, value in values.items() if getattr(position, key) != value)
    save_at(version, position, values, Position.objects.all())
    position.refresh_from_db()
    _stay_in_sight(position, by)
    audit.record(by, "position.changed", position, fields=changed)
    _show(position)
    return position


@transaction.atomic
def remove_position(position: Position, *, by: Actor) -> None:
    """Delete a position with the opinions of the partners."""
    require(access.can_edit_position(by, position))
    audit.record(by, "position.removed", position)
    _show(position)
    position.delete()


@transaction.atomic
def collect_voices(position: Position, *, asks: bool, by: Actor) -> Sending | None:
    """Open a position for the partners' opinions; with `asks` each partner that has not answered gets a mail.

    Raises ValidationError for a confidential position, for one that is agreed, and where nobody is left to ask.
    """
    found = _held(position, by)
    if found.audience == Circle.TEAM:
        raise ValidationError(_("Vertraulich heißt: Partner sehen es nicht. Ändern Sie zuerst, wer es sehen darf."))
    if found.state not in {PositionState.DRAFT, PositionState.COLLECTING}:
        raise ValidationError(_("Darüber sind Sie sich schon einig. Meinungen werden nicht mehr gesammelt."))
    if asks and not to_ask(found):
        raise ValidationError(_("Es ist niemand mehr zu fragen: Alle Partner mit E-Mail-Adresse haben geantwortet."))
    if found.state != PositionState.COLLECTING:
        _move(found, PositionState.COLLECTING, by)
    return _ask(found, by) if asks else None


def _ask(position: Position, by: Actor) -> Sending:
    title = _("Meinungen zu „%(title)s“") % {"title": position.title[:120]}
    sending = start_sending(kind="position", title=title, by=by)
    queue_questions(position, to_ask(position), sending=sending)
    Position.objects.filter(pk=position.pk).update(asked_at=timezone.now())
    return sending


@transaction.atomic
def voice(
    position: Position,
    organisation: Organisation,
    *,
    stance: Stance,
    text: str = "",
    person: Person | None = None,
    by: Actor,
) -> PositionVoice:
    """Keep what a partner thinks; said again, it replaces what it said before.

    Raises ValidationError where opinions are not collected.
    """
    require(access.can_voice(by, position, organisation))
    found = Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    if found.state != PositionState.COLLECTING:
        raise ValidationError(_("Meinungen werden gerade nicht gesammelt. Bitte rufen Sie die Koordination an."))
    row, _made = PositionVoice.objects.update_or_create(
        position=found, organisation=organisation, defaults={"stance": stance, "text": text, "person": person}
    )
    audit.record(by, "position.voiced", found)
    return row


@transaction.atomic
def agree_position(position: Position, *, decision: Decision | None, by: Actor) -> None:
    """Make it the alliance's position, with the decision that says so where there is one.

    Raises ValidationError for a decision that was rejected or repealed.
    """
    found = _held(position, by)
    if decision is not None and (decision.outcome != Outcome.ACCEPTED or decision.state == DecisionState.REPEALED):
        raise ValidationError(_("Dieser Beschluss wurde abgelehnt oder aufgehoben. Bitte wählen Sie einen anderen."))
    _move(found, PositionState.AGREED, by, decision=decision)


@transaction.atomic
def hand_over_position(position: Position, *, on: date, by: Actor) -> None:
    """Note when it was handed over; raise ValidationError before it is agreed, and for a day to come."""
    found = _held(position, by)
    if found.state in {PositionState.DRAFT, PositionState.COLLECTING}:
        raise ValidationError(
            _("Das Bündnis hat dem noch nicht zugestimmt. Vermerken Sie zuerst, dass Sie einig sind.")
        )
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft."))
    _move(found, PositionState.HANDED, by, handed_on=on)


@transaction.atomic
def note_answer(position: Position, *, answer: str, by: Actor) -> None:
    """Keep what was answered; raise ValidationError where nothing was handed over."""
    found = _held(position, by)
    _only_after_handing(found)
    _move(found, PositionState.ANSWERED, by, answer=answer)


@transaction.atomic
def note_effect(position: Position, *, effect: str, by: Actor) -> None:
    """Keep what changed for families; raise ValidationError where nothing was handed over."""
    found = _held(position, by)
    _only_after_handing(found)
    _move(found, PositionState.EFFECTIVE, by, effect=effect)


@transaction.atomic
def close_position(position: Position, *, by: Actor) -> None:
    """Stop working on it; it stays to be read."""
    _move(_held(position, by), PositionState.CLOSED, by)


@transaction.atomic
def reopen_position(position: Position, *, by: Actor) -> None:
    """Take it up again where it stood: answered, handed over, agreed or in the making."""
    found = _held(position, by)
    state = (
        PositionState.ANSWERED if found.answer else PositionState.HANDED if found.handed_on
        else PositionState.AGREED if found.decision_id else PositionState.DRAFT
    )  # fmt: skip
    if found.state in {PositionState.CLOSED, PositionState.EFFECTIVE}:
        _move(found, state, by)


def _held(position: Position, by: Actor) -> Position:
    require(access.can_edit_position(by, position))
    found: Position = Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    return found


def _only_after_handing(position: Position) -> None:
    if position.handed_on is None:
        raise ValidationError(_("Vermerken Sie zuerst, wann Sie es übergeben haben."))


def _move(position: Position, state: PositionState, by: Actor, **values: Any) -> None:
    for name, value in {"state": state, **values}.items():
        setattr(position, name, value)
    position.version += 1
    position.save(update_fields=["state", *values, "version"])
    audit.record(by, f"position.{state.value}", position)
    _show(position)


def _stay_in_sight(position: Position, by: Actor) -> None:
    if not access.can_see(by, position):
        raise ValidationError(
            {"audience": _("Vertraulich geht nur in einer Gruppe, die Sie leiten. Bitte wählen Sie diese Gruppe.")}
        )


def _show(position: Position) -> None:
    revisions.bump(f"alliance:{position.alliance_id}")

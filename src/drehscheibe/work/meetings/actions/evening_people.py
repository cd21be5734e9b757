"""Who comes and goes in the evening. Called by `evening.take_stroke`, inside its transaction."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.bodies.rules import may_carry
from drehscheibe.work.partners.models import Organisation

from ..models import Invitee, Meeting, Presence, Stroke
from ..queries.evening import people_by_label
from ..rules.presence import Event, Span, spans
from ..vocabulary import Answer as Reply
from ..vocabulary import Channel, InviteeKind, ReplyChannel, StrokeKind

Answer = dict[str, Any]
COMINGS = (StrokeKind.CAME, StrokeKind.LEFT, StrokeKind.ABSENT)


def note(meeting: Meeting, values: Mapping[str, Any], stroke: Stroke) -> Answer:
    """Note that somebody came, left, or was tapped by mistake."""
    invitee = _person(meeting, values["person"])
    stroke.invitee = invitee
    _bring_up(meeting, invitee, [_event(stroke, order=_LAST)])
    return {"person": invitee.pk}


_LAST = 1 << 62
_LONGEST_NUMBER = 18


def _event(stroke: Stroke, *, order: int) -> Event:
    what = StrokeKind(stroke.what)
    # Whoever is added on the spot is there.
    said = {StrokeKind.LEFT: "left", StrokeKind.ABSENT: "absent"}.get(what, "came")
    return Event(stroke.at, said, str(stroke.key), order)  # type: ignore[arg-type]  # one of the three words


def _bring_up(meeting: Meeting, invitee: Invitee, new: list[Event]) -> None:
    """Write down the times that follow from all taps; what was entered without taps counts like them."""
    strokes = Stroke.objects.filter(meeting=meeting, invitee=invitee, what__in=[*COMINGS, StrokeKind.GUEST])
    events = [*(_event(stroke, order=stroke.pk) for stroke in strokes), *new]
    rows = list(Presence.objects.filter(meeting=meeting, invitee=invitee))
    known = {event.key for event in events}
    for row in rows:
        if str(row.key) not in known:
            events.append(Event(row.came_at, "came", str(row.key)))
            events += [Event(row.left_at, "left")] if row.left_at and row.left_at != meeting.closed_at else []
    _write(meeting, invitee, spans(events), {str(row.key): row for row in rows})


def _write(meeting: Meeting, invitee: Invitee, times: list[Span], rows: dict[str, Presence]) -> None:
    """Replace the rows of one person; a device that brings a coming after the end finds everybody gone by then."""
    Presence.objects.filter(meeting=meeting, invitee=invitee).delete()
    Presence.objects.bulk_create(_row(meeting, invitee, span, rows.get(span.key)) for span in times)


def _row(meeting: Meeting, invitee: Invitee, span: Span, old: Presence | None) -> Presence:
    left = span.left or (max(meeting.closed_at, span.came) if meeting.closed_at else None)
    stands_in = invitee.proxy_name if invitee.answer == Reply.PROXY else ""
    return Presence(
        meeting=meeting,
        invitee=invitee,
        key=UUID(span.key),
        came_at=span.came,
        left_at=left,
        is_online=old.is_online if old else invitee.answer == Reply.ONLINE,
        name=old.name if old else stands_in,
    )


def _person(meeting: Meeting, said: str) -> Invitee:
    """Return who is meant: by number, by the key of the stroke that added her, or by what she is called.

    Raises ValidationError where that is nobody, or more than one.
    """
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None).select_related("organisation")
    number = int(said) if said.isdecimal() and len(said) <= _LONGEST_NUMBER else _added_by(meeting, said)
    found = rows.filter(pk=number or people_by_label(meeting).get(said.strip().casefold(), 0)).first()
    if found is None:
        raise ValidationError(_("Diese Person steht nicht auf der Liste dieses Treffens."))
    return found


def _added_by(meeting: Meeting, key: str) -> int:
    try:
        stroke = Stroke.objects.filter(meeting=meeting, what=StrokeKind.GUEST, key=UUID(key)).first()
    except ValueError:
        return 0
    return stroke.answer["person"] if stroke else 0


# Added on the spot


def add_guest(meeting: Meeting, values: Mapping[str, Any], stroke: Stroke) -> Answer:
    """Put somebody on the list who came without being on it: for a partner that is named, else as a guest."""
    partner = _partner(values["partner"])
    invitee = _for_partner(meeting, partner, values["name"]) if partner else _guest(meeting, values, stroke)
    stroke.invitee = invitee
    _bring_up(meeting, invitee, [_event(stroke, order=_LAST)])
    if partner and values["name"]:
        Presence.objects.filter(meeting=meeting, invitee=invitee, left_at=None, name="").update(name=values["name"])
    return {"person": invitee.pk}


def _partner(name: str) -> Organisation | None:
    """Return the partner of that name, None where it is no partner's or that of several."""
    words = folded(name)
    if not words:
        return None
    found = [one for one in Organisation.objects.only("pk", "name", "sort_name") if folded(one.name) == words]
    return found[0] if len(found) == 1 else None


def _for_partner(meeting: Meeting, partner: Organisation, name: str) -> Invitee:
    seat = next((one for one in sittings(meeting.body) if one.organisation.pk == partner.pk), None)
    row, is_new = Invitee.objects.get_or_create(
        meeting=meeting,
        kind=InviteeKind.SEAT,
        organisation=partner,
        defaults={"has_vote": bool(seat and seat.has_vote), "channel": Channel.NONE, **_came(meeting, name)},
    )
    if not is_new and row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
    return row


def _guest(meeting: Meeting, values: Mapping[str, Any], stroke: Stroke) -> Invitee:
    name = values["name"] or values["partner"]
    role = values["partner"][:120] if values["name"] else ""
    return Invitee.objects.create(
        meeting=meeting, kind=InviteeKind.GUEST, guest_role=role, channel=Channel.NONE, **_came(meeting, name, stroke)
    )


def _came(meeting: Meeting, name: str, stroke: Stroke | None = None) -> dict[str, Any]:
    """Return the answer of somebody who simply stood there."""
    at = stroke.at if stroke else meeting.starts_at
    return {"name": name, "answer": Reply.COMING, "answered_at": at, "answered_how": ReplyChannel.TALK}


# Votes that are handed to somebody else


def give_vote(meeting: Meeting, values: Mapping[str, Any]) -> Answer:
    """Note that one's vote lies with somebody else tonight, or with herself again. Raises ValidationError."""
    game, giver = game_of(meeting.body), _person(meeting, values["person"])
    if not game.proxies:
        raise ValidationError(_("Nach Ihren Spielregeln kann eine Stimme nicht übertragen werden."))
    if not values["to"]:
        Invitee.objects.filter(pk=giver.pk).update(votes_for=None)
        return {"person": giver.pk}
    holder = _person(meeting, values["to"])
    _require_votes(giver, holder)
    held = Invitee.objects.filter(meeting=meeting, votes_for=holder).exclude(pk=giver.pk).count()
    if not may_carry(game, already=held):
        raise ValidationError(
            _("%(name)s hat schon so viele Stimmen, wie die Spielregeln erlauben.") % {"name": _label(holder)}
        )
    Invitee.objects.filter(pk=giver.pk).update(votes_for=holder)
    return {"person": giver.pk}


def _require_votes(giver: Invitee, holder: Invitee) -> None:
    """Only who has a vote can give it, to somebody who has one too; nobody hands on what she was given."""
    if not giver.has_vote:
        raise ValidationError(_("Wer keine Stimme hat, kann keine übertragen."))
    if not holder.has_vote or holder.pk == giver.pk:
        raise ValidationError(_("Übertragen geht nur an jemand anderen mit Stimme."))
    if holder.votes_for_id is not None or Invitee.objects.filter(votes_for=giver).exists():
        raise ValidationError(_("Eine Stimme, die jemandem übertragen wurde, kann nicht weitergegeben werden."))


def _label(invitee: Invitee) -> str:
    return invitee.organisation.name if invitee.organisation else invitee.name

"""The folder of an evening: what is laid out, put up, signed and held in the hand, as one PDF."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.typst.render import render
from drehscheibe.work.bodies.queries.rules import governance
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..access import EVERYBODY
from ..models import Decision, Invitee, Meeting
from ..queries import evening as queries
from ..queries.agenda import owner_of
from ..queries.evening import Point, Seat
from ..queries.people import is_open
from ..rules.needs import summed
from ..vocabulary import THERE, Answer, Form, InviteeKind, ItemKind
from ..wording import Word, clock, when, word

TEMPLATE = "meetings/folder.typ"
PARTS = ("agenda", "sheet", "cards", "note", "host")
BLANK_LINES = 8
_MOST_SECONDS = 60


def folder_data(meeting: Meeting, parts: Iterable[str] = PARTS) -> dict[str, Any]:
    """Return what the folder is made of: read it from the database first, render it outside any transaction."""
    wanted = [part for part in PARTS if part in set(parts)]
    named = word(governance().meeting_word)
    points, people = queries.points(meeting, by=EVERYBODY), queries.seats(meeting)
    return {
        "title": _("Mappe: %(title)s") % {"title": meeting.title},
        "alliance": _alliance_name(),
        "parts": wanted,
        "heading": meeting.title,
        "when": when(meeting.starts_at, meeting.ends_at),
        "where": where(meeting),
        "agenda": [_item(point) for point in points],
        "sheet": _sheet(people),
        "cards": _cards(people) if "cards" in wanted else [],
        "note": _note(meeting, points, people),
        "host": _host(meeting, people),
        "words": _words(named),
    }


def pdf(data: Mapping[str, Any]) -> bytes:
    """Return the folder as one file; raise Unprintable where a text has signs that no font has."""
    return render(TEMPLATE, data, seconds=_MOST_SECONDS)


def with_signs(data: object, signs: str) -> str:
    """Return the first text in the data that has one of these signs, to say what has to be written otherwise."""
    if isinstance(data, str):
        return data if any(sign in data for sign in signs) else ""
    if isinstance(data, Mapping):
        return next((found for one in data.values() if (found := with_signs(one, signs))), "")
    if isinstance(data, Sequence):
        return next((found for one in data if (found := with_signs(one, signs))), "")
    return ""


def _alliance_name() -> str:
    return Alliance.objects.values_list("name", flat=True).get(pk=scope.required().alliance_id or 0)


def where(meeting: Meeting) -> list[str]:
    """Return place and way as lines; online there is none."""
    if meeting.form == Form.ONLINE:
        return [_("online")]
    town = f"{meeting.postcode} {meeting.town}".strip()
    address = ", ".join(part for part in (meeting.street, town) if part)
    entrance = _("Eingang: %(way)s") % {"way": meeting.entrance} if meeting.entrance else ""
    name = ", ".join(part for part in (meeting.place_name, meeting.room) if part)
    return [line for line in (name, address, entrance) if line]


def _item(point: Point) -> dict[str, str]:
    item = point.item
    return {
        "number": str(point.number),
        "time": clock(point.starts_at),
        "title": item.title,
        "kind": str(ItemKind(item.kind).label),
        "who": owner_of(item),
        "minutes": ngettext("eine Minute", "%(number)s Minuten", item.minutes) % {"number": item.minutes},
        "text": item.text,
    }


# Who is expected


def _sheet(people: Sequence[Seat]) -> dict[str, Any]:
    partners = [seat for seat in people if seat.invitee.kind == InviteeKind.SEAT]
    guests = [seat for seat in people if seat.invitee.kind == InviteeKind.GUEST]
    return {
        "partners": [{"partner": seat.name, "name": seat.below} for seat in partners],
        "guests": [{"partner": seat.below, "name": seat.name} for seat in guests],
        "blank": BLANK_LINES,
    }


def _cards(people: Sequence[Seat]) -> list[dict[str, str]]:
    """Return a card for everybody who comes; before anybody has answered, for all."""
    coming = [seat for seat in people if _comes(seat.invitee)]
    return [_card(seat) for seat in coming or people if seat.invitee.answer != Answer.ONLINE]


def _comes(row: Invitee) -> bool:
    return row.answer in THERE and not is_open(row)


def _card(seat: Seat) -> dict[str, str]:
    if seat.invitee.kind == InviteeKind.GUEST:
        return {"name": seat.name, "partner": seat.below}
    return {"name": seat.below or seat.name, "partner": seat.name if seat.below else ""}


# Briefing note


def _note(meeting: Meeting, points: Sequence[Point], people: Sequence[Seat]) -> dict[str, Any]:
    return {
        "goal": goal(points),
        "intro": meeting.intro.strip(),
        "chair": meeting.chair,
        "host": meeting.host.name if meeting.host else "",
        "figures": _figures(meeting, people),
    }


def goal(points: Sequence[Point]) -> str:
    """Return in one sentence what the evening is for: what is decided, else what is talked about."""
    decided = [
        point.item.title for point in points if point.item.kind == ItemKind.DECISION and not point.item.is_veiled
    ]
    discussed = [point.item.title for point in points if point.item.kind == ItemKind.DISCUSSION]
    if decided:
        return _("Heute wird entschieden: %(items)s.") % {"items": _joined(decided)}
    if discussed:
        return _("Heute geht es um: %(items)s.") % {"items": _joined(discussed)}
    return _("Heute informieren sich die Partner gegenseitig.")


def _joined(titles: Sequence[str]) -> str:
    quoted = [f"„{title.rstrip('.')}“" for title in titles]
    return quoted[0] if len(quoted) == 1 else _("%(first)s und %(last)s") % {
        "first": ", ".join(quoted[:-1]), "last": quoted[-1]
    }  # fmt: skip


def _figures(meeting: Meeting, people: Sequence[Seat]) -> list[tuple[str, str]]:
    year = timezone.localdate(meeting.starts_at).year
    partners = Organisation.objects.filter(state=State.MEMBER).count()
    before = Q(meeting__starts_at__lt=meeting.starts_at, year=year)
    decided = Decision.objects.filter(before).count()
    coming = sum(_comes(seat.invitee) for seat in people)
    return [
        (str(partners), _("Partner im Bündnis")),
        (str(coming), _("von %(all)s Eingeladenen kommen") % {"all": len(people)}),
        (str(decided), ngettext("Beschluss in diesem Jahr", "Beschlüsse in diesem Jahr", decided)),
    ]


# For the host


def _host(meeting: Meeting, people: Sequence[Seat]) -> dict[str, Any]:
    rows = [seat.invitee for seat in people]
    here = sum(row.count for row in rows if _comes(row) and row.answer != Answer.ONLINE)
    online = sum(row.count for row in rows if _comes(row) and row.answer == Answer.ONLINE)
    still_open = sum(is_open(row) for row in rows)
    needs = summed(row.needs for row in rows if _comes(row))
    return {
        "count": str(here),
        "count_words": ngettext("Person kommt", "Personen kommen", here),
        "more": _more(online, still_open),
        "seats": _seats(meeting, here, here + still_open),
        "needs": [f"{kind}: {number}" for kind, number in needs.known],
        "other": list(needs.other),
        "room": _room(meeting),
    }


def _more(online: int, still_open: int) -> list[str]:
    said = [
        (ngettext("Eine Person ist online dabei.", "%(number)s Personen sind online dabei.", online), online),
        (ngettext("Eine Antwort fehlt noch.", "%(number)s Antworten fehlen noch.", still_open), still_open),
    ]
    return [sentence % {"number": number} for sentence, number in said if number]


def _seats(meeting: Meeting, least: int, most: int) -> str:
    wanted = (
        _("Bitte %(most)s Plätze.") % {"most": most}
        if least == most
        else _("Bitte Plätze für %(least)s bis %(most)s Personen.") % {"least": least, "most": most}
    )
    if meeting.seats_in_room is None:
        return wanted
    enough = meeting.seats_in_room >= most
    room = _("Im Raum sind %(seats)s Plätze, das reicht.") if enough else _("Im Raum sind nur %(seats)s Plätze.")
    return f"{wanted} {room % {'seats': meeting.seats_in_room}}"


def _room(meeting: Meeting) -> list[tuple[str, str]]:
    step_free = "" if meeting.is_step_free is None else _("ja") if meeting.is_step_free else _("nein")
    pairs = [
        (_("Ohne Stufen zu erreichen"), step_free),
        (_("Hinweise zum Weg"), meeting.access_note),
        (_("Im Raum"), meeting.equipment),
        (_("Kinderbetreuung"), meeting.childcare),
        (_("Dolmetschen, Gebärden, Schrift"), meeting.interpreter),
    ]
    return [pair for pair in pairs if pair[1]]


def _words(named: Word) -> dict[str, Any]:
    return {
        "agenda": _("Tagesordnung"),
        "sheet": _("Wer ist da?"),
        "sheet_note": _("Bitte tragen Sie sich ein. Die Liste bleibt beim Bündnis und steht im Protokoll."),
        "guests": _("Gäste"),
        "columns": [_("Partner"), _("Name"), _("Unterschrift")],
        "guest_columns": [_("Von"), _("Name"), _("Unterschrift")],
        "cards": _("Tischkarten"),
        "note": _("Sprechzettel"),
        "goal": _("Worum es geht"),
        "chair": _("Leitung"),
        "by": _("stellt vor:"),
        "thanks": _("Dank an den Gastgeber: %s"),
        "host": _("Für den Gastgeber und die Hausmeisterei"),
        "seats": _("Plätze"),
        "needs": _("Das wird gebraucht"),
        "nothing": _("Bisher hat niemand etwas Besonderes angemeldet."),
        "room": _("Raum"),
        "page": _("Seite"),
        "meeting": named.name,
    }

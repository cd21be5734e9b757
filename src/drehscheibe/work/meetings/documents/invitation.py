"""Letters about a meeting: for window envelopes, in large type where it is wished, with a slip to tear off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.rules import can_be_dialled
from drehscheibe.kit.typst.render import render
from drehscheibe.work.partners.documents import greeting as house

from .. import invitation_words as words
from .. import wording
from ..access import EVERYBODY
from ..models import Invitee, Meeting
from ..queries.agenda import agenda
from ..vocabulary import MailKind

TEMPLATE = "meetings/invitation.typ"


def letters_data(
    meeting: Meeting, rows: Sequence[Invitee], *, kind: MailKind, alliance: str, on: date, signed_by: str
) -> dict[str, Any]:
    """Return what the letters are made of: read it from the database first, render it outside any transaction."""
    contact = house.sender()
    return {
        "title": _("Briefe: %(title)s") % {"title": meeting.title},
        "on": on,
        "sender": {
            "name": alliance,
            "lines": house.address_lines(contact),
            "at_host": house.host_lines(contact),
        },
        "info": house.information(contact),
        "meeting": _facts(meeting, kind),
        "letters": [_letter(row, meeting, kind) for row in rows],
        "words": _words(meeting, kind, contact, signed_by),
    }


def pdf(data: dict[str, Any]) -> bytes:
    """Return the letters as one file; raise Unprintable where a name has letters that no font has."""
    return render(TEMPLATE, data, seconds=120)


def _facts(meeting: Meeting, kind: MailKind) -> dict[str, Any]:
    is_off = kind == MailKind.CANCELLATION
    lines = [] if is_off else [*words.way_lines(meeting), *words.offer_lines(meeting)]
    plan = [] if is_off else agenda(meeting, by=EVERYBODY).lines
    return {
        "when": words.when(meeting),
        "place": words.place_line(meeting),
        "way": lines,
        "agenda": [(wording.clock(line.starts_at), line.item.title) for line in plan],
        "text": "" if is_off else meeting.intro,
        "is_off": is_off,
    }


def _letter(row: Invitee, meeting: Meeting, kind: MailKind) -> dict[str, Any]:
    name = row.person.name if row.person else ""
    partner = row.organisation
    return {
        "receiver": house.receiver_lines(partner, row.person) if partner else [row.name],
        "partner": partner.name if partner else row.name,
        "subject": _subject(meeting, kind),
        "greeting": _("Guten Tag %(name)s,") % {"name": name} if name else _("Guten Tag,"),
        "large": bool(partner and partner.large_print),
    }


def _subject(meeting: Meeting, kind: MailKind) -> str:
    subjects = {
        MailKind.CANCELLATION: _("Abgesagt: %(title)s am %(day)s"),
        MailKind.UPDATE: _("Geändert: %(title)s am %(day)s"),
    }
    usual = _("Einladung: %(title)s am %(day)s")
    return subjects.get(kind, usual) % {"title": meeting.title, "day": words.day(meeting)}


def _words(meeting: Meeting, kind: MailKind, contact: Any, signed_by: str) -> dict[str, Any]:
    phone = contact.phone if contact and can_be_dialled(contact.phone) else ""
    hours = contact.hours if contact else ""
    call = _("Sie können uns auch anrufen: %(phone)s") % {"phone": phone} if phone else ""
    until = words.until(meeting.reply_by) if meeting.reply_by else ""
    how = _("Bitte schicken Sie uns den Antwortzettel bis %(day)s zurück.") % {"day": until} if until else _(
        "Bitte schicken Sie uns den Antwortzettel zurück."
    )  # fmt: skip
    return {
        "lead": _lead(meeting, kind),
        "agenda": _("Tagesordnung"),
        "how": "" if kind == MailKind.CANCELLATION else how,
        "call": f"{call} ({hours})." if call and hours else f"{call}." if call else "",
        "close": _("Freundliche Grüße"),
        "signed_by": signed_by,
        "slip": _("Antwort"),
        "slip_to": _("Bitte zurück an:"),
        "boxes": [_("Ich komme, mit insgesamt ____ Personen."), _("Ich bin online dabei."),
                  _("Für mich kommt: ______________________________"), _("Ich kann nicht kommen.")],
        "has_online": meeting.form != "place",
        "needs": _("Das brauche ich (zum Beispiel Rollstuhlplatz, Essen, Kinderbetreuung):"),
        "captions": [_("Datum"), _("Name")],
    }  # fmt: skip


def _lead(meeting: Meeting, kind: MailKind) -> list[str]:
    if kind == MailKind.CANCELLATION:
        reason = [meeting.cancel_reason] if meeting.cancel_reason else []
        return [_("leider müssen wir absagen: %(title)s fällt aus.") % {"title": meeting.title}, *reason]
    if kind == MailKind.UPDATE:
        return [_("bei diesem Treffen hat sich etwas geändert. Jetzt gilt:")]
    lead = [_("wir laden Sie herzlich ein: %(title)s.") % {"title": meeting.title}]
    if meeting.notice_note:
        lead.append(_("Die Einladung kommt später als üblich: %(why)s") % {"why": meeting.notice_note})
    return lead

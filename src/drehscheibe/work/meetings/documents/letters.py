"""Letters after a meeting, for partners without mail: the same words as the mails, for window envelopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from drehscheibe.kit.typst.render import render
from drehscheibe.work.partners.documents import greeting as house

from ..models import Invitee

TEMPLATE = "meetings/letters.typ"


@dataclass(frozen=True, slots=True)
class Words:
    """What one letter says; each section is a heading with lines of text and a small note."""

    invitee: Invitee
    subject: str
    paragraphs: Sequence[str]
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    after: Sequence[str] = ()


def letters_data(letters: Sequence[Words], *, title: str, alliance: str, on: date, signed_by: str) -> dict[str, Any]:
    """Return what the letters are made of: read it from the database first, render it outside any transaction."""
    contact = house.sender()
    return {
        "title": title,
        "on": on,
        "sender": {"name": alliance, "lines": house.address_lines(contact)},
        "info": house.information(contact),
        "letters": [_letter(one) for one in letters],
        "close": _("Freundliche Grüße"),
        "signed_by": signed_by,
    }


def pdf(data: dict[str, Any]) -> bytes:
    """Return the letters as one file; raise Unprintable where a name has letters that no font has."""
    return render(TEMPLATE, data, seconds=120)


def _letter(one: Words) -> dict[str, Any]:
    organisation, person = one.invitee.organisation, one.invitee.person
    name = person.name if person else one.invitee.name
    return {
        "receiver": house.receiver_lines(organisation, person) if organisation else [name],
        "large": bool(organisation and organisation.large_print),
        "subject": one.subject,
        "greeting": _("Guten Tag %(name)s,") % {"name": name} if name else _("Guten Tag,"),
        "paragraphs": list(one.paragraphs),
        "sections": [[heading, [list(line) for line in lines]] for heading, lines in one.sections],
        "after": list(one.after),
    }

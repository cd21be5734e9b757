"""The letters of the greeting run: for window envelopes, with a slip to tear off and send back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.alliances.rules import can_be_dialled
from drehscheibe.kit.typst.render import render

from .. import greeting_words
from ..models import Organisation, Person
from ..queries.partner_data import Words, lines_of, words

TEMPLATE = "partners/greeting.typ"
Letter = tuple[Organisation, Person | None]


def letters_data(letters: Sequence[Letter], *, alliance: str, text: str, on: date, signed_by: str) -> dict[str, Any]:
    """Return what the letters are made of: read it from the database first, render it outside any transaction."""
    contact, said = sender(), words()
    return {
        "title": _("Briefe an Partner von „%(name)s“") % {"name": alliance},
        "on": on,
        "sender": {"name": alliance, "lines": address_lines(contact), "at_host": host_lines(contact)},
        "info": information(contact),
        "letters": [_letter(*one, alliance=alliance, text=text, said=said) for one in letters],
        "words": _words(contact, signed_by=signed_by, alliance=alliance),
    }


def pdf(data: dict[str, Any]) -> bytes:
    """Return the letters as one file; raise Unprintable where a name has letters that no font has."""
    return render(TEMPLATE, data, seconds=120)


def sender() -> ContactPoint | None:
    """Return the contact point that letters come from: the first with an address, else the first of all."""
    points = list(ContactPoint.objects.all())
    return next((point for point in points if point.place), points[0] if points else None)


def address_lines(contact: ContactPoint | None) -> list[str]:
    if contact is None:
        return []
    lines = [contact.street, f"{contact.postcode} {contact.place}".strip()]
    return [line for line in lines if line]


def host_lines(contact: ContactPoint | None) -> list[str]:
    """Return at whose house the alliance sits, which the post needs and the small return line has no room for."""
    return [contact.host_organisation] if contact and contact.host_organisation else []


def information(contact: ContactPoint | None) -> list[tuple[str, str]]:
    if contact is None:
        return []
    phone = "\n".join(part for part in (contact.phone, contact.hours) if part)
    pairs = [(_("Auskunft"), contact.role), (_("Telefon"), phone), (_("E-Mail"), contact.email)]
    return [(word, text) for word, text in pairs if text]


def _letter(
    organisation: Organisation, person: Person | None, *, alliance: str, text: str, said: Words
) -> dict[str, Any]:
    name = person.name if person else ""
    return {
        "receiver": receiver_lines(organisation, person),
        "partner": organisation.name,
        "subject": _("Stimmt das so? „%(partner)s“ bei „%(name)s“") % {"partner": organisation.name, "name": alliance},
        "greeting": _("Guten Tag %(name)s,") % {"name": name} if name else _("Guten Tag,"),
        "text": text,
        "facts": lines_of(organisation, person, said=said),
        "public": greeting_words.public_line(organisation),
        "large": organisation.large_print,
    }


def receiver_lines(organisation: Organisation, person: Person | None) -> list[str]:
    """Return the six lines of an address: firm, department, person, street, place (DIN 5008)."""
    name = person.name if person and person.name != organisation.name else ""
    place = f"{organisation.postcode} {organisation.place}".strip()
    lines = (organisation.name, organisation.unit, name, organisation.street, place)
    return [line for line in lines if line]


def _words(contact: ContactPoint | None, *, signed_by: str, alliance: str) -> dict[str, Any]:
    phone = contact.phone if contact and can_be_dialled(contact.phone) else ""
    hours = contact.hours if contact else ""
    call = _("Oder rufen Sie uns an: %(phone)s") % {"phone": phone} if phone else ""
    return {
        "facts": _("Das haben wir von Ihnen notiert:"),
        "how": _("Bitte füllen Sie den Abschnitt „Antwort“ aus und schicken Sie ihn zurück."),
        "call": f"{call} ({hours})." if call and hours else f"{call}." if call else "",
        "nothing": _("Antworten Sie nicht, bleibt alles, wie es ist, und wir nennen Sie nicht öffentlich."),
        "close": _("Freundliche Grüße"),
        "signed_by": signed_by,
        "source": _("Ihre Angaben stammen aus der Partnerliste des Bündnisses. Wir nutzen sie nur für die Zusammenarbeit. "
                    "Sie können sie jederzeit ansehen, ändern oder löschen lassen."),
        "slip": _("Antwort"),
        "slip_to": _("Bitte zurück an:"),
        "right": _("Alle Angaben stimmen."),
        "change": _("Bitte ändern:"),
        "naming": greeting_words.naming_wording(alliance),
        "public": _("Öffentlich steht dann:"),
        "yes": _("Ja, Sie dürfen uns nennen."),
        "no": _("Nein, bitte nicht öffentlich nennen."),
        "captions": [_("Ort, Datum"), _("Name und Unterschrift")],
    }  # fmt: skip

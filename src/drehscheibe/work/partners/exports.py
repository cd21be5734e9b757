"""The list of partners as files: what the team may take along, and what its programs read."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Contact, Organisation


def columns() -> list[str]:
    return [
        _("Name"), _("Art"), _("Spricht für"), _("Abteilung"), _("Straße"), _("PLZ"), _("Ort"), _("Telefon"),
        _("Internetseite"), _("Ansprechperson"), _("Aufgabe"), _("E-Mail"), _("Telefon der Person"), _("Mitgliedschaft"),
        _("Stand"), _("Dabei seit"), _("Post per"), _("Wird öffentlich genannt"), _("Notiz"),
    ]  # fmt: skip


def rows(organisations: Iterable[Organisation]) -> list[list[str]]:
    """Return one row per person, so that nothing is squeezed into a cell; a partner without people has one row."""
    return [line for o in organisations for line in ([_row(o, c) for c in o.contacts.all()] or [_row(o, None)])]


def _row(o: Organisation, contact: Contact | None) -> list[str]:
    person = contact.person if contact else None
    return [
        o.name, o.get_category_display(), o.speaks_for, o.unit, o.street, o.postcode, o.place, o.phone, o.website,
        person.name if person else "", contact.role if contact else "", person.email if person else "",
        person.phone if person else "", o.get_membership_kind_display(), o.get_state_display(),
        date_format(o.joined_on, "d.m.Y") if o.joined_on else "", o.get_channel_display(),
        _("ja") if o.is_named else _("nein"), o.note,
    ]  # fmt: skip

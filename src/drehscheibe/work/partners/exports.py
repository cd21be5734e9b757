"""The list of partners as files: what the team may take along, and what its programs read."""

import io
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from drehscheibe.kit.tables import harmless

from .models import Contact, Organisation

_WIDEST = 40


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


def workbook(heads: Sequence[str], lines: Sequence[Sequence[str]], *, title: str) -> bytes:
    """Return a table as XLSX. Postcodes and numbers stay texts, so that none loses its zero."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has a sheet
    sheet.title = title[:31]
    sheet.append(list(heads))
    for line in lines:
        sheet.append([harmless(cell) for cell in line])
    for number, head in enumerate(heads, start=1):
        longest = max([len(head), *(len(line[number - 1]) for line in lines)])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 2, _WIDEST)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

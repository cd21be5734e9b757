"""Lists that go out as files, for a spreadsheet or a program, and what their pages keep of a filter in the address."""

import io
from collections.abc import Sequence

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .tables import csv_response, file_response, harmless
from .ui.frames import Link

FORMATS = ("xlsx", "csv")
"""What `?format=` may ask for."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 40


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


def table_file(
    heads: Sequence[str], lines: Sequence[Sequence[str]], *, wanted: str, name: str, title: str
) -> HttpResponse:
    """Return a table as a download in the format that is `wanted`; `name` is without its ending."""
    if wanted == "csv":
        return csv_response(heads, lines, name=f"{name}.csv")
    return file_response(workbook(heads, lines, title=title), name=f"{name}.xlsx", content_type=_XLSX)


def kept_filter(request: HttpRequest, form: Form) -> str:
    """Return what the address asks the filter for, as the next one carries it on; "" where it asks for nothing."""
    return urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})


def file_links(kept: str) -> tuple[Link, ...]:
    """Return the links to a list's files; each holds what the filter found."""
    start = f"?{kept}&format=" if kept else "?format="
    return (Link(_("Für Excel (XLSX)"), f"{start}xlsx"), Link(_("Als Tabelle (CSV)"), f"{start}csv"))


def page_base(kept: str) -> str:
    """Return the beginning of the addresses of a list's pages; the number comes behind it."""
    return f"?{kept}&seite=" if kept else "?seite="

"""The yearly reports in the rooms: list, one to read and write, finish, show, its file."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import Edit, edit, edit_page
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from .. import access
from ..actions import report as actions
from ..documents import report as documents
from ..forms.report import ChapterForm, TitleForm
from ..models import YearReport
from ..queries import report as queries
from ..queries.release import released
from ..report_data import ChapterContent, Report, Row, Story, Table
from ..vocabulary import Chapter, ReportState
from .way import ask, done, editing, to_report, to_reports, url

_PAGES = {
    "meeting": "workspace_meeting", "decision": "workspace_decision", "project": "workspace_project",
    "measure": "workspace_measure", "need": "workspace_need", "position": "workspace_position",
    "organisation": "workspace_partner",
}  # fmt: skip
"""Where a row of the report leads: to what it was made from."""


# The list


def reports(request: WorkspaceRequest) -> HttpResponse:
    """List the reports by year, and begin one."""
    if request.method == "POST":
        return _begin(request)
    may_edit = access.can_edit_figures(request.member)
    context = {
        "title": _("Jahresberichte"),
        "reports": queries.reports(),
        "years": queries.years_to_begin() if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "figures/reports.html", context)


def _begin(request: WorkspaceRequest) -> HttpResponse:
    editing(request)
    year = request.POST.get("jahr", "")
    try:
        if not (year.isascii() and year.isdigit() and len(year) == 4):  # noqa: PLR2004  a year has four digits
            raise ValidationError(_("Schreiben Sie das Jahr mit vier Ziffern, zum Beispiel 2026."))
        report = actions.begin_report(int(year), by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(url(request, "workspace_reports"))
    return redirect(url(request, "workspace_report", report.year))


# One report


def report(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Show the report of a year; who may write it finds the ways to do so beside each chapter."""
    row = queries.report_of(year)
    may_edit = access.can_edit_figures(request.member)
    if row is None:
        return _none_yet(request, year, may_edit=may_edit)
    shown = queries.shown_report(row)
    is_draft = row.state == ReportState.DRAFT
    context = {
        "title": shown.title,
        "breadcrumb": to_reports(request),
        "report": row,
        "shown": shown,
        "chapters": [_chapter(request, one, report=row, may_edit=may_edit and is_draft) for one in shown.chapters],
        "silent": [_silent(request, one, row) for one in shown.silent] if may_edit and is_draft else [],
        "is_draft": is_draft,
        "is_running": row.year == timezone.localdate().year,
        "may_edit": may_edit,
        "released": released(year) if may_edit else None,
        "public_url": local(f"/buendnisse/{request.alliance.slug}/jahresbericht/{year}/"),
    }
    return render(request, "figures/report.html", context)


def _none_yet(request: WorkspaceRequest, year: int, *, may_edit: bool) -> HttpResponse:
    if not 2000 <= year <= timezone.localdate().year:  # noqa: PLR2004  see rules.years
        raise Http404
    context = {
        "title": queries.title_of(year), "breadcrumb": to_reports(request), "year": year, "may_edit": may_edit,
    }  # fmt: skip
    return render(request, "figures/report_none.html", context)


def _chapter(request: WorkspaceRequest, one: ChapterContent, *, report: YearReport, may_edit: bool) -> dict[str, Any]:
    return {
        "key": one.key,
        "heading": one.heading,
        "text": one.text,
        "is_own": bool(report.texts.get(one.key)),
        "edit_url": url(request, "workspace_report_text", report.year, one.key) if may_edit else "",
        "tables": [_table(request, table, f"{one.key}-{number}") for number, table in enumerate(one.tables)],
        "stories": [_story(request, story, one.key, number) for number, story in enumerate(one.stories)],
    }


def _silent(request: WorkspaceRequest, one: ChapterContent, report: YearReport) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "is_left_out": one.key in report.left_out,
        "url": url(request, "workspace_report_text", report.year, one.key),
    }


def _table(request: WorkspaceRequest, one: Table, key: str) -> dict[str, Any]:
    return {
        "id": key,
        "caption": one.caption,
        "columns": [Column(label, at in one.numeric) for at, label in enumerate(one.heads)],
        "rows": [_cells(request, row) for row in one.rows],
        "stacked": one.is_stacked,
        "is_long": one.is_long,
    }


def _cells(request: WorkspaceRequest, row: Row) -> list[str | Link]:
    """Return a row whose first cell leads to what it was made from."""
    address = _address(request, row.kind, row.pk)
    return [Link(row.cells[0], address) if address else row.cells[0], *row.cells[1:]]


def _address(request: WorkspaceRequest, kind: str, pk: int) -> str:
    name = _PAGES.get(kind)
    return reverse(name, args=[request.alliance.slug, pk]) if name else ""


def _story(request: WorkspaceRequest, one: Story, key: str, number: int) -> dict[str, Any]:
    return {
        "title": one.title,
        "url": _address(request, one.kind, one.pk),
        "below": one.line,
        "paragraphs": one.paragraphs,
        "table": _table(request, one.table, f"{key}-{number}-werte") if one.table else None,
        "photos": [
            {
                "url": url(request, "workspace_project_photo_file", one.pk, photo.pk),
                "alt": photo.alt,
                "caption": photo.caption,
                "credit": photo.credit,
            }
            for photo in one.photos
        ],
    }


# Writing


def title(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Change the title."""
    row = _draft(request, year)

    def save(form: TitleForm) -> None:
        actions.change_report(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, TitleForm, row, save)
    return _edited(request, row, result, title=_("Titel des Berichts"), label=_("Titel speichern"))


def text(request: WorkspaceRequest, year: int, chapter: str) -> HttpResponse:
    """Write the own words of a chapter, or leave it out."""
    row = _draft(request, year)
    if chapter not in Chapter.values:
        raise Http404
    proposed = next((one.proposed for one in _composed(row) if one.key == chapter), "")

    def save(form: ChapterForm) -> None:
        cleaned = form.cleaned_data
        actions.write_chapter(
            row, chapter, text=cleaned["text"], left_out=cleaned["left_out"], version=form.opened_at, by=request.member
        )

    form_class = partial(ChapterForm, chapter=chapter, proposed=proposed)
    result = edit(request, form_class, row, save)
    return _edited(request, row, result, title=str(Chapter(chapter).label), label=_("Kapitel speichern"), part=chapter)


def _composed(row: YearReport) -> list[ChapterContent]:
    found = queries.compose(row.year, row)
    return [*found.chapters, *found.silent]


def _draft(request: WorkspaceRequest, year: int) -> YearReport:
    editing(request)
    found: YearReport = get_object_or_404(YearReport.objects.defer("pdf"), year=year)
    return found


def _edited(
    request: WorkspaceRequest, row: YearReport, result: Edit[Any], *, title: str, label: str, part: str = ""
) -> HttpResponse:
    back = url(request, "workspace_report", row.year) + (f"#{part}" if part else "")
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    way = to_report(request, row.year)
    return edit_page(request, result, title=title, label=label, breadcrumb=way, cancel_url=back)


# Finishing and showing


def finish(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Ask, then freeze what the report says."""
    row = _draft(request, year)
    back = url(request, "workspace_report", year)
    if request.method == "POST":
        said = _("Der Bericht ist fertig. Die Datei liegt gleich bereit.")
        return done(request, lambda: actions.finish_report(row, by=request.member), text=said, back=back)
    note = _("%(year)s ist noch nicht zu Ende. Was danach geschieht, steht nicht im Bericht.") % {"year": year}
    return ask(
        request,
        title=_("Bericht %(year)s fertigstellen?") % {"year": year},
        text=_(
            "Was jetzt dasteht, ändert sich dann nicht mehr. Öffentlich wird es davon nicht. Sie können den Bericht wieder öffnen."
        ),
        note=note if year == timezone.localdate().year else "",
        label=_("Bericht %(year)s fertigstellen") % {"year": year},
        breadcrumb=to_report(request, year),
        back=back,
    )


def reopen(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Ask, then make the report a draft again."""
    row = _draft(request, year)
    back = url(request, "workspace_report", year)
    if request.method == "POST":
        said = _("Der Bericht ist wieder ein Entwurf.")
        return done(request, lambda: actions.reopen_report(row, by=request.member), text=said, back=back)
    note = _("Solange er offen ist, steht er nicht auf Ihrer öffentlichen Seite.") if row.is_public else ""
    return ask(
        request,
        title=_("Bericht %(year)s wieder öffnen?") % {"year": year},
        text=_("Er zeigt dann wieder die Daten von heute. Ihre Texte bleiben."),
        note=note,
        label=_("Bericht %(year)s wieder öffnen") % {"year": year},
        breadcrumb=to_report(request, year),
        back=back,
    )


def show(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Ask, then show the report to everybody, or no longer."""
    row = _draft(request, year)
    back = url(request, "workspace_report", year)
    if request.method == "POST":
        is_public = request.POST.get("oeffentlich") != "0"
        said = _("Der Bericht ist jetzt öffentlich.") if is_public else _("Der Bericht ist nicht mehr öffentlich.")
        return done(
            request, lambda: actions.show_report(row, is_public=is_public, by=request.member), text=said, back=back
        )
    return ask(
        request,
        title=_("Bericht %(year)s öffentlich zeigen?") % {"year": year},
        text=_(
            "Alle sehen dann Ihre Texte und Zahlen, und von Beschlüssen, Projekten, Maßnahmen, Bedarfen und Fotos die, die öffentlich sind."
        ),
        note=_("Partner stehen nur mit Namen da, wenn sie einverstanden sind, genannt zu werden."),
        label=_("Bericht %(year)s öffentlich zeigen") % {"year": year},
        breadcrumb=to_report(request, year),
        back=back,
    )


def file(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Hand out the report as PDF: the kept one of a finished report, else one made on the spot.

    The kept one is from the day it was finished; where something in it became confidential since, it stays inside.
    """
    row = get_object_or_404(YearReport, year=year)
    kept = bytes(row.pdf) if row.state == ReportState.FINISHED and queries.is_as_finished(row) else b""
    return pdf_response(request, lambda: kept or _made(row), name=documents.file_name(year))


def _made(row: YearReport) -> bytes:
    shown: Report = queries.shown_report(row)
    files = documents.photo_files(shown)
    data = documents.report_data(shown, is_draft=row.state == ReportState.DRAFT)
    return documents.report_pdf(documents.without_missing(data, files), files)

"""Series of meetings: how often who meets, and the dates of a year."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import Edit, edit, edit_page, posted
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.models import Body

from .. import access
from ..actions import series as actions
from ..forms.series import DateFormSet, ItemFormSet, SeriesForm, days_of, frame_of
from ..models import Series
from ..queries import series as queries
from .way import number_in, to_meetings, url

YEARS_AHEAD = 3


def series(request: WorkspaceRequest) -> HttpResponse:
    """Show all series, and the rhythms to begin with; one press gives the bodies their series."""
    if request.method == "POST":
        return _adopt(request)
    rows = queries.all_series()
    may = {one.pk: access.can_plan(request.member, one.body) for one in rows}
    context = {
        "title": _("Reihen"),
        "breadcrumb": to_meetings(request),
        "lines": [(one, queries.in_words(one), may[one.pk]) for one in rows],
        "offers": queries.offers() if access.can_edit_meetings(request.member) else [],
        "can_add": bool(queries.bodies_to_plan(request.member)),
        "year": timezone.localdate().year + 1,
    }
    return render(request, "meetings/series.html", context)


def _adopt(request: WorkspaceRequest) -> HttpResponse:
    try:
        made = actions.adopt_rhythm(request.POST.get("rhythmus", ""), by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(request.path)
    said = ngettext("Eine Reihe ist angelegt.", "%(number)s Reihen sind angelegt.", len(made))
    messages.success(request, said % {"number": len(made)} + " " + _("Legen Sie jetzt die Termine eines Jahres fest."))
    return redirect(request.path)


# One series


def add(request: WorkspaceRequest) -> HttpResponse:
    bodies = queries.bodies_to_plan(request.member)
    if not bodies:
        messages.info(request, _("Legen Sie zuerst eine Gruppe an, die sich treffen soll."))
        return redirect(url(request, "workspace_series"))
    blank = Series(body=bodies[0], title=bodies[0].name, weekdays=[2], agenda=actions.frame())
    return _edit(request, blank, bodies, title=_("Neue Reihe"))


def change(request: WorkspaceRequest, series_id: int) -> HttpResponse:
    row = _own(request, series_id)
    return _edit(request, row, queries.bodies_to_plan(request.member), title=_("Reihe ändern"))


def _edit(request: WorkspaceRequest, row: Series, bodies: list[Body], *, title: str) -> HttpResponse:
    items = ItemFormSet(posted(request), initial=row.agenda, prefix="top")

    def save(form: SeriesForm) -> None:
        if not items.is_valid():
            raise ValidationError(_("Bitte prüfen Sie die Tagesordnung unten."))
        values = {**form.to_save(), "agenda": frame_of(items)}
        if row.pk:
            actions.change_series(row, values, version=form.opened_at, by=request.member)
        else:
            actions.add_series(values, by=request.member)

    result: Edit[SeriesForm] = edit(request, SeriesForm, row, save)
    if result.saved:
        messages.success(request, _("Die Reihe ist gespeichert."))
        return redirect(url(request, "workspace_series"))
    result.form.fields["body"].queryset = Body.objects.filter(pk__in=[one.pk for one in bodies])  # type: ignore[attr-defined]  # a ModelChoiceField
    return edit_page(
        request,
        result,
        title=title,
        label=_("Reihe speichern"),
        breadcrumb=_to_series(request),
        cancel_url=url(request, "workspace_series"),
        template="meetings/series_edit.html",
        items=items,
    )


def end(request: WorkspaceRequest, series_id: int) -> HttpResponse:
    row = _own(request, series_id)
    if request.method == "POST":
        actions.end_series(row, by=request.member)
        messages.success(request, _("Die Reihe ist beendet. Treffen, die schon geplant sind, bleiben."))
        return redirect(url(request, "workspace_series"))
    context = {
        "title": _("Reihe „%(title)s“ beenden?") % {"title": row.title},
        "breadcrumb": _to_series(request),
        "text": _("Es werden keine weiteren Termine vorgeschlagen. Treffen, die schon geplant sind, bleiben."),
        "label": _("Reihe beenden"),
        "cancel_url": url(request, "workspace_series"),
    }
    return render(request, "ui/ask.html", context)


# Dates of a year


def plan(request: WorkspaceRequest, series_id: int) -> HttpResponse:
    """Propose the dates of a year; she drops and changes some, and makes drafts of the rest."""
    row = _own(request, series_id)
    year = _year(request)
    found, free = queries.candidates(row, year)
    initial = [{"keep": True, "day": one.day} for one in found]
    formset = DateFormSet(posted(request), initial=initial, prefix="tag")
    if request.method == "POST" and formset.is_valid():
        days = days_of(formset)
        checked = queries.with_notes(days, before=None, free=free, taken=sorted(queries.taken_days([year])))
        doubtful = [one for one in checked if one.reason]
        if doubtful and request.POST.get("trotzdem") != _key(doubtful):
            return _plan_page(request, row, year, formset=formset, warning=free.warning, found=found, doubtful=doubtful)
        try:
            made = actions.plan_series(row, days, by=request.member)
        except ValidationError as problem:
            return _plan_page(
                request,
                row,
                year,
                formset=formset,
                warning=free.warning,
                found=found,
                problem=" ".join(problem.messages),
            )
        said = ngettext("Ein Treffen ist angelegt.", "%(number)s Treffen sind angelegt.", len(made))
        messages.success(request, said % {"number": len(made)} + " " + _("Noch ist niemand eingeladen."))
        return redirect(f"{url(request, 'workspace_year')}?jahr={year}")
    return _plan_page(request, row, year, formset=formset, warning=free.warning, found=found)


def _key(doubtful: list[queries.Candidate]) -> str:
    return ",".join(one.day.isoformat() for one in doubtful)


def _plan_page(
    request: WorkspaceRequest,
    row: Series,
    year: int,
    *,
    formset: Any,
    warning: str,
    found: list[queries.Candidate],
    **more: Any,
) -> HttpResponse:
    now = timezone.localdate().year
    notes = [one.note for one in found] if request.method != "POST" else []
    number = len(found)
    doubtful = more.pop("doubtful", [])
    context = {
        "title": _("Termine %(year)s: %(title)s") % {"year": year, "title": row.title},
        "breadcrumb": _to_series(request),
        "row": row,
        "rhythm": queries.in_words(row),
        "year": year,
        "years": [Link(str(one), f"?jahr={one}", current=one == year) for one in range(now, now + YEARS_AHEAD)],
        "formset": formset,
        "lines": [(form, notes[i] if i < len(notes) else "") for i, form in enumerate(formset)],
        "warning": warning,
        "doubtful": doubtful,
        "key": _key(doubtful),
        "label": ngettext("Ein Treffen anlegen", "%(number)s Treffen anlegen", number) % {"number": number}
        if request.method != "POST"
        else _("Diese Treffen anlegen"),
        "cancel_url": url(request, "workspace_series"),
        **more,
    }
    return render(request, "meetings/series_plan.html", context)


def _year(request: WorkspaceRequest) -> int:
    """Return the year of the address; the next one where there is none. Others than the next few are unknown: 404."""
    now = timezone.localdate().year
    found = number_in(request.GET.get("jahr", str(now + 1)))
    if found is None or found not in range(now, now + 10):
        raise Http404
    return found


def _own(request: WorkspaceRequest, series_id: int) -> Series:
    row = get_object_or_404(Series.objects.select_related("body"), pk=series_id, is_active=True)
    require(access.can_plan(request.member, row.body))
    return row


def _to_series(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (*to_meetings(request), Link(_("Reihen"), url(request, "workspace_series")))

"""Pages of measures: the list, one of them, entering, handing over."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import Edit, edit, edit_page, posted
from drehscheibe.kit.sheets import FORMATS, file_links, kept_filter, page_base, table_file
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Event, Fact
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.views.way import number_in, url
from drehscheibe.work.partners import access as partners
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..actions import measures as actions
from ..exports import measures as table
from ..forms.measures import MeasureFilter, MeasureForm, NotedForm, OwnerFields
from ..models import Measure, MeasureUpdate, Need, Project
from ..queries import focus as topics
from ..queries import measures as queries
from ..queries.measures import Asked
from ..vocabulary import Circle, MeasureState

PAGE_SIZE = 50
TONES = {
    MeasureState.PLANNED: "plain", MeasureState.RUNNING: "info", MeasureState.DONE: "success",
    MeasureState.DROPPED: "plain",
}  # fmt: skip


def measures(request: WorkspaceRequest) -> HttpResponse:
    """Show the list, or hand it out as a file."""
    form = _filter(request)
    asked = _asked(form.cleaned_data if form.is_valid() else {})
    rows = queries.measures(asked, by=request.member)
    if (kind := request.GET.get("format")) in FORMATS:
        return _file(request, kind, rows)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    context: dict[str, Any] = {
        "title": _("Maßnahmen"),
        "breadcrumb": to_plan(request),
        "form": form,
        "page": page,
        "lines": [line(one) for one in page],
        "numbers": queries.numbers(request.member),
        "is_filtered": bool(kept),
        "result": ngettext("Eine Maßnahme", "%(number)s Maßnahmen", page.paginator.count)
        % {"number": page.paginator.count},
        "base": page_base(kept),
        "exports": file_links(kept),
        "may_edit": access.can_edit_projects(request.member),
        "may_ask": access.can_ask_owners(request.member),
        "ask_url": f"{url(request, 'workspace_measures_ask')}?{kept}"
        if kept
        else url(request, "workspace_measures_ask"),
    }
    return render(request, "plans/measures.html", context)


def _filter(request: WorkspaceRequest) -> MeasureFilter:
    by = request.member
    return MeasureFilter(
        request.GET,
        years=queries.years(by),
        owners=queries.owners(by),
        bodies=queries.bodies(by),
        topics=topics.names(),
    )


def _asked(values: dict[str, Any]) -> Asked:
    return Asked(
        text=values.get("q", ""),
        year=values.get("jahr"),
        state=values.get("stand") or "offen",
        organisation_id=values.get("partner"),
        body_id=values.get("gruppe"),
        focus_id=values.get("schwerpunkt"),
    )


def asked_of(request: WorkspaceRequest) -> Asked:
    """Return what the address asks for, the same as on the list."""
    form = _filter(request)
    return _asked(form.cleaned_data if form.is_valid() else {})


def line(one: Measure) -> dict[str, Any]:
    """Return what a line of a list shows."""
    return {
        "measure": one,
        "owner": queries.owner_in_words(one),
        "is_late": queries.is_overdue(one),
        "is_abandoned": queries.is_abandoned(one),
        "tone": TONES[MeasureState(one.state)],
        "is_confidential": one.audience == Circle.TEAM,
    }


def _file(request: WorkspaceRequest, kind: str, rows: Any) -> HttpResponse:
    name = f"massnahmen-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    return table_file(table.columns(), table.rows(rows), wanted=kind, name=name, title=_("Maßnahmen"))


def to_plan(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Jahresplan"), url(request, "workspace_plan")),)


def _to_list(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (*to_plan(request), Link(_("Maßnahmen"), url(request, "workspace_measures")))


# One measure


def page_with(path_of: PathOf) -> Any:
    """Return the view of a measure's page; `path_of` gives what it came from and what became of it."""

    def measure(request: WorkspaceRequest, measure_id: int) -> HttpResponse:
        found = queries.measure_or_404(measure_id, by=request.member)
        form = NotedForm(posted(request))
        if request.method == "POST" and form.is_valid():
            return _note(request, found, form.cleaned_data)
        return _page(request, found, form, path_of)

    return measure


def _note(request: WorkspaceRequest, found: Measure, values: dict[str, str]) -> HttpResponse:
    """Note how it stands: the state is the button that was pressed."""
    state = request.POST.get("stand", "")
    if state not in MeasureState.values:
        return redirect(request.path)
    name = values["by_name"] or request.member.name
    actions.update_measure(found, state=MeasureState(state), text=values["text"], by_name=name, by=request.member)
    messages.success(request, _("Vermerkt: %(state)s.") % {"state": MeasureState(state).label})
    return redirect(request.path)


def _page(request: WorkspaceRequest, found: Measure, form: NotedForm, path_of: PathOf) -> HttpResponse:
    may_edit = access.can_update_measure(request.member, found)
    context = {
        "title": found.title,
        "breadcrumb": _to_list(request),
        **line(found),
        "facts": _facts(request, found),
        "path": path_of(found, request),
        "form": form,
        "states": [(state.value, state.label) for state in MeasureState],
        "events": [_event(one) for one in queries.history(found)],
        "may_edit": may_edit,
        "needs_owner": may_edit and (queries.is_abandoned(found) or not queries.owner_in_words(found)),
        "is_open": found.state in queries.UNDONE,
    }
    return render(request, "plans/measure.html", context)


def _facts(request: WorkspaceRequest, found: Measure) -> list[Fact]:
    partner = url(request, "workspace_partner", found.organisation_id) if found.organisation_id else ""
    may_see = partners.can_see_partners(request.member)
    person = str(found.person) if found.person else found.owner_name
    return [
        Fact(_("Wer kümmert sich?"), person),
        Fact(_("Partner"), found.organisation.name if found.organisation else "", partner if may_see else ""),
        Fact(_("Gruppe"), found.body.name if found.body else "", _body_url(request, found)),
        Fact(_("Beginnt am"), date_format(found.starts_on, "j. F Y") if found.starts_on else ""),
        Fact(_("Bis wann?"), date_format(found.due_on, "j. F Y") if found.due_on else _("ohne Termin")),
        Fact(_("Jahresplan"), str(found.year), url(request, "workspace_plan_year", found.year)),
        Fact(_("Schwerpunkt"), found.focus.title if found.focus else "", _focus_url(request, found)),
        Fact(_("Kommt wieder"), _("jedes Jahr") if found.recurs else ""),
        Fact(_("Wer darf das sehen?"), str(found.get_audience_display())),
        Fact(_("Erledigt am"), date_format(found.finished_on, "j. F Y") if found.finished_on else ""),
        Fact(_("Zuletzt nachgefragt"), date_format(found.asked_on, "j. F Y") if found.asked_on else ""),
    ]


def _body_url(request: WorkspaceRequest, found: Measure) -> str:
    return url(request, "workspace_body", found.body_id) if found.body_id else ""


def _focus_url(request: WorkspaceRequest, found: Measure) -> str:
    if not found.focus_id:
        return ""
    return url(request, "workspace_focus_review", found.year, found.focus_id)


def _event(one: MeasureUpdate) -> Event:
    title = _("kann sich nicht mehr kümmern") if one.declines else one.get_state_display()
    by = _("%(name)s über den Link") % {"name": one.by_name} if one.channel == "link" else one.by_name
    return Event(date_format(localtime(one.made_at), "j. F Y, H:i"), str(title), one.text, by)


# Entering and changing


def add(request: WorkspaceRequest) -> HttpResponse:
    """Enter a measure; `?beschluss=`, `?bedarf=`, `?projekt=` say what it came from."""
    made: list[Measure] = []

    def save(form: MeasureForm) -> None:
        made.append(actions.add_measure(form.to_save(), by=request.member))

    result = edit(request, partial(MeasureForm, member=request.member), _prefilled(request), save)
    if result.saved:
        messages.success(request, _("Die Maßnahme ist eingetragen."))
        return redirect(url(request, "workspace_measure", made[0].pk))
    return _form_page(request, result, title=_("Maßnahme eintragen"), back=url(request, "workspace_measures"))


def _prefilled(request: WorkspaceRequest) -> Measure:
    """Return a new measure with what the row it came from already knows; what she may not see says nothing."""
    row = Measure(year=_year(request))
    by = request.member
    decision = _named(request, "beschluss", Decision.objects.filter(resolutions.seen_by(by), withdrawn_at=None))
    if decision is not None:
        row.decision, row.title, row.due_on = decision, decision.title, decision.due_on
        row.organisation, row.text = decision.owner_organisation, decision.text[:2000]
        row.body = decision.body if not decision.body.has_everyone and decision.body.closed_on is None else None
    need = _named(request, "bedarf", Need.objects.filter(access.seen_by(by)))
    if need is not None:
        row.need, row.title, row.project = need, need.title, need.project
    project = _named(request, "projekt", Project.objects.filter(access.seen_by(by)))
    if project is not None:
        row.project, row.body, row.focus, row.organisation = project, project.body, project.focus, project.owner
    if any(one is not None and _is_confidential(one) for one in (decision, need, project)):
        row.audience = Circle.TEAM
    return row


def _named(request: WorkspaceRequest, word: str, rows: Any) -> Any:
    number = number_in(request.GET.get(word))
    return rows.filter(pk=number).first() if number is not None else None


def _is_confidential(row: Any) -> bool:
    return bool(getattr(row, "is_confidential", False)) or getattr(row, "audience", "") == Circle.TEAM


def _year(request: WorkspaceRequest) -> int:
    found = number_in(request.GET.get("jahr"))
    return found if found is not None and FIRST <= found <= LAST else timezone.localdate().year


FIRST, LAST = 2000, 2100


def change(request: WorkspaceRequest, measure_id: int) -> HttpResponse:
    found = queries.measure_or_404(measure_id, by=request.member)

    def save(form: MeasureForm) -> None:
        actions.change_measure(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, partial(MeasureForm, member=request.member), found, save)
    back = url(request, "workspace_measure", found.pk)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    return _form_page(request, result, title=_("Maßnahme ändern"), back=back)


def _form_page(request: WorkspaceRequest, result: Edit[Any], *, title: str, back: str) -> HttpResponse:
    return edit_page(
        request, result, title=title, label=_("Maßnahme speichern"), breadcrumb=_to_list(request), cancel_url=back,
        template="plans/measure_edit.html",
    )  # fmt: skip


def hand_over(request: WorkspaceRequest, measure_id: int) -> HttpResponse:
    """Give a measure to somebody else."""
    found = queries.measure_or_404(measure_id, by=request.member)
    require(access.can_update_measure(request.member, found))
    form = OwnerFields(posted(request), initial={"body": found.body_id})
    back = url(request, "workspace_measure", found.pk)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.hand_over(found, form.to_save(), by=request.member)
        except ValidationError as problem:
            form.add_error(
                None if "person" not in getattr(problem, "error_dict", {}) else "person", problem.messages[0]
            )
        else:
            who = queries.owner_in_words(queries.measure_or_404(changed.pk, by=request.member))
            messages.success(request, _("Weitergegeben. Jetzt kümmert sich: %(who)s.") % {"who": who})
            return redirect(back)
    context = {
        "title": _("Maßnahme weitergeben"),
        "intro": _("„%(title)s“: Wer kümmert sich ab jetzt darum?") % {"title": found.title},
        "breadcrumb": (*_to_list(request), Link(found.title, back)),
        "form": form,
        "label": _("Maßnahme weitergeben"),
        "cancel_url": back,
    }
    return render(request, "ui/edit.html", context)


def remove(request: WorkspaceRequest, measure_id: int) -> HttpResponse:
    """Ask once, then delete."""
    found = queries.measure_or_404(measure_id, by=request.member)
    if request.method == "POST":
        actions.remove_measure(found, by=request.member)
        messages.success(request, _("Entfernt: %(title)s.") % {"title": found.title})
        return redirect(url(request, "workspace_measures"))
    context = {
        "title": _("Maßnahme entfernen?"),
        "breadcrumb": _to_list(request),
        "text": f"„{found.title}“",
        "note": _(
            "Auch was dazu gesagt wurde, ist dann weg. Soll man sehen, dass sie entfällt, setzen Sie besser ihren Stand."
        ),
        "label": _("Maßnahme entfernen"),
        "danger": True,
        "cancel_url": url(request, "workspace_measure", found.pk),
    }
    return render(request, "ui/ask.html", context)

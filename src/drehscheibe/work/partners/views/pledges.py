"""What partners bring: the register of all, and the pledges of one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link

from .. import access, actions
from ..forms.directory import PledgeFilter, PledgeForm
from ..models import Organisation, Pledge
from ..queries import directory as queries

PAGE_SIZE = 50


def pledges(request: WorkspaceRequest) -> HttpResponse:
    """Show what the alliance can draw on: rooms, people, money and things, know-how."""
    form = PledgeFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.pledges(
        kind=asked.get("was", ""),
        text=asked.get("q", ""),
        seats=asked.get("plaetze"),
        step_free=bool(asked.get("stufenlos")),
    )
    if request.GET.get("format") == "csv":
        heads = [_("Was"), _("Kurz beschrieben"), _("Mehr dazu"), _("Plätze"), _("Partner")]
        lines = ([p.get_kind_display(), p.text, p.details, p.seats or "", p.organisation.name] for p in rows)
        return csv_response(heads, lines, name=f"beitraege-{request.alliance.slug}.csv")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})
    context = {
        "title": _("Was Partner einbringen"),
        "breadcrumb": (Link(_("Partner"), _url(request, "workspace_partners")),),
        "form": form,
        "page": page,
        "is_filtered": bool(kept),
        "result": ngettext("Ein Beitrag", "%(number)s Beiträge", page.paginator.count)
        % {"number": page.paginator.count},
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
        "may_edit": access.can_edit_partners(request.member),
    }
    return render(request, "partners/pledges.html", context)


def add(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=organisation_id)

    def save(form: PledgeForm) -> None:
        actions.add_pledge(organisation, form.to_save(), by=request.member)

    result = edit(request, PledgeForm, Pledge(), save)
    return _answer(request, result, organisation, title=_("Beitrag eintragen"))


def change(request: WorkspaceRequest, organisation_id: int, pledge_id: int) -> HttpResponse:
    pledge = _pledge(organisation_id, pledge_id)

    def save(form: PledgeForm) -> None:
        actions.change_pledge(pledge, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, PledgeForm, pledge, save)
    return _answer(request, result, pledge.organisation, title=pledge.text)


def end(request: WorkspaceRequest, organisation_id: int, pledge_id: int) -> HttpResponse:
    """Ask once, then note that the pledge holds no more."""
    pledge = _pledge(organisation_id, pledge_id)
    back = _url(request, "workspace_partner", organisation_id)
    if request.method == "POST":
        actions.end_pledge(pledge, by=request.member)
        messages.success(request, _("Vermerkt: Das gilt nicht mehr."))
        return redirect(back)
    context = {
        "title": _("Gilt dieser Beitrag nicht mehr?"),
        "breadcrumb": _trail(request, pledge.organisation),
        "text": f"„{pledge.text}“",
        "note": _("Er verschwindet aus allen Listen."),
        "label": _("Beitrag beenden"),
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)


def _pledge(organisation_id: int, pledge_id: int) -> Pledge:
    rows = Pledge.objects.select_related("organisation").filter(is_open=True)
    return get_object_or_404(rows, pk=pledge_id, organisation_id=organisation_id)


def _url(request: WorkspaceRequest, name: str, *args: object) -> str:
    return reverse(name, args=[request.alliance.slug, *args])


def _trail(request: WorkspaceRequest, organisation: Organisation) -> tuple[Link, ...]:
    return (
        Link(_("Partner"), _url(request, "workspace_partners")),
        Link(organisation.name, _url(request, "workspace_partner", organisation.pk)),
    )


def _answer(
    request: WorkspaceRequest, result: Edit[PledgeForm], organisation: Organisation, *, title: str
) -> HttpResponse:
    back = _url(request, "workspace_partner", organisation.pk)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(f"{back}#beitraege")
    context = {
        "title": title,
        "breadcrumb": _trail(request, organisation),
        "form": result.form,
        "differences": result.differences,
        "label": _("Beitrag speichern"),
        "cancel_url": back,
        "restore": RESTORE,
    }
    return render(request, "ui/edit.html", context)

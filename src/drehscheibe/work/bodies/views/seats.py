"""Who sits in a group: the list, and seats given, changed and ended."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, edit
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.queries.contacts import people_for_mail

from .. import access, actions
from ..forms.bodies import EndForm
from ..forms.seats import NewSeatsForm, SeatFilter, SeatForm
from ..models import Body, Seat
from ..queries import seats as queries
from .way import body_url, data_of, form_page, found, led, taken, to_body, url

PAGE_SIZE = 50


def seats(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Show a page of the partners in a group, or hand all that match out as a file."""
    body = found(body_id)
    form = SeatFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Asked(asked.get("q", ""), asked.get("aufgabe", ""), asked.get("merkmal", ""))
    everybody = queries.sittings(body)
    rows = queries.matching(everybody, wanted)
    may_lead = access.can_lead(request.member, body)
    if request.GET.get("format") == "csv" and may_lead:
        return _file(request, body, rows)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: str(value) for key, value in request.GET.items() if value and key in form.fields})
    export = Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv")
    context = {
        "title": _("Wer dabei ist: %(group)s") % {"group": body.name},
        "breadcrumb": to_body(request, body),
        "body": body,
        "form": form,
        "page": page,
        "has_any": bool(everybody),
        "result": ngettext("Ein Partner", "%(number)s Partner", len(rows)) % {"number": len(rows)},
        "exports": (export,) if may_lead else (),
        "base": f"?{kept}&seite=" if kept else "?seite=",
        "may_lead": may_lead and body.closed_on is None,
    }
    return render(request, "bodies/seats.html", context)


def _file(request: WorkspaceRequest, body: Body, rows: list[queries.Sitting]) -> HttpResponse:
    """Files hold mail addresses and telephone numbers: they are for who leads the group."""
    heads = [_("Partner"), _("Spricht für den Partner"), _("E-Mail"), _("Telefon"), _("Vertretung"), _("Aufgabe"),
             _("Stimmberechtigt"), _("Seit"), _("Gewählt oder benannt bis"), _("Benannt durch")]  # fmt: skip
    return csv_response(heads, [_cells(row) for row in rows], name=f"gruppe-{body.pk}-{request.alliance.slug}.csv")


def _cells(row: queries.Sitting) -> list[str]:
    seat, person = row.seat, row.person
    return [
        row.organisation.name,
        person.name if person else "",
        person.email if person else "",
        (person.phone if person else "") or row.organisation.phone,
        str(row.deputy or ""),
        str(row.role.label),
        _("ja") if row.has_vote else _("nein"),
        _day(seat.since if seat else None),
        _day(seat.until if seat else None),
        seat.appointed_by if seat else "",
    ]


def _day(day: Any) -> str:
    return date_format(day, "d.m.Y") if day else ""


def add(request: WorkspaceRequest, body_id: int) -> HttpResponse:
    """Take one or many partners into a group; `?q=` makes the list of them shorter."""
    body = led(request, body_id)
    text = request.GET.get("q", "")
    partners = queries.without_seat(body, text=text)
    form = NewSeatsForm(data_of(request), partners=partners)
    if taken(request, form, lambda: actions.give_seats(body, form.chosen, values=form.values, by=request.member)):
        number = len(form.chosen)
        words = ngettext("Ein Partner ist jetzt dabei.", "%(number)s Partner sind jetzt dabei.", number)
        messages.success(request, words % {"number": number})
        return redirect(url(request, "workspace_seats", body.pk))
    return form_page(
        request,
        form,
        title=_("Partner aufnehmen: %(group)s") % {"group": body.name},
        label=_("Ausgewählte Partner aufnehmen"),
        breadcrumb=to_body(request, body),
        cancel_url=body_url(request, body),
        template="bodies/seats_add.html",
        text=text,
        partners=partners,
    )


def change(request: WorkspaceRequest, body_id: int, organisation_id: int) -> HttpResponse:
    """Say who speaks for a partner, until when, and whether it votes."""
    body = led(request, body_id)
    organisation = _sitting_in(body, organisation_id)
    main = people_for_mail([organisation]).get(organisation.pk)
    seat = queries.seat_of(body, organisation) or _unsaved(body, organisation)

    def save(form: SeatForm) -> None:
        actions.change_seat(body, organisation, form.to_save(), version=form.opened_at, by=request.member)

    def form_of(*args: Any, **kwargs: Any) -> SeatForm:
        return SeatForm(*args, organisation=organisation, main=main, **kwargs)

    result = edit(request, form_of, seat, save)
    back = url(request, "workspace_seats", body.pk)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(f"{back}#partner-{organisation.pk}")
    context = {
        "title": organisation.name,
        "breadcrumb": (*to_body(request, body), Link(_("Wer dabei ist"), back)),
        "form": result.form,
        "differences": result.differences,
        "label": _("Angaben speichern"),
        "cancel_url": back,
        "restore": RESTORE,
        "body": body,
        "organisation": organisation,
        "has_row": seat.pk is not None,
    }
    return render(request, "bodies/seat.html", context)


def _sitting_in(body: Body, organisation_id: int) -> Organisation:
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    if not queries.sits(body, organisation):
        raise Http404
    return organisation


def _unsaved(body: Body, organisation: Organisation) -> Seat:
    return Seat(body=body, organisation=organisation, has_vote=organisation.membership_kind == "voting")


def end(request: WorkspaceRequest, body_id: int, organisation_id: int) -> HttpResponse:
    """Ask for the day, then note that a partner does not work in the group any more."""
    body = led(request, body_id)
    seat = get_object_or_404(Seat, body=body, organisation=organisation_id, ended_on=None)
    form = EndForm(data_of(request))
    back = url(request, "workspace_seats", body.pk)
    name = seat.organisation.name
    if taken(request, form, lambda: actions.end_seat(seat, on=form.cleaned_data["on"], by=request.member)):
        messages.success(request, _("Vermerkt. „%(name)s“ steht noch bei den Früheren.") % {"name": name})
        return redirect(back)
    note = _("Alle Partner gehören zu dieser Gruppe. Es endet nur, was hier über „%(name)s“ vermerkt ist.")
    return form_page(
        request,
        form,
        title=_("Mitarbeit beenden: %(name)s") % {"name": name},
        label=_("Mitarbeit beenden"),
        breadcrumb=to_body(request, body),
        cancel_url=back,
        intro=note % {"name": name} if body.has_everyone else "",
    )

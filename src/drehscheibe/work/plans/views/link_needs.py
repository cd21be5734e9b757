"""Needs behind links: telling one on her own page, saying „auch bei uns“, reading what became of it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.views.way import number_in
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import is_renewed, person_of_page
from drehscheibe.work.partners.views import own
from drehscheibe.work.partners.views import page as personal
from drehscheibe.work.partners.views.link_greeting import gone
from drehscheibe.work.partners.views.way import taken

from .. import access
from ..actions import need_answers
from ..actions import needs as actions
from ..forms.needs import OwnSupportForm, TellForm
from ..models import Need
from ..queries import needs as queries
from ..queries import personal_needs
from ..vocabulary import Circle, NeedState

MOST = 60


def renew_page(request: LinkRequest, **_parts: object) -> HttpResponse:
    """Offer a new link to her page, as that page itself does."""
    return personal.renew(request)


# On her own page


def needs(request: LinkRequest) -> HttpResponse:
    """Show what she told and what others told, and take a new need; `?gruppe=` chooses the group to speak for."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    form = _tell_form(request, person)
    note = ""
    if form is not None and request.method == "POST" and not request.alliance.is_live:
        note = _practised()
    elif form is not None and taken(request, form, lambda: _tell(request, person, form)):
        return HttpResponseRedirect(f"{request.path}?getan=gemeldet")
    told = list(queries.needs_told_by(person))
    context = {
        "frame": own.frame(request, _("Was Familien bei uns fehlt")),
        "form": form,
        "told": [(need, *queries.standing(need)) for need in told],
        "others": _others(request, told),
        "token": request.token,
        "note": note or (_("Danke. Ihr Bedarf ist bei der Koordination.") if "getan" in request.GET else ""),
        "practises": not request.alliance.is_live,
        "page_url": reverse("link_page", args=[request.token]),
    }
    return render(request, "plans/link_needs.html", context)


def _tell_form(request: LinkRequest, person: Person) -> TellForm | None:
    """Return the form; None for somebody who stands for nobody any more."""
    partners, groups = personal_needs.speaks_for(person)
    if not partners and not groups:
        return None
    group = number_in(request.GET.get("gruppe"))
    first: dict[str, Any] = {"audience": Circle.ALLIANCE}
    if group in {row.pk for row in groups}:
        first["who"] = f"g{group}"
    return TellForm(posted(request), initial=first, partners=partners, groups=groups)


def _tell(request: LinkRequest, person: Person, form: TellForm) -> None:
    actions.tell_need(form.to_save(), person=person, by=request.link, **form.chosen())


def _others(request: LinkRequest, told: list[Need]) -> list[tuple[Need, str, str]]:
    rows = queries.all_needs(request.link).exclude(state=NeedState.MERGED).exclude(pk__in=[row.pk for row in told])
    return [(need, *queries.standing(need)) for need in rows[:MOST]]


def need(request: LinkRequest, need_id: int) -> HttpResponse:
    """Show one need with its answer; a post says „auch bei uns“ for one of her partners or groups."""
    person = person_of_page(request.link.subject_id)
    if person is None:
        return gone(request)
    row = _readable(request, need_id)
    form = _support_form(request, row, person)
    note = ""
    if form is not None and request.method == "POST" and not request.alliance.is_live:
        note = _practised()
    elif form is not None and taken(request, form, lambda: _support(request, row, person, form)):
        return HttpResponseRedirect(f"{request.path}?getan=auch-bei-uns")
    if "getan" in request.GET:
        note = _("Danke. Wir haben vermerkt, dass Sie das auch sehen.")
    return _page(
        request, row, form=form, note=note, back_url=reverse("link_page_needs", args=[request.token]),
        is_told=row.person_id == person.pk,
    )  # fmt: skip


def _readable(request: LinkRequest, need_id: int) -> Need:
    rows = Need.objects.select_related("organisation", "body", "item__meeting__body", "project", "merged_into")
    found: Need | None = rows.filter(pk=need_id).first()
    if found is None or not access.can_read_need(request.link, found):
        raise Http404
    return found


def _support_form(request: LinkRequest, row: Need, person: Person) -> OwnSupportForm | None:
    """Return the form with those of hers who do not stand there yet; None where there is nobody, or it is answered."""
    if row.state in queries.ENDED or not access.can_see(request.link, row):
        return None
    partners, groups = personal_needs.speaks_for(person)
    there = {(one.organisation_id, one.body_id) for one in queries.supporters(row)}
    partners = [one for one in partners if (one.pk, None) not in there and one.pk != row.organisation_id]
    groups = [one for one in groups if (None, one.pk) not in there and one.pk != row.body_id]
    if not partners and not groups:
        return None
    first = f"p{partners[0].pk}" if partners else f"g{groups[0].pk}"
    return OwnSupportForm(posted(request), initial={"who": first}, partners=partners, groups=groups)


def _support(request: LinkRequest, row: Need, person: Person, form: OwnSupportForm) -> None:
    actions.support_need(row, **form.chosen(), person=person, text=form.cleaned_data["text"], by=request.link)


def _practised() -> str:
    return _("Übung: Das wäre jetzt gespeichert. Im Übungsmodus wird nichts gespeichert.")


# The answer, for whoever told it


def answer(request: LinkRequest) -> HttpResponse:
    """Show what became of a need to whoever told it; the link goes on showing it."""
    row = Need.objects.select_related(
        "organisation", "body", "item__meeting__body", "project", "merged_into"
    ).filter(pk=request.link.subject_id).first()  # fmt: skip
    if row is None:
        return _gone(request)
    require(access.can_read_need(request.link, row))
    if request.method == "POST" and request.POST.get("tun") == "nicht-ich":
        report_link(request.link)
        return notice(request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr."))
    return _page(request, row, is_told=True, may_report=True)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    row = Need.objects.filter(pk=request.link.subject_id).first()
    if row is None or not request.link.recipient:
        return _gone(request)
    if request.method == "POST":
        need_answers.renew_link(row, request.link)
    context = {"frame": own.frame(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Diesen Bedarf gibt es bei uns nicht mehr. Sie brauchen nichts zu tun."))


def _page(
    request: LinkRequest, row: Need, *, form: OwnSupportForm | None = None, note: str = "", back_url: str = "",
    is_told: bool = False, may_report: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show a need. Families read decisions that are public; partners those that are for the alliance."""
    told = row.merged_into or row
    decisions = [one for one in queries.decisions_about(told, request.link) if one.is_public or not may_report]
    supporters = queries.supporters(row) if access.can_see(request.link, row) and not may_report else []
    state, tone = queries.standing(told, decisions)
    context = {
        "frame": own.frame(request, row.title),
        "need": row,
        "told": told,
        "state": state,
        "tone": tone,
        "is_told": is_told,
        "has_answer": told.state not in queries.WAITING,
        "decisions": decisions,
        "supporters": supporters,
        "form": form,
        "note": note,
        "practises": not request.alliance.is_live,
        "back_url": back_url,
        "may_report": may_report,
    }
    return render(request, "plans/link_need.html", context)

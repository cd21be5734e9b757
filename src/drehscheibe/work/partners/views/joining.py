"""Pages behind the links that were mailed around joining. Opening changes nothing; one button acts."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.ground.tenancy.models import Link

from .. import actions
from ..forms.application import AnswerForm, ObjectionForm
from ..models import Application, Objection
from ..queries import applications as queries
from ..vocabulary import ApplicationState, Kind
from . import way


def join(request: LinkRequest) -> HttpResponse:
    """Show what was filled in; a post confirms it, takes it back, or tells that somebody else did it."""
    found = _application(request)
    if found is None:
        return _gone(request)
    if request.method == "POST" and "nicht_ich" in request.POST:
        actions.report_application(found, by=request.link)
        return _join_page(request, found, "reported")
    if request.method == "POST" and "zuruecknehmen" in request.POST:
        return _withdraw(request, found)
    if request.method == "POST" and request.link_state is Link.State.OPEN:
        actions.confirm_application(found, by=request.link)
        return redirect(request.path)
    return _join_page(request, found, "open" if found.state == ApplicationState.UNCONFIRMED else "confirmed")


def renew_join(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    found = _application(request)
    if found is None:
        return _gone(request)
    if found.state != ApplicationState.UNCONFIRMED:
        return _join_page(request, found, "confirmed")
    if request.method == "POST":
        actions.renew_confirmation(found, by=request.link)
    return _join_page(request, found, "renewed" if request.method == "POST" else "expired")


def _withdraw(request: LinkRequest, found: Application) -> HttpResponse:
    form = forms.Form(request.POST)
    if way.taken(request, form, lambda: actions.withdraw_application(found, by=request.link)):
        return redirect(request.path)
    return _join_page(request, found, "confirmed", problems=form.non_field_errors())


def _join_page(request: LinkRequest, found: Application, state: str, **more: Any) -> HttpResponse:
    context = {
        "frame": way.slim(request, _("Mitmachen")),
        "state": state,
        "application": found,
        "alliance": request.alliance,
        "is_person": found.kind == Kind.PERSON,
        "may_withdraw": found.state in queries.TO_DECIDE,
        **more,
    }
    return render(request, "partners/link_join.html", context)


def answer(request: LinkRequest) -> HttpResponse:
    """Show the coordination's question; a post answers it, and can be repeated until it is decided."""
    found = _application(request)
    if found is None:
        return _gone(request)
    form = AnswerForm(way.data_of(request), initial={"answer": found.answer})

    def save() -> None:
        actions.answer_question(found, answer=form.cleaned_data["answer"], by=request.link)

    if way.taken(request, form, save):
        return redirect(request.path)
    context = {
        "frame": way.slim(request, _("Frage beantworten")),
        "application": found,
        "alliance": request.alliance,
        "form": form,
        "is_open": found.state in queries.TO_DECIDE,
    }
    return render(request, "partners/link_answer.html", context)


def objection(request: LinkRequest) -> HttpResponse:
    """Show who wants to join; a post objects, takes that back, or tells that the mail went astray."""
    rows = Objection.objects.select_related("application", "organisation")
    found = rows.filter(pk=request.link.subject_id).first()
    if found is None:
        return _gone(request)
    form = ObjectionForm(way.data_of(request), initial={"text": found.text})
    if request.method == "POST" and "nicht_ich" in request.POST:
        actions.report_link(request.link)
        return notice(request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr."))
    if request.method == "POST" and "zuruecknehmen" in request.POST:
        plain = forms.Form(request.POST)
        if way.taken(request, plain, lambda: actions.take_back_objection(found, by=request.link)):
            return redirect(request.path)
        form = ObjectionForm(initial={"text": found.text})
        return _objection_page(request, found, form, problems=plain.non_field_errors())

    def save() -> None:
        who = request.link.recipient_name or request.link.recipient
        actions.object_to(found, text=form.cleaned_data["text"], made_by=who, by=request.link)

    if way.taken(request, form, save):
        return redirect(request.path)
    return _objection_page(request, found, form)


def _objection_page(request: LinkRequest, found: Objection, form: ObjectionForm, **more: Any) -> HttpResponse:
    context = {
        "frame": way.slim(request, _("Wer mitmachen möchte")),
        "objection": found,
        "application": found.application,
        "alliance": request.alliance,
        "form": form,
        "is_open": queries.is_open_for_objections(found.application),
        **more,
    }
    return render(request, "partners/link_objection.html", context)


def _application(request: LinkRequest) -> Application | None:
    rows = Application.objects.select_related("declaration", "organisation")
    return rows.filter(pk=request.link.subject_id).first()


def _gone(request: LinkRequest) -> HttpResponse:
    """Say that there is nothing any more: what nobody confirmed is deleted, and one can begin again."""
    context = {"frame": way.slim(request, _("Mitmachen")), "alliance": request.alliance}
    return render(request, "partners/link_gone.html", context, status=410)

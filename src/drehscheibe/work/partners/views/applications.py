"""Those who want to join, as the coordination sees them."""

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import send_copy_to_self
from drehscheibe.ground.outbox.letters import Letter
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Fact

from .. import actions
from ..forms.application import (
    AcceptForm,
    ApplicationFilter,
    DeclineForm,
    QuestionForm,
    SettleForm,
    ToldObjectionForm,
)  # fmt: skip
from ..mails import applications as letters
from ..models import Application, Objection
from ..queries import applications as queries
from ..queries import membership
from ..queries.contacts import people_for_mail
from ..rules import objections_end
from ..vocabulary import Kind
from . import way

PAGE_SIZE = 25


def applications(request: WorkspaceRequest) -> HttpResponse:
    """Show who wants to join, newest first."""
    form = ApplicationFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "stand": ""}
    rows = queries.applications(text=asked["q"], state=asked["stand"])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {
        "title": _("Wer mitmachen möchte"),
        "breadcrumb": way.to_partners(request),
        "form": form,
        "page": page,
        "is_filtered": bool(asked["q"] or asked["stand"]),
        "base": f"?{urlencode(asked)}&seite=",
    }
    return render(request, "partners/applications.html", context)


def application(request: WorkspaceRequest, application_id: int) -> HttpResponse:
    """Show one application with all that can be done about it; a post does one of it."""
    found = _application(application_id)
    bound = _Forms(request, found)
    if request.method == "POST" and (answer := _act(request, found, bound)) is not None:
        return answer
    context = {
        "title": found.name,
        "breadcrumb": _to_list(request),
        "application": found,
        "facts": _facts(found),
        "forms": bound,
        "asked": bound.asked,
        "objections": [(row, bound.settle(row)) for row in bound.asked.objections],
        "hindrance": queries.hindrance(found),
        "same_name": bound.same_name,
        "is_open": found.state in queries.TO_DECIDE,
        "objection_days": membership.rules_of_joining().objection_days,
        "may_still_object": queries.is_open_for_objections(found),
    }
    return render(request, "partners/application.html", context)


class _Forms:
    """The forms of the page; the one whose button was pressed holds what was posted."""

    def __init__(self, request: WorkspaceRequest, found: Application) -> None:
        self._request, self._posted = request, way.data_of(request)
        self.same_name = queries.same_name(found) if found.state in queries.TO_DECIDE else []
        self.asked = queries.asked(found)
        told = list(Objection.objects.filter(application=found, made_at=None).select_related("organisation"))
        self.question = QuestionForm(self._data("fragen"), auto_id="frage_%s")
        self.decline = DeclineForm(self._data("ablehnen"), auto_id="ablehnung_%s")
        self.accept = AcceptForm(self._data("aufnehmen"), same_name=self.same_name, auto_id="aufnahme_%s")
        self.told = ToldObjectionForm(self._data("gesagt"), asked=told, auto_id="gesagt_%s")
        self._settle = {str(row.pk): self._settle_form(row) for row in self.asked.objections}

    def _data(self, button: str) -> Any:
        return self._posted if self._posted is not None and button in self._posted else None

    def _settle_form(self, row: Objection) -> SettleForm:
        pressed = self._posted is not None and self._posted.get("erledigt") == str(row.pk)
        return SettleForm(self._posted if pressed else None, auto_id=f"erledigt_{row.pk}_%s")

    def settle(self, row: Objection) -> SettleForm:
        return self._settle[str(row.pk)]


def _act(request: WorkspaceRequest, found: Application, bound: _Forms) -> HttpResponse | None:
    """Do what the pressed button says; None where its form has faults."""
    member, post = request.member, request.POST
    here = redirect("workspace_application", request.alliance.slug, found.pk)
    if "fragen" in post:

        def ask() -> None:
            actions.ask_applicant(found, question=bound.question.cleaned_data["question"], by=member)

        return _done(request, bound.question, ask, _("Ihre Frage ist unterwegs."), here)
    if "ablehnen" in post:

        def decline() -> None:
            actions.decline_application(found, reason=bound.decline.cleaned_data["reason"], by=member)

        return _done(request, bound.decline, decline, _("Abgelehnt. Die Begründung ist unterwegs."), here)
    if "gesagt" in post:
        return _done(request, bound.told, lambda: _told(request, bound.told), _("Einspruch vermerkt."), here)
    if "erledigt" in post:
        return _settle(request, found, bound, here)
    return _accept(request, found, bound)


def _done(
    request: WorkspaceRequest, form: forms.Form, act: Any, said: str, answer: HttpResponse
) -> HttpResponse | None:
    if not way.taken(request, form, act):
        return None
    messages.success(request, said)
    return answer


def _told(request: WorkspaceRequest, form: ToldObjectionForm) -> None:
    values = form.cleaned_data
    actions.object_to(
        form.objection, text=values["text"], made_by=values["made_by"], channel=values["channel"], by=request.member
    )


def _settle(request: WorkspaceRequest, found: Application, bound: _Forms, here: HttpResponse) -> HttpResponse | None:
    pressed = request.POST["erledigt"]
    row = get_object_or_404(Objection, pk=pressed if pressed.isdecimal() else 0, application=found)
    form = bound.settle(row)

    def settle() -> None:
        actions.settle_objection(row, note=form.cleaned_data["note"], by=request.member)

    return _done(request, form, settle, _("Vermerkt. Der Einspruch gilt als geklärt."), here)


def _accept(request: WorkspaceRequest, found: Application, bound: _Forms) -> HttpResponse | None:
    if not bound.accept.is_bound or not bound.accept.is_valid():
        return None
    try:
        partner = actions.accept_application(
            found, organisation=bound.accept.chosen, is_another=bound.accept.is_another, by=request.member
        )
    except ValidationError as problem:
        bound.accept.add_error(None, problem)
        return None
    said = _("„%(name)s“ ist jetzt Partner. Willkommensgruß und Urkunde sind unterwegs.")
    messages.success(request, said % {"name": partner.name})
    return redirect("workspace_partner", request.alliance.slug, partner.pk)


# Asking the partners


def ask_for_objections(request: WorkspaceRequest, application_id: int) -> HttpResponse:
    """Show the letter to the partners and who gets it; a post sends it, or a copy to oneself."""
    found = _application(application_id)
    partners = queries.to_ask(found)
    people = people_for_mail(partners)
    receivers = [(partner, people[partner.pk]) for partner in partners if partner.pk in people]
    example = _example(found, receivers)
    if "probe" in request.POST and example is not None:
        send_copy_to_self(example, by=request.member)
        messages.success(request, _("Die Probe ist unterwegs an %(email)s.") % {"email": request.member.user.email})
        return redirect(request.path)
    problem = ""
    if "senden" in request.POST:
        try:
            sending = actions.ask_for_objections(found, by=request.member)
        except ValidationError as trouble:
            problem = " ".join(trouble.messages)
        else:
            return redirect("workspace_sending", request.alliance.slug, sending.pk)
    here = way.url(request, "workspace_application", found.pk)
    return way.sending_page(
        request,
        title=_("Partner nach Einspruch fragen"),
        breadcrumb=(*_to_list(request), Link(found.name, here)),
        example=example,
        receivers=receivers,
        without=[partner for partner in partners if partner.pk not in people],
        label=ngettext("%(count)s Partner fragen", "%(count)s Partner fragen", len(receivers))
        % {"count": len(receivers)},
        cancel_url=here,
        problem=problem,
    )


def _example(found: Application, receivers: way.Receivers) -> Letter | None:
    """Return the letter as the first one gets it, with the day that would be set."""
    if not receivers:
        return None
    shown = copy(found)
    shown.objections_until = objections_end(membership.rules_of_joining().objection_days)
    return letters.objection_example(shown, *receivers[0])


# What the pages show


def _application(application_id: int) -> Application:
    rows = Application.objects.select_related("sending", "declaration", "decided_by", "organisation")
    return get_object_or_404(rows, pk=application_id)


def _to_list(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (*way.to_partners(request), Link(_("Wer mitmachen möchte"), way.url(request, "workspace_applications")))


def _facts(found: Application) -> list[Fact]:
    address = ", ".join(filter(None, (found.street, f"{found.postcode} {found.place}".strip())))
    signed = _("Fassung %(number)s") % {"number": found.declaration.number} if found.declaration else _("keine")
    kind = "" if found.kind == Kind.ORGANISATION else found.get_kind_display()
    return [
        Fact(_("Wer"), kind),
        Fact(_("Art"), found.get_category_display()),
        Fact(_("Spricht für"), found.speaks_for),
        Fact(_("Ansprechperson"), found.person_name),
        Fact(_("E-Mail"), found.email, url=f"mailto:{found.email}"),
        Fact(_("Telefon"), found.phone, url=f"tel:{found.phone}" if found.phone else ""),
        Fact(_("Anschrift"), address),
        Fact(_("Internetseite"), found.website, url=found.website),
        Fact(_("Mitgliedschaft"), found.get_membership_kind_display()),
        Fact(_("Bündniserklärung"), signed),
        Fact(_("Öffentlich nennen"), _("ja") if found.wants_naming else _("nein")),
    ]

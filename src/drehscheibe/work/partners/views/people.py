"""The people at one partner."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.kit.ui.frames import Link

from .. import actions
from ..forms.directory import PersonForm
from ..models import Contact, Organisation, Person


def add(request: WorkspaceRequest, organisation_id: int) -> HttpResponse:
    """Enter a person; a known mail address joins the person that is there already."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)

    def save(form: PersonForm) -> None:
        actions.add_person_at(
            organisation,
            values=form.to_save(),
            role=form.cleaned_data["role"],
            is_main=form.cleaned_data["is_main"] or None,
            by=request.member,
        )

    result = edit(request, PersonForm, Person(), save)
    if result.saved:
        messages.success(request, _("Eingetragen."))
        return redirect(_partner_url(request, organisation))
    return _form(request, result, organisation, title=_("Ansprechperson eintragen"))


def change(request: WorkspaceRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    contact = _contact(organisation_id, contact_id)

    def save(form: PersonForm) -> None:
        actions.change_contact(
            contact,
            values=form.to_save(),
            role=form.cleaned_data["role"],
            is_main=form.cleaned_data["is_main"],
            version=form.opened_at,
            by=request.member,
        )

    def form_of(*args: Any, **kwargs: Any) -> PersonForm:
        return PersonForm(*args, contact=contact, **kwargs)

    result = edit(request, form_of, contact.person, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(_partner_url(request, contact.organisation))
    return _form(request, result, contact.organisation, title=str(contact.person))


def remove(request: WorkspaceRequest, organisation_id: int, contact_id: int) -> HttpResponse:
    """Ask once, then take the person away from the partner."""
    contact = _contact(organisation_id, contact_id)
    back = _partner_url(request, contact.organisation)
    name = str(contact.person)
    if request.method == "POST":
        actions.remove_contact(contact, by=request.member)
        messages.success(request, _("%(name)s steht hier nicht mehr.") % {"name": name})
        return redirect(back)
    context = {
        "title": _("Ansprechperson entfernen?"),
        "breadcrumb": _trail(request, contact.organisation),
        "text": name,
        "note": _("Wer für keinen anderen Partner mehr eingetragen ist, wird mit allen Angaben gelöscht."),
        "label": _("Ansprechperson entfernen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)


def _contact(organisation_id: int, contact_id: int) -> Contact:
    rows = Contact.objects.select_related("person", "organisation")
    return get_object_or_404(rows, pk=contact_id, organisation_id=organisation_id)


def _partner_url(request: WorkspaceRequest, organisation: Organisation) -> str:
    return reverse("workspace_partner", args=[request.alliance.slug, organisation.pk])


def _trail(request: WorkspaceRequest, organisation: Organisation) -> tuple[Link, ...]:
    partners = reverse("workspace_partners", args=[request.alliance.slug])
    return (Link(_("Partner"), partners), Link(organisation.name, _partner_url(request, organisation)))


def _form(
    request: WorkspaceRequest, result: Edit[PersonForm], organisation: Organisation, *, title: str
) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": _trail(request, organisation),
        "form": result.form,
        "differences": result.differences,
        "label": _("Ansprechperson speichern"),
        "cancel_url": _partner_url(request, organisation),
        "restore": RESTORE,
    }
    return render(request, "ui/edit.html", context)

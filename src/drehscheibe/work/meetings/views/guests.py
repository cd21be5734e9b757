"""Guests without a seat."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.views.way import taken

from ..actions import guests as actions
from ..forms.agenda import GuestForm
from ..models import Invitee, Meeting
from ..vocabulary import InviteeKind
from .way import back, done, meeting_url, own_meeting, to_meeting

PART = "leute"


def add(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    found = own_meeting(request, meeting_id)
    form = GuestForm(posted(request))
    if taken(request, form, lambda: actions.add_guest(found, form.cleaned_data, by=request.member)):
        name = form.cleaned_data["name"]
        messages.success(request, _("%(name)s steht auf der Liste.") % {"name": name})
        return back(request, found, PART)
    return _form(request, found, form, title=_("Gast eintragen"), label=_("Gast eintragen"))


def change(request: WorkspaceRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    found, guest = _guest(request, meeting_id, guest_id)
    form = GuestForm(posted(request), initial={name: getattr(guest, name) for name in GuestForm.Meta.fields})
    if taken(request, form, lambda: actions.change_guest(guest, form.cleaned_data, by=request.member)):
        messages.success(request, _("Gespeichert."))
        return back(request, found, PART)
    return _form(request, found, form, title=guest.name, label=_("Angaben speichern"))


def remove(request: WorkspaceRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    """Ask once, then take the guest off the list."""
    found, guest = _guest(request, meeting_id, guest_id)
    if request.method == "POST":
        text = _("%(name)s steht nicht mehr auf der Liste.") % {"name": guest.name}
        return done(request, found, partial(actions.remove_guest, guest, by=request.member), text=text, part=PART)
    context = {
        "title": _("Gast von der Liste nehmen?"),
        "breadcrumb": to_meeting(request, found),
        "text": guest.name,
        "note": _("Eine Nachricht geht dabei nicht hinaus."),
        "label": _("Diesen Gast wegnehmen"),
        "danger": True,
        "cancel_url": meeting_url(request, found, PART),
    }
    return render(request, "ui/ask.html", context)


def _guest(request: WorkspaceRequest, meeting_id: int, guest_id: int) -> tuple[Meeting, Invitee]:
    found = own_meeting(request, meeting_id)
    rows = Invitee.objects.select_related("meeting__body")
    return found, get_object_or_404(rows, meeting=found, pk=guest_id, kind=InviteeKind.GUEST, removed_at=None)


def _form(request: WorkspaceRequest, found: Meeting, form: Any, *, title: str, label: str) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": to_meeting(request, found),
        "form": form,
        "label": label,
        "cancel_url": meeting_url(request, found, PART),
        "intro": _("Referentin, Presse, Ratsmitglied: Gäste stimmen nicht mit. Ohne E-Mail-Adresse rufen Sie an."),
    }
    return render(request, "ui/edit.html", context)

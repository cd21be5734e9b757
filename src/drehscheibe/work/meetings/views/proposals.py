"""Proposals for the agenda: made through a link, decided in the rooms."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.views.way import taken

from ..actions import proposals as actions
from ..forms.agenda import ProposalForm, VerdictForm
from ..models import Invitee
from ..queries import proposals as queries
from ..queries.agenda import item_or_404
from ..vocabulary import ItemState
from ..wording import when
from .way import back, done, meeting_url, own_meeting, slim, to_meeting

# In the rooms


def accept(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a proposal on the agenda."""
    found = own_meeting(request, meeting_id)
    item = item_or_404(found, item_id, states=ItemState.values)
    if request.method != "POST":
        return back(request, found)
    text = _("„%(title)s“ steht jetzt auf der Tagesordnung.") % {"title": item.title}
    return done(request, found, lambda: actions.accept(item, by=request.member), text=text, part=f"top-{item.pk}")


def decline(request: WorkspaceRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Ask for a word to the proposer, then leave the proposal off the agenda."""
    found = own_meeting(request, meeting_id)
    item = item_or_404(found, item_id, states=(ItemState.PROPOSED,))
    form = VerdictForm(posted(request))
    if taken(request, form, lambda: actions.decline(item, verdict=form.cleaned_data["verdict"], by=request.member)):
        messages.success(request, _("Abgelehnt. Ihr Satz ist unterwegs."))
        return back(request, found)
    context = {
        "title": _("Vorschlag ablehnen"),
        "intro": _("„%(title)s“, vorgeschlagen von %(who)s") % {"title": item.title, "who": item.proposed_by},
        "breadcrumb": to_meeting(request, found),
        "form": form,
        "label": _("Vorschlag ablehnen"),
        "cancel_url": meeting_url(request, found),
    }
    return render(request, "ui/edit.html", context)


# Through a link


def link_proposal(request: LinkRequest) -> HttpResponse:
    """Take a proposal through the link of an invitation."""
    rows = _rows()
    invitee = rows.filter(pk=request.link.subject_id).first()
    if invitee is None:
        return notice(request, 410, _("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination."))
    return _proposal(request, invitee, back_url=reverse("link_invitation", args=[request.token]))


def link_page_proposal(request: LinkRequest, invitee_id: int) -> HttpResponse:
    """The same from somebody's own page."""
    invitee = get_object_or_404(_rows(), pk=invitee_id, person=request.link.subject_id)
    return _proposal(request, invitee, back_url=reverse("link_page_invitation", args=[request.token, invitee.pk]))


def _rows() -> "QuerySet[Invitee]":
    return Invitee.objects.filter(removed_at=None).select_related("meeting__body", "organisation", "person")


def _proposal(request: LinkRequest, invitee: Invitee, *, back_url: str) -> HttpResponse:
    """Show what was proposed and what became of it, and take one more."""
    meeting, groups = invitee.meeting, queries.groups_of(invitee)
    partner = invitee.organisation.name if invitee.organisation else invitee.name
    form = ProposalForm(posted(request), partner=partner, groups=groups)
    practises = meeting.is_practice
    note = ""
    if practises and request.method == "POST":
        note = _("Übung: Ihr Vorschlag läge jetzt bei der Koordination. Im Übungsmodus wird nichts gespeichert.")
    elif taken(request, form, lambda: _propose(request, invitee, form)):
        note = _("Danke. Ihr Vorschlag liegt jetzt bei der Koordination. Sie hören von uns.")
        form = ProposalForm(partner=partner, groups=groups)
    context = {
        "frame": slim(request, _("Vorschlag zur Tagesordnung")),
        "meeting": meeting,
        "partner": partner,
        "when": when(meeting.starts_at, meeting.ends_at),
        "form": form if queries.can_still_propose(meeting) else None,
        "note": note,
        "until": _day(queries.last_day(meeting)),
        "decisions": _decisions(queries.decisions_until(meeting)),
        "proposals": queries.proposals_of(invitee),
        "back_url": back_url,
        "practises": practises,
    }
    return render(request, "meetings/link_proposal.html", context)


def _propose(request: LinkRequest, invitee: Invitee, form: ProposalForm) -> None:
    values = form.cleaned_data
    body = Body.objects.filter(pk=values.get("group") or 0).first()
    actions.propose(
        invitee, title=values["title"], text=values["text"], minutes=values["minutes"],
        wants_decision=values["wants_decision"], body=body, by=request.link,
    )  # fmt: skip


def _decisions(until: date | None) -> str:
    """Say until when something can still be decided; "" where the rules know no such day."""
    if until is None:
        return ""
    return _(
        "Was beschlossen werden soll, muss bis %(day)s auf der Tagesordnung stehen. Was später kommt, können wir "
        "besprechen, aber nicht beschließen."
    ) % {"day": _day(until)}


def _day(value: date) -> str:
    return date_format(value, "l, j. F Y")

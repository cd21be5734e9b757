"""Who belongs to the team, who is invited, and handing over the coordination."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts import actions
from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.accounts.forms import HandOverForm, InviteForm, RolesForm
from drehscheibe.ground.accounts.models import Invitation
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import ROLE_LABELS, Capability
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from ..role_words import ROLE_NOTES


def people(request: WorkspaceRequest) -> HttpResponse:
    """Show the team and what nobody has answered yet."""
    context = {
        "title": _("Leute"),
        "team": accounts.members_of(),
        "invitations": accounts.open_invitations(),
        "now": timezone.now(),
        "may_hand_over": request.member.may(Capability.HAND_OVER),
        "roles": [(ROLE_LABELS[role], note) for role, note in ROLE_NOTES.items()],
    }
    return render(request, "workspace/people.html", context)


def invite(request: WorkspaceRequest) -> HttpResponse:
    """Ask for name, address and roles, and send the invitation."""
    form = InviteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_member(**form.cleaned_data, by=request.member)
        except ValidationError as problem:
            form.add_error("email", problem)
        else:
            messages.success(
                request, _("Die Einladung an %(name)s ist unterwegs.") % {"name": form.cleaned_data["name"]}
            )
            return _to_people(request)
    return _form_page(request, form, title=_("Jemanden einladen"), label=_("Einladung senden"), intro=_intro())


def _intro() -> str:
    return _("Sie brauchen nur Menschen einzuladen, die hier mitarbeiten. Ihre Partner brauchen kein Konto.")


def roles(request: WorkspaceRequest, member_id: int) -> HttpResponse:
    member = _member(member_id)
    form = RolesForm(posted(request), initial={"roles": member.roles})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(member, roles=form.cleaned_data["roles"], by=request.member)
        except ValidationError as problem:
            form.add_error("roles", problem)
        else:
            messages.success(request, _("Gespeichert: die Rollen von %(name)s.") % {"name": member.name})
            return _after_change(request)
    title = _("Rollen von %(name)s") % {"name": member.name}
    return _form_page(request, form, title=title, label=_("Rollen speichern"))


def remove(request: WorkspaceRequest, member_id: int) -> HttpResponse:
    """Ask once, then take the person out of the team."""
    member = _member(member_id)
    if request.method == "POST":
        try:
            actions.remove_member(member, by=request.member)
            messages.success(request, _("%(name)s gehört nicht mehr zum Team.") % {"name": member.name})
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        return _after_change(request)
    context = {
        "title": _("Aus dem Team nehmen?"),
        "breadcrumb": _way(request),
        "text": member.name,
        "note": _("Was die Person getan hat, bleibt im Verlauf. Sie kann sich weiter anmelden, aber nicht mehr in dieses Bündnis."),
        "label": _("%(name)s aus dem Team nehmen") % {"name": member.name},
        "danger": True,
        "cancel_url": _people_url(request),
    }  # fmt: skip
    return render(request, "ui/ask.html", context)


def invitation(request: WorkspaceRequest, invitation_id: int) -> HttpResponse:
    """Send an invitation once more, or withdraw it."""
    found = get_object_or_404(Invitation, pk=invitation_id)
    if request.method == "POST":
        try:
            messages.success(request, _renew_or_withdraw(request, found))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
    return _to_people(request)


def _renew_or_withdraw(request: WorkspaceRequest, found: Invitation) -> str:
    name = {"name": found.name or found.email}
    if "zurueckziehen" in request.POST:
        actions.withdraw_invitation(found, by=request.member)
        return _("Die Einladung an %(name)s ist zurückgezogen.") % name
    actions.renew_invitation(found, by=request.member)
    return _("Die Einladung an %(name)s ist noch einmal unterwegs.") % name


def hand_over(request: WorkspaceRequest) -> HttpResponse:
    """Guide through handing over: choose, read what follows, confirm."""
    team = accounts.members_of()
    form = HandOverForm(posted(request), team=team, by=request.member)
    step = "choose"
    if request.method == "POST" and form.is_valid() and "zurueck" not in request.POST:
        step = "check"
        if "sicher" in request.POST:
            return _hand_over(request, form)
    context = {
        "title": _("Koordination übergeben"),
        "breadcrumb": _way(request),
        "form": form,
        "step": step,
        "alone": len(team) == 1,
        "people_url": _people_url(request),
    }
    return render(request, "workspace/hand_over.html", context)


def _hand_over(request: WorkspaceRequest, form: HandOverForm) -> HttpResponse:
    to = form.cleaned_data["to"]
    try:
        actions.hand_over(to=to, by=request.member, keep_role=form.cleaned_data["keep_role"])
        messages.success(request, _("%(name)s hat jetzt die Koordination. Danke für Ihre Arbeit.") % {"name": to.name})
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return _after_change(request)


def _member(member_id: int) -> Member:
    return get_object_or_404(Member, pk=member_id, is_active=True)


def _people_url(request: WorkspaceRequest) -> str:
    return reverse("workspace_people", args=[request.alliance.slug])


def _to_people(request: WorkspaceRequest) -> HttpResponse:
    return redirect(_people_url(request))


def _after_change(request: WorkspaceRequest) -> HttpResponse:
    """Go back to the people, or to where the person may still go: she may have changed her own place."""
    now = Member.objects.filter(pk=request.member.pk, is_active=True).first()
    if now is None:
        return redirect("account_home")
    return (
        _to_people(request)
        if now.may(Capability.MANAGE_MEMBERS)
        else redirect("workspace_home", slug=request.alliance.slug)
    )


def _way(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Leute"), _people_url(request)),)


def _form_page(
    request: WorkspaceRequest, form: InviteForm | RolesForm, *, title: str, label: str, intro: str = ""
) -> HttpResponse:
    context = {
        "title": title,
        "breadcrumb": _way(request),
        "form": form,
        "label": label,
        "intro": intro,
        "cancel_url": _people_url(request),
        "roles": [(ROLE_LABELS[role], note) for role, note in ROLE_NOTES.items()],
    }
    return render(request, "workspace/person.html", context)

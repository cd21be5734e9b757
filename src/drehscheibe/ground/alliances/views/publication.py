"""Publishes the draft, shows what was published before, and keeps the yearly confirmation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.ui.frames import SlimFrame

from .. import actions, profile_data, queries, rules
from .way import profile_url
from .wording import changes_in_words, private_lines


def publication(request: WorkspaceRequest) -> HttpResponse:
    """Show what publishing would change, and publish on a press of the button."""
    if request.method == "POST":
        actions.publish(request.alliance, by=request.member)
        messages.success(request, _("Veröffentlicht. Ihre Seite zeigt jetzt den neuen Stand."))
        return redirect(request.path)
    profile, current, rows = queries.profile(), queries.current_publication(), queries.all_rows()
    before = profile_data.from_json(current.document) if current else None
    names = dict(Member.objects.values_list("pk", "name"))
    context = {
        "title": _("Veröffentlichen"),
        "current": current,
        "changes": changes_in_words(profile_data.changes(before, queries.draft(rows=rows))),
        "private": private_lines(rows),
        "history": [(row, names.get(row.published_by or 0, "")) for row in queries.publications()],
        "profile": profile,
        "due": current and rules.confirmation_due(profile.confirmed_at, current.published_at, now=timezone.now()),
    }
    return render(request, "alliances/publication.html", context)


def confirm(request: WorkspaceRequest) -> HttpResponse:
    """Note that the profile is still right."""
    if request.method == "POST":
        actions.confirm(queries.profile(), by=request.member)
        messages.success(request, _("Danke. Ihr Profil gilt als geprüft mit dem heutigen Tag."))
    return redirect(profile_url(request))


# Behind the yearly mail


def confirm_by_link(request: LinkRequest) -> HttpResponse:
    """Show the profile as it is published; a post confirms it, once, or tells that the mail went astray."""
    if request.method == "POST" and "nicht_ich" in request.POST:
        actions.report_confirmation_link(request.link)
        return _link_page(request, "reported")
    if request.method == "POST" and request.link_state is Link.State.OPEN:
        actions.confirm_by_link(request.link)
        return redirect(request.path)
    return _link_page(request, "used" if request.link_state is Link.State.USED else "open")


def renew_confirmation(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    if request.method == "POST":
        actions.renew_confirmation_link(request.alliance, request.link)
    return _link_page(request, "renewed" if queries.is_renewed(request.link) else "expired")


def _link_page(request: LinkRequest, state: str) -> HttpResponse:
    current = queries.current_publication()
    context = {
        "frame": SlimFrame(
            title=_("Profil bestätigen"), site=_("Lokale Bündnisse für Familie"), brand=request.alliance.name
        ),
        "state": state,
        "alliance": request.alliance,
        "profile": queries.profile(),
        "document": profile_data.from_json(current.document) if current else queries.draft(),
        "link": request.link,
    }
    return render(request, "alliances/confirm.html", context)

"""Who sees what: the rooms through the eyes of another role, the public page, a partner's link."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest, seen_as_key
from drehscheibe.ground.tenancy.roles import ROLE_LABELS, Role
from drehscheibe.kit.ui.frames import Link

from ..role_words import ROLE_NOTES


def view_as(request: WorkspaceRequest) -> HttpResponse:
    """Offer the roles; a post puts one on or takes it off. Nothing can be changed while one is on."""
    if request.method == "POST":
        return _put_on(request)
    slug = request.alliance.slug
    context = {
        "title": _("Ansehen als"),
        "breadcrumb": (Link(_("Einstellungen"), reverse("workspace_settings", args=[slug])),),
        "roles": [
            (role.value, ROLE_LABELS[role], note) for role, note in ROLE_NOTES.items() if role != Role.COORDINATION
        ],
        "seen_as": request.seen_as and ROLE_LABELS[request.seen_as],
        "preview_url": reverse("workspace_preview", args=[slug]),
        "greeting_url": reverse("workspace_greet", args=[slug]),
    }
    return render(request, "workspace/view_as.html", context)


def _put_on(request: WorkspaceRequest) -> HttpResponse:
    key, home = seen_as_key(request.alliance), reverse("workspace_home", args=[request.alliance.slug])
    role = request.POST.get("rolle", "")
    if "beenden" in request.POST:
        request.session.pop(key, None)
        messages.info(request, _("Sie sehen die Räume wieder als Sie selbst."))
    elif role in set(Role) - {Role.COORDINATION}:
        request.session[key] = role
    return redirect(home)

"""Out of the practice mode: three answers, one deliberate button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import queries
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.instance import queries as instance
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from .. import actions
from ..forms import LiveForm


def live(request: WorkspaceRequest) -> HttpResponse:
    """Show the gate; a post opens it."""
    home = reverse("workspace_home", args=[request.alliance.slug])
    if request.alliance.is_live:
        messages.info(request, _("Ihr Bündnis ist schon live: E-Mails gehen hinaus."))
        return redirect(home)
    form = LiveForm(posted(request), initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.go_live(request.alliance, **form.cleaned_data, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Ihr Bündnis ist live. Ab jetzt gehen E-Mails wirklich hinaus."))
            return redirect(home)
    context = {
        "title": _("Live schalten"),
        "breadcrumb": (Link(_("Heute"), home),),
        "form": form,
        "cancel_url": home,
    }
    return render(request, "workspace/live.html", context)


def _known(request: WorkspaceRequest) -> dict[str, Any]:
    """Return what is known already, from the profile or else from whoever hosts the alliance."""
    profile, contact, host = queries.profile(), ContactPoint.objects.first(), instance.operator()
    organisation = contact.host_organisation if contact else ""
    return {
        "responsible_body": profile.responsible_body
        or organisation
        or "\n".join(filter(None, (host.name, host.address))),
        "privacy_contact": profile.privacy_contact or host.privacy_contact,
        "mailbox": (contact.email if contact else "") or request.member.user.email,
    }

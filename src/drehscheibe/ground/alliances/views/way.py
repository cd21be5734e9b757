"""Addresses that the pages of the profile share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link


def profile_url(request: WorkspaceRequest) -> str:
    return reverse("workspace_profile", args=[request.alliance.slug])


def to_profile(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Profil"), profile_url(request)),)

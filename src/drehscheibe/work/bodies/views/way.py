"""Addresses and small steps that the pages of groups share."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.partners.views.way import data_of, form_page, taken, url

from .. import access
from ..models import Body

__all__ = ["body_url", "data_of", "form_page", "found", "led", "taken", "to_bodies", "to_body", "url"]


def found(body_id: int) -> Body:
    """Return the group with this number; raise Http404."""
    return get_object_or_404(Body.objects.select_related("lead__user"), pk=body_id)


def led(request: WorkspaceRequest, body_id: int) -> Body:
    """Return a group that the member leads; raise Http404 for none, PermissionDenied for somebody else's."""
    body = found(body_id)
    if not access.can_lead(request.member, body):
        raise PermissionDenied
    return body


def to_bodies(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (Link(_("Gruppen"), url(request, "workspace_bodies")),)


def to_body(request: WorkspaceRequest, body: Body) -> tuple[Link, ...]:
    return (*to_bodies(request), Link(body.name, body_url(request, body)))


def body_url(request: WorkspaceRequest, body: Body) -> str:
    return url(request, "workspace_body", body.pk)

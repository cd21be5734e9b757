"""The pages about one person: her own by link, and those of the team that answers for her data."""

from django.http import HttpResponse

from drehscheibe.ground.tenancy.doors import LinkRequest, WorkspaceRequest
from drehscheibe.work.partners.views import page as own
from drehscheibe.work.partners.views import privacy
from drehscheibe.work.partners.views.beyond import Beyond

from . import actions, queries

_BEYOND = Beyond(queries.open_things, queries.ways, queries.data, actions.erase)


def page(request: LinkRequest) -> HttpResponse:
    """Show what is open for her in all domains."""
    return own.page(request, beyond=_BEYOND)


def renew(request: LinkRequest) -> HttpResponse:
    return own.renew(request)


def data(request: WorkspaceRequest, person_id: int) -> HttpResponse:
    return privacy.data(request, person_id, beyond=_BEYOND)


def erase(request: WorkspaceRequest, person_id: int) -> HttpResponse:
    return privacy.erase(request, person_id, beyond=_BEYOND)

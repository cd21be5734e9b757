"""Addresses and small steps that the pages of votes by link share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.meetings.views.way import to_meetings, url

from .. import access
from ..models import Vote
from ..queries import by_link as queries


def vote_url(request: WorkspaceRequest, vote: Vote) -> str:
    return url(request, "workspace_circular", vote.pk)


def to_votes(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (*to_meetings(request), Link(_("Abstimmungen"), url(request, "workspace_circulars")))


def to_vote(request: WorkspaceRequest, vote: Vote) -> tuple[Link, ...]:
    return (*to_votes(request), Link(vote.title, vote_url(request, vote)))


def own_vote(request: WorkspaceRequest, vote_id: int) -> Vote:
    """Return a vote that the member holds: 404 where she may not know of it, 403 where it is not hers."""
    found = queries.vote_or_404(vote_id, request.member)
    require(access.can_hold(request.member, found))
    return found


def done(request: WorkspaceRequest, vote: Vote, act: Callable[[], str]) -> HttpResponse:
    """Do one step, tell how it went, and go back to the vote's page."""
    try:
        text = act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, text)
    return redirect(vote_url(request, vote))

"""Before a vote opens: who gets what, and the mail exactly as it will be received."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox import outgoing, received
from drehscheibe.ground.outbox.letters import Letter, rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.views import shown
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import absolute
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.meetings.views.way import url

from .. import vote_words as words
from ..actions import circular as actions
from ..mails import votes as mails
from ..models import Vote, Voter
from ..queries import by_link as queries
from ..queries.voters import voters_of
from ..vocabulary import VoteKind, VoteState
from .by_link_way import done, own_vote, to_vote, vote_url


def open_(request: WorkspaceRequest, vote_id: int) -> HttpResponse:
    """Show who is asked and what she gets; a post lets the vote begin."""
    vote = own_vote(request, vote_id)
    if request.method == "POST":
        return done(request, vote, lambda: _opened(vote, request))
    if vote.state != VoteState.DRAFT:
        return redirect(vote_url(request, vote))
    voters = voters_of(vote)
    context = {
        "title": _("Abstimmung eröffnen"),
        "breadcrumb": to_vote(request, vote),
        "vote": vote,
        "what": words.what(vote),
        "until": words.until(vote),
        "conditions": words.conditions(vote, len(voters)),
        "protection": words.protection() if vote.kind == VoteKind.LINK else [],
        "trouble": _trouble(vote),
        "written": [(voter, queries.people_of(voter)) for voter in voters if queries.people_of(voter)],
        "silent": [voter for voter in voters if not queries.people_of(voter)],
        "is_secret": vote.kind == VoteKind.LINK,
        "preview_url": _look_url(request, vote, voters),
        "label": label(vote, len(voters)),
        "is_live": request.alliance.is_live,
        "papers": list(vote.papers.all()),
    }
    return render(request, "resolutions/vote_open.html", context)


def label(vote: Vote, number: int) -> str:
    if vote.kind == VoteKind.OPINION:
        words_ = ngettext("Einen Partner fragen", "%(number)s Partner fragen", number)
    else:
        words_ = ngettext("Abstimmung eröffnen für einen Partner", "Abstimmung eröffnen für %(number)s Partner", number)
    return words_ % {"number": number}


def _opened(vote: Vote, request: WorkspaceRequest) -> str:
    opened = actions.open_by_link(vote, by=request.member)
    said = ngettext("Die Abstimmung läuft. Eine E-Mail ist unterwegs.", "Die Abstimmung läuft. %(number)s E-Mails sind unterwegs.",
                    opened.mails) % {"number": opened.mails}  # fmt: skip
    if not opened.calls:
        return said
    more = ngettext("Ein Partner hat keine E-Mail-Adresse: Rufen Sie bitte an.",
                    "%(number)s Partner haben keine E-Mail-Adresse: Rufen Sie bitte an.", opened.calls)  # fmt: skip
    return f"{said} {more % {'number': opened.calls}}"


def _trouble(vote: Vote) -> str:
    """Return why the vote cannot open as it is; "" where it can."""
    try:
        actions.require_allowed(vote, game_of(vote.body))
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def _look_url(request: WorkspaceRequest, vote: Vote, voters: list[Voter]) -> str:
    first = next((voter for voter in voters if queries.people_of(voter)), None)
    return url(request, "workspace_circular_preview", vote.pk, first.organisation_id) if first else ""


# The mail as received


def preview(request: WorkspaceRequest, vote_id: int, organisation_id: int) -> HttpResponse:
    """Show the mail that one partner's delegate would get."""
    vote, letter = _asked(request, vote_id, organisation_id)
    opened = _as_received(request, letter)
    context: dict[str, Any] = {
        "title": _("Vorschau: %(title)s") % {"title": vote.title},
        "breadcrumb": (*to_vote(request, vote), Link(_("Eröffnen"), url(request, "workspace_circular_open", vote.pk))),
        "mail": opened,
        "facts": shown.facts(opened),
        "html_url": url(request, "workspace_circular_preview_mail", vote.pk, organisation_id),
        "back": url(request, "workspace_circular_open", vote.pk),
    }
    return shown.mail_page(request, "resolutions/vote_preview.html", context)


def preview_mail(request: WorkspaceRequest, vote_id: int, organisation_id: int) -> HttpResponse:
    """The HTML part alone, for the frame."""
    _vote, letter = _asked(request, vote_id, organisation_id)
    return shown.html_alone(_as_received(request, letter))


def _asked(request: WorkspaceRequest, vote_id: int, organisation_id: int) -> tuple[Vote, Letter]:
    vote = own_vote(request, vote_id)
    voters = voters_of(vote)
    vote.entitled = len(voters)
    voter = next((one for one in voters if one.organisation_id == organisation_id), None)
    people = queries.people_of(voter) if voter else []
    if voter is None or not people:
        raise Http404
    who = people[0]
    mine = [one for one in voters if who.email in {person.email for person in queries.people_of(one)}]
    here = absolute(url(request, "workspace_circular", vote.pk))
    for number, one in enumerate(mine, start=1):
        one.pk = number
    urls = {one.pk: here for one in mine}
    return vote, mails.example_letter(mine, said=mails.call_said(vote), to=who.email, to_name=who.name, urls=urls)


def _as_received(request: WorkspaceRequest, letter: Letter) -> received.Opened:
    mail = rendered(Mail, letter, sender=request.alliance.name)
    mail.created_at = timezone.now()
    return received.opened("", outgoing.message(mail).message().as_bytes())

"""Objects for the routes of votes by link: one in preparation, one that runs, a seat, a paper, an objection."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.resolutions.access import VOTE_PURPOSE
from drehscheibe.work.resolutions.actions import circular, vote_papers
from drehscheibe.work.resolutions.models import Vote, VotePaper, Voter
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteResult, VoteState
from tests.meetings import making

from .example import Example, led_body, token

_BY = Machine("test")
_ADDRESS = "kita.abstimmung@example.org"


def _draft() -> Vote:
    body = led_body()
    kita = making.partner("Kita Abstimmung", email=_ADDRESS)
    body.seats.create(organisation=kita, delegate=kita.contacts.get().person)
    return circular.prepare_vote(
        {
            "kind": VoteKind.OPINION, "body": body, "title": "Neues Logo", "motion": "Wir nehmen das blaue Logo.",
            "ends_at": timezone.now() + timedelta(days=9),
        },
        by=_BY,
    )  # fmt: skip


def _paper(vote: Vote) -> VotePaper:
    return vote_papers.add_vote_paper(vote, (BytesIO(b"%PDF-1.4\n%%EOF\n"), "entwurf.pdf"), by=_BY)


def _seat() -> tuple[Voter, VotePaper]:
    vote = _draft()
    paper = _paper(vote)
    circular.open_by_link(vote, by=_BY)
    return Voter.objects.filter(vote=vote).earliest("pk"), paper


def _vote() -> dict[str, Any]:
    return {"vote_id": _draft().pk}


def _running() -> dict[str, Any]:
    return {"vote_id": _seat()[0].vote_id}


def _objected() -> dict[str, Any]:
    vote = _draft()
    making.meeting(vote.body)
    Vote.objects.filter(pk=vote.pk).update(state=VoteState.CLOSED, result=VoteResult.OBJECTED)
    return {"vote_id": vote.pk}


def _voter() -> dict[str, Any]:
    voter, _file = _seat()
    return {"vote_id": voter.vote_id, "voter_id": voter.pk}


def _looked_at() -> dict[str, Any]:
    vote = _draft()
    return {"vote_id": vote.pk, "organisation_id": vote.body.seats.get().organisation_id}


def _with_paper() -> dict[str, Any]:
    vote = _draft()
    return {"vote_id": vote.pk, "paper_id": _paper(vote).pk}


def _link() -> dict[str, Any]:
    return token(VOTE_PURPOSE, _seat()[0].pk, to=_ADDRESS)


def _link_paper() -> dict[str, Any]:
    voter, paper = _seat()
    return {**token(VOTE_PURPOSE, voter.pk, to=_ADDRESS), "paper_id": paper.pk}


def _page() -> dict[str, Any]:
    voter, _file = _seat()
    return {**token(PAGE_PURPOSE, voter.delegate_id or 0), "voter_id": voter.pk}


def _page_paper() -> dict[str, Any]:
    voter, paper = _seat()
    return {**token(PAGE_PURPOSE, voter.delegate_id or 0), "voter_id": voter.pk, "paper_id": paper.pk}


EXAMPLES = {
    "workspace_circular": Example(_running),
    "workspace_circular_edit": Example(_vote),
    "workspace_circular_open": Example(_vote),
    "workspace_circular_preview": Example(_looked_at),
    "workspace_circular_preview_mail": Example(_looked_at),
    "workspace_circular_remind": Example(_running),
    "workspace_circular_extend": Example(_running),
    "workspace_circular_cancel": Example(_running),
    "workspace_circular_calls": Example(_running),
    "workspace_circular_note": Example(_voter),
    "workspace_circular_agenda": Example(_objected),
    "workspace_circular_paper_add": Example(_vote),
    "workspace_circular_paper": Example(_with_paper),
    "workspace_circular_paper_remove": Example(_with_paper),
    "link_vote": Example(_link),
    "link_vote_paper": Example(_link_paper),
    "link_page_vote": Example(_page),
    "link_page_vote_paper": Example(_page_paper),
}

"""What the worker does around votes by link: remind, end, clean away old versions of a secret box, forget names."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with
from drehscheibe.kit.jobs.models import Job
from drehscheibe.kit.jobs.plan import Later

from ..actions import ending, forgetting, secret, underway
from ..models import Vote
from ..queries.by_link import BY_LINK
from ..vocabulary import VoteState

_CLERK = Machine("resolutions")
_AGAIN = timedelta(minutes=10)


def tend_votes() -> None:
    """End the votes whose time is up and remind where it is due; after days asleep each once."""
    running = {"state": VoteState.OPEN, "kind__in": list(BY_LINK)}
    for _alliance in each_alliance_with(Vote, **running):
        for vote in Vote.objects.filter(**running).select_related("body").order_by("ends_at", "pk"):
            if not ending.end_vote(vote, by=_CLERK):
                underway.remind_due(vote, by=_CLERK)


def clean_box(job: Job) -> None:
    """Rid the database of older versions of the box of a secret vote that is over."""
    vote = Vote.objects.filter(pk=job.payload["vote"]).first()
    if vote is not None and not secret.clean(vote):
        raise Later(_AGAIN)


def forget_ballots() -> int:
    """Take names out of votes that nobody needs them for any more; return from how many."""
    forgotten = 0
    for _alliance in each_alliance_with(Vote, closed_at__isnull=False):
        for vote in forgetting.to_forget(now=timezone.now()):
            forgetting.forget_names(vote)
            forgotten += 1
    return forgotten

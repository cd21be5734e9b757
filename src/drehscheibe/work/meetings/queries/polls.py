"""Date polls: who said what, which date suits most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.work.partners.models import Contact

from .. import wording
from ..models import Poll, PollDate, PollVote, PollVoter
from ..vocabulary import PollAnswer
from .holidays import no_meeting


@dataclass(frozen=True, slots=True)
class DateSum:
    """A column of the matrix: a date, how many it suits, and whether it is the best."""

    date: PollDate
    label: str
    hint: str
    yes: int
    maybe: int
    no: int
    is_best: bool

    @property
    def sentence(self) -> str:
        return _("%(yes)s passt, %(maybe)s wenn es sein muss, %(no)s passt nicht") % {
            "yes": self.yes, "maybe": self.maybe, "no": self.no,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class VoterRow:
    voter: PollVoter
    answers: list[str]
    phone: str
    has_mail: bool

    @property
    def words(self) -> list[str]:
        return [str(PollAnswer(one).label) if one else "–" for one in self.answers]


@dataclass(frozen=True, slots=True)
class Matrix:
    dates: list[DateSum]
    rows: list[VoterRow]

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.voter.answered_at)

    @property
    def open(self) -> int:
        return len(self.rows) - self.answered

    @property
    def best(self) -> DateSum | None:
        return next((one for one in self.dates if one.is_best), None)


def all_polls() -> list[Poll]:
    """Return the polls, newest first, with how many were asked and answered."""
    answered = Count("voters", filter=Q(voters__answered_at__isnull=False), distinct=True)
    return list(Poll.objects.select_related("body").annotate(asked=Count("voters", distinct=True), answered=answered))


def matrix(poll: Poll) -> Matrix:
    """Return all answers with sums; a fixed number of statements, however many were asked."""
    dates = list(poll.dates.all())
    voters = list(poll.voters.select_related("organisation", "person").order_by("organisation__sort_name", "pk"))
    votes: dict[tuple[int, int], str] = {}
    for date, voter, answer in PollVote.objects.filter(voter__poll=poll).values_list("date_id", "voter_id", "answer"):
        votes[voter, date] = answer
    return Matrix(_sums(dates, votes), _rows(voters, dates, votes))


def _sums(dates: Sequence[PollDate], votes: dict[tuple[int, int], str]) -> list[DateSum]:
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_voter, date), answer in votes.items():
        counts[date][answer] += 1
    score = {one.pk: (counts[one.pk]["yes"] + counts[one.pk]["maybe"], counts[one.pk]["yes"]) for one in dates}
    best = max(score.values(), default=(0, 0))
    hints = date_hints(dates)
    return [
        DateSum(
            one,
            label_of(one),
            hints[one.pk],
            counts[one.pk]["yes"],
            counts[one.pk]["maybe"],
            counts[one.pk]["no"],
            score[one.pk] == best and best != (0, 0),
        )
        for one in dates
    ]


def _rows(voters: Sequence[PollVoter], dates: Sequence[PollDate], votes: dict[tuple[int, int], str]) -> list[VoterRow]:
    return [
        VoterRow(
            voter,
            [votes.get((voter.pk, one.pk), "") for one in dates],
            (voter.person.phone if voter.person else "") or voter.organisation.phone,
            bool(voter.person and voter.person.email),
        )
        for voter in voters
    ]


def label_of(date: PollDate) -> str:
    words = {"day": wording.day_in_words(date.starts_at), "time": wording.clock(date.starts_at)}
    return _("%(day)s, %(time)s Uhr") % words


def date_hints(dates: Sequence[PollDate]) -> dict[int, str]:
    """Return date → the holiday or blocked day that it falls on."""
    days = {one.pk: timezone.localdate(one.starts_at) for one in dates}
    free = no_meeting({day.year for day in days.values()})
    return {pk: free.reason(day) for pk, day in days.items()}


def answers_of(voter: PollVoter) -> dict[int, str]:
    return dict(PollVote.objects.filter(voter=voter).values_list("date_id", "answer"))


def silent(poll: Poll) -> list[PollVoter]:
    """Return who was asked by mail and has neither answered nor been reminded."""
    rows = poll.voters.filter(answered_at=None, reminded_at=None).select_related("organisation", "person", "poll")
    return [one for one in rows if one.person and one.person.email]


def voter_of(voter_id: int) -> PollVoter | None:
    return PollVoter.objects.select_related("poll__body", "organisation", "person").filter(pk=voter_id).first()


def voters_of_person(person_id: int) -> list[PollVoter]:
    """Return the open polls in which a person is asked for one of her partners."""
    partners = Contact.objects.filter(person=person_id).values("organisation")
    rows = PollVoter.objects.filter(poll__closed_at=None, poll__asked_at__isnull=False)
    rows = rows.filter(Q(person=person_id) | Q(organisation__in=partners))
    return list(rows.select_related("poll", "organisation").order_by("pk"))

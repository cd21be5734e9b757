"""Votes by link: the list, one with its seats, who is still missing, what a person has before her."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.queries import BounceNote
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing

from .. import vote_words as words
from ..models import Ballot, SecretBox, Vote, VoteMail, Voter
from ..vocabulary import Choice, VoteKind, VoteMailKind, VoteState

BY_LINK = (VoteKind.CIRCULAR, VoteKind.LINK, VoteKind.OPINION)
REMIND_BEFORE = timedelta(days=2)
"""So long before the end those who have not voted are reminded by themselves."""
SHORTEST_TO_REMIND = timedelta(days=3)
"""A vote that is open for less has no time for a reminder: the call itself is new."""

MOST_BY_HAND = 10_000


# For the team


def seen_by(member: Member) -> Q:
    """Return the condition on votes that a member may know of: a confidential one only who may lead its body."""
    if bodies.can_edit_bodies(member):
        return Q()
    open_ones = Q(is_confidential=False) & ~Q(item__is_confidential=True)
    return open_ones | Q(body__lead=member.pk) if member.may(Capability.LEAD_GROUPS) else open_ones


def votes(member: Member, *, stand: str = "", text: str = "") -> QuerySet[Vote]:
    """Return the votes by link that a member may see: those that run first, then the newest."""
    rows = Vote.objects.filter(seen_by(member), kind__in=BY_LINK).select_related("body", "decision")
    states = {
        "laufend": [VoteState.OPEN],
        "entwurf": [VoteState.DRAFT],
        "fertig": [VoteState.CLOSED, VoteState.CANCELLED],
    }
    if stand in states:
        rows = rows.filter(state__in=states[stand])
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(motion__icontains=word) | Q(body__name__icontains=word))
    running = Case(When(state=VoteState.OPEN, then=0), default=1)
    return rows.order_by(running, "-pk")


def vote_or_404(vote_id: int, member: Member) -> Vote:
    """Return a vote by link with what its page needs; raise Http404 also for one that she may not know of."""
    rows = Vote.objects.filter(seen_by(member), kind__in=BY_LINK)
    found: Vote = get_object_or_404(rows.select_related("body", "decision", "item__meeting", "made_by"), pk=vote_id)
    return found


def own_bodies(member: Member) -> QuerySet[Body]:
    """Return the groups in which she may let people vote."""
    rows = Body.objects.filter(closed_on=None)
    return rows if bodies.can_edit_bodies(member) else rows.filter(lead=member.pk)


def votes_ending(member: Member, *, within: timedelta = timedelta(days=7)) -> list[Vote]:
    """Return the votes that she holds and that end soon, the next one first; one statement."""
    rows = Vote.objects.filter(seen_by(member), kind__in=BY_LINK, state=VoteState.OPEN)
    soon = rows.filter(ends_at__lte=timezone.now() + within, body__in=own_bodies(member))
    return list(soon.select_related("body").order_by("ends_at", "pk"))


def people_of(voter: Voter) -> list[Person]:
    """Return who gets mail for a seat: delegate and deputy, each once and only with an address."""
    found: dict[str, Person] = {}
    for person in (voter.delegate, voter.deputy):
        if person is not None and person.email:
            found.setdefault(person.email.casefold(), person)
    return list(found.values())


def voters_of(vote: Vote) -> list[Voter]:
    return list(Voter.objects.filter(vote=vote).select_related("delegate", "deputy", "organisation", "seat"))


def not_voted(vote: Vote) -> list[Voter]:
    """Return the seats that may still vote and have not, also those that would rather talk about it."""
    return [row for row in voters_of(vote) if not row.has_voted and not row.objected and not row.bias and not row.gone]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat on the page of a running vote: its people, the vote that counts, and all before it."""

    voter: Voter
    people: list[Person]
    ballot: Ballot | None
    earlier: list[Ballot]
    phone: str
    bounce: BounceNote | None

    @property
    def said(self) -> str:
        return str(Choice(self.ballot.choice).label) if self.ballot else ""

    @property
    def is_missing(self) -> bool:
        voter = self.voter
        return not (voter.has_voted or voter.objected or voter.bias or voter.gone)

    @property
    def gets_mail(self) -> bool:
        return bool(self.people)


def seat_lines(vote: Vote) -> list[SeatLine]:
    """Return all seats of a vote by name of the partner; four statements, however many they are."""
    rows = voters_of(vote)
    history = ballots_of(rows)
    people = {row.pk: people_of(row) for row in rows}
    bounces = outbox.bounces_of({person.email for found in people.values() for person in found})
    return [_line(row, people[row.pk], history.get(row.pk, []), bounces) for row in rows]


def _line(row: Voter, people: list[Person], history: list[Ballot], bounces: dict[str, BounceNote]) -> SeatLine:
    counts = next((ballot for ballot in history if ballot.counts), None)
    speaker = row.delegate or row.deputy
    phone = (speaker.phone if speaker else "") or row.organisation.phone
    bounce = next((bounces[person.email] for person in people if person.email in bounces), None)
    return SeatLine(row, people, counts, [one for one in history if not one.counts], phone, bounce)


def ballots_of(voters: Iterable[Voter]) -> dict[int, list[Ballot]]:
    """Return voter → all ballots, newest first; one statement."""
    found: dict[int, list[Ballot]] = defaultdict(list)
    for ballot in Ballot.objects.filter(voter__in=list(voters)).select_related("taken_by").order_by("-pk"):
        found[ballot.voter_id].append(ballot)
    return found


@dataclass(frozen=True, slots=True)
class Stand:
    """How a running vote stands. Of a secret one nothing but how many seats there are."""

    seats: int = 0
    voted: int = 0
    objected: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def stands(rows: Iterable[Vote]) -> dict[int, Stand]:
    """Return vote → how it stands, for many at once; two statements. No numbers of a secret vote that runs."""
    open_ones = list(rows)
    seats = {
        row["vote"]: row
        for row in Voter.objects.filter(vote__in=open_ones)
        .order_by()
        .values("vote")
        .annotate(
            seats=Count("pk"), voted=Count("pk", filter=Q(has_voted=True)), said=Count("pk", filter=Q(objected=True))
        )
    }
    ballots = Ballot.objects.filter(voter__vote__in=open_ones, counts=True, voter__bias="").order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for vote_id, choice, number in ballots.values_list("voter__vote_id", "choice").annotate(number=Count("pk")):
        counts[vote_id][choice] = number
    return {vote.pk: _stand(vote, seats.get(vote.pk), counts[vote.pk]) for vote in open_ones}


def _stand(vote: Vote, row: Mapping[str, Any] | None, counts: dict[str, int]) -> Stand:
    if row is None:
        return Stand()
    if vote.kind == VoteKind.LINK:
        return Stand(seats=row["seats"], objected=row["said"])
    return Stand(row["seats"], row["voted"], row["said"], counts)


def last_reminder(vote: Vote) -> VoteMail | None:
    return VoteMail.objects.filter(voter__vote=vote, kind=VoteMailKind.REMINDER).order_by("-pk").first()


def reminders_by_hand(vote: Vote) -> int:
    """Return the highest number of those; the one that goes out by itself is numbered by the day of the end."""
    rows = VoteMail.objects.filter(voter__vote=vote, kind=VoteMailKind.REMINDER, number__lt=MOST_BY_HAND)
    return int(rows.aggregate(last=Max("number"))["last"] or 0)


def receipts(vote: Vote) -> list[tuple[str, Choice]]:
    """Return the ballots of a secret vote that is over, by receipt; none before that, however it is asked."""
    if vote.kind != VoteKind.LINK or vote.state != VoteState.CLOSED:
        return []
    box = SecretBox.objects.filter(vote=vote).first()
    return [(str(receipt), Choice(choice)) for receipt, choice in box.ballots] if box else []


# Behind a link


def voter_of(voter_id: int) -> Voter | None:
    """Return a seat in a vote by link, with all that its page shows."""
    rows = Voter.objects.filter(vote__kind__in=BY_LINK).exclude(vote__state=VoteState.DRAFT)
    needed = ("vote__body", "vote__decision", "delegate", "deputy", "organisation", "seat")
    return rows.select_related(*needed).filter(pk=voter_id).first()


def voter_of_page(voter_id: int, person_id: int) -> Voter:
    """Return a seat for which this person votes; raise Http404 for any other."""
    found = voter_of(voter_id)
    if found is None or person_id not in {found.delegate_id, found.deputy_id}:
        raise Http404
    return found


def reader_of(link: Link, voter: Voter) -> Person | None:
    """Return which of a seat's two people a link was sent to; None for an address that is neither's any more."""
    for person in (voter.delegate, voter.deputy):
        if person is None:
            continue
        if person.pk == link.subject_id if link.purpose == PAGE_PURPOSE else person.email == link.recipient:
            return person
    return None


def open_votes(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return what this person's own page says about votes that run: to be cast, or noted for her; two statements."""
    hers = Q(delegate=person) | Q(deputy=person)
    open_now = {"vote__state": VoteState.OPEN, "vote__kind__in": BY_LINK, "vote__ends_at__gt": timezone.now()}
    rows = list(
        Voter.objects.filter(hers, bias="", gone="", **open_now).select_related("vote").order_by("vote__ends_at", "pk")
    )
    noted = ballots_of([row for row in rows if row.has_voted]) if any(row.has_voted for row in rows) else {}
    lines = (_open(row, noted.get(row.pk, []), person, page_token) for row in rows)
    return [line for line in lines if line is not None]


def _open(voter: Voter, history: list[Ballot], person: Person, page_token: str) -> OpenThing | None:
    counts = next((ballot for ballot in history if ballot.counts), None)
    url = reverse("link_page_vote", args=[page_token, voter.pk])
    names = {"title": voter.vote.title, "name": voter.name, "until": words.until(voter.vote)}
    if counts is not None and counts.taken_by_id is not None and counts.person_id == person.pk:
        names["choice"] = str(Choice(counts.choice).label)
        text = _("Für „%(name)s“ haben wir notiert: %(choice)s. Ändern können Sie es bis %(until)s.") % names
        return OpenThing(_("Ihre Stimme ist notiert: %(title)s") % names, text, url)
    if voter.has_voted or voter.objected:
        return None
    return OpenThing(_("Abstimmen: %(title)s") % names, _("Für „%(name)s“, bis %(until)s") % names, url)

"""Mails to those who may vote: the one place where their rows are written.

A row per seat, person, kind and number is unique, so that nothing goes out twice, however often a job or a button repeats.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Actor, Machine
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.mails.page import personal_urls
from drehscheibe.work.partners.models import Person

from ..access import VOTE_PURPOSE
from ..mails import votes as mails
from ..mails.votes import Addressed, Said
from ..models import Vote, VoteMail, Voter
from ..queries.by_link import people_of
from ..vocabulary import VoteMailKind

SENDING_KIND = "vote"


@dataclass(slots=True)
class _Receiver:
    """One address with the seats that it votes for, and who reads there."""

    person: Person
    voters: list[Voter] = field(default_factory=list)


def send_mails(
    vote: Vote,
    voters: Sequence[Voter],
    *,
    kind: VoteMailKind,
    said: Said,
    number: int = 0,
    title: str = "",
    only: Person | None = None,
    by: Actor,
) -> int:
    """Queue one mail per person, to delegates and deputies, and return how many; seats that got this one get none.

    With a `title` it is a sending that can be stopped for five minutes, otherwise it goes at once. `only` writes to that
    person alone. Call it in the transaction of its cause, with the vote locked.
    """
    known: set[tuple[int, int | None]] = set(
        VoteMail.objects.filter(voter__in=voters, kind=kind, number=number).values_list("voter_id", "person_id")
    )
    receivers = _by_address(voters, known, only)
    if not receivers:
        return 0
    writer = mails.caller(vote, kind=kind, said=said)
    issued = _issued(vote, receivers)
    pages = personal_urls({one.person.pk: one.person for one in receivers}.values())
    letters = [
        writer.letter(
            [Addressed(voter, mails.vote_address(issued[one.person.pk, voter.pk][1])) for voter in one.voters],
            to=one.person.email,
            to_name=one.person.name,
            personal_url=pages.get(one.person.pk, ""),
        )
        for one in receivers
    ]
    sending = start_sending(kind=SENDING_KIND, title=title, by=_sender(by)) if title else None
    queued = queue_mails(letters, sending=sending)
    _note(receivers, queued, issued, kind=kind, number=number)
    return len(queued)


def _note(
    receivers: Sequence[_Receiver],
    queued: Sequence[Mail],
    issued: dict[tuple[int, int], tuple[Link, str]],
    *,
    kind: VoteMailKind,
    number: int,
) -> None:
    VoteMail.objects.bulk_create(
        VoteMail(
            voter=voter, person=one.person, kind=kind, number=number, mail=mail, link=issued[one.person.pk, voter.pk][0]
        )
        for one, mail in zip(receivers, queued, strict=True)
        for voter in one.voters
    )


def _by_address(voters: Iterable[Voter], known: set[tuple[int, int | None]], only: Person | None) -> list[_Receiver]:
    found: dict[str, _Receiver] = {}
    for voter in voters:
        for person in people_of(voter):
            if (voter.pk, person.pk) in known or (only is not None and person.pk != only.pk):
                continue
            found.setdefault(person.email.casefold(), _Receiver(person)).voters.append(voter)
    return list(found.values())


def _issued(vote: Vote, receivers: Sequence[_Receiver]) -> dict[tuple[int, int], tuple[Link, str]]:
    asked = [(one.person, voter) for one in receivers for voter in one.voters]
    orders = [links.Order(voter.pk, person.email, person.name) for person, voter in asked]
    made = links.issue_many(orders, purpose=VOTE_PURPOSE, lifetime=mails.lifetime_for(vote))
    return {(person.pk, voter.pk): one for (person, voter), one in zip(asked, made, strict=True)}


def _sender(by: Actor) -> Actor:
    """Return who begins the sending: a group's lead may ask her own group, although she does not write to all partners."""
    return by if outbox.can_send(by) else Machine("resolutions")

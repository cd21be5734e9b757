"""The results of an evening: who gets which mail, and what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.work.partners.models import Organisation, Person

from ..models import Decision, Invitee, Meeting, MeetingMail
from ..names import invitee_name, invitee_partner
from ..vocabulary import Channel, InviteeKind, MailKind
from .folder import person_of_host
from .minutes import MinutesLine, Record
from .people import address_of

KINDS = (MailKind.SUMMARY, MailKind.DIGEST, MailKind.THANKS)


@dataclass(frozen=True, slots=True)
class Receiver:
    """One person who is told the results, once, for however many partners she stands."""

    kind: MailKind
    name: str
    email: str
    way: Channel
    person: Person | None
    organisation: Organisation | None
    invitees: list[Invitee]
    tasks: list[MinutesLine] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Tells receivers apart in an address: the invitee, or the host's person."""
        return str(self.invitees[0].pk) if self.invitees else "gastgeber"

    @property
    def partners(self) -> str:
        return ", ".join(found for row in self.invitees if (found := invitee_partner(row)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets what; `told` have had it."""

    mails: list[Receiver]
    letters: list[Receiver]
    unreached: list[Receiver]
    told: list[Receiver]

    @property
    def all(self) -> list[Receiver]:
        return [*self.mails, *self.letters, *self.unreached, *self.told]

    def of_kind(self, kind: MailKind) -> list[Receiver]:
        return [one for one in self.mails if one.kind == kind]


def plan(record: Record) -> Plan:
    """Return who is told the results of a meeting and on which way; five statements, however many there are."""
    receivers, told = _receivers(record), told_ids(record.meeting)
    done = [one for one in receivers if any(row.pk in told for row in one.invitees)]
    rest = [one for one in receivers if one not in done]
    return Plan(
        mails=[one for one in rest if one.way == Channel.MAIL],
        letters=[one for one in rest if one.way == Channel.LETTER],
        unreached=[one for one in rest if one.way == Channel.NONE],
        told=done,
    )


def told_ids(meeting: Meeting, kinds: Iterable[MailKind] = KINDS) -> set[int]:
    """Return the invitees to whom a mail of these kinds went out, or will; a stopped one told nobody anything."""
    rows = MeetingMail.objects.filter(invitee__meeting=meeting, kind__in=list(kinds), dropped="")
    return set(rows.exclude(mail__state=Mail.State.STOPPED).values_list("invitee_id", flat=True))


def was_told(meeting: Meeting) -> bool:
    return bool(told_ids(meeting, (*KINDS, MailKind.MINUTES)))


def readers(meeting: Meeting) -> list[Receiver]:
    """Return who looks through the minutes: one person per address, of all partners; guests do not."""
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None, kind=InviteeKind.SEAT)
    ordered = rows.select_related("organisation", "person").order_by("organisation__sort_name", "pk")
    return [_receiver(group, meeting, frozenset(), {}) for group in _by_address(ordered)]


def _by_address(rows: Iterable[Invitee]) -> list[list[Invitee]]:
    together: dict[str, list[Invitee]] = {}
    for row in rows:
        together.setdefault(address_of(row).lower() or f"#{row.pk}", []).append(row)
    return list(together.values())


def _receivers(record: Record) -> list[Receiver]:
    meeting = record.meeting
    there, mine = record.attendance, _tasks_by_owner(record)
    found = [_receiver(group, meeting, there.absent, mine) for group in _by_address(there.rows)]
    host = _host_apart(meeting, found)
    return [*found, host] if host else found


def _receiver(
    rows: list[Invitee], meeting: Meeting, absent: frozenset[int], mine: dict[int, list[MinutesLine]]
) -> Receiver:
    first = rows[0]
    hosts = meeting.host_id is not None and any(row.organisation_id == meeting.host_id for row in rows)
    missed = all(row.pk in absent for row in rows)
    return Receiver(
        kind=MailKind.THANKS if hosts else MailKind.DIGEST if missed else MailKind.SUMMARY,
        name=invitee_name(first),
        email=address_of(first),
        way=_way(first),
        person=first.person,
        organisation=first.organisation,
        invitees=rows,
        tasks=[line for row in rows for line in mine.get(row.pk, [])],
    )


def _way(row: Invitee) -> Channel:
    """Return how she is told: as she was invited; a guest without address by nobody."""
    if row.channel == Channel.LETTER and row.organisation is not None:
        return Channel.LETTER
    if address_of(row):
        return Channel.MAIL
    return Channel.LETTER if row.organisation is not None and row.organisation.street else Channel.NONE


def _host_apart(meeting: Meeting, known: list[Receiver]) -> Receiver | None:
    """Return the host's person where the host has no seat in the body: the thanks alone go to her."""
    if any(one.kind == MailKind.THANKS for one in known):
        return None
    person = person_of_host(meeting)
    if person is None:
        return None
    return Receiver(MailKind.THANKS, person.name, person.email, Channel.MAIL, person, meeting.host, [])


def _tasks_by_owner(record: Record) -> dict[int, list[MinutesLine]]:
    found: dict[int, list[MinutesLine]] = {}
    for line in record.tasks:
        if line.entry.owner_id:
            found.setdefault(line.entry.owner_id, []).append(line)
    return found


# Numbers and names on the page


def labels(record: Record) -> dict[int, str]:
    """Return entry → number of its decision; one that will be given at the end is the next free one."""
    year = timezone.localdate(record.meeting.starts_at).year
    last = 0 if all(line.decision for line in record.decisions) else _last_number(year)
    found: dict[int, str] = {}
    for line in record.decisions:
        if line.decision is not None:
            found[line.entry.pk] = line.decision.label
        else:
            last += 1
            found[line.entry.pk] = f"{year}/{last:02d}"
    return found


def _last_number(year: int) -> int:
    return Decision.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0


def owner_choices(meeting: Meeting) -> dict[str, Invitee]:
    """Return who may be named as owner of a task, by how she is written: „Anna Beispiel (Kita Sonnenschein)“."""
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None).select_related("organisation", "person")
    return owners_by_label(rows.order_by("kind", "organisation__sort_name", "pk"))


def owners_by_label(rows: Iterable[Invitee]) -> dict[str, Invitee]:
    return {owner_label(row): row for row in rows}


def owner_label(row: Invitee) -> str:
    name, partner = invitee_name(row), invitee_partner(row)
    return f"{name} ({partner})" if partner and partner != name else name

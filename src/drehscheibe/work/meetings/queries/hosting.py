"""Who hosts the coming meetings: what was asked and said, whom the rota proposes, and one sentence why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.queries.contacts import main_people
from drehscheibe.work.partners.vocabulary import Kind, MembershipKind, State

from .. import wording
from ..models import BlockedDate, HostRequest, HostTurn, Invitee, Meeting
from ..rules.rota import Host, Turn, Why, plan
from ..vocabulary import THERE, Answer, Form, HostState, MeetingState
from .holidays import NoMeeting, days_between, no_meeting

AHEAD = (MeetingState.DRAFT, MeetingState.INVITED)
OPEN = (HostState.PROPOSED, HostState.ASKED, HostState.YES)
REMIND_AFTER = timedelta(days=5)
"""So long a partner has time before it is reminded, and again before the coordination should call."""
PLACE_FIELDS = ("place_name", "room", "street", "postcode", "town", "entrance", "stop")


@dataclass(frozen=True, slots=True)
class HostRow:
    """A meeting ahead and who hosts it: what was said (`request`), or whom the rota proposes (`proposed`)."""

    meeting: Meeting
    request: HostRequest | None
    proposed: Organisation | None
    why: str
    contact: Person | None
    hint: str = ""

    @property
    def host(self) -> Organisation | None:
        return self.request.organisation if self.request else self.proposed or self.meeting.host

    @property
    def state(self) -> str:
        if self.request:
            return self.request.state
        if self.meeting.host_id and self.meeting.host_confirmed_at:
            return HostState.YES
        return HostState.PROPOSED if self.proposed else ""

    @property
    def state_word(self) -> str:
        return str(HostState(self.state).label) if self.state else _("ohne Gastgeber")

    @property
    def tone(self) -> str:
        tones = {HostState.YES: "success", HostState.ASKED: "warning", "": "danger"}
        return tones.get(self.state, "info")

    @property
    def can_ask(self) -> bool:
        return self.state == HostState.PROPOSED and self.host is not None

    @property
    def silent(self) -> bool:
        """Whether it needs a call: it was reminded and says nothing, or has no mail address."""
        if self.request is None or self.request.state != HostState.ASKED:
            return False
        return is_silent(self.request) or self.contact is None or not self.contact.email

    @property
    def when(self) -> str:
        return wording.when(self.meeting.starts_at, self.meeting.ends_at)


def is_silent(request: HostRequest) -> bool:
    """Tell whether a partner was reminded and still says nothing."""
    if request.state != HostState.ASKED:
        return False
    return request.reminded_at is not None and request.reminded_at <= timezone.now() - REMIND_AFTER


def coming() -> list[Meeting]:
    """Return the meetings ahead that go from partner to partner, or whose host was asked for; soonest first."""
    asked = HostRequest.objects.filter(state__in=OPEN).values("meeting")
    rows = Meeting.objects.filter(state__in=AHEAD, starts_at__gte=timezone.now()).exclude(form=Form.ONLINE)
    rows = rows.filter(Q(series__rotates=True) | Q(pk__in=asked)).select_related("body", "host", "series")
    return list(rows.order_by("starts_at", "pk"))


def host_rows(meetings: Sequence[Meeting] | None = None, *, free: NoMeeting | None = None) -> list[HostRow]:
    """Return the table of hosts; the number of statements grows with the bodies, not with meetings or partners."""
    ahead = coming() if meetings is None else list(meetings)
    requests = _requests()
    in_force = {row.meeting_id: row for row in requests if row.state in OPEN and row.organisation.state == State.MEMBER}
    without = [one for one in ahead if one.pk not in in_force and not one.host_id]
    proposals = propose(without, requests=requests, free=free) if without else {}
    organisations = [*(r.organisation_id for r in in_force.values()), *(o.pk for o, _why in proposals.values() if o)]
    contacts = main_people(organisations)
    expected = expected_people(ahead)
    rows = []
    for meeting in ahead:
        request = in_force.get(meeting.pk)
        proposed, why = proposals.get(meeting.pk, (None, ""))
        host = request.organisation if request else proposed
        rows.append(
            HostRow(
                meeting,
                request,
                proposed,
                request.why if request else why,
                contacts.get(host.pk) if host else None,
                seats_hint(request.seats if request else meeting.seats_in_room, expected.get(meeting.pk, 0)),
            )
        )
    return rows


def _requests() -> list[HostRequest]:
    """Return all questions about meetings ahead, also those that were answered with no or taken back."""
    rows = HostRequest.objects.filter(meeting__state__in=AHEAD)
    return list(rows.select_related("organisation", "meeting"))


# Proposals


def propose(
    meetings: Sequence[Meeting], *, requests: Sequence[HostRequest] | None = None, free: NoMeeting | None = None
) -> dict[int | None, tuple[Organisation | None, str]]:
    """Return meeting → whom the rota proposes, and one sentence why; None with the reason where nobody can."""
    days = free or no_meeting({_day(one).year for one in meetings})
    asked = _requests() if requests is None else requests
    turns, blocked, skipped = _turns(asked), _blocked(), _skipped(meetings, asked)
    held = {day for of_one in turns.values() for day in of_one if day < timezone.localdate()}
    found: dict[int | None, tuple[Organisation | None, str]] = {}
    for body, of_body in _by_body(meetings).items():
        partners = possible_hosts(body)
        hosts = [_host(one, turns, blocked) for one in partners.values()]
        made = plan([_day(one) for one in of_body], hosts, holidays=days.days(), held=held, blocked_at=skipped)
        for meeting, turn in zip(of_body, made, strict=True):
            found[meeting.pk] = _in_words(turn, partners, days)
            if turn.host is not None:
                turns[turn.host].append(turn.day)
    return found


def propose_one(meeting: Meeting) -> tuple[Organisation | None, str]:
    """Return whom the rota proposes for one meeting, also for one that is not saved yet."""
    return propose([meeting])[meeting.pk]


def possible_hosts(body: Body) -> dict[int, Organisation]:
    """Return who may be asked: the partners that belong to the body, without single people and guests."""
    rows = (sitting.organisation for sitting in sittings(body))
    return {one.pk: one for one in rows if one.kind != Kind.PERSON and one.membership_kind != MembershipKind.GUEST}


def _host(one: Organisation, turns: dict[int, list[date]], blocked: dict[int, set[date]]) -> Host:
    return Host(one.pk, one.joined_on, tuple(turns.get(one.pk, ())), frozenset(blocked.get(one.pk, ())))


def _turns(requests: Sequence[HostRequest]) -> dict[int, list[date]]:
    """Return partner → days on which it hosted or is to host."""
    found: dict[int, list[date]] = defaultdict(list)
    for organisation, day in HostTurn.objects.values_list("organisation_id", "on"):
        found[organisation].append(day)
    promised = [row for row in requests if row.state in OPEN]
    for row in promised:
        found[row.organisation_id].append(_day(row.meeting))
    by_hand = Meeting.objects.filter(state__in=AHEAD, host__isnull=False)
    for organisation, at in by_hand.exclude(pk__in=[row.meeting_id for row in promised]).values_list(
        "host_id", "starts_at"
    ):
        found[organisation].append(timezone.localdate(at))
    return found


def _blocked() -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    rows = BlockedDate.objects.filter(organisation__isnull=False, until__gte=timezone.localdate())
    for organisation, since, until in rows.values_list("organisation_id", "since", "until"):
        found[organisation].update(days_between(since, until))
    return found


def _skipped(meetings: Sequence[Meeting], requests: Sequence[HostRequest]) -> dict[date, set[int]]:
    """Return day → partners that said no to it or were skipped."""
    found: dict[date, set[int]] = defaultdict(set)
    wanted = {one.pk for one in meetings}
    for row in requests:
        if row.meeting_id in wanted and row.state in {HostState.NO, HostState.WITHDRAWN}:
            found[_day(row.meeting)].add(row.organisation_id)
    return found


def _by_body(meetings: Sequence[Meeting]) -> dict[Body, list[Meeting]]:
    found: dict[Body, list[Meeting]] = defaultdict(list)
    for one in sorted(meetings, key=lambda row: row.starts_at):
        found[one.body].append(one)
    return found


def _day(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def _in_words(turn: Turn, partners: dict[int, Organisation], free: NoMeeting) -> tuple[Organisation | None, str]:
    if turn.host is None:
        return None, nobody(turn.why, free.reason(turn.day))
    other = partners[turn.why.of].name if turn.why.of in partners else ""
    return partners[turn.host], sentence(partners[turn.host].name, turn.why, other=other)


def nobody(why: Why, reason: str) -> str:
    if why.kind == "holiday":
        return _("niemand: Der Tag ist kein guter Tag (%(reason)s). Bitte verlegen Sie das Treffen.") % {
            "reason": reason
        }
    if why.kind == "nobody_there":
        return _("niemand: In dieser Gruppe gibt es keinen Partner, der Gastgeber sein kann.")
    return _("niemand: An diesem Tag kann kein Partner.")


def sentence(name: str, why: Why, *, other: str = "") -> str:
    """Return in one sentence why it is this partner's turn."""
    month = date_format(why.since, "F Y") if why.since else ""
    words = {"name": name, "month": month, "other": other}
    match why.kind, bool(month):
        case "longest", _has:
            return _("„%(name)s“ war am längsten nicht dran: zuletzt im %(month)s.") % words
        case "turn", _has:
            return _("„%(name)s“ ist an der Reihe: zuletzt im %(month)s.") % words
        case "instead", True:
            return _("„%(other)s“ kann an diesem Tag nicht. „%(name)s“ ist danach dran: zuletzt im %(month)s.") % words
        case "instead", False:
            return _("„%(other)s“ kann an diesem Tag nicht. „%(name)s“ war noch nie Gastgeber.") % words
        case _never, True:
            return _("„%(name)s“ ist seit %(month)s dabei und war noch nie Gastgeber.") % words
    return _("„%(name)s“ war noch nie Gastgeber.") % words


# People and seats


def expected_people(meetings: Sequence[Meeting]) -> dict[int, int]:
    """Return meeting → how many people to reckon with: who said yes, and who has not said anything."""
    found: dict[int, int] = defaultdict(int)
    rows = Invitee.objects.filter(meeting__in=meetings, removed_at=None, answer__in=[*THERE, Answer.NONE])
    for meeting, count in rows.values_list("meeting_id", "count"):
        found[meeting] += count
    return found


def seats_hint(seats: int | None, people: int) -> str:
    if seats is None or not people or seats >= people:
        return ""
    return ngettext(
        "Der Raum hat einen Platz, eingeladen sind %(people)s.",
        "Der Raum hat %(seats)s Plätze, eingeladen sind %(people)s.",
        seats,
    ) % {"seats": seats, "people": people}


# What is waited for


def to_phone() -> QuerySet[HostRequest]:
    """Return the questions that need a call: somebody was reminded and says nothing, or cannot be asked by mail."""
    contacts = Contact.objects.filter(organisation=OuterRef("organisation")).order_by("-is_main", "pk")
    address = Coalesce(Subquery(contacts.values("person__email")[:1]), Value(""))
    rows = HostRequest.objects.filter(
        state=HostState.ASKED, meeting__state__in=AHEAD, meeting__starts_at__gte=timezone.now()
    )
    return rows.alias(address=address).filter(Q(reminded_at__lte=timezone.now() - REMIND_AFTER) | Q(address=""))


# One question


def prefill(request: HostRequest) -> dict[str, object]:
    """Return what a partner need not type again: what it said for this meeting, the last time, or its address."""
    if any(getattr(request, name) for name in PLACE_FIELDS):
        return {name: getattr(request, name) for name in ANSWER_FIELDS}
    last = HostRequest.objects.filter(organisation=request.organisation_id, state=HostState.YES)
    found = last.exclude(pk=request.pk).order_by(F("answered_at").desc(nulls_last=True), "-pk").first()
    if found is not None:
        return {name: getattr(found, name) for name in ANSWER_FIELDS if name != "note"}
    partner = request.organisation
    return {"place_name": partner.name, "street": partner.street, "postcode": partner.postcode, "town": partner.place}


ANSWER_FIELDS = (*PLACE_FIELDS, "seats", "is_step_free", "has_projector", "has_coffee", "note")


def hosts_who_know(meeting: Meeting) -> QuerySet[HostRequest]:
    """Return the question to a partner that was asked for its room and waits, or has said yes."""
    rows = HostRequest.objects.filter(meeting=meeting, state__in=[HostState.ASKED, HostState.YES])
    return rows.select_related("organisation", "meeting__body")


def history() -> list[HostTurn]:
    return list(HostTurn.objects.select_related("organisation", "meeting")[:300])


def blocked_dates() -> list[BlockedDate]:
    rows = BlockedDate.objects.filter(until__gte=timezone.localdate()).select_related("organisation")
    return list(rows)


def request_of(request_id: int) -> HostRequest | None:
    rows = HostRequest.objects.select_related("organisation", "meeting__body", "meeting__series")
    return rows.filter(pk=request_id).first()

"""Lets Musterstadt have met for two years: agendas, answers, minutes, tasks; and plans the next months from today.

The past is written as rows, since actions would date it from today and mail it to everybody.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.meetings.models import (
    AgendaItem,
    Decision,
    Entry,
    HostRequest,
    HostTurn,
    Invitee,
    Meeting,
    MeetingMail,
    Minutes,
    Paper,
    Poll,
    PollDate,
    PollVote,
    PollVoter,
    Presence,
    Reply,
    Series,
    Task,
)  # fmt: skip
from drehscheibe.work.meetings.queries.minutes import search_text
from drehscheibe.work.meetings.vocabulary import (
    Answer,
    Channel,
    EntryKind,
    HostState,
    InviteeKind,
    ItemState,
    MailKind,
    MeetingState,
    MinutesState,
    Outcome,
    PollAnswer,
    ReplyChannel,
    TaskState,
)  # fmt: skip
from drehscheibe.work.partners.models import Organisation

from . import content

_START, _LENGTH = time(17), timedelta(hours=2)
_WEEKDAYS = {
    "assembly": 3,
    "plenum": 3,
    "steering": 1,
    "holidays": 2,
    "generations": 0,
    "arriving": 1,
    "playgrounds": 4,
}
_APPROVED_AFTER = timedelta(weeks=5)
_SENT_AFTER = timedelta(days=16)
_INVITED_BEFORE = timedelta(days=21)

# How the partners answered what comes, by their place in the list.
_SILENT, _EXCUSED, _BY_TWO, _PHONED = {4, 8}, {3, 10, 17}, {5, 13}, {2, 8, 14}
_POLL_ANSWERS = (
    (PollAnswer.YES, PollAnswer.NO, PollAnswer.YES),
    (PollAnswer.MAYBE, PollAnswer.YES, PollAnswer.YES),
)
_NEEDS = {5: "Rollstuhl", 11: "Vegetarisch"}


@dataclass(frozen=True, slots=True)
class _Past:
    """One meeting while it is written, with what its lines refer to."""

    facts: Mapping[str, Any]
    meeting: Meeting
    items: list[AgendaItem]
    invitees: list[Invitee]
    partners: Mapping[str, Organisation]

    @property
    def is_over(self) -> bool:
        return bool(self.facts["weeks"] < 0)


def hold(bodies: Mapping[str, Body]) -> None:
    """Write all meetings of the demo, the oldest first, so that decisions are numbered as they came."""
    partners = {partner.name: partner for partner in Organisation.objects.all()}
    series = _series(bodies)
    held = [_begun(facts, bodies, partners) for facts in sorted(content.meetings(), key=lambda facts: facts["weeks"])]
    _write_minutes([one for one in held if one.is_over])
    for one in held:
        if not one.is_over:
            _announce(one)
    Meeting.objects.filter(body=series.body).update(series=series)
    _poll(bodies["playgrounds"])
    _founded(bodies["playgrounds"])


def _founded(body: Body) -> None:
    """Let a group name the decision that founded it, so that each leads to the other."""
    decision = Decision.objects.get(text__contains=f"„{body.name}“ wird gegründet")
    body.opened_by = f"Beschluss {decision.label} der Vollversammlung"
    body.save(update_fields=["opened_by"])


def _series(bodies: Mapping[str, Body]) -> Series:
    """Let the alliance meet every quarter or so, each time at another partner's."""
    frame = [
        {"title": "Begrüßung und Rundgang", "kind": "information", "minutes": 15},
        {"title": "Neues aus den Gruppen", "kind": "information", "minutes": 30},
        {"title": "Verschiedenes und nächster Termin", "kind": "discussion", "minutes": 10},
    ]
    return Series.objects.create(
        body=bodies["plenum"], title="Bündnistreffen", weeks_min=12, weeks_max=16, weekdays=[3], starts=_START,
        minutes=120, rotates=True, agenda=frame,
    )  # fmt: skip


def _poll(body: Body) -> None:
    """Let a group look for a day: three dates, two answers so far."""
    first = timezone.localdate() + timedelta(weeks=6)
    poll = Poll.objects.create(
        body=body, title="Rundgang im Frühjahr", answer_by=timezone.localdate() + timedelta(days=9), minutes=90,
        asked_at=timezone.now() - timedelta(days=2),
    )  # fmt: skip
    dates = PollDate.objects.bulk_create(
        PollDate(poll=poll, starts_at=timezone.make_aware(datetime.combine(first + timedelta(days=days), time(16))))
        for days in (0, 1, 7)
    )
    voters = PollVoter.objects.bulk_create(
        PollVoter(poll=poll, organisation=one.organisation, person=one.person) for one in sittings(body)
    )
    for voter, answers in zip(voters, _POLL_ANSWERS, strict=False):
        PollVote.objects.bulk_create(
            PollVote(voter=voter, date=date, answer=answer) for date, answer in zip(dates, answers, strict=True)
        )
        voter.answered_at, voter.answered_by = timezone.now() - timedelta(days=1), str(voter.person or "")
        voter.save(update_fields=["answered_at", "answered_by"])


def _begun(facts: Mapping[str, Any], bodies: Mapping[str, Body], partners: Mapping[str, Organisation]) -> _Past:
    body = bodies[facts["body"]]
    meeting = _meeting(facts, body, partners.get(facts.get("host", "")))
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, rank=rank, title=title, kind=kind, minutes=minutes, owner_name=who,
                   done_at=meeting.ends_at if facts["weeks"] < 0 else None)
        for rank, (title, kind, minutes, who, _said) in enumerate(facts["items"])
    )  # fmt: skip
    invited = facts["weeks"] < 0 or facts.get("state") == "invited"
    return _Past(facts, meeting, items, _invitees(meeting) if invited else [], partners)


def _meeting(facts: Mapping[str, Any], body: Body, host: Organisation | None) -> Meeting:
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    day = monday + timedelta(weeks=facts["weeks"], days=_WEEKDAYS[facts["body"]])
    starts = timezone.make_aware(datetime.combine(day, _START))
    minutes = sum(item[2] for item in facts["items"])
    invited_at = starts - _INVITED_BEFORE if facts["weeks"] < 0 or facts.get("state") else None
    return Meeting.objects.create(
        body=body,
        title=body.name,
        state=_state(facts, starts),
        starts_at=starts,
        ends_at=starts + max(_LENGTH, timedelta(minutes=minutes)),
        host=host,
        host_confirmed_at=invited_at if host else None,
        place_name=host.name if host else "Rathaus, Büro für Familie und Ehrenamt",
        street=host.street if host else "Marktplatz 1",
        postcode="00001",
        town="Musterstadt",
        entrance=facts.get("entrance", ""),
        stop=facts.get("stop", ""),
        is_step_free=True,
        intro=facts.get("intro", ""),
        reply_by=day - timedelta(days=5) if facts.get("state") == "invited" else None,
        chair="Hanna Birkental",
        minute_taker="Yusuf Sonnenfeld",
        invited_at=min(invited_at, timezone.now() - timedelta(days=2)) if invited_at else None,
        opened_at=starts if facts["weeks"] < 0 else None,
        closed_at=starts + _LENGTH if facts["weeks"] < 0 else None,
    )


def _state(facts: Mapping[str, Any], starts: datetime) -> MeetingState:
    if facts["weeks"] >= 0:
        return MeetingState.INVITED if facts.get("state") == "invited" else MeetingState.DRAFT
    approved = starts < timezone.now() - _APPROVED_AFTER
    return MeetingState.APPROVED if approved else MeetingState.MINUTES


def _invitees(meeting: Meeting) -> list[Invitee]:
    found = Invitee.objects.bulk_create(
        Invitee(
            meeting=meeting,
            organisation=one.organisation,
            person=one.person,
            has_vote=one.has_vote,
            channel=Channel.MAIL if one.person and one.person.email else Channel.LETTER,
            invited_at=meeting.invited_at,
            posted_on=None if one.person and one.person.email else timezone.localdate(meeting.invited_at),
        )
        for one in sittings(meeting.body, on=timezone.localdate(meeting.starts_at))
    )
    MeetingMail.objects.bulk_create(MeetingMail(invitee=one, kind=MailKind.INVITATION) for one in found)
    return found


# What was


def _write_minutes(past: Iterable[_Past]) -> None:
    numbers: dict[int, count[int]] = {}
    for one in past:
        _attend(one)
        decided = _decide(one, numbers)
        _note(one, ranks=count(len(decided)))
        _tasks(one)
        minutes = Minutes.objects.create(meeting=one.meeting, **_record(one.meeting))
        minutes.search = search_text(one.meeting, minutes)
        minutes.save(update_fields=["search"])
        if one.meeting.host is not None:
            HostTurn.objects.create(
                organisation=one.meeting.host, on=timezone.localdate(one.meeting.starts_at), meeting=one.meeting
            )


def _attend(one: _Past) -> None:
    """Let most be there, a few be excused; which ones changes from meeting to meeting, the same at each loading."""
    for place, invitee in enumerate(one.invitees):
        excused = (place * 7 + one.facts["weeks"]) % 6 == 0
        invitee.answer = Answer.EXCUSED if excused else Answer.COMING
        invitee.answered_at = one.meeting.starts_at - timedelta(days=9)
        invitee.answered_how = ReplyChannel.LINK if invitee.channel == Channel.MAIL else ReplyChannel.SLIP
    Invitee.objects.bulk_update(one.invitees, ["answer", "answered_at", "answered_how"])
    Presence.objects.bulk_create(
        Presence(
            meeting=one.meeting, invitee=invitee, key=uuid.uuid4(), came_at=one.meeting.starts_at,
            left_at=one.meeting.ends_at,
        )
        for invitee in one.invitees
        if invitee.answer == Answer.COMING
    )  # fmt: skip


def _entry(one: _Past, kind: EntryKind, item: int, rank: int, text: str, **values: Any) -> Entry:
    return Entry(
        meeting=one.meeting,
        item=one.items[item - 1],
        key=uuid.uuid4(),
        rank=rank,
        kind=kind,
        text=text,
        written_by="Yusuf Sonnenfeld",
        written_at=one.meeting.ends_at,
        **values,
    )


def _decide(one: _Past, numbers: dict[int, "count[int]"]) -> list[Decision]:
    facts = one.facts.get("decisions", [])
    votes = [{"yes": yes, "no": no, "abstained": none} if yes else {} for _item, _text, yes, no, none in facts]
    public = one.facts["body"] in {"assembly", "plenum"}
    entries = Entry.objects.bulk_create(
        _entry(one, EntryKind.DECISION, fact[0], rank, fact[1], outcome=Outcome.ACCEPTED, is_public=public, **vote)
        for rank, (fact, vote) in enumerate(zip(facts, votes, strict=True))
    )
    day = timezone.localdate(one.meeting.starts_at)
    number = numbers.setdefault(day.year, count(1))
    return Decision.objects.bulk_create(
        Decision(meeting=one.meeting, entry=entry, body=one.meeting.body, year=day.year, number=next(number),
                 title=entry.item.title if entry.item else "", text=entry.text, decided_on=day, is_public=public,
                 search=folded(f"{entry.item.title if entry.item else ''} {entry.text}"), **vote)
        for entry, vote in zip(entries, votes, strict=True)
    )  # fmt: skip


def _note(one: _Past, *, ranks: "count[int]") -> None:
    said = [(place, item[4]) for place, item in enumerate(one.facts["items"], 1) if item[4]]
    Entry.objects.bulk_create(_entry(one, EntryKind.NOTE, place, next(ranks), text) for place, text in said)


def _tasks(one: _Past) -> None:
    for item, text, name, weeks, state in one.facts.get("tasks", []):
        partner = one.partners[name]
        owner = next((invitee for invitee in one.invitees if invitee.organisation_id == partner.pk), None)
        due_on = timezone.localdate() + timedelta(weeks=weeks)
        entry = _entry(one, EntryKind.TASK, item, 90, text, owner=owner, owner_name=name, due_on=due_on)
        entry.save()
        done_at = timezone.now() + timedelta(weeks=weeks) if state == TaskState.DONE else None
        Task.objects.create(
            meeting=one.meeting, entry=entry, body=one.meeting.body, text=text, organisation=partner,
            person=owner.person if owner else None, owner_name=name, due_on=due_on, state=state, done_at=done_at,
        )  # fmt: skip


def _record(meeting: Meeting) -> dict[str, Any]:
    """Return how far the minutes are: approved long ago, out for reading, or still to be finished."""
    sent_at = meeting.ends_at + timedelta(days=1)
    until = timezone.localdate(sent_at) + timedelta(days=14)
    if meeting.state == MeetingState.APPROVED:
        how = f"Gilt als genehmigt, weil bis {date_format(until, 'j. F Y')} niemand widersprochen hat."
        approved_at = sent_at + timedelta(days=15)
        return {"state": MinutesState.APPROVED, "results_sent_at": sent_at, "sent_at": sent_at, "approves_on": until,
                "approved_at": approved_at, "approved_how": how}  # fmt: skip
    if meeting.ends_at < timezone.now() - _SENT_AFTER:
        until = timezone.localdate() + timedelta(days=4)
        return {"state": MinutesState.SENT, "results_sent_at": sent_at, "sent_at": sent_at, "approves_on": until}
    return {"results_sent_at": sent_at}


# What comes


def _announce(one: _Past) -> None:
    _papers(one)
    if one.invitees:
        _answers(one)
    for name, organisation, role in one.facts.get("guests", []):
        Invitee.objects.create(
            meeting=one.meeting, kind=InviteeKind.GUEST, name=name, guest_role=f"{role}, {organisation}",
            email="redaktion.anzeiger@example.org", invited_at=one.meeting.invited_at, answer=Answer.COMING,
        )  # fmt: skip
    for title, name, minutes in one.facts.get("proposals", []):
        AgendaItem.objects.create(
            meeting=one.meeting, title=title, minutes=minutes, state=ItemState.PROPOSED, proposed_by=name, rank=99,
            owner_organisation=one.partners[name], proposed_at=timezone.now() - timedelta(days=1),
        )  # fmt: skip
    if one.meeting.host is not None:
        HostRequest.objects.create(
            meeting=one.meeting, organisation=one.meeting.host, state=HostState.YES, seats=40, is_step_free=True,
            has_projector=True, has_coffee=True, asked_at=one.meeting.invited_at, answered_at=one.meeting.invited_at,
            place_name=one.meeting.place_name, street=one.meeting.street, postcode="00001", town="Musterstadt",
        )  # fmt: skip


def _papers(one: _Past) -> None:
    Paper.objects.bulk_create(
        Paper(meeting=one.meeting, item=one.items[item - 1], title=title, from_whom=who)
        for item, title, who in one.facts.get("papers", [])
    )


def _answers(one: _Past) -> None:
    """Let two of three have answered: by link, by phone, with the slip; one brings a second person, one needs a ramp."""
    now = timezone.now()
    answered = [invitee for place, invitee in enumerate(one.invitees) if place % 9 not in _SILENT]
    for place, invitee in enumerate(answered):
        invitee.answer = Answer.EXCUSED if place in _EXCUSED else Answer.COMING
        invitee.count = 2 if place in _BY_TWO else 1
        invitee.needs = _NEEDS.get(place, "")
        invitee.answered_at = now - timedelta(hours=5 + 3 * place)
        invitee.answered_how = ReplyChannel.PHONE if place in _PHONED else ReplyChannel.LINK
    Invitee.objects.bulk_update(answered, ["answer", "count", "needs", "answered_at", "answered_how"])
    Reply.objects.bulk_create(
        Reply(invitee=invitee, answer=invitee.answer, count=invitee.count, needs=invitee.needs,
              channel=invitee.answered_how, said_by=invitee.person.name if invitee.person else "")
        for invitee in answered
    )  # fmt: skip

"""Who is there: in rules, by taps of several devices, and with votes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Invitee, Presence
from drehscheibe.work.meetings.queries import evening as queries
from drehscheibe.work.meetings.rules.needs import Needs, summed
from drehscheibe.work.meetings.rules.presence import Event, Span, is_there, spans, votes_at, votes_over_time
from drehscheibe.work.meetings.vocabulary import InviteeKind
from tests.conftest import Cast
from tests.rooms import text_of

from .. import making
from .conftest import Night, begin, tap

START = datetime(2026, 10, 14, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


taps = st.lists(
    st.tuples(st.integers(0, 240), st.sampled_from(["came", "left", "absent"])),
    max_size=12,
    unique_by=lambda one: one[0],
)
_events = taps.map(lambda found: [Event(at(minute), what, str(minute)) for minute, what in found])  # type: ignore[arg-type]  # of the three


@settings(deadline=None)
@given(_events, st.data())
def test_spans_do_not_depend_on_who_arrives_first(events: list[Event], data: st.DataObject) -> None:
    assert spans(data.draw(st.permutations(events))) == spans(events)


@settings(deadline=None)
@given(_events)
def test_spans_are_in_order_apart_from_each_other_and_at_most_the_last_is_open(events: list[Event]) -> None:
    found = spans(events)
    ends = [span.left for span in found]
    assert all(end is not None for end in ends[:-1])
    assert all(span.left is None or span.came <= span.left for span in found)
    assert all(before.left is not None and before.left <= after.came for before, after in pairwise(found))


@settings(deadline=None)
@given(_events)
def test_a_tap_that_comes_twice_changes_nothing(events: list[Event]) -> None:
    assert spans([*events, *events]) == spans(events)


@settings(deadline=None)
@given(st.lists(_events, min_size=1, max_size=6), st.integers(0, 240), st.data())
def test_votes_are_never_more_than_there_are_and_a_given_one_counts_once(
    people: list[list[Event]], minute: int, data: st.DataObject
) -> None:
    times = {number: spans(events) for number, events in enumerate(people)}
    whom = st.dictionaries(st.sampled_from(sorted(times)), st.sampled_from(sorted(times)), max_size=len(times))
    handed = {giver: holder for giver, holder in data.draw(whom).items() if giver != holder}
    alone, together = votes_at(at(minute), times, {}), votes_at(at(minute), times, handed)
    assert alone <= together <= len(times)
    assert alone > 0 or together == 0


@settings(deadline=None)
@given(st.lists(_events, min_size=1, max_size=5))
def test_votes_over_time_tell_every_moment(people: list[list[Event]]) -> None:
    times = {number: spans(events) for number, events in enumerate(people)}
    steps = votes_over_time(times, {})
    for minute in range(0, 241, 7):
        before = [votes for moment, votes in steps if moment <= at(minute)]
        assert votes_at(at(minute), times, {}) == (before[-1] if before else 0)


def test_night_of_the_clock_change_has_an_hour_twice() -> None:
    came = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)
    left = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    found = spans([Event(left, "left"), Event(came, "came", "k")])
    between = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert (found, is_there(found, between), is_there(found, left)) == ([Span(came, left, "k")], True, False)


# By devices


def times_of(night: Night, number: int = 0) -> list[tuple[int, int | None]]:
    """Return from which to which minute before now somebody was there."""
    with scope.alliance(night.cast.perle.pk):
        rows = list(Presence.objects.filter(invitee=night.people[number]).order_by("came_at"))
        begin = night.meeting.opened_at
    assert begin is not None
    return [
        (round((row.came_at - begin).total_seconds() / 60), round((row.left_at - begin).total_seconds() / 60) if row.left_at else None)
        for row in rows
    ]  # fmt: skip


def minute(night: Night, number: int) -> str:
    assert night.meeting.opened_at is not None
    return (night.meeting.opened_at + timedelta(minutes=number)).isoformat()


def test_two_devices_tap_the_same_person_and_she_is_there_once(night: Night) -> None:
    who = night.people[0].pk
    night.send(tap("came", who, at=minute(night, -5)))
    night.send(tap("came", who, at=minute(night, -10)))
    assert times_of(night) == [(-10, None)]


def test_leaving_that_arrives_late_does_not_hide_who_came_back(night: Night) -> None:
    who = night.people[0].pk
    night.send(tap("came", who, at=minute(night, -10)))
    night.send(tap("came", who, at=minute(night, -60)), tap("left", who, at=minute(night, -30)))
    assert times_of(night) == [(-60, -30), (-10, None)]


def test_slow_way_through_the_net_does_not_turn_two_taps_around(night: Night) -> None:
    who, now = night.people[0].pk, timezone.now()
    came, left = (now - timedelta(seconds=ago) for ago in (12, 10))
    night.send(tap("came", who, at=came.isoformat()), now=now - timedelta(seconds=12))
    night.send(tap("left", who, at=left.isoformat()), now=now)
    with scope.alliance(night.cast.perle.pk):
        row = Presence.objects.get()
    assert (row.came_at, row.left_at) == (came, left)


def test_tap_by_mistake_leaves_nothing(night: Night) -> None:
    who = night.people[0].pk
    night.send(tap("came", who), tap("absent", who))
    assert times_of(night) == []


def test_guest_and_partner_are_added_on_the_spot(night: Night) -> None:
    with scope.alliance(night.cast.perle.pk):
        making.partner("Feuerwehr Perleberg")
    guest = {"key": tap("x", 0)["key"], "what": "guest", "name": "Rita Reporter", "partner": "Presse"}
    partner = {"key": tap("x", 0)["key"], "what": "guest", "name": "Frau Brand", "partner": "feuerwehr perleberg"}
    night.send(guest, partner, guest, tap("left", guest["key"]))
    with scope.alliance(night.cast.perle.pk):
        new = Invitee.objects.exclude(pk__in=[one.pk for one in night.people]).order_by("pk")
        found = [(row.kind, row.name, row.guest_role, row.answer, row.presences.get().left_at is None) for row in new]
    assert found == [
        (InviteeKind.GUEST, "Rita Reporter", "Presse", "coming", False),
        (InviteeKind.SEAT, "Frau Brand", "", "coming", True),
    ]


# Votes

HALF = {"quorum": "share", "quorum_percent": 50}
HERE, GONE = "beschlussfähig: 2 von 2 nötigen Stimmen", "nicht beschlussfähig: 1 von 2 nötigen Stimmen"


def test_quorum_breaks_when_somebody_leaves(cast: Cast) -> None:
    night = begin(cast, **HALF)
    night.send(*(tap("came", one.pk) for one in night.people[:2]))
    before = text_of(night.client.get(night.address))
    night.send(tap("left", night.people[0].pk))
    after = text_of(night.client.get(night.address))
    assert (HERE in before, GONE in before, GONE in after) == (True, False, True)


def test_second_call_needs_nobody_in_particular(cast: Cast) -> None:
    night = begin(cast, **HALF, second_call=True)
    with scope.alliance(cast.perle.pk):
        night.meeting.second_call_of = making.meeting(night.body)
        night.meeting.save()
    assert "beschlussfähig: zweites Treffen, 0 Stimmen sind da" in text_of(night.client.get(night.address))


def test_no_word_and_no_times_where_the_rules_have_no_minimum(night: Night) -> None:
    night.send(tap("came", night.people[0].pk))
    page = night.client.get(night.address).content.decode()
    assert [
        word
        for word in ("beschlussfähig", 'value="left"', "data-times", "data-left", "Stimme übertragen")
        if word in page
    ] == []


def test_given_vote_counts_while_its_holder_is_there(cast: Cast) -> None:
    night = begin(cast, **HALF, proxies=True)
    first, second, third = (one.pk for one in night.people)
    night.send(tap("came", first), tap("proxy", second, to=str(first)))
    refused = night.send(
        tap("proxy", third, to=str(first)), tap("proxy", first, to=str(third)), tap("proxy", third, to=str(third))
    )
    with scope.alliance(cast.perle.pk):
        votes = queries.evening(night.meeting, by=night.cast.coordinator).votes
    night.send(tap("left", first))
    with scope.alliance(cast.perle.pk):
        later = queries.evening(night.meeting, by=night.cast.coordinator).votes
    assert (votes and votes.there, later and later.there, [one["why"] for one in refused]) == (
        2,
        0,
        [
            "Partner 001 hat schon so viele Stimmen, wie die Spielregeln erlauben.",
            "Eine Stimme, die jemandem übertragen wurde, kann nicht weitergegeben werden.",
            "Übertragen geht nur an jemand anderen mit Stimme.",
        ],
    )


def test_votes_cannot_be_given_where_the_rules_do_not_allow_it(night: Night) -> None:
    answer = night.send(tap("proxy", night.people[0].pk, to=str(night.people[1].pk)))[0]
    assert answer["why"] == "Nach Ihren Spielregeln kann eine Stimme nicht übertragen werden."


def test_needs_are_added_up_without_names() -> None:
    texts = [
        "Eine davon isst vegetarisch",
        "zwei vegan, Platz für Rollstuhl",
        "vegetarisch und glutenfrei",
        "",
        "Bitte leise",
    ]
    assert summed(texts) == Needs(
        (("vegan", 2), ("vegetarisch", 2), ("Platz für einen Rollstuhl", 1), ("ohne Gluten", 1)), ("Bitte leise",)
    )

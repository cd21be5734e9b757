"""Quorum, majority and notice periods, for all numbers and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drehscheibe.work.bodies.rules import (
    Game,
    is_in_time,
    latest_notice,
    may_carry,
    needed,
    outcome,
    tidied,
    with_own,
)

numbers = st.integers(0, 500)
percents = st.integers(1, 100)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
notices = st.integers(0, 120)
majorities = st.sampled_from(["consensus", "preferred", "simple", "absolute", "two_thirds", "three_quarters"])


def share(percent: int, *, second_call: bool = False) -> Game:
    return Game(quorum="share", quorum_percent=percent, second_call=second_call)


# Quorum


@given(percents, numbers)
def test_share_is_rounded_up_to_whole_votes(percent: int, entitled: int) -> None:
    least = needed(share(percent), entitled=entitled)

    assert 100 * least >= percent * entitled
    assert 100 * (least - 1) < percent * entitled


@given(percents, percents, numbers)
def test_higher_share_never_needs_fewer(one: int, other: int, entitled: int) -> None:
    low, high = sorted((one, other))

    assert needed(share(low), entitled=entitled) <= needed(share(high), entitled=entitled) <= entitled


@given(percents, numbers, numbers)
def test_more_entitled_never_need_fewer(percent: int, one: int, other: int) -> None:
    few, many = sorted((one, other))

    assert needed(share(percent), entitled=few) <= needed(share(percent), entitled=many)


@given(percents, numbers)
def test_everybody_together_is_always_enough(percent: int, entitled: int) -> None:
    assert needed(share(percent), entitled=entitled) <= entitled


@given(percents, numbers)
def test_second_call_needs_nobody_only_where_the_rules_have_it(percent: int, entitled: int) -> None:
    with_it, without = share(percent, second_call=True), share(percent)

    assert needed(with_it, entitled=entitled, is_second_call=True) == 0
    assert needed(without, entitled=entitled, is_second_call=True) == needed(without, entitled=entitled)


@given(numbers)
def test_without_quorum_any_number_is_enough(entitled: int) -> None:
    assert needed(Game(), entitled=entitled) == 0


@given(st.integers(1, 60), numbers, numbers)
def test_fixed_number_does_not_ask_how_many_there_are(number: int, one: int, other: int) -> None:
    game = Game(quorum="number", quorum_number=number)

    assert needed(game, entitled=one) == needed(game, entitled=other) == number


@pytest.mark.parametrize(("entitled", "least"), [(33, 17), (34, 17), (1, 1), (0, 0), (240, 120)])
def test_half_of_an_odd_number_is_the_larger_half(entitled: int, least: int) -> None:
    assert needed(share(50), entitled=entitled) == least


# Votes in the room


@given(st.integers(0, 12), st.integers(1, 10))
def test_one_more_vote_is_taken_while_the_rules_allow_it(already: int, most: int) -> None:
    assert may_carry(Game(proxies=True, proxies_most=most), already=already) == (already < most)
    assert not may_carry(Game(), already=already)


# Majority


@given(majorities, numbers, numbers, numbers, st.integers(0, 50))
def test_one_more_yes_never_loses(majority: str, yes: int, no: int, abstained: int, more: int) -> None:
    game, entitled = Game(majority=majority), yes + no + abstained
    if outcome(game, yes=yes, no=no, abstained=abstained, entitled=entitled) == "accepted":
        better = outcome(game, yes=yes + more, no=no, abstained=abstained, entitled=entitled + more)
        assert better == "accepted"


@given(majorities, numbers, numbers, st.integers(0, 50))
def test_one_more_no_never_wins(majority: str, yes: int, no: int, more: int) -> None:
    game = Game(majority=majority)
    if outcome(game, yes=yes, no=no, entitled=yes + no) == "rejected":
        assert outcome(game, yes=yes, no=no + more, entitled=yes + no + more) == "rejected"


@given(st.sampled_from(["consensus", "preferred", "simple", "two_thirds", "three_quarters"]), numbers, numbers, numbers)
def test_abstentions_are_no_votes_cast(majority: str, yes: int, no: int, abstained: int) -> None:
    game = Game(majority=majority)

    assert outcome(game, yes=yes, no=no, abstained=abstained) == outcome(game, yes=yes, no=no)


@given(majorities, numbers)
def test_tie_is_no_majority(majority: str, votes: int) -> None:
    assert outcome(Game(majority=majority), yes=votes, no=votes, entitled=2 * votes) == "rejected"


@given(majorities)
def test_nobody_voting_decides_nothing(majority: str) -> None:
    assert outcome(Game(majority=majority), yes=0, no=0, entitled=10) == "rejected"


@given(st.sampled_from([("two_thirds", 2, 3), ("three_quarters", 3, 4)]), numbers, numbers)
def test_share_of_the_votes_cast_is_exact(share: tuple[str, int, int], yes: int, no: int) -> None:
    majority, part, whole = share
    accepted = outcome(Game(majority=majority), yes=yes, no=no) == "accepted"

    assert accepted == (yes > 0 and yes * whole >= (yes + no) * part)


@given(numbers, numbers, numbers)
def test_absolute_majority_counts_whoever_stayed_away(yes: int, no: int, away: int) -> None:
    accepted = outcome(Game(majority="absolute"), yes=yes, no=no, entitled=yes + no + away) == "accepted"

    assert accepted == (yes > no + away)


# Notice


@given(days, notices)
def test_whole_days_of_the_notice_lie_between(meeting_on: date, notice: int) -> None:
    last = latest_notice(meeting_on, notice)

    between = [last + timedelta(days=n) for n in range(1, (meeting_on - last).days)]
    assert len(between) == notice


@given(days, st.integers(1, 120), st.integers(-130, 130))
def test_notice_is_in_time_up_to_its_last_day(meeting_on: date, notice: int, shift: int) -> None:
    last = latest_notice(meeting_on, notice)
    noticed_on = last + timedelta(days=shift)

    assert is_in_time(noticed_on=noticed_on, meeting_on=meeting_on, notice_days=notice) == (shift <= 0)


@given(days, notices, notices)
def test_longer_notice_never_ends_later(meeting_on: date, one: int, other: int) -> None:
    short, long = sorted((one, other))

    assert latest_notice(meeting_on, long) <= latest_notice(meeting_on, short) < meeting_on


@given(days, days)
def test_without_notice_any_day_will_do(meeting_on: date, noticed_on: date) -> None:
    assert is_in_time(noticed_on=noticed_on, meeting_on=meeting_on, notice_days=0)


@pytest.mark.parametrize(
    ("meeting_on", "notice", "last"),
    [
        (date(2026, 3, 31), 28, date(2026, 3, 2)),
        (date(2028, 3, 1), 1, date(2028, 2, 28)),
        (date(2027, 3, 1), 1, date(2027, 2, 27)),
        (date(2028, 3, 15), 14, date(2028, 2, 29)),
        (date(2027, 1, 14), 14, date(2026, 12, 30)),
        (date(2026, 10, 26), 7, date(2026, 10, 18)),
    ],
)
def test_notice_around_ends_of_months_and_leap_days(meeting_on: date, notice: int, last: date) -> None:
    assert latest_notice(meeting_on, notice) == last


# Rules of single groups


def test_empty_rules_of_a_group_are_those_of_the_alliance() -> None:
    alliance = Game(notice_days=28, majority="simple", quorum="share", quorum_percent=50)

    assert with_own(alliance, {"notice_days": None, "majority": "", "quorum": ""}) == alliance
    assert with_own(alliance, {"notice_days": 7, "quorum": "none"}).has_quorum is False
    assert with_own(alliance, {"notice_days": 0}).notice_days == 0


def test_what_has_no_meaning_is_taken_out() -> None:
    said = {"quorum": "none", "quorum_percent": 50, "quorum_number": 3, "second_call": True}

    assert tidied(said) == {"quorum": "none", "quorum_percent": None, "quorum_number": None, "second_call": False}
    assert tidied({"notice_days": 7}) == {"notice_days": 7}

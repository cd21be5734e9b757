"""Times as people say them, on both sides of the clock change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from drehscheibe.work.meetings.rules.times import EndsTooEarly, NoSuchTime, minutes_between, reply_day, span

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def _utc(day: date, begin: time, end: time) -> tuple[datetime, datetime]:
    starts, ends = span(day, begin, end, BERLIN)
    return starts.astimezone(UTC), ends.astimezone(UTC)


def test_span_is_an_hour_shorter_in_the_night_to_summer_time() -> None:
    starts, ends = span(date(2026, 3, 28), time(22), time(4), BERLIN)
    assert (ends.date(), minutes_between(starts, ends)) == (SPRING, 300)


def test_span_is_an_hour_longer_in_the_night_to_winter_time() -> None:
    starts, ends = span(date(2026, 10, 24), time(22), time(4), BERLIN)
    assert (ends.date(), minutes_between(starts, ends)) == (AUTUMN, 420)


def test_a_time_that_the_clock_leaves_out_is_told() -> None:
    with pytest.raises(NoSuchTime):
        span(SPRING, time(2, 30), time(5), BERLIN)


def test_a_time_that_comes_twice_means_the_first() -> None:
    assert _utc(AUTUMN, time(2, 30), time(5))[0] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(EndsTooEarly):
        span(date(2026, 5, 5), time(19), time(17), BERLIN)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 4, 1), date(2026, 5, 7)),
        (date(2026, 5, 10), date(2026, 5, 13)),
        (date(2026, 5, 14), date(2026, 5, 14)),
    ],
)
def test_answers_are_asked_for_a_week_before_or_at_short_notice_the_day_before(today: date, until: date) -> None:
    assert reply_day(date(2026, 5, 14), today) == until

"""Dates that are proposed: within the range, on no holiday, and what is not known is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drehscheibe.work.meetings.rules.calendar import SUBDIVISIONS, FreeDays, free_days, spans
from drehscheibe.work.meetings.rules.dates import Rhythm, again, series_dates
from drehscheibe.work.meetings.rules.year import angle, target

WEDNESDAY = 2
BRANDENBURG = "12"


def fits(day: date) -> bool:
    return not free_days(BRANDENBURG, day.year).name(day)


def test_every_four_to_six_weeks_skips_the_holidays_and_comes_after_them() -> None:
    found = series_dates(
        Rhythm(4, 6, (WEDNESDAY,)),
        after=date(2026, 12, 2),
        first=date(2027, 1, 1),
        last=date(2027, 12, 31),
        fits=fits,
    )

    assert [day.isoformat() for day in found] == [
        "2027-01-06", "2027-02-10", "2027-03-17", "2027-04-21", "2027-05-26", "2027-06-30", "2027-08-18", "2027-09-22",
        "2027-10-27", "2027-12-01",
    ]  # fmt: skip


@given(
    least=st.integers(1, 12),
    more=st.integers(0, 6),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    closed=st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=60),
)
@settings(max_examples=100, deadline=None)
def test_dates_keep_distance_weekday_and_free_days(
    least: int, more: int, weekdays: set[int], closed: set[date]
) -> None:
    rhythm = Rhythm(least, least + more, tuple(sorted(weekdays)))
    after = date(2026, 12, 16)

    found = series_dates(
        rhythm, after=after, first=date(2027, 1, 1), last=date(2027, 12, 31), fits=lambda day: day not in closed
    )

    assert found == sorted(set(found) - closed)
    assert {day.weekday() for day in found} <= weekdays
    distances = [then - now for now, then in zip([after, *found], found, strict=False)]
    assert all(distance >= timedelta(weeks=least) for distance in distances)


def test_a_year_later_is_the_same_weekday_outside_the_autumn_holidays() -> None:
    held = date(2026, 10, 14)

    found = again(held, earliest=date(2026, 12, 12), fits=fits)

    # A year later to the week would be the 13th, in the holidays.
    assert (found, found.weekday()) == (date(2027, 10, 6), held.weekday())


def test_a_meeting_of_years_ago_is_held_in_the_coming_year() -> None:
    assert again(date(2023, 5, 10), earliest=date(2026, 12, 12), fits=lambda _day: True) == date(2027, 5, 5)


@pytest.mark.parametrize("held", [date(2025, 12, 3), date(2025, 11, 5), date(2025, 6, 25)])
def test_an_assembly_that_is_due_keeps_the_notice_period_on_the_first_day_that_fits(held: date) -> None:
    found = again(held, earliest=date(2026, 12, 12), fits=lambda day: day != date(2026, 12, 16))

    assert (found, found.weekday()) == (date(2026, 12, 23), held.weekday())


@pytest.mark.parametrize("land", [*SUBDIVISIONS, "", "99"])
def test_every_land_and_year_has_an_answer(land: str) -> None:
    years = [free_days(land, year) for year in (2020, 2026, 2027, 2030, 2044)]

    assert all(date(found_year, 1, 1) in found.public for found_year, found in zip(
        (2020, 2026, 2027, 2030, 2044), years, strict=True))  # fmt: skip
    assert [found.knows_school for found in years[3:]] == [False, False]


def test_an_error_of_the_package_leaves_the_year_unknown() -> None:
    assert free_days("12", 0).knows_school is False


def test_holidays_are_told_as_spans() -> None:
    found = [(one.name, one.since.isoformat(), one.until.isoformat()) for one in spans(free_days("12", 2027).school)]

    assert ("Herbstferien", "2027-10-11", "2027-10-23") in found


def test_public_holiday_goes_before_a_school_holiday() -> None:
    assert free_days("12", 2027).name(date(2027, 3, 26)) == "Karfreitag"
    assert FreeDays().name(date(2027, 3, 26)) == ""


@pytest.mark.parametrize(
    ("kinds", "wanted", "expected"),
    [
        (["assembly", "plenum", "plenum", "steering"], 4, (0, False, True)),
        (["plenum", "plenum", "plenum", "plenum"], 4, (0, True, False)),
        (["assembly"], 4, (3, False, False)),
        (["plenum"] * 5 + ["assembly"], 10, (4, False, False)),
        (["plenum"], 0, (0, False, True)),
        ([], 0, (0, False, True)),
    ],
)
def test_year_is_compared_with_what_the_alliance_set_itself(
    kinds: list[str], wanted: int, expected: tuple[int, bool, bool]
) -> None:
    found = target(kinds, wanted=wanted)

    assert (found.missing, found.misses_assembly, found.is_met) == expected


def test_the_wheel_begins_at_the_top_and_closes() -> None:
    assert (angle(date(2027, 1, 1)), round(angle(date(2027, 12, 31)), 2)) == (0.0, 6.27)

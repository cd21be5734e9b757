"""Indicators: what people type, the sentence, the picture, sums; pure rules."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from drehscheibe.work.plans.rules import indicators as rules
from drehscheibe.work.plans.rules.indicators import Figures
from drehscheibe.work.plans.rules.numbers import read_number, written


def figures(unit: str = "Plätze", *, falls: bool = False, **values: int | str) -> Figures:
    return Figures(unit=unit, falls=falls, **{name: Decimal(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("31", "31"), (" 36,94 ", "36,94"), ("1.250", "1.250"), ("1.250,5", "1.250,5"), ("12.5", "12,5"),
        ("1250000", "1.250.000"), ("-3,10", "-3,1"), ("0", "0"), ("−4", "-4"), ("10", "10"),
    ],
)  # fmt: skip
def test_number_is_read_as_germans_write_it(typed: str, shown: str) -> None:
    assert written(read_number(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("viele", "„viele“ ist keine Zahl. Bitte schreiben Sie nur die Zahl, zum Beispiel 31 oder 36,9."),
        ("31 Plätze", "„31 Plätze“ ist keine Zahl. Bitte schreiben Sie nur die Zahl, zum Beispiel 31 oder 36,9."),
        ("1,2,3", "„1,2,3“ ist keine Zahl. Bitte schreiben Sie nur die Zahl, zum Beispiel 31 oder 36,9."),
        ("1,234", "Bitte höchstens zwei Stellen nach dem Komma."),
        ("12345678901", "Die Zahl ist zu lang, möglich sind höchstens zehn Stellen vor dem Komma."),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(typed: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        read_number(typed)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (figures(before=12, now=31, target=40), "Von 12 auf 31 Plätze, Ziel 40."),
        (figures(before=12, now=41, target=40), "Von 12 auf 41 Plätze. Das Ziel von 40 ist erreicht."),
        (figures("Tage", before=31, now=12, target=10, falls=True), "Von 31 auf 12 Tage, Ziel höchstens 10."),
        (figures("Tage", before=31, now=9, target=10, falls=True), "Von 31 auf 9 Tage. Das Ziel von 10 ist erreicht."),
        (figures(now=31), "31 Plätze."),
        (figures(before=31, now=31, target=40), "Unverändert 31 Plätze, Ziel 40."),
        (figures(before=12, target=40), "Noch nicht gemessen, vorher 12 Plätze, Ziel 40."),
        (figures(target=40), "Noch nicht gemessen, Ziel 40 Plätze."),
        (figures("%", before="30", now="36.94"), "Von 30 auf 36,94 %."),
        (figures(), "Noch nicht gemessen."),
    ],
)
def test_indicator_says_one_sentence(row: Figures, sentence: str) -> None:
    assert rules.sentence(row) == sentence


def test_longest_bar_is_the_largest_figure() -> None:
    found = rules.picture(figures(before=10, now=20, target=40))
    assert found is not None
    assert [(bar.label, bar.value, bar.width) for bar in found.bars] == [
        ("vorher", "10", "31.0"), ("jetzt", "20", "62.0"), ("Ziel", "40", "124.0"),
    ]  # fmt: skip


@pytest.mark.parametrize("row", [figures(now=3), figures(before=0, now=0), figures(before=-2, now=5)])
def test_nothing_is_drawn_where_nothing_can_be_compared(row: Figures) -> None:
    assert rules.picture(row) is None


def test_readings_stand_as_far_apart_as_their_days() -> None:
    days = [(date(2026, 1, 1), Decimal(0)), (date(2026, 1, 11), Decimal(50)), (date(2026, 1, 31), Decimal(100))]
    found = rules.course(days, target=Decimal(100))
    assert found is not None
    assert [(point.x, point.y) for point in found.points] == [("44.0", "200.0"), ("228.0", "118.0"), ("596.0", "36.0")]
    assert [point.text_y for point in found.points] == ["189.0", "107.0", "25.0"]
    assert found.target_y == "36.0"
    assert rules.course(days[:1], target=None) is None


def test_only_figures_of_one_unit_that_can_be_added_are_added() -> None:
    rows: list[Any] = [
        figures("Kinder", before=10, now=20, target=30), figures(" kinder", before=5, now=6, target=10),
        figures("Familien", now=3), figures("Familien", now=4, target=9), figures("%", now=10), figures("%", now=20),
        figures("Tage", now=1, falls=True), figures("Kinder", before=9),
    ]  # fmt: skip
    assert [(total.sentence, total.count) for total in rules.totals(rows)] == [
        ("Von 15 auf 26 Kinder, Ziel 40.", 2), ("7 Familien.", 2),
    ]  # fmt: skip


def test_figure_stands_below_its_point_where_the_target_would_run_through_it() -> None:
    days = [(date(2026, 1, 1), Decimal(10)), (date(2026, 2, 1), Decimal(92))]
    found = rules.course(days, target=Decimal(100))
    assert found is not None
    assert [(point.y, point.text_y) for point in found.points] == [("183.6", "172.6"), ("49.1", "71.1")]

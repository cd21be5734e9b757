"""How many partners there are and were."""

from datetime import date

import time_machine
from django.test import Client

from drehscheibe.ground.alliances.models import PartnerCount
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import MembershipEvent, Organisation
from drehscheibe.work.partners.queries import membership, numbers
from tests.conftest import Cast
from tests.rooms import client_of, said, text_of

from .build import ROOM, partner

PAGE = f"{ROOM}zahlen/"
SUMMER_2026 = "2026-07-01 12:00"


def history(cast: Cast) -> list[Organisation]:
    """Three partners: since nobody knows when, since 2023 with a gap, and since 2025."""
    first = partner(cast, "Stadt", category="municipality")
    second = partner(cast, "Kita", category="kindergarten", joined_on=date(2023, 5, 1))
    third = partner(cast, "Hort", category="kindergarten", joined_on=date(2025, 3, 1), membership_kind="guest")
    with scope.alliance(cast.perle.pk):
        actions.note_leaving(second, on=date(2024, 2, 1), reason="", tell=False, by=cast.coordinator)
        actions.take_in_partner(second, on=date(2026, 1, 5), by=cast.coordinator)
    return [first, second, third]


@time_machine.travel(SUMMER_2026, tick=False)
def test_numbers_are_counted_from_the_stations(perle: Cast) -> None:
    history(perle)
    with scope.alliance(perle.perle.pk):
        assert numbers.partner_numbers() == [(2023, 2), (2024, 1), (2025, 2), (2026, 3)]
        days = [date(2010, 1, 1), date(2023, 4, 30), date(2023, 5, 1), date(2024, 2, 1), date(2026, 1, 5)]
        assert [numbers.number_on(day) for day in days] == [1, 1, 2, 1, 3]


def test_no_partner_is_no_number(perle: Cast) -> None:
    with scope.alliance(perle.perle.pk):
        assert (numbers.number_on(date(2026, 1, 1)), numbers.partner_numbers(today=date(2026, 7, 1))) == (
            0,
            [(2026, 0)],
        )


@time_machine.travel(SUMMER_2026, tick=False)
def test_day_of_joining_that_is_corrected_corrects_the_numbers(perle: Cast) -> None:
    kita = partner(perle, "Kita", joined_on=date(2025, 1, 1))
    with scope.alliance(perle.perle.pk):
        actions.change_organisation(kita, {"joined_on": date(2020, 1, 1)}, version=1, by=perle.coordinator)
        assert numbers.number_on(date(2021, 1, 1)) == 1


@time_machine.travel(SUMMER_2026, tick=False)
def test_page_says_it_in_a_sentence_a_picture_and_tables(perle: Cast, coordinator: Client) -> None:
    history(perle)
    answer = coordinator.get(PAGE)
    page = text_of(answer)
    assert "Heute sind wir 3 Partner. Das sind 1 mehr als Ende 2025." in page
    assert answer.content.decode().count("<rect") == 4
    assert "Nach Art Art Partner Kita 2 Kommune, Stadt- oder Gemeindeverwaltung 1" in page
    assert "Mitgliedschaft Partner mit Stimme 2 Gast 1" in page


@time_machine.travel(SUMMER_2026, tick=False)
def test_number_is_taken_into_the_profile_once(perle: Cast, coordinator: Client) -> None:
    history(perle)
    answers = [said(coordinator.post(PAGE))[-1] for _ in range(2)]
    assert answers == [
        "Übernommen: 3 Partner, Stand 1. Juli 2026. Andere sehen es, sobald Sie das Profil veröffentlichen.",
        "Dieser Stand steht schon in Ihrem Profil.",
    ]
    with scope.alliance(perle.perle.pk):
        assert list(PartnerCount.objects.values_list("as_of", "count")) == [("2026-07-01", 3)]


def test_reader_sees_the_numbers_without_the_button(perle: Cast) -> None:
    assert "Als Stand ins Profil übernehmen" not in text_of(client_of(perle.reader).get(PAGE))


def test_number_of_a_partner_stays_when_an_earlier_one_is_deleted(perle: Cast) -> None:
    stadt, kita, hort = history(perle)
    with scope.alliance(perle.perle.pk):
        assert [membership.number_of(row) for row in (stadt, kita, hort)] == [1, 2, 3]
        actions.membership.number_partners()
        actions.remove_organisation(stadt, by=perle.coordinator)
        new = actions.add_organisation({"name": "Neu"}, by=perle.coordinator)
        assert [membership.number_of(row) for row in (kita, hort, new)] == [2, 3, 4]
        assert MembershipEvent.objects.get(organisation=new).number is None


def test_page_costs_as_many_statements_for_many_as_for_few(perle: Cast, coordinator: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def statements(page: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            coordinator.get(page)
        return len(captured)

    pages = [PAGE, f"{ROOM}erklaerung/", f"{ROOM}antraege/"]
    history(perle)
    few = [statements(page) for page in pages]
    for n in range(20):
        partner(perle, f"Partner {n}", email=f"p{n}@example.org", joined_on=date(2025, 1, 1))
    many = [statements(page) for page in pages]
    assert (many, [count <= 20 for count in many]) == (few, [True] * 3)

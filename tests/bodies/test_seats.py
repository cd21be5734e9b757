"""Who sits in a group, who speaks there, until when; and what happens when a partner leaves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies import actions, tasks
from drehscheibe.work.bodies.models import Body, Seat
from drehscheibe.work.bodies.queries.seats import sittings, terms_ending
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.actions import note_leaving
from drehscheibe.work.partners.models import Organisation, Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish, hidden, said, text_of

LIST = "/arbeit/perle/gruppen/"


@pytest.fixture
def kita(cast: Cast) -> Organisation:
    with scope.alliance(cast.perle.pk):
        return making.partner("Kita", email="kita@example.org", person="Anna Beispiel")


@pytest.fixture
def group(cast: Cast) -> Body:
    with scope.alliance(cast.perle.pk):
        return making.body("AG Kinder", BodyKind.WORKING, lead=cast.group_lead)


def test_many_partners_get_their_seats_at_once(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        made = making.partners(3)
        making.partner("Rat", email="rat@example.org", membership_kind="advisory")
    client = client_of(cast.group_lead)
    keys = [str(one.pk) for one in made]

    answer = client.post(
        f"{LIST}{group.pk}/partner/neu/",
        {"partner": keys, "role": "member", "since": "2026-01-01", "until": "2028-01-01", "appointed_by": "Wahl"},
    )

    assert said(answer) == ["3 Partner sind jetzt dabei."]
    with scope.alliance(cast.perle.pk):
        assert {(s.organisation_id, s.has_vote, s.until, s.appointed_by) for s in Seat.objects.all()} == {
            (one.pk, True, date(2028, 1, 1), "Wahl") for one in made
        }
        assert Entry.objects.get(verb="seat.given").details == {"partners": 3}
        assert actions.give_seats(group, made, by=cast.group_lead) == []


def test_search_makes_the_choice_shorter(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        making.partners(12)

    page = text_of(client_of(cast.group_lead).get(f"{LIST}{group.pk}/partner/neu/?q=010"))

    assert ("Partner 010" in page, "Partner 011" in page) == (True, False)


def test_town_is_represented_by_whom_the_mayor_named(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        deputy = making.partner("Amt", email="amt@example.org", person="Bernd Muster").contacts.get().person
        kita.contacts.create(person=deputy)
        actions.give_seats(group, [kita], by=cast.coordinator)
        anna = Person.objects.get(name="Anna Beispiel")
    client = client_of(cast.group_lead)
    url = f"{LIST}{group.pk}/partner/{kita.pk}/"
    posted = {
        "version": hidden(client.get(url), "version"), "delegate": str(anna.pk), "deputy": str(deputy.pk),
        "role": "chair", "has_vote": "on", "until": "2030-12-31", "appointed_by": "die Bürgermeisterin",
    }  # fmt: skip

    client.post(url, posted)

    page = text_of(client.get(f"{LIST}{group.pk}/"))
    assert (
        "Anna Beispiel · Vertretung: Bernd Muster · Leitung · bis 31. Dezember 2030 · benannt durch: die Bürgermeisterin"
        in page
    )


def test_deputy_is_somebody_else(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        actions.give_seats(group, [kita], by=cast.coordinator)
        anna = str(Person.objects.get(name="Anna Beispiel").pk)
    client = client_of(cast.group_lead)

    page = client.post(
        f"{LIST}{group.pk}/partner/{kita.pk}/", {"version": "1", "delegate": anna, "deputy": anna, "role": "member"}
    )

    assert "Das ist dieselbe Person." in text_of(page)


def test_who_advises_does_not_vote(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        seats = actions.give_seats(group, [kita], values={"role": "advisory", "has_vote": True}, by=cast.coordinator)

        assert [seat.has_vote for seat in seats] == [False]


def test_body_of_everybody_gets_a_row_only_for_what_differs(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        making.partners(2)
        plenum = making.body("Plenum", BodyKind.PLENUM)
        anna = Person.objects.get(name="Anna Beispiel")

        actions.change_seat(plenum, kita, {"delegate": anna, "role": "secretary"}, version=1, by=cast.coordinator)

        found = {row.organisation.name: (str(row.role), row.seat is not None) for row in sittings(plenum)}
        assert found == {
            "Kita": ("secretary", True), "Partner 001": ("member", False), "Partner 002": ("member", False),
        }  # fmt: skip
        actions.end_seat(Seat.objects.get(), on=timezone.localdate(), by=cast.coordinator)
        assert {str(row.role) for row in sittings(plenum)} == {"member"}
        assert len(sittings(plenum)) == 3


def test_ended_seat_stays_in_the_history(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        actions.give_seats(group, [kita], values={"since": date(2020, 1, 1)}, by=cast.coordinator)
    client = client_of(cast.group_lead)

    answer = client.post(f"{LIST}{group.pk}/partner/{kita.pk}/beenden/", {"on": "2026-06-30"})

    assert said(answer) == ["Vermerkt. „Kita“ steht noch bei den Früheren."]
    assert "01.01.2020 bis 30.06.2026 Kita" in text_of(client.get(f"{LIST}{group.pk}/"))
    with scope.alliance(cast.perle.pk):
        assert len(actions.give_seats(group, [kita], by=cast.coordinator)) == 1


def test_others_do_not_touch_a_group(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        other = making.body("AG Alt", BodyKind.WORKING)
        for who, where in ((cast.reader, group), (cast.treasurer, group), (cast.group_lead, other)):
            with pytest.raises(PermissionDenied):
                actions.give_seats(where, [kita], by=who)
        assert not Seat.objects.exists()


def test_former_partner_gets_no_seat(cast: Cast, group: Body) -> None:
    with scope.alliance(cast.perle.pk):
        gone = making.partner("Weg", state="left")
        with pytest.raises(ValidationError, match="nur Partner, die heute dabei sind"):
            actions.give_seats(group, [gone], by=cast.coordinator)


def test_seats_of_a_partner_that_left_end_by_night(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        actions.give_seats(group, [kita], by=cast.coordinator)
        left_on = timezone.localdate() - timedelta(days=3)
        note_leaving(kita, on=left_on, reason="", tell=False, by=cast.coordinator)
        assert sittings(group) == []

    assert (tasks.end_seats_of_former_partners(), tasks.end_seats_of_former_partners()) == (1, 0)

    with scope.alliance(cast.perle.pk):
        assert Seat.objects.get().ended_on == left_on


def test_end_of_a_term_is_told_once(cast: Cast, group: Body, kita: Organisation) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", email="koordination@example.org")
        until = timezone.localdate() + timedelta(days=20)
        far = timezone.localdate() + timedelta(days=400)
        actions.give_seats(group, [kita], values={"until": until}, by=cast.coordinator)
        actions.give_seats(group, making.partners(1), values={"until": far}, by=cast.coordinator)

    assert (tasks.remind_of_terms(), tasks.remind_of_terms()) == (1, 0)

    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get(subject__startswith="Bald zu Ende")
        assert (mail.to_email, "AG Kinder: Kita, bis" in mail.text) == ("koordination@example.org", True)
        assert [seat.organisation for seat in terms_ending()] == [kita]
    assert "Benannt oder gewählt bis" in text_of(client_of(cast.coordinator).get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=kita", ["Kita"]), ("?q=anna", ["Kita"]), ("?aufgabe=chair", ["Rat"]), ("?merkmal=ohne-stimme", ["Rat"])],
)
def test_partners_of_a_group_are_searched(
    cast: Cast, group: Body, kita: Organisation, query: str, found: list[str]
) -> None:
    with scope.alliance(cast.perle.pk):
        rat = making.partner("Rat", email="rat@example.org", membership_kind="advisory")
        actions.give_seats(group, [kita], by=cast.coordinator)
        actions.give_seats(group, [rat], values={"role": "chair"}, by=cast.coordinator)

    page = text_of(client_of(cast.reader).get(f"{LIST}{group.pk}/partner/{query}"))

    assert [name for name in ("Kita", "Rat") if f"{name} Kontakt" in page or f"{name} Anna" in page] == found


def test_file_with_addresses_is_for_who_leads(cast: Cast, group: Body, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        actions.give_seats(group, [kita], by=cast.coordinator)
    url = f"{LIST}{group.pk}/partner/?format=csv"

    table = client_of(cast.group_lead).get(url).content.decode()
    page = client_of(cast.reader).get(url).content.decode()

    assert "Kita;Anna Beispiel;kita@example.org" in table
    assert "kita@example.org" not in page

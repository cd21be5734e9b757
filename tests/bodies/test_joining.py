"""Joining and leaving groups by interest, through one's own page and noted by the team."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies import actions
from drehscheibe.work.bodies.models import Body, JoinWish, Seat
from drehscheibe.work.bodies.queries.personal import open_groups
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation, Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

LIST = "/arbeit/perle/gruppen/"


@pytest.fixture
def kita(cast: Cast) -> Organisation:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", email="koordination@example.org")
        return making.partner("Kita", email="kita@example.org", person="Anna Beispiel")


def page_of(cast: Cast, email: str = "kita@example.org") -> tuple[Link, str]:
    with scope.alliance(cast.perle.pk):
        person = Person.objects.get(email=email)
        return links.issue(
            purpose=PAGE_PURPOSE, subject_id=person.pk, recipient=email, recipient_name=person.name,
            lifetime=timedelta(days=1),
        )  # fmt: skip


def group(cast: Cast, name: str = "AG Kinder", **values: object) -> Body:
    with scope.alliance(cast.perle.pk):
        return making.body(name, BodyKind.WORKING, lead=cast.group_lead, **values)


def mails(cast: Cast) -> dict[str, str]:
    with scope.alliance(cast.perle.pk):
        return dict(Mail.objects.values_list("to_email", "subject"))


def ask(token: str, body: Body, partner: Organisation, **more: str) -> str:
    """Press a button on the page of groups and return what the next page says."""
    answer = Client().post(
        f"/link/meine-seite/{token}/gruppen/",
        {"gruppe": str(body.pk), "fuer": str(partner.pk), "tun": "mitmachen", **more},
        headers=FROM_OUR_PAGE,
        follow=True,
    )
    return text_of(answer)  # type: ignore[arg-type]  # a response of the test client


def test_open_group_takes_in_whoever_presses_the_button(cast: Cast, kita: Organisation) -> None:
    body = group(cast, is_joinable=True)
    _link, token = page_of(cast)

    said_twice = [ask(token, body, kita), ask(token, body, kita)]

    assert all("Sie sind dabei: „AG Kinder“." in page for page in said_twice)
    subject = "„Kita“ macht mit bei „AG Kinder“"
    assert mails(cast) == {"koordination@example.org": subject, cast.group_lead.user.email: subject}
    with scope.alliance(cast.perle.pk):
        seat = Seat.objects.get()
        assert (seat.organisation, seat.delegate.name) == (kita, "Anna Beispiel")  # type: ignore[union-attr]  # just made
        assert Entry.objects.get(verb="seat.given").actor_kind == "link"


def test_looking_at_the_page_joins_nothing(cast: Cast, kita: Organisation) -> None:
    body = group(cast, is_joinable=True)
    _link, token = page_of(cast)

    page = text_of(Client().get(f"/link/meine-seite/{token}/gruppen/?getan=dabei&gruppe={body.pk}"))

    assert "Hier können Sie mitmachen" in page and "Sie sind dabei" not in page
    with scope.alliance(cast.perle.pk):
        assert not Seat.objects.exists()


def test_other_group_is_asked_and_answers_by_mail(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    _link, token = page_of(cast)

    page = ask(token, body, kita, text="Wir bauen gern.")
    with scope.alliance(cast.perle.pk):
        wish = JoinWish.objects.get()
        assert not Seat.objects.exists()
    waiting = text_of(client_of(cast.group_lead).get(f"{LIST}wuensche/"))
    answer = client_of(cast.group_lead).post(f"{LIST}wuensche/{wish.pk}/aufnehmen/", {"text": "Bis Montag!"})

    assert "Ihr Wunsch, bei „AG Kinder“ mitzumachen, ist bei der Koordination." in page
    assert "Wir bauen gern." in waiting
    assert said(answer) == ["Aufgenommen. Anna Beispiel bekommt eine E-Mail."]
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get(to_email="kita@example.org")
        assert (mail.subject, "Bis Montag!" in mail.text, f"/gruppe/{body.pk}/" in mail.text) == (
            "Willkommen in der Gruppe „AG Kinder“", True, True,
        )  # fmt: skip
        assert Seat.objects.get().organisation == kita


def test_declined_wish_is_answered_once(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    link, _token = page_of(cast)
    with scope.alliance(cast.perle.pk):
        wish = actions.join(body, kita, person=Person.objects.get(email="kita@example.org"), by=link)
        assert isinstance(wish, JoinWish)
        actions.decline_wish(wish, text="Gerade sind wir voll.", by=cast.group_lead)
        with pytest.raises(ValidationError, match="Darauf hat schon jemand geantwortet"):
            actions.accept_wish(wish, by=cast.coordinator)

        assert not Seat.objects.exists()
        assert "Gerade sind wir voll." in Mail.objects.get(to_email="kita@example.org").text


def test_partner_leaves_a_group_and_the_team_knows(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    with scope.alliance(cast.perle.pk):
        actions.give_seats(body, [kita], by=cast.coordinator)
    _link, token = page_of(cast)

    page = ask(token, body, kita, tun="gehen")

    assert "Sie machen bei „AG Kinder“ nicht mehr mit." in page
    assert mails(cast)["koordination@example.org"] == "„Kita“ macht nicht mehr mit bei „AG Kinder“"
    with scope.alliance(cast.perle.pk):
        assert Seat.objects.get().ended_on is not None


def test_link_joins_for_nobody_else(cast: Cast, kita: Organisation) -> None:
    body = group(cast, is_joinable=True)
    link, token = page_of(cast)
    with scope.alliance(cast.perle.pk):
        other = making.partner("Verein", email="verein@example.org")
        with pytest.raises(PermissionDenied):
            actions.join(body, other, person=None, by=link)

    answer = Client().post(
        f"/link/meine-seite/{token}/gruppen/",
        {"gruppe": str(body.pk), "fuer": str(other.pk), "tun": "mitmachen"},
        headers=FROM_OUR_PAGE,
    )

    assert answer.status_code == 404
    with scope.alliance(cast.perle.pk):
        assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": BodyKind.STEERING, "is_joinable": False}, "In diese Gruppe wird man gewählt oder benannt."),
        ({"has_everyone": True}, "In diese Gruppe wird man gewählt oder benannt."),
        ({"closed_on": "2026-01-01"}, "Diese Gruppe gibt es nicht mehr."),
    ],
)
def test_some_groups_cannot_be_asked_for(cast: Cast, kita: Organisation, values: dict[str, object], words: str) -> None:
    body = group(cast)
    with scope.alliance(cast.perle.pk):
        Body.objects.filter(pk=body.pk).update(**values)
    _link, token = page_of(cast)

    assert words in ask(token, body, kita)


def test_while_practising_nothing_is_saved(cast: Cast, kita: Organisation) -> None:
    body = group(cast, is_joinable=True)
    _link, token = page_of(cast)
    cast.perle.is_live = False
    cast.perle.save()

    page = ask(token, body, kita)

    assert "Übung: Das wäre jetzt geschehen." in page
    with scope.alliance(cast.perle.pk):
        assert not Seat.objects.exists()


def test_wish_told_on_the_phone_is_noted(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    client = client_of(cast.coordinator)

    answer = client.post(f"{LIST}{body.pk}/wunsch/", {"partner": str(kita.pk), "text": "Rief an."})

    assert said(answer) == ["Der Wunsch ist notiert."]
    assert "ein Partner möchte mitmachen" in text_of(client.get(LIST))
    assert mails(cast) == {}


def test_taking_a_partner_in_answers_its_wish(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    with scope.alliance(cast.perle.pk):
        actions.wish_to_join(body, kita, person=None, by=cast.coordinator)
        actions.give_seats(body, [kita], by=cast.coordinator)

        assert JoinWish.objects.get().state == "accepted"


def test_lead_answers_only_for_her_own_group(cast: Cast, kita: Organisation) -> None:
    with scope.alliance(cast.perle.pk):
        other = making.body("AG Alt", BodyKind.WORKING)
        wish = actions.wish_to_join(other, kita, person=None, by=cast.coordinator)
    client = client_of(cast.group_lead)

    assert "AG Alt" not in text_of(client.get(f"{LIST}wuensche/"))
    assert client.post(f"{LIST}wuensche/{wish.pk}/aufnehmen/", {"text": ""}).status_code == 403
    with scope.alliance(cast.perle.pk):
        assert JoinWish.objects.get().state == "new"


def test_personal_page_leads_to_the_groups(cast: Cast, kita: Organisation) -> None:
    body = group(cast)
    group(cast, "AG Alt", is_joinable=True)
    with scope.alliance(cast.perle.pk):
        anna = Person.objects.get(email="kita@example.org")
        actions.give_seats(body, [kita], by=cast.coordinator)

        things = open_groups(anna, page_token="1.x.y")

    assert [(thing.title, thing.text, thing.url) for thing in things] == [
        (
            "Ihre Gruppen: AG Kinder",
            "Bei einer Gruppe können Sie mitmachen.",
            "/link/meine-seite/1.x.y/gruppen/",
        )
    ]

"""The operator's list of alliances, and inviting a coordinator from it."""

import pytest
from django.test import Client

from drehscheibe.ground.accounts.models import Invitation
from drehscheibe.ground.audit import queries as audit
from drehscheibe.ground.instance import actions as instance
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.outbox.models import InstanceMail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from tests.conftest import Cast
from tests.rooms import client_of, text_of

PAGE = "/betrieb/buendnisse/perle/koordination/"
NEW = {"name": "Nele Neu", "email": "nele@example.org"}


@pytest.fixture
def operator(cast: Cast) -> Client:
    return client_of(cast.operator)


def test_list_shows_names_and_states_only(operator: Client, cast: Cast) -> None:
    page = text_of(operator.get("/betrieb/buendnisse/"))
    assert ("Bündnis Grimm grimm verschickt E-Mails" in page, "Bündnis Still still nur verzeichnet" in page) == (
        True, True,
    )  # fmt: skip
    assert cast.coordinator.user.email not in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "gri"}, ["Bündnis Grimm"]),
        ({"stand": "verzeichnet"}, ["Bündnis Still"]),
        ({"stand": "uebung"}, []),
        ({"stand": "live", "sortierung": "neu"}, ["Bündnis Grimm", "Bündnis Perle"]),
        ({"stand": "quatsch"}, ["Bündnis Grimm", "Bündnis Perle", "Bündnis Still"]),
    ],
)
def test_list_is_searched_filtered_and_sorted(operator: Client, asked: dict[str, str], names: list[str]) -> None:
    csv = operator.get("/betrieb/buendnisse/", {**asked, "format": "csv"}).content.decode("utf-8-sig")
    shown = [row[0] for row in operator.get("/betrieb/buendnisse/", asked).context["rows"]]
    assert (shown, [line.split(";")[0] for line in csv.splitlines()[1:]]) == (names, sorted(names))


def test_coordinator_is_invited_after_the_last_one_is_gone(operator: Client, cast: Cast) -> None:
    asked = text_of(operator.get(PAGE))
    without_reason = text_of(operator.post(PAGE, NEW))
    page = text_of(operator.post(PAGE, {**NEW, "reason": "gone"}))
    with scope.alliance(cast.perle.pk):
        [invitation] = Invitation.objects.all()
        log = [line.sentence for line in audit.told(audit.entries())]
    assert ("Warum lädt der Betrieb ein?" in asked, "Warum lädt der Betrieb ein? – Bitte" in without_reason) == (
        True,
        True,
    )
    assert (invitation.roles, invitation.email, "/link/einladung/" in page) == (
        ["coordination"],
        "nele@example.org",
        True,
    )
    assert log == ["Der Betrieb hat eine neue Koordination eingeladen, weil die bisherige nicht mehr da ist."]


def test_first_coordinator_needs_no_reason(operator: Client) -> None:
    Alliance.objects.filter(slug="still").update(is_tended=True)
    page = "/betrieb/buendnisse/still/koordination/"
    asked = text_of(operator.get(page))
    operator.post(page, NEW)
    waiting = text_of(operator.get(page))
    assert ("noch keine Koordination" in asked, "Warum" in asked, "ohne Antwort: nele@example.org." in waiting) == (
        True, False, True,
    )  # fmt: skip


def test_link_is_shown_to_hand_over_while_mail_is_not_proved(operator: Client, cast: Cast) -> None:
    before = text_of(operator.post(PAGE, {**NEW, "reason": "asked"}))
    instance.note_mail_test(MailFinding.TAKEN, by=Machine("test"))
    after = text_of(operator.post(PAGE, {**NEW, "reason": "asked"}))
    assert ("Geben Sie den Link besser selbst weiter." in before, "ist unterwegs" in after) == (True, True)
    assert InstanceMail.objects.filter(to_email="nele@example.org").count() == 2


def test_coordinator_who_is_there_cannot_be_invited_again(operator: Client) -> None:
    page = text_of(operator.post(PAGE, {"name": "K", "email": "koordination@example.org", "reason": "asked"}))
    assert "Diese Person koordiniert das Bündnis schon." in page


def test_listed_alliance_has_nobody_to_invite(operator: Client) -> None:
    assert operator.get("/betrieb/buendnisse/still/koordination/").status_code == 404

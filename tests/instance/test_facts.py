"""Who answers for the instance: from the environment, else from the set-up page, shown at once and everywhere."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from drehscheibe.ground.alliances import public
from drehscheibe.ground.instance import actions, queries
from drehscheibe.ground.instance.models import Instance
from drehscheibe.ground.instance.vocabulary import MailFinding
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.kit.conflicts import ChangedMeanwhile
from tests.conftest import Cast
from tests.rooms import client_of, furnish, text_of

pytestmark = pytest.mark.django_db

TESTER = Machine("test")
FACTS = {"name": "Stadt Musterstadt", "address": "Marktplatz 1, 12345 Musterstadt", "email": "stadt@example.org"}


def _facts() -> tuple[str, str, str, str, str]:
    found = queries.operator()
    return found.name, found.address, found.email, found.phone, found.privacy_contact


def test_before_set_up_only_an_address_is_known() -> None:
    assert _facts() == ("", "", "betrieb@localhost", "", "betrieb@localhost")


def test_set_up_page_fills_what_the_environment_leaves_open() -> None:
    actions.set_up(FACTS, by=TESTER)
    with override_settings(OPERATOR_NAME="Landkreis Prignitz", OPERATOR_PHONE="03876 1"):
        assert _facts() == (
            "Landkreis Prignitz", "Marktplatz 1, 12345 Musterstadt", "stadt@example.org", "03876 1", "stadt@example.org",
        )  # fmt: skip


def test_instance_is_set_up_once() -> None:
    actions.set_up(FACTS, by=TESTER)
    with pytest.raises(ValidationError, match="schon eingerichtet"):
        actions.set_up({**FACTS, "name": "Jemand anders"}, by=TESTER)
    assert Instance.objects.get().name == "Stadt Musterstadt"


def test_facts_changed_meanwhile_are_not_overwritten() -> None:
    opened = actions.set_up(FACTS, by=TESTER)
    actions.save_facts({"phone": "03876 1"}, version=opened.version, by=TESTER)
    with pytest.raises(ChangedMeanwhile):
        actions.save_facts({"phone": "03876 2"}, version=opened.version, by=TESTER)
    assert Instance.objects.get().phone == "03876 1"


def test_only_the_operator_changes_the_facts(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.save_facts(FACTS, version=1, by=cast.coordinator)  # type: ignore[arg-type]  # what is refused
    assert actions.save_facts(FACTS, version=1, by=cast.operator).email == "stadt@example.org"


def test_operator_who_left_changes_nothing(cast: Cast) -> None:
    cast.operator.is_active = False
    with pytest.raises(PermissionDenied):
        actions.note_mail_test(MailFinding.TAKEN, by=cast.operator)


@pytest.mark.parametrize("address", ["/impressum/", "/datenschutz/", "/buendnisse/perle/impressum/", "/en/impressum/"])
def test_change_shows_on_the_next_request(cast: Cast, address: str) -> None:
    furnish(cast.perle, published=True)
    before = text_of(Client().get(address))
    actions.save_facts(FACTS, version=1, by=TESTER)
    assert ("Stadt Musterstadt" in before, "Stadt Musterstadt" in text_of(Client().get(address))) == (False, True)


def test_unchanged_legal_notice_costs_one_statement() -> None:
    Client().get("/impressum/")
    with CaptureQueriesContext(connection) as caught:
        Client().get("/impressum/")
    assert len(caught) == 1


def test_chosen_alliance_stands_at_the_start_page(cast: Cast) -> None:
    furnish(cast.perle, published=True)
    portal = text_of(Client().get("/"))
    actions.show_only(cast.perle, by=TESTER)
    alone = text_of(Client().get("/"))
    actions.show_only(None, by=TESTER)
    with scope.published():
        assert public.the_only_one() is None
    assert ("Wir sind für Familien da." in alone, "Bündnis finden" in portal, text_of(Client().get("/"))) == (
        True, True, portal,
    )  # fmt: skip


# The operator's page and command


def test_page_saves_and_shows_what_the_environment_fixes(cast: Cast) -> None:
    client = client_of(cast.operator)
    with override_settings(OPERATOR_PHONE="03876 1"):
        page = text_of(client.get("/betrieb/angaben/"))
        answer = client.post("/betrieb/angaben/", {**FACTS, "version": "1"})
    assert ("Telefon (OPERATOR_PHONE) 03876 1" in page, answer.headers["Location"]) == (True, "/betrieb/angaben/")
    assert (Instance.objects.get().name, "Stadt Musterstadt" in text_of(Client().get("/impressum/"))) == (
        "Stadt Musterstadt", True,
    )  # fmt: skip


def test_two_operators_see_each_others_words(cast: Cast) -> None:
    actions.set_up(FACTS, by=TESTER)
    page = text_of(client_of(cast.operator).post("/betrieb/angaben/", {**FACTS, "name": "Anders", "version": "1"}))
    assert ("Stadt Musterstadt" in page, Instance.objects.get().name) == (True, "Stadt Musterstadt")


def test_command_shows_and_changes(cast: Cast) -> None:
    out = StringIO()
    call_command("operator_facts", "--name", "Stadt Musterstadt", "--only", "perle", stdout=out)
    assert out.getvalue().splitlines()[0] == "name: Stadt Musterstadt"
    assert Instance.objects.get().only_alliance == cast.perle
    call_command("operator_facts", "--portal", stdout=StringIO())
    assert (Instance.objects.get().only_alliance, Instance.objects.get().name) == (None, "Stadt Musterstadt")


@pytest.mark.parametrize(
    ("words", "reason"), [(["--only", "nirgends"], "gibt es nicht"), (["--email", "keine"], "E-Mail-Adresse")]
)
def test_command_says_what_is_wrong(cast: Cast, words: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("operator_facts", *words, stdout=StringIO())

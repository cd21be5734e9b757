"""What the operator does on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.imports import load_shipped

pytestmark = pytest.mark.django_db

OPERATOR = Machine("operator")


def _create(**options: object) -> str:
    out = StringIO()
    given = {
        "name": "Bündnis für Familie Pritzwalk",
        "place": "Pritzwalk",
        "sentence": "Wir halten zusammen.",
        **options,
    }
    call_command("create_alliance", stdout=out, **given)
    return out.getvalue()


def test_create_alliance_needs_place_name_and_sentence_only() -> None:
    load_shipped()
    _create()
    alliance = Alliance.objects.get(slug="pritzwalk")
    with scope.alliance(alliance.pk):
        draft = queries.draft()
    assert (draft.name, draft.place, draft.contact_points[0].role, alliance.is_tended) == (
        "Bündnis für Familie Pritzwalk", "Pritzwalk", "Koordination", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"slug": "arbeit"}, "reserviert"),
        ({"slug": "Groß!"}, "kleine Buchstaben"),
        ({"place": "Atlantis"}, "kennt das Verzeichnis nicht"),
        ({"place": "19348"}, "kann mehreres heißen"),
    ],
)
def test_create_alliance_refuses_with_a_sentence(options: dict[str, str], sentence: str) -> None:
    load_shipped()
    with pytest.raises(CommandError, match=sentence):
        _create(**options)
    assert Alliance.objects.count() == 0


def test_create_alliance_refuses_a_taken_address() -> None:
    load_shipped()
    _create()
    with pytest.raises(CommandError, match="gehört schon"):
        _create()


def test_tend_alliance_opens_the_contact_form(client: Client) -> None:
    load_shipped()
    _create(listed=True)
    alliance = Alliance.objects.get(slug="pritzwalk")
    with scope.alliance(alliance.pk):
        actions.publish(alliance, by=OPERATOR)
    before = client.get("/buendnisse/pritzwalk/kontakt/").status_code
    call_command("tend_alliance", "pritzwalk", stdout=StringIO())
    assert (before, client.get("/buendnisse/pritzwalk/kontakt/").status_code) == (404, 200)

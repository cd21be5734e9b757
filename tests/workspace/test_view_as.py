"""The rooms through the eyes of another role."""

import pytest
from django.test import Client

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.plans.models import Project
from tests.conftest import Cast
from tests.rooms import client_of, text_of

from .conftest import ROOM
from .test_home import menu

AS = f"{ROOM}ansehen-als/"


def test_rooms_look_as_the_role_sees_them(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        Project.objects.create(title="Lesepaten")

    coordinator.post(AS, {"rolle": "treasury"})

    assert menu(coordinator) == menu(client_of(cast.treasurer)) == ["Heute", "Profil", "Projekte"]
    assert "Sie sehen die Räume als „Kasse“." in coordinator.get(ROOM).content.decode()


def test_nothing_can_be_changed_or_opened_beyond_the_role(coordinator: Client, cast: Cast) -> None:
    coordinator.post(AS, {"rolle": "deputy"})

    refused = coordinator.post(f"{ROOM}projekte/neu/", {"title": "Heimlich", "audience": "public", "version": "1"})
    closed = coordinator.get(f"{ROOM}leute/")

    assert (refused.status_code, closed.status_code) == (403, 403)
    assert "Sie sehen die Räume gerade als „Vertretung“." in text_of(closed)
    assert f'href="{AS}"' in closed.content.decode()
    with scope.alliance(cast.perle.pk):
        assert not Project.objects.exists()


def test_looking_ends_with_one_button(coordinator: Client) -> None:
    coordinator.post(AS, {"rolle": "reader"})
    coordinator.post(AS, {"beenden": "1"})

    assert "Einstellungen" in menu(coordinator)


@pytest.mark.parametrize("role", ["coordination", "chef", ""])
def test_unknown_and_higher_roles_are_not_put_on(coordinator: Client, role: str) -> None:
    coordinator.post(AS, {"rolle": role})

    assert "Sie sehen die Räume als" not in coordinator.get(ROOM).content.decode()


def test_nobody_else_may_look_as_another(cast: Cast, coordinator: Client) -> None:
    deputy = client_of(cast.deputy)

    assert (deputy.get(AS).status_code, deputy.post(AS, {"rolle": "reader"}).status_code) == (403, 403)


def test_role_of_one_alliance_is_not_put_on_in_another(coordinator: Client, cast: Cast) -> None:
    with scope.alliance(cast.grimm.pk):
        type(cast.reader).objects.create(user=cast.coordinator.user, name="Auch hier", roles=["coordination"])
    coordinator.post(AS, {"rolle": "reader"})

    assert "Sie sehen die Räume als" not in coordinator.get("/arbeit/grimm/").content.decode()

"""Pages for what went wrong."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from drehscheibe.config import errors
from tests.conftest import Cast
from tests.rooms import client_of, text_of

from .conftest import ROOM


def test_missing_right_is_told_with_who_can_help(coordinator: Client, cast: Cast) -> None:
    page = client_of(cast.reader).get(f"{ROOM}leute/")
    assert page.status_code == 403
    assert "Dafür fehlt Ihnen eine Rolle. Die Koordination Ihres Bündnisses kann sie Ihnen geben." in text_of(page)


def test_nothing_here_looks_the_same_for_members_and_outsiders(coordinator: Client, cast: Cast) -> None:
    here = coordinator.get(f"{ROOM}gibt/es/nicht/")
    there = client_of(cast.outsider).get(f"{ROOM}profil/")
    assert (here.status_code, here.content) == (404, there.content)


def test_portal_answers_for_its_own_addresses(db: None) -> None:
    page = Client().get("/gibt-es-nicht/")
    assert page.status_code == 404
    assert "/buendnisse/" in page.content.decode()


@pytest.mark.django_db
def test_broken_page_needs_no_database(django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/arbeit/perle/")
    with django_assert_num_queries(0):
        page = errors.broken(request)
    assert page.status_code == 500
    assert "Das liegt an uns, nicht an Ihnen." in text_of(page)

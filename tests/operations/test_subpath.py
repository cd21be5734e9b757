"""An instance below a path of a host: nothing leads out of it, and at the root nothing is different."""

import ast
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client
from django.urls import get_script_prefix, reverse

from drehscheibe.config import env
from drehscheibe.ground.accounts.mails import link_address
from drehscheibe.ground.tenancy.models import FormerSlug
from drehscheibe.kit.addresses import absolute, local
from drehscheibe.kit.subpath import below
from tests.architecture.examples import EXAMPLES, Example, furnish
from tests.architecture.house import SOURCE, parsed, python_files, short, templates
from tests.architecture.matrix import _fill, missing_examples
from tests.architecture.routes import Route, all_routes
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE

from .subpath import ORIGIN, PATH, BelowClient, site_below, strays

PASSWORD = "passwort-passwort"
# Sample links of the style guide lead nowhere on purpose; the sample of a mail reader stands in for other hosts.
_NOT_WALKED = {"styleguide", "workspace_nowhere"}


@pytest.fixture
def inside(cast: Cast, settings: Any) -> Iterator[Cast]:
    """The cast with two published alliances, on an instance below /familie."""
    with site_below(settings):
        furnish(cast.perle)
        furnish(cast.grimm)
        yield cast


def _client_of(person: Any) -> BelowClient:
    client = BelowClient()
    client.force_login(person.user)
    return client


def _asker(cast: Cast, route: Route) -> Any:
    beside = {"office": cast.office, "operator": cast.operator}
    return beside.get(route.door.name if route.door else "", cast.coordinator)


def _page(cast: Cast, route: Route, clients: dict[Any, BelowClient]) -> list[str]:
    """Return what leads out of a page; its example rows are gone afterwards, as in the matrix."""
    with transaction.atomic():
        parts = _fill(EXAMPLES.get(route.name, Example()), cast.perle)
        if route.door and route.door.name == "workspace":
            parts = {"slug": cast.perle.slug, **parts}
        who = _asker(cast, route)
        found = strays(clients[who.pk, type(who)].get(reverse(route.name, kwargs=parts)))
        transaction.set_rollback(True)
    return [f"{route.name}: {stray}" for stray in found]


@pytest.mark.django_db
def test_no_page_leads_out_of_the_path(inside: Cast) -> None:
    people = (inside.coordinator, inside.office, inside.operator)
    clients = {(who.pk, type(who)): _client_of(who) for who in people}
    left_out = {*_NOT_WALKED, *missing_examples()}  # what lacks an example is found by the matrix
    routes = [route for route in all_routes() if route.name not in left_out]
    logging.disable(logging.ERROR)  # some pages answer 404: nobody has set up a second factor
    try:
        assert [stray for route in routes for stray in _page(inside, route, clients)] == []
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    "address", ["/en/", "/uk/buendnisse/", "/buendnisse/gibt-es-nicht/", "/arbeit/gibt-es-nicht/", "/b/0/"]
)
def test_other_languages_and_notices_stay_inside(inside: Cast, address: str) -> None:
    assert strays(BelowClient().get(PATH + address)) == []


def test_login_leads_to_the_rooms_and_logout_to_the_start(inside: Cast) -> None:
    client, room = BelowClient(), f"{PATH}/arbeit/perle/"
    refused = client.get(room)
    login = client.post(refused.url, {"login": "koordination@example.org", "password": PASSWORD})
    entered = client.get(room)
    left = client.post(reverse("account_logout"))
    assert (refused.url, login.url) == (f"{PATH}/konto/anmelden/?next={PATH}/arbeit/perle/", room)
    assert (entered.status_code, strays(entered), strays(login)) == (200, [], [])
    assert left.url == f"{PATH}/"


def test_former_addresses_lead_on_inside(inside: Cast) -> None:
    # An alliance whose former address is the word that the path begins with.
    FormerSlug.objects.create(slug="familie", alliance=inside.perle)
    site = BelowClient().get(f"{PATH}/en/buendnisse/familie/kontakt/")
    room = _client_of(inside.coordinator).get(f"{PATH}/arbeit/familie/profil/?x=1")
    assert (site.url, room.url) == (f"{PATH}/en/buendnisse/perle/kontakt/", f"{PATH}/arbeit/perle/profil/?x=1")


def test_public_form_is_taken_inside(inside: Cast) -> None:
    page = reverse("alliance_contact", args=["perle"])
    shown = BelowClient().get(page).content.decode()
    stamp = shown.split('name="stamp" value="')[1].split('"')[0]
    words = {
        "kind": "citizen",
        "sender_name": "Ada",
        "sender_email": "ada@example.org",
        "text": "Wann trefft ihr euch?",
        "stamp": stamp,
    }
    answer = BelowClient().post(page, words, headers=FROM_OUR_PAGE)
    assert (answer.status_code, strays(answer)) == (303, [])


def test_form_whose_session_is_over_is_handed_back_inside(inside: Cast) -> None:
    page = reverse("workspace_profile_part", args=["perle", "name"])
    answer = BelowClient().post(page, {"name": "Ein langer Name für ein Bündnis"})
    assert (answer.status_code, "Ein langer Name" in answer.content.decode(), strays(answer)) == (403, True, [])


# Where an address stands as text, and why that is right there.
_ADDRESS_AS_TEXT = {
    "config/errors.py": "compared with path_info, which has no path of the host in it",
    "frames/workspace/middleware.py": "the same; its cookie gets a local address",
    "frames/portal/frame.py": "German addresses, made local by prefix()",
    "frames/portal/views/start.py": "the same",
    "frames/portal/views/finder.py": "the same",
    "frames/portal/views/regions.py": "the same",
    "frames/portal/views/machines.py": "the same",
    "ground/instance/frame.py": "made local, and compared with path_info, in the same function",
    "kit/ui/samples.py": "sample links of the style guide",
}
_MAKES_IT_LOCAL = {"local", "german_address", "resolve", "startswith", "replace", "removeprefix", "split"}


def _addresses_as_text(file: Path) -> Iterator[str]:
    """Yield the texts in a file that begin like an address of the site and are not made local where they stand."""
    tree, words = parsed(file), {route.literal_words[0] for route in all_routes()} - {""}
    inside = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).rsplit(".", 1)[-1] in _MAKES_IT_LOCAL
        for part in ast.walk(call)
    }
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | documentation:
            first = node.value[1:].split("/", 1)[0]
            if node.value.startswith("/") and first in words:
                yield node.value


def test_source_writes_no_address_by_hand() -> None:
    """Use reverse(), or local() for a route of an upper app; absolute() around them makes the whole address."""
    found = {
        file.relative_to(SOURCE).as_posix(): texts
        for file in python_files("src")
        if (texts := list(_addresses_as_text(file))) and file.relative_to(SOURCE).as_posix() not in _ADDRESS_AS_TEXT
    }
    assert found == {}


def test_templates_write_no_address_by_hand() -> None:
    """Use {% url %}, or {{ '/buendnisse/'|local }} for a route of an upper app."""
    by_hand = re.compile(r"""\b(?:href|src|action)=["']/[^"']*""")
    assert {short(f): found for f in templates() if (found := by_hand.findall(f.read_text("utf-8")))} == {}


def test_whole_addresses_are_made_in_one_place() -> None:
    """`settings.SITE_URL` before an address from reverse() would name the path of the host twice."""
    twice = re.compile(r"settings\.SITE_URL\s*\+|\{settings\.SITE_URL\}/|build_absolute_uri\(")
    assert [short(f) for f in python_files("src") if twice.search(f.read_text("utf-8"))] == []


def test_mails_name_the_whole_address(inside: Cast) -> None:
    assert link_address("abc") == f"{ORIGIN}{PATH}/link/einladung/abc/"
    assert absolute(local("/")) == f"{ORIGIN}{PATH}/"


def test_kept_pages_are_answered_inside(inside: Cast) -> None:
    client, page = BelowClient(), reverse("alliance", args=["perle"])
    tag = client.get(page).headers["ETag"]
    again = client.get(page, headers={"if-none-match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)


def test_other_words_that_begin_like_the_path_are_no_part_of_it() -> None:
    asked: list[str] = []
    site = below(lambda environ, _start: asked.append(environ["PATH_INFO"]) or [], path=PATH)  # type: ignore[func-returns-value]  # notes and answers nothing
    for path in ("/familie", "/familie/", "/familie/buendnisse/familie/", "/familienfest/", "/healthz"):
        site({"PATH_INFO": path}, print)
    assert asked == ["/", "/", "/buendnisse/familie/", "/familienfest/", "/healthz"]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://familie.example.org", ("https://familie.example.org", "")),
        ("http://localhost:8000", ("http://localhost:8000", "")),
        ("https://stadt.example.org/leben/familie", ("https://stadt.example.org", "/leben/familie")),
    ],
)
def test_site_address_is_split(address: str, parts: tuple[str, str]) -> None:
    assert env.origin_and_path(address) == parts


@pytest.mark.parametrize(
    "address", ["https://stadt.example.org/f?x=1", "https://a.example/ä b", "https://a.example//x"]
)
def test_address_that_is_none_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL=.* ist keine Adresse, unter der"):
        env.origin_and_path(address)


def test_nothing_of_a_path_is_left_at_the_root(cast: Cast) -> None:
    furnish(cast.perle)
    pages = ["/", "/buendnisse/", "/buendnisse/perle/", "/konto/anmelden/"]
    text = "".join(Client().get(page).content.decode() for page in pages)
    assert (get_script_prefix(), PATH in text, "//static" in text) == ("/", False, False)

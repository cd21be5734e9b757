"""docs/coverage.md is the table of these tests: every address shows its value."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from drehscheibe.ground.accounts.models import User
from tests.demo.loaded import demo_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"
COORDINATION = "koordination.musterstadt@example.org"
ROWS = [
    tuple(cell.strip() for cell in line.strip("|\n ").split(" | "))
    for line in TABLE.read_text("utf-8").splitlines()
    if re.match(r"\| \d{3}-\d\d ", line)
]
DUE = {
    *(f"000-{n:02}" for n in range(1, 34)),
    *(f"001-{n:02}" for n in (1, 2, 4, 24)),
    *(f"002-{n:02}" for n in (*range(1, 9), *range(11, 15), 22, 28, 34)),
    *(f"003-{n:02}" for n in (*range(1, 31), 32, *range(35, 53), *range(57, 69), *range(71, 74))),
    *(f"004-{n:02}" for n in range(1, 34)),
}


@pytest.fixture(scope="module")
def demo_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """The demo, loaded once for all rows and rolled back at the end; rooms are seen by their coordinator."""
    with demo_in(django_db_blocker):
        site = Client()
        site.force_login(User.objects.get(email=COORDINATION))
        yield site


def _words(site: Client, address: str) -> str:
    page = site.get(address, follow=True).content.decode()
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize(("row", "what", "address", "value"), ROWS, ids=[f"{r[0]}-{n}" for n, r in enumerate(ROWS)])
def test_address_shows_the_value_of_its_row(demo_site: Client, row: str, what: str, address: str, value: str) -> None:
    assert value in _words(demo_site, address)


@pytest.mark.xdist_group("demo")
def test_logo_has_a_text_for_those_who_do_not_see_it(demo_site: Client) -> None:
    page = demo_site.get("/buendnisse/musterstadt/").content.decode()
    logo = re.search(r'<img class="brand__logo" src="([^"]+)" alt="([^"]+)"', page)
    assert logo is not None
    assert demo_site.get(logo[1]).headers["Content-Type"] == "image/png"


def test_every_due_row_is_in_the_table() -> None:
    assert {row[0] for row in ROWS} | {"004-02"} == DUE

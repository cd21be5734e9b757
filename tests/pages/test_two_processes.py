"""A change shows on the next request in every process; no page sets a cookie; the policy never varies.

Two web processes of one instance, one publishing command, and real requests between them.
"""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outbox.instance import Instance, engines, fresh_instance, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("two_processes")]

PLACES = """
from drehscheibe.ground.territories.actions import Plan, write
from drehscheibe.ground.territories.rules import Entry
write(Plan(entries=[
    Entry("12", "land", "Brandenburg", slug="brandenburg"),
    Entry("12070", "kreis", "Landkreis Prignitz", parent="12", slug="prignitz"),
    Entry("12070316", "gemeinde", "Pritzwalk", parent="12070", latitude=53.15, longitude=12.18),
    Entry("12070241", "gemeinde", "Meyenburg", parent="12070", latitude=53.32, longitude=12.24),
]))
"""
PUBLISH = """
from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Alliance
alliance, by = Alliance.objects.get(slug="{slug}"), Machine("test")
with scope.alliance(alliance.pk):
    profile = queries.profile()
    actions.save_profile(profile, {{"summary": "{summary}"}}, version=profile.version, by=by)
    actions.publish(alliance, by=by)
"""


class Web:
    """One web process of an instance."""

    def __init__(self, instance: Instance) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        instance.start(
            "-m", "gunicorn", "drehscheibe.config.wsgi", "-b", f"127.0.0.1:{self.port}", "--no-control-socket"
        )
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def get(self, address: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", address, headers={"Host": "localhost", **headers})
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response.status, response.headers, body


@pytest.fixture(scope="module", params=engines())
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Instance, Web, Web]]:
    """Two tended alliances, published, and two web processes that serve them."""
    folder = tmp_path_factory.mktemp("two")
    with fresh_instance(Path(folder), request.param, warm=True) as instance:
        instance.run("manage.py", "collectstatic", "--noinput", "-v0")
        instance.run("manage.py", "shell", "-v0", "-c", PLACES)
        for place in ("Pritzwalk", "Meyenburg"):
            words = ("--name", f"Bündnis {place}", "--place", place, "--sentence", "Am Anfang.")
            instance.run("manage.py", "create_alliance", *words)
            publish(instance, place.lower(), "Am Anfang.")
        yield instance, Web(instance), Web(instance)


def publish(instance: Instance, slug: str, summary: str) -> None:
    instance.run("manage.py", "shell", "-v0", "-c", PUBLISH.format(slug=slug, summary=summary))


@pytest.mark.parametrize("address", ["/buendnisse/pritzwalk/", "/buendnisse/", "/", "/kreis/prignitz/"])
def test_change_shows_on_the_next_request_in_both(site: tuple[Instance, Web, Web], address: str) -> None:
    instance, first, second = site
    sentence = f"Neu auf {address}."
    for web in (first, second):
        web.get(address)
    publish(instance, "pritzwalk", sentence)
    assert [sentence in web.get(address)[2] for web in (first, second)] == [True, True]


def test_other_alliance_keeps_its_page(site: tuple[Instance, Web, Web]) -> None:
    instance, first, _second = site
    tag = first.get("/buendnisse/meyenburg/")[1]["ETag"]
    publish(instance, "pritzwalk", "Nur hier.")
    status, _headers, body = first.get("/buendnisse/meyenburg/", **{"If-None-Match": tag})
    assert (status, body) == (304, "")


def test_no_cookie_and_one_policy_everywhere(site: tuple[Instance, Web, Web]) -> None:
    _instance, first, second = site
    addresses = ("/", "/buendnisse/", "/buendnisse/pritzwalk/", "/buendnisse/pritzwalk/kontakt/", "/gibt-es-nicht/")
    answers = [web.get(address)[1] for web in (first, second) for address in addresses]
    assert [headers["Set-Cookie"] for headers in answers] == [None] * len(answers)
    assert len({headers["Content-Security-Policy"] for headers in answers}) == 1

"""1,000 seats vote by link on loopback, named and in secret: none lost, none doubled, how long it takes.

python -m bench.votes    # into DATA_DIR, migrated, with static files collected; prints one JSON line per figure

Every seat opens its page and votes; every tenth says it twice at the same moment, as a double click does. Each comes from
an address of its own, so that the limit per sender stays what it is. Raises AssertionError where a vote is missing, counted
twice, or not what was said. On PostgreSQL with DATABASE_URL.
"""

import http.client
import json
import os
import random
import re
import sys
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.db import connection, connections  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402  after the settings

from bench.servers import WORKERS, serving  # noqa: E402  after the path
from drehscheibe.ground.alliances.models import Profile  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import links, scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.access import Machine  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance  # noqa: E402  needs the settings
from drehscheibe.work.bodies.models import Body, Governance  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import Contact, Organisation, Person  # noqa: E402  needs the settings
from drehscheibe.work.resolutions.access import VOTE_PURPOSE  # noqa: E402  needs the settings
from drehscheibe.work.resolutions.actions import circular  # noqa: E402  needs the settings
from drehscheibe.work.resolutions.models import Ballot, SecretBox, Vote, Voter  # noqa: E402  needs the settings
from drehscheibe.work.resolutions.vocabulary import VoteKind  # noqa: E402  needs the settings

SEATS, CLIENTS = 1000, 12
MINUTE = 60.0
BY = Machine("bench")
RECEIPT = re.compile(rb"<code>([0-9A-Z-]+)</code>")
NAMED = {"ja": "yes", "nein": "no", "enthaltung": "abstain"}
SECRET = {"1": "yes", "2": "no", "3": "abstain"}


class Seat(NamedTuple):
    """One seat: its key, its page, what it will say, from which address."""

    voter_id: int
    path: str
    code: str
    address: str


class Said(NamedTuple):
    """How it went: how long the vote took, and the receipts that were shown."""

    seconds: float
    receipts: list[str]


def main() -> None:
    alliance = Alliance.objects.create(slug="stimmstadt", name="Verein Stimmstadt", is_tended=True)
    with scope.alliance(alliance.pk):
        body = _members(alliance)
        polls = {kind: _opened(body, kind) for kind in (VoteKind.CIRCULAR, VoteKind.LINK)}
        seats = {kind: _seats(vote) for kind, vote in polls.items()}
    connections.close_all()
    environment = {**os.environ, "DATA_DIR": str(settings.DATA_DIR), "DEBUG": "0", "DEMO": "0", "BEHIND_PROXY": "1"}
    with serving("drehscheibe.config.wsgi:application", environment, "/") as site:
        for kind, found in seats.items():
            begun, cpu = time.perf_counter(), site.cpu()
            said = _everybody(site.port, found)
            passed, spent = time.perf_counter() - begun, site.cpu() - cpu
            with scope.alliance(alliance.pk):
                (_check_secret if kind == VoteKind.LINK else _check_named)(polls[kind], found, said)
            _tell(kind, passed, spent, sorted(one.seconds for one in said.values()))


# The vote


def _members(alliance: Alliance) -> Body:
    Profile.objects.create(name=alliance.name)
    Governance.objects.create(preset="association", circular=True, secret_by_link=True, majority="simple")
    rows = Organisation.objects.bulk_create(
        Organisation(name=f"Mitglied {n:04d}", sort_name=f"mitglied {n:04d}") for n in range(SEATS)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n:04d}", email=f"mitglied{n:04d}@example.org") for n in range(SEATS)
    )
    Contact.objects.bulk_create(
        Contact(organisation=row, person=who, is_main=True) for row, who in zip(rows, people, strict=True)
    )
    return Body.objects.create(name="Mitgliederversammlung", kind="assembly", has_everyone=True)


def _opened(body: Body, kind: VoteKind) -> Vote:
    vote = circular.prepare_vote(
        {
            "kind": kind, "body": body, "title": "Beitrag 2027", "motion": "Der Beitrag bleibt, wie er ist.",
            "ends_at": timezone.now() + timedelta(days=30),
        },
        by=BY,
    )  # fmt: skip
    circular.open_by_link(vote, by=BY)
    return vote


def _seats(vote: Vote) -> list[Seat]:
    dice, codes = random.Random(7), list(SECRET if vote.kind == VoteKind.LINK else NAMED)
    rows = list(Voter.objects.filter(vote=vote).values_list("pk", "delegate__email"))
    keys, orders = [key for key, _email in rows], [links.Order(key, email) for key, email in rows]
    issued = links.issue_many(orders, purpose=VOTE_PURPOSE, lifetime=timedelta(days=30))
    return [
        Seat(key, f"/link/abstimmung/{token}/", dice.choice(codes), f"10.{number // 250}.{number % 250}.9")
        for number, (key, (_link, token)) in enumerate(zip(keys, issued, strict=True))
    ]


# The crowd


def _everybody(port: int, seats: Sequence[Seat]) -> dict[int, Said]:
    """Let all seats vote, a dozen at a time; return how each of them went."""
    said: dict[int, Said] = {}
    threads = [
        threading.Thread(target=_some, args=(port, seats[first::CLIENTS], said), daemon=True)
        for first in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _some(port: int, seats: Sequence[Seat], said: dict[int, Said]) -> None:
    for seat in seats:
        _ask(port, seat, "GET")
        twice = seat.voter_id % 10 == 0
        receipts: list[str] = []
        begun = time.perf_counter()
        double = threading.Thread(target=_vote, args=(port, seat, receipts))
        if twice:
            double.start()
        _vote(port, seat, receipts)
        seconds = time.perf_counter() - begun
        if twice:
            double.join()
        said[seat.voter_id] = Said(seconds, receipts)


def _vote(port: int, seat: Seat, receipts: list[str]) -> None:
    body = _ask(port, seat, "POST", urlencode({"stimme": seat.code, "stand": "0.0"}))
    receipts.extend(match.decode() for match in RECEIPT.findall(body))


def _ask(port: int, seat: Seat, method: str, form: str = "") -> bytes:
    headers = {"Host": "localhost", "X-Forwarded-For": seat.address, "Sec-Fetch-Site": "same-origin"}
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, seat.path, form or None, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status in {200, 302}, f"{method} answered {answer.status}"
    return content


# What came of it


def _check_named(vote: Vote, seats: Sequence[Seat], said: dict[int, Said]) -> None:
    wanted = {seat.voter_id: NAMED[seat.code] for seat in seats}
    rows = Ballot.objects.filter(voter__vote=vote).values_list("voter_id", "choice", "counts")
    assert sorted(rows) == sorted((key, choice, True) for key, choice in wanted.items()), "lost or doubled"
    assert len(said) == SEATS


def _check_secret(vote: Vote, seats: Sequence[Seat], said: dict[int, Said]) -> None:
    wanted = {receipt: SECRET[seat.code] for seat in seats for receipt in said[seat.voter_id].receipts}
    assert [len(one.receipts) for one in said.values()] == [1] * SEATS, "a seat without or with two receipts"
    assert dict(SecretBox.objects.get(vote=vote).ballots) == wanted, "lost or doubled"
    assert Voter.objects.filter(vote=vote, has_voted=True).count() == SEATS


def _slow(seconds: Sequence[float], share: float) -> float:
    """Return the milliseconds that this share of the votes stayed under."""
    return 1000 * seconds[int(share * (len(seconds) - 1))]


def _tell(kind: VoteKind, passed: float, spent: float, seconds: Sequence[float]) -> None:
    how = "geheim" if kind == VoteKind.LINK else "namentlich"
    case = f"1.000 Stimmen {how}, {WORKERS} Prozesse, {connection.vendor}"
    found = [
        (case, passed, "s", MINUTE),
        (f"{case}, Rechenzeit je Stimme", 1000 * spent / SEATS, "CPU-ms", None),
        (f"{case}, p99", _slow(seconds, 0.99), "ms", None),
        (f"{case}, Mitte", _slow(seconds, 0.5), "ms", None),
    ]
    for name, value, unit, target in found:
        figure = {"bench": "votes", "case": name, "value": round(value, 2), "unit": unit}
        figure |= {"floor": None, "ratio": None, "target": target}
        print(json.dumps(figure, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

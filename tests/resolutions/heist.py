"""Votes in secret with seats in a known order, then attacks what the database holds; each command is a process of its own.

python -m tests.resolutions.heist SEED LEAK    LEAK is "none", "unsorted", "time" or "uncleaned"

Prints what each attack found out. The attacker holds the database with all its files, and was told in which order the
seats voted, as the log of a proxy would tell. So whatever order the ballots still have gives the votes away.
"""

import json
import logging
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

SEATS = 50
RECEIPT = re.compile(rb"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}")


def main(seed: int, leak: str) -> None:
    from drehscheibe.ground.tenancy import scope

    dice, noise = random.Random(seed), _listen()
    alliance = _alliance(seed)
    with scope.alliance(alliance.pk):
        vote = _opened()
    with _somebody_reading(leak == "uncleaned"), _planted(leak):
        truth, receipts = _everybody_votes(alliance.pk, vote.pk, dice)
        with scope.alliance(alliance.pk):
            stuck = _end(vote, cleans=leak != "uncleaned")
        found = _attack(vote.pk, truth, receipts)
    if leak == "uncleaned":
        with scope.alliance(alliance.pk):
            stuck = [*stuck, _clean(vote)]
    told = {choice for choice in ("yes", "no", "abstain") if any(f'"{choice}"' in line for line in noise)}
    leaked = sorted({receipt for receipt in receipts for line in noise if receipt in line})
    said = {
        "right": found,
        "chance": _chance(truth),
        "cleaned": stuck,
        "logged": leaked,
        "told": sorted(told),
        "elsewhere": _elsewhere(set(receipts)),
    }
    sys.stdout.write(json.dumps(said) + "\n")


# The vote


def _alliance(seed: int) -> Any:
    from drehscheibe.ground.alliances.models import Profile
    from drehscheibe.ground.tenancy import scope
    from drehscheibe.ground.tenancy.models import Alliance

    made = Alliance.objects.create(slug=f"verein-{seed}", name=f"Verein {seed}", is_tended=True, is_live=True)
    with scope.alliance(made.pk):
        Profile.objects.create(name=made.name, summary="Wir sind für Familien da.")
    return made


def _opened() -> Any:
    from drehscheibe.work.resolutions.vocabulary import VoteKind
    from tests.meetings import making
    from tests.resolutions import by_link

    by_link.association()
    making.partners(SEATS)
    return by_link.opened(making.body(), kind=VoteKind.LINK)


def _everybody_votes(alliance_id: int, vote_id: int, dice: random.Random) -> tuple[dict[int, str], list[str]]:
    """Let all seats vote through their pages, in an order of their own; return seat → choice in that order."""
    from django.test import Client

    from drehscheibe.ground.tenancy import scope
    from drehscheibe.work.resolutions.models import Voter
    from tests.resolutions import by_link

    with scope.alliance(alliance_id):
        voters = list(Voter.objects.filter(vote=vote_id).select_related("delegate"))
        tokens = {voter.pk: by_link.link_of(voter)[1] for voter in voters}
    order = list(tokens)
    dice.shuffle(order)
    truth, receipts = {}, []
    for number, key in enumerate(order):
        code = dice.choice("123")
        answer = Client(REMOTE_ADDR=f"10.1.{number}.7").post(
            f"/link/abstimmung/{tokens[key]}/", {"stimme": code}, headers={"sec-fetch-site": "same-origin"}
        )
        truth[key] = {"1": "yes", "2": "no", "3": "abstain"}[code]
        receipts.append(RECEIPT.search(answer.content)[0].decode())  # type: ignore[index]  # a receipt or a failure
    return truth, receipts


def _end(vote: Any, *, cleans: bool) -> list[bool]:
    from drehscheibe.work.resolutions.actions import ending
    from tests.resolutions import by_link

    assert ending.end_vote(by_link.ended(vote), by=by_link.CLERK)
    return [_clean(vote)] if cleans else []


def _clean(vote: Any) -> bool:
    from drehscheibe.work.resolutions.actions import secret

    vote.refresh_from_db()
    return secret.clean(vote)


# What may go wrong


@contextmanager
def _planted(leak: str) -> Iterator[None]:
    """Plant what a careless change might bring: a box in the order of arrival, or one with times."""
    from drehscheibe.work.resolutions.rules import box

    right = box.put

    def unsorted(old: Sequence[Any], receipt: str, choice: str) -> Any:
        return [*old, [receipt, choice]]

    def timed(old: Sequence[Any], receipt: str, choice: str) -> Any:
        return sorted([*old, [receipt, choice, time.time_ns()]])

    box.put = {"unsorted": unsorted, "time": timed}.get(leak, right)  # type: ignore[assignment]  # a fault on purpose
    counted = box.counted
    box.counted = lambda ballots: counted([ballot[:2] for ballot in ballots])
    try:
        yield
    finally:
        box.put, box.counted = right, counted


@contextmanager
def _somebody_reading(wanted: bool) -> Iterator[None]:
    """Hold a transaction open meanwhile, as a backup does: older versions of rows cannot go."""
    from django.db import connection

    if not wanted:
        yield
        return
    other = connection.copy()
    other.ensure_connection()
    with other.cursor() as cursor:
        cursor.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM tenancy_alliance")
        cursor.fetchone()
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            other.close()


# The attacks


def _attack(vote_id: int, truth: dict[int, str], receipts: list[str]) -> dict[str, int]:
    """Return attack → of how many seats it found the vote, each an order of seats against an order of ballots."""
    with _all_rights():
        seats = {"witness": list(truth), **_seat_orders(vote_id)}
        box = _box(vote_id)
        choice_of = {ballot[0]: ballot[1] for ballot in box}
        ballots = {
            name: [choice_of[one] for one in order if one in choice_of] for name, order in _ballot_orders(vote_id, box)
        }
    assert set(choice_of) == set(receipts)
    return {
        f"{seat} × {ballot}": sum(truth[key] == choice for key, choice in zip(keys, choices, strict=False))
        for seat, keys in seats.items()
        for ballot, choices in ballots.items()
    }


def _seat_orders(vote_id: int) -> dict[str, list[int]]:
    """Return every order that the database itself has for the seats."""
    from django.db import connection

    where = f"FROM resolutions_voter WHERE vote_id = {int(vote_id)}"
    physical = (
        ["rowid"] if connection.vendor == "sqlite" else ["ctid", "xmin::text::bigint", "xmax::text::bigint, ctid"]
    )
    found = {one: _keys(f"SELECT id {where} ORDER BY {one}") for one in ("id", "version", "name", *physical)}
    about = f"SELECT id {where}"
    found["log"] = _keys(
        f"SELECT object_id FROM audit_entry WHERE object_kind = 'resolutions.voter' AND object_id IN ({about}) ORDER BY id"
    )
    found["links"] = _keys(
        f"SELECT subject_id FROM tenancy_link WHERE purpose = 'resolution.vote' AND subject_id IN ({about})"
        " ORDER BY used_at, revoked_at, id DESC"
    )
    found["mails"] = _keys(f"SELECT voter_id FROM resolutions_votemail WHERE voter_id IN ({about}) ORDER BY id")
    found["jobs"] = _keys("SELECT id FROM jobs_job WHERE kind LIKE 'resolutions.%' ORDER BY id")
    return {name: [key for key in keys if key] for name, keys in found.items() if len(keys) >= SEATS}


def _ballot_orders(vote_id: int, box: list[list[Any]]) -> Iterator[tuple[str, list[str]]]:
    """Yield every order of the ballots, as receipts, that can be read from rows, older versions of rows, and bytes."""
    from django.db import connection

    stored = [ballot[0] for ballot in box]
    yield "box", stored
    yield "box backwards", stored[::-1]
    yield "receipts", sorted(stored)
    yield (
        "anything beside",
        [ballot[0] for ballot in sorted(box, key=lambda ballot: [str(part) for part in ballot[2:]])],
    )
    known = set(stored)
    versions = _files() if connection.vendor == "sqlite" else _heap(vote_id)
    yield "first seen in older versions", _first_seen(versions, known)
    yield "last seen in older versions", _first_seen(reversed(list(versions)), known)[::-1]


def _first_seen(pieces: Iterable[bytes], known: set[str]) -> list[str]:
    order: dict[str, None] = {}
    for piece in pieces:
        for match in RECEIPT.finditer(piece):
            if match[0].decode() in known:
                order.setdefault(match[0].decode())
    return list(order)


def _box(vote_id: int) -> list[list[Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST(ballots AS text) FROM resolutions_secretbox WHERE vote_id = {int(vote_id)}")
        return json.loads(cursor.fetchone()[0])  # type: ignore[no-any-return]  # as the box is stored


def _files() -> list[bytes]:
    """Return the log of changes of SQLite page by page, in its order, then the file with all its free pages."""
    from django.conf import settings

    path = Path(settings.DATABASES["default"]["NAME"])
    log = Path(f"{path}-wal")
    changes = log.read_bytes()[32:] if log.exists() else b""
    frame = 24 + 4096
    return [*(changes[at : at + frame] for at in range(0, len(changes), frame)), path.read_bytes()]


def _heap(vote_id: int) -> list[bytes]:
    """Return every version of the box in PostgreSQL's pages, dead ones too, by number of their transaction."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        cursor.execute("SELECT pg_relation_size('resolutions_secretbox') / current_setting('block_size')::int")
        pages = int(cursor.fetchone()[0])
        found: list[tuple[int, bytes]] = []
        for page in range(pages):
            cursor.execute(
                "SELECT t_xmin::text::bigint, t_attrs FROM heap_page_item_attrs("
                f"get_raw_page('resolutions_secretbox', {page}), 'resolutions_secretbox'::regclass, true)"
                " WHERE t_xmin IS NOT NULL"
            )
            found += [(int(xmin), b"".join(bytes(part) for part in parts if part)) for xmin, parts in cursor.fetchall()]
    return [content for _xmin, content in sorted(found)]


def _elsewhere(receipts: set[str]) -> list[str]:
    """Return the tables besides the box that hold a receipt in any column."""
    from django.apps import apps
    from django.db import connection

    found: list[str] = []
    with _all_rights(), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table == "resolutions_secretbox" or not model._meta.managed:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(receipt in repr(row) for row in cursor.fetchall() for receipt in receipts):
                found.append(table)
    return found


def _keys(sql: str) -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [int(row[0]) for row in cursor.fetchall() if row[0] is not None]


def _chance(truth: dict[int, str]) -> float:
    """Return how many seats a blind guess finds on average that knows the result."""
    said = list(truth.values())
    return sum(said.count(choice) ** 2 for choice in set(said)) / len(said)


@contextmanager
def _all_rights() -> Iterator[None]:
    """Read past our own guard, as somebody with the files does."""
    from drehscheibe.ground.tenancy.statements import trusted_sql

    with trusted_sql():
        yield


def _listen() -> list[str]:
    """Return the list that every line of every logger goes to from now on."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.getMessage()} {record.__dict__}")

    logging.getLogger().addHandler(Ear(level=0))
    return lines


if __name__ == "__main__":
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    main(int(sys.argv[1]), sys.argv[2])

"""Measures the search in a register of 10,000 decisions: the first page of what was found, with its count.

python -m bench.register    # into DATA_DIR, migrated; prints one JSON line per figure

The CPU is that of the query with all that Python does for it; on PostgreSQL that of the server's own process is added.
"""

import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

import psutil  # noqa: E402  after the settings, as all imports here
from django.db import connection  # noqa: E402  needs the settings

from drehscheibe.ground.accounts.models import User  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance, Member  # noqa: E402  needs the settings
from drehscheibe.kit.text import folded  # noqa: E402  needs the settings
from drehscheibe.work.bodies.models import Body  # noqa: E402  needs the settings
from drehscheibe.work.bodies.vocabulary import BodyKind  # noqa: E402  needs the settings
from drehscheibe.work.meetings.models import Decision  # noqa: E402  needs the settings
from drehscheibe.work.meetings.vocabulary import DecisionState  # noqa: E402  needs the settings
from drehscheibe.work.resolutions.queries.register import Asked, keys, rows_of  # noqa: E402  needs the settings

ROWS, PER_YEAR, BODIES, TIMES, MOST_MS = 10_000, 400, 12, 60, 20.0
TODAY = date(2026, 11, 22)
WORDS = (
    "Ferienbetreuung", "Spielplatz", "Lesepaten", "Familienfest", "Willkommensmappe", "Haushalt", "Vereinbarkeit", "Pflege",
    "Öffnungszeiten", "Kindertagesstätte", "Mehrgenerationenhaus", "Elternbefragung", "Jahresplan", "Schwerpunkt",
    "Fahrradkurs", "Notfallbetreuung",
)  # fmt: skip
ASKED = {
    "ein Wort, das oft vorkommt": "ferienbetreuung",
    "drei Wörter": "öffnungszeiten pflege lesepaten",
    "ein Wort, das nirgends steht": "quastenflosser",
    "eine Nummer": "2019/123",
}


def main() -> None:
    alliance = Alliance.objects.create(slug="messbuch", name="Bündnis Messbuch", is_tended=True)
    with scope.alliance(alliance.pk):
        user = User.objects.create_account(email="messbuch@example.org", name="Mess Buch", password="messbuch-messbuch")
        member = Member.objects.create(user=user, name="Mess Buch", roles=["reader"])
        fill()
        for case, words in ASKED.items():
            print(json.dumps(figure(case, words, member), ensure_ascii=False))


def fill() -> None:
    """Write decisions of 25 years, of about 200 letters each, one in fifty confidential, one in forty late."""
    bodies = [Body.objects.create(name=f"Arbeitsgruppe {n}", kind=BodyKind.WORKING) for n in range(BODIES)]
    Decision.objects.bulk_create((_row(number, bodies[number % BODIES]) for number in range(ROWS)), batch_size=500)


def _row(number: int, body: Body) -> Decision:
    picked = [WORDS[(number * 7 + step * 5 + number // 13) % len(WORDS)] for step in range(4)]
    title = f"{picked[0]} und {picked[1]}"
    text = (
        f"Die Partner beschließen, dass {picked[2]} und {picked[3]} bis zum Herbst gemeinsam vorbereitet werden; die "
        f"Koordination berichtet beim nächsten Treffen, was daraus geworden ist, und wer noch fehlt ({number})."
    )
    year = 2002 + number // PER_YEAR
    return Decision(
        body=body, year=year, number=number % PER_YEAR + 1, title=title, text=text, search=folded(f"{title} {text}"),
        decided_on=date(min(year, 2026), 3, 4), is_confidential=number % 50 == 0,
        state=DecisionState.OPEN if number % 40 == 0 else DecisionState.DONE,
        due_on=TODAY - timedelta(days=3) if number % 40 == 0 else None,
    )  # fmt: skip


def figure(case: str, words: str, member: Member) -> dict[str, Any]:
    search(words, member)  # what is imported and planned at the first time counts for no search
    here, server = median(_spent(words, member) for _turn in range(TIMES)), _of_server(words, member)
    return {
        "bench": "register",
        "case": f"10.000 Beschlüsse durchsucht, {case} ({connection.vendor})",
        "value": round(1000 * (here + server), 2),
        "unit": "CPU-ms",
        "floor": None,
        "ratio": None,
        "target": MOST_MS,
    }


def search(words: str, member: Member) -> list[Decision]:
    """Do what the first page of the list asks of the database."""
    return rows_of(keys(Asked(text=words), by=member, on=TODAY)[:40])


def _spent(words: str, member: Member) -> float:
    before = process_time()
    search(words, member)
    return process_time() - before


def _of_server(words: str, member: Member) -> float:
    """Return the CPU seconds per search of the process that PostgreSQL keeps for us; SQLite works in our own."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0])
    before = sum(server.cpu_times()[:2])
    for _turn in range(TIMES):
        search(words, member)
    return (sum(server.cpu_times()[:2]) - before) / TIMES


if __name__ == "__main__":
    main()

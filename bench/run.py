"""Measures the site beside the floor, in one run, and prints a table and one JSON line per figure.

    make bench

Each case is asked in turns with its reference (A B A B …). A run whose reference varies by more than 15 %
between its parts is refused: the machine was busy. CPU is what all web workers ran on a
core. SQLite works inside them, so its share is counted.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median

from .servers import ROOT, Site, serving

TURNS = 4
TOLERANCE = 0.15
BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@dataclass(frozen=True)
class Case:
    """One figure: addresses of ours against an address of the floor, `most` being the target of the ratio."""

    name: str
    addresses: Callable[[int], list[str]]
    floor: str
    most: float
    status: int = 200
    headers: dict[str, str] | None = None
    changed: str = ""
    """What changes before each request, so that the page is made anew: "pages" as publishing does, or "meetings"."""


@dataclass(frozen=True)
class Figure:
    bench: str
    case: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    target: float | None

    @property
    def good(self) -> str:
        value = self.value if self.ratio is None else self.ratio
        return "" if self.target is None else "ja" if value <= self.target else "NEIN"


def same(address: str, count: int) -> Callable[[int], list[str]]:
    """The same address again and again: unchanged."""
    return lambda turn: [address] * count


def each(pattern: str, count: int) -> Callable[[int], list[str]]:
    """An address never asked before each time: as for the first time after a change."""
    return lambda turn: [pattern.format(turn * count + number) for number in range(count)]


def cases(site: Site, cookie: str, feed: str) -> list[Case]:
    etag = site.ask("/buendnisse/musterstadt/", BROWSER).headers["ETag"]
    known = {**BROWSER, "If-None-Match": etag}
    inside = {**BROWSER, "Cookie": cookie}
    unchanged = 500
    return [
        Case("Startseite, unverändert", same("/", unchanged), "/str/", 2.0, headers=BROWSER),
        Case("Bündnissuche, unverändert", same("/buendnisse/", unchanged), "/str/", 2.0, headers=BROWSER),
        Case("Bündnisseite, unverändert", same("/buendnisse/musterstadt/", unchanged), "/str/", 2.0, headers=BROWSER),
        Case("Bündnisseite, 304", same("/buendnisse/musterstadt/", unchanged), "/str/", 1.5, 304, known),
        Case("Bündnissuche, 50 Zeilen, neu gemacht", each("/buendnisse/?seite={}", 45), "/list/", 1.3, headers=BROWSER, changed="pages"),
        Case("Bündnisseite, neu gemacht", each("/buendnisse/probe-{}/", 100), "/detail/", 2.0, headers=BROWSER, changed="pages"),
        Case(
            "GeoJSON, 51 Bündnisse, neu gemacht",
            same("/buendnisse/?kreis=16070&format=geojson", 100),
            "/json/",
            1.2,
            headers=BROWSER,
            changed="pages",
        ),
        Case("GeoJSON, 10.000 Bündnisse, unverändert", same("/buendnisse/?format=geojson", 100), "/str/", 4.0, headers=BROWSER),
        Case("Eigener Kalender, 300 Treffen, neu gemacht", same(feed, 60), "/ical/?count=300", 2.0, changed="meetings"),
        Case("Eigener Kalender, 300 Treffen, unverändert", same(feed, 200), "/str/", 4.0),
        Case("Eigener Kalender, 304", same(feed, 200), "/str/", 4.0, 304, {"If-None-Match": site.ask(feed).headers["ETag"]}),
        Case("Arbeitsraum Heute", same("/arbeit/musterstadt/", 60), "/list/", 6.0, headers=inside),
        Case("Arbeitsraum Profil", same("/arbeit/musterstadt/profil/", 60), "/list/", 6.0, headers=inside),
        Case("Arbeitsraum 300 Kontaktstellen", same("/arbeit/musterstadt/profil/liste/kontakte/", 30), "/list/", 6.0, headers=inside),
    ]  # fmt: skip


CHANGES = {
    "": [],
    # Every list and the alliances that are asked for.
    "pages": [
        "UPDATE pages_revision SET value = value + 1 WHERE key = ''",
        "UPDATE pages_revision SET value = (SELECT value FROM pages_revision WHERE key = '') WHERE key != ''",
    ],
    # Something was done in the alliance whose calendar is asked for, the last one that was made.
    "meetings": [
        "INSERT INTO audit_entry (alliance_id, verb, actor_kind, object_kind, details, at)"
        " SELECT MAX(id), 'meeting.changed', 'machine', 'meetings.meeting', '{}', CURRENT_TIMESTAMP FROM tenancy_alliance"
    ],
}


def change(what: str) -> None:
    with sqlite3.connect(Path(os.environ["DATA_DIR"]) / "drehscheibe.sqlite3", timeout=30) as database:
        for statement in CHANGES[what]:
            database.execute(statement)


def measure(case: Case, site: Site, floor: Site) -> Figure:
    """Ask floor and site in turns; raise where the floor itself varies too much."""
    ours, theirs = [], []
    before = partial(change, case.changed) if case.changed else lambda: None
    for turn in range(TURNS):
        theirs.append(floor.cost([case.floor] * (200 if case.floor == "/list/" else 600)).cpu_ms)
        addresses = case.addresses(turn)
        ours.append(site.cost(addresses, status=case.status, headers=case.headers, before=before).cpu_ms)
    spread = (max(theirs) - min(theirs)) / mean(theirs)
    if spread > TOLERANCE:
        raise RuntimeError(f"{case.name}: die Vergleichsseite schwankt um {spread:.0%}; bitte noch einmal messen.")
    value, base = median(ours), median(theirs)
    return Figure("pages", case.name, round(value, 3), "CPU-ms", round(base, 3), round(value / base, 2), case.most)


def patiently(case: Case, site: Site, floor: Site) -> Figure | None:
    """Measure up to four times until the machine is quiet enough; None where it never was."""
    for _ in range(4):
        try:
            return measure(case, site, floor)
        except RuntimeError as busy:
            print(busy, file=sys.stderr)
    return None


def own_floor_figures(folder: Path, floor: Site) -> list[Figure]:
    """Compare our floor with another one that does the same work, where REFERENCE_FLOOR names its file."""
    if not (reference := os.environ.get("REFERENCE_FLOOR")):
        return []
    file = folder / "reference.sqlite3"
    subprocess.run([sys.executable, reference, "make", str(file)], check=True)
    environment = {"FLOOR_DB": str(file), "CWD": str(Path(reference).parent)}
    figures = []
    with serving(f"{Path(reference).stem}:application", environment, "/str/") as other:
        for view in ("str", "list", "detail", "json", "ical"):
            case = Case(f"eigener Boden, {view}", same(f"/{view}/", 200), f"/{view}/", 1.1)
            if (figure := patiently(case, floor, other)) is not None:
                figures.append(figure)
    return figures


def process_figures(site: Site) -> list[Figure]:
    return [
        Figure("process", "Start bis zur ersten Antwort", round(site.start_cpu, 2), "CPU-s", None, None, 4.0),
        Figure(
            "process",
            "Speicher des größten Prozesses nach der Last",
            round(site.pss_mb(), 1),
            "MB PSS",
            None,
            None,
            120.0,
        ),
    ]


def figures_of(module: str, variables: dict[str, str]) -> list[Figure]:
    """Measure what is no page in a process of its own, on the same instance."""
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, check=True, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True)
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines()]


def show(figures: Sequence[Figure]) -> None:
    print(f"{'Fall':<46}{'Wert':>10} {'Einheit':<8}{'Boden':>9}{'Verhältnis':>12}{'Ziel':>7}  erreicht")
    for figure in figures:
        floor = "" if figure.floor is None else f"{figure.floor:.2f}"
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        print(
            f"{figure.case:<46}{figure.value:>10.2f} {figure.unit:<8}{floor:>9}{ratio:>12}{figure.target or '':>7}  {figure.good}"
        )
    for figure in figures:
        print(json.dumps(figure.__dict__, ensure_ascii=False))


def _preparation(floor_database: str) -> list[list[str]]:
    manage = [["manage.py", "compile_languages"], ["manage.py", "collectstatic", "--noinput", "-v0"]]
    return [*manage, ["-m", "bench.data"], ["-m", "bench.floor", floor_database]]


def main() -> None:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        environment = {
            "DATA_DIR": str(folder / "data"),
            "DEBUG": "0",
            "DEMO": "0",
            "FLOOR_DB": str(folder / "floor.sqlite3"),
        }
        os.environ["DATA_DIR"] = environment["DATA_DIR"]
        variables = {**os.environ, **environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        for command in _preparation(environment["FLOOR_DB"]):
            subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=variables)
        floor = stack.enter_context(serving("bench.floor:application", environment, "/str/"))
        site = stack.enter_context(serving("drehscheibe.config.wsgi:application", environment, "/"))
        cookie, feed = ((folder / "data" / name).read_text(encoding="utf-8") for name in ("session", "feed"))
        wanted = cases(site, cookie, feed)
        figures = [figure for case in wanted if (figure := patiently(case, site, floor)) is not None]
        figures += process_figures(site)
        figures += own_floor_figures(folder, floor)
        figures += figures_of("bench.partners", variables)
        figures += figures_of("bench.imports", variables)
        figures += figures_of("bench.rota", variables)
        figures += figures_of("bench.papers", variables)
        figures += figures_of("bench.reports", variables)
        figures += figures_of("bench.register", variables)
        figures += figures_of("bench.votes", variables)
        show(figures)
        if len(figures) < len(wanted):
            sys.exit("Die Maschine war zu unruhig für alle Fälle.")


if __name__ == "__main__":
    main()

"""Measures the papers of a meeting beside WeasyPrint on the same content: minutes of four pages, the evening's folder.

python -m bench.papers    # into DATA_DIR, migrated; prints one JSON line per figure
"""

import io
import json
import logging
import os
import resource
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from html import escape
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

import pikepdf  # noqa: E402  after the settings, as all imports here
from django.conf import settings  # noqa: E402  needs the settings
from django.utils import timezone  # noqa: E402  after the settings
from weasyprint import HTML  # noqa: E402  after the settings
from weasyprint.text.fonts import FontConfiguration  # noqa: E402  after the settings

from drehscheibe.ground.alliances.models import Profile  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.access import Machine  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance  # noqa: E402  needs the settings
from drehscheibe.kit.typst import press  # noqa: E402  needs the settings
from drehscheibe.work.bodies.models import Body  # noqa: E402  needs the settings
from drehscheibe.work.meetings.access import EVERYBODY  # noqa: E402  needs the settings
from drehscheibe.work.meetings.actions.closing import close_meeting  # noqa: E402  needs the settings
from drehscheibe.work.meetings.actions.evening import Taken, open_evening, take_stroke  # noqa: E402  needs the settings
from drehscheibe.work.meetings.documents import folder, minutes  # noqa: E402  needs the settings
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting  # noqa: E402  needs the settings
from drehscheibe.work.meetings.vocabulary import Answer, ItemKind, StrokeKind  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import Contact, Organisation, Person  # noqa: E402  needs the settings

for name in ("weasyprint", "weasyprint.progress"):
    logging.getLogger(name).setLevel(logging.WARNING)  # each page is a line otherwise

PARTNERS, ITEMS, TURNS, PAGES = 33, 6, 4, 4
BATCH = 10
TEN_TIMES = 0.1
NAME = "Bündnis für Familie Papierstadt"
BY = Machine("bench")
SENTENCE = "Die Partner berichten, was seit dem letzten Treffen geschehen ist, und sagen, wobei sie Hilfe brauchen. "


def main() -> None:
    alliance = Alliance.objects.create(slug="papierstadt", name=NAME, is_tended=True, is_live=True)
    with scope.alliance(alliance.pk):
        Profile.objects.create(name=NAME, summary="Wir messen.")
        meeting = _meeting()
        folded = folder.folder_data(meeting)
        close_meeting(meeting, by=BY)
        written = minutes.minutes_data(meeting, by=EVERYBODY)
    for figure in (
        _compared("Protokoll, 4 Seiten, neben WeasyPrint", minutes.minutes_pdf, written, _minutes_html(written), PAGES),
        _compared("Mappe des Abends, 33 Partner, neben WeasyPrint", folder.pdf, folded, _folder_html(folded)),
    ):
        print(json.dumps(figure, ensure_ascii=False))


# The evening


def _meeting() -> Meeting:
    starts = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0)
    meeting = Meeting.objects.create(
        body=Body.objects.create(name="Vollversammlung", kind="assembly", has_everyone=True), title="Vollversammlung",
        starts_at=starts, ends_at=starts + timedelta(hours=2), place_name="Mehrgenerationenhaus", town="Papierstadt",
        chair="Petra Sonnenberg",
    )  # fmt: skip
    items = [
        AgendaItem.objects.create(
            meeting=meeting, title=f"Was uns bewegt, Teil {rank + 1}", rank=rank, minutes=15,
            kind=ItemKind.DECISION if rank % 2 else ItemKind.DISCUSSION, owner_name="Jonas Wiesengrund",
        )
        for rank in range(ITEMS)
    ]  # fmt: skip
    people = [_partner(meeting, number) for number in range(PARTNERS)]
    open_evening(meeting, by=BY)
    _write(meeting, items, people, starts)
    return meeting


def _partner(meeting: Meeting, number: int) -> Invitee:
    name = f"Verein der Familien im Viertel {number:02}"
    partner = Organisation.objects.create(name=name, sort_name=name.lower())
    person = Person.objects.create(name=f"Frau Muster {number:02}", email=f"partner{number}@example.org")
    Contact.objects.create(organisation=partner, person=person, is_main=True)
    answer = Answer.EXCUSED if number % 5 == 0 else Answer.COMING
    return Invitee.objects.create(meeting=meeting, organisation=partner, person=person, has_vote=True, answer=answer)


def _write(meeting: Meeting, items: list[AgendaItem], people: list[Invitee], at: datetime) -> None:
    def stroke(what: StrokeKind, **values: Any) -> None:
        take_stroke(meeting, Taken(uuid4(), what, at, values), by=BY)

    for one in people:
        if one.answer == Answer.COMING:
            stroke(StrokeKind.CAME, person=str(one.pk))
    for item in items:
        for kind, text in (("note", SENTENCE * 3), ("decision", SENTENCE), ("task", SENTENCE), ("note", SENTENCE * 2)):
            stroke(StrokeKind.ADD, item=item.pk, kind=kind, text=text.strip())


# Measuring


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that work took, its child processes included."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _compared(case: str, made: Callable[[Any], bytes], data: Any, page: str, pages: int = 0) -> dict[str, Any]:
    fonts = FontConfiguration()
    counted = len(pikepdf.open(io.BytesIO(made(data))).pages)  # the first run also makes the font, once
    if pages and counted != pages:
        raise RuntimeError(f"{case}: {counted} pages")
    ours, theirs = [], []
    for turn in range(TURNS):
        ours.append(cpu(partial(_batch, made, data, turn)) / BATCH)
        theirs.append(cpu(lambda: HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")))
    value, floor = median(ours), median(theirs)
    return {
        "bench": "papers", "case": case, "value": round(value, 3), "unit": "CPU-s", "floor": round(floor, 3),
        "ratio": round(value / floor, 3), "target": TEN_TIMES,
    }  # fmt: skip


def _batch(made: Callable[[Any], bytes], data: Any, turn: int) -> None:
    """Make several papers as they come on a day, the start of the process included. Each has its own words: Typst
    remembers what it has set before.
    """
    press.end_idle()
    for number in range(BATCH):
        made(_varied(data, turn * BATCH + number))
    press.end_idle()


def _varied(data: Any, number: int) -> Any:
    if isinstance(data, str):
        return f"{data} {number}" if " " in data else data  # words of one sign or one word steer the template
    if isinstance(data, dict):
        return {key: _varied(value, number) for key, value in data.items()}
    return [_varied(value, number) for value in data] if isinstance(data, list | tuple) else data


# The same as HTML, with the same font


def _page(title: str, body: str) -> str:
    font = (settings.DATA_DIR / "fonts").as_uri()
    faces = "".join(
        f"@font-face {{ font-family: Fira; font-weight: {w}; src: url({font}/fira-sans-{w}.ttf) }}" for w in (400, 600)
    )
    style = f"""{faces}
    @page {{ size: A4; margin: 22mm 20mm 24mm 25mm; @bottom-right {{ content: "Seite " counter(page); font-size: 9pt }} }}
    @page card {{ margin: 0 }} body {{ font: 400 11pt/1.4 Fira }} table {{ width: 100%; border-collapse: collapse }}
    td, th {{ border-bottom: 0.4pt solid; padding: 1.6mm 2mm; text-align: left }} .sheet td {{ height: 9mm; border: 0.6pt solid }}
    .large {{ font-size: 18pt }} .mark {{ border-left: 2pt solid; padding-left: 4mm }} section {{ break-before: page }}
    .card {{ page: card; height: 148mm; text-align: center; font-size: 40pt }} .over {{ transform: rotate(180deg) }}"""
    return (
        f'<html lang="de"><head><title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>'
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _minutes_html(data: dict[str, Any]) -> str:
    there, words = data["attendance"], data["words"]
    facts = "".join(f"<p>{escape(word)} {escape(fact)}</p>" for word, fact in data["facts"])
    items = "".join(_item_html(item) for item in data["items"])
    return _page(
        data["title"],
        f"<p>{escape(data['alliance'])} {escape(data['kicker'])}</p><h1>{escape(data['heading'])}</h1>"
        f"<p>{escape(data['state'])}</p>{facts}<h2>{words['attendance']}</h2><p>{escape(there['sentence'])}</p>"
        f"{_table(there['heads'], there['rows'])}<p>{escape(there['excused'])}</p><h2>{words['agenda']}</h2>{items}"
        f"<h2>{words['tasks']}</h2>{_table(data['tasks']['heads'], data['tasks']['rows'])}",
    )


def _item_html(item: dict[str, Any]) -> str:
    lines = "".join(
        f"<p>{escape(line['text'])}</p>"
        if line["kind"] == "note"
        else f'<div class="mark"><p><b>{escape(line["label"])}</b></p><p>{escape(line["text"])}</p><p>{escape(line["note"])}</p></div>'
        for line in item["lines"]
    )
    return f"<h3>{escape(item['heading'])}</h3><p>{escape(item['below'])}</p>{lines}"


def _folder_html(data: dict[str, Any]) -> str:
    words, host = data["words"], data["host"]
    about = f"<p>{escape(data['heading'])}<br>{escape(data['when'])}<br>{'<br>'.join(map(escape, data['where']))}</p>"
    agenda = "".join(
        f"<p><b>{one['time']} {one['number']}. {escape(one['title'])}</b><br>{one['kind']} · {one['minutes']} · {escape(one['who'])}</p>"
        for one in data["agenda"]
    )
    blank = [("", "", "")] * data["sheet"]["blank"]
    rows = [(row["partner"], row["name"], "") for row in data["sheet"]["partners"]]
    guests = [(row["partner"], row["name"], "") for row in data["sheet"]["guests"]]
    cards = "".join(_card_html(card) for card in data["cards"])
    figures = "".join(f"<p><b>{number}</b> {escape(said)}</p>" for number, said in data["note"]["figures"])
    needs = "".join(f"<li>{escape(one)}</li>" for one in [*host["needs"], *host["other"]])
    return _page(
        data["title"],
        f'<div class="large"><h1>{words["agenda"]}</h1>{about}{agenda}</div>'
        f"<section><h1>{words['sheet']}</h1>{about}{_table(words['columns'], [*rows, *blank], 'sheet')}"
        f"<h2>{words['guests']}</h2>{_table(words['guest_columns'], [*guests, *blank[:4]], 'sheet')}</section>{cards}"
        f"<section><h1>{words['note']}</h1>{about}{figures}<p>{escape(data['note']['goal'])}</p>{agenda}</section>"
        f"<section><h1>{words['host']}</h1>{about}<p>{host['count']} {host['count_words']}</p><p>{host['seats']}</p><ul>{needs}</ul></section>",
    )


def _card_html(card: dict[str, str]) -> str:
    words = f"<p>{escape(card['name'])}</p><p>{escape(card['partner'])}</p>"
    return f'<div class="card"><div class="over" aria-hidden="true">{words}</div><div>{words}</div></div>'


if __name__ == "__main__":
    main()

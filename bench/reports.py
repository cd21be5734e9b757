"""Measures the yearly report of a large alliance beside WeasyPrint on the same content in the same run.

240 partners, 60 meetings, 400 resolutions, 300 measures, and projects with indicators. Both start from the same plain
data and make an accessible file (PDF/UA-1) with tagged tables.

python -m bench.reports    # into DATA_DIR, migrated; prints one JSON line per figure
"""

import io
import json
import logging
import os
import sys
from collections.abc import Iterable
from datetime import timedelta
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

from bench.papers import cpu  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance  # noqa: E402  needs the settings
from drehscheibe.kit.typst import press  # noqa: E402  needs the settings
from drehscheibe.network.figures.documents import report as documents  # noqa: E402  needs the settings
from drehscheibe.network.figures.queries.report import compose  # noqa: E402  needs the settings
from drehscheibe.work.bodies.models import Body  # noqa: E402  needs the settings
from drehscheibe.work.meetings.models import Decision, Invitee, Meeting, Presence  # noqa: E402  needs the settings
from drehscheibe.work.meetings.vocabulary import DecisionState, MeetingState  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import Organisation  # noqa: E402  needs the settings
from drehscheibe.work.plans.models import Indicator, Measure, Project  # noqa: E402  needs the settings
from drehscheibe.work.plans.vocabulary import MeasureState  # noqa: E402  needs the settings

for name in ("weasyprint", "weasyprint.progress"):
    logging.getLogger(name).setLevel(logging.WARNING)  # each page is a line otherwise

PARTNERS, MEETINGS, DECISIONS, MEASURES, PROJECTS, TURNS = 240, 60, 400, 300, 25, 3
TEN_TIMES = 0.1
SENTENCE = "Die Partner richten im Herbst gemeinsam einen Familientag aus und sagen bis zum Sommer, was sie beitragen."


def main() -> None:
    year = timezone.localdate().year - 1
    alliance = Alliance.objects.create(slug="grossstadt", name="Bündnis Großstadt", is_tended=True, is_live=True)
    with scope.alliance(alliance.pk):
        _fill(year)
        report = compose(year)
        taken = [cpu(lambda: compose(year)) for _turn in range(TURNS)]
    data = documents.report_data(report, is_draft=False)
    print(json.dumps(_compared(data), ensure_ascii=False))
    print(json.dumps(_figure("Jahresbericht zusammenstellen", median(taken) * 1000, "CPU-ms"), ensure_ascii=False))


def _figure(case: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"bench": "reports", "case": case, "value": round(value, 3), "unit": unit, **more}


# The year


def _fill(year: int) -> None:
    body = Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True)
    partners = Organisation.objects.bulk_create(
        Organisation(name=f"Verein der Familien im Viertel {n:03}", sort_name=f"verein {n:03}") for n in range(PARTNERS)
    )
    meetings = [_meeting(body, year, number, partners) for number in range(MEETINGS)]
    states = list(DecisionState)[:3]
    Decision.objects.bulk_create(
        Decision(meeting=meeting, body=body, year=year, number=n + 1, text=f"{SENTENCE} ({n})", state=states[n % 3],
                 decided_on=timezone.localdate(meeting.starts_at), title="Familientag")
        for n in range(DECISIONS) if (meeting := meetings[n * MEETINGS // DECISIONS])
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(title=f"Stände für den Familientag einteilen, Teil {n}", year=year, organisation=partners[n % PARTNERS],
                state=list(MeasureState)[n % 3], due_on=timezone.localdate().replace(year=year, month=n % 12 + 1, day=9),
                result="Alle Plätze sind vergeben." if n % 3 == 2 else "")
        for n in range(MEASURES)
    )  # fmt: skip
    for number in range(PROJECTS):
        _project(year, number)


def _meeting(body: Body, year: int, number: int, partners: list[Organisation]) -> Meeting:
    start = timezone.localtime().replace(year=year, month=1, day=4, hour=17, minute=0, second=0, microsecond=0)
    starts = start + timedelta(days=6 * number)
    meeting = Meeting.objects.create(
        body=body, title=body.name, starts_at=starts, ends_at=starts + timedelta(hours=2), state=MeetingState.APPROVED,
        host=partners[number],
    )  # fmt: skip
    came = partners[number % 3 :: 3]
    people = Invitee.objects.bulk_create(Invitee(meeting=meeting, organisation=one, has_vote=True) for one in came)
    Presence.objects.bulk_create(
        Presence(meeting=meeting, invitee=one, key=uuid4(), came_at=starts, left_at=meeting.ends_at) for one in people
    )
    return meeting


def _project(year: int, number: int) -> None:
    project = Project.objects.create(
        title=f"Familientag im Viertel {number}", year=year, text=f"{SENTENCE} {SENTENCE}", results=SENTENCE,
        state=Project.State.FINISHED,
    )  # fmt: skip
    for name in ("Familien, die kamen", "Partner, die beitrugen"):
        Indicator.objects.create(project=project, name=name, unit="Zahl", before=12, target=40, now=30 + number)


# Measuring


def _compared(data: dict[str, Any]) -> dict[str, Any]:
    page, fonts = _html(data), FontConfiguration()
    pages = len(pikepdf.open(io.BytesIO(documents.report_pdf(data, {}))).pages)  # also makes the font, once
    ours, theirs = [], []
    for turn in range(TURNS):
        ours.append(cpu(partial(_made, data, turn)))
        theirs.append(cpu(lambda: HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")))
    value, floor = median(ours), median(theirs)
    return _figure(
        f"Jahresbericht als PDF, {pages} Seiten, neben WeasyPrint", value, "CPU-s", floor=round(floor, 3),
        ratio=round(value / floor, 3), target=TEN_TIMES,
    )  # fmt: skip


def _made(data: dict[str, Any], turn: int) -> None:
    """Make one report as the worker does: in a process of its own, its start included, with nothing remembered."""
    press.end_idle()
    documents.report_pdf({**data, "title": f"{data['title']} {turn}"}, {})
    press.end_idle()


# The same as HTML, with the same font


def _html(data: dict[str, Any]) -> str:
    font = (settings.DATA_DIR / "fonts").as_uri()
    faces = "".join(
        f"@font-face {{ font-family: Fira; font-weight: {w}; src: url({font}/fira-sans-{w}.ttf) }}" for w in (400, 600)
    )
    style = f"""{faces}
    @page {{ size: A4; margin: 22mm 20mm 24mm 25mm; @bottom-right {{ content: "Seite " counter(page); font-size: 9pt }} }}
    body {{ font: 400 11pt/1.4 Fira }} table {{ width: 100%; border-collapse: collapse; font-size: 10pt }}
    caption {{ text-align: left }} td, th {{ border-bottom: 0.4pt solid; padding: 1.3mm 1.5mm; text-align: left; vertical-align: top }}
    ol a::after {{ content: leader('.') target-counter(attr(href), page) }}"""
    body = "".join(_chapter(one, number) for number, one in enumerate(data["chapters"]))
    contents = "".join(
        f'<li><a href="#c{number}">{escape(one["heading"])}</a></li>' for number, one in enumerate(data["chapters"])
    )
    return (
        f'<html lang="de"><head><title>{escape(data["title"])}</title><style>{style}</style></head><body>'
        f"<p>{escape(data['alliance'])}</p><h1>{escape(data['heading'])}</h1><ol>{contents}</ol>{body}</body></html>"
    )


def _chapter(one: dict[str, Any], number: int) -> str:
    stories = "".join(_story(story) for story in one["stories"])
    tables = "".join(_table(table) for table in one["tables"])
    return f'<h2 id="c{number}">{escape(one["heading"])}</h2><p>{escape(one["text"])}</p>{tables}{stories}'


def _story(one: dict[str, Any]) -> str:
    said = "".join(f"<p>{escape(text)}</p>" for text in one["paragraphs"])
    table = _table(one["table"]) if one["table"] else ""
    return f"<h3>{escape(one['title'])}</h3><p>{escape(one['below'])}</p>{said}{table}"


def _table(one: dict[str, Any]) -> str:
    return f"<table><caption>{escape(one['caption'])}</caption>{_cells('thead', 'th', [one['heads']])}{_cells('tbody', 'td', one['rows'])}</table>"


def _cells(part: str, cell: str, rows: Iterable[Iterable[str | list[str]]]) -> str:
    lines = "".join(
        f"<tr>{''.join(f'<{cell}>{escape(text if isinstance(text, str) else text[0])}</{cell}>' for text in row)}</tr>"
        for row in rows
    )
    return f"<{part}>{lines}</{part}>"


if __name__ == "__main__":
    main()

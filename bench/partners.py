"""Measures the greeting run: 100 letters as one PDF beside WeasyPrint on the same content, and 240 mails queued.

python -m bench.partners    # into DATA_DIR, migrated; prints one JSON line per figure
"""

import json
import logging
import os
import resource
import sys
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drehscheibe.config.settings")

import django  # noqa: E402  the path is set above

django.setup()

from django.conf import settings  # noqa: E402  needs the settings
from django.db import transaction  # noqa: E402  needs the settings
from weasyprint import HTML  # noqa: E402  after the settings, as all imports here
from weasyprint.text.fonts import FontConfiguration  # noqa: E402  after the settings

from drehscheibe.ground.alliances.models import Profile  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy import scope  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.access import Machine  # noqa: E402  needs the settings
from drehscheibe.ground.tenancy.models import Alliance  # noqa: E402  needs the settings
from drehscheibe.kit.typst import press  # noqa: E402  needs the settings
from drehscheibe.work.partners import actions, greeting_words  # noqa: E402  needs the settings
from drehscheibe.work.partners.documents import greeting as documents  # noqa: E402  needs the settings
from drehscheibe.work.partners.models import Organisation, Person  # noqa: E402  needs the settings

logging.getLogger("weasyprint").setLevel(logging.WARNING)  # each page is a line otherwise

LETTERS, PARTNERS, TURNS = 100, 240, 4
TEN_TIMES = 0.1
NAME = "Bündnis für Familie Messstadt"
BY = Machine("bench")


def main() -> None:
    alliance = Alliance.objects.create(slug="messstadt", name=NAME, is_tended=True, is_live=True)
    with scope.alliance(alliance.pk):
        Profile.objects.create(name=NAME, summary="Wir messen.")
        figures = [letters(), greeting()]
    for figure in figures:
        print(json.dumps(figure, ensure_ascii=False))


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that work took, its child processes included."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


# 100 letters


def letters() -> dict[str, Any]:
    data = _letters_data()
    documents.pdf(data)  # makes the font, once
    page, fonts = _as_html(data), FontConfiguration()
    ours, theirs = [], []
    for _turn in range(TURNS):
        ours.append(cpu(lambda: _fresh(data)))
        theirs.append(cpu(lambda: HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")))
    return _figure("100 Briefe als ein PDF, neben WeasyPrint", median(ours), "CPU-s", median(theirs), TEN_TIMES)


def _fresh(data: dict[str, Any]) -> None:
    """Make the letters in a process of their own: what an earlier one remembers does not count."""
    press.end_idle()
    documents.pdf(data)
    press.end_idle()


def _letters_data() -> dict[str, Any]:
    partners = [
        (
            Organisation(
                name=f"Seniorentreff Am Park {number}",
                street=f"Lange Straße {number}",
                postcode="12345",
                place="Messstadt",
                phone=f"030 23125 {number:03}",
                channel="letter",
                large_print=number % 3 == 0,
            ),
            Person(name=f"Erna Beispiel {number}"),
        )
        for number in range(LETTERS)
    ]
    text = greeting_words.default_text(NAME)
    return documents.letters_data(partners, alliance=NAME, text=text, on=date(2026, 11, 22), signed_by="Anna Muster")


def _as_html(data: dict[str, Any]) -> str:
    """Return the same letters as HTML: window address, text, table of facts, slip; with the same font."""
    font = (settings.DATA_DIR / "fonts").as_uri()
    faces = "".join(
        f"@font-face {{ font-family: Fira; font-weight: {w}; src: url({font}/fira-sans-{w}.ttf) }}" for w in (400, 600)
    )
    style = f"""{faces}
    @page {{ size: A4; margin: 27mm 20mm 25mm 25mm; @bottom-right {{ content: "Seite " counter(page); font-size: 9pt }} }}
    body {{ font: 400 11pt/1.4 Fira }} .large {{ font-size: 14pt }} h1 {{ font-size: 12pt }} h2 {{ font-size: 12pt }}
    section {{ break-before: page; position: relative }} .to {{ position: absolute; top: 22mm }} .text {{ padding-top: 60mm }}
    .slip {{ break-inside: avoid; border-top: 1px dashed }} .box {{ display: inline-block; width: 4mm; height: 4mm; border: 1px solid }}
    th {{ font-weight: 400; text-align: left; padding-right: 4mm }}"""
    body = "".join(_letter_html(one, data["words"], data["sender"]) for one in data["letters"])
    return (
        f'<html lang="de"><head><title>{data["title"]}</title><style>{style}</style></head><body>{body}</body></html>'
    )


def _letter_html(one: dict[str, Any], words: dict[str, Any], sender: dict[str, Any]) -> str:
    facts = "".join(f"<tr><th>{escape(word)}</th><td>{escape(fact)}</td></tr>" for word, fact in one["facts"])
    ticks = "".join(f'<p><span class="box"></span> {words[key]}</p>' for key in ("right", "change", "yes", "no"))
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in one["text"].split("\n\n"))
    return f"""<section class="{"large" if one["large"] else ""}"><div class="to">{"<br>".join(one["receiver"])}</div>
    <div class="text"><h1>{escape(one["subject"])}</h1><p>{one["greeting"]}</p>{paragraphs}<p>{words["facts"]}</p>
    <table>{facts}</table><p>{words["how"]} {words["call"]} {words["nothing"]}</p><p>{words["close"]}</p>
    <p>{words["signed_by"]}<br>{sender["name"]}</p><p>{words["source"]}</p></div>
    <div class="slip"><h2>{words["slip"]}</h2><p>{escape(one["partner"])}</p>{ticks}<p>{words["naming"]}</p>
    <p>{words["public"]} {escape(one["public"])}</p><p>{words["captions"][0]} {words["captions"][1]}</p></div></section>"""


# 240 partners


def greeting() -> dict[str, Any]:
    for number in range(PARTNERS):
        values = {"name": f"Verein {number}", "street": "Weg 1", "postcode": "12345", "place": "Messstadt"}
        person = {"name": f"Frau Muster {number}", "email": f"partner{number}@example.org", "phone": ""}
        actions.add_partner(values, person=person, by=BY)
    run = actions.open_run(by=BY)
    took = min(_greeted(run) for _turn in range(TURNS))
    return _figure("240 Partner begrüßt, eingereiht", took, "CPU-s", None, 1.0)


def _greeted(run: Any) -> float:
    with transaction.atomic():
        took = cpu(lambda: actions.greet(run, by=BY))
        transaction.set_rollback(True)
    return took


def _figure(case: str, value: float, unit: str, floor: float | None, target: float) -> dict[str, Any]:
    return {
        "bench": "partners",
        "case": case,
        "value": round(value, 3),
        "unit": unit,
        "floor": floor and round(floor, 3),
        "ratio": floor and round(value / floor, 3),
        "target": target,
    }


if __name__ == "__main__":
    main()

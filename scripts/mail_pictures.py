"""Draws every mail of the product as a phone and a desk show it, for docs/handbuch/mails.md.

python -m scripts.mail_pictures    # as `make mail-pictures` does; needs chromium

The mails are made by the actions that send them (scripts/mail_examples.py), in a database that is thrown away, on a
day that stays the same, so that a picture changes only when its mail does.
"""

import io
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import time_machine
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from scripts.screenshots import CHROMIUM

if TYPE_CHECKING:
    from drehscheibe.ground.outbox.models import MailBase
    from scripts.mail_examples import Example

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images" / "mails"
INDEX = ROOT / "docs" / "handbuch" / "mails.md"
WIDTHS = (320, 640)
_COLOURS = 96
_DAY = datetime(2027, 5, 3, 8, tzinfo=UTC)
_HEAD = """# Alle E-Mails

Jede E-Mail, die das Programm verschickt: links wie auf einem Telefon (320 Punkte breit), rechts wie am Rechner. Daneben
liegt die Fassung ohne Gestaltung, die jede E-Mail mitbringt. Die Seite wird gezeichnet, nicht geschrieben:
`make mail-pictures`. Alle Namen sind erfunden; in Links steht ••• anstelle des Geheimnisses.

Was alle gemeinsam haben: Absender ist der Name des Bündnisses mit der Adresse der Instanz. Antworten gehen an die
Koordination. Unten steht, warum jemand die E-Mail bekommt und wer verantwortlich ist.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        mails = _made()
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        _draw(mails)
    for example, mail in mails:
        (PICTURES / f"{example.key}.txt").write_text(f"{_subject(mail)}\n\n{_shown(mail.text)}", encoding="utf-8")
    INDEX.write_text(_HEAD + "".join(_entry(example) for example, _mail in mails), encoding="utf-8")


def _set_up(folder: str) -> None:
    """Start Django on an empty database of its own."""
    os.environ.update(DATA_DIR=folder, DATABASE_URL="", DEMO="0", SITE_URL="https://familie.example.org")
    os.environ["DJANGO_SETTINGS_MODULE"] = "drehscheibe.config.settings"
    # Playwright's loop runs in this thread; nothing else uses the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sys.path.insert(0, str(ROOT / "src"))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _made() -> "list[tuple[Example, MailBase]]":
    from scripts.mail_examples import EXAMPLES, build, written

    with time_machine.travel(_DAY, tick=False):
        stage = build()
        return [(example, written(example, stage)) for example in EXAMPLES]


def _draw(mails: "list[tuple[Example, MailBase]]") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(color_scheme="light", locale="de-DE")
        for example, mail in mails:
            for width in WIDTHS:
                _picture(page, _shown(mail.html), width).save(PICTURES / f"{example.key}-{width}.png", optimize=True)
        browser.close()


def _picture(page: Page, html: str, width: int) -> Image.Image:
    page.set_viewport_size({"width": width, "height": 200})
    page.set_content(html)
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    return drawn.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _shown(text: str) -> str:
    from drehscheibe.ground.outbox.rules import without_tokens

    return without_tokens(text)


def _subject(mail: "MailBase") -> str:
    """Return the headers that a receiver sees."""
    answers = f"Antwort an: {mail.reply_to}\n" if mail.reply_to else ""
    return f"Von: {mail.from_name}\n{answers}Betreff: {mail.subject}"


def _entry(example: "Example") -> str:
    pictures = "../images/mails/" + example.key
    return f"""
## {example.when}

| Telefon | Rechner |
| --- | --- |
| ![{example.key}, schmal]({pictures}-320.png) | ![{example.key}, breit]({pictures}-640.png) |

[Nur Text]({pictures}.txt)
"""


if __name__ == "__main__":
    main()

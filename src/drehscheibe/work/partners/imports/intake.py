"""Takes in what somebody brought, a file or a pasted text, and says in words what is wrong with it."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import drehscheibe

from . import texts, vcards
from .book import MOST_LETTERS, MOST_LINES, Book, Refused, from_plain
from .mail_line import read_mail_line

LONGEST_WAIT = 30
_HERE = "drehscheibe.work.partners.imports.child"
_SOURCE = str(Path(drehscheibe.__path__[0]).parent)
_AS_XLSX = gettext_lazy("Öffnen Sie sie in Excel, wählen Sie „Speichern unter“ und dort „Excel-Arbeitsmappe (.xlsx)“.")

SENTENCES: dict[str, Promise] = {
    "password": gettext_lazy(
        "Die Datei ist mit einem Kennwort geschützt. Öffnen Sie sie in Excel, entfernen Sie unter „Datei – Informationen –"
        " Arbeitsmappe schützen“ das Kennwort und speichern Sie sie. Oder markieren Sie die Zellen in Excel, kopieren Sie"
        " sie und fügen Sie sie hier ein."
    ),
    "xls": gettext_lazy("Das ist eine Datei im alten Excel-Format (.xls)."),
    "xlsb": gettext_lazy("Das ist eine binäre Excel-Datei (.xlsb)."),
    "html": gettext_lazy("Die Datei heißt wie eine Tabelle, enthält aber eine Internetseite."),
    "ods": gettext_lazy(
        "Das ist eine Datei von LibreOffice (.ods). Wählen Sie dort „Speichern unter“ und „Excel 2007–365 (.xlsx)“."
    ),
    "docx": gettext_lazy(
        "Das ist ein Text und keine Tabelle. Markieren Sie die Liste in Word, kopieren Sie sie und fügen Sie sie hier ein."
    ),
    "pdf": gettext_lazy(
        "Das ist eine PDF-Datei. Markieren Sie die Liste darin, kopieren Sie sie und fügen Sie sie hier ein. Besser ist die"
        " Excel-Datei, aus der die PDF-Datei entstand."
    ),
    "picture": gettext_lazy("Das ist ein Bild. Wir brauchen die Liste als Tabelle oder als Text."),
    "msg": gettext_lazy(
        "Das ist ein Eintrag aus Outlook. Öffnen Sie ihn dort, markieren Sie die Adressen, kopieren Sie sie und fügen Sie sie"
        " hier ein."
    ),
    "zip": gettext_lazy("Das ist ein Archiv. Packen Sie es aus und wählen Sie die Tabelle darin."),
    "other": gettext_lazy("Mit dieser Datei können wir nichts anfangen. Wir lesen Excel (.xlsx), CSV und Adresskarten (.vcf)."),
    "broken": gettext_lazy(
        "Die Datei ist beschädigt. Öffnen Sie sie in Excel und speichern Sie sie neu, oder kopieren Sie die Zellen und fügen"
        " Sie sie hier ein."
    ),
    "bomb": gettext_lazy("Die Datei ist entpackt riesig. Kopieren Sie die Zellen und fügen Sie sie hier ein."),
    "too_big": gettext_lazy("In der Datei steht zu viel Text. Kopieren Sie nur die Zellen mit den Partnern und fügen Sie sie hier ein."),
    "empty": gettext_lazy("Hier steht nichts, was wir lesen können. Ist es die richtige Datei, ist das richtige Blatt gefüllt?"),
}  # fmt: skip
_AS_XLSX_TOO = frozenset({"xls", "xlsb", "html"})

NOTES: dict[str, Promise] = {
    "macros": gettext_lazy("Die Datei enthält Makros. Wir haben nur die Zellen gelesen; ausgeführt wurde nichts."),
}


class Unreadable(Exception):
    """What came in is no list; the message says so, and what to do."""


def sentence(code: str) -> str:
    text = str(SENTENCES[code])
    return f"{text} {_AS_XLSX}" if code in _AS_XLSX_TOO else text


def read_file(file: BinaryIO) -> Book:
    """Read an uploaded file in a process of its own. Raises Unreadable."""
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-S", "-m", _HERE],
            stdin=file, capture_output=True, timeout=LONGEST_WAIT, check=False, env={"PYTHONPATH": _SOURCE},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(sentence("too_big")) from None
    if done.returncode < 0:  # out of time
        raise Unreadable(sentence("too_big"))
    if done.returncode:
        logging.getLogger(__name__).error("import child failed: %s", done.stderr.decode(errors="replace")[-2000:])
        raise Unreadable(sentence("broken"))
    return _checked(_book(json.loads(done.stdout)))


def _book(answer: dict[str, Any]) -> Book:
    if code := answer.get("refused"):
        raise Unreadable(sentence(code))
    return Book([from_plain(sheet) for sheet in answer["sheets"]], answer["notes"])


def read_text(text: str) -> Book:
    """Read pasted text: cells, cards, or the address line of a mail program. Raises Unreadable."""
    if len(text) > MOST_LETTERS:
        raise Unreadable(too_long_sentence())
    if text.lstrip()[:11].upper() == "BEGIN:VCARD":
        return _checked(vcards.read(text))
    try:
        found = read_mail_line(text)
        return _checked(Book([found]) if found is not None else texts.read(text))
    except Refused as refused:
        raise Unreadable(sentence(refused.code)) from None


def _checked(book: Book) -> Book:
    """Leave out empty sheets; refuse a book without anything in it."""
    book.sheets = [sheet for sheet in book.sheets if sheet.lines]
    if not book.sheets:
        raise Unreadable(sentence("empty"))
    return book


def too_long_sentence() -> str:
    most = f"{MOST_LINES:,}".replace(",", ".")
    return _(
        "Die Liste hat mehr als %(most)s Zeilen. So viele lesen wir nicht auf einmal. Teilen Sie sie, oder kopieren Sie nur"
        " die Zeilen Ihrer Partner und fügen Sie sie hier ein."
    ) % {"most": most}

"""What became of municipalities that ended: a small table that the operator writes, `old,new,date`."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from drehscheibe.ground.territories import rules
from drehscheibe.ground.territories.actions import Succession
from drehscheibe.ground.territories.models import Territory

from .directory import Directory
from .faults import Fault, ImportRefusedError

_HEADER = ["old", "new", "date"]


def read_successors(file: Path, directory: Directory) -> list[Succession]:
    """Return the rows of the table, checked against the directory and what we have.

    Raises ImportRefusedError with all faults.
    """
    rows = _rows(file)
    known = set(Territory.objects.values_list("ags", flat=True))
    found: list[Succession] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=2):
        where = _("Nachfolger, Zeile %(number)s") % {"number": number}
        day = parse_day(row[2]) if len(row) == len(_HEADER) else None
        reason = _fault(row, day, known, directory)
        if reason or day is None:
            faults.append(Fault(where, reason))
        else:
            found.append(Succession(rules.normal_key(row[0]), rules.normal_key(row[1]), day))
    faults += _doubles(found)
    if faults:
        raise ImportRefusedError(_("Die Tabelle der Nachfolger hat Fehler."), faults)
    return found


def parse_day(text: str) -> date | None:
    """Return the day of "2024-01-01" or "01.01.2024", else None."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day, not an instant
        except ValueError:
            continue
    return None


def _rows(file: Path) -> list[list[str]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        reason = _("Die Tabelle der Nachfolger „%(file)s“ lässt sich nicht lesen (erwartet: CSV in UTF-8).")
        raise ImportRefusedError(reason % {"file": file}) from None
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=_delimiter(lines))]
    if not rows or rows[0] != _HEADER:
        raise ImportRefusedError(_("Die Tabelle der Nachfolger braucht die Kopfzeile „old,new,date“."))
    return [row for row in rows[1:] if row]


def _delimiter(lines: Iterable[str]) -> str:
    return ";" if ";" in next(iter(lines), "") else ","


def _fault(row: list[str], day: date | None, known: set[str], directory: Directory) -> str:
    if len(row) != len(_HEADER):
        return _("Es sind %(count)s Spalten statt drei.") % {"count": len(row)}
    old, new = rules.normal_key(row[0]), rules.normal_key(row[1])
    if day is None:
        return _("„%(text)s“ ist kein Tag. Beispiel: 2024-01-01") % {"text": row[2]}
    if old not in known:
        return _("Der alte Schlüssel %(key)s ist nicht bekannt.") % {"key": old}
    if old in directory.entries:
        return _("Der alte Schlüssel %(key)s steht noch im Verzeichnis.") % {"key": old}
    if new not in directory.entries:
        return _("Der neue Schlüssel %(key)s steht nicht im Verzeichnis.") % {"key": new}
    return ""


def _doubles(found: Iterable[Succession]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for one in found:
        if one.old in seen:
            faults.append(Fault(_("Nachfolger"), _("Der alte Schlüssel %(key)s steht zweimal da.") % {"key": one.old}))
        seen.add(one.old)
    return faults

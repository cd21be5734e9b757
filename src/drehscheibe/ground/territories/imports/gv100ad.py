"""The directory as fixed-width text: GV100AD, 220 characters a line, no header (record layout of Destatis)."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from .directory import ASSOCIATION, MUNICIPALITY, SATZARTEN, Directory, Record, build
from .faults import Fault, ImportRefusedError

LAYOUT = "GV100AD"
WIDTH = 220
_LOOKS_SO = re.compile(r"^(?:10|20|30|40|50|60)\d{8}\d{2}")
_HECTARES_PER_KM2 = 100


class _UnreadableError(Exception):
    """A field of a line that cannot be what the layout says."""


def looks_like(line: str) -> bool:
    return _LOOKS_SO.match(line) is not None


def read(text: str) -> Directory:
    """Return the directory in `text`; raise ImportRefusedError where there is not one usable line."""
    records: list[Record] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not (line := line.rstrip("\r\x1a")):
            continue
        try:
            records.append(parse_line(line, number))
        except _UnreadableError as error:
            faults.append(Fault(_("Zeile %(number)s") % {"number": number}, str(error)))
    if not records:
        reason = _("In der Datei ist keine Zeile lesbar. Bitte laden Sie das Gemeindeverzeichnis neu herunter.")
        raise ImportRefusedError(reason, faults)
    return build(LAYOUT, records, faults, as_of=records[0].as_of)


def parse_line(line: str, number: int) -> Record:
    """Split one line into its fields."""
    if len(line) != WIDTH:
        raise _UnreadableError(_("%(length)s Zeichen statt %(width)s.") % {"length": len(line), "width": WIDTH})
    satzart = line[0:2]
    if satzart not in SATZARTEN:
        raise _UnreadableError(_("Die Satzart „%(satzart)s“ ist nicht bekannt.") % {"satzart": satzart})
    figures = satzart == MUNICIPALITY
    area = _number(line[128:139], _("Fläche")) if figures else None
    return Record(
        where=_("Zeile %(number)s") % {"number": number},
        satzart=satzart,
        as_of=_day(line[2:10]),
        key=line[10:18].strip(),
        verband=line[18:22].strip() if satzart in {ASSOCIATION, MUNICIPALITY} else "",
        name=line[22:72].strip(),
        mark=line[122:124].strip(),
        area=None if area is None else area / _HECTARES_PER_KM2,
        population=_number(line[139:150], _("Einwohnerzahl")) if figures else None,
        postcode=line[165:170].strip() if figures else "",
    )


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  a day, not an instant
    except ValueError:
        reason = _("Der Gebietsstand „%(text)s“ ist kein Tag (erwartet: JJJJMMTT).")
        raise _UnreadableError(reason % {"text": text}) from None


def _number(text: str, column: str) -> int | None:
    if not (digits := text.strip()):
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise _UnreadableError(_("%(column)s: „%(text)s“ ist keine Zahl.") % {"column": column, "text": digits})
    return int(digits)

"""Calendar files with their entries, put together from strings: a library costs a hundred times as much.

BEGIN:VCALENDAR … VTIMEZONE … one VEVENT per entry … END:VCALENDAR
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .lines import LINE_END, escaped, folded, quoted, text_line
from .zones import double_hour, zone_lines

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
PartStat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"]

_PRODUCT = "-//Drehscheibe//Lokale Bündnisse für Familie//DE"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who is asked to come. `email` receives the file; `asks` for an answer of her calendar program."""

    email: str
    name: str = ""
    part_stat: PartStat = "NEEDS-ACTION"
    asks: bool = True


class Entry(NamedTuple):
    """One VEVENT; give its values by name. `stamp` is when this version of it was made.

    `organizer` is name and mail address. `is_free`: the time can be taken by something else, because the entry is
    cancelled or declined.
    """

    uid: str
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    sequence: int = 0
    status: Status = "CONFIRMED"
    place: str = ""
    text: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    changed_at: datetime | None = None
    organizer: tuple[str, str] | None = None
    attendees: Sequence[Attendee] = ()
    is_free: bool = False


def calendar(
    entries: Iterable[Entry], *, zone: str, method: Method | None = None, name: str = "", refresh_hours: int = 0
) -> bytes:
    """Return a calendar file; times are told in the clock of `zone`.

    A file that is sent has a `method` (RFC 5546); one that programs subscribe to has none, but a `name` and the hours
    after which to ask again (RFC 7986, with the older words of Apple and Microsoft beside it).
    """
    texts = (entry_text(entry, zone=zone) for entry in entries)
    return calendar_of(texts, zone=zone, method=method, name=name, refresh_hours=refresh_hours)


def calendar_of(
    texts: Iterable[str], *, zone: str, method: Method | None = None, name: str = "", refresh_hours: int = 0
) -> bytes:
    """Return the same for entries whose texts are at hand."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    if method:
        lines.append(f"METHOD:{method}")
    if name:
        lines += [f"{text_line('NAME', name)}{text_line('X-WR-CALNAME', name)}X-WR-TIMEZONE:{zone}"]
    if refresh_hours:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H", f"X-PUBLISHED-TTL:PT{refresh_hours}H"]
    return LINE_END.join([*lines, *zone_lines(zone), *texts, "END:VCALENDAR", ""]).encode()


def entry_text(entry: Entry, *, zone: str) -> str:
    """Return the text of one entry, without the end of its last line."""
    return _entry(entry, zone, ZoneInfo(zone))


def _entry(entry: Entry, zone: str, clock: ZoneInfo) -> str:
    stamp = _utc(entry.stamp)
    changed = stamp if entry.changed_at is entry.stamp else _utc(entry.changed_at) if entry.changed_at else ""
    categories = _categories(entry.categories) if entry.categories else ""
    people = _people(entry) if entry.organizer or entry.attendees else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{entry.uid}\r\nDTSTAMP:{stamp}\r\n"
        f"{_times(entry.starts_at, entry.ends_at, zone, clock)}"
        f"{text_line('SUMMARY', entry.summary)}SEQUENCE:{entry.sequence}\r\nSTATUS:{entry.status}\r\n"
        f"{text_line('LOCATION', entry.place)}{text_line('DESCRIPTION', entry.text)}"
        f"{folded(f'URL:{entry.url}') + LINE_END if entry.url else ''}{categories}{f'LAST-MODIFIED:{changed}{LINE_END}' if changed else ''}{people}"
        f"TRANSP:{'TRANSPARENT' if entry.is_free else 'OPAQUE'}\r\nEND:VEVENT"
    )


def _times(starts_at: datetime, ends_at: datetime, zone: str, clock: ZoneInfo) -> str:
    """Return beginning and end by the clock of the zone.

    In the hour that the clock shows twice, a local time means the first one (RFC 5545, 3.3.5), which not all programs
    know. There it is told in UTC; the other time then too, since both have to be of one form (3.8.2.2).
    """
    double = double_hour(zone, starts_at.year)
    if double and starts_at < double[1] and (double[0] <= starts_at or double[0] <= ends_at < double[1]):
        return f"DTSTART:{_utc(starts_at)}\r\nDTEND:{_utc(ends_at)}\r\n"
    starts, ends = _basic(starts_at.astimezone(clock)), _basic(ends_at.astimezone(clock))
    return f"DTSTART;TZID={zone}:{starts}\r\nDTEND;TZID={zone}:{ends}\r\n"


def _utc(at: datetime) -> str:
    return f"{_basic(at.astimezone(UTC))}Z"


def _basic(at: datetime) -> str:
    """Return 20261014T170000; much faster than strftime."""
    text = at.isoformat()
    return f"{text[:4]}{text[5:7]}{text[8:13]}{text[14:16]}{text[17:19]}"


@lru_cache(maxsize=256)
def _categories(words: tuple[str, ...]) -> str:
    return folded("CATEGORIES:" + ",".join(map(escaped, words))) + LINE_END


def _people(entry: Entry) -> str:
    lines = [_organizer(*entry.organizer)] if entry.organizer else []
    return "".join(line + LINE_END for line in [*lines, *map(_attendee, entry.attendees)])


@lru_cache(maxsize=256)
def _organizer(name: str, email: str) -> str:
    return folded(f"ORGANIZER;CN={quoted(name)}:mailto:{email}")


def _attendee(one: Attendee) -> str:
    name = f";CN={quoted(one.name)}" if one.name else ""
    asks = ";RSVP=TRUE" if one.asks else ""
    return folded(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={one.part_stat}{asks}{name}:mailto:{one.email}"
    )

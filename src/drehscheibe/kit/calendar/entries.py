"""Calendar files with their entries, put together from strings: a library costs a hundred times as much.

BEGIN:VCALENDAR … VTIMEZONE … one VEVENT per entry … END:VCALENDAR
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from .lines import LINE_END, escaped, folded, quoted
from .zones import zone_lines

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
PartStat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"]

_PRODUCT = "-//Drehscheibe//Lokale Bündnisse für Familie//DE"
_UTC = "%Y%m%dT%H%M%SZ"
_LOCAL = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who is asked to come. `email` receives the file; `asks` for an answer of her calendar program."""

    email: str
    name: str = ""
    part_stat: PartStat = "NEEDS-ACTION"
    asks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT. `stamp` is when this version of it was made; `organizer` is name and mail address."""

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
    """Whether the time can be taken by something else: an entry that is cancelled or declined."""


def calendar(
    entries: Iterable[Entry], *, zone: str, method: Method | None = None, name: str = "", refresh_hours: int = 0
) -> bytes:
    """Return a calendar file; times are told in the clock of `zone`.

    A file that is sent has a `method` (RFC 5546); one that programs subscribe to has none, but a `name` and the hours
    after which to ask again (RFC 7986, with the older words of Apple and Microsoft beside it).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    if method:
        lines.append(f"METHOD:{method}")
    if name:
        lines += [folded(f"NAME:{escaped(name)}"), folded(f"X-WR-CALNAME:{escaped(name)}"), f"X-WR-TIMEZONE:{zone}"]
    if refresh_hours:
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H", f"X-PUBLISHED-TTL:PT{refresh_hours}H"]
    lines += zone_lines(zone)
    clock = ZoneInfo(zone)
    for entry in entries:
        lines += _entry(entry, zone, clock)
    lines += ["END:VCALENDAR", ""]
    return LINE_END.join(lines).encode()


def _entry(entry: Entry, zone: str, clock: ZoneInfo) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        folded(f"UID:{entry.uid}"),
        f"DTSTAMP:{entry.stamp.astimezone(UTC):{_UTC}}",
        *_times(entry.starts_at, entry.ends_at, zone, clock),
        folded(f"SUMMARY:{escaped(entry.summary)}"),
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{entry.status}",
    ]
    if entry.place:
        lines.append(folded(f"LOCATION:{escaped(entry.place)}"))
    if entry.text:
        lines.append(folded(f"DESCRIPTION:{escaped(entry.text)}"))
    if entry.url:
        lines.append(folded(f"URL:{entry.url}"))
    if entry.categories:
        lines.append(_categories(entry.categories))
    if entry.changed_at:
        lines.append(f"LAST-MODIFIED:{entry.changed_at.astimezone(UTC):{_UTC}}")
    if entry.organizer:
        lines.append(_organizer(*entry.organizer))
    lines += [_attendee(one) for one in entry.attendees]
    lines += ["TRANSP:TRANSPARENT" if entry.is_free else "TRANSP:OPAQUE", "END:VEVENT"]
    return lines


def _times(starts_at: datetime, ends_at: datetime, zone: str, clock: ZoneInfo) -> tuple[str, str]:
    """Return beginning and end by the clock of the zone.

    In the hour that the clock shows twice, a local time means the first one (RFC 5545, 3.3.5), which not all programs
    know. There it is told in UTC; the other time then too, since both have to be of one form (3.8.2.2).
    """
    starts, ends = starts_at.astimezone(clock), ends_at.astimezone(clock)
    if _comes_twice(starts) or _comes_twice(ends):
        return f"DTSTART:{starts.astimezone(UTC):{_UTC}}", f"DTEND:{ends.astimezone(UTC):{_UTC}}"
    return f"DTSTART;TZID={zone}:{starts:{_LOCAL}}", f"DTEND;TZID={zone}:{ends:{_LOCAL}}"


def _comes_twice(at: datetime) -> bool:
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


@lru_cache(maxsize=256)
def _categories(words: tuple[str, ...]) -> str:
    return folded("CATEGORIES:" + ",".join(map(escaped, words)))


@lru_cache(maxsize=256)
def _organizer(name: str, email: str) -> str:
    return folded(f"ORGANIZER;CN={quoted(name)}:mailto:{email}")


def _attendee(one: Attendee) -> str:
    name = f";CN={quoted(one.name)}" if one.name else ""
    asks = ";RSVP=TRUE" if one.asks else ""
    return folded(
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={one.part_stat}{asks}{name}:mailto:{one.email}"
    )

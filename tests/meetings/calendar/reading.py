"""Calendar files read by two libraries that know nothing of each other and nothing of us."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar

SCRIPT = Path(__file__).with_name("read.mjs")


def by_python(content: bytes) -> dict[str, Any]:
    """Return what `icalendar` understands, in the shape of `read.mjs`; times by the file's own VTIMEZONE."""
    calendar = icalendar.Calendar.from_ical(content.decode())
    assert isinstance(calendar, icalendar.Calendar)
    return {
        "method": str(calendar.get("METHOD", "")),
        "name": str(calendar.get("X-WR-CALNAME", "")),
        "entries": [_entry(event) for event in calendar.walk("VEVENT")],
    }


def _entry(event: Any) -> dict[str, Any]:
    found = event.get("ATTENDEE", [])
    attendees = found if isinstance(found, list) else [found]
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "starts": int(event.start.timestamp()),
        "ends": int(event.end.timestamp()),
        "zone": _zone(event["DTSTART"]),
        "summary": str(event.get("SUMMARY", "")),
        "place": str(event.get("LOCATION", "")),
        "text": str(event.get("DESCRIPTION", "")),
        "status": str(event["STATUS"]),
        "organizer": str(event["ORGANIZER"]) if "ORGANIZER" in event else None,
        "attendees": [
            [str(one), str(one.params.get("PARTSTAT", "")), str(one.params.get("CN", ""))] for one in attendees
        ],
    }


def _zone(start: Any) -> str:
    at: datetime = start.dt
    return str(start.params.get("TZID", at.tzname()))


def by_node(folder: Path, *contents: bytes) -> list[dict[str, Any]]:
    """Return what ical.js understands of each file."""
    files = []
    for number, content in enumerate(contents):
        file = folder / f"{number}.ics"
        file.write_bytes(content)
        files.append(str(file))
    done = subprocess.run(["node", str(SCRIPT), *files], check=True, capture_output=True, text=True, timeout=60)
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer

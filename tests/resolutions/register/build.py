"""Decisions in the register, with and without a meeting: what the tests of this folder begin with."""

from datetime import date
from typing import Any

from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Decision, Meeting
from tests.meetings import making
from tests.meetings.after.build import decision as line
from tests.meetings.after.build import running
from tests.rooms import TESTER

REGISTER = "/arbeit/perle/treffen/beschluesse/"


def page(of: Decision, part: str = "") -> str:
    return f"{REGISTER}{of.pk}/{part}"


def evening(body: Body, *texts: str, on: date, **values: Any) -> Meeting:
    """Return a closed meeting that decided so much."""
    meeting = running(body, on=on, **values)
    for text in texts:
        line(meeting, None, text)
    close_meeting(meeting, by=TESTER)
    return meeting


def decided(body: Body | None = None, number: int = 1, **values: Any) -> Decision:
    """Return one that was taken between two meetings, unless a meeting is named."""
    on = values.pop("on", date(2026, 5, 6))
    text = values.setdefault("text", "Wir kaufen Luftballons.")
    title = values.get("title", "")
    return Decision.objects.create(
        body=body or making.body(), year=on.year, number=number, decided_on=on,
        search=folded(f"{title} {text}"), **values,
    )  # fmt: skip

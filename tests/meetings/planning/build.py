"""An alliance in Brandenburg whose year is planned, and what a test wants to know of it."""

import re
from datetime import date, datetime, time

from django.utils import timezone

from drehscheibe.ground.alliances.models import Area, ContactPoint
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Meeting, Series
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import furnish, place

_LINK = re.compile(r"https?://[^/\s]+(/link/(?:gastgeber|termin|meine-seite)/[^/\s\"]+/)")
TODAY = date(2026, 11, 23)


def prepared(cast: Cast) -> None:
    """Give the alliance a profile, a Land and somebody to write to."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(role="Koordination", email="buendnis@example.org")
        Area.objects.create(territory=place(), rank=0)


def round_table() -> Body:
    return making.body("Bündnistreffen", BodyKind.PLENUM)


def series(body: Body, **values: object) -> Series:
    named = {"title": body.name, "weeks_min": 4, "weeks_max": 6, "weekdays": [2], "starts": time(17), "rotates": True}
    return Series.objects.create(body=body, **{**named, **values})


def meetings(of: Series, *days: date, **values: object) -> list[Meeting]:
    return [making.meeting(of.body, on=day, series=of, **values) for day in days]


def local(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def mails(cast: Cast, *, to: str = "") -> list[Mail]:
    with scope.alliance(cast.perle.pk):
        rows = Mail.objects.order_by("pk")
        return list(rows.filter(to_email=to) if to else rows)


def link_in(mail: Mail) -> str:
    """Return the path of the button in a mail."""
    found = _LINK.search(mail.text)
    assert found is not None, mail.text
    return found[1]

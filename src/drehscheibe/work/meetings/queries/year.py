"""A year of meetings: the list, what was aimed for, the wheel, and who gets the dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.bodies.models import Body, Governance
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.partners.models import Organisation, Person

from .. import wording
from ..models import Meeting, MeetingMail
from ..rules.calendar import FreeDays, spans
from ..rules.year import SIZE, Target, angle, arc, mark, outline, point, target
from ..vocabulary import MailKind, MeetingState
from .holidays import NoMeeting, no_meeting

_RADIUS, _INNER = 150.0, 112.0
_RINGS = (131.0, 97.0, 63.0)
_APART = timedelta(days=11)
"""Nearer ones would cover each other: the next goes one ring further in."""
_COLOURS = 6
SOON = (MeetingState.DRAFT, MeetingState.INVITED)


def meetings_of(year: int, *, until: int = 0) -> list[Meeting]:
    """Return the meetings of a year, or of those up to `until`, cancelled ones left out, in order."""
    zone = timezone.get_current_timezone()
    since, end = datetime(year, 1, 1, tzinfo=zone), datetime(max(year, until) + 1, 1, 1, tzinfo=zone)
    rows = Meeting.objects.filter(starts_at__gte=since, starts_at__lt=end).exclude(state=MeetingState.CANCELLED)
    return list(rows.select_related("body", "host", "series", "alliance").order_by("starts_at", "pk"))


def target_of(meetings: Sequence[Meeting]) -> Target:
    """Say whether the year has what was aimed for; the groups' own meetings do not count."""
    wanted = Governance.objects.values_list("meetings_per_year", flat=True).first() or 0
    kinds = [one.body.kind for one in meetings if one.body.kind not in _GROUPS]
    return target(kinds, wanted=wanted, wants_assembly=_assembly() is not None)


def _assembly() -> Body | None:
    return Body.objects.filter(kind=BodyKind.ASSEMBLY, closed_on=None).order_by("pk").first()


_GROUPS = (BodyKind.WORKING, BodyKind.PROJECT, BodyKind.INTEREST)


def target_in_words(found: Target) -> str:
    """Return what the year has and what it lacks: „3 Treffen von mindestens 4: eines fehlt noch.“"""
    number = ngettext("Ein Treffen", "%(number)s Treffen", found.meetings) % {"number": found.meetings}
    if not found.wanted:
        return _("%(number)s im Jahr geplant.") % {"number": number}
    if found.is_met:
        return _("%(number)s im Jahr geplant: Das Ziel von mindestens %(wanted)s ist erreicht.") % {
            "number": number, "wanted": found.wanted,
        }  # fmt: skip
    parts = []
    if found.missing:
        parts.append(
            ngettext("eines fehlt noch", "%(missing)s fehlen noch", found.missing) % {"missing": found.missing}
        )
    if found.misses_assembly:
        parts.append(_("für „%(body)s“ gibt es noch keinen Termin") % {"body": _assembly()})
    return _("%(number)s von mindestens %(wanted)s: %(missing)s.") % {
        "number": number, "wanted": found.wanted, "missing": ", ".join(parts),
    }  # fmt: skip


# The wheel


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    short: str
    x: float
    y: float
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Shade:
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    label: str
    url: str
    colour: int
    letter: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class BodyMark:
    """A line of the legend: a colour and a letter, so that nobody needs to see the colour."""

    name: str
    colour: int
    letter: str


@dataclass(frozen=True, slots=True)
class Count:
    """How much a higher app has in a month, e.g. measures that are due; drawn as one mark that leads to its list."""

    month: int
    kind: int
    number: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CountMark:
    x: float
    y: float
    corners: str
    number: int
    label: str
    url: str
    kind: int


@dataclass(frozen=True, slots=True)
class Wheel:
    """All that `meetings/parts/year_wheel.html` draws."""

    year: int
    size: int
    sentence: str
    months: list[Month]
    holidays: list[Shade]
    dots: list[Dot]
    bodies: list[BodyMark]
    today: tuple[float, float, float, float] | None
    counts: list[CountMark]
    kinds: list[tuple[int, str]]


def year_wheel(
    year: int,
    *,
    meetings: Sequence[Meeting] | None = None,
    free: NoMeeting | None = None,
    slug: str = "",
    counts: Sequence[Count] = (),
    kinds: Sequence[str] = (),
) -> Wheel:
    """Return the wheel of a year; five statements, none where meetings, holidays and address are at hand.

    `counts` are further marks around it, `kinds` their words for the legend.
    """
    rows = list(meetings) if meetings is not None else meetings_of(year)
    days = free or no_meeting([year])
    slug = slug or Alliance.objects.values_list("slug", flat=True).get(pk=scope.required().alliance_id or 0)
    marks = _marks(rows)
    return Wheel(
        year,
        SIZE,
        _wheel_sentence(year, rows),
        [_month(year, number) for number in range(1, 13)],
        _shades(days, year),
        [_dot(one, slug, marks, radius) for one, radius in zip(rows, _radii(rows), strict=True)],
        list(marks.values()),
        _today(year),
        [_count_mark(one, year, len(kinds)) for one in counts],
        [(kind, name) for kind, name in enumerate(kinds) if any(one.kind == kind for one in counts)],
    )


def _count_mark(one: Count, year: int, places: int) -> CountMark:
    x, y = mark(one.month, one.kind, places, year)
    return CountMark(x, y, outline(x, y, one.kind), one.number, one.label, one.url, one.kind)


def _wheel_sentence(year: int, rows: Sequence[Meeting]) -> str:
    if not rows:
        return _("Für %(year)s ist noch kein Treffen geplant.") % {"year": year}
    number = ngettext("ein Treffen", "%(number)s Treffen", len(rows)) % {"number": len(rows)}
    following = next((one for one in rows if one.starts_at >= timezone.now()), None)
    said = _("%(year)s: %(number)s.") % {"year": year, "number": number}
    if following is None:
        return said
    words = {"title": following.title, "day": wording.day_in_words(following.starts_at)}
    return said + " " + _("Das nächste: %(title)s am %(day)s.") % words


def _marks(rows: Sequence[Meeting]) -> dict[int, BodyMark]:
    found: dict[int, BodyMark] = {}
    for one in sorted(rows, key=lambda row: (row.body.rank, row.body_id)):
        if one.body_id not in found:
            number = len(found)
            found[one.body_id] = BodyMark(one.body.name, number % _COLOURS, chr(ord("A") + number % 26))
    return found


def _month(year: int, number: int) -> Month:
    first = date(year, number, 1)
    middle = angle(first + timedelta(days=14))
    return Month(
        date_format(first, "F"),
        date_format(first, "M"),
        *point(middle, 172),
        *point(angle(first), 100),
        *point(angle(first), 160),
    )


def _shades(free: NoMeeting, year: int) -> list[Shade]:
    found = free.years.get(year, FreeDays())
    days = [*spans(found.school), *spans(found.public)]
    return [Shade(arc(one.since, one.until, inner=_INNER, outer=_RADIUS), one.name) for one in days]


def _radii(rows: Sequence[Meeting]) -> list[float]:
    """Return the ring of each meeting: the outermost on which the one before is far enough away."""
    last: dict[float, datetime] = {}
    found = []
    for one in rows:
        free = (radius for radius in _RINGS if radius not in last or one.starts_at - last[radius] >= _APART)
        radius = next(free, _RINGS[0])
        last[radius] = one.starts_at
        found.append(radius)
    return found


def _dot(meeting: Meeting, slug: str, marks: dict[int, BodyMark], radius: float) -> Dot:
    x, y = point(angle(timezone.localdate(meeting.starts_at)), radius)
    mark = marks[meeting.body_id]
    return Dot(
        x,
        y,
        f"{meeting.title}, {wording.day_in_words(meeting.starts_at)}, {meeting.get_state_display()}",
        reverse("workspace_meeting", args=[slug, meeting.pk]),
        mark.colour,
        mark.letter,
        meeting.state == MeetingState.DRAFT,
    )


def _today(year: int) -> tuple[float, float, float, float] | None:
    day = timezone.localdate()
    return (*point(angle(day), 96), *point(angle(day), 160)) if day.year == year else None


# Who gets the dates


@dataclass(frozen=True, slots=True)
class Receiver:
    """One person with all dates of her bodies; `organisations` are those that she comes for."""

    person: Person
    organisations: list[Organisation]
    meetings: list[Meeting]


@dataclass(frozen=True, slots=True)
class DatesPlan:
    meetings: list[Meeting]
    receivers: list[Receiver]
    without: list[Organisation]

    @property
    def partners(self) -> int:
        return len({one.pk for receiver in self.receivers for one in receiver.organisations})


def to_announce(year: int) -> list[Meeting]:
    return [one for one in meetings_of(year) if one.state in SOON and one.starts_at > timezone.now()]


def dates_plan(year: int) -> DatesPlan:
    """Return who gets which dates: everybody with a seat who does not know all of hers yet.

    The number of statements grows with the bodies, not with partners or meetings.
    """
    meetings = to_announce(year)
    known = set(
        MeetingMail.objects.filter(kind=MailKind.SAVE_THE_DATE, invitee__meeting__in=meetings).values_list(
            "invitee__meeting_id", "invitee__organisation_id"
        )
    )
    people: dict[int, Receiver] = {}
    without: dict[int, Organisation] = {}
    news: set[int] = set()
    for body in {one.body_id: one.body for one in meetings}.values():
        dates = [one for one in meetings if one.body_id == body.pk]
        for sitting in sittings(body):
            person, partner = sitting.person, sitting.organisation
            if person is None or not person.email:
                without[partner.pk] = partner
                continue
            receiver = people.setdefault(person.pk, Receiver(person, [], []))
            _add(receiver, partner, dates)
            if any((one.pk, partner.pk) not in known for one in dates):
                news.add(person.pk)
    receivers = [receiver for pk, receiver in people.items() if pk in news]
    return DatesPlan(meetings, receivers, sorted(without.values(), key=lambda one: one.sort_name))


def _add(receiver: Receiver, partner: Organisation, dates: Sequence[Meeting]) -> None:
    if partner not in receiver.organisations:
        receiver.organisations.append(partner)
    receiver.meetings.extend(one for one in dates if one not in receiver.meetings)
    receiver.meetings.sort(key=lambda one: (one.starts_at, one.pk))

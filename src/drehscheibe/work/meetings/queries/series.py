"""Series of meetings: which there are, and which dates to propose for a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.models import Body

from .. import access
from ..models import Meeting, Series
from ..rhythms import PROPOSALS, Part, Proposal
from ..rules.dates import WORKING_DAYS, Rhythm, series_dates
from ..vocabulary import MeetingState
from .holidays import NoMeeting, no_meeting

WEEKDAYS = (
    gettext_lazy("Montag"), gettext_lazy("Dienstag"), gettext_lazy("Mittwoch"), gettext_lazy("Donnerstag"),
    gettext_lazy("Freitag"), gettext_lazy("Samstag"), gettext_lazy("Sonntag"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed date: `note` says how far it is from the one before, `reason` why it does not fit after all."""

    day: date
    note: str = ""
    reason: str = ""


def all_series() -> list[Series]:
    """Return the series in use, each with the number of its meetings ahead."""
    ahead = Q(meetings__starts_at__gte=timezone.now()) & ~Q(meetings__state=MeetingState.CANCELLED)
    rows = Series.objects.filter(is_active=True).select_related("body")
    return list(rows.annotate(ahead=Count("meetings", filter=ahead)).order_by("body__rank", "title", "pk"))


def bodies_to_plan(by: Actor) -> list[Body]:
    """Return the bodies that somebody may plan for."""
    return [one for one in Body.objects.filter(closed_on=None) if access.can_plan(by, one)]


def in_words(series: Series) -> str:
    """Return "alle 4 bis 6 Wochen, mittwochs um 17:00 Uhr, jedes Mal bei einem anderen Partner"."""
    weeks = (
        _("alle %(least)s bis %(most)s Wochen") % {"least": series.weeks_min, "most": series.weeks_max}
        if series.weeks_min != series.weeks_max
        else _("alle %(least)s Wochen") % {"least": series.weeks_min}
    )
    days = _(" oder ").join(str(WEEKDAYS[number]) for number in series.weekdays)
    at = _("um %(time)s Uhr") % {"time": f"{series.starts:%H:%M}"}
    host = _("jedes Mal bei einem anderen Partner") if series.rotates else ""
    when = _("am %(days)s %(at)s") % {"days": days, "at": at} if days else at
    return ", ".join(part for part in (weeks, when, host) if part)


# Dates of a year


def candidates(series: Series, year: int) -> tuple[list[Candidate], NoMeeting]:
    """Return the dates that fit: within the range, on no holiday, no blocked day, and when nobody else meets."""
    free, taken = no_meeting([year]), taken_days([year])
    last = _last_before(series, date(year, 1, 1))
    today = timezone.localdate()
    first = max(date(year, 1, 1), today + timedelta(days=1))
    before = _last_before(series, date(year + 1, 1, 1)) or last
    rhythm = Rhythm(series.weeks_min, series.weeks_max, tuple(series.weekdays) or WORKING_DAYS)
    days = series_dates(
        rhythm,
        after=before or first - timedelta(weeks=series.weeks_min),
        first=first,
        last=date(year, 12, 31),
        fits=lambda day: not free.reason(day) and day not in taken,
    )
    return with_notes(days, before=before, free=free), free


def with_notes(
    days: Iterable[date], *, before: date | None, free: NoMeeting, taken: Sequence[date] = ()
) -> list[Candidate]:
    """Return dates with how far each is from the one before, and whether it fits."""
    found, last = [], before
    for day in sorted(set(days)):
        busy = _("An diesem Tag ist schon ein Treffen") if day in taken else ""
        found.append(Candidate(day, _distance(last, day), busy or free.reason(day)))
        last = day
    return found


def _distance(before: date | None, day: date) -> str:
    if before is None:
        return ""
    weeks = round((day - before).days / 7)
    return ngettext("eine Woche nach dem vorigen", "%(number)s Wochen nach dem vorigen", weeks) % {"number": weeks}


def _last_before(series: Series, day: date) -> date | None:
    rows = Meeting.objects.filter(body=series.body_id, starts_at__date__lt=day).exclude(state=MeetingState.CANCELLED)
    if series.pk and rows.filter(series=series).exists():
        rows = rows.filter(series=series)
    found = rows.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return timezone.localdate(found) if found else None


def taken_days(years: Iterable[int]) -> set[date]:
    """Return the days on which some body meets already."""
    rows = Meeting.objects.filter(starts_at__year__in=list(years)).exclude(state=MeetingState.CANCELLED)
    return {timezone.localdate(at) for at in rows.values_list("starts_at", flat=True)}


# Rhythms to begin with


@dataclass(frozen=True, slots=True)
class Offer:
    """A rhythm and the bodies that it would give a series to."""

    proposal: Proposal
    bodies: tuple[tuple[Body, Part], ...]

    @property
    def names(self) -> str:
        return ", ".join(body.name for body, _part in self.bodies)


def offers() -> list[Offer]:
    """Return the rhythms with bodies that have no series yet; without such bodies none."""
    used = set(Series.objects.filter(is_active=True).values_list("body_id", flat=True))
    bodies = list(Body.objects.filter(closed_on=None).order_by("rank", "pk"))
    found = [Offer(one, tuple(_fitting(one, [body for body in bodies if body.pk not in used]))) for one in PROPOSALS]
    return [one for one in found if one.bodies]


def _fitting(proposal: Proposal, bodies: Sequence[Body]) -> list[tuple[Body, Part]]:
    found: list[tuple[Body, Part]] = []
    for part in proposal.parts:
        fitting = [body for kind in part.kinds for body in bodies if body.kind == kind]
        chosen = fitting if part.each else fitting[:1]
        found += [(body, part) for body in chosen if body not in [one for one, _part in found]]
    return found

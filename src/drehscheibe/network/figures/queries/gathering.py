"""Everything that happened in a year and the one before, read at once: so many statements, however much there was.

Only what may leave the alliance's team: nothing confidential, no needs that nobody has looked at, no drafts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.meetings.models import Decision, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import DecisionState, MeetingState, Outcome
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.plans.models import (
    FocusReview,
    Indicator,
    Measure,
    Need,
    Position,
    Project,
    ProjectPhoto,
)
from drehscheibe.work.plans.vocabulary import Circle, NeedSource, NeedState, PositionState

from ..rules.years import overlaps

_OVER = (MeetingState.MINUTES, MeetingState.APPROVED)
_CALLED = (MeetingState.INVITED, MeetingState.RUNNING)
_UNSAID = (PositionState.DRAFT, PositionState.COLLECTING)


@dataclass(slots=True)
class Attended:
    """How often a partner was there in a year; `organisation_id` is None for guests."""

    year: int
    organisation_id: int | None
    times: int


@dataclass(slots=True)
class Reading:
    """What an indicator said on a day."""

    indicator_id: int
    project_id: int
    unit: str
    on: date
    value: Decimal


@dataclass
class Gathered:
    """The rows of a year and the one before, as plain lists; what is asked of them is worked out here, without SQL."""

    year: int
    alliance: Alliance
    organisations: list[Organisation]
    meetings: list[Meeting]
    attended: list[Attended]
    decisions: list[Decision]
    projects: list[Project]
    indicators: list[Indicator]
    readings: list[Reading]
    measures: list[Measure]
    needs: list[Need]
    positions: list[Position]

    @cached_property
    def names(self) -> dict[int, str]:
        return {row.pk: row.name for row in self.organisations}

    def partners_at_end_of(self, year: int) -> list[Organisation]:
        """Return who belonged to the alliance when the year ended, or today."""
        end = min(date(year, 12, 31), timezone.localdate())
        return [row for row in self.organisations if _belonged(row, end)]

    def meetings_of(self, year: int) -> list[Meeting]:
        """Return the meetings that took place in a year, in their order."""
        return [row for row in self.meetings if _held(row) and timezone.localdate(row.starts_at).year == year]

    def attended_in(self, year: int) -> list[Attended]:
        return [row for row in self.attended if row.year == year]

    def decisions_of(self, year: int) -> list[Decision]:
        """Return what was decided in a year, by number."""
        return sorted((row for row in self.decisions if row.year == year), key=lambda row: row.number)

    def decisions_done_in(self, year: int) -> list[Decision]:
        done = (row for row in self.decisions if row.state == DecisionState.DONE)
        return [row for row in done if (row.finished_on or row.decided_on).year == year]

    def projects_of(self, year: int) -> list[Project]:
        return [row for row in self.projects if self._is_of(row, year)]

    def projects_finished_in(self, year: int) -> list[Project]:
        over = (Project.State.FINISHED, Project.State.ARCHIVED)
        return [row for row in self.projects if row.state in over and _last_year_of(row) == year]

    def _is_of(self, row: Project, year: int) -> bool:
        """Tell whether a project belongs to a year: by its days, else by what was measured and said of it."""
        if row.state == Project.State.PLANNED:
            return False
        if row.year is not None:
            return row.year == year
        if row.starts_on or row.ends_on:
            return overlaps(year, row.starts_on, row.ends_on)
        if row.state == Project.State.RUNNING:
            return year >= timezone.localdate().year - 1
        return str(year) in row.until or (row.pk, year) in self._measured

    @cached_property
    def _measured(self) -> set[tuple[int, int]]:
        return {(row.project_id, row.on.year) for row in self.readings}

    def measures_of(self, year: int) -> list[Measure]:
        return [row for row in self.measures if row.year == year]

    def needs_of(self, year: int) -> list[Need]:
        """Return the needs that were told or answered in a year, in the order they came."""
        rows = [row for row in self.needs if year in {_year(row.received_at), _year(row.answered_at)}]
        return sorted(rows, key=lambda row: row.received_at)

    def needs_answered_in(self, year: int) -> list[Need]:
        return [row for row in self.needs if row.answer and _year(row.answered_at) == year]

    def positions_of(self, year: int) -> list[Position]:
        return [row for row in self.positions if (row.handed_on or timezone.localdate(row.made_at)).year == year]

    def reached(self, year: int) -> Counter[str]:
        """Return unit → sum of what was measured last in a year, of indicators that count people."""
        latest = {row.indicator_id: row for row in self.readings if row.on.year == year}
        found = Counter[str]()
        for row in latest.values():
            if (unit := row.unit.strip().casefold()) in PEOPLE:
                found[PEOPLE[unit]] += int(row.value)
        return found

    @cached_property
    def indicators_by_project(self) -> dict[int, list[Indicator]]:
        found = defaultdict[int, list[Indicator]](list)
        for row in self.indicators:
            found[row.project_id].append(row)
        return found


TOWN = (PartnerCategory.MUNICIPALITY, PartnerCategory.DISTRICT)
"""Partners that the mayor answers for."""
UNDONE = (DecisionState.OPEN, DecisionState.RUNNING)
PEOPLE = {
    "familien": "Familien", "kinder": "Kinder", "eltern": "Eltern", "menschen": "Menschen", "personen": "Menschen",
    "teilnehmende": "Menschen", "besucher": "Menschen", "gäste": "Menschen",
}  # fmt: skip
"""Units of indicators that count people, and the word for them."""


def gather(year: int, *, alliance: Alliance | None = None) -> Gathered:
    """Return what happened in a year and the one before; ten statements, nine where the alliance in scope is at hand."""
    years = (year - 1, year)
    alliance = alliance or Alliance.objects.get(pk=scope.required().alliance_id or 0)
    meetings = _meetings(alliance, year)
    projects = list(_open(Project).select_related("owner", "body", "programme", "focus"))
    indicators, readings = _measured([row.pk for row in projects])
    return Gathered(
        year=year,
        alliance=alliance,
        organisations=list(Organisation.objects.exclude(state=State.CANDIDATE)),
        meetings=meetings,
        attended=_attended(row.pk for row in meetings if _held(row)),
        decisions=_decisions(years),
        projects=projects,
        indicators=indicators,
        readings=readings,
        measures=list(_open(Measure).filter(year__in=(*years, year + 1)).select_related("organisation", "body")),
        needs=_needs(years),
        positions=list(_open(Position).exclude(state__in=_UNSAID)),
    )


def _open(model: type[Project] | type[Measure] | type[Need] | type[Position]):  # type: ignore[no-untyped-def]  # querysets of four models
    """Return the rows that are not confidential."""
    return model._default_manager.exclude(audience=Circle.TEAM)


def _meetings(alliance: Alliance, year: int) -> list[Meeting]:
    """Return the meetings around a year; practised ones count only as long as the alliance practises."""
    rows = Meeting.objects.filter(starts_at__year__gte=year - 1, starts_at__year__lte=year + 1)
    if alliance.is_live:
        rows = rows.filter(is_practice=False)
    return list(rows.exclude(state=MeetingState.CANCELLED).select_related("body", "host").order_by("starts_at", "pk"))


def _held(row: Meeting) -> bool:
    return row.state in _OVER or (row.state in _CALLED and row.ends_at < timezone.now())


def _attended(meetings: Iterable[int]) -> list[Attended]:
    """Count who was there: of each meeting once, however often somebody came and went."""
    rows = Presence.objects.filter(meeting__in=list(meetings)).order_by()
    counted = rows.values_list(ExtractYear("meeting__starts_at"), "invitee__organisation_id").annotate(
        times=Count("invitee", distinct=True)
    )
    return [Attended(*row) for row in counted]


def _decisions(years: tuple[int, int]) -> list[Decision]:
    """Return what was decided or carried out in these years, and what waits for the town since whenever."""
    waiting = Q(state__in=UNDONE, owner_organisation__category__in=TOWN)
    rows = Decision.objects.filter(Q(year__in=years) | Q(finished_on__year__in=years) | waiting)
    rows = rows.filter(withdrawn_at=None, is_confidential=False, outcome=Outcome.ACCEPTED)
    return list(rows.select_related("body", "owner_organisation").defer("search"))


def _measured(projects: list[int]) -> tuple[list[Indicator], list[Reading]]:
    """Return the indicators of projects in their order, and all their readings by day; one statement."""
    indicators: dict[int, Indicator] = {}
    readings = []
    rows = Indicator.objects.filter(project__in=projects).annotate(on=F("readings__on"), value=F("readings__value"))
    for row in rows.order_by("rank", "pk", "readings__on", "readings__pk"):
        indicators.setdefault(row.pk, row)
        if row.on is not None and row.value is not None:
            readings.append(Reading(row.pk, row.project_id, row.unit, row.on, row.value))
    return list(indicators.values()), readings


def _needs(years: tuple[int, int]) -> list[Need]:
    """Return needs that somebody has looked at; what a family told only where everybody may read it."""
    rows = _open(Need).exclude(state__in=[NeedState.NEW, NeedState.MERGED])
    rows = rows.exclude(~Q(audience=Circle.PUBLIC), source=NeedSource.FAMILY)
    return list(rows.filter(Q(received_at__year__in=years) | Q(answered_at__year__in=years)))


def reviews(year: int) -> list[FocusReview]:
    """Return how the focus topics went in a year."""
    return list(FocusReview.objects.filter(year=year).select_related("focus", "body").order_by("focus__rank", "pk"))


def photos(projects: Iterable[int]) -> dict[int, list[ProjectPhoto]]:
    """Return project → its photos that may leave the team, since the people on them agreed."""
    found = defaultdict[int, list[ProjectPhoto]](list)
    for row in ProjectPhoto.objects.filter(project__in=list(projects), people_agreed=True).select_related("file"):
        found[row.project_id].append(row)
    return found


def _belonged(row: Organisation, day: date) -> bool:
    if row.joined_on is not None and row.joined_on > day:
        return False
    return row.state == State.MEMBER or (row.left_on is not None and row.left_on > day)


def _last_year_of(row: Project) -> int | None:
    if row.ends_on is not None:
        return row.ends_on.year
    if row.year is not None:
        return row.year
    tail = row.until.strip()[-4:]
    return int(tail) if tail.isascii() and tail.isdigit() else None


def _year(at: object) -> int | None:
    return timezone.localtime(at).year if at else None  # type: ignore[arg-type]  # a time or None

"""A year's plan: its words and its lines by quarter and month, from measures, projects, milestones and meetings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.queries.year import Count, Wheel, meetings_of, year_wheel
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.resolutions import access as resolutions

from .. import access
from ..models import AnnualPlan, Measure, Milestone, Project
from ..vocabulary import MeasureState
from .measures import is_abandoned, is_overdue, owner_in_words

MEETING, MEASURE, PROJECT, MILESTONE = "meeting", "measure", "project", "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the plan; `day` is what it is sorted by, None for what has no day in the year."""

    kind: str
    day: date | None
    when: str
    title: str
    url: str = ""
    owner: str = ""
    state: str = ""
    is_late: bool = False
    is_abandoned: bool = False
    is_confidential: bool = False

    @property
    def kind_label(self) -> str:
        return {
            MEETING: _("Treffen"), MEASURE: _("Maßnahme"), PROJECT: _("Projekt"), MILESTONE: _("Schritt"),
        }[self.kind]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Quarter:
    number: int
    months: list[Month] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class YearPlan:
    """All that the page, the paper and the file of a year show."""

    plan: AnnualPlan
    quarters: list[Quarter]
    undated: list[Line]
    meetings: list[Meeting]

    @property
    def lines(self) -> list[Line]:
        dated = [line for quarter in self.quarters for month in quarter.months for line in month.lines]
        return [*dated, *self.undated]

    @property
    def is_empty(self) -> bool:
        return not self.lines

    def number_of(self, kind: str) -> int:
        return sum(line.kind == kind for line in self.lines)


def plan_of(year: int) -> AnnualPlan:
    """Return the plan of a year, not yet saved where nobody has written one."""
    found = AnnualPlan.objects.select_related("decision").filter(year=year).first()
    return found or AnnualPlan(year=year)


def year_plan(year: int, *, by: Actor | None, slug: str = "") -> YearPlan:
    """Return a year as somebody may read it; without `by` as it may go round in the alliance. Five statements."""
    seen = access.OPEN_TO_ALLIANCE if by is None else access.seen_by(by)
    meetings = meetings_of(year)
    found = [
        *(_meeting(one, slug) for one in meetings),
        *(_measure(one, year, slug) for one in _measures(year, seen)),
        *(line for one in _projects(year, seen) for line in _project(one, year, slug)),
        *(_milestone(one, slug) for one in _milestones(year, seen)),
    ]
    return YearPlan(plan_of(year), _quarters(found), [line for line in found if line.day is None], meetings)


def _quarters(lines: Iterable[Line]) -> list[Quarter]:
    months = defaultdict[int, list[Line]](list)
    for line in sorted((one for one in lines if one.day), key=lambda one: (one.day or date.min, one.kind, one.title)):
        months[(line.day or date.min).month].append(line)
    quarters: dict[int, Quarter] = {}
    for number in sorted(months):
        quarter = quarters.setdefault((number + 2) // 3, Quarter((number + 2) // 3))
        quarter.months.append(Month(number, date_format(date(2000, number, 1), "F"), months[number]))
    return list(quarters.values())


def _meeting(one: Meeting, slug: str) -> Line:
    return Line(
        kind=MEETING, day=timezone.localdate(one.starts_at), when=when(one.starts_at, one.ends_at), title=one.title,
        url=_url("workspace_meeting", slug, one.pk), owner=one.body.name if one.body.name != one.title else "",
        state=str(one.get_state_display()),
    )  # fmt: skip


def _measures(year: int, seen: Q) -> Sequence[Measure]:
    return list(Measure.objects.filter(seen, year=year).select_related("organisation", "person", "body"))


def _measure(one: Measure, year: int, slug: str) -> Line:
    """Return a measure by the day that it is to be done; one that is due in another year has no month in this one."""
    due = one.due_on if one.due_on and one.due_on.year == year else None
    return Line(
        kind=MEASURE, day=due, when=_until(one.due_on), title=one.title, url=_url("workspace_measure", slug, one.pk),
        owner=owner_in_words(one), state=str(one.get_state_display()), is_late=is_overdue(one),
        is_abandoned=is_abandoned(one), is_confidential=one.audience == "team",
    )  # fmt: skip


def _projects(year: int, seen: Q) -> Sequence[Project]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    touched = Q(starts_on__range=(first, last)) | Q(ends_on__range=(first, last)) | Q(year=year)
    touched |= Q(starts_on__lt=first, ends_on__gt=last)
    rows = Project.objects.filter(seen, touched, is_template=False).select_related("body", "owner")
    return list(rows.order_by("starts_on", "pk"))


def titled(one: Project) -> str:
    """Return a project's title with its motto, where the title does not say it already."""
    return f"{one.title}: {one.motto}" if one.motto and one.motto not in one.title else one.title


def _project(one: Project, year: int, slug: str) -> list[Line]:
    """Return a line where a project begins and one where it ends; a project of one day, or without days, has one."""
    words: dict[str, Any] = {
        "kind": PROJECT, "title": titled(one),
        "url": _url("workspace_project", slug, one.pk), "state": str(one.get_state_display()) if one.state else "",
        "owner": ", ".join(str(who) for who in (one.owner, one.body) if who), "is_confidential": one.audience == "team",
    }  # fmt: skip
    begins, ends = (day if day and day.year == year else None for day in (one.starts_on, one.ends_on))
    if begins and begins == ends:
        return [Line(day=begins, when=_day(begins), **words)]
    lines = [Line(day=begins, when=_("beginnt am %(day)s") % {"day": _day(begins)}, **words)] if begins else []
    lines += [Line(day=ends, when=_("endet am %(day)s") % {"day": _day(ends)}, **words)] if ends else []
    return lines or [Line(day=None, when=_("das ganze Jahr") if one.starts_on else _("ohne Termin"), **words)]


def _milestones(year: int, seen: Q) -> Sequence[Milestone]:
    projects = Project.objects.filter(seen, is_template=False).values("pk")
    rows = Milestone.objects.filter(project__in=projects, due_on__year=year).select_related("project")
    return list(rows)


def _milestone(one: Milestone, slug: str) -> Line:
    late = one.done_on is None and one.due_on is not None and one.due_on < timezone.localdate()
    return Line(
        kind=MILESTONE, day=one.due_on, when=_until(one.due_on), title=f"{one.project.title}: {one.title}",
        url=_url("workspace_project", slug, one.project_id), state=_("erreicht") if one.done_on else _("geplant"),
        is_late=late, is_confidential=one.project.audience == "team",
    )  # fmt: skip


def _url(name: str, slug: str, key: int) -> str:
    return reverse(name, args=[slug, key]) if slug else ""


def _day(day: date) -> str:
    return date_format(day, "j. F Y")


def _until(day: date | None) -> str:
    return _("bis %(day)s") % {"day": _day(day)} if day else _("ohne Termin")


# The wheel, and what it says


def wheel(found: YearPlan, *, slug: str) -> Wheel:
    """Return the wheel of the year: meetings as everywhere, around them what is due in each month."""
    kinds = [_("Maßnahmen bis dahin"), _("Projekte"), _("Schritte")]
    counts = [
        Count(month.number, place, number, _count_words(month.name, kind, number), f"#monat-{month.number}")
        for quarter in found.quarters
        for month in quarter.months
        for place, kind in enumerate((MEASURE, PROJECT, MILESTONE))
        if (number := sum(line.kind == kind for line in month.lines))
    ]
    return year_wheel(found.plan.year, meetings=found.meetings, slug=slug, counts=counts, kinds=kinds)


def _count_words(month: str, kind: str, number: int) -> str:
    words = {
        MEASURE: ngettext("%(month)s: %(number)s Maßnahme", "%(month)s: %(number)s Maßnahmen", number),
        PROJECT: ngettext("%(month)s: %(number)s Projekt", "%(month)s: %(number)s Projekte", number),
        MILESTONE: ngettext("%(month)s: %(number)s Schritt", "%(month)s: %(number)s Schritte", number),
    }
    return words[kind] % {"month": month, "number": number}


def sentence(found: YearPlan) -> str:
    """Say the year in one sentence: „4 Treffen, 12 Maßnahmen (5 erledigt, 1 über der Zeit), 3 Projekte.“"""
    measures = [line for line in found.lines if line.kind == MEASURE]
    done = sum(line.state == str(MeasureState.DONE.label) for line in measures)
    late = sum(line.is_late for line in measures)
    projects = len({line.title for line in found.lines if line.kind == PROJECT})
    aside = [
        part % {"number": number}
        for number, part in ((done, _("%(number)s erledigt")), (late, _("%(number)s über der Zeit")))
        if number
    ]
    parts = [
        _some(found.number_of(MEETING), _("ein Treffen"), _("%(number)s Treffen")),
        _some(len(measures), _("eine Maßnahme"), _("%(number)s Maßnahmen"))
        + (f" ({', '.join(aside)})" if aside else ""),
        _some(projects, _("ein Projekt"), _("%(number)s Projekte")),
    ]
    text = ", ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _some(number: int, one: str, many: str) -> str:
    return "" if not number else one if number == 1 else many % {"number": number}


# What can be chosen, and the year before


def decisions(by: Actor, *, year: int) -> list[Decision]:
    """Return the decisions that a plan can have been agreed by: of its year and the one before."""
    rows = Decision.objects.filter(resolutions.seen_by(by), withdrawn_at=None, year__in=[year - 1, year])
    return list(rows.filter(is_confidential=False))


def to_continue(year: int, *, by: Actor) -> list[Measure]:
    """Return what can be taken over into a year: of the year before what is unfinished or comes every year."""
    taken = Measure.objects.filter(year=year, copied_from__isnull=False).values("copied_from")
    open_ones = Q(state__in=[MeasureState.PLANNED, MeasureState.RUNNING])
    rows = Measure.objects.filter(access.seen_by(by), open_ones | Q(recurs=True), year=year - 1)
    return list(rows.exclude(pk__in=taken).select_related("organisation", "person", "body"))


def years() -> list[int]:
    """Return the years with a plan or measures, newest first, for the front page of the plans."""
    found = {*AnnualPlan.objects.values_list("year", flat=True)}
    found |= set(Measure.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(found, reverse=True)

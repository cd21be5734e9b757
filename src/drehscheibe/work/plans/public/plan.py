"""A year's plan as everybody may see it: its words, and of its lines only what is public. No person is named."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.partners.models import Organisation

from ..models import AnnualPlan, Measure, Project

MEETING, MEASURE, PROJECT = "meeting", "measure", "project"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLine:
    """One line; `day` is what it stands at, `when` the words for a meeting, `project_id` leads to a public project."""

    kind: str
    title: str
    day: date | None
    when: str = ""
    owner: str = ""
    state: str = ""
    begins: date | None = None
    ends: date | None = None
    project_id: int | None = None


@dataclass(frozen=True, slots=True)
class PublicMonth:
    first: date
    lines: list[PublicLine]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """`decision` is the number of a public decision, `decided_on` its day."""

    year: int
    intro: str
    decision: str
    decided_on: date | None
    months: list[PublicMonth]
    undated: list[PublicLine]
    years: list[int]


def public_plan(alliance_id: int, year: int) -> PublicPlan | None:
    """Return the agreed plan of a year, None where the alliance shows none; at most eight statements.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    plans = AnnualPlan.objects.filter(AnnualPlan.published_rows, alliance_id=alliance_id)
    found = {row.year: row for row in plans}
    plan = found.get(year)
    if plan is None:
        return None
    bodies = dict(Body.objects.filter(Body.published_rows, alliance_id=alliance_id).values_list("pk", "name"))
    lines = [
        *_meetings(alliance_id, year, bodies),
        *_measures(alliance_id, year, bodies),
        *_projects(alliance_id, year, bodies),
    ]
    decision = _decision(alliance_id, plan)
    return PublicPlan(
        year,
        plan.intro,
        decision.label if decision else "",
        decision.decided_on if decision else None,
        _months(lines),
        [line for line in lines if line.day is None],
        sorted(found),
    )


def _decision(alliance_id: int, plan: AnnualPlan) -> Decision | None:
    rows = Decision.objects.filter(Decision.published_rows, alliance_id=alliance_id)
    return rows.filter(pk=plan.decision_id).first() if plan.decision_id else None


def _months(lines: list[PublicLine]) -> list[PublicMonth]:
    months = defaultdict[date, list[PublicLine]](list)
    for line in sorted((one for one in lines if one.day), key=lambda one: (one.day or date.min, one.kind, one.title)):
        months[(line.day or date.min).replace(day=1)].append(line)
    return [PublicMonth(first, found) for first, found in months.items()]


def _meetings(alliance_id: int, year: int, bodies: dict[int, str]) -> list[PublicLine]:
    rows = Meeting.objects.filter(Meeting.published_rows, alliance_id=alliance_id, body__in=list(bodies))
    return [
        PublicLine(
            kind=MEETING, title=row.title, day=timezone.localdate(row.starts_at), when=when(row.starts_at, row.ends_at),
            owner=bodies[row.body_id] if bodies[row.body_id] != row.title else "",
        )
        for row in rows.filter(starts_at__year=year).order_by("starts_at", "pk")
    ]  # fmt: skip


def _measures(alliance_id: int, year: int, bodies: dict[int, str]) -> list[PublicLine]:
    rows = list(Measure.objects.filter(Measure.published_rows, alliance_id=alliance_id, year=year))
    named = _named(alliance_id, {row.organisation_id for row in rows})
    return [
        PublicLine(
            kind=MEASURE, title=row.title, day=row.due_on if row.due_on and row.due_on.year == year else None,
            owner=_owner(named.get(row.organisation_id or 0, ""), bodies.get(row.body_id or 0, "")),
            state=row.state, ends=row.due_on,
        )
        for row in rows
    ]  # fmt: skip


def _projects(alliance_id: int, year: int, bodies: dict[int, str]) -> list[PublicLine]:
    """Return public projects that touch the year, each once: where it begins, else where it ends."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = Q(starts_on__lte=last) & (Q(ends_on=None) | Q(ends_on__gte=first)) | Q(
        starts_on=None, ends_on__range=(first, last)
    )
    rows = Project.objects.filter(Project.published_rows, alliance_id=alliance_id, is_template=False)
    found = list(rows.filter((days & Q(year=None)) | Q(year=year)).order_by("starts_on", "pk"))
    named = _named(alliance_id, {row.owner_id for row in found})
    return [
        PublicLine(
            kind=PROJECT, title=f"{row.title}: {row.motto}" if row.motto and row.motto not in row.title else row.title,
            day=next((day for day in (row.starts_on, row.ends_on) if day and day.year == year), None),
            owner=_owner(named.get(row.owner_id or 0, ""), bodies.get(row.body_id or 0, "")), state=row.state,
            begins=row.starts_on, ends=row.ends_on, project_id=row.pk,
        )
        for row in found
    ]  # fmt: skip


def _named(alliance_id: int, keys: set[int | None]) -> dict[int, str]:
    """Return the names of those partners that agreed to be named."""
    rows = Organisation.objects.filter(Organisation.published_rows, alliance_id=alliance_id)
    return dict(rows.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))


def _owner(partner: str, body: str) -> str:
    return ", ".join(part for part in (partner, body) if part)

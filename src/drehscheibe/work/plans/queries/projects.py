"""Reads for those who work on the projects; need the alliance in scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Task
from drehscheibe.work.partners.models import Organisation

from .. import access
from ..models import (
    Indicator,
    Measure,
    Programme,
    Project,
)
from ..vocabulary import Circle, ProjectState
from .belongings import Belongings, belongings

_ORDER = (
    Project.State.RUNNING,
    Project.State.PLANNED,
    Project.State.UNKNOWN,
    Project.State.FINISHED,
    Project.State.ARCHIVED,
)
OPEN = (Project.State.RUNNING, Project.State.PLANNED, Project.State.UNKNOWN)
FORMER = (Project.State.FINISHED, Project.State.ARCHIVED)
FIRST_YEAR, LAST_YEAR = 1990, 2100
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("rank", "pk"),
    "titel": ("title", "pk"),
    "beginn": (F("starts_on").desc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all. `state` may also be "offen" or "frueher"."""

    text: str = ""
    state: str = ""
    field: str = ""
    programme_id: int | None = None
    year: int | None = None
    owner_id: int | None = None
    sort: str = ""


def seen_projects(by: Actor) -> QuerySet[Any]:
    """Return the projects that somebody may see, with what a line of a list needs at hand."""
    rows = Project.objects.filter(access.seen_by(by)).select_related("body", "owner", "programme")
    return rows.annotate(
        stage=Case(
            *(When(state=state, then=Value(rank)) for rank, state in enumerate(_ORDER)), output_field=IntegerField()
        )
    )


def project_or_404(project_id: int, by: Actor) -> Project:
    """Return a project with its neighbours at hand; one that somebody may not see is not there."""
    rows = Project.objects.filter(access.seen_by(by))
    near = ("body", "owner", "programme", "decision__body", "focus", "goal", "edition_of", "copied_from")
    found: Project = get_object_or_404(rows.select_related(*near), pk=project_id)
    return found


def found_projects(asked: Asked, *, by: Actor) -> QuerySet[Project]:
    """Return the projects that match, what runs first."""
    rows = seen_projects(by)
    for word in asked.text.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(motto__icontains=word) | Q(results__icontains=word)
            | Q(partner__icontains=word) | Q(owner__name__icontains=word)
        )  # fmt: skip
    rows = rows.filter(_stands(asked.state))
    if asked.field:
        rows = rows.filter(field=asked.field)
    if asked.programme_id:
        rows = rows.filter(programme=asked.programme_id)
    if asked.owner_id:
        rows = rows.filter(owner=asked.owner_id)
    if asked.year:
        rows = rows.filter(of_year(asked.year))
    return rows.order_by("stage", *SORTS.get(asked.sort, SORTS[""]))


def _stands(state: str) -> Q:
    match state:
        case "":
            return Q()
        case "offen":
            return Q(state__in=OPEN)
        case "frueher":
            return Q(state__in=FORMER)
        case _:
            return Q(state=state)


def of_year(year: int) -> Q:
    """Return the condition for projects that had to do with a year, by their days, their edition or their words."""
    begun = Q(starts_on__year__lte=year) & (
        Q(ends_on__year__gte=year) | Q(ends_on=None) & (Q(starts_on__year=year) | Q(state=Project.State.RUNNING))
    )
    ended = Q(starts_on=None, ends_on__year=year)
    return Q(year=year) | begun | ended | Q(since__contains=str(year)) | Q(until__contains=str(year))


def with_offers(rows: QuerySet[Project]) -> QuerySet[Any]:
    """Add how many contributions are offered and not yet settled."""
    return rows.annotate(offers=Count("contributions", filter=Q(contributions__is_settled=False)))


def by_state(rows: Iterable[Project]) -> list[tuple[ProjectState, list[Project]]]:
    """Return projects that are sorted by state in groups."""
    return [(ProjectState(state), list(group)) for state, group in groupby(rows, key=lambda row: row.state)]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be filtered by."""

    programmes: list[tuple[int, str]]
    owners: list[tuple[int, str]]
    years: list[int]


def choices(by: Actor) -> Choices:
    """Return what occurs in the projects that somebody may see; three statements."""
    rows = Project.objects.filter(access.seen_by(by)).order_by()
    programmes = Programme.objects.filter(_programmes_seen_by(by)).values_list("pk", "name")
    owners = Organisation.objects.filter(pk__in=rows.values("owner")).order_by("sort_name", "pk")
    ends = rows.aggregate(
        first=Min("starts_on"), last=Max("ends_on"), late=Max("starts_on"), low=Min("year"), high=Max("year")
    )
    known = [day.year for key in ("first", "last", "late") if (day := ends[key])]
    known += [year for key in ("low", "high") if (year := ends[key])]
    years = range(max(min(known), FIRST_YEAR), min(max(known), LAST_YEAR) + 1) if known else ()
    return Choices(list(programmes), list(owners.values_list("pk", "name")), sorted(years, reverse=True))


def projects_of(body: Body) -> list[Project]:
    """Return what a group does as everybody in it may see it; what runs first, what it once did last."""
    found = Project.objects.filter(body=body).exclude(audience=Circle.TEAM)
    return sorted(found, key=lambda project: _ORDER.index(Project.State(project.state)))


# One project


@dataclass(frozen=True, slots=True)
class Whole:
    """A project with all that belongs to it."""

    own: Belongings
    tasks: list[Task]
    measures: list[Measure]
    editions: list[Project]


def whole(project: Project, by: Actor) -> Whole:
    """Return what a project's page shows; four statements."""
    return Whole(
        belongings(project),
        list(Task.objects.filter(project_task__project=project).select_related("organisation")),
        list(Measure.objects.filter(access.seen_by(by), project=project).select_related("organisation")),
        editions(project, by),
    )


def editions(project: Project, by: Actor) -> list[Project]:
    """Return all editions of the series that a project belongs to, the newest first; empty where there is none."""
    root = project.edition_of_id or project.pk
    rows = Project.objects.filter(access.seen_by(by)).filter(Q(edition_of=root) | Q(pk=root))
    found = list(rows.order_by(F("year").desc(nulls_last=True), "-pk"))
    return found if len(found) > 1 else []


def templates(by: Actor) -> list[Project]:
    """Return the projects that are offered as a template."""
    return list(Project.objects.filter(access.seen_by(by), is_template=True).order_by("title", "pk"))


# Programmes


def _programmes_seen_by(by: Actor) -> Q:
    """A programme belongs to no group: a confidential one is the coordination's."""
    return Q() if access.can_confide(by, None) else ~Q(audience=Circle.TEAM)


def programmes(by: Actor) -> list[Any]:
    """Return the programmes with how many projects hang on each."""
    hidden = Q(projects__audience=Circle.TEAM)
    count = Count("projects") if access.can_confide(by, None) else Count("projects", filter=~hidden)
    return list(Programme.objects.filter(_programmes_seen_by(by)).annotate(count=count))


def programme_or_404(programme_id: int, by: Actor) -> Programme:
    found: Programme = get_object_or_404(Programme.objects.filter(_programmes_seen_by(by)), pk=programme_id)
    return found


def projects_of_programme(programme: Programme, by: Actor) -> list[Project]:
    return list(seen_projects(by).filter(programme=programme).order_by("stage", "rank", "pk"))


def indicators_of(projects: Iterable[Project]) -> list[Indicator]:
    return list(Indicator.objects.filter(project__in=[project.pk for project in projects]))

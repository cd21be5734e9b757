"""A project once more: as a template for something new, or as the next edition of its series."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from ..models import Contribution, Indicator, Milestone, Part, Project, ProjectPhoto
from .projects import add_project

_SAME = (
    "kind", "text", "body", "partner", "field", "focus", "goal", "target_groups", "owner", "programme",
    "is_partners_own", "place", "audience",
)  # fmt: skip
ALWAYS = frozenset({"contributions", "parts", "milestones", "indicators"})


@transaction.atomic
def copy_project(
    project: Project,
    *,
    title: str,
    starts_on: date | None = None,
    takes: Collection[str] = ALWAYS,
    by: Actor,
    **more: Any,
) -> Project:
    """Make a planned project from another. All days move with its beginning; without one they are left open.

    `takes` names what comes along: `contributions` (to be asked for again), `parts`, `milestones`, `indicators`
    (without values), and only if somebody asks for it `photos`, `results` and `lessons`.
    """
    require(access.can_change_project(by, project))
    shift = starts_on - project.starts_on if starts_on and project.starts_on else None
    values = {name: getattr(project, name) for name in _SAME} | {
        name: getattr(project, name) for name in ("results", "lessons") if name in takes
    }
    copied = add_project(
        {
            **values, "title": title, "state": Project.State.PLANNED, "starts_on": starts_on,
            "ends_on": _moved(project.ends_on, shift), "copied_from": project, **more,
        },
        by=by,
    )  # fmt: skip
    _take_along(project, copied, takes, shift)
    audit.record(by, "project.copied", copied, of=project.pk)
    return copied


@transaction.atomic
def add_edition(
    project: Project,
    *,
    title: str,
    year: int,
    motto: str = "",
    starts_on: date | None = None,
    takes: Collection[str] = ALWAYS,
    by: Actor,
) -> Project:
    """Make the edition of a year of something that comes again; raise ValidationError where that year has one."""
    root = project.edition_of or project
    Project.objects.select_for_update().get(pk=root.pk)
    if Project.objects.filter(Q(edition_of=root) | Q(pk=root.pk), year=year).exists():
        raise ValidationError(_("Die Ausgabe %(year)s gibt es schon.") % {"year": year})
    return copy_project(
        project, title=title, starts_on=starts_on, takes=takes, by=by, edition_of=root, year=year, motto=motto
    )


def _take_along(old: Project, new: Project, takes: Collection[str], shift: timedelta | None) -> None:
    if "contributions" in takes:
        _copies(old.contributions.all(), new, is_settled=False)
    if "milestones" in takes:
        _copies(old.milestones.all(), new, shift=shift, days=("due_on",), done_on=None)
    if "parts" in takes:
        _copies(old.parts.all(), new, shift=shift, days=("on",))
    if "indicators" in takes:
        _copies(old.indicators.all(), new, before=None, now=None, measured_on=None)
    if "photos" in takes:
        _copies(old.photos.all(), new, is_public=False)


def _copies(
    rows: Iterable[Contribution | Milestone | Part | Indicator | ProjectPhoto],
    project: Project,
    *,
    shift: timedelta | None = None,
    days: Collection[str] = (),
    **values: Any,
) -> None:
    for row in rows:
        moved = {name: _moved(getattr(row, name), shift) for name in days}
        row.pk, row.project, row.version = None, project, 1
        row._state.adding = True
        for name, value in {**values, **moved}.items():
            setattr(row, name, value)
        row.save()


def _moved(day: date | None, shift: timedelta | None) -> date | None:
    return day + shift if day is not None and shift is not None else None

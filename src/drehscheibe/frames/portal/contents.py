"""What an alliance's page shows beside its profile: projects, partners, groups, dates, decisions; one statement for all.

Each domain says which of its rows are public; here they take one shape, so that they can be asked for together.
"""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from drehscheibe.network.figures.models import YearReport
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.public import PublicMeeting
from drehscheibe.work.meetings.public.meetings import public_place
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.public import NamedPartner
from drehscheibe.work.plans.models import AnnualPlan, Position, Project
from drehscheibe.work.plans.public import PublicProject

DATES = 2
"""So many dates stand on the page."""
_PROJECT, _PARTNER, _BODY, _MEETING, _DECISION, _REPORT, _PLAN, _POSITION = range(8)
_PROJECT_FIELDS = [field.name for field in fields(PublicProject)]
_PARTNER_FIELDS = [field.name for field in fields(NamedPartner)]
_MEETING_FIELDS = (
    "title", "body_id", "starts_at", "ends_at", "place_name", "street", "town", "host_id", "host_confirmed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contents:
    """`changes_at` is when the next date is over and the page with it."""

    projects: list[PublicProject]
    partners: list[NamedPartner]
    meetings: list[PublicMeeting]
    has_bodies: bool
    has_decisions: bool
    report_years: list[int]
    plan_years: list[int]
    has_positions: bool

    @property
    def changes_at(self) -> datetime | None:
        return self.meetings[0].ends_at if self.meetings else None


def contents_of(alliance_id: int) -> Contents:
    """Return what everybody may see of an alliance's work.

    In the published scope no other row can be read; the preview asks in the alliance's own scope.
    """
    found: dict[int, list[dict[str, Any]]] = {kind: [] for kind in range(_POSITION + 1)}
    for kind, values in _together(alliance_id):
        found[kind].append(json.loads(values) if isinstance(values, str) else values)
    projects = sorted(found[_PROJECT], key=lambda row: (row["rank"], row["pk"]))
    partners = sorted(found[_PARTNER], key=lambda row: (row["sort_name"], row["pk"]))
    return Contents(
        [PublicProject(*(row[name] for name in _PROJECT_FIELDS)) for row in projects],
        [NamedPartner(*(row[name] for name in _PARTNER_FIELDS)) for row in partners],
        _meetings(found[_MEETING], {row["pk"]: row["name"] for row in found[_BODY]}),
        bool(found[_BODY]),
        bool(found[_DECISION]),
        sorted((row["year"] for row in found[_REPORT]), reverse=True),
        sorted((row["year"] for row in found[_PLAN]), reverse=True),
        bool(found[_POSITION]),
    )


def _together(alliance_id: int) -> "QuerySet[Any, Any]":
    parts = (
        _rows(Project, _PROJECT, ("pk", "rank", *_PROJECT_FIELDS), alliance_id),
        _rows(Organisation, _PARTNER, ("pk", "sort_name", *_PARTNER_FIELDS), alliance_id),
        _rows(Body, _BODY, ("pk", "name"), alliance_id),
        _rows(Meeting, _MEETING, _MEETING_FIELDS, alliance_id, ends_at__gte=timezone.now()),
        _rows(Decision, _DECISION, ("year",), alliance_id).distinct(),
        _rows(YearReport, _REPORT, ("year",), alliance_id),
        _rows(AnnualPlan, _PLAN, ("year",), alliance_id),
        _rows(Position, _POSITION, ("kind",), alliance_id).distinct(),
    )
    return parts[0].union(*parts[1:], all=True)


def _rows(model: Any, kind: int, columns: tuple[str, ...], alliance_id: int, **more: Any) -> "QuerySet[Any, Any]":
    rows = model.objects.filter(model.published_rows, alliance_id=alliance_id, **more).order_by()
    found: QuerySet[Any, Any] = rows.annotate(
        part=Value(kind), values=JSONObject(**{name: F(name) for name in columns})
    ).values_list("part", "values")
    return found


def _meetings(rows: list[dict[str, Any]], bodies: dict[int, str]) -> list[PublicMeeting]:
    found = [_meeting(row, bodies[row["body_id"]]) for row in rows if row["body_id"] in bodies]
    return sorted(found, key=lambda meeting: meeting.starts_at)[:DATES]


def _meeting(row: dict[str, Any], body: str) -> PublicMeeting:
    is_settled = row["host_id"] is None or row["host_confirmed_at"] is not None
    place = public_place(row["place_name"], row["street"], row["town"], is_settled=is_settled)
    return PublicMeeting(row["title"], body, _moment(row["starts_at"]), _moment(row["ends_at"]), place)


def _moment(text: str) -> datetime:
    """Return the instant that JSON gave as text; SQLite leaves out the zone, which is UTC there."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found if timezone.is_aware(found) else found.replace(tzinfo=timezone.get_default_timezone())

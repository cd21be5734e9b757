"""What hangs on a project, read with one statement: its contributions, parts, steps, indicators and photos.

A project's page shows all of them beside its chain; one statement for each would be too many.
"""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import JSONObject

from drehscheibe.ground.files.models import StoredFile
from drehscheibe.work.partners.models import Organisation

from ..models import Contribution, Indicator, Milestone, Part, Project, ProjectPhoto

Row: TypeAlias = Contribution | Part | Milestone | Indicator | ProjectPhoto
_MODELS: tuple[type[Row], ...] = (Contribution, Part, Milestone, Indicator, ProjectPhoto)
# What a row shows of its neighbour: name of the foreign key → columns there.
_NEIGHBOURS: dict[type[Row], tuple[str, type[Model], tuple[str, ...]]] = {
    Contribution: ("organisation", Organisation, ("id", "name")),
    Part: ("organisation", Organisation, ("id", "name")),
    ProjectPhoto: ("file", StoredFile, ("id", "width", "height")),
}
_LAST = "9999"


@dataclass(frozen=True, slots=True)
class Belongings:
    contributions: list[Contribution]
    parts: list[Part]
    milestones: list[Milestone]
    indicators: list[Indicator]
    photos: list[ProjectPhoto]


def belongings(project: Project) -> Belongings:
    """Return the rows of each kind in their order; a partner has its number and name, a file its size, nothing else."""
    first, *others = [_asked(kind, model, project) for kind, model in enumerate(_MODELS)]
    found: tuple[list[Any], ...] = ([], [], [], [], [])
    for kind, values in first.union(*others, all=True):
        text = json.loads(values) if isinstance(values, str) else values
        found[kind].append(_row(_MODELS[kind], text, project))
    for rows in found:
        rows.sort(key=_place)
    return Belongings(*found)


def _place(row: Any) -> tuple[str, str, int, int]:
    """Where a row stands in its list: by day and hour, then as the team ordered them."""
    day, hour = getattr(row, "on", None) or getattr(row, "due_on", None), getattr(row, "starts", None)
    return (str(day or _LAST), str(hour or ""), getattr(row, "rank", 0), row.pk)


def _asked(kind: int, model: type[Row], project: Project) -> "QuerySet[Any, Any]":
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    if model in _NEIGHBOURS:
        near, _model, names = _NEIGHBOURS[model]
        columns |= {f"{near}__{name}": F(f"{near}__{name}") for name in names}
    rows = model._default_manager.filter(project=project).order_by()
    found: QuerySet[Any, Any] = rows.annotate(kind_=Value(kind), values_=JSONObject(**columns)).values_list(
        "kind_", "values_"
    )
    return found


def _row(model: type[Row], values: dict[str, Any], project: Project) -> Row:
    """Return a row as the database would have given it: JSON knows no days, times and exact figures."""
    columns = list(model._meta.concrete_fields)
    row: Any = model.from_db(
        None, [one.attname for one in columns], [one.to_python(values[one.attname]) for one in columns]
    )
    row.project = project
    if model in _NEIGHBOURS:
        near, kind, names = _NEIGHBOURS[model]
        parts = {name: values[f"{near}__{name}"] for name in names}
        setattr(row, near, kind(**parts) if parts["id"] else None)
    return row  # type: ignore[no-any-return]  # of the model that was asked for

"""What hangs on a project, read with one statement: its contributions, parts, steps and indicators.

A project's page shows all of them beside its chain; one statement for each would be too many.
"""

import json
from typing import Any, TypeAlias

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from drehscheibe.work.partners.models import Organisation

from ..models import Contribution, Indicator, Milestone, Part, Project

Row: TypeAlias = Contribution | Part | Milestone | Indicator
_MODELS: tuple[type[Row], ...] = (Contribution, Part, Milestone, Indicator)
_WITH_PARTNER = (Contribution, Part)
_LAST = "9999"


def belongings(project: Project) -> tuple[list[Contribution], list[Part], list[Milestone], list[Indicator]]:
    """Return the rows of each kind in their order; partners have their number and name, nothing else."""
    first, *others = [_asked(kind, model, project) for kind, model in enumerate(_MODELS)]
    found: tuple[list[Any], ...] = ([], [], [], [])
    for kind, values in first.union(*others, all=True):
        text = json.loads(values) if isinstance(values, str) else values
        found[kind].append(_row(_MODELS[kind], text, project))
    contributions, parts, milestones, indicators = found
    contributions.sort(key=lambda row: (row.rank, row.pk))
    parts.sort(key=lambda row: (str(row.on or _LAST), row.starts is not None, str(row.starts), row.rank, row.pk))
    milestones.sort(key=lambda row: (str(row.due_on or _LAST), row.pk))
    indicators.sort(key=lambda row: (row.rank, row.pk))
    return contributions, parts, milestones, indicators


def _asked(kind: int, model: type[Row], project: Project) -> "QuerySet[Any, Any]":
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    if model in _WITH_PARTNER:
        columns["partner"] = F("organisation__name")
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
    if values.get("organisation_id"):
        row.organisation = Organisation(pk=values["organisation_id"], name=values["partner"])
    return row  # type: ignore[no-any-return]  # of the model that was asked for

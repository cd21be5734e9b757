"""Two people editing the same: the one fact that actions tell and views show."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model, QuerySet


class ChangedMeanwhile(Exception):
    """Somebody else saved the same row since the form was opened. `theirs` is what stands there now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__()
        self.theirs = theirs


def save_at(version: int, row: Model, values: Mapping[str, Any], rows: QuerySet[Any]) -> None:
    """Save some columns of a row that was read at `version`, which rises; `row` itself stays as it was read.

    `rows` says how the row is read for whoever comes too late. Raises ChangedMeanwhile where somebody saved it since.
    """
    if not rows.filter(pk=row.pk, version=version).update(**values, version=F("version") + 1):
        raise ChangedMeanwhile(rows.get(pk=row.pk))

"""Writes of lists that were brought along: keep what was read, what was repaired, take it in, take it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member

from .. import access
from ..import_data import Entry, RowData, fault_to_json, reading_to_json
from ..models import ImportBatch, ImportRow
from ..queries import imports as lists
from ..vocabulary import BatchState, RowState
from . import import_taking as taking
from . import import_undoing as undoing

_AT_ONCE = 400


@transaction.atomic
def keep_list(values: Mapping[str, Any], rows: Sequence[RowData], *, by: Actor) -> ImportBatch:
    """Keep a list as it was read, for somebody to check."""
    require(access.can_edit_partners(by))
    batch = ImportBatch.objects.create(**values, made_by=by if isinstance(by, Member) else None)
    ImportRow.objects.bulk_create([_row(batch, row) for row in rows], batch_size=_AT_ONCE)
    audit.record(by, "import.read", batch, count=len(rows))
    return batch


@transaction.atomic
def keep_other_sheet(batch: ImportBatch, values: Mapping[str, Any], rows: Sequence[RowData], *, by: Actor) -> None:
    """Put another sheet of the same file in the place of the one that was read; only before anything was taken in."""
    require(access.can_edit_partners(by))
    if _locked(batch).state == BatchState.TAKEN:
        return
    ImportRow.objects.filter(batch=batch).delete()
    ImportBatch.objects.filter(pk=batch.pk).update(**values)
    ImportRow.objects.bulk_create([_row(batch, row) for row in rows], batch_size=_AT_ONCE)
    audit.record(by, "import.read", batch, count=len(rows))


@transaction.atomic
def keep_checks(batch: ImportBatch, rows: Sequence[RowData], *, columns: Sequence[str], by: Actor) -> None:
    """Keep what somebody repaired, and how the lines read now. Lines that were taken in meanwhile stay as they are."""
    require(access.can_edit_partners(by))
    batch = _locked(batch)
    open_keys = set(ImportRow.objects.filter(batch=batch).exclude(state=RowState.TAKEN).values_list("pk", flat=True))
    changed = [_row(batch, row) for row in rows if row.key in open_keys]
    ImportRow.objects.bulk_update(changed, ["repairs", "reading", "faults", "state"], batch_size=_AT_ONCE)
    ImportBatch.objects.filter(pk=batch.pk).update(columns=list(columns))
    audit.record(by, "import.checked", batch, count=len(changed))


def _row(batch: ImportBatch, row: RowData) -> ImportRow:
    return ImportRow(
        pk=row.key, batch=batch, number=row.number, position=row.position, cells=row.cells, context=row.context,
        repairs=row.repairs, reading=reading_to_json(row.reading), faults=[fault_to_json(f) for f in row.faults],
        state=row.state,
    )  # fmt: skip


def _locked(batch: ImportBatch) -> ImportBatch:
    """Wait for whoever works on the same list: a double click on "übernehmen" is two requests at once."""
    return ImportBatch.objects.select_for_update().defer("sheets").get(pk=batch.pk)


@transaction.atomic
def take_in(batch: ImportBatch, entries: Sequence[Entry], *, by: Actor) -> int:
    """Enter the partners of a list; return how many lines became one. Lines that are no longer good stay out."""
    require(access.can_edit_partners(by))
    batch = _locked(batch)
    rows = {row.pk: row for row in ImportRow.objects.filter(batch=batch, state=RowState.GOOD)}
    good = [entry for entry in entries if all(key in rows for key in entry.rows)]
    taking.enter(good, rows, by=by)
    taken = [rows[key] for entry in good for key in entry.rows]
    ImportRow.objects.bulk_update(taken, ["state", "made"], batch_size=_AT_ONCE)
    # Another sheet is not read any more, so nothing of what was not taken in needs to be kept.
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=BatchState.TAKEN, taken_at=timezone.now(), undone_at=None, sheets=[]
    )
    audit.record(by, "import.taken", batch, count=len(good))
    return len(good)


@transaction.atomic
def undo(batch: ImportBatch, *, by: Actor) -> list[lists.Touched]:
    """Take back what taking a list in has made; return what stays because somebody worked with it since."""
    require(access.can_edit_partners(by))
    batch = _locked(batch)
    kept = lists.touched(batch)
    rows = list(lists.taken_rows(batch))
    leaving_alone = {touched.row_id for touched in kept}
    back = [row for row in rows if row.made.get("with", row.pk) not in leaving_alone]
    undoing.take_back([row.made for row in back if "with" not in row.made])
    ImportRow.objects.filter(pk__in=[row.pk for row in back]).update(state=RowState.GOOD, made={})
    state = BatchState.TAKEN if kept else BatchState.UNDONE
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, undone_at=timezone.now())
    audit.record(by, "import.undone", batch, count=len(back), kept=len(kept))
    return kept


@transaction.atomic
def throw_away(batch: ImportBatch, *, by: Actor) -> None:
    """Delete a list with its lines. Partners that came of it stay."""
    require(access.can_edit_partners(by))
    audit.record(by, "import.removed", batch)
    batch.delete()


def forget_lines(rows: Sequence[ImportRow]) -> None:
    """Delete lines that tell of somebody whose data is erased, and the sheets that were not read, where she may stand too.

    Part of erasing a person; a partner that came of such a line stays when its list is undone.
    """
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    ImportBatch.objects.update(sheets=[])

"""Lists that were brought along: what waits, one page of a list, what is there already to compare with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from drehscheibe.ground.territories.models import Postcode
from drehscheibe.kit.text import folded

from ..import_data import Known, RowData, fault_from_json, reading_from_json
from ..models import (
    Consent,
    Contact,
    Declaration,
    Greeting,
    HeardNote,
    ImportBatch,
    ImportRow,
    MembershipEvent,
    Organisation,
    Person,
    Pledge,
)  # fmt: skip
from ..vocabulary import BatchState, RowState

PAGE_SIZE = 50
OPEN = (RowState.GOOD, RowState.DOUBTFUL)
_COMPARED = ("name", "state", "place", "postcode", "street", "phone", "website", "unit", "speaks_for")
_ROW = ("number", "position", "cells", "context", "repairs", "reading", "faults", "state", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a list are in which state."""

    good: int = 0
    doubtful: int = 0
    left_out: int = 0
    known: int = 0
    taken: int = 0

    @property
    def all(self) -> int:
        return self.good + self.doubtful + self.left_out + self.known + self.taken


@dataclass(frozen=True, slots=True)
class Touched:
    """A partner of a list that somebody worked with since; undoing leaves it alone. `why` is for people."""

    row_id: int
    number: int
    name: str
    why: str


def waiting_rows() -> int:
    """Return how many lines of lists wait to be checked or taken in."""
    return ImportRow.objects.filter(state__in=OPEN).exclude(batch__state=BatchState.UNDONE).count()


def batches() -> list[ImportBatch]:
    """Return the lists, newest first, without their sheets."""
    return list(ImportBatch.objects.defer("sheets").select_related("made_by"))


def counts_of(keys: Iterable[int]) -> dict[int, Counts]:
    """Return the numbers of lines by state for each of the lists, with one statement."""
    rows = ImportRow.objects.filter(batch_id__in=list(keys)).order_by().values_list("batch_id", "state")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for batch, state, number in rows.annotate(number=Count("pk")):
        found[batch][state] = number
    return {batch: Counts(**states) for batch, states in found.items()}


def counts(batch: ImportBatch) -> Counts:
    return counts_of([batch.pk]).get(batch.pk, Counts())


def earlier_batch(digest: str) -> ImportBatch | None:
    """Return the newest list with the same content that was not undone."""
    rows = ImportBatch.objects.defer("sheets").filter(digest=digest).exclude(state=BatchState.UNDONE)
    return rows.first()


RowsPage = Page[ImportRow]
_FIRST = (RowState.DOUBTFUL, RowState.GOOD, RowState.KNOWN, RowState.TAKEN)


def rows_page(batch: ImportBatch, states: Collection[str], number: int | str | None) -> RowsPage:
    """Return a page of the lines of a list that are in one of the states, all for none; what needs somebody goes first."""
    rank = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(_FIRST)), default=Value(len(_FIRST)))
    rows = ImportRow.objects.filter(batch=batch).order_by(rank, "position", "pk")
    return Paginator(rows.filter(state__in=states) if states else rows, PAGE_SIZE).get_page(number)


def sheet_names(batch: ImportBatch) -> list[str]:
    """Return the names of the sheets of a file that has several."""
    sheets = ImportBatch.objects.filter(pk=batch.pk).values_list("sheets", flat=True).first()
    return [sheet[0] for sheet in sheets or []]


def good_rows(batch: ImportBatch) -> list[tuple[int, str]]:
    """Return position and partner joined of the lines that can be taken in."""
    rows = ImportRow.objects.filter(batch=batch, state=RowState.GOOD).order_by()
    return [(position, joins or "") for position, joins in rows.values_list("position", "reading__joins")]


def proposals(batch: ImportBatch) -> int:
    """Return how many doubts have a proposal of ours."""
    rows = ImportRow.objects.filter(batch=batch, state=RowState.DOUBTFUL).order_by().values_list("faults", flat=True)
    return sum(bool(fault.get("proposed")) for faults in rows for fault in faults)


def sample(batch: ImportBatch, most: int = 4) -> list[list[str]]:
    """Return for each column some of its cells: those of the first partners, or where there are none the first ones."""
    rows = ImportRow.objects.filter(batch=batch).order_by("position").values_list("cells", "context")[:1000]
    lines = [cells for cells, context in rows if "sort" not in context]
    return [_sample([cells[n] for cells in lines if n < len(cells)], most) for n in range(len(batch.columns))]


def _sample(cells: Sequence[str], most: int) -> list[str]:
    return list(cells[:most]) if any(cells[:most]) else [cell for cell in cells if cell][:most]


def row_data(batch: ImportBatch) -> list[RowData]:
    """Return the lines of a list that are not taken in yet."""
    rows = ImportRow.objects.filter(batch=batch).exclude(state=RowState.TAKEN).values_list(*_ROW)
    return [_data(values) for values in rows]


def one_row(row: ImportRow) -> RowData:
    return _data([getattr(row, name) for name in _ROW])


def _data(values: Sequence[Any]) -> RowData:
    number, position, cells, context, repairs, reading, faults, state, key = values
    doubts = [fault_from_json(fault) for fault in faults]
    return RowData(number, position, cells, context, repairs, reading_from_json(reading), doubts, state, key)


# What is there already


def known_partners() -> list[Known]:
    """Return all partners with their people, as far as lists are compared with them; two statements."""
    emails: dict[int, set[str]] = defaultdict(set)
    people: dict[int, list[str]] = defaultdict(list)
    for organisation, name, email in Contact.objects.values_list("organisation_id", "person__name", "person__email"):
        emails[organisation].add(email)
        people[organisation].append(name)
    names = ("pk", *_COMPARED)
    return [
        Known(
            key,
            **dict(zip(_COMPARED, values, strict=True)),
            emails=frozenset(emails[key] - {""}),
            people=tuple(filter(None, people[key])),
        )
        for key, *values in Organisation.objects.values_list(*names)
    ]


def places_of(codes: Collection[str]) -> dict[str, frozenset[str]]:
    """Return for each postcode that is known the names of its places, in plain letters."""
    found: dict[str, set[str]] = defaultdict(set)
    if codes:
        for code, name in Postcode.objects.filter(code__in=list(codes)).values_list("code", "territory__name"):
            found[code].add(folded(name))
    return {code: frozenset(names) for code, names in found.items()}


# What would be undone


def touched(batch: ImportBatch) -> list[Touched]:
    """Return the partners of a list that somebody worked with since it was taken in; a handful of statements.

    What was sent in the practice mode counts for nothing.
    """
    leaders = [row for row in taken_rows(batch) if "with" not in row.made]
    seen = _seen([row.made["partner"] for row in leaders], [key for row in leaders for key in row.made["people"]])
    reasons = ((row, _why(row.made, seen)) for row in leaders)
    return [Touched(row.pk, row.number, reading_from_json(row.reading).name, why) for row, why in reasons if why]


def taken_rows(batch: ImportBatch) -> "QuerySet[ImportRow]":
    return ImportRow.objects.filter(batch=batch, state=RowState.TAKEN)


@dataclass(slots=True)
class _Seen:
    """How things stand now with the partners of a list."""

    organisations: dict[int, tuple[int, str]]
    people: dict[int, int]
    contacts: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    events: dict[int, int] = field(default_factory=dict)
    signs: dict[str, set[int]] = field(default_factory=dict)


def _seen(organisations: Collection[int], people: Collection[str]) -> _Seen:
    wanted = Q(organisation__in=list(organisations))
    states = Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "version", "state")
    versions = Person.objects.filter(pk__in=[int(key) for key in people]).values_list("pk", "version")
    seen = _Seen({pk: (version, state) for pk, version, state in states}, dict(versions))
    for organisation, contact in Contact.objects.filter(wanted).values_list("organisation_id", "pk"):
        seen.contacts[organisation].add(contact)
    events = MembershipEvent.objects.filter(wanted).order_by().values_list("organisation_id")
    seen.events = dict(events.annotate(number=Count("pk")))
    seen.signs = {
        _("hat zugestimmt"): _ids(Consent.objects.filter(wanted)),
        _("hat unterschrieben"): _ids(Declaration.objects.filter(wanted)),
        _("ist begrüßt"): _ids(Greeting.objects.filter(wanted, run__is_practice=False)),
        _("bietet etwas an"): _ids(Pledge.objects.filter(wanted)),
        _("hat eine Notiz"): _ids(HeardNote.objects.filter(wanted)),
    }
    return seen


def _ids(
    rows: "QuerySet[Consent] | QuerySet[Declaration] | QuerySet[Greeting] | QuerySet[Pledge] | QuerySet[HeardNote]",
) -> set[int]:
    return set(rows.values_list("organisation_id", flat=True))


def _why(made: Mapping[str, Any], seen: _Seen) -> str:
    """Return what was done by hand since, "" for nothing; a partner that is gone needs no undoing."""
    key = made["partner"]
    if key not in seen.organisations:
        return ""
    version, state = seen.organisations[key]
    if state != made["state"] or (made["new"] and seen.events.get(key, 0) > made["events"]):
        return _("Mitgliedschaft geändert")
    if version != made["version"] or any(seen.people.get(int(p), v) != v for p, v in made["people"].items()):
        return _("Angaben geändert")
    if made["new"] and seen.contacts[key] - set(made["contacts"]):
        return _("Ansprechperson ergänzt")
    return next((why for why, keys in seen.signs.items() if made["new"] and key in keys), "")

"""What the page of a list shows: her columns, our reading line by line, and what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.kit.ui.frames import Link

from ..forms.imports import box_name
from ..import_data import LEFT, OUT, Fault, PersonRead, Reading
from ..imports import entries
from ..models import ImportBatch, ImportRow
from ..queries import imports as queries
from ..vocabulary import BatchState, ColumnKind, Kind, MembershipKind, RowState

_TONES: Final[Mapping[str, str]] = {
    RowState.GOOD: "success", RowState.DOUBTFUL: "warning", RowState.KNOWN: "plain", RowState.LEFT_OUT: "plain",
    RowState.TAKEN: "info",
}  # fmt: skip
_ONLY: Final[Mapping[str, tuple[RowState, ...]]] = {
    "pruefen": (RowState.DOUBTFUL,), "gut": (RowState.GOOD,), "schon": (RowState.KNOWN, RowState.TAKEN),
    "weg": (RowState.LEFT_OUT,),
}  # fmt: skip
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One list on the page of all lists."""

    batch: ImportBatch
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class ColumnBox:
    """A column of her table: its head, what we take it for, and some of its cells."""

    name: str
    head: str
    kind: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Box:
    """A doubtful cell with its sentence and a box to put it right."""

    name: str
    label: str
    text: str
    value: str
    proposed: bool
    choices: list[list[str]]
    is_long: bool


@dataclass(slots=True)
class RowView:
    """A line as we read it."""

    row: ImportRow
    reading: Reading
    is_partner: bool
    label: str
    tone: str
    facts: list[str]
    place: list[str]
    people: list[PersonRead]
    original: str
    boxes: list[Box]
    is_open: bool = True
    confirm: bool = False

    @property
    def title(self) -> str:
        return _("Zeile %(number)s") % {"number": self.row.number}

    @property
    def hints(self) -> list[str]:
        why = f"„{self.reading.why}“" if self.reading.why else ""
        return [hint for hint in (self.reading.note, why, *self.reading.hints) if hint]

    @property
    def has_left(self) -> bool:
        return self.reading.fate in {LEFT, OUT}


def batch_line(batch: ImportBatch, counts: queries.Counts) -> Line:
    parts = [
        ngettext("eine Zeile übernommen", "%(n)s Zeilen übernommen", counts.taken) % {"n": counts.taken}
        if counts.taken
        else "",
        ngettext("eine in Ordnung", "%(n)s in Ordnung", counts.good) % {"n": counts.good} if counts.good else "",
        ngettext("eine zu prüfen", "%(n)s zu prüfen", counts.doubtful) % {"n": counts.doubtful}
        if counts.doubtful
        else "",
    ]
    if batch.state == BatchState.UNDONE:
        parts.insert(0, str(BatchState.UNDONE.label))
    when = date_format(timezone.localtime(batch.made_at), "j. F Y, H:i")
    return Line(batch, _("%(when)s Uhr") % {"when": when}, ", ".join(filter(None, parts)))


class ListPage:
    """The page of one list; each part asks the database once, when the page shows it."""

    def __init__(self, batch: ImportBatch, asked: Mapping[str, str]) -> None:
        self.batch = batch
        self.only = asked.get("nur", "") if asked.get("nur", "") in _ONLY else ""
        self._number = asked.get("seite")

    @cached_property
    def counts(self) -> queries.Counts:
        return queries.counts(self.batch)

    @cached_property
    def rows(self) -> "queries.RowsPage":
        return queries.rows_page(self.batch, _ONLY.get(self.only, ()), self._number)

    @property
    def base(self) -> str:
        return f"?nur={self.only}&seite=" if self.only else "?seite="

    @property
    def is_taken(self) -> bool:
        return self.batch.state == BatchState.TAKEN

    @property
    def is_undone(self) -> bool:
        return self.batch.state == BatchState.UNDONE

    @property
    def has_open(self) -> bool:
        return self.counts.all > self.counts.taken

    # What stands on top

    @property
    def sentence(self) -> str:
        counts = self.counts
        parts = [
            ngettext("%(n)s Zeile ist in Ordnung", "%(n)s Zeilen sind in Ordnung", counts.good) % {"n": counts.good}
            if counts.good or not self.is_taken else "",
            ngettext("%(n)s braucht Sie", "%(n)s brauchen Sie", counts.doubtful) % {"n": counts.doubtful} if counts.doubtful else "",
            ngettext("%(n)s ist schon eingetragen", "%(n)s sind schon eingetragen", counts.known) % {"n": counts.known}
            if counts.known else "",
            _("%(n)s lassen wir weg") % {"n": counts.left_out} if counts.left_out else "",
        ]  # fmt: skip
        return ", ".join(filter(None, parts)) + "."

    @property
    def tabs(self) -> list[Link]:
        counts = self.counts
        known = counts.known + counts.taken
        told = (
            ("", _("Alle"), counts.all), ("pruefen", _("Zu prüfen"), counts.doubtful), ("gut", _("In Ordnung"), counts.good),
            ("schon", _("Eingetragen"), known), ("weg", _("Lassen wir weg"), counts.left_out),
        )  # fmt: skip
        return [
            Link(label, f"?nur={key}" if key else "?", current=key == self.only, count=number)
            for key, label, number in told
            if number or key in {"", self.only}
        ]

    @cached_property
    def sheets(self) -> list[str]:
        """The names of all sheets, where another one can still be chosen."""
        return queries.sheet_names(self.batch) if self.batch.state != BatchState.TAKEN else []

    # Her table

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in ColumnKind]

    @cached_property
    def columns(self) -> list[ColumnBox]:
        columns = zip(self.batch.header, self.batch.columns, queries.sample(self.batch), strict=True)
        return [
            ColumnBox(f"spalte-{number}", head, kind, [_short(cell) for cell in cells])
            for number, (head, kind, cells) in enumerate(columns)
        ]

    # Our reading

    @cached_property
    def views(self) -> list[RowView]:
        return [_view(row) for row in self.rows]

    # What can be done

    @cached_property
    def partners(self) -> int:
        """How many partners the good lines make."""
        return entries.count(queries.good_rows(self.batch))

    @cached_property
    def proposals(self) -> int:
        return queries.proposals(self.batch) if self.counts.doubtful else 0

    @property
    def take_label(self) -> str:
        count, later = self.partners, self.counts.doubtful
        label = ngettext("Einen Partner übernehmen", "%(n)s Partner übernehmen", count) % {"n": count}
        if not later:
            return label
        rest = ngettext("eine Zeile später", "%(n)s Zeilen später", later) % {"n": later}
        return f"{label}, {rest}"

    @property
    def proposals_label(self) -> str:
        return ngettext("Einen Vorschlag annehmen", "%(n)s Vorschläge annehmen", self.proposals) % {"n": self.proposals}


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1]}…"


def _view(row: ImportRow) -> RowView:
    data = queries.one_row(row)
    reading, state = data.reading, RowState(row.state)
    view = RowView(
        row, reading, "sort" not in row.context or bool(reading.name), str(state.label), _TONES[state], _facts(reading),
        _place(reading), reading.people, " | ".join(" ".join(cell.split()) for cell in row.cells if cell),
        [_box(row, fault) for fault in data.faults], is_open=state != RowState.TAKEN, confirm=any(fault.proposed for fault in data.faults),
    )  # fmt: skip
    if state == RowState.LEFT_OUT:
        view.label = str(_("lassen wir weg"))
    return view


def _box(row: ImportRow, fault: Fault) -> Box:
    name = box_name(row.pk, fault.key)
    return Box(name, fault.label, fault.text, fault.value, fault.proposed, fault.choices, "\n" in fault.value)


def _facts(reading: Reading) -> list[str]:
    kind = reading.get("kind")
    membership = reading.get("membership_kind")
    return list(filter(None, [
        str(PartnerCategory(reading.get("category")).label) if reading.get("category") else "",
        str(Kind(kind).label) if kind in {Kind.GROUP, Kind.PERSON} else "",
        reading.get("unit"),
        _("spricht für %(whom)s") % {"whom": reading.get("speaks_for")} if reading.get("speaks_for") else "",
        str(MembershipKind(membership).label) if membership else "",
        _("dabei seit %(day)s") % {"day": reading.joined_on[:4]} if reading.joined_on else "",
        _("wird als ausgeschieden eingetragen") if reading.fate == LEFT else "",
    ]))  # fmt: skip


def _place(reading: Reading) -> list[str]:
    city = f"{reading.get('postcode')} {reading.get('place')}".strip()
    return list(filter(None, [reading.get("street"), city, reading.get("phone"), reading.get("website")]))

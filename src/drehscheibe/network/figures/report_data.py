"""The yearly report as plain data: made from what happened, frozen when it is finished, drawn as page and as paper.

A row of a table, a story and a photo name the row that they were made from (`kind`, `pk`), so that whoever shows them
can leave out what this reader may not see; and the partner whom they name, for partners that did not agree to be named.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.formats import number_format

LONG_TABLE = 15
MOST_BESIDE = 3
"""So many columns of figures fit beside each other on a phone."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the year beside that of the year before."""

    key: str
    label: str
    value: int
    before: int

    @property
    def shown(self) -> str:
        return number_format(self.value, force_grouping=True)

    @property
    def shown_before(self) -> str:
        return number_format(self.before, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; the cell at `named_at` names a partner or a body. `is_public` as it was when it was made."""

    cells: list[str]
    kind: str = ""
    pk: int = 0
    partner: int = 0
    body: int = 0
    named_at: int = -1
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric` are the columns that hold figures."""

    caption: str
    heads: list[str]
    rows: list[Row] = field(default_factory=list)
    numeric: list[int] = field(default_factory=list)

    @property
    def is_stacked(self) -> bool:
        """Whether a phone shows the cells of a row below each other: it has no place for words or many figures beside."""
        return not self.numeric or len(self.heads) > MOST_BESIDE

    @property
    def is_long(self) -> bool:
        """Whether a page folds it away; on paper every line stands."""
        return len(self.rows) > LONG_TABLE


@dataclass(frozen=True, slots=True)
class Photo:
    pk: int
    file_id: int
    digest: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Story:
    """A project, a focus topic, a need with its answer: heading, a line below it, paragraphs, a small table, photos."""

    title: str
    below: str = ""
    paragraphs: list[str] = field(default_factory=list)
    table: Table | None = None
    photos: list[Photo] = field(default_factory=list)
    kind: str = ""
    pk: int = 0
    partner: int = 0
    partner_name: str = ""
    body: int = 0
    body_name: str = ""
    is_public: bool = True

    @property
    def line(self) -> str:
        """Whose it is and how it stands, below the heading."""
        return " · ".join(part for part in (self.body_name, self.below, self.partner_name) if part)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A proposed sentence and the row it tells of."""

    text: str
    kind: str
    pk: int
    is_public: bool


@dataclass(frozen=True, slots=True)
class ChapterContent:
    """`text` is what stands there: the alliance's own words, or without any the sentence `proposed`.

    Where that was made of sentences about rows, `sentences` are those.
    """

    key: str
    heading: str
    proposed: str = ""
    text: str = ""
    tables: list[Table] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        return self.text != self.proposed

    @property
    def has_content(self) -> bool:
        return bool(self.text or any(table.rows for table in self.tables) or self.stories)


@dataclass(frozen=True, slots=True)
class Report:
    """`chapters` are those that appear; `silent` could be filled by own words, or were left out."""

    year: int
    title: str
    alliance: str
    figures: list[Figure] = field(default_factory=list)
    chapters: list[ChapterContent] = field(default_factory=list)
    silent: list[ChapterContent] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.chapters


def to_json(report: Report) -> dict[str, Any]:
    """Return what `YearReport.content` keeps."""
    return asdict(report)


def from_json(data: dict[str, Any]) -> Report:
    """Return the report that `to_json` wrote."""
    return Report(
        data["year"],
        data["title"],
        data["alliance"],
        [Figure(**one) for one in data["figures"]],
        [_chapter(one) for one in data["chapters"]],
        [],
    )


def _chapter(data: dict[str, Any]) -> ChapterContent:
    tables, stories = [_table(one) for one in data["tables"]], [_story(one) for one in data["stories"]]
    sentences = [Sentence(**one) for one in data["sentences"]]
    return ChapterContent(**{**data, "tables": tables, "stories": stories, "sentences": sentences})


def _table(data: dict[str, Any]) -> Table:
    return Table(**{**data, "rows": [Row(**row) for row in data["rows"]]})


def _story(data: dict[str, Any]) -> Story:
    table = _table(data["table"]) if data["table"] else None
    return Story(**{**data, "table": table, "photos": [Photo(**one) for one in data["photos"]]})

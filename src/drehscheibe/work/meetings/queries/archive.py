"""The archive: all meetings that were, with what was said and decided, found by words.

Words are compared in plain small letters ("Ämter" → "aemter"), which are kept beside the texts, so that both databases
find the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.kit.text import folded
from drehscheibe.work.bodies.models import Body

from ..access import rows_seen_by
from ..models import AgendaItem, Decision, Entry, Meeting
from ..vocabulary import EntryKind, ItemState, MeetingState

MOST_SNIPPETS = 3
MOST_BETWEEN = 20
_AROUND = 90
_OVER = (MeetingState.MINUTES, MeetingState.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the archive shows; empty means all."""

    text: str = ""
    year: int | None = None
    body_id: int | None = None
    kind: str = ""

    @property
    def words(self) -> list[str]:
        return folded(self.text).split()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place where the words were found: pieces of text, each marked or not."""

    label: str
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """One meeting of the archive."""

    meeting: Meeting
    decisions: list[Decision] = field(default_factory=list)
    snippets: list[Snippet] = field(default_factory=list)


def past_meetings(asked: Asked, *, by: Actor) -> QuerySet[Meeting]:
    """Return what was, newest first, with body and minutes at hand."""
    rows = Meeting.objects.select_related("body", "host", "record").defer("record__pdf", "record__search")
    rows = rows.filter(Q(state__in=_OVER) | Q(ends_at__lt=timezone.now())).exclude(state=MeetingState.DRAFT)
    for word in asked.words:
        rows = rows.filter(_has(word, by))
    if asked.year:
        rows = rows.filter(starts_at__year=asked.year)
    if asked.body_id:
        rows = rows.filter(body=asked.body_id)
    if asked.kind:
        rows = rows.filter(body__kind=asked.kind)
    return rows.order_by("-starts_at", "-pk")


def _has(word: str, by: Actor) -> Q:
    """Match the minutes' own words; of a meeting without minutes the title is all there is."""
    decided = Decision.objects.filter(_decided(by), search__contains=word, withdrawn_at=None)
    return Q(record__search__contains=word) | Q(title__icontains=word) | Q(pk__in=decided.values("meeting"))


def found(meetings: Iterable[Meeting], asked: Asked, *, by: Actor) -> list[Found]:
    """Return a page of the archive with decisions and the places where the words stand; three statements."""
    page = list(meetings)
    decided = defaultdict[int, list[Decision]](list)
    for one in Decision.objects.filter(_decided(by), meeting__in=page, withdrawn_at=None).order_by("year", "number"):
        decided[one.meeting_id or 0].append(one)
    texts = _texts(page, by) if asked.words else {}
    return [Found(meeting, decided[meeting.pk], _snippets(texts.get(meeting.pk, []), asked.words)) for meeting in page]


def _texts(page: Sequence[Meeting], by: Actor) -> dict[int, list[tuple[str, str]]]:
    """Return meeting → its texts, each with what it is."""
    texts = defaultdict[int, list[tuple[str, str]]](list)
    items = AgendaItem.objects.filter(rows_seen_by(by), meeting__in=page, state=ItemState.ACCEPTED)
    for meeting_id, title, text in items.values_list("meeting_id", "title", "text"):
        texts[meeting_id].append((_("Tagesordnung"), f"{title}. {text}" if text else title))
    entries = Entry.objects.filter(rows_seen_by(by, item="item"), meeting__in=page, removed_at=None)
    for meeting_id, kind, text in entries.values_list("meeting_id", "kind", "text"):
        texts[meeting_id].append((str(EntryKind(kind).label), text))
    for meeting in page:
        words = getattr(meeting, "record", None)
        texts[meeting.pk] += (
            [(_("Protokoll"), text) for text in (words.opening, words.closing) if text] if words else []
        )
    return texts


# Snippets


def _snippets(texts: Sequence[tuple[str, str]], words: Sequence[str]) -> list[Snippet]:
    """Return the places with most of the words first."""
    hits = [(_hits(text, words), number, label, text) for number, (label, text) in enumerate(texts)]
    best = sorted((hit for hit in hits if hit[0]), key=lambda hit: (-hit[0], hit[1]))[:MOST_SNIPPETS]
    return [Snippet(label, marked(_around(text, words), words)) for _number, _order, label, text in best]


def _hits(text: str, words: Sequence[str]) -> int:
    plain = folded(text)
    return sum(word in plain for word in words)


def _around(text: str, words: Sequence[str]) -> str:
    """Return the text near the first word that was found."""
    flat = " ".join(text.split())
    at = next((m.start() for m in re.finditer(r"\S+", flat) if any(word in folded(m[0]) for word in words)), 0)
    begin, end = max(0, at - _AROUND), at + 2 * _AROUND
    begin = flat.find(" ", begin) + 1 if begin else 0
    return ("… " if begin else "") + flat[begin:end].rstrip() + (" …" if end < len(flat) else "")


def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the text in pieces; those that hold one of the words are marked."""
    pieces: list[tuple[str, bool]] = []
    for piece in re.findall(r"\s+|\S+", text):
        hit = bool(piece.strip()) and any(word in folded(piece) for word in words)
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + piece, hit)
        else:
            pieces.append((piece, hit))
    return pieces


def _decided(by: Actor) -> Q:
    return rows_seen_by(by, body="body")


# Filters, and what no meeting decided


def years() -> list[int]:
    now = timezone.now()
    rows = Meeting.objects.filter(Q(state__in=_OVER) | Q(ends_at__lt=now)).exclude(state=MeetingState.DRAFT)
    return [day.year for day in rows.dates("starts_at", "year", order="DESC")]


def bodies() -> list[tuple[int, str]]:
    rows = Body.objects.filter(pk__in=Meeting.objects.order_by().values("body"))
    return list(rows.order_by("rank", "pk").values_list("pk", "name"))


def between_meetings(asked: Asked, *, by: Actor) -> list[Decision]:
    """Return what was decided between two meetings and holds all the words; nothing where nobody looks for words."""
    if not asked.words or asked.kind:
        return []
    rows = Decision.objects.filter(_decided(by), meeting=None, withdrawn_at=None)
    for word in asked.words:
        rows = rows.filter(search__contains=word)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.body_id:
        rows = rows.filter(body=asked.body_id)
    return list(rows.select_related("body").order_by("-year", "-number")[:MOST_BETWEEN])

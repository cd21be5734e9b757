"""The briefing note before a meeting: what is asked of the mayor there, who comes, the agenda; and the one page again."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.meetings.access import EVERYBODY
from drehscheibe.work.meetings.models import Invitee, Meeting
from drehscheibe.work.meetings.queries.agenda import Line, agenda
from drehscheibe.work.meetings.vocabulary import THERE, InviteeKind, ItemKind
from drehscheibe.work.meetings.wording import clock, when

from ..rules.words import shortened
from .page import OnePage, appearance, is_town, one_page

MOST_ITEMS = 12
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the agenda; `is_yours` where the town presents it."""

    time: str
    number: int
    title: str
    kind: str
    by: str
    is_yours: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """What stands on the note. `asked` are sentences to the mayor; `coming` are partners, never people."""

    title: str
    when: str
    place: str
    asked: list[str]
    points: list[Point] = field(default_factory=list)
    more_points: int = 0
    coming: list[str] = field(default_factory=list)
    more_coming: int = 0
    counted: str = ""
    page: OnePage | None = None


def briefing(meeting: Meeting, *, today: date | None = None, alliance: Alliance | None = None) -> Briefing:
    """Return the note for a meeting; confidential items are not on it, and their numbers stay as they are."""
    lines = [line for line in agenda(meeting, by=EVERYBODY).lines if not line.item.is_confidential]
    own = {line.item.pk for line in lines if is_town(line.item.owner_organisation)}
    points = [_point(line, is_yours=line.item.pk in own) for line in lines]
    names, counted = _who_comes(meeting)
    is_settled = meeting.host_id is None or meeting.host_confirmed_at is not None
    place = (meeting.place_name, meeting.room, meeting.street, meeting.town) if is_settled else ()
    return Briefing(
        title=meeting.title,
        when=when(meeting.starts_at, meeting.ends_at),
        place=", ".join(part for part in place if part),
        asked=_asked(meeting, points, [line for line in lines if line.item.pk in own]),
        points=points[:MOST_ITEMS],
        more_points=max(0, len(points) - MOST_ITEMS),
        coming=[shortened(name, 60) for name in names[:MOST_NAMES]],
        more_coming=max(0, len(names) - MOST_NAMES),
        counted=counted,
        page=one_page(today=today, alliance=alliance),
    )


def _point(line: Line, *, is_yours: bool) -> Point:
    item = line.item
    by = next((row.name for row in (item.owner_organisation, item.owner_body) if row is not None), "")
    return Point(
        clock(line.starts_at), line.number, shortened(item.title, 100), str(ItemKind(item.kind).label),
        shortened(by, 60), is_yours, item.kind == ItemKind.DECISION,
    )  # fmt: skip


def _asked(meeting: Meeting, points: list[Point], own: list[Line]) -> list[str]:
    """Return what is asked of the mayor, most personal first; nothing is asked where nothing is."""
    mine = appearance(meeting, [(line.number, line.item) for line in own])
    decided = [f"TOP {point.number}, {point.title.rstrip('.')}" for point in points if point.decides]
    asked = [mine] if mine else []
    if decided:
        asked.append(_("Entschieden wird über: %(items)s.") % {"items": shortened("; ".join(decided), 260).rstrip(".")})
    return asked


def _who_comes(meeting: Meeting) -> tuple[list[str], str]:
    """Return the partners that come, by name, and a sentence with numbers; guests and people are counted only."""
    rows = Invitee.objects.filter(meeting=meeting, removed_at=None).select_related("organisation")
    found = list(rows.order_by("organisation__sort_name", "pk"))
    there = [row for row in found if row.answer in THERE and not row.is_to_old_date]
    names = [row.organisation.name for row in there if row.kind == InviteeKind.SEAT and row.organisation]
    heads = Counter(row.kind for row in there for _one in range(row.count))
    if not found:
        return [], ""
    invited = sum(row.kind == InviteeKind.SEAT for row in found)
    words = {"yes": len(names), "all": invited, "people": heads.total()}
    said = ngettext(
        "Von %(all)s eingeladenen Partnern hat einer zugesagt.",
        "Von %(all)s eingeladenen Partnern haben %(yes)s zugesagt.",
        len(names),
    )
    more = ngettext("Erwartet wird eine Person.", "Erwartet werden %(people)s Personen.", heads.total())
    return names, " ".join(text % words for text in ((said, more) if names else (said,)))


def meetings_with_note() -> list[Meeting]:
    """Return the meetings that a note can be made for: the next five, drafts too, since she prepares early."""
    rows = Meeting.objects.filter(ends_at__gte=timezone.now(), cancelled_at=None).select_related("body")
    return list(rows.order_by("starts_at", "pk")[:5])

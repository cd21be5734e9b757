"""„Das Bündnis auf einer Seite“: three sentences, four figures, what waits for the town, the next dates.

The page goes outside, to whoever has its link. So it holds nothing confidential, nobody's name, no hints of families.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.vocabulary import ItemState, MeetingState
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import Project
from drehscheibe.work.plans.vocabulary import ProjectKind

from ..models import PageText
from ..report_data import Figure
from ..rules.words import shortened
from ..rules.years import year_to_show
from .figures import figures_of, for_one_page
from .gathering import TOWN, UNDONE, Gathered, gather
from .sentences import LENGTH, SENTENCES, proposed

DAYS = (ProjectKind.EVENT, ProjectKind.SERIES, ProjectKind.VISIT)
"""Kinds of projects whose first day is a date to note."""
MOST_WAITING = 4
MOST_DATES = 3
_TITLE = 110


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits for the town."""

    pk: int
    label: str
    text: str
    owner: str
    due_on: date | None
    state: str
    is_late: bool

    @property
    def due(self) -> str:
        return _("bis %(day)s") % {"day": date_format(self.due_on, "j. F Y")} if self.due_on else ""


@dataclass(frozen=True, slots=True)
class Coming:
    """A date; `yours` says what the town has to do there. Of a meeting `meeting_id` is known."""

    day: date
    when: str
    title: str
    place: str = ""
    yours: str = ""
    meeting_id: int = 0


@dataclass(frozen=True, slots=True)
class OnePage:
    """What stands on the page; `more_waiting` is how many decisions did not fit."""

    alliance: str
    year: int
    today: date
    sentences: list[str]
    figures: list[Figure] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    more_waiting: int = 0
    coming: list[Coming] = field(default_factory=list)

    @property
    def before_year(self) -> int:
        return self.year - 1

    @property
    def is_empty(self) -> bool:
        return not (self.sentences or self.figures or self.waiting or self.coming)


def one_page(*, today: date | None = None, alliance: Alliance | None = None) -> OnePage:
    """Return the page as it is today; twelve statements, however much there is."""
    day = today or timezone.localdate()
    found = gather(year_to_show(day), alliance=alliance)
    waiting, more = waiting_for_town(found, day)
    return OnePage(
        alliance=found.alliance.name,
        year=found.year,
        today=day,
        sentences=sentences(page_text(found.year), [one.text for one in proposed(found)]),
        figures=for_one_page(figures_of(found)),
        waiting=waiting,
        more_waiting=more,
        coming=_next_dates(found),
    )


def page_text(year: int) -> PageText:
    """Return the own words for a year; an unsaved, empty row where nobody wrote any."""
    return PageText.objects.filter(year=year).first() or PageText(year=year)


def sentences(own: PageText, from_data: list[str]) -> list[str]:
    """Return own sentences, and where one was left empty the next one proposed."""
    spare = iter(from_data)
    written = [own.first.strip(), own.second.strip(), own.third.strip()]
    chosen = [shortened(text, LENGTH) if text else next(spare, "") for text in written[:SENTENCES]]
    return [text for text in chosen if text]


def waiting_for_town(found: Gathered, today: date) -> tuple[list[Waiting], int]:
    """Return decisions that the town has still to carry out, soonest due first, and how many more there are."""
    rows = [row for row in found.decisions if row.state in UNDONE and is_town(row.owner_organisation)]
    rows.sort(key=lambda row: (row.due_on or date.max, row.year, row.number))
    return [_waiting(row, today) for row in rows[:MOST_WAITING]], max(0, len(rows) - MOST_WAITING)


def is_town(partner: Organisation | None) -> bool:
    return partner is not None and partner.category in TOWN


def _waiting(row: Decision, today: date) -> Waiting:
    owner = row.owner_organisation.name if row.owner_organisation else ""
    is_late = row.due_on is not None and row.due_on < today
    text = shortened(row.text or row.title, _TITLE)
    return Waiting(row.pk, row.label, text, shortened(owner, 60), row.due_on, str(row.get_state_display()), is_late)


def _next_dates(found: Gathered) -> list[Coming]:
    """Return the next dates that people know of: meetings, and days of projects; one statement."""
    meetings = [row for row in found.meetings if _is_coming(row)][:MOST_DATES]
    parts = parts_of_town([row.pk for row in meetings])
    rows = [_meeting(row, parts.get(row.pk, [])) for row in meetings]
    rows += [_project(row, row.starts_on) for row in found.projects if row.starts_on and _is_day(row)]
    return sorted((row for row in rows if row.day >= timezone.localdate()), key=lambda row: row.day)[:MOST_DATES]


def _is_day(row: Project) -> bool:
    """Tell whether a project begins with a day that one goes to, and is still ahead."""
    return row.kind in DAYS and row.state in {Project.State.PLANNED, Project.State.RUNNING}


def _is_coming(row: Meeting) -> bool:
    """Tell whether a meeting is ahead and somebody outside the team knows of it."""
    return (
        row.state in AHEAD and row.ends_at >= timezone.now() and (row.state != MeetingState.DRAFT or row.is_announced)
    )


def parts_of_town(meetings: list[int]) -> dict[int, list[tuple[int, AgendaItem]]]:
    """Return meeting → the items that the town presents, each with its number; confidential ones stay inside."""
    found: dict[int, list[tuple[int, AgendaItem]]] = {}
    numbers: dict[int, int] = {}
    rows = AgendaItem.objects.filter(meeting__in=meetings, state=ItemState.ACCEPTED).select_related(
        "owner_organisation"
    )
    for row in rows.order_by("meeting_id", "rank", "pk"):
        numbers[row.meeting_id] = numbers.get(row.meeting_id, 0) + 1
        if is_town(row.owner_organisation) and not row.is_confidential:
            found.setdefault(row.meeting_id, []).append((numbers[row.meeting_id], row))
    return found


def _meeting(row: Meeting, parts: list[tuple[int, AgendaItem]]) -> Coming:
    is_settled = row.host_id is None or row.host_confirmed_at is not None
    place = ", ".join(part for part in (row.place_name, row.town) if part) if is_settled else ""
    day = timezone.localdate(row.starts_at)
    title = shortened(row.title, 80)
    return Coming(day, when(row.starts_at, row.ends_at), title, shortened(place, 80), appearance(row, parts), row.pk)


def appearance(row: Meeting, parts: list[tuple[int, AgendaItem]]) -> str:
    """Return what the town does at a meeting: „Sie sind Gastgeber. TOP 3: Haushalt.“; empty where it only listens."""
    said = []
    if is_town(row.host) and row.host_confirmed_at is not None:
        said.append(_("Sie sind Gastgeber."))
    for number, item in parts[:2]:
        words = {"number": number, "title": shortened(item.title, 70).rstrip(".")}
        said.append(_("Sie stellen TOP %(number)s vor: %(title)s.") % words)
    return " ".join(said)


def _project(row: Project, day: date) -> Coming:
    yours = _("Die Federführung liegt bei Ihnen.") if is_town(row.owner) else ""
    shown = date_format(day, "D., j. F Y")
    return Coming(day, shown, shortened(row.title, 80), shortened(row.place, 80), yours)

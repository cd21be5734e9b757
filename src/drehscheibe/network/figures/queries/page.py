"""„Das Bündnis auf einer Seite“: three sentences, four figures, what waits for the town, the next dates.

The page goes outside, to whoever has its link. So it holds nothing confidential, nobody's name, no hints of families.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.meetings.vocabulary import DecisionState, ItemState, MeetingState, Outcome
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.plans.models import Project
from drehscheibe.work.plans.vocabulary import Circle

from ..models import PageText
from ..report_data import Figure
from ..rules.words import shortened
from ..rules.years import year_to_show
from .figures import figures_of, for_one_page
from .gathering import gather
from .sentences import LENGTH, SENTENCES, proposed

TOWN = (PartnerCategory.MUNICIPALITY, PartnerCategory.DISTRICT)
"""Partners that the mayor answers for."""
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


def one_page(*, today: date | None = None) -> OnePage:
    """Return the page as it is today; sixteen statements, however much there is."""
    day = today or timezone.localdate()
    found = gather(year_to_show(day))
    waiting, more = waiting_for_town(day)
    return OnePage(
        alliance=found.alliance.name,
        year=found.year,
        today=day,
        sentences=sentences(page_text(found.year), [one.text for one in proposed(found)]),
        figures=for_one_page(figures_of(found)),
        waiting=waiting,
        more_waiting=more,
        coming=_next_dates(),
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


def waiting_for_town(today: date) -> tuple[list[Waiting], int]:
    """Return decisions that the town has still to carry out, soonest due first, and how many more there are."""
    rows = Decision.objects.filter(
        state__in=[DecisionState.OPEN, DecisionState.RUNNING],
        owner_organisation__category__in=TOWN,
        withdrawn_at=None,
        is_confidential=False,
        outcome=Outcome.ACCEPTED,
    ).order_by(F("due_on").asc(nulls_last=True), "year", "number")
    found = list(rows.select_related("owner_organisation").defer("search"))
    return [_waiting(row, today) for row in found[:MOST_WAITING]], max(0, len(found) - MOST_WAITING)


def _waiting(row: Decision, today: date) -> Waiting:
    owner = row.owner_organisation.name if row.owner_organisation else ""
    is_late = row.due_on is not None and row.due_on < today
    text = shortened(row.text or row.title, _TITLE)
    return Waiting(row.pk, row.label, text, shortened(owner, 60), row.due_on, str(row.get_state_display()), is_late)


def upcoming(*, at: datetime | None = None) -> "Iterable[Meeting]":
    """Return the meetings ahead that people know of, soonest first."""
    known = Q(state__in=[MeetingState.INVITED, MeetingState.RUNNING]) | Q(dates_sent_at__isnull=False)
    rows = Meeting.objects.filter(known, ends_at__gte=at or timezone.now())
    rows = rows.filter(state__in=[MeetingState.DRAFT, MeetingState.INVITED, MeetingState.RUNNING])
    return rows.select_related("host", "body").order_by("starts_at", "pk")


def _next_dates() -> list[Coming]:
    """Return the next dates: meetings, and days of projects; three statements."""
    meetings = list(upcoming()[:MOST_DATES])  # type: ignore[index]  # a queryset
    parts = parts_of_town([row.pk for row in meetings])
    rows = [_meeting(row, parts.get(row.pk, [])) for row in meetings]
    days = Project.objects.filter(starts_on__gte=timezone.localdate()).exclude(audience=Circle.TEAM)
    days = days.exclude(state__in=[Project.State.FINISHED, Project.State.ARCHIVED]).select_related("owner")
    rows += [_project(row) for row in days.order_by("starts_on", "pk")[:MOST_DATES]]
    return sorted(rows, key=lambda row: row.day)[:MOST_DATES]


def parts_of_town(meetings: list[int]) -> dict[int, list[tuple[int, AgendaItem]]]:
    """Return meeting → the items that the town presents, each with its number; confidential ones stay inside."""
    found: dict[int, list[tuple[int, AgendaItem]]] = {}
    numbers: dict[int, int] = {}
    rows = AgendaItem.objects.filter(meeting__in=meetings, state=ItemState.ACCEPTED).select_related(
        "owner_organisation"
    )
    for row in rows.order_by("meeting_id", "rank", "pk"):
        numbers[row.meeting_id] = numbers.get(row.meeting_id, 0) + 1
        if row.owner_organisation and row.owner_organisation.category in TOWN and not row.is_confidential:
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
    if row.host is not None and row.host.category in TOWN and row.host_confirmed_at is not None:
        said.append(_("Sie sind Gastgeber."))
    for number, item in parts[:2]:
        words = {"number": number, "title": shortened(item.title, 70).rstrip(".")}
        said.append(_("Sie stellen TOP %(number)s vor: %(title)s.") % words)
    return " ".join(said)


def _project(row: Project) -> Coming:
    assert row.starts_on is not None  # noqa: S101  asked for by the query
    is_town = row.owner is not None and row.owner.category in TOWN
    yours = _("Die Federführung liegt bei Ihnen.") if is_town else ""
    shown = date_format(row.starts_on, "D., j. F Y")
    return Coming(row.starts_on, shown, shortened(row.title, 80), shortened(row.place, 80), yours)

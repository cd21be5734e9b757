"""What meetings put on the dashboard: the next one with its answers, and what waits around them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.work.bodies.models import JoinWish
from drehscheibe.work.bodies.vocabulary import BodyKind, WishState
from drehscheibe.work.meetings.models import AgendaItem, Meeting, Minutes, Remark, Task
from drehscheibe.work.meetings.queries.holidays import NoMeeting
from drehscheibe.work.meetings.queries.hosting import to_phone
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.queries.people import Tally, tally
from drehscheibe.work.meetings.queries.tasks import overdue
from drehscheibe.work.meetings.queries.year import Wheel, meetings_of, year_wheel
from drehscheibe.work.meetings.rules.calendar import free_days
from drehscheibe.work.meetings.vocabulary import ItemState, MeetingState, MinutesState

from .counts import count, first, one
from .today_parts import Card, Kind, counted

ASSEMBLY_AGAIN = timedelta(days=274)
"""Nine months after the last assembly the next one wants to be planned."""


class Waiting(NamedTuple):
    """How many of each wait; where it matters also the first one's number."""

    minutes: int
    first_minutes: int | None
    remarks: int
    first_remark: int | None
    proposals: int
    first_proposal: int | None
    hosts: int
    tasks: int
    wishes: int
    assembly: int | None
    assembly_name: str | None
    assembly_at: datetime | None


@dataclass(frozen=True, slots=True)
class NextMeeting:
    meeting: Meeting
    tally: Tally

    @property
    def is_invited(self) -> bool:
        return self.meeting.state != MeetingState.DRAFT


@dataclass(frozen=True, slots=True)
class Round:
    """The meetings around today: the next one, and this year as a wheel with the holidays of all Germany."""

    coming: NextMeeting | None = None
    wheel: Wheel | None = None


def meetings_around(alliance: Alliance, member: Member) -> Round:
    """Return what a member may see of them; two statements."""
    if not member.may(Capability.SEE_MEETINGS):
        return Round()
    year = timezone.localdate().year
    rows = meetings_of(year, until=year + 1)
    following = next((row for row in rows if row.state in AHEAD and row.ends_at >= timezone.now()), None)
    this_year = [row for row in rows if timezone.localdate(row.starts_at).year == year]
    return Round(
        NextMeeting(following, tally(following)) if following else None,
        year_wheel(year, meetings=this_year, free=NoMeeting("", {year: free_days("", year)}), slug=alliance.slug)
        if this_year
        else None,
    )


def meeting_cards(alliance: Alliance, member: Member) -> list[Card]:
    """Return what waits around meetings for whoever runs them; one statement."""
    if not member.may(Capability.EDIT_MEETINGS):
        return []
    waiting = _waiting(alliance)
    cards = (
        counted(alliance, _MINUTES, waiting.minutes, waiting.first_minutes),
        counted(alliance, _REMARKS, waiting.remarks, waiting.first_remark),
        counted(alliance, _PROPOSALS, waiting.proposals, waiting.first_proposal),
        counted(alliance, _HOSTS, waiting.hosts),
        counted(alliance, _TASKS, waiting.tasks),
        counted(alliance, _WISHES, waiting.wishes),
        _assembly_card(alliance, waiting),
    )
    return [card for card in cards if card]


def _waiting(alliance: Alliance) -> Waiting:
    minutes = Minutes.objects.filter(state=MinutesState.DRAFT, meeting__state=MeetingState.MINUTES)
    remarks = Remark.objects.filter(settled_at=None, minutes__approved_at=None)
    proposals = AgendaItem.objects.filter(
        state=ItemState.PROPOSED, meeting__starts_at__gt=timezone.now(), meeting__state__in=AHEAD
    )
    tasks = Task.objects.filter(overdue())
    wishes = JoinWish.objects.filter(state=WishState.NEW)
    assemblies = Meeting.objects.filter(body__kind=BodyKind.ASSEMBLY, body__closed_on=None)
    assemblies = assemblies.exclude(state=MeetingState.CANCELLED)
    return Waiting._make(
        one(
            alliance,
            count(minutes), first(minutes, "meeting"), count(remarks), first(remarks, "minutes__meeting"),
            count(proposals), first(proposals, "meeting"), count(to_phone()), count(tasks), count(wishes),
            _latest(assemblies, "pk"), _latest(assemblies, "body__name"), _latest(assemblies, "starts_at"),
        )
    )  # fmt: skip


def _latest(rows: QuerySet[Meeting], key: str) -> Any:
    return Subquery(rows.order_by("-starts_at", "-pk").values(key)[:1])


_MINUTES = Kind(
    "minutes", gettext_lazy("Protokoll fertigstellen"),
    ngettext_lazy("Ein Protokoll ist noch Entwurf.", "%(number)s Protokolle sind noch Entwurf.", "count"),
    gettext_lazy("Protokoll öffnen"), "workspace_minutes",
)  # fmt: skip
_REMARKS = Kind(
    "remarks", gettext_lazy("Anmerkungen zum Protokoll"),
    ngettext_lazy("Jemand hat etwas zum Protokoll gesagt.", "%(number)s Anmerkungen zum Protokoll.", "count"),
    gettext_lazy("Anmerkungen ansehen"), "workspace_minutes",
)  # fmt: skip
_PROPOSALS = Kind(
    "proposals", gettext_lazy("Vorschläge zur Tagesordnung"),
    ngettext_lazy("Ein Punkt ist vorgeschlagen.", "%(number)s Punkte sind vorgeschlagen.", "count"),
    gettext_lazy("Vorschläge ansehen"), "workspace_meeting",
)  # fmt: skip
_HOSTS = Kind(
    "hosts", gettext_lazy("Wer ist Gastgeber?"),
    ngettext_lazy("Ein Partner antwortet nicht.", "%(number)s Partner antworten nicht.", "count"),
    gettext_lazy("Anrufen oder überspringen"), "workspace_hosts",
)  # fmt: skip
_TASKS = Kind(
    "tasks", gettext_lazy("Aufgaben nachsehen"),
    ngettext_lazy("Eine Aufgabe ist über der Zeit.", "%(number)s Aufgaben sind über der Zeit.", "count"),
    gettext_lazy("Aufgaben ansehen"), "workspace_tasks",
)  # fmt: skip
_WISHES = Kind(
    "wishes", gettext_lazy("Mitmachen in Gruppen"),
    ngettext_lazy(
        "Jemand möchte in einer Gruppe mitmachen.", "%(number)s möchten in einer Gruppe mitmachen.", "count"
    ),
    gettext_lazy("Ansehen"), "workspace_join_wishes",
)  # fmt: skip


def _assembly_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    """Lead to „Wie beim letzten Mal“ once the last assembly is long ago and no later one is planned."""
    if waiting.assembly_at is None or waiting.assembly_at > timezone.now() - ASSEMBLY_AGAIN:
        return None
    title = _("%(body)s wie letztes Jahr planen") % {"body": waiting.assembly_name}
    text = _("Zuletzt am %(day)s. Tagesordnung, Gäste und Unterlagen kommen mit.")
    day = date_format(timezone.localtime(waiting.assembly_at), "j. F Y")
    url = reverse("workspace_meeting_again", args=[alliance.slug, waiting.assembly])
    return Card("assembly", title, text % {"day": day}, _("Wie beim letzten Mal"), url)

"""What meetings put on the dashboard: the next one with its answers, and what waits around them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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

from ..rules import number_word
from .counts import count, one
from .today_parts import Card

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
        _minutes_card(alliance, waiting), _remarks_card(alliance, waiting), _proposals_card(alliance, waiting),
        _hosts_card(alliance, waiting), _tasks_card(alliance, waiting), _wishes_card(alliance, waiting),
        _assembly_card(alliance, waiting),
    )  # fmt: skip
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
            count(minutes), _first(minutes, "meeting"), count(remarks), _first(remarks, "minutes__meeting"),
            count(proposals), _first(proposals, "meeting"), count(to_phone()), count(tasks), count(wishes),
            _latest(assemblies, "pk"), _latest(assemblies, "body__name"), _latest(assemblies, "starts_at"),
        )
    )  # fmt: skip


def _first(rows: QuerySet[Any], key: str) -> Any:
    return Subquery(rows.order_by("pk").values(key)[:1])


def _latest(rows: QuerySet[Meeting], key: str) -> Any:
    return Subquery(rows.order_by("-starts_at", "-pk").values(key)[:1])


def _url(alliance: Alliance, name: str, *args: object) -> str:
    return reverse(name, args=[alliance.slug, *args])


def _said(words: str, number: int) -> str:
    return words % {"number": number_word(number).capitalize()}


def _minutes_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.minutes:
        return None
    text = _said(
        ngettext("Ein Protokoll ist noch Entwurf.", "%(number)s Protokolle sind noch Entwurf.", waiting.minutes),
        waiting.minutes,
    )
    url = _url(alliance, "workspace_minutes", waiting.first_minutes)
    return Card("minutes", _("Protokoll fertigstellen"), text, _("Protokoll öffnen"), url)


def _remarks_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.remarks:
        return None
    text = _said(
        ngettext("Jemand hat etwas zum Protokoll gesagt.", "%(number)s Anmerkungen zum Protokoll.", waiting.remarks),
        waiting.remarks,
    )
    url = _url(alliance, "workspace_minutes", waiting.first_remark)
    return Card("remarks", _("Anmerkungen zum Protokoll"), text, _("Anmerkungen ansehen"), url)


def _proposals_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.proposals:
        return None
    text = _said(
        ngettext("Ein Punkt ist vorgeschlagen.", "%(number)s Punkte sind vorgeschlagen.", waiting.proposals),
        waiting.proposals,
    )
    url = _url(alliance, "workspace_meeting", waiting.first_proposal)
    return Card("proposals", _("Vorschläge zur Tagesordnung"), text, _("Vorschläge ansehen"), url)


def _hosts_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.hosts:
        return None
    text = _said(
        ngettext("Ein Partner antwortet nicht.", "%(number)s Partner antworten nicht.", waiting.hosts), waiting.hosts
    )
    return Card(
        "hosts", _("Wer ist Gastgeber?"), text, _("Anrufen oder überspringen"), _url(alliance, "workspace_hosts")
    )


def _tasks_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.tasks:
        return None
    text = _said(
        ngettext("Eine Aufgabe ist über der Zeit.", "%(number)s Aufgaben sind über der Zeit.", waiting.tasks),
        waiting.tasks,
    )
    url = _url(alliance, "workspace_tasks")
    return Card("tasks", _("Aufgaben nachsehen"), text, _("Aufgaben ansehen"), url)


def _wishes_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    if not waiting.wishes:
        return None
    text = _said(
        ngettext(
            "Jemand möchte in einer Gruppe mitmachen.", "%(number)s möchten in einer Gruppe mitmachen.", waiting.wishes
        ),
        waiting.wishes,
    )
    return Card("wishes", _("Mitmachen in Gruppen"), text, _("Ansehen"), _url(alliance, "workspace_join_wishes"))


def _assembly_card(alliance: Alliance, waiting: Waiting) -> Card | None:
    """Lead to „Wie beim letzten Mal“ once the last assembly is long ago and no later one is planned."""
    if waiting.assembly_at is None or waiting.assembly_at > timezone.now() - ASSEMBLY_AGAIN:
        return None
    title = _("%(body)s wie letztes Jahr planen") % {"body": waiting.assembly_name}
    text = _("Zuletzt am %(day)s. Tagesordnung, Gäste und Unterlagen kommen mit.")
    day = date_format(timezone.localtime(waiting.assembly_at), "j. F Y")
    url = _url(alliance, "workspace_meeting_again", waiting.assembly)
    return Card("assembly", title, text % {"day": day}, _("Wie beim letzten Mal"), url)

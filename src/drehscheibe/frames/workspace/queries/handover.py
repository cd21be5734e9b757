"""All that whoever takes over the coordination must know: what runs, what is due, whom to ask, who may what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts import queries as accounts
from drehscheibe.ground.alliances.models import ContactPoint, Inquiry
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.network.figures.models import YearReport
from drehscheibe.network.figures.vocabulary import ReportState
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import SeatRole
from drehscheibe.work.meetings.models import Decision, Meeting, Minutes, Task
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.queries.tasks import UNDONE, all_tasks, is_overdue
from drehscheibe.work.meetings.vocabulary import DecisionState, MeetingState, MinutesState
from drehscheibe.work.partners.queries.contacts import main_people
from drehscheibe.work.plans import access as plans
from drehscheibe.work.plans.models import HandoverTick, Measure, Milestone, Need, Position
from drehscheibe.work.plans.queries.measures import UNDONE as UNDONE_MEASURES
from drehscheibe.work.plans.queries.measures import seen_measures
from drehscheibe.work.plans.queries.needs import WAITING
from drehscheibe.work.plans.queries.positions import AT_WORK
from drehscheibe.work.resolutions.models import Vote
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState

from ..role_words import GUIDES, role_note
from .counts import count, first, one

AHEAD_FOR = timedelta(days=183)
"""So far the list looks ahead."""
MOST = 60
"""So many lines of a kind; the page that the section leads to has all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One point to talk through. `key` is what its tick is kept under."""

    key: str
    title: str
    text: str = ""
    url: str = ""
    is_late: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    lines: Sequence[Line]
    empty: str


@dataclass(frozen=True, slots=True)
class Desk:
    """For whom the list is made; `today` tells what is late."""

    alliance: Alliance
    member: Member
    today: date

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.alliance.slug, *args])


def handover(alliance: Alliance, member: Member) -> list[Section]:
    """Return all sections in the order in which one talks them through."""
    desk = Desk(alliance, member, timezone.localdate())
    now = _running(desk)
    return [
        Section("fristen", _("Was in den nächsten Monaten ansteht"), _deadlines(desk, now),
                _("In den nächsten sechs Monaten steht nichts mit einem festen Tag an.")),
        Section("aufgaben", _("Offene Aufgaben"), _tasks(desk), _("Keine Aufgabe ist offen.")),
        Section("protokolle", _("Protokolle, die noch nicht fertig sind"), _minutes_lines(desk, now.minutes),
                _("Alle Protokolle sind genehmigt.")),
        Section("abstimmungen", _("Abstimmungen"), _vote_lines(desk, now.votes), _("Gerade läuft keine Abstimmung.")),
        Section("massnahmen", _("Maßnahmen, die liegen geblieben sind"), _late_measures(desk, now.measures),
                _("Keine Maßnahme ist über der Zeit.")),
        Section("angefangen", _("Angefangen und noch nicht fertig"), _begun(desk, now), _("Nichts ist angefangen.")),
        Section("kontakte", _("Wichtige Kontakte"), _contacts(desk, now.meetings),
                _("Noch sind keine Kontaktstellen eingetragen.")),
        Section("rechte", _("Wer was darf"), _rights(desk), ""),
        Section("anleitungen", _("So geht es"), _guides(desk), ""),
    ]  # fmt: skip


def ticked() -> set[str]:
    return set(HandoverTick.objects.values_list("key", flat=True))


# Rows, each asked for once


def _meetings() -> tuple[list[Meeting], list[Minutes]]:
    """Return the meetings ahead, and the minutes that are not approved yet; one statement for both."""
    ahead = Q(state__in=AHEAD, ends_at__gte=timezone.now())
    rows = Meeting.objects.filter(ahead | Q(state=MeetingState.MINUTES)).select_related("body", "host", "record")
    found = list(rows.defer("record__pdf", "record__search").order_by("starts_at", "pk")[: 2 * MOST])
    records = [row.record for row in found if row.state == MeetingState.MINUTES and hasattr(row, "record")]
    return (
        [row for row in found if row.state != MeetingState.MINUTES],
        [one for one in records if one.state != MinutesState.APPROVED],
    )


def _votes() -> list[Vote]:
    return list(Vote.objects.filter(state__in=[VoteState.DRAFT, VoteState.OPEN]).order_by("ends_at", "pk")[:MOST])


def _measures(member: Member) -> list[Measure]:
    return list(seen_measures(member).filter(state__in=UNDONE_MEASURES).order_by("due_on", "pk")[: 5 * MOST])


# Sections


@dataclass(frozen=True, slots=True)
class Running:
    """What several sections speak of, asked for once."""

    meetings: Sequence[Meeting]
    minutes: Sequence[Minutes]
    votes: Sequence[Vote]
    measures: Sequence[Measure]
    positions: Sequence[Position]


def _running(desk: Desk) -> Running:
    meetings, minutes = _meetings()
    return Running(meetings, minutes, _votes(), _measures(desk.member), _positions(desk))


def _deadlines(desk: Desk, now: Running) -> list[Line]:
    lines = [
        *_of_meetings(desk, now.meetings),
        *(_due(desk, f"freigabe-{row.pk}", row.approves_on, _("Protokoll gilt als genehmigt: %s") % row.meeting.title,
               desk.url("workspace_minutes", row.meeting_id)) for row in now.minutes),
        *(_due(desk, f"ende-{vote.pk}", timezone.localdate(vote.ends_at) if vote.ends_at else None,
               _("Abstimmung endet: %s") % vote.title, _vote_url(desk, vote)) for vote in now.votes),
        *(_due(desk, f"massnahme-{row.pk}", row.due_on, _("Maßnahme: %s") % row.title,
               desk.url("workspace_measure", row.pk)) for row in now.measures),
        *_of_decisions(desk),
        *(_due(desk, f"position-{row.pk}", row.deadline_on, _("Position: %s") % row.title,
               desk.url("workspace_position", row.pk)) for row in now.positions),
        *_of_milestones(desk),
        _report(desk),
    ]  # fmt: skip
    until = desk.today + AHEAD_FOR
    dated = [line for line in lines if line is not None and line.day is not None and desk.today <= line.day <= until]
    return sorted(dated, key=lambda line: (line.day or until, line.title))[: 2 * MOST]


def _due(desk: Desk, key: str, on: date | None, title: str, url: str) -> Line | None:
    return Line(key, title, _day(on), url, is_late=on < desk.today, day=on) if on else None


def _day(value: date) -> str:
    return date_format(value, "D., j. F Y")


def _of_meetings(desk: Desk, meetings: Iterable[Meeting]) -> Iterable[Line | None]:
    for row in meetings:
        url = desk.url("workspace_meeting", row.pk)
        yield _due(desk, f"treffen-{row.pk}", timezone.localdate(row.starts_at), row.title, url)
        title = _("Antworten erbeten bis: %s") % row.title
        yield _due(desk, f"antwort-{row.pk}", row.reply_by, title, url)


def _of_decisions(desk: Desk) -> Iterable[Line | None]:
    rows = Decision.objects.filter(state__in=[DecisionState.OPEN, DecisionState.RUNNING], withdrawn_at=None)
    dated = rows.filter(Q(due_on__isnull=False) | Q(revisit_on__isnull=False)).only(
        "pk", "alliance", "year", "number", "title", "due_on", "revisit_on"
    )
    for row in dated[: 2 * MOST]:
        url, name = desk.url("workspace_decision", row.pk), f"{row.label} {row.title}".strip()
        yield _due(desk, f"beschluss-{row.pk}", row.due_on, _("Beschluss umgesetzt: %s") % name, url)
        yield _due(desk, f"vorlage-{row.pk}", row.revisit_on, _("Beschluss wieder vorlegen: %s") % name, url)


def _positions(desk: Desk) -> list[Position]:
    return list(Position.objects.filter(plans.seen_by(desk.member), state__in=AT_WORK)[:MOST])


def _of_milestones(desk: Desk) -> Iterable[Line | None]:
    rows = Milestone.objects.filter(done_on=None, due_on__gte=desk.today).select_related("project__body")
    for row in rows[:MOST]:
        if plans.can_see(desk.member, row.project):
            title = f"{row.project.title}: {row.title}"
            yield _due(desk, f"schritt-{row.pk}", row.due_on, title, desk.url("workspace_project", row.project_id))


def _report(desk: Desk) -> Line | None:
    """The draft of the yearly report lies ready on 2 January."""
    on = date(desk.today.year + 1, 1, 2)
    title = _("Der Entwurf des Jahresberichts %s liegt bereit") % desk.today.year
    return _due(desk, f"bericht-{on.year}", on, title, desk.url("workspace_reports"))


def _tasks(desk: Desk) -> list[Line]:
    rows = all_tasks().filter(state__in=UNDONE)
    return [_task(desk, row) for row in rows[:MOST]]


def _task(desk: Desk, row: Task) -> Line:
    who = row.owner_name or (row.organisation.name if row.organisation else _("noch niemand"))
    until = _("bis %s") % date_format(row.due_on, "j. F Y") if row.due_on else _("ohne Termin")
    return Line(
        f"aufgabe-{row.pk}", row.text[:200], f"{who}, {until}", desk.url("workspace_task", row.pk), is_overdue(row)
    )


def _minutes_lines(desk: Desk, rows: Iterable[Minutes]) -> list[Line]:
    return [
        Line(
            f"protokoll-{row.pk}", row.meeting.title,
            f"{_day(timezone.localdate(row.meeting.starts_at))}, {row.get_state_display()}",
            desk.url("workspace_minutes", row.meeting_id),
        )
        for row in rows
    ]  # fmt: skip


def _vote_lines(desk: Desk, rows: Iterable[Vote]) -> list[Line]:
    return [
        Line(f"abstimmung-{row.pk}", row.title, f"{row.get_kind_display()}, {row.get_state_display()}",
             _vote_url(desk, row))
        for row in rows
    ]  # fmt: skip


def _vote_url(desk: Desk, vote: Vote) -> str:
    if vote.meeting_id and vote.kind in {VoteKind.NAMED, VoteKind.PAPER}:
        return desk.url("workspace_room_vote", vote.meeting_id, vote.pk)
    return desk.url("workspace_circular", vote.pk)


def _late_measures(desk: Desk, rows: Iterable[Measure]) -> list[Line]:
    late = [row for row in rows if row.due_on is not None and row.due_on < desk.today]
    return [
        Line(f"liegt-{row.pk}", row.title, f"{row.owner_name or _('noch niemand')}, {_('war bis %s') % _day(row.due_on)}",
             desk.url("workspace_measure", row.pk), is_late=True)
        for row in late[:MOST] if row.due_on
    ]  # fmt: skip


def _begun(desk: Desk, now: Running) -> list[Line]:
    needs = Need.objects.filter(plans.seen_by(desk.member), state__in=WAITING).order_by("received_at")[:MOST]
    drafts, new = YearReport.objects.filter(state=ReportState.DRAFT), Inquiry.objects.filter(state=Inquiry.State.NEW)
    waiting, year = one(desk.alliance, count(new), first(drafts, "year"))
    lines = [
        *(Line(f"bedarf-{row.pk}", _("Bedarf ohne Antwort: %s") % row.title, "", desk.url("workspace_need", row.pk))
          for row in needs),
        *(Line(f"arbeit-{row.pk}", _("Position in Arbeit: %s") % row.title, row.get_state_display(),
               desk.url("workspace_position", row.pk)) for row in now.positions),
        *(Line(f"entwurf-{row.pk}", _("Treffen ohne Einladung: %s") % row.title, _day(timezone.localdate(row.starts_at)),
               desk.url("workspace_meeting", row.pk)) for row in now.meetings if row.state == MeetingState.DRAFT),
    ]  # fmt: skip
    if year:
        title, url = _("Jahresbericht %s") % year, desk.url("workspace_report", year)
        lines.append(Line(f"jahresbericht-{year}", title, _("Entwurf"), url))
    if waiting:
        lines.append(Line("anfragen", _("Neue Anfragen"), str(waiting), desk.url("workspace_inquiries")))
    return lines


def _contacts(desk: Desk, meetings: Sequence[Meeting]) -> list[Line]:
    return [*_contact_points(desk), *_hosts(desk, meetings), *_chairs(desk)]


def _contact_points(desk: Desk) -> Iterable[Line]:
    for row in ContactPoint.objects.all():
        parts = (row.host_organisation, row.phone, row.email, row.hours)
        url = desk.url("workspace_profile")
        yield Line(f"kontakt-{row.pk}", row.role, ", ".join(part for part in parts if part), url)


def _hosts(desk: Desk, meetings: Sequence[Meeting]) -> Iterable[Line]:
    """Return who hosts what is planned, with whom to call there."""
    hosts = {row.host_id: row for row in meetings if row.host_id}
    people = main_people(hosts)
    for key, row in hosts.items():
        person = people.get(key)
        reach = (person.name, person.phone, person.email) if person else ()
        title = _("Gastgeber am %(day)s: %(name)s") % {
            "day": _day(timezone.localdate(row.starts_at)), "name": row.host.name if row.host else ""
        }  # fmt: skip
        yield Line(f"gastgeber-{key}", title, ", ".join(part for part in reach if part),
                   desk.url("workspace_partner", key))  # fmt: skip


def _chairs(desk: Desk) -> Iterable[Line]:
    roles = (SeatRole.CHAIR, SeatRole.DEPUTY_CHAIR)
    rows = Seat.objects.filter(role__in=roles, ended_on=None, body__closed_on=None)
    for row in rows.select_related("body", "organisation", "delegate").order_by("body__rank", "body_id", "pk")[:MOST]:
        who = row.delegate
        parts = (who.name, who.phone, who.email) if who else (row.organisation.name,)
        yield Line(f"leitung-{row.pk}", f"{row.body.name}: {row.get_role_display()}",
                   ", ".join(part for part in parts if part), desk.url("workspace_body", row.body_id))  # fmt: skip


def _rights(desk: Desk) -> list[Line]:
    people = desk.url("workspace_people")
    team = [
        Line(f"recht-{row.pk}", f"{row.name}: {row.role_names}", role_note(row), people)
        for row in accounts.members_of()
    ]
    invited = [
        Line(f"eingeladen-{row.pk}", _("Eingeladen: %s") % (row.name or row.email), row.role_names, people)
        for row in accounts.open_invitations()
    ]
    return [*team, *invited]


def _guides(desk: Desk) -> list[Line]:
    return [Line(f"anleitung-{guide.key}", str(guide.title), str(guide.text), desk.url(guide.page)) for guide in GUIDES]

"""What meetings and projects put on a group's page: for the team in its rooms, and for its people behind their links."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.sections import Line, Reader, Section
from drehscheibe.work.meetings.access import EVERYBODY, can_plan, tasks_seen_by
from drehscheibe.work.meetings.models import Decision, Meeting, Task
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.vocabulary import MeetingState, TaskState
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.plans.access import can_edit_projects
from drehscheibe.work.plans.models import Project
from drehscheibe.work.plans.queries.needs import needs_of
from drehscheibe.work.plans.queries.projects import projects_of
from drehscheibe.work.resolutions.queries.register import named_in
from drehscheibe.work.resolutions.register_words import decision_title

SHOWN = 5


def sections_of(body: Body, reader: Reader) -> Sequence[Section]:
    """Return what comes next, what was, open tasks, and the projects of a group; four statements.

    Drafts are the team's alone, and only the team has pages to go to.
    """
    sections = (
        _coming(body, reader), _past(body, reader), _tasks(body, reader), _projects(body, reader), _needs(body, reader),
        _founding(body, reader),
    )  # fmt: skip
    return [section for section in sections if section.lines or section.empty]


def _coming(body: Body, reader: Reader) -> Section:
    states = AHEAD if not reader.page_token else (MeetingState.INVITED, MeetingState.RUNNING)
    rows = Meeting.objects.filter(body=body, state__in=states, ends_at__gte=timezone.now()).order_by("starts_at")
    plan = Link(_("Treffen planen"), reverse("workspace_meeting_add", args=[reader.slug]) + f"?gruppe={body.pk}")
    return Section(
        "treffen",
        _("Nächste Treffen"),
        [_meeting(row, body, reader) for row in rows[:SHOWN]],
        _("Noch ist kein Treffen geplant."),
        plan if reader.member and can_plan(reader.member, body) else None,
    )


def _past(body: Body, reader: Reader) -> Section:
    over = (MeetingState.MINUTES, MeetingState.APPROVED)
    rows = Meeting.objects.filter(body=body, state__in=over).order_by("-starts_at")
    return Section("gewesen", _("Gewesen"), [_meeting(row, body, reader) for row in rows[:SHOWN]])


def _meeting(row: Meeting, body: Body, reader: Reader) -> Line:
    """Return a meeting by its title; one that is called like its group by its day."""
    url = "" if reader.page_token else reverse("workspace_meeting", args=[reader.slug, row.pk])
    day, state = when(row.starts_at, row.ends_at), row.get_state_display()
    if row.title == body.name:
        return Line(day, state, url)
    return Line(row.title, f"{day} · {state}", url)


def _tasks(body: Body, reader: Reader) -> Section:
    rows = Task.objects.filter(
        tasks_seen_by(EVERYBODY), body=body, state__in=[TaskState.OPEN, TaskState.DOING]
    ).order_by("due_on", "pk")
    return Section("aufgaben", _("Offene Aufgaben"), [_task(row, reader) for row in rows[:SHOWN]])


def _task(row: Task, reader: Reader) -> Line:
    url = "" if reader.page_token else reverse("workspace_task", args=[reader.slug, row.pk])
    parts = (row.owner_name, _("bis %(day)s") % {"day": date_format(row.due_on, "j. F Y")} if row.due_on else "")
    return Line(row.text, " · ".join(part for part in parts if part), url)


def _needs(body: Body, reader: Reader) -> Section:
    """Return the group's needs; confidential ones stand on no page of a group. Its people tell new ones."""
    rows = needs_of(body)[:SHOWN]
    page, add = (
        ("link_page_needs", "link_page_needs") if reader.page_token else ("workspace_needs", "workspace_need_add")
    )
    who = reader.page_token or reader.slug
    tell = Link(_("Bedarf melden"), reverse(add, args=[who]) + f"?gruppe={body.pk}")
    lines = [
        Line(row.title, str(row.get_state_display()), reverse(page.removesuffix("s"), args=[who, row.pk]))
        for row in rows
    ]
    may_tell = reader.page_token or (reader.member and can_edit_projects(reader.member))
    return Section(
        "bedarf", _("Was Familien fehlt"), lines, _("Noch kein Bedarf gemeldet."), tell if may_tell else None
    )


def _founding(body: Body, reader: Reader) -> Section:
    """Return the decisions that founded the group, where it names them by number; everybody may know of those."""
    rows = named_in(body.opened_by, by=Machine("sections"))
    return Section("gegruendet", _("Gegründet durch"), [_decision(row, reader) for row in rows])


def _decision(row: Decision, reader: Reader) -> Line:
    url = "" if reader.page_token else reverse("workspace_decision", args=[reader.slug, row.pk])
    return Line(decision_title(row), date_format(row.decided_on, "j. F Y"), url)


def _projects(body: Body, reader: Reader) -> Section:
    return Section("projekte", _("Projekte dieser Gruppe"), [_project(row, reader) for row in projects_of(body)])


def _project(row: Project, reader: Reader) -> Line:
    url = "" if reader.page_token else reverse("workspace_project", args=[reader.slug, row.pk])
    return Line(row.title, str(row.get_state_display()), url)

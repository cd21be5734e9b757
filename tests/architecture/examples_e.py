"""Objects for the routes of what follows a meeting: results, minutes, tasks, their links."""

from typing import Any

from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Role
from drehscheibe.work.meetings.access import MINUTES_PURPOSE, TASK_PURPOSE
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.models import Entry, Meeting, Minutes, Remark, Task
from drehscheibe.work.meetings.vocabulary import MinutesState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from tests.meetings import making
from tests.meetings.after.build import decision, running, task

from .example import Example, token


def _evening() -> Meeting:
    """Return an evening of a group whose lead may run it: two partners, one of them without mail, a decision, a task."""
    lead = next((member for member in Member.objects.all() if member.roles == [Role.GROUP_LEAD]), None)
    meeting = running(making.body("AG Feste", lead=lead))
    seat = making.invitee(meeting, making.partner("Kita Beispiel", email="kita.beispiel@example.org"))
    making.invitee(meeting, making.partner("Seniorenbeirat"))
    decision(meeting, None, "Wir feiern.", is_public=True)
    task(meeting, None, "Hüpfburg mieten", owner=seat)
    return meeting


def _closed(**values: Any) -> Meeting:
    meeting = _evening()
    close_meeting(meeting, by=Machine("test"))
    Minutes.objects.filter(meeting=meeting).update(**{"state": MinutesState.SENT, **values})
    return meeting


def _meeting() -> dict[str, Any]:
    return {"meeting_id": _closed().pk}


def _approved() -> dict[str, Any]:
    return {"meeting_id": _closed(state=MinutesState.APPROVED, approved_at=timezone.now()).pk}


def _preview() -> dict[str, Any]:
    meeting = _evening()
    return {"meeting_id": meeting.pk, "key": str(meeting.invitees.get(organisation__name="Kita Beispiel").pk)}


def _line() -> dict[str, Any]:
    meeting = _closed()
    return {"meeting_id": meeting.pk, "entry_id": Entry.objects.filter(meeting=meeting).latest("pk").pk}


def _remark() -> dict[str, Any]:
    meeting = _closed()
    remark = Remark.objects.create(minutes=meeting.record, text="Da fehlt etwas.", name="Petra")
    return {"meeting_id": meeting.pk, "remark_id": remark.pk}


def _task() -> dict[str, Any]:
    return {"task_id": Task.objects.get(meeting=_closed()).pk}


def _link_task() -> dict[str, Any]:
    return token(TASK_PURPOSE, _task()["task_id"])


def _link_minutes() -> dict[str, Any]:
    return token(MINUTES_PURPOSE, _closed().invitees.filter(organisation__name="Kita Beispiel").latest("pk").pk)


def _page_task() -> dict[str, Any]:
    found = Task.objects.get(meeting=_closed())
    return {**token(PAGE_PURPOSE, found.person_id or 0), "task_id": found.pk}


_OF_MINUTES = ("", "_words", "_send", "_letters", "_pdf", "_remark_add", "_approve", "_agenda", "_line_add")

EXAMPLES: dict[str, Example] = {
    **{f"workspace_minutes{name}": Example(_meeting) for name in _OF_MINUTES},
    "workspace_minutes_addendum": Example(_approved),
    "workspace_minutes_line": Example(_line),
    "workspace_minutes_line_remove": Example(_line),
    "workspace_minutes_remark": Example(_remark),
    "workspace_results": Example(_meeting),
    "workspace_results_letters": Example(_meeting),
    "workspace_results_preview": Example(_preview),
    "workspace_results_preview_mail": Example(_preview),
    "workspace_task": Example(_task),
    "workspace_task_edit": Example(_task),
    "link_task": Example(_link_task),
    "link_minutes": Example(_link_minutes),
    "link_minutes_pdf": Example(_link_minutes),
    "link_page_task": Example(_page_task),
}

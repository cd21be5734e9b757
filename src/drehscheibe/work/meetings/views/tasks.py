"""Tasks across all meetings: who does what until when, and how it stands."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.editing import Edit, edit, edit_page, posted
from drehscheibe.kit.sheets import kept_filter, page_base
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Event
from drehscheibe.work.bodies.models import Body

from .. import access
from ..actions import tasks as actions
from ..forms.after import TaskFilter, TaskForm, TaskUpdateForm
from ..models import Task, TaskUpdate
from ..queries import after as numbers
from ..queries import tasks as queries
from ..queries.tasks import Asked
from ..vocabulary import TaskState
from .way import number_in, to_meetings, url

PAGE_SIZE = 50
_LONGEST_TITLE = 90


def tasks(request: WorkspaceRequest) -> HttpResponse:
    """Show the list, mark several as done at once, or hand it out as a file."""
    if request.method == "POST":
        return _finish(request)
    form = TaskFilter(request.GET, bodies=queries.bodies_with_tasks())
    asked = _asked(form.cleaned_data if form.is_valid() else {})
    rows = queries.tasks(asked, member=request.member)
    if request.GET.get("format") == "csv":
        return _csv(request, rows)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = kept_filter(request, form)
    counted = numbers.task_numbers(by=request.member)
    context: dict[str, Any] = {
        "title": _("Aufgaben"),
        "breadcrumb": to_meetings(request),
        "form": form,
        "page": page,
        "lines": [(task, queries.is_overdue(task), access.can_update_task(request.member, task)) for task in page],
        "numbers": counted,
        "is_filtered": bool(kept),
        "result": ngettext("Eine Aufgabe", "%(number)s Aufgaben", page.paginator.count)
        % {"number": page.paginator.count},
        "base": page_base(kept),
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv" if kept else "?format=csv"),),
        "may_add": request.member.may(Capability.LEAD_GROUPS),
        "may_finish": any(
            access.can_update_task(request.member, task) and task.state in queries.UNDONE for task in page
        ),
        "undone": queries.UNDONE,
        "kept": kept,
    }
    return render(request, "meetings/tasks.html", context)


def _asked(values: dict[str, Any]) -> Asked:
    return Asked(
        text=values.get("q", ""),
        body_id=values.get("gruppe"),
        state=values.get("stand") or "offen",
        mine="ja" if values.get("meine") else "",
    )


def _finish(request: WorkspaceRequest) -> HttpResponse:
    keys = [number for key in request.POST.getlist("aufgabe") if (number := number_in(key)) is not None]
    rows = list(queries.all_tasks().filter(access.tasks_seen_by(request.member), pk__in=keys))
    require(all(access.can_update_task(request.member, task) for task in rows))
    if not rows:
        messages.info(request, _("Haken Sie zuerst an, was erledigt ist."))
    else:
        done = actions.finish_tasks(rows, by_name=request.member.name, by=request.member)
        said = ngettext("Eine Aufgabe ist erledigt.", "%(number)s Aufgaben sind erledigt.", done) % {"number": done}
        messages.success(request, said)
    kept = request.POST.get("liste", "")
    form = TaskFilter(
        dict(part.split("=", 1) for part in kept.split("&") if "=" in part), bodies=queries.bodies_with_tasks()
    )
    values = form.cleaned_data if form.is_valid() else {}
    return redirect(
        f"{request.path}?{urlencode({key: value for key, value in values.items() if value})}"
        if values
        else request.path
    )


def _csv(request: WorkspaceRequest, rows: Any) -> HttpResponse:
    heads = [_("Was"), _("Wer"), _("Partner"), _("Bis wann"), _("Stand"), _("Gruppe"), _("Treffen")]
    lines = (
        [
            task.text, task.owner_name, task.organisation.name if task.organisation else "",
            date_format(task.due_on, "d.m.Y") if task.due_on else "", task.get_state_display(),
            task.body.name if task.body else "", task.meeting.title if task.meeting else "",
        ]
        for task in rows
    )  # fmt: skip
    return csv_response(heads, lines, name=f"aufgaben-{request.alliance.slug}.csv")


# One task


def add(request: WorkspaceRequest) -> HttpResponse:
    """Enter a task that no meeting wrote down."""

    def save(form: TaskForm) -> None:
        actions.add_task(form.to_save(), by=request.member)

    result = edit(request, _form(request), Task(state=TaskState.OPEN), save)
    if result.saved:
        messages.success(request, _("Die Aufgabe ist eingetragen."))
        return redirect(url(request, "workspace_tasks"))
    return _edit_page(request, result, title=_("Aufgabe eintragen"), back=url(request, "workspace_tasks"))


def change(request: WorkspaceRequest, task_id: int) -> HttpResponse:
    task = queries.task_or_404(task_id, by=request.member)
    require(access.can_update_task(request.member, task))

    def save(form: TaskForm) -> None:
        actions.change_task(task, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, _form(request), task, save)
    back = url(request, "workspace_task", task.pk)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    return _edit_page(request, result, title=_("Aufgabe ändern"), back=back)


def _form(request: WorkspaceRequest) -> type[TaskForm]:
    """Return the form with the groups that she may plan for; who leads one group must name it."""
    everywhere = access.can_edit_meetings(request.member)
    own = (
        Body.objects.filter(closed_on=None)
        if everywhere
        else Body.objects.filter(closed_on=None, lead=request.member.pk)
    )

    class OwnTaskForm(TaskForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            fields: Any = self.fields
            fields["body"].queryset, fields["body"].required = own, not everywhere

    return OwnTaskForm


def _edit_page(request: WorkspaceRequest, result: Edit[Any], *, title: str, back: str) -> HttpResponse:
    breadcrumb = (*to_meetings(request), Link(_("Aufgaben"), url(request, "workspace_tasks")))
    return edit_page(request, result, title=title, label=_("Aufgabe speichern"), breadcrumb=breadcrumb, cancel_url=back)


def task(request: WorkspaceRequest, task_id: int) -> HttpResponse:
    """Show one task with all that was said about it, and note what somebody said."""
    found = queries.task_or_404(task_id, by=request.member)
    may = access.can_update_task(request.member, found)
    form = TaskUpdateForm(posted(request), initial={"state": found.state})
    if request.method == "POST":
        require(may)
        if form.is_valid():
            values = form.cleaned_data
            name = values["by_name"] or request.member.name
            actions.update_task(
                found, state=TaskState(values["state"]), text=values["text"], by_name=name, by=request.member
            )
            messages.success(request, _("Vermerkt."))
            return redirect(request.path)
    context = {
        "title": found.text if len(found.text) <= _LONGEST_TITLE else _("Aufgabe"),
        "breadcrumb": (*to_meetings(request), Link(_("Aufgaben"), url(request, "workspace_tasks"))),
        "task": found,
        "is_overdue": queries.is_overdue(found),
        "form": form,
        "events": [_event(one) for one in queries.history(found)],
        "may_edit": may,
    }
    return render(request, "meetings/task.html", context)


def _event(one: TaskUpdate) -> Event:
    title = _("kann es nicht übernehmen") if one.declines else one.get_state_display()
    by = _("%(name)s über den Link") % {"name": one.by_name} if one.channel == "link" else one.by_name
    return Event(date_format(localtime(one.made_at), "j. F Y, H:i"), str(title), one.text, by)

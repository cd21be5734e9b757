"""The minutes as a page: read, mend, send to be looked through, settle what was said, approve, correct by addendum."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import Edit, edit, edit_page
from drehscheibe.work.bodies.vocabulary import Approval

from .. import access
from ..actions import minutes as actions
from ..documents import minutes as documents
from ..forms.after import (
    LineForm,
    WordsForm,
)
from ..mails import minutes as mails
from ..models import AgendaItem, Entry, Meeting, Minutes
from ..queries import minutes as queries
from ..queries import results as results_queries
from ..queries.meetings import following, meeting_or_404
from ..queries.minutes import Record
from ..register_ways import RegisterWays
from ..vocabulary import EntryKind, ItemState, MeetingState, MinutesState
from .minutes_way import ask, back, done, own_minutes, trail
from .way import meeting_url, number_in, to_meeting, url

_EVENING = (MeetingState.DRAFT, MeetingState.INVITED, MeetingState.RUNNING, MeetingState.CANCELLED)


def page_with(register: RegisterWays) -> Callable[..., HttpResponse]:
    """Return the view of the minutes; `register` gives the ways to decisions and what came back of earlier ones."""

    def minutes(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
        return _minutes(request, meeting_id, register)

    return minutes


def _minutes(request: WorkspaceRequest, meeting_id: int, register: RegisterWays) -> HttpResponse:
    """Show the minutes to everybody of the team; who runs the meeting sees what comes next with them."""
    meeting = meeting_or_404(meeting_id)
    found = queries.record(meeting, by=request.member)
    if found.minutes.pk is None:
        messages.info(request, _("Das Protokoll gibt es, sobald der Abend beendet ist."))
        return redirect(meeting_url(request, meeting))
    numbers = results_queries.labels(found)
    remarks = list(queries.remarks(found.minutes))
    may_run = access.can_run(request.member, meeting)
    context: dict[str, Any] = {
        "title": _("Protokoll: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "minutes": found.minutes,
        "state": documents.state_in_words(found.minutes),
        "facts": documents.facts(meeting),
        "attendance": found.attendance,
        "counts_times": found.game.has_quorum,
        "items": shown_items(found, numbers, partial(register.one, request.alliance.slug)),
        "followed": [(one, register.one(request.alliance.slug, one.decision_id)) for one in register.followed(meeting)],
        "register_url": register.all(request.alliance.slug),
        "addenda": found.addenda,
        "remarks": [(one, mails.remark_by(one)) for one in remarks],
        "objections": sum(one.is_objection and one.settled_at is None for one in remarks),
        "may_run": may_run,
        "may_edit": may_run and found.may_change and meeting.state == MeetingState.MINUTES,
        "confide_slug": request.alliance.slug if may_run else "",
        "is_running": meeting.state in _EVENING,
        "states": MinutesState,
        "coming": following(meeting) if may_run and found.may_change else None,
        "by_meeting": found.game.approval == Approval.NEXT_MEETING,
        "readers": len([one for one in results_queries.readers(meeting) if one.email]) if may_run else 0,
        "sendings": [one for one in outbox.open_sendings() if one.sending.kind == mails.SENDING_KIND]
        if may_run
        else [],
    }
    return render(request, "meetings/minutes.html", context)


def shown_items(
    found: Record, numbers: dict[int, str], page_of: Callable[[int], str] | None = None
) -> list[dict[str, Any]]:
    """Return the items with their lines as the page and the readers' page show them; `page_of` a decision, in the rooms."""
    return [
        {
            "heading": _("TOP %(number)s: %(title)s") % {"number": item.number, "title": item.title}
            if item.number
            else item.title,
            "below": " · ".join(part for part in (item.kind, item.owner) if part),
            "item": item.item,
            "lines": [
                {
                    "entry": line.entry,
                    "kind": line.kind,
                    "label": _label(line, numbers),
                    "url": page_of(line.decision.pk) if page_of and line.decision else "",
                    "note": _note(line),
                    "more": documents.votes_below(line),
                }
                for line in item.lines
            ],
        }
        for item in found.items
    ]


def _label(line: queries.MinutesLine, numbers: dict[int, str]) -> str:
    if line.kind == EntryKind.DECISION:
        return documents.decision_label(line, numbers)
    return _("Aufgabe") if line.kind == EntryKind.TASK else ""


def _note(line: queries.MinutesLine) -> str:
    if line.kind == EntryKind.DECISION:
        return documents.verdict(line)
    return documents.task_note(line) if line.kind == EntryKind.TASK else ""


# Writing


def words(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Edit what stands before and after the items."""
    row = own_minutes(request, meeting_id)

    def save(form: WordsForm) -> None:
        actions.change_words(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, WordsForm, row, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return back(request, meeting_id)
    return _edit_page(request, row, result, title=_("Anfang und Schluss des Protokolls"), label=_("Text speichern"))


def line(request: WorkspaceRequest, meeting_id: int, entry_id: int) -> HttpResponse:
    """Edit one line of the minutes."""
    row = own_minutes(request, meeting_id)
    entry = get_object_or_404(
        Entry.objects.select_related("owner__organisation", "owner__person"),
        pk=entry_id,
        meeting=row.meeting,
        removed_at=None,
    )

    def save(form: LineForm) -> None:
        actions.change_line(entry, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, _line_form(row.meeting, entry), entry, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return back(request, meeting_id, f"zeile-{entry.pk}")
    title = _("%(kind)s ändern") % {"kind": entry.get_kind_display()}
    remove = url(request, "workspace_minutes_line_remove", meeting_id, entry.pk)
    return _edit_page(request, row, result, title=title, label=_("Zeile speichern"), remove_url=remove)


def add_line(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Write a line that was forgotten on the evening; the address says of which kind and under which item."""
    row = own_minutes(request, meeting_id)
    kind = request.GET.get("art") or EntryKind.NOTE.value
    if kind not in EntryKind.values:
        raise Http404
    item = AgendaItem.objects.filter(meeting=row.meeting, pk=number_in(request.GET.get("top")) or 0).first()
    entry = Entry(meeting=row.meeting, kind=kind, item=item)

    def save(form: LineForm) -> None:
        actions.add_line(row, {"kind": kind, **form.to_save()}, by=request.member)

    result = edit(request, _line_form(row.meeting, entry), entry, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return back(request, meeting_id, f"top-{item.pk}" if item else "")
    title = _("%(kind)s nachtragen") % {"kind": EntryKind(kind).label}
    return _edit_page(request, row, result, title=title, label=_("Zeile speichern"))


def _line_form(meeting: Meeting, entry: Entry) -> Any:
    """Return the form class of one line, with the items and people of its meeting."""
    items = list(AgendaItem.objects.filter(meeting=meeting, state=ItemState.ACCEPTED))
    owners = results_queries.owner_choices(meeting)
    fixed = {"kind": entry.kind, "items": items, "owners": owners, "owner": queries.owner_of(entry)}

    class OneLine(LineForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**fixed, **kwargs})

    return OneLine


def remove_line(request: WorkspaceRequest, meeting_id: int, entry_id: int) -> HttpResponse:
    row = own_minutes(request, meeting_id)
    entry = get_object_or_404(Entry, pk=entry_id, meeting=row.meeting, removed_at=None)
    if request.method == "POST":
        return done(
            request, meeting_id, lambda: actions.remove_line(entry, by=request.member), _("Die Zeile ist gestrichen.")
        )
    note = _("Seine Nummer bleibt vergeben.") if entry.kind == EntryKind.DECISION and entry.outcome else ""
    return ask(
        request,
        row,
        title=_("Diese Zeile streichen?"),
        text=entry.text,
        note=note,
        label=_("Zeile streichen"),
        danger=True,
    )


def _edit_page(
    request: WorkspaceRequest, row: Minutes, result: Edit[Any], *, title: str, label: str, **more: Any
) -> HttpResponse:
    return edit_page(
        request, result, title=title, label=label, breadcrumb=trail(request, row.meeting),
        cancel_url=url(request, "workspace_minutes", row.meeting_id), template="meetings/minutes_line.html",
        owners=list(result.form.owners)
        if isinstance(result.form, LineForm) and result.form.kind == EntryKind.TASK
        else [],
        **more,
    )  # fmt: skip

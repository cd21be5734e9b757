"""The evening screen: a page that works by itself, and the queue by which devices go on without a net."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest, notice
from drehscheibe.kit.ui.frames import Link, SlimFrame
from drehscheibe.work.bodies.queries.rules import game_of

from ..actions import evening as actions
from ..forms import evening as forms
from ..forms.evening import Said
from ..models import Meeting
from ..queries import evening as queries
from ..queries.agenda import owner_of
from ..queries.evening import Evening, Point
from ..vocabulary import EntryKind, MeetingState
from ..ways_to_vote import WaysToVote
from ..wording import when, word
from .evening_words import words_for
from .way import meeting_url, number_in, own_meeting, to_meeting, url

_WITHOUT_ITEM = 0
"""What the address calls the lines that belong to no item."""


def page_with(ways: WaysToVote) -> Callable[..., HttpResponse]:
    """Return the screen, from which `ways` lead to votes that are more than a line."""

    def evening(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
        """Show the screen; before the evening, the question whether to begin it. Takes single strokes by form."""
        meeting = own_meeting(request, meeting_id)
        if request.method == "POST" and "what" in request.POST:
            return _by_form(request, meeting, ways)
        if request.method == "POST":
            return _open(request, meeting)
        if meeting.state != MeetingState.RUNNING:
            return _question(request, meeting)
        return _screen(request, meeting, ways)

    return evening


# Beginning


def _open(request: WorkspaceRequest, meeting: Meeting) -> HttpResponse:
    try:
        actions.open_evening(meeting, by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(meeting_url(request, meeting))
    return redirect(request.path)


def _question(request: WorkspaceRequest, meeting: Meeting) -> HttpResponse:
    named = word(game_of(meeting.body).meeting_word)
    if meeting.state in {MeetingState.CANCELLED, MeetingState.APPROVED}:
        text = _("Hier gibt es nichts mehr mitzuschreiben: %(title)s ist abgeschlossen.") % {"title": meeting.title}
        return notice(request, 200, text, Link(_("Zurück"), meeting_url(request, meeting)))
    ended = meeting.state == MeetingState.MINUTES
    context = {
        "title": _("Noch einmal öffnen?") if ended else _("Jetzt beginnen?"),
        "breadcrumb": to_meeting(request, meeting),
        "text": f"{meeting.title}, {when(meeting.starts_at, meeting.ends_at)}",
        "note": _ended_note() if ended else _day_note(meeting),
        "label": _("%(meeting)s noch einmal öffnen") % {"meeting": named.name}
        if ended
        else _("%(meeting)s beginnen") % {"meeting": named.name},
        "cancel_url": meeting_url(request, meeting),
    }
    return render(request, "ui/ask.html", context)


def _ended_note() -> str:
    return _("Danach können Sie weiter mitschreiben. Nummern, die schon vergeben sind, bleiben.")


def _day_note(meeting: Meeting) -> str:
    if timezone.localdate(meeting.starts_at) == timezone.localdate():
        return _("Sie schreiben dann gleich an der Tagesordnung mit: Sie wird zum Protokoll.")
    return _("Achtung: Der Termin ist nicht heute. Haken Sie nur ab, was wirklich stattfindet.")


# The screen


def _screen(
    request: WorkspaceRequest,
    meeting: Meeting,
    ways: WaysToVote,
    *,
    fault: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    shown = queries.evening(meeting, by=request.member)
    state = queries.state_of(shown)
    current = _current(request, shown)
    point = next((one for one in shown.points if one.item.pk == current), None)
    lines = [line for line in state["entries"] if line["item"] == current and not line["removed"]]
    context = {
        "frame": _frame(request, meeting),
        "meeting": meeting,
        "when": when(meeting.starts_at, meeting.ends_at),
        "shown": shown,
        "state": {**state, "page": _page_data(request, meeting, current)},
        "current": current,
        "point": point,
        "presenter": owner_of(point.item) if point else "",
        "lines": [_with_typed(line, typed) for line in lines],
        "typed": (typed or {}).get("text", "") if (typed or {}).get("what") == "add" else "",
        "fault": fault,
        "kinds": [(kind.value, kind.label, number) for number, kind in enumerate(_KEYS, start=1)],
        "late": _late(point),
        "people": shown.people,
        "others": queries.others(meeting),
        "words": words_for(shown.game),
        "back": meeting_url(request, meeting),
        "votes": ways(request, meeting),
        "results": url(request, "workspace_results", meeting.pk),
        "key": uuid4(),
        "here": f"{request.path}?{urlencode({'top': current})}",
        "meeting_word": word(shown.game.meeting_word),
    }
    return render(request, "meetings/evening.html", context, status=422 if fault else 200)


_KEYS = (EntryKind.DECISION, EntryKind.TASK, EntryKind.NOTE)


def _frame(request: WorkspaceRequest, meeting: Meeting) -> SlimFrame:
    return SlimFrame(
        title=meeting.title,
        site=request.alliance.name,
        brand=request.alliance.name,
        stylesheets=(static("meetings/css/evening.css"),),
    )


def _page_data(request: WorkspaceRequest, meeting: Meeting, current: int) -> dict[str, Any]:
    return {
        "here": request.path,
        "strokes": url(request, "workspace_evening_strokes", meeting.pk),
        "news": url(request, "workspace_evening_news", meeting.pk),
        "worker": url(request, "workspace_evening_worker", meeting.pk),
        "store": f"{meeting.pk}:{request.member.pk}",
        "current": current,
        "me": request.member.name,
    }


def _current(request: HttpRequest, shown: Evening) -> int:
    """Return the item that was asked for, else the first that is not done yet."""
    known = [point.item.pk for point in shown.points]
    asked = number_in(request.GET.get("top"))
    if asked is not None and asked in [*known, _WITHOUT_ITEM]:
        return asked
    undone = (point.item.pk for point in shown.points if point.item.done_at is None)
    return next(undone, known[-1] if known else _WITHOUT_ITEM)


def _late(point: Point | None) -> int:
    """Return by how many minutes an item that is not done is over its time, on the day itself."""
    now = timezone.now()
    if point is None or point.item.done_at or timezone.localdate(point.ends_at) != timezone.localdate(now):
        return 0
    return max(0, int((now - point.ends_at).total_seconds() // 60))


def _with_typed(line: dict[str, Any], typed: Mapping[str, str] | None) -> dict[str, Any]:
    """Show what was typed into a line that could not be taken, so that nothing has to be typed again."""
    if typed is None or typed.get("entry") != line["key"]:
        return line
    boxes = {"agreed": "agreed" in typed, "public": "public" in typed}
    return {**line, **{name: typed[name] for name in line if name in typed and name != "version"}, **boxes}


def _by_form(request: WorkspaceRequest, meeting: Meeting, ways: WaysToVote) -> HttpResponse:
    """Take one stroke of a page without scripts. The same form sent twice with the same words counts once."""
    raw = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    raw["key"] = str(uuid5(NAMESPACE_URL, "\n".join(f"{name}={value}" for name, value in sorted(raw.items()))))
    try:
        _take(request, meeting, forms.said(raw), sent_at=None)
    except ValidationError as problem:
        return _screen(
            request, meeting, ways, fault=" ".join(problem.messages), typed={k: str(v) for k, v in raw.items()}
        )
    _settle(request, meeting)
    return redirect(f"{request.path}?{urlencode({'top': request.GET.get('top', '')})}{_part(raw)}")


def _part(raw: Mapping[str, Any]) -> str:
    """Return where the page should open again: at the line that was written, or at the people."""
    if raw["what"] == "add":
        return f"#zeile-{raw['key']}"
    if "entry" in raw:
        return f"#zeile-{raw['entry']}"
    return "#leute" if raw["what"] not in {"tick", "untick"} else ""


def _take(request: WorkspaceRequest, meeting: Meeting, said: Said, *, sent_at: datetime | None) -> dict[str, Any]:
    at = actions.by_our_clock(said.at, sent_at=sent_at, meeting=meeting)
    return actions.take_stroke(meeting, actions.Taken(said.key, said.what, at, said.values), by=request.member)


def _settle(request: WorkspaceRequest, meeting: Meeting) -> None:
    if meeting.state == MeetingState.MINUTES:
        actions.settle_late(meeting, by=request.member)


# For devices


def strokes(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Take strokes that a device sends, in order, and answer each: done, or refused with the reason."""
    meeting = own_meeting(request, meeting_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        batch = forms.batch(request.body)
    except ValidationError as problem:
        return JsonResponse({"fault": " ".join(problem.messages)}, status=400)
    answers = [_answer(request, meeting, raw, batch.sent_at) for raw in batch.strokes]
    _settle(request, meeting)
    return JsonResponse({"answers": answers, "revision": queries.revision_of(meeting.pk)})


def _answer(request: WorkspaceRequest, meeting: Meeting, raw: object, sent_at: datetime | None) -> dict[str, Any]:
    values = raw if isinstance(raw, dict) else {}
    key = str(values.get("key", ""))[:36]
    try:
        return {"key": key, "ok": True, **_take(request, meeting, forms.said(values), sent_at=sent_at)}
    except ValidationError as problem:
        return {"key": key, "ok": False, "why": " ".join(problem.messages)}


def news(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Return the evening where it has changed since `seit`; one statement where it has not."""
    known = request.GET.get("seit", "")
    if known and queries.revision_of(meeting_id) == known:
        return HttpResponse(status=204)
    meeting = own_meeting(request, meeting_id)
    return JsonResponse({**queries.state_of(queries.evening(meeting, by=request.member)), "token": get_token(request)})


def worker(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Return the service worker that lets this one page be opened again without a net."""
    meeting = own_meeting(request, meeting_id)
    context = {"page": url(request, "workspace_evening", meeting.pk), "static": settings.STATIC_URL}
    return render(request, "meetings/evening/sw.js", context, content_type="text/javascript")

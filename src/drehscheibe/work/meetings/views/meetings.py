"""The list of meetings, the page of one, and its form."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.editing import edit, edit_page
from drehscheibe.kit.sheets import file_links, page_base, table_file
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Fact
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.queries.rules import game, game_of
from drehscheibe.work.bodies.queries.seats import sittings
from drehscheibe.work.bodies.rules import Game

from .. import access
from ..actions import drafts
from ..actions import meetings as actions
from ..exports import meetings as exports
from ..forms.agenda import QuickItemForm
from ..forms.meetings import AnnouncedForm, DatedForm, MeetingFilter, MeetingForm, NewMeetingForm
from ..models import Meeting
from ..queries import agenda as agendas
from ..queries import meetings as queries
from ..queries.day_hints import day_hints
from ..queries.people import Tally, tallies
from ..queries.places import places
from ..rules.starters import starters
from ..vocabulary import MeetingState
from ..ways import Ways, WaysOf
from ..wording import when, word
from . import track
from .people import Box, people_box
from .way import meeting_url, own_meeting, say_who_is_asked_anew, to_meeting, to_meetings, url

PAGE_SIZE = 40


# The list


def meetings(request: WorkspaceRequest) -> HttpResponse:
    """Show what is ahead, then drafts, then what was, by year; or hand out the list as a file."""
    form = MeetingFilter(request.GET, bodies=queries.bodies_with_meetings(), years=queries.years())
    asked = _asked(form)
    if (kind := request.GET.get("format")) in {"xlsx", "csv"}:
        return _file(request, kind, list(queries.meetings(asked, by=request.member)))
    found = list(queries.meetings(asked, by=request.member))
    ahead, sketches, past = _sorted_by_time(found)
    page = Paginator(past, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = _kept(request.GET.items(), form)
    counted = tallies([*ahead, *page])
    own_word = word(game().meeting_word)
    context = {
        "title": own_word.plural,
        "word": own_word,
        "form": form,
        "ahead": _rows(ahead, counted),
        "drafts": _rows(sketches, {}),
        "past": _rows(page, counted),
        "page": page,
        "result": ngettext("Ein Treffen", "%(number)s Treffen", len(found)) % {"number": len(found)},
        "has_any": bool(found) or bool(kept) or Meeting.objects.exists(),
        "is_filtered": bool(kept),
        "base": page_base(kept),
        "exports": file_links(kept),
        "may_add": access.can_edit_meetings(request.member) or bool(_plannable(request.member)),
    }
    return render(request, "meetings/meetings.html", context)


def _asked(form: MeetingFilter) -> queries.Asked:
    values = form.cleaned_data if form.is_valid() else {}
    return queries.Asked(
        text=values.get("q", ""),
        body_id=values.get("gruppe"),
        year=values.get("jahr"),
        state=values.get("stand", ""),
    )


def _sorted_by_time(found: list[Meeting]) -> tuple[list[Meeting], list[Meeting], list[Meeting]]:
    """Part newest-first meetings into those ahead (soonest first), drafts (soonest first) and the rest."""
    now = timezone.now()
    drafts_, rest = [], []
    ahead = []
    for meeting in found:
        if meeting.state == MeetingState.DRAFT:
            drafts_.append(meeting)
        elif meeting.state in queries.AHEAD and meeting.ends_at >= now:
            ahead.append(meeting)
        else:
            rest.append(meeting)
    return ahead[::-1], drafts_[::-1], rest


def _rows(found: Iterable[Meeting], counted: dict[int, Tally]) -> list[dict[str, Any]]:
    return [
        {
            "meeting": one,
            "when": when(one.starts_at, one.ends_at),
            "facts": _where(one),
            "answers": _answers(one, counted.get(one.pk)),
            "year": timezone.localtime(one.starts_at).year,
        }
        for one in found
    ]


def _where(one: Meeting) -> str:
    """Return group, place and host of a line in the list, none of them twice."""
    group = one.body.name if one.body.name != one.title else ""
    place = one.place_name or one.town
    host = one.host.name if one.host and one.host.name != place else ""
    return " · ".join(
        part for part in (group, place, _("Gastgeber: %(host)s") % {"host": host} if host else "") if part
    )


def _answers(one: Meeting, counted: Tally | None) -> str:
    """Return how the answers stand, as long as somebody can still answer."""
    return counted.sentence if counted and counted.all and one.state in queries.AHEAD else ""


def _kept(items: Iterable[tuple[str, Any]], form: MeetingFilter) -> str:
    return urlencode({key: str(value) for key, value in items if value and key in form.fields})


def _file(request: WorkspaceRequest, kind: str, found: list[Meeting]) -> HttpResponse:
    name = f"treffen-{request.alliance.slug}-{timezone.localdate():%Y-%m-%d}"
    lines = exports.rows(found, tallies(found))
    return table_file(exports.columns(), lines, wanted=kind, name=name, title=_("Treffen"))


# One meeting


def next_one(request: WorkspaceRequest) -> HttpResponse:
    """Lead to the meeting that comes next, of a group where the address names one: an address to keep as a bookmark."""
    name = request.GET.get("gruppe", "")
    body = Body.objects.filter(name__iexact=name).first() if name else None
    found = queries.next_meeting(body=body)
    if found is None or (name and body is None):
        messages.info(request, _("Es ist noch kein nächstes Treffen geplant."))
        return redirect(url(request, "workspace_meetings"))
    return redirect(meeting_url(request, found))


def page_with(ways_of: WaysOf) -> Callable[..., HttpResponse]:
    """Return the view of a meeting's page; `ways_of` gives the ways on to higher apps."""

    def meeting(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
        found = queries.meeting_or_404(meeting_id)
        return meeting_page(request, found, ways=ways_of(found, request))

    return meeting


def meeting_page(
    request: WorkspaceRequest, found: Meeting, *, quick: QuickItemForm | None = None, ways: Ways | None = None
) -> HttpResponse:
    """Show one meeting: where it stands, its agenda, its people; `quick` is a line of the agenda that had faults."""
    rules, today = game_of(found.body), timezone.localdate()
    may_run, box = access.can_run(request.member, found), people_box(request, found)
    context = {
        "title": found.title,
        "breadcrumb": to_meetings(request),
        "meeting": found,
        "word": word(rules.meeting_word),
        "when": when(found.starts_at, found.ends_at),
        "steps": track.steps(found, today=today),
        "next": _next(request, found, box) if may_run else None,
        "hints": day_hints(found) if may_run and found.state == MeetingState.DRAFT else [],
        "may_run": may_run,
        "box": box,
        "here": meeting_url(request, found),
        "guests": [row.invitee for row in box.rows if row.is_guest],
        "facts": _facts(found),
        "foot": _foot(request, found) if may_run else (),
        "ways": ways,
        **agenda_context(found, by=request.member, quick=quick, rules=rules),
    }
    return render(request, "meetings/meeting.html", context)


def agenda_context(
    found: Meeting, *, by: Member, quick: QuickItemForm | None = None, rules: Game | None = None
) -> dict[str, Any]:
    """Return what the agenda's part of the page shows; also sent alone after an item was moved."""
    agenda = agendas.agenda(found, by=by)
    may_edit = access.can_run(by, found) and found.state in queries.AHEAD
    return {
        "meeting": found,
        "agenda": agenda,
        "may_edit": may_edit,
        "quick": (quick or QuickItemForm()) if may_edit else None,
        "starters": starters(rules or game_of(found.body), [line.item.title for line in agenda.lines])
        if may_edit
        else [],
    }


def _facts(found: Meeting) -> list[Fact]:
    reply_by = date_format(found.reply_by, "j. F Y") if found.reply_by else ""
    facts = [
        Fact(_("Leitung"), found.chair),
        Fact(_("Protokoll"), found.minute_taker),
        Fact(_("Bitte antworten bis"), reply_by),
        Fact(_("Plätze im Raum"), str(found.seats_in_room or "")),
        Fact(_("Was ist da?"), found.equipment),
        Fact(_("Kinderbetreuung"), found.childcare),
        Fact(_("Dolmetschen, Gebärden, Schrift"), found.interpreter),
    ]
    return [fact for fact in facts if fact.text]


def _foot(request: WorkspaceRequest, found: Meeting) -> tuple[Link, ...]:
    """Return what else can be done with a meeting, as its state allows."""
    links = [Link(_("Mappe drucken"), url(request, "workspace_folder", found.pk))]
    if drafts.can_be_removed(found):
        links.append(Link(_("Entwurf löschen"), url(request, "workspace_meeting_remove", found.pk)))
    elif found.state in {MeetingState.DRAFT, MeetingState.INVITED}:
        links.append(Link(_("Verlegen"), url(request, "workspace_meeting_move", found.pk)))
        links.append(Link(_("Absagen"), url(request, "workspace_meeting_cancel", found.pk)))
    elif found.state != MeetingState.CANCELLED and game_of(found.body).second_call:
        links.append(Link(_("Zweites Treffen"), url(request, "workspace_meeting_second_call", found.pk)))
    return (*links, Link(_("Wie beim letzten Mal"), url(request, "workspace_meeting_again", found.pk)))


def _next(request: WorkspaceRequest, found: Meeting, box: Box) -> track.Next | None:
    receivers = box.tally.all
    if not receivers and found.state == MeetingState.DRAFT:
        receivers = len(sittings(found.body))
    return track.next_step(request, found, receivers=receivers, still_open=box.tally.open, today=timezone.localdate())


# Adding and changing


def add(request: WorkspaceRequest) -> HttpResponse:
    """Begin a draft with five fields."""
    bodies = _plannable(request.member)
    if not bodies:
        return _without_body(request)
    row = Meeting(body=_chosen(request, bodies))
    made: list[Meeting] = []

    def save(form: NewMeetingForm) -> None:
        made.append(actions.add_meeting(form.cleaned_data["body"], form.to_save(), by=request.member))

    result = edit(request, partial(NewMeetingForm, bodies=bodies), row, save)
    if result.saved:
        return _saved(request, made[0], _("Der Entwurf steht. Noch weiß niemand davon."))
    return edit_page(
        request, result, title=word(game().meeting_word).plan, label=_("Entwurf anlegen"), breadcrumb=to_meetings(request),
        cancel_url=url(request, "workspace_meetings"),
        intro=_("Fünf Angaben genügen. Ort, Tagesordnung und Unterlagen kommen danach."),
    )  # fmt: skip


def _without_body(request: WorkspaceRequest) -> HttpResponse:
    """Lead to what comes first: somebody must be able to meet."""
    if not access.can_edit_meetings(request.member):
        raise PermissionDenied
    messages.info(request, _("Gründen Sie zuerst eine Gruppe, zum Beispiel „Vollversammlung“: Sie trifft sich dann."))
    return redirect(url(request, "workspace_bodies"))


def _plannable(member: Member) -> list[Body]:
    """Return the bodies for which she may plan."""
    return [body for body in Body.objects.filter(closed_on=None) if access.can_plan(member, body)]


def _chosen(request: HttpRequest, bodies: list[Body]) -> Body:
    """Return the group that the link to this page named (`gruppe`), else the first."""
    wanted = request.GET.get("gruppe", "")
    return next((body for body in bodies if str(body.pk) == wanted), bodies[0])


def change(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    found = own_meeting(request, meeting_id)
    form_class = _form_of(found)
    known = {} if form_class is AnnouncedForm else places()
    before = (found.starts_at, found.ends_at)

    def save(form: AnnouncedForm) -> None:
        actions.change_meeting(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, partial(form_class, game=game_of(found.body), places=known), found, save)
    if result.saved:
        if (found.starts_at, found.ends_at) != before:
            say_who_is_asked_anew(request, found)
        return _saved(request, found, _("Gespeichert."))
    return edit_page(
        request, result, title=_("Angaben bearbeiten"), label=_("Angaben speichern"),
        breadcrumb=to_meeting(request, found), cancel_url=meeting_url(request, found),
        template="meetings/edit.html", meeting=found, when=when(found.starts_at, found.ends_at),
    )  # fmt: skip


def _form_of(found: Meeting) -> type[AnnouncedForm]:
    """Return the form without what people were told of already."""
    if found.invited_at is not None:
        return AnnouncedForm
    return DatedForm if found.dates_sent_at is not None else MeetingForm


def _saved(request: WorkspaceRequest, found: Meeting, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect(meeting_url(request, found))


def remove(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Ask once, then delete a draft that nobody knows of."""
    found = own_meeting(request, meeting_id)
    back = meeting_url(request, found)
    if request.method == "POST":
        try:
            drafts.remove_meeting(found, by=request.member)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect(back)
        messages.success(request, _("Der Entwurf „%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect(url(request, "workspace_meetings"))
    if not drafts.can_be_removed(found):
        messages.info(request, _("Von diesem Treffen wissen schon andere. Sagen Sie es ab, statt es zu löschen."))
        return redirect(back)
    context = {
        "title": _("Entwurf löschen?"),
        "breadcrumb": to_meeting(request, found),
        "text": f"„{found.title}“, {when(found.starts_at, found.ends_at)}",
        "note": _("Tagesordnung und Unterlagen werden mit gelöscht."),
        "label": _("Diesen Entwurf löschen"),
        "danger": True,
        "cancel_url": back,
    }
    return render(request, "ui/ask.html", context)

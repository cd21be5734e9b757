"""Votes in a meeting: by name with one tap per seat, or on paper; and what came of them."""

import typing
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.meetings.models import Entry, Meeting
from drehscheibe.work.meetings.queries.meetings import meeting_or_404
from drehscheibe.work.meetings.views.way import number_in, own_meeting, to_meeting, url
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.meetings.wording import when
from drehscheibe.work.partners.views.way import data_of, form_page, taken

from .. import access, wording
from ..actions import room as actions
from ..actions import votes
from ..forms.room import CorrectForm, PaperForm, ReasonForm, VoteForm
from ..models import Vote, Voter
from ..queries.board import Board, board, line_of, votes_of
from ..queries.voters import voters_of
from ..vocabulary import BallotChannel, Choice, VoteKind, VoteState

_TITLE_LENGTH = 200


def votes_page_url(request: WorkspaceRequest, meeting: Meeting) -> str:
    return url(request, "workspace_room_votes", meeting.pk)


# All votes of an evening, and a new one


def all_of(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show the votes of a meeting that were more than a line."""
    meeting = own_meeting(request, meeting_id)
    rows = [(one, wording.result_in_words(one)) for one in votes_of(meeting)]
    context = {
        "title": _("Abstimmungen"),
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": when(meeting.starts_at, meeting.ends_at),
        "votes": rows,
        "is_running": meeting.state == MeetingState.RUNNING,
        "was_held": meeting.state in (MeetingState.MINUTES, MeetingState.APPROVED),
    }
    return render(request, "resolutions/room_votes.html", context)


def add(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Prepare a vote; for a line that has one already, go there."""
    meeting = own_meeting(request, meeting_id)
    entry = line_of(meeting, request.GET.get("zeile", ""))
    known = Vote.objects.filter(entry=entry).first() if entry else None
    if known is not None:
        return redirect(url(request, "workspace_room_vote", meeting.pk, known.pk))
    row = _begun(meeting, entry, number_in(request.GET.get("punkt")))
    made: list[Vote] = []

    def save(form: VoteForm) -> None:
        made.append(actions.add_vote(meeting, form.to_save(), entry=entry, by=request.member))

    result = edit(request, VoteForm, row, save)
    if result.saved:
        return redirect(url(request, "workspace_room_vote", meeting.pk, made[0].pk))
    return edit_page(
        request,
        result,
        title=_("Andere Art abzustimmen"),
        label=_("Weiter zur Abstimmung"),
        breadcrumb=_to_votes(request, meeting),
        cancel_url=url(request, "workspace_evening", meeting.pk),
    )


def _begun(meeting: Meeting, entry: Entry | None, item_id: int | None) -> Vote:
    """Return an unsaved vote with what the line or the item already says."""
    item = entry.item if entry else meeting.items.filter(pk=item_id or 0).first()
    text = entry.text.strip() if entry else ""
    title = item.title if item else text.split("\n")[0]
    majority = game_of(meeting.body).majority
    return Vote(
        body=meeting.body, meeting=meeting, item=item, title=title[:_TITLE_LENGTH], motion=text, majority=majority
    )


def change(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """Change a vote that has not begun."""
    row = _own(request, meeting_id, vote_id)
    here = _url(request, row)
    if row.state != VoteState.DRAFT:
        messages.info(request, _("Die Abstimmung hat schon begonnen. Worüber abgestimmt wird, ändert sich nicht mehr."))
        return redirect(here)

    def save(form: VoteForm) -> None:
        actions.change_vote(row, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, VoteForm, row, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(here)
    return edit_page(
        request, result, title=_("Abstimmung ändern"), label=_("Änderung speichern"), breadcrumb=_to(request, row),
        cancel_url=here,
    )  # fmt: skip


# One vote


def vote(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """Show a vote as far as it is: prepared, under way, or what came of it."""
    found = _found(request, meeting_id, vote_id)
    return _page(request, found)


def _page(request: WorkspaceRequest, found: Vote, form: PaperForm | None = None) -> HttpResponse:
    shown = board(found)
    may_hold = access.can_hold(request.member, found)
    context = {
        "title": found.title,
        "breadcrumb": _to_votes(request, _meeting_of(found)) if may_hold else to_meeting(request, _meeting_of(found)),
        "vote": found,
        "meeting": found.meeting,
        "board": shown,
        "may_hold": may_hold,
        "is_running": _meeting_of(found).state == MeetingState.RUNNING,
        "choices": list(Choice),
        "states": VoteState,
        "is_paper": found.kind == VoteKind.PAPER,
        "entitled": len(voters_of(found)) if found.state == VoteState.DRAFT else shown.totals.entitled,
        "result": wording.result_in_words(found),
        "reasons": wording.computation(found),
        "tally": wording.tally_lines(found, [line.voter for line in (*shown.lines, *shown.absent)]),
        "form": form or PaperForm(data_of(request) if form else None, initial={"tellers": found.tellers}),
        "quorum": wording.quorum_now(shown.there, shown.needed) if shown.game.has_quorum else "",
    }
    return render(request, "resolutions/room_vote.html", context, status=422 if form else 200)


def begin(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    found = _own(request, meeting_id, vote_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return _done(request, found, lambda: votes.open_vote(found, by=request.member))


def cast(request: WorkspaceRequest, meeting_id: int, vote_id: int, voter_id: int) -> HttpResponse:
    """Take one tap. The address afterwards is that of the next seat, so that a page without scripts goes on there."""
    found = _own(request, meeting_id, vote_id)
    voter = _voter(found, voter_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    said = request.POST.get("choice", "")
    if said not in Choice.values:
        messages.error(request, _("Bitte tippen Sie auf Ja, Nein oder Enthaltung."))
        return redirect(_url(request, found))
    channel = BallotChannel.PROXY if request.POST.get("carried") else BallotChannel.ROOM
    return _done(
        request,
        found,
        lambda: votes.cast(voter, Choice(said), channel=channel, by=request.member),
        part=lambda: _next(found, voter),
    )


def _next(found: Vote, voter: Voter) -> str:
    """Return the id of the next seat that can vote and has not, after this one; the end of the list where all have."""
    lines = board(found).lines
    after = [line.voter.pk for line in lines if line.ballot is None]
    order = [line.voter.pk for line in lines]
    at = order.index(voter.pk) if voter.pk in order else -1
    later = [pk for pk in after if order.index(pk) > at]
    return f"stimme-{(later or after)[0]}" if after else "beenden"


def there(request: WorkspaceRequest, meeting_id: int, vote_id: int, voter_id: int) -> HttpResponse:
    """Note that a partner is there, without leaving the vote."""
    found = _own(request, meeting_id, vote_id)
    voter = _voter(found, voter_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return _done(
        request, found, lambda: actions.note_there(voter, by=request.member), part=lambda: f"stimme-{voter.pk}"
    )


def correct(request: WorkspaceRequest, meeting_id: int, vote_id: int, voter_id: int) -> HttpResponse:
    """Correct a vote that was tapped wrongly; the old one stays, with the reason."""
    found = _own(request, meeting_id, vote_id)
    voter = _voter(found, voter_id)
    form = CorrectForm(data_of(request))

    def act() -> None:
        values = form.cleaned_data
        votes.correct(voter, Choice(values["choice"]), reason=values["reason"], by=request.member)

    if taken(request, form, act):
        messages.success(request, _("Die Stimme ist berichtigt. Die frühere bleibt mit dem Grund stehen."))
        return redirect(f"{_url(request, found)}#stimme-{voter.pk}")
    return _form(request, found, form, title=_("Stimme berichtigen: %(name)s"), label=_("Stimme berichtigen"), of=voter)


def bias(request: WorkspaceRequest, meeting_id: int, vote_id: int, voter_id: int) -> HttpResponse:
    """Note that a partner is biased and does not vote; posted for one that is, take it back."""
    found = _own(request, meeting_id, vote_id)
    voter = _voter(found, voter_id)
    if voter.bias and request.method == "POST":
        return _done(request, found, lambda: votes.note_bias(voter, "", by=request.member))
    form = ReasonForm(data_of(request))
    if taken(request, form, lambda: votes.note_bias(voter, form.cleaned_data["reason"], by=request.member)):
        messages.success(request, _("„%(name)s“ stimmt nicht mit.") % {"name": voter.name})
        return redirect(_url(request, found))
    intro = _("Die Stimme zählt bei dieser Abstimmung nicht mit, auch nicht bei den Stimmberechtigten.")
    return _form(
        request, found, form, title=_("Selbst betroffen: %(name)s"), label=_("Stimmt nicht mit"), of=voter, intro=intro
    )


def end(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """End a vote: by name after a question, on paper with what was counted."""
    found = _own(request, meeting_id, vote_id)
    here = _url(request, found)
    if found.state != VoteState.OPEN:
        return redirect(here)
    if found.kind == VoteKind.PAPER:
        return _end_on_paper(request, found)
    if request.method == "POST":
        return _done(request, found, lambda: votes.close_vote(found, by=request.member))
    shown = board(found)
    context = {
        "title": _("Abstimmung beenden"),
        "breadcrumb": _to(request, found),
        "text": _votes_so_far(shown),
        "note": _missing(shown),
        "label": _("Abstimmung beenden"),
        "cancel_url": here,
    }
    return render(request, "ui/ask.html", context)


def _votes_so_far(shown: Board) -> str:
    counts = shown.totals.counts
    said = wording.counted(counts.yes, counts.no, counts.abstained)
    return _("%(counted)s. Danach zählt keine Stimme mehr.") % {"counted": said}


def _missing(shown: Board) -> str:
    """Say what still is to be thought of: who has not voted, and that too few are there."""
    parts = []
    if shown.open:
        words = ngettext("Eine Stimme im Raum fehlt noch.", "%(number)s Stimmen im Raum fehlen noch.", shown.open)
        parts.append(words % {"number": shown.open})
    if shown.game.has_quorum and not shown.is_enough:
        parts.append(wording.quorum_now(shown.there, shown.needed))
    return " ".join(parts)


def _end_on_paper(request: WorkspaceRequest, found: Vote) -> HttpResponse:
    form = PaperForm(data_of(request))

    def act() -> None:
        values = form.cleaned_data
        actions.close_on_paper(
            found, tellers=values["tellers"], handed_out=values["handed_out"], counts=form.counts, by=request.member
        )

    if taken(request, form, act):
        return redirect(_url(request, found))
    if request.method != "POST":
        return redirect(f"{_url(request, found)}#beenden")
    return _page(request, found, form)


def cancel(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> HttpResponse:
    """End a vote without a result, and say why."""
    found = _own(request, meeting_id, vote_id)
    form = ReasonForm(data_of(request))
    if taken(request, form, lambda: votes.cancel_vote(found, form.cleaned_data["reason"], by=request.member)):
        messages.success(request, _("Die Abstimmung ist abgebrochen. Es zählt keine Stimme."))
        return redirect(_url(request, found))
    return _form(request, found, form, title=_("Abstimmung abbrechen"), label=_("Abstimmung abbrechen"))


# Small steps


def _found(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> Vote:
    """Return a vote of a meeting: 404 where there is none, 403 where it is confidential."""
    meeting_or_404(meeting_id)
    rows = Vote.objects.filter(kind__in=votes.IN_ROOM).select_related("body", "meeting__body", "item", "decision")
    found = get_object_or_404(rows, pk=vote_id, meeting=meeting_id)
    # The item may have become confidential after the vote was prepared.
    is_confidential = found.is_confidential or (found.item is not None and found.item.is_confidential)
    require(not is_confidential or access.can_hold(request.member, found))
    return found


def _own(request: WorkspaceRequest, meeting_id: int, vote_id: int) -> Vote:
    found = _found(request, meeting_id, vote_id)
    require(access.can_hold(request.member, found))
    return found


def _voter(found: Vote, voter_id: int) -> Voter:
    voter = get_object_or_404(Voter, pk=voter_id, vote=found)
    voter.vote = found
    return voter


def _meeting_of(found: Vote) -> Meeting:
    """Return the meeting of a vote in a room: the database lets none be without."""
    return typing.cast(Meeting, found.meeting)


def _url(request: WorkspaceRequest, found: Vote) -> str:
    return url(request, "workspace_room_vote", found.meeting_id, found.pk)


def _to_votes(request: WorkspaceRequest, meeting: Meeting) -> tuple[Link, ...]:
    return (*to_meeting(request, meeting), Link(_("Abstimmungen"), votes_page_url(request, meeting)))


def _to(request: WorkspaceRequest, found: Vote) -> tuple[Link, ...]:
    return (*_to_votes(request, _meeting_of(found)), Link(found.title, _url(request, found)))


def _form(
    request: WorkspaceRequest, found: Vote, form: Any, *, title: str, label: str, of: Voter | None = None,
    intro: str = "",
) -> HttpResponse:  # fmt: skip
    return form_page(
        request,
        form,
        title=title % {"name": of.name} if of else title,
        label=label,
        breadcrumb=_to(request, found),
        cancel_url=_url(request, found),
        intro=intro,
    )


def _done(
    request: WorkspaceRequest, found: Vote, act: Callable[[], object], *, part: Callable[[], str] | None = None
) -> HttpResponse:
    """Do one step and show the vote again; what was refused is said there."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(_url(request, found))
    return redirect(f"{_url(request, found)}#{part()}" if part else _url(request, found))

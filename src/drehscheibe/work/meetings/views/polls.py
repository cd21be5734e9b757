"""Date polls: made, asked, the matrix of answers, answers by telephone, and the meeting that follows."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.frames import Link

from .. import access
from ..actions import polls as actions
from ..forms.planning import NotedForm, PollDateFormSet, PollForm, VoteForm, moments_of
from ..models import Poll, PollDate, PollVoter
from ..queries import polls as queries
from ..queries import series as series_queries
from ..vocabulary import ReplyChannel
from .way import meeting_url, number_in, to_meetings, url


def polls(request: WorkspaceRequest) -> HttpResponse:
    context = {
        "title": _("Terminumfragen"),
        "breadcrumb": to_meetings(request),
        "polls": queries.all_polls(),
        "can_add": bool(series_queries.bodies_to_plan(request.member)),
    }
    return render(request, "meetings/polls.html", context)


def add(request: WorkspaceRequest) -> HttpResponse:
    return _edit(request, None, title=_("Neue Terminumfrage"))


def change(request: WorkspaceRequest, poll_id: int) -> HttpResponse:
    return _edit(request, _own(request, poll_id), title=_("Terminumfrage ändern"))


def _edit(request: WorkspaceRequest, poll: Poll | None, *, title: str) -> HttpResponse:
    bodies = series_queries.bodies_to_plan(request.member)
    form = PollForm(posted(request), instance=Poll.objects.get(pk=poll.pk) if poll else None, bodies=bodies)
    have = [_as_initial(one) for one in poll.dates.all()] if poll else []
    dates = PollDateFormSet(posted(request), initial=have, prefix="tag")
    if request.method == "POST" and form.is_valid() and dates.is_valid():
        try:
            saved = actions.save_poll(poll, form.cleaned_data, moments_of(dates), by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Die Umfrage ist gespeichert."))
            return redirect(url(request, "workspace_poll", saved.pk))
    context = {
        "title": title,
        "breadcrumb": _to_polls(request),
        "form": form,
        "dates": dates,
        "cancel_url": url(request, "workspace_polls"),
    }
    return render(request, "meetings/poll_edit.html", context)


def _as_initial(date: PollDate) -> dict[str, Any]:
    local = localtime(date.starts_at)
    return {"day": local.date(), "at": local.time()}


def poll(request: WorkspaceRequest, poll_id: int) -> HttpResponse:
    """Show who said what; ask, remind, end."""
    row = _seen(poll_id)
    if request.method == "POST":
        return _act(request, _own(request, poll_id))
    found = queries.matrix(row)
    silent = [one for one in found.rows if one.has_mail and not one.voter.answered_at and not one.voter.reminded_at]
    context = {
        "title": row.title,
        "breadcrumb": _to_polls(request),
        "poll": row,
        "matrix": found,
        "silent": len(silent),
        "may_plan": access.can_plan(request.member, row.body),
        "meeting_url": meeting_url(request, row.meeting) if row.meeting else "",
        "ask_label": _("Alle in „%(body)s“ fragen") % {"body": row.body.name},
        "remind_label": ngettext("Einen Partner erinnern", "%(number)s Partner erinnern", len(silent))
        % {"number": len(silent)},
    }
    return render(request, "meetings/poll.html", context)


def _act(request: WorkspaceRequest, row: Poll) -> HttpResponse:
    try:
        match request.POST.get("tun", ""):
            case "fragen":
                number = actions.ask_poll(row, by=request.member)
                said = ngettext("Ein Partner wird gefragt.", "%(number)s Partner werden gefragt.", number)
                messages.success(request, said % {"number": number})
            case "erinnern":
                number = actions.remind_poll(row, by=request.member)
                said = ngettext("Ein Partner wird erinnert.", "%(number)s Partner werden erinnert.", number)
                messages.success(request, said % {"number": number})
            case "beenden":
                return _close(request, row)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(request.path)


def _close(request: WorkspaceRequest, row: Poll) -> HttpResponse:
    wanted = request.POST.get("termin", "")
    date = get_object_or_404(row.dates, pk=number_in(wanted)) if wanted else None
    meeting = actions.close_poll(row, date, by=request.member)
    if meeting is None:
        messages.success(request, _("Die Umfrage ist beendet, ohne Termin."))
        return redirect(request.path)
    messages.success(request, _("Der Termin steht. Das Treffen ist als Entwurf angelegt."))
    return redirect(meeting_url(request, meeting))


def answer(request: WorkspaceRequest, voter_id: int) -> HttpResponse:
    """Note what somebody said on the telephone."""
    voter = get_object_or_404(PollVoter.objects.select_related("poll__body", "organisation"), pk=voter_id)
    require(access.can_vote(request.member, voter))
    form = vote_form(voter, posted(request))
    noted = NotedForm(posted(request), prefix="wer")
    if request.method == "POST" and form.is_valid() and noted.is_valid():
        who = _who(noted)
        try:
            actions.vote(voter, form.answers(), remark=form.cleaned_data["remark"], who=who, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Vermerkt: %(partner)s.") % {"partner": voter.organisation.name})
            return redirect(url(request, "workspace_poll", voter.poll_id))
    context = {
        "title": _("Antwort von „%(partner)s“") % {"partner": voter.organisation.name},
        "breadcrumb": (*_to_polls(request), Link(voter.poll.title, url(request, "workspace_poll", voter.poll_id))),
        "form": form,
        "noted": noted,
        "cancel_url": url(request, "workspace_poll", voter.poll_id),
    }
    return render(request, "meetings/poll_answer.html", context)


def _who(noted: NotedForm) -> str:
    """Return who said it and on which way, as the matrix shows it."""
    way = str(ReplyChannel(noted.cleaned_data["how"]).label)
    return ", ".join(part for part in (noted.cleaned_data["who"], way) if part)


def vote_form(voter: PollVoter, data: Any) -> VoteForm:
    dates = list(voter.poll.dates.all())
    hints = queries.date_hints(dates)
    labels = [(one.pk, queries.label_of(one), hints[one.pk]) for one in dates]
    return VoteForm(data, dates=labels, answers=queries.answers_of(voter), initial={"remark": voter.remark})


def _seen(poll_id: int) -> Poll:
    found: Poll = get_object_or_404(Poll.objects.select_related("body", "meeting"), pk=poll_id)
    return found


def _own(request: WorkspaceRequest, poll_id: int) -> Poll:
    row = _seen(poll_id)
    require(access.can_plan(request.member, row.body))
    return row


def _to_polls(request: WorkspaceRequest) -> tuple[Link, ...]:
    return (*to_meetings(request), Link(_("Terminumfragen"), url(request, "workspace_polls")))

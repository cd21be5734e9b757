"""The review of focus topics: all of a year, one of them, as paper, before the assembly."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page, posted
from drehscheibe.kit.tables import file_response
from drehscheibe.kit.typst.render import Unprintable
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.views.way import url
from drehscheibe.work.meetings.wording import day_in_words

from .. import access
from ..actions import focus as actions
from ..documents import focus as documents
from ..forms.plan import PresentForm, ReviewForm
from ..queries import focus as queries
from .measures import FIRST, LAST, line, to_plan
from .plan import year_or_404


def front(request: WorkspaceRequest) -> HttpResponse:
    """Show the review of this year."""
    return reviews(request, timezone.localdate().year)


def reviews(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Show all focus topics of a year with what was done and how it went, last year's beside it."""
    found = queries.topics(year_or_404(year), by=request.member)
    ahead = queries.meetings_ahead() if access.can_agree_plan(request.member) else []
    context: dict[str, Any] = {
        "title": _("Auswertung der Schwerpunkte %(year)s") % {"year": year},
        "breadcrumb": () if request.path == url(request, "workspace_focus_reviews") else to_plan(request),
        "year": year,
        "years": [Link(str(one), _year_url(request, one), current=one == year)
                  for one in (year - 1, year, year + 1) if FIRST <= one <= LAST],
        "topics": [(one, *_columns(one, year), access.can_write_review(request.member, one.review)) for one in found],
        "written": sum(one.is_reviewed for one in found),
        "presented": queries.presented(year),
        "next": ahead[0] if ahead else None,
        "next_day": day_in_words(ahead[0].starts_at) if ahead else "",
        "may_present": access.can_agree_plan(request.member),
    }  # fmt: skip
    return render(request, "plans/focus.html", context)


def _year_url(request: WorkspaceRequest, year: int) -> str:
    is_now = year == timezone.localdate().year
    return url(request, "workspace_focus_reviews") if is_now else url(request, "workspace_focus_reviews_year", year)


def _columns(one: queries.Topic, year: int) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return this year's review and last year's, side by side."""
    now = {"year": year, "verdict": documents.verdict(one.review), "parts": documents.parts(one.review)}
    if one.before is None:
        return now, None
    before = {"year": year - 1, "verdict": documents.verdict(one.before), "parts": documents.parts(one.before)}
    return now, before


def review(request: WorkspaceRequest, year: int, focus_id: int) -> HttpResponse:
    """Show one topic with its measures and projects; whoever may, writes how it went."""
    topic = queries.topic_or_404(year_or_404(year), focus_id, by=request.member)
    if not access.can_write_review(request.member, topic.review):
        require(request.method != "POST")
        return render(request, "plans/focus_topic.html", _topic_context(request, topic, year))

    def save(form: ReviewForm) -> None:
        actions.write_review(topic.review, form.to_save(), version=form.opened_at, by=request.member)

    form_class = partial(ReviewForm, may_choose_body=bodies.can_edit_bodies(request.member))
    result = edit(request, form_class, topic.review, save)
    back = f"{url(request, 'workspace_focus_reviews_year', year)}#schwerpunkt-{focus_id}"
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(back)
    context = _topic_context(request, topic, year)
    return edit_page(
        request, result, label=_("Auswertung speichern"), cancel_url=back, template="plans/focus_edit.html", **context
    )


def _topic_context(request: WorkspaceRequest, topic: queries.Topic, year: int) -> dict[str, Any]:
    now, before = _columns(topic, year)
    list_url = url(request, "workspace_focus_reviews_year", year)
    return {
        "title": topic.focus.title,
        "breadcrumb": (*to_plan(request), Link(_("Schwerpunkte %(year)s") % {"year": year}, list_url)),
        "topic": topic,
        "year": year,
        "now": now,
        "before": before,
        "lines": [line(one) for one in topic.measures],
    }


def pdf(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Hand out the review as one paper; nothing confidential is on it."""
    try:
        paper = _paper(request, year_or_404(year))
    except Unprintable as unknown:
        messages.error(request, unknown.advice)
        return redirect(url(request, "workspace_focus_reviews_year", year))
    return file_response(paper, name=f"schwerpunkte-{year}.pdf", content_type="application/pdf")


def _paper(request: WorkspaceRequest, year: int) -> bytes:
    found = queries.topics(year, by=None)
    return documents.focus_pdf(documents.focus_data(found, year=year, alliance=request.alliance.name))


def present(request: WorkspaceRequest, year: int) -> HttpResponse:
    """Put the review on the agenda of a meeting, with the paper."""
    require(access.can_agree_plan(request.member))
    ahead = queries.meetings_ahead()
    form = PresentForm(posted(request), meetings=ahead, initial={"meeting": ahead[0].pk if ahead else None})
    back = url(request, "workspace_focus_reviews_year", year_or_404(year))
    if request.method == "POST" and form.is_valid():
        return _presented(request, year, form.cleaned_data["meeting"], back)
    context = {
        "title": _("Der Versammlung vorlegen"),
        "intro": _("Auf die Tagesordnung kommt ein Punkt „Auswertung der Schwerpunkte %(year)s“ mit dem Papier als Unterlage.")
        % {"year": year},
        "breadcrumb": (*to_plan(request), Link(_("Schwerpunkte %(year)s") % {"year": year}, back)),
        "form": form,
        "label": _("Auf die Tagesordnung setzen"),
        "cancel_url": back,
    }  # fmt: skip
    return render(request, "ui/edit.html", context)


def _presented(request: WorkspaceRequest, year: int, meeting: Meeting, back: str) -> HttpResponse:
    try:
        item = actions.present(year, meeting, pdf=_paper(request, year), by=request.member)
    except Unprintable as unknown:
        messages.error(request, unknown.advice)
        return redirect(back)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect(back)
    words = {"title": item.title, "meeting": meeting.title, "day": day_in_words(meeting.starts_at)}
    messages.success(request, _("„%(title)s“ steht auf der Tagesordnung: %(meeting)s, %(day)s.") % words)
    return redirect(back)

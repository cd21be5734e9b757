"""The page of a decision: what was decided and how, where it came from, what became of it, and all that can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import edit, edit_page, posted
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Event, Fact
from drehscheibe.kit.ui.path import PathOf
from drehscheibe.work.bodies.access import can_edit_bodies
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.queries.meetings import next_meeting
from drehscheibe.work.meetings.views.way import to_meetings, url
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome
from drehscheibe.work.meetings.wording import day_in_words

from .. import access
from .. import register_words as words
from ..actions import followups as agenda_actions
from ..actions import register as actions
from ..documents import register as documents
from ..forms.register import FollowUpForm, PublicForm, ReasonForm, RepealForm, StepForm
from ..models import DecisionStep
from ..public import as_public
from ..public_words import repealed
from ..queries import register as queries

_LATER = 50
"""So many later decisions are proposed when one is repealed; any other can be typed."""


@dataclass(frozen=True, slots=True)
class May:
    """What can be done with a decision by whoever reads it."""

    tend: bool
    note: bool
    reopen: bool
    repeal: bool
    publish: bool
    found_group: bool


def page_with(path_of: PathOf) -> Callable[..., HttpResponse]:
    """Return the view of a decision's page; `path_of` gives the chain that a frame knows."""

    def decision(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
        found = _found(request, decision_id)
        may = _may(request, found)
        form = StepForm(posted(request), initial={"state": found.state})
        if request.method == "POST":
            require(may.tend)
            if form.is_valid():
                return _note(request, found, form)
        return _page(request, found, may, form, path_of)

    return decision


def _found(request: WorkspaceRequest, decision_id: int) -> Decision:
    return queries.decision_or_404(decision_id, by=request.member)


def _own(request: WorkspaceRequest, decision_id: int) -> Decision:
    """Return a decision that the member may tend: 404 where she may not know of it, 403 where it is not hers."""
    found = _found(request, decision_id)
    require(access.can_tend(request.member, found))
    return found


def _may(request: WorkspaceRequest, found: Decision) -> May:
    tend = access.can_tend(request.member, found)
    valid = found.withdrawn_at is None and found.outcome == Outcome.ACCEPTED
    repealed = found.state == DecisionState.REPEALED
    return May(
        tend=tend,
        note=tend and valid and not repealed,
        reopen=tend and repealed,
        repeal=tend and valid and not repealed,
        publish=tend and found.withdrawn_at is None and not found.is_confidential,
        found_group=valid and not repealed and can_edit_bodies(request.member),
    )


def _page(request: WorkspaceRequest, found: Decision, may: May, form: StepForm, path_of: PathOf) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "title": _title(found),
        "breadcrumb": _trail(request),
        "decision": found,
        "state": words.state_word(found),
        "tone": words.state_tone(found),
        "is_late": queries.is_overdue(found, today),
        "to_revisit": queries.is_to_revisit(found, today),
        "repealed": repealed(found),
        "repealed_by": _seen_repealer(request, found),
        "repeals": [Link(one.label, _here(request, one)) for one in queries.repealed_with(found, by=request.member)],
        "facts": _facts(request, found),
        "follow_up": _follow_up(found) if found.outcome == Outcome.ACCEPTED else [],
        "founded": [Link(one.name, url(request, "workspace_body", one.pk)) for one in queries.founded_by(found)],
        "path": path_of(found, request),
        "events": [event(one) for one in DecisionStep.objects.filter(decision=found)],
        "may": may,
        "form": form if may.note else None,
        "next": next_meeting(body=found.body) if may.note else None,
    }
    if context["next"] is not None:
        context["next_day"] = day_in_words(context["next"].starts_at)
    return render(request, "resolutions/decision.html", context)


def _title(found: Decision) -> str:
    number = _("Beschluss %(number)s") % {"number": found.label}
    return f"{number}: {found.title}" if found.title else number


def _trail(request: WorkspaceRequest, found: Decision | None = None) -> tuple[Link, ...]:
    trail = (*to_meetings(request), Link(_("Beschlüsse"), url(request, "workspace_decisions")))
    return (*trail, Link(found.label, _here(request, found))) if found else trail


def _here(request: WorkspaceRequest, found: Decision) -> str:
    return url(request, "workspace_decision", found.pk)


def _seen_repealer(request: WorkspaceRequest, found: Decision) -> Link | None:
    """Return the decision that repealed it, where the reader may know of that one."""
    later = found.repealed_by
    if later is None or (later.is_confidential and not access.sees_confidential(request.member, later)):
        return None
    return Link(_("Beschluss %(number)s") % {"number": later.label}, _here(request, later))


def _facts(request: WorkspaceRequest, found: Decision) -> list[Fact]:
    meeting = found.meeting
    minutes = url(request, "workspace_minutes", meeting.pk) if meeting else ""
    facts = [
        Fact(_("Beschlossen am"), words.day(found.decided_on)),
        Fact(_("Von"), found.body.name, url(request, "workspace_body", found.body_id)),
        Fact(_("Protokoll") if meeting else _("Treffen"), _meeting(found), minutes),
        *(Fact(word, text) for word, text in words.vote_facts(found)),
    ]
    return [fact for fact in facts if fact.text]


def _meeting(found: Decision) -> str:
    """Return the meeting by its title; one that is called like its group by its day."""
    meeting = found.meeting
    return day_in_words(meeting.starts_at) if meeting and meeting.title == found.body.name else words.where(found)


def _follow_up(found: Decision) -> list[Fact]:
    return [
        Fact(_("Wer setzt es um?"), words.owner(found) or _("noch niemand")),
        Fact(_("Bis wann"), words.day(found.due_on) or _("ohne Termin")),
        Fact(_("Wieder vorlegen am"), words.day(found.revisit_on)),
        Fact(_("Erledigt am"), words.day(found.finished_on)),
    ]


def event(one: DecisionStep) -> Event:
    when = date_format(localtime(one.made_at), "j. F Y, H:i")
    return Event(when, str(one.get_state_display()), one.text, one.by_name)


# What is done on the page itself


def _note(request: WorkspaceRequest, found: Decision, form: StepForm) -> HttpResponse:
    values = form.cleaned_data

    def act() -> None:
        actions.note_step(
            found, state=DecisionState(values["state"]), text=values["text"], by_name=values["by_name"],
            by=request.member,
        )  # fmt: skip

    return _done(request, found, act, _("Vermerkt."), "verlauf")


def _done(
    request: WorkspaceRequest, found: Decision, act: Callable[[], object], said: str, part: str = ""
) -> HttpResponse:
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect(_here(request, found) + (f"#{part}" if part else ""))


def put_on_agenda(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Have the group look at a decision again at its next meeting."""
    found = _own(request, decision_id)
    if request.method == "POST":
        said = _("Steht jetzt auf der nächsten Tagesordnung.")
        return _done(request, found, lambda: agenda_actions.put_on_agenda(found, by=request.member), said)
    return redirect(_here(request, found))


# Pages of their own


def follow_up(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Edit who sees to a decision, until when, and when it is looked at again."""
    found = _own(request, decision_id)

    def save(form: FollowUpForm) -> None:
        actions.plan_follow_up(found, form.to_save(), version=form.opened_at, by=request.member)

    result = edit(request, FollowUpForm, found, save)
    if result.saved:
        messages.success(request, _("Gespeichert."))
        return redirect(_here(request, found))
    return edit_page(
        request, result, title=_("Wer setzt Beschluss %(number)s um?") % {"number": found.label},
        label=_("Angaben speichern"), breadcrumb=_trail(request, found), cancel_url=_here(request, found),
    )  # fmt: skip


def publish(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Show how everybody would read a decision; show it to them, or take it back, on a press of the button."""
    found = _own(request, decision_id)
    form = PublicForm(posted(request), instance=found)
    deed = request.POST.get("tun", "")
    if deed == "zuruecknehmen":
        said = _("%(number)s ist nicht mehr öffentlich.") % {"number": found.label}
        return _done(request, found, lambda: actions.show(found, is_public=False, by=request.member), said)
    if request.method == "POST" and form.is_valid() and deed == "zeigen":
        text, said = form.cleaned_data["public_text"], _("%(number)s ist jetzt öffentlich.") % {"number": found.label}
        return _done(
            request, found, lambda: actions.show(found, is_public=True, public_text=text, by=request.member), said
        )
    was_public = Decision.objects.values_list("is_public", flat=True).get(pk=found.pk)
    typed = form["public_text"].value() or ""
    context = {
        "title": _("Beschluss %(number)s öffentlich zeigen") % {"number": found.label},
        "breadcrumb": _trail(request, found),
        "decision": found,
        "form": form,
        "is_public": was_public,
        "is_confidential": found.is_confidential,
        "one": as_public(found, str(typed).strip()),
        "cancel_url": _here(request, found),
    }
    return render(request, "resolutions/publish.html", context)


def repeal(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Repeal a decision by a later one, or with day and reason."""
    found = _own(request, decision_id)
    if found.state == DecisionState.REPEALED:
        messages.error(request, actions.already_repealed(found))
        return redirect(_here(request, found))
    form = RepealForm(posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _repealed(request, found, form):
        messages.success(request, _("Beschluss %(number)s ist aufgehoben.") % {"number": found.label})
        return redirect(_here(request, found))
    context = {
        "title": _("Beschluss %(number)s aufheben") % {"number": found.label},
        "breadcrumb": _trail(request, found),
        "intro": _(
            "Er bleibt mit seiner Nummer im Beschlussbuch. Dort steht dann, seit wann und wodurch er nicht mehr gilt."
        ),
        "decision": found,
        "form": form,
        "later": queries.may_repeal(found, by=request.member)[:_LATER],
        "label": _("Beschluss %(number)s aufheben") % {"number": found.label},
        "cancel_url": _here(request, found),
    }
    return render(request, "resolutions/repeal.html", context)


def _repealed(request: WorkspaceRequest, found: Decision, form: RepealForm) -> bool:
    values = form.cleaned_data
    later = None
    if values["later"]:
        year, number = values["later"]
        later = queries.all_seen(request.member).filter(year=year, number=number, withdrawn_at=None).first()
        if later is None:
            form.add_error("later", _("Einen Beschluss mit dieser Nummer gibt es nicht."))
            return False
    try:
        actions.repeal(found, later=later, on=values["on"], reason=values["reason"], by=request.member)
    except ValidationError as problem:
        form.add_error("later" if later else None, problem)
        return False
    return True


def reopen(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Take back a repeal, with the reason."""
    found = _own(request, decision_id)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason, said = form.cleaned_data["reason"], _("Beschluss %(number)s gilt wieder.") % {"number": found.label}
        return _done(request, found, lambda: actions.reopen(found, reason=reason, by=request.member), said)
    context = {
        "title": _("Aufhebung von Beschluss %(number)s zurücknehmen") % {"number": found.label},
        "breadcrumb": _trail(request, found),
        "form": form,
        "label": _("Aufhebung zurücknehmen"),
        "cancel_url": _here(request, found),
    }
    return render(request, "ui/edit.html", context)


def excerpt(request: WorkspaceRequest, decision_id: int) -> HttpResponse:
    """Return the excerpt of one decision, with a line to sign."""
    found = _found(request, decision_id)
    later = found.repealed_by if _seen_repealer(request, found) else None
    data = documents.excerpt_data(
        [found], alliance=request.alliance.name, on=timezone.localdate(), signed_by=request.member.name,
        by_label=later.label if later else "",
    )  # fmt: skip
    name = f"beschluss-{found.year}-{found.number:02d}.pdf"
    return pdf_response(request, lambda: documents.excerpt_pdf(data), name=name)

"""Another time or place, the end of a meeting, and the second call: each shows first whom it tells, and how."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.bodies.queries.rules import game_of

from .. import invitation_words as words
from ..actions import moving as actions
from ..actions.moving import Told
from ..forms.inviting import CancelForm, MoveForm, SecondCallForm
from ..mails import invitation as mails
from ..models import Meeting
from ..queries import inviting as queries
from ..queries.inviting import Plan
from ..vocabulary import MailKind, MeetingState
from .inviting import plan_words
from .way import meeting_url, own_meeting, say_who_is_asked_anew, to_meeting, url

LOOK = "vorschau"


def move(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Change time or place: first look at the mail that tells everybody, then send it."""
    meeting = own_meeting(request, meeting_id)
    if meeting.state not in {MeetingState.DRAFT, MeetingState.INVITED}:
        messages.info(request, _("Dieses Treffen lässt sich nicht mehr verlegen."))
        return redirect(meeting_url(request, meeting))
    form = MoveForm(posted(request), instance=meeting)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("tun") == LOOK:
            return _move_page(request, meeting, form, mail=_moved_mail(request, meeting, form))
        if _moved(request, meeting, form):
            return redirect(meeting_url(request, meeting))
    return _move_page(request, meeting, form)


def _moved(request: WorkspaceRequest, meeting: Meeting, form: MoveForm) -> bool:
    try:
        told = actions.move(meeting, form.new_values(), note=form.cleaned_data["note"], by=request.member)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, " ".join([_("Das Treffen ist verlegt."), *told_words(told, request.alliance.is_live)]))
    if any(form.cleaned_data[name] != getattr(meeting, name) for name in actions.TIME_FIELDS):
        say_who_is_asked_anew(request, meeting)
    return True


def _moved_mail(request: WorkspaceRequest, meeting: Meeting, form: MoveForm) -> Mail | None:
    """Return how the mail about the change will read; nothing is saved."""
    values = form.new_values()
    plan = queries.plan_for(queries.told(meeting))
    if not plan.mails:
        return None
    old_when, old_place = words.when(meeting), words.place_line(meeting)
    time_changed = any(values[name] != getattr(meeting, name) for name in actions.TIME_FIELDS)
    changed = Meeting.objects.select_related("alliance", "body").get(pk=meeting.pk)
    for name, value in values.items():
        setattr(changed, name, value)
    row = plan.mails[0]
    row.meeting, row.is_to_old_date = changed, bool(row.answer) and time_changed
    said = mails.moved_said(
        changed, old=old_when if time_changed else old_place, time_changed=time_changed, note=form.cleaned_data["note"]
    )
    return _rendered(request, row, MailKind.UPDATE, said)


def _rendered(request: WorkspaceRequest, row: Any, kind: MailKind, said: mails.Said) -> Mail:
    return rendered(
        Mail,
        mails.example_letter([row], kind=kind, said=said, url="https://beispiel.example"),
        sender=request.alliance.name,
    )


def _move_page(
    request: WorkspaceRequest, meeting: Meeting, form: MoveForm, *, mail: Mail | None = None
) -> HttpResponse:
    plan = queries.plan_for(queries.told(meeting))
    context = {
        "title": _("Verlegen: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": words.when(meeting),
        "form": form,
        "mail": mail,
        "cancel_url": meeting_url(request, meeting),
        "label": _move_label(len(plan.all)),
        **_who_hears(request, meeting, plan),
    }
    return render(request, "meetings/move.html", context)


def _move_label(number: int) -> str:
    if not number:
        return _("Verlegen")
    text = ngettext("Verlegen und einem Bescheid geben", "Verlegen und %(number)s Bescheid geben", number)
    return text % {"number": number}


def _who_hears(request: WorkspaceRequest, meeting: Meeting, plan: Plan) -> dict[str, Any]:
    at_once = meeting.starts_at - timezone.now() < queries.SOON
    return {
        "sentence": plan_words(plan),
        "knows": len(plan.all),
        "at_once": at_once,
        "no_letters": bool(plan.letters) and meeting.starts_at - timezone.now() < actions.LETTER_TAKES,
        "is_live": request.alliance.is_live,
    }


def told_words(told: Told, is_live: bool) -> list[str]:
    """Return what went out, in sentences."""
    parts = []
    if told.mails and not is_live:
        parts.append(_("Übung: Die E-Mails liegen in Ihrem Übungspostfach."))
    elif told.mails:
        parts.append(
            _("Die E-Mails sind unterwegs.") if told.at_once else _("Die E-Mails gehen in fünf Minuten hinaus.")
        )
    if told.letters:
        parts.append(_("Briefe zu drucken: %(number)s.") % {"number": told.letters})
    if told.calls:
        parts.append(_("Anzurufen: %(number)s.") % {"number": told.calls})
    return parts


def cancel(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Cancel a meeting, with the reason in the mail; an hour before it leads to the list of numbers."""
    meeting = own_meeting(request, meeting_id)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.cancel(meeting, reason=form.cleaned_data["reason"].strip(), by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(
                request, " ".join([_("Das Treffen ist abgesagt."), *told_words(told, request.alliance.is_live)])
            )
            calls = told.calls or (told.at_once and told.mails)
            return redirect(
                url(request, "workspace_meeting_calls", meeting.pk) if calls else meeting_url(request, meeting)
            )
    return _cancel_page(request, meeting, form)


def _cancel_page(request: WorkspaceRequest, meeting: Meeting, form: CancelForm) -> HttpResponse:
    plan = queries.plan_for(queries.told(meeting))
    number = len(plan.all)
    label = ngettext(
        "Absagen und einem Partner Bescheid geben", "Absagen und %(number)s Partnern Bescheid geben", number
    )
    context = {
        "title": _("Absagen: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": words.when(meeting),
        "form": form,
        "label": label % {"number": number} if number else _("Treffen absagen"),
        "cancel_url": meeting_url(request, meeting),
        "move_url": url(request, "workspace_meeting_move", meeting.pk),
        **_who_hears(request, meeting, plan),
    }
    return render(request, "meetings/cancel.html", context)


def second_call(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Begin the second meeting with the same agenda, where the rules know one."""
    meeting = own_meeting(request, meeting_id)
    if not game_of(meeting.body).second_call:
        messages.info(request, _("Ihre Spielregeln kennen kein zweites Treffen mit derselben Tagesordnung."))
        return redirect(meeting_url(request, meeting))
    start = localtime(meeting.starts_at)
    usual = start + timedelta(weeks=2 + max(0, (timezone.localdate() - start.date()).days + 6) // 7)
    form = SecondCallForm(posted(request), initial={"on": usual.date(), "begins": start.time()})
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.call_second(meeting, starts_at=form.starts_at, by=request.member)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(
                request, _("Das zweite Treffen ist angelegt, mit derselben Tagesordnung. Laden Sie jetzt ein.")
            )
            return redirect(url(request, "workspace_meeting_invite", new.pk))
    context = {
        "title": _("Zweites Treffen mit derselben Tagesordnung"),
        "breadcrumb": to_meeting(request, meeting),
        "intro": _("Waren zu wenige da, um zu beschließen? Beim zweiten Treffen mit derselben Tagesordnung entscheidet, "
                   "wer kommt."),
        "form": form,
        "label": _("Zweites Treffen anlegen"),
        "cancel_url": meeting_url(request, meeting),
    }  # fmt: skip
    return render(request, "ui/edit.html", context)

"""Inviting: who gets what, the words, a look at it as received, one button. And reminding the silent."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import send_copy_to_self
from drehscheibe.ground.outbox.models import Sending
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import RESTORE, Edit, edit
from drehscheibe.work.partners.documents import greeting as house

from .. import invitation_words as words
from ..actions import inviting as actions
from ..actions.inviting import Invited
from ..actions.meetings import change_meeting
from ..actions.people import fill_invitees
from ..forms.inviting import InvitationForm
from ..models import Invitee, Meeting
from ..queries import inviting as queries
from ..queries.inviting import Notice, Plan
from ..queries.people import OPEN, on_list
from ..vocabulary import Channel, MeetingState
from .invite_preview import example, preview_url
from .way import meeting_url, number_in, own_meeting, to_meeting, url


def invite(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show who would get what, and invite on one press of the button; words that were typed are always kept."""
    meeting = own_meeting(request, meeting_id)
    if not _can_invite(meeting):
        messages.info(request, _("Zu diesem Treffen kann niemand mehr eingeladen werden."))
        return redirect(meeting_url(request, meeting))
    fill_invitees(meeting, by=request.member)
    plan, notice = queries.plan(meeting), queries.notice_of(meeting)
    result = edit(request, _form_for(meeting, notice), meeting, partial(_save, request, meeting))
    if result.saved:
        meeting.refresh_from_db()
        return _act(request, meeting, plan)
    return _page(request, meeting, plan, notice, result)


def _can_invite(meeting: Meeting) -> bool:
    return meeting.state in {MeetingState.DRAFT, MeetingState.INVITED}


def _form_for(meeting: Meeting, notice: Notice | None) -> type[InvitationForm]:
    """Return the form as it fits today: with a suggested day to answer by, and a box for why it comes late."""
    late = bool(notice and notice.is_late and meeting.invited_at is None)
    usual = queries.usual_reply_by(meeting)

    class OfToday(InvitationForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, is_late=late, **kwargs)
            if meeting.reply_by is None and meeting.invited_at is None:
                self.initial["reply_by"] = usual

    return OfToday


def _save(request: WorkspaceRequest, meeting: Meeting, form: InvitationForm) -> None:
    change_meeting(meeting, form.to_save(), version=form.opened_at, by=request.member)


def _act(request: WorkspaceRequest, meeting: Meeting, plan: Plan) -> HttpResponse:
    deed, chosen = request.POST.get("tun", ""), request.POST.get("empfaenger", "")
    if deed == "einladen":
        return _invite(request, meeting)
    row = next((one for one in plan.all if str(one.pk) == chosen), None)
    if deed == "vorschau" and row:
        return redirect(preview_url(request, row))
    if deed == "probe" and row:
        return _try(request, meeting, row)
    messages.success(request, _("Gespeichert. Noch ist nichts verschickt."))
    return redirect(request.path)


def _invite(request: WorkspaceRequest, meeting: Meeting) -> HttpResponse:
    try:
        done = actions.invite(meeting, by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(request.path)
    messages.success(request, invited_words(done, practises=not request.alliance.is_live))
    if done.letters:
        return redirect(url(request, "workspace_meeting_letters", meeting.pk))
    return redirect(meeting_url(request, meeting))


def invited_words(done: Invited, *, practises: bool) -> str:
    said = ngettext("Ein Partner ist eingeladen.", "%(number)s Partner sind eingeladen.", done.count)
    parts = [said % {"number": done.count}]
    if practises and done.mails:
        parts.append(_("Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach."))
    elif done.mails:
        parts.append(_("Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten."))
    if done.letters:
        letters = ngettext("Ein Brief ist zu drucken.", "%(number)s Briefe sind zu drucken.", done.letters)
        parts.append(letters % {"number": done.letters})
    if done.calls:
        calls = ngettext("Einen müssen Sie anrufen.", "%(number)s müssen Sie anrufen.", done.calls)
        parts.append(calls % {"number": done.calls})
    return " ".join(parts)


def _try(request: WorkspaceRequest, meeting: Meeting, row: Invitee) -> HttpResponse:
    """Send the mail of one person to oneself; its buttons open the preview of the page, so nothing can happen."""
    letter = example(request, meeting, row)
    if letter is None:
        messages.info(request, _("Dieser Partner bekommt einen Brief. Öffnen Sie dafür die Vorschau."))
        return redirect(request.path)
    send_copy_to_self(letter, by=request.member)
    live = _("Die Probe ist unterwegs an Ihre Adresse.")
    messages.success(
        request, live if request.alliance.is_live else _("In Ihrem Übungspostfach liegt jetzt eine Probe.")
    )
    return redirect(request.path)


def _page(
    request: WorkspaceRequest, meeting: Meeting, plan: Plan, notice: Notice | None, result: Edit[InvitationForm]
) -> HttpResponse:
    contact = house.sender()
    context: dict[str, Any] = {
        "title": _("Einladen: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": words.when(meeting),
        "place": words.place_line(meeting),
        "place_is_certain": words.place_is_certain(meeting),
        "host_is_open": queries.waits_for_host(meeting),
        "plan": plan,
        "sentence": plan_words(plan),
        "label": button_label(meeting, plan),
        "form": result.form,
        "differences": result.differences,
        "restore": RESTORE,
        "notice": _notice_words(notice) if notice else None,
        "letters_must": _letters_words(notice, plan),
        "has_agenda": meeting.items.filter(state="accepted").exists(),
        "is_live": request.alliance.is_live,
        "is_again": meeting.invited_at is not None,
        "no_sender": bool(plan.letters) and (contact is None or not contact.place),
    }
    return render(request, "meetings/invite.html", context)


def plan_words(plan: Plan) -> str:
    """Return who gets what in one sentence: "29 per E-Mail, 4 per Brief, 1 nur am Telefon."."""
    parts = [
        _("%(number)s per E-Mail") % {"number": len(plan.mails)} if plan.mails else "",
        _("%(number)s per Brief") % {"number": len(plan.letters)} if plan.letters else "",
        _("%(number)s nur am Telefon") % {"number": len(plan.calls)} if plan.calls else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said}." if said else ""


def button_label(meeting: Meeting, plan: Plan) -> str:
    guests = sum(row.organisation_id is None for row in (*plan.mails, *plan.letters))
    partners = plan.count - guests
    to = ngettext("einen Partner", "%(number)s Partner", partners) % {"number": partners} if partners else ""
    more = ngettext("einen Gast", "%(number)s Gäste", guests) % {"number": guests} if guests else ""
    whom = _("%(partners)s und %(guests)s") % {"partners": to, "guests": more} if to and more else to or more
    return _("Einladung senden an %(whom)s") % {"whom": whom} if whom else _("Als eingeladen vermerken")


def _notice_words(notice: Notice) -> dict[str, str | bool]:
    days = ngettext("einen Tag", "%(days)s Tage", notice.days) % {"days": notice.days}
    last = date_format(notice.last_day, "j. F Y")
    if not notice.is_late:
        text = _("Ihre Spielregeln: Einladung spätestens %(days)s vorher. Das ist zu schaffen, bis zum %(last)s.")
        return {"is_late": False, "text": text % {"days": days, "last": last}}
    text = _("Ihre Spielregeln: Einladung spätestens %(days)s vorher. Der letzte Tag dafür war der %(last)s. Sie können "
             "ein anderes Datum wählen, frühestens den %(earliest)s. Oder Sie laden trotzdem ein und schreiben dazu, "
             "warum es später ist.")  # fmt: skip
    return {
        "is_late": True,
        "text": text % {"days": days, "last": last, "earliest": date_format(notice.earliest, "j. F Y")},
    }


def _letters_words(notice: Notice | None, plan: Plan) -> str:
    if notice is None or notice.is_late or not plan.letters:
        return ""
    text = _("Bei Briefen zählt der Tag, an dem Sie sie zur Post geben: spätestens am %(last)s.")
    return text % {"last": date_format(notice.last_day, "j. F Y")}


# Once more, stop, remind


def again(request: WorkspaceRequest, invitee_id: int) -> HttpResponse:
    """Send the invitation of one person once more, e.g. after her address was mended."""
    row = invitee_or_404(request, invitee_id)
    if request.method == "POST":
        try:
            actions.invite_again(row, by=request.member)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("Die Einladung geht noch einmal hinaus."))
    return redirect(f"{meeting_url(request, row.meeting)}#wer-{row.pk}")


def invitee_or_404(request: WorkspaceRequest, invitee_id: int) -> Invitee:
    rows = Invitee.objects.select_related("meeting__body", "meeting__alliance", "organisation", "person")
    row: Invitee = get_object_or_404(rows, pk=invitee_id)
    own_meeting(request, row.meeting_id)
    return row


def stop(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Stop the mails about a meeting that have not left yet."""
    meeting = own_meeting(request, meeting_id)
    if request.method == "POST":
        sending = get_object_or_404(Sending, pk=number_in(request.POST.get("sendung")))
        try:
            number = actions.stop(meeting, sending, by=request.member)
        except ValidationError as late:
            messages.error(request, " ".join(late.messages))
        else:
            said = ngettext("Eine E-Mail ist angehalten.", "%(number)s E-Mails sind angehalten.", number)
            messages.success(request, said % {"number": number})
    return redirect(meeting_url(request, meeting))


def remind(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Ask once, then remind everybody who has not answered."""
    meeting = own_meeting(request, meeting_id)
    if request.method == "POST":
        return _remind(request, meeting)
    rows = queries.to_remind(meeting) if queries.is_open_to_answers(meeting) else []
    label = ngettext("Einen Partner erinnern", "%(number)s Partner erinnern", len(rows)) % {"number": len(rows)}
    context = {
        "title": _("An das Treffen erinnern"),
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "rows": rows,
        "label": label,
        "cancel_url": meeting_url(request, meeting),
        "calls_url": url(request, "workspace_meeting_calls", meeting.pk),
        "is_live": request.alliance.is_live,
        "by_itself": _by_itself(meeting),
        "no_mail": sum(queries.way_of(row) != Channel.MAIL for row in _silent(meeting)),
    }
    return render(request, "meetings/remind.html", context)


def _silent(meeting: Meeting) -> list[Invitee]:
    return list(on_list(meeting).filter(OPEN, invited_at__isnull=False))


def _by_itself(meeting: Meeting) -> str:
    if not meeting.reminds or meeting.reply_by is None:
        return ""
    return _("Auch von selbst geht eine Erinnerung hinaus: drei Tage vor dem %(day)s an alle ohne Antwort, und am Tag vor "
             "dem Treffen an alle, die kommen.") % {"day": date_format(meeting.reply_by, "j. F")}  # fmt: skip


def _remind(request: WorkspaceRequest, meeting: Meeting) -> HttpResponse:
    try:
        number = actions.remind(meeting, by=request.member)
    except ValidationError as nobody:
        messages.error(request, " ".join(nobody.messages))
    else:
        said = ngettext("Ein Partner wird erinnert.", "%(number)s Partner werden erinnert.", number)
        messages.success(request, said % {"number": number})
    return redirect(meeting_url(request, meeting))

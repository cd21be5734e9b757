"""The year: wheel, table, what was aimed for, and the one mail with all dates."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox import queries as sendings
from drehscheibe.ground.outbox.actions import send_copy_to_self
from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from .. import access, wording
from ..actions import dates as actions
from ..mails import dates as mails
from ..models import Meeting
from ..queries import year as queries
from ..queries.again import last_assembly
from ..queries.holidays import no_meeting
from ..rules.calendar import spans
from ..vocabulary import MeetingState
from .way import meeting_url, number_in, to_meetings, url

FIRST, LAST = 2000, 2100


def year(request: WorkspaceRequest) -> HttpResponse:
    wanted = year_of(request)
    rows, free = queries.meetings_of(wanted), no_meeting([wanted])
    target = queries.target_of(rows)
    may_edit = access.can_edit_meetings(request.member)
    context = {
        "title": _("Das Jahr %(year)s") % {"year": wanted},
        "breadcrumb": to_meetings(request),
        "years": [Link(str(one), f"?jahr={one}", current=one == wanted) for one in _near(wanted)],
        "year": wanted,
        "wheel": queries.year_wheel(wanted, meetings=rows, free=free),
        "target": target,
        "target_sentence": queries.target_in_words(target),
        "warning": free.warning,
        "columns": [Column(_("Wann")), Column(_("Was")), Column(_("Stand")), Column(_("Vorgemerkt"))],
        "lines": [_line(request, one) for one in rows],
        "holidays": [(one.name, one.since, one.until) for one in spans(free.years[wanted].school)],
        "may_edit": may_edit,
        "can_send": may_edit and any(_is_ahead(one) for one in rows),
        "last": last_assembly() if may_edit else None,
        "sendings": [one for one in sendings.open_sendings() if one.sending.kind == actions.SENDING_KIND],
    }
    return render(request, "meetings/year.html", context)


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.state in queries.SOON and meeting.starts_at > timezone.now()


def _line(request: WorkspaceRequest, meeting: Meeting) -> list[object]:
    state = str(MeetingState(meeting.state).label)
    sent = _("verschickt") if meeting.dates_sent_at else ""
    return [
        wording.when(meeting.starts_at, meeting.ends_at),
        Link(_what(meeting), meeting_url(request, meeting)),
        state,
        sent,
    ]


def _what(meeting: Meeting) -> str:
    """Return the title, with the group where it does not say so itself."""
    if meeting.title == meeting.body.name:
        return meeting.title
    return f"{meeting.title} ({meeting.body.name})"


def year_of(request: WorkspaceRequest) -> int:
    """Return the year of the address, else this one; 404 for what is none."""
    found = number_in(request.GET.get("jahr") or str(timezone.localdate().year))
    if found is None or not FIRST <= found <= LAST:
        raise Http404
    return found


def _near(wanted: int) -> list[int]:
    now = timezone.localdate().year
    return sorted({now - 1, now, now + 1, wanted})


def dates(request: WorkspaceRequest) -> HttpResponse:
    """Show who gets which dates and how the mail reads, and send it on one press."""
    wanted = year_of(request)
    plan = queries.dates_plan(wanted)
    if request.method == "POST":
        return _act(request, wanted, plan)
    first = plan.receivers[0] if plan.receivers else None
    mail = rendered(Mail, mails.example(first, year=wanted), sender=request.alliance.name) if first else None
    context = {
        "title": _("Termine %(year)s verschicken") % {"year": wanted},
        "breadcrumb": (*to_meetings(request), Link(str(wanted), _year_url(request, wanted))),
        "plan": plan,
        "mail": mail,
        "sentence": _who(plan),
        "label": ngettext("Termine senden an einen Partner", "Termine senden an %(number)s Partner", plan.partners)
        % {"number": plan.partners},
        "cancel_url": _year_url(request, wanted),
        "is_live": request.alliance.is_live,
        "own_address": request.member.user.email,
        "may_send": outbox.can_send(request.member),
    }
    return render(request, "meetings/dates.html", context)


def _who(plan: queries.DatesPlan) -> str:
    people = ngettext("Eine Person bekommt", "%(number)s Personen bekommen", len(plan.receivers))
    dates = ngettext("einen Termin", "bis zu %(number)s Termine", len(plan.meetings))
    return _("%(people)s eine E-Mail: %(dates)s und eine Datei für den Kalender.") % {
        "people": people % {"number": len(plan.receivers)}, "dates": dates % {"number": len(plan.meetings)},
    }  # fmt: skip


def _act(request: WorkspaceRequest, wanted: int, plan: queries.DatesPlan) -> HttpResponse:
    if "probe" in request.POST and plan.receivers:
        send_copy_to_self(mails.example(plan.receivers[0], year=wanted), by=request.member)
        messages.success(request, _("Die Probe ist unterwegs an Ihre Adresse."))
        return redirect(request.get_full_path())
    try:
        sent = actions.send_dates(wanted, by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(request.get_full_path())
    said = ngettext("Eine E-Mail ist unterwegs.", "%(number)s E-Mails sind unterwegs.", sent.people)
    wait = _("Sie gehen in fünf Minuten hinaus. So lange können Sie sie anhalten.")
    practised = _("Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach.")
    messages.success(request, said % {"number": sent.people} + " " + (wait if request.alliance.is_live else practised))
    return redirect(_year_url(request, wanted))


def _year_url(request: WorkspaceRequest, wanted: int) -> str:
    return f"{url(request, 'workspace_year')}?jahr={wanted}"

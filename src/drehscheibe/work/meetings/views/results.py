"""The results of an evening on one page: complete what is missing, see what each person gets, one button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.outbox import outgoing, received
from drehscheibe.ground.outbox import queries as outbox
from drehscheibe.ground.outbox.letters import rendered
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.received import Opened
from drehscheibe.ground.outbox.views import shown
from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from ..actions import results as actions
from ..actions.closing import close_meeting, reopen_meeting
from ..actions.results import Given
from ..documents import letters as documents
from ..forms.after import owner_meant
from ..mails import results as mails
from ..models import Meeting
from ..queries import results as queries
from ..queries.meetings import following
from ..queries.minutes import MinutesLine, Record, record
from ..queries.results import Plan, Receiver
from ..vocabulary import MailKind, MeetingState
from ..wording import when, word
from .way import own_meeting, to_meeting, url

_RUNS = (MeetingState.DRAFT, MeetingState.INVITED, MeetingState.RUNNING)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what can be completed; `problem` says what is wrong with a date that was typed."""

    line: MinutesLine
    number: str
    owner: str
    due: str
    problem: str = ""


def results(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show the summary; save owners, dates and public decisions; end the evening; send."""
    meeting = own_meeting(request, meeting_id)
    if meeting.state == MeetingState.CANCELLED:
        raise Http404
    if request.method == "POST":
        return _act(request, meeting)
    return _page(request, record(meeting, by=request.member))


def _act(request: WorkspaceRequest, meeting: Meeting) -> HttpResponse:
    deed = request.POST.get("tun", "")
    found = record(meeting, by=request.member)
    tasks, problems = _given(request.POST, found)
    if problems:
        return _page(request, found, problems=problems)
    try:
        if found.may_change:
            actions.complete(meeting, tasks=tasks, public=_public(request.POST, found), by=request.member)
        _do(request, meeting, deed)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect(url(request, "workspace_evening", meeting.pk) if deed == "oeffnen" else request.path)


def _do(request: WorkspaceRequest, meeting: Meeting, deed: str) -> None:
    match deed:
        case "senden":
            messages.success(request, _sent(request, actions.send_results(meeting, by=request.member)))
        case "beenden":
            close_meeting(meeting, by=request.member)
            messages.success(request, _("Der Abend ist beendet, die Beschlüsse haben ihre Nummern."))
        case "oeffnen":
            reopen_meeting(meeting, by=request.member)
        case _:
            messages.success(request, _("Gespeichert."))


def _sent(request: WorkspaceRequest, plan: Plan) -> str:
    number = len(plan.mails)
    said = ngettext("Eine Person bekommt die Ergebnisse.", "%(number)s Personen bekommen die Ergebnisse.", number) % {
        "number": number
    }
    if not request.alliance.is_live:
        return f"{said} {_('Das war eine Übung: Die E-Mails liegen in Ihrem Übungspostfach.')}"
    said += " " + _("Die E-Mails gehen in fünf Minuten hinaus. So lange können Sie sie anhalten.")
    if plan.letters:
        letters = ngettext("Ein Brief ist zu drucken.", "%(number)s Briefe sind zu drucken.", len(plan.letters))
        said += " " + letters % {"number": len(plan.letters)}
    return said


def _given(data: QueryDict, found: Record) -> tuple[dict[int, Given], dict[int, str]]:
    """Read owner and date of each task that was in the form; return them with what is wrong, by entry."""
    owners = queries.owners_by_label(found.attendance.rows)
    given: dict[int, Given] = {}
    problems: dict[int, str] = {}
    for line in found.tasks:
        key = line.entry.pk
        if f"wer-{key}" not in data:
            continue
        owner, name = owner_meant(str(data[f"wer-{key}"]), owners)
        try:
            due = DateField(required=False).clean(data.get(f"bis-{key}", ""))
        except ValidationError:
            problems[key] = _("Das ist kein Datum. Bitte wählen Sie den Tag im Kalender.")
            continue
        given[key] = Given(owner, name[:200], due)
    return given, problems


def _public(data: QueryDict, found: Record) -> dict[int, bool]:
    if "beschluesse" not in data:
        return {}
    return {line.entry.pk: f"oeffentlich-{line.entry.pk}" in data for line in found.decisions}


def _page(request: WorkspaceRequest, found: Record, *, problems: dict[int, str] | None = None) -> HttpResponse:
    meeting, numbers = found.meeting, queries.labels(found)
    plan, typed, coming = queries.plan(found), request.POST, following(meeting)
    running = meeting.state in _RUNS
    context: dict[str, Any] = {
        "title": _("Ergebnisse: %(title)s") % {"title": meeting.title},
        "breadcrumb": to_meeting(request, meeting),
        "meeting": meeting,
        "when": when(meeting.starts_at, meeting.ends_at),
        "word": word(found.game.meeting_word),
        "is_running": running,
        "is_approved": not found.may_change,
        "attendance": found.attendance,
        "decisions": [Row(line, numbers[line.entry.pk], "", "") for line in found.decisions],
        "undecided": [line for line in found.lines if line.kind == "decision" and not line.entry.outcome],
        "tasks": [_row(line, typed, problems or {}) for line in found.tasks],
        "owners": list(queries.owners_by_label(found.attendance.rows)),
        "next": coming,
        "next_when": when(coming.starts_at, coming.ends_at) if coming else "",
        "plan": plan,
        "groups": _groups(plan),
        "label": _label(plan, running),
        "is_live": request.alliance.is_live,
        "may_reopen": not running and found.may_change and not plan.told and not found.minutes.round,
        "sendings": [one for one in outbox.open_sendings() if one.sending.kind == mails.SENDING_KIND],
        "minutes": found.minutes,
        "problems": problems,
    }
    return render(request, "meetings/results.html", context)


def _row(line: MinutesLine, typed: QueryDict, problems: dict[int, str]) -> Row:
    key, due = line.entry.pk, line.entry.due_on
    shown = typed.get(f"bis-{key}", due.isoformat() if due else "") if problems else due.isoformat() if due else ""
    owner = typed.get(f"wer-{key}", line.owner) if problems else line.owner
    return Row(line, "", owner, shown, problems.get(key, ""))


def _label(plan: Plan, running: bool) -> str:
    number = len(plan.mails)
    if running:
        words = ngettext(
            "Beenden und Ergebnisse senden an eine Person",
            "Beenden und Ergebnisse senden an %(number)s Personen",
            number,
        )
    else:
        words = ngettext("Ergebnisse senden an eine Person", "Ergebnisse senden an %(number)s Personen", number)
    return words % {"number": number}


def _groups(plan: Plan) -> list[tuple[str, list[Receiver]]]:
    """Return who gets what, in words; nothing for a kind that nobody gets."""
    found = [
        (_("Ergebnisse"), plan.of_kind(MailKind.SUMMARY)),
        (_("Das haben Sie verpasst (fünf Zeilen)"), plan.of_kind(MailKind.DIGEST)),
        (_("Dank an den Gastgeber"), plan.of_kind(MailKind.THANKS)),
        (_("Brief"), plan.letters),
        (_("Weder E-Mail noch Anschrift: bitte anrufen"), plan.unreached),
        (_("Haben es schon"), plan.told),
    ]
    return [pair for pair in found if pair[1]]


# As received


def preview(request: WorkspaceRequest, meeting_id: int, key: str) -> HttpResponse:
    """Show the mail of one person as she will get it."""
    meeting = own_meeting(request, meeting_id)
    found = record(meeting, by=request.member)
    one = _receiver(found, key)
    mail = _opened(request, found, one)
    context = {
        "title": _("Vorschau: %(name)s") % {"name": one.name},
        "breadcrumb": (*to_meeting(request, meeting),),
        "mail": mail,
        "facts": shown.facts(mail),
        "html_url": url(request, "workspace_results_preview_mail", meeting.pk, key),
        "back": url(request, "workspace_results", meeting.pk),
    }
    return shown.mail_page(request, "meetings/mail_preview.html", context)


def preview_mail(request: WorkspaceRequest, meeting_id: int, key: str) -> HttpResponse:
    """The HTML part alone, for the frame."""
    found = record(own_meeting(request, meeting_id), by=request.member)
    return shown.html_alone(_opened(request, found, _receiver(found, key)))


def _receiver(found: Record, key: str) -> Receiver:
    one = next((one for one in queries.plan(found).all if one.key == key and one.email), None)
    if one is None:
        raise Http404
    return one


def _opened(request: WorkspaceRequest, found: Record, one: Receiver) -> Opened:
    mail = rendered(Mail, mails.example_letter(found, one), sender=request.alliance.name)
    mail.created_at = timezone.now()
    return received.opened("", outgoing.message(mail).message().as_bytes())


# Letters


def letters(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Return the letters for those without mail as one file."""
    meeting = own_meeting(request, meeting_id)
    found = record(meeting, by=request.member)
    receivers = [one for one in queries.plan(found).letters if one.organisation]
    if not receivers:
        raise Http404
    who = mails.writer(found)
    words = [_words(who, one) for one in receivers]
    return letters_file(request, meeting, words, title=_("Briefe: Ergebnisse"), name="ergebnisse")


def _words(who: mails.Writer, one: Receiver) -> documents.Words:
    paragraphs, sections = who.content(one, {})
    parts = [(section.heading, [(line.text, line.note) for line in section.lines]) for section in sections]
    return documents.Words(one.invitees[0], who.subject(one.kind), paragraphs, parts)


def letters_file(
    request: WorkspaceRequest, meeting: Meeting, words: list[documents.Words], *, title: str, name: str
) -> HttpResponse:
    """Make letters in a child process and hand them out; say in words where a name cannot be printed."""
    data = documents.letters_data(
        words, title=title, alliance=request.alliance.name, on=timezone.localdate(), signed_by=request.member.name
    )
    return pdf_response(
        request, lambda: documents.pdf(data), name=f"{name}-{timezone.localdate(meeting.starts_at)}.pdf"
    )

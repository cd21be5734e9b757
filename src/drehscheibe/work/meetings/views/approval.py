"""The minutes go round: sent to be looked through, what was said is settled, approved, corrected by addendum, printed."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.editing import posted
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.vocabulary import Approval

from .. import access
from ..access import Reader
from ..actions import minutes as actions
from ..documents import letters as letter_documents
from ..documents import minutes as documents
from ..forms.after import AddendumForm, ApproveForm, EnteredRemarkForm, SendForm, SettleForm
from ..mails import minutes as mails
from ..models import AgendaItem, Minutes, Remark
from ..queries import results as results_queries
from ..queries.agenda import sees_more
from ..queries.meetings import meeting_or_404
from ..register_ways import RegisterWays, sections_of
from ..wording import day_in_words
from .minutes_way import ask, back, done, form_page, own_minutes, trail
from .results import letters_file
from .way import url


def send(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Show how the mail reads, who gets it and until when to object; send on a press of the button."""
    row = own_minutes(request, meeting_id)
    game = game_of(row.meeting.body)
    asks_day = game.approval == Approval.SILENCE
    last_day = timezone.localdate() + timedelta(days=game.approval_days)
    form = SendForm(posted(request), initial={"approves_on": last_day}) if asks_day else None
    if request.method == "POST" and (form is None or form.is_valid()):
        day = form.cleaned_data["approves_on"] if form else None
        return _send(request, row, day)
    return _send_page(request, row, form)


def _send(request: WorkspaceRequest, row: Minutes, day: date | None) -> HttpResponse:
    try:
        sent = actions.send_minutes(row, approves_on=day, by=request.member)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return back(request, row.meeting_id)
    said = ngettext("Eine Person bekommt das Protokoll.", "%(number)s Personen bekommen das Protokoll.", len(sent))
    messages.success(request, said % {"number": len(sent)})
    return back(request, row.meeting_id)


def _send_page(request: WorkspaceRequest, row: Minutes, form: SendForm | None) -> HttpResponse:
    readers = results_queries.readers(row.meeting)
    by_mail, by_letter = [one for one in readers if one.email], [one for one in readers if not one.email]
    number = len(by_mail)
    context = {
        "title": _("Protokoll zur Durchsicht senden"),
        "breadcrumb": trail(request, row.meeting),
        "meeting": row.meeting,
        "form": form,
        "how": mails.how_it_is_approved(row) if form is None else "",
        "by_mail": by_mail,
        "by_letter": by_letter,
        "is_again": row.round > 0,
        "label": ngettext("Protokoll senden an eine Person", "Protokoll senden an %(number)s Personen", number)
        % {"number": number},
        "cancel_url": url(request, "workspace_minutes", row.meeting_id),
        "is_live": request.alliance.is_live,
    }
    return render(request, "meetings/minutes_send.html", context)


def letters(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Return letters for those without mail; the minutes themselves are printed beside them."""
    row = own_minutes(request, meeting_id)
    receivers = [one for one in results_queries.readers(row.meeting) if not one.email and one.organisation]
    if not receivers:
        raise Http404
    day = date_format(timezone.localdate(row.meeting.starts_at), "j. F Y")
    said = [
        _("beiliegend bekommen Sie das Protokoll vom %(day)s („%(title)s“).")
        % {"day": day, "title": row.meeting.title},
        mails.how_it_is_approved(row),
        _("Stimmt etwas nicht? Rufen Sie uns an oder schreiben Sie uns."),
    ]
    subject = _("Protokoll: %(title)s") % {"title": row.meeting.title}
    sheets = [letter_documents.Words(one.invitees[0], subject, said) for one in receivers]
    return letters_file(request, row.meeting, sheets, title=_("Briefe: Protokoll"), name="protokoll-briefe")


def add_remark(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Note what somebody said on the phone or in a talk."""
    row = own_minutes(request, meeting_id)
    form = EnteredRemarkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act() -> None:
            actions.add_remark(row, **values, by=request.member)

        return done(request, meeting_id, act, _("Der Hinweis ist notiert."), "hinweise")
    return form_page(request, row, form, title=_("Hinweis zum Protokoll notieren"), label=_("Hinweis speichern"))


def settle_remark(request: WorkspaceRequest, meeting_id: int, remark_id: int) -> HttpResponse:
    row = own_minutes(request, meeting_id)
    remark = get_object_or_404(Remark.objects.select_related("minutes__meeting__body"), pk=remark_id, minutes=row)
    form = SettleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        return done(
            request, meeting_id, lambda: actions.settle_remark(remark, answer=answer, by=request.member),
            _("Der Hinweis ist geklärt."), "hinweise",
        )  # fmt: skip
    return form_page(
        request,
        row,
        form,
        title=_("Hinweis klären"),
        label=_("Antwort senden und als geklärt vermerken"),
        intro=remark.text,
    )


# Approval


def approve(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Note that the minutes are approved, by the chair or by a later meeting."""
    row = own_minutes(request, meeting_id)
    if game_of(row.meeting.body).approval == Approval.CHAIR:
        return _approve_by_chair(request, row)
    item = AgendaItem.objects.filter(pk=row.approval_item_id or 0).select_related("meeting").first()
    day = timezone.localdate(item.meeting.starts_at) if item else timezone.localdate()
    form = ApproveForm(posted(request), initial={"on": min(day, timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        how = _("Genehmigt beim Treffen am %(day)s.") % {"day": date_format(form.cleaned_data["on"], "j. F Y")}
        return _approved(request, row, how)
    title, intro = (
        _("Protokoll genehmigen"),
        _("Danach ändert sich kein Wort mehr. Berichtigungen stehen als Nachtrag daneben."),
    )
    return form_page(request, row, form, title=title, label=_("Protokoll als genehmigt vermerken"), intro=intro)


def _approve_by_chair(request: WorkspaceRequest, row: Minutes) -> HttpResponse:
    chair = row.meeting.chair or request.member.name
    if request.method == "POST":
        day = date_format(timezone.localdate(), "j. F Y")
        return _approved(request, row, _("Genehmigt durch %(name)s am %(day)s.") % {"name": chair, "day": day})
    return ask(
        request, row, title=_("Protokoll genehmigen?"), text=_("Genehmigt durch %(name)s.") % {"name": chair},
        note=_("Danach ändert sich kein Wort mehr. Berichtigungen stehen als Nachtrag daneben."), label=_("Protokoll genehmigen"),
    )  # fmt: skip


def _approved(request: WorkspaceRequest, row: Minutes, how: str) -> HttpResponse:
    return done(
        request,
        row.meeting_id,
        lambda: actions.approve(row, how=how, by=request.member),
        _("Das Protokoll ist genehmigt."),
    )


def agenda(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Put the approval on the agenda of the next meeting."""
    row = own_minutes(request, meeting_id)
    if request.method == "POST":
        item = actions.put_on_agenda(row, by=request.member)
        if item is None:
            messages.info(
                request, _("Dafür fehlt noch ein nächstes Treffen dieser Gruppe, oder der Punkt steht schon dort.")
            )
        else:
            said = _("Steht jetzt auf der Tagesordnung: %(when)s.")
            messages.success(request, said % {"when": day_in_words(item.meeting.starts_at)})
    return back(request, meeting_id)


def addendum(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
    """Correct approved minutes without touching them."""
    row = own_minutes(request, meeting_id)
    form = AddendumForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        return done(
            request, meeting_id, lambda: actions.add_addendum(row, text=text, by=request.member),
            _("Der Nachtrag steht beim Protokoll."), "nachtraege",
        )  # fmt: skip
    return form_page(request, row, form, title=_("Nachtrag zum Protokoll"), label=_("Nachtrag speichern"))


# The file


def file_with(register: RegisterWays) -> Callable[..., HttpResponse]:
    """Return the view of the minutes as PDF: the one that was kept, or one made on the spot."""

    def file(request: WorkspaceRequest, meeting_id: int) -> HttpResponse:
        meeting = meeting_or_404(meeting_id)
        require(access.can_see_meetings(request.member))
        row = get_object_or_404(Minutes.objects.defer("search"), meeting=meeting)
        return minutes_file(request, row, register, by=request.member)

    return file


def minutes_file(request: HttpRequest, row: Minutes, register: RegisterWays, *, by: Reader) -> HttpResponse:
    """Return the file of minutes as `by` may read it; the kept one is for everybody, so nothing confidential is in it."""
    kept = b"" if sees_more(row.meeting, by=by) else bytes(row.pdf)

    def make() -> bytes:
        sections = sections_of(row.meeting, register)
        return kept or documents.minutes_pdf(documents.minutes_data(row.meeting, by=by, sections=sections))

    return pdf_response(request, make, name=documents.file_name(row.meeting))

"""The minutes behind a link: read, download, say what should stand differently. Opening changes nothing."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.queries.page import is_renewed

from ..actions import minutes as actions
from ..documents import minutes as documents
from ..forms.after import RemarkForm
from ..mails import minutes as mails
from ..models import Invitee, Minutes
from ..names import invitee_name, invitee_partner
from ..queries import minutes as queries
from ..queries import results as results_queries
from ..register_ways import RegisterWays
from ..vocabulary import MinutesState
from .approval import minutes_file
from .minutes import shown_items
from .way import slim


def page_with(register: RegisterWays) -> Callable[..., HttpResponse]:
    """Return the view of the minutes behind a link; `register` gives what came back of earlier decisions."""

    def minutes(request: LinkRequest) -> HttpResponse:
        return _minutes(request, register)

    return minutes


def _minutes(request: LinkRequest, register: RegisterWays) -> HttpResponse:
    """Show the minutes to whom they were sent, and take a remark or an objection."""
    invitee, row = _subject(request)
    if row.state == MinutesState.DRAFT:
        return notice(
            request, 404, _("Dieses Protokoll wird noch geschrieben. Sie bekommen eine E-Mail, wenn es fertig ist.")
        )
    if request.method != "POST":
        return _page(request, invitee, row, RemarkForm(), register)
    if request.POST.get("tun") == "nicht-ich":
        report_link(request.link)
        return notice(request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr."))
    return _remark(request, invitee, row, register)


def _remark(request: LinkRequest, invitee: Invitee, row: Minutes, register: RegisterWays) -> HttpResponse:
    form = RemarkForm(posted(request))
    if form.is_valid():
        name = request.link.recipient_name or invitee_name(invitee)
        try:
            actions.add_remark(row, **form.cleaned_data, invitee=invitee, name=name[:120], by=request.link)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return HttpResponseRedirect(f"{request.path}?getan=1#hinweise")
    return _page(request, invitee, row, form, register)


def _page(
    request: LinkRequest, invitee: Invitee, row: Minutes, form: RemarkForm, register: RegisterWays
) -> HttpResponse:
    found = queries.record(row.meeting, row, by=invitee)
    mine = [one for one in queries.remarks(row) if one.invitee_id == invitee.pk]
    context = {
        "frame": slim(request, _("Protokoll")),
        "meeting": row.meeting,
        "minutes": row,
        "state": documents.state_in_words(row),
        "how": "" if row.state == MinutesState.APPROVED else mails.how_it_is_approved(row),
        "for_whom": invitee_partner(invitee) or invitee_name(invitee),
        "facts": documents.facts(row.meeting),
        "attendance": found.attendance,
        "counts_times": found.game.has_quorum,
        "items": shown_items(found, results_queries.labels(found)),
        "addenda": found.addenda,
        "followed": register.followed(row.meeting),
        "mine": mine,
        "form": form,
        "is_open": row.state == MinutesState.SENT,
        "is_saved": "getan" in request.GET and bool(mine),
        "token": request.token,
    }
    return render(request, "meetings/link_minutes.html", context)


def file_with(register: RegisterWays) -> Callable[..., HttpResponse]:
    """Return the view that hands out the minutes as PDF."""

    def file(request: LinkRequest) -> HttpResponse:
        invitee, row = _subject(request)
        if row.state == MinutesState.DRAFT:
            return notice(
                request, 404, _("Dieses Protokoll wird noch geschrieben. Sie bekommen eine E-Mail, wenn es fertig ist.")
            )
        return minutes_file(request, row, register, by=invitee)

    return file


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    _invitee, row = _subject(request)
    if request.method == "POST":
        actions.renew_link(row, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def _subject(request: LinkRequest) -> tuple[Invitee, Minutes]:
    rows = Invitee.objects.select_related("meeting__body", "meeting__host", "organisation", "person")
    invitee = get_object_or_404(rows, pk=request.link.subject_id)
    row = get_object_or_404(Minutes.objects.defer("search"), meeting=invitee.meeting_id)
    row.meeting = invitee.meeting
    return invitee, row

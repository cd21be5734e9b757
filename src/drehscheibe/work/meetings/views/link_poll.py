"""Behind the link of a date poll: three answers for each date."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.reports import report_link

from .. import access, wording
from ..actions import polls as actions
from ..models import PollVoter
from ..queries import polls as queries
from .link_host import expired
from .polls import vote_form
from .way import slim
from .ways_on import OWN_PAGE, reader, to_own_page, ways_on


def poll(request: LinkRequest) -> HttpResponse:
    voter = queries.voter_of(request.link.subject_id)
    return _gone(request) if voter is None else _answer(request, voter)


def page_poll(request: LinkRequest, voter_id: int) -> HttpResponse:
    """The same from somebody's own page."""
    voter = queries.voter_of(voter_id)
    if voter is None or not access.can_vote(request.link, voter):
        raise Http404
    return _answer(request, voter)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it."""
    voter = queries.voter_of(request.link.subject_id)
    if voter is None:
        return _gone(request)
    if request.method == "POST":
        actions.renew_poll_link(voter, request.link)
    return expired(request, is_sent=request.method == "POST")


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def _answer(request: LinkRequest, voter: PollVoter) -> HttpResponse:
    if request.POST.get("tun") == "nicht-ich" and request.link.purpose != PAGE_PURPOSE:
        report_link(request.link)
        text = _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr.")
        return render(
            request, "ui/notice.html", {"frame": slim(request, _("Danke")), "heading": _("Danke"), "text": text}
        )
    me = reader(request.link, voter.organisation)
    if request.method == "POST" and request.POST.get("tun") == OWN_PAGE:
        return to_own_page(request, me)
    form = vote_form(voter, posted(request))
    if request.method == "POST" and form.is_valid():
        who = voter.person.name if voter.person else request.link.recipient_name
        try:
            actions.vote(voter, form.answers(), remark=form.cleaned_data["remark"], who=who, by=request.link)
        except ValidationError:
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(f"{request.path}?getan=1")
    meeting = voter.poll.meeting
    context = {
        "frame": slim(request, _("Wann passt es Ihnen?")),
        "voter": voter,
        "form": form,
        "is_done": "getan" in request.GET and voter.answered_at is not None,
        "is_closed": voter.poll.closed_at is not None,
        "chosen": wording.when(meeting.starts_at, meeting.ends_at) if meeting else "",
        "is_own_page": request.link.purpose == PAGE_PURPOSE,
        **ways_on(request, me, is_answered=voter.answered_at is not None or voter.poll.closed_at is not None),
    }
    return render(request, "meetings/link_poll.html", context)

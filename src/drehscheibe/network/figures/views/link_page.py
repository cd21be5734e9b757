"""The page behind a link: what it says today. Opening changes nothing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from drehscheibe.ground.files.views import pdf_response
from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.work.partners.queries.page import is_renewed
from drehscheibe.work.partners.views.way import slim

from ..actions import page as actions
from ..documents import page as documents
from ..models import PageShare
from ..queries import page as queries


def one_page(request: LinkRequest) -> HttpResponse:
    """Show the page to whoever has its link."""
    share = get_object_or_404(PageShare, pk=request.link.subject_id)
    if request.method == "POST" and request.POST.get("tun") == "nicht-ich":
        actions.report_share(share, request.link)
        return notice(request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr."))
    found = queries.one_page(alliance=request.alliance)
    context = {
        "frame": slim(request, found.alliance),
        "page": found,
        "words": documents.words(found),
        "more_waiting": documents.more_waiting(found),
        "share": share,
        "token": request.token,
    }
    return render(request, "figures/link_page.html", context)


def file(request: LinkRequest) -> HttpResponse:
    """Hand out the page as PDF."""
    get_object_or_404(PageShare, pk=request.link.subject_id)
    found = queries.one_page(alliance=request.alliance)
    return pdf_response(request, lambda: documents.page_pdf(found), name="buendnis-auf-einer-seite.pdf")


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once. Without an address only the coordination can."""
    share = get_object_or_404(PageShare, pk=request.link.subject_id)
    if share.ended_at is not None or not request.link.recipient:
        return notice(
            request,
            410,
            _("Dieser Link gilt nicht mehr. Bitten Sie „%(name)s“ um einen neuen.") % {"name": request.alliance.name},
        )
    if request.method == "POST":
        actions.renew_link(share, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)

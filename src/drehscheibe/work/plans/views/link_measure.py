"""A measure behind a link: how does it stand, or "Ich kann das nicht mehr machen". Opening changes nothing."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import LinkRequest, notice
from drehscheibe.kit.editing import posted
from drehscheibe.work.meetings.views.way import slim
from drehscheibe.work.meetings.views.ways_on import OWN_PAGE, to_own_page, ways_on
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.actions.reports import report_link
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..actions import measures as actions
from ..forms.measures import UpdateForm
from ..models import Measure
from ..queries import measures as queries
from ..vocabulary import MeasureState

_DEEDS = {"erledigt": MeasureState.DONE, "laeuft": MeasureState.RUNNING, "geplant": MeasureState.PLANNED}


def measure(request: LinkRequest) -> HttpResponse:
    """Show a measure to who took it on, and take how it stands; a link that was used goes on working."""
    found = _found(request, request.link.subject_id)
    return _opened(request, found) if found else _gone(request)


def on_own_page(request: LinkRequest, measure_id: int) -> HttpResponse:
    """The same, reached from somebody's own page."""
    found = _found(request, measure_id)
    if found is None:
        raise Http404
    return _opened(request, found)


def _found(request: LinkRequest, measure_id: int) -> Measure | None:
    """Return the measure as far as this link may speak of it: not a confidential one, not somebody else's."""
    rows = Measure.objects.select_related("organisation", "person", "body")
    found = rows.filter(pk=measure_id).first()
    return found if found is not None and access.can_update_measure(request.link, found) else None


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it, once."""
    found = _found(request, request.link.subject_id)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        actions.renew_link(found, request.link)
    context = {"frame": slim(request, _("Neuer Link")), "is_sent": is_renewed(request.link)}
    return render(request, "partners/link_expired.html", context)


def _gone(request: LinkRequest) -> HttpResponse:
    return notice(request, 410, _("Nach dieser Maßnahme wird nicht mehr gefragt. Sie brauchen nichts zu tun."))


def _opened(request: LinkRequest, found: Measure) -> HttpResponse:
    form = UpdateForm(posted(request))
    if request.method != "POST":
        return _page(request, found, form)
    deed = request.POST.get("tun", "")
    if deed == "nicht-ich" and request.link.purpose != PAGE_PURPOSE:
        report_link(request.link)
        return notice(
            request, 200, _("Danke für den Hinweis. Der Link gilt jetzt nicht mehr, die Maßnahme ist unverändert.")
        )
    if deed == OWN_PAGE:
        return to_own_page(request, found.person)
    if not form.is_valid() or not _act(request, found, deed, form.cleaned_data["text"]):
        return _page(request, found, form)
    return HttpResponseRedirect(f"{request.path}?getan=1")


def _act(request: LinkRequest, found: Measure, deed: str, text: str) -> bool:
    name = request.link.recipient_name or found.owner_name
    if deed == "nicht":
        actions.decline_measure(found, text=text, by_name=name, by=request.link)
    elif deed in _DEEDS:
        actions.update_measure(found, state=_DEEDS[deed], text=text, by_name=name, by=request.link)
    else:
        return False
    return True


def _page(request: LinkRequest, found: Measure, form: UpdateForm) -> HttpResponse:
    context = {
        "frame": slim(request, _("Ihre Maßnahme")),
        "alliance": request.alliance,
        "measure": found,
        "form": form,
        "is_over": found.state not in queries.UNDONE,
        "is_overdue": queries.is_overdue(found),
        "is_saved": "getan" in request.GET,
        "history": queries.history(found),
        "may_report": request.link.purpose != PAGE_PURPOSE,
        **ways_on(request, found.person, is_answered="getan" in request.GET),
    }
    return render(request, "plans/link_measure.html", context)

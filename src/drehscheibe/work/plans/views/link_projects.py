"""Projects on somebody's own page: say how one's own stands, offer something to others. Opening changes nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import require
from drehscheibe.ground.tenancy.doors import LinkRequest
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.editing import posted
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.queries.page import person_of_page
from drehscheibe.work.partners.views import page as own_page
from drehscheibe.work.partners.views.link_greeting import gone

from .. import access
from ..actions import project_rows
from ..actions import projects as actions
from ..forms.project_rows import OfferForm, TellForm
from ..models import Project
from ..queries import personal_projects as queries
from ..wording import measured, period
from .project_way import slim


def projects(request: LinkRequest) -> HttpResponse:
    """List her partners' own projects, and those that still take contributions."""
    if (person := person_of_page(request.link.subject_id)) is None:
        return gone(request)
    own = queries.own_projects(person)
    others = [row for row in queries.projects_to_join(person) if row not in own]
    context = {
        "frame": slim(request, _("Projekte")),
        "alliance": request.alliance,
        "token": request.token,
        "own": [(row, period(row)) for row in own],
        "others": [(row, period(row)) for row in others],
        "page_url": reverse("link_page", args=[request.token]),
    }
    return render(request, "plans/link_projects.html", context)


def project(request: LinkRequest, project_id: int) -> HttpResponse:
    """Let the partner that runs a project say how it stands."""
    found = _found(project_id)
    if not access.can_tell_project(request.link, found):
        raise PermissionDenied
    indicators = list(found.indicators.all())
    form = TellForm(posted(request), project=found, indicators=indicators)
    if request.method == "POST" and form.is_valid() and _told(request, found, form):
        return HttpResponseRedirect(f"{request.path}?getan=1")
    context = {
        "frame": slim(request, found.title),
        "alliance": request.alliance,
        "project": found,
        "period": period(found),
        "measured": [measured(row) for row in indicators],
        "form": form,
        "is_saved": "getan" in request.GET,
        "is_public": found.audience == "public",
        "list_url": reverse("link_page_projects", args=[request.token]),
    }
    return render(request, "plans/link_project.html", context)


def _told(request: LinkRequest, found: Project, form: TellForm) -> bool:
    data = form.cleaned_data
    state = Project.State(data["state"])
    try:
        actions.tell_project(
            found, state=state, results=data["results"], readings=form.readings, version=form.opened_at,
            by=request.link,
        )  # fmt: skip
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    except ChangedMeanwhile as meanwhile:
        fresh = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict; what a request holds cannot be changed
        fresh["version"] = str(meanwhile.theirs.version)
        form.data = fresh
        form.add_error(
            "results",
            _("Inzwischen hat jemand anderes geschrieben: „%(text)s“. Bitte bringen Sie beides zusammen.")
            % {"text": meanwhile.theirs.results or _("nichts")},
        )
        return False
    return True


def contribution(request: LinkRequest, project_id: int) -> HttpResponse:
    """Take what one of her partners could bring to a project."""
    found = _found(project_id)
    if (person := person_of_page(request.link.subject_id)) is None:
        return gone(request)
    partners = queries.partners_of(person)
    chosen = _chosen(request, partners)
    form = OfferForm(posted(request))
    if request.method == "POST" and chosen is not None and form.is_valid():
        require(access.can_offer(request.link, found, chosen))
        if _offered(request, found, chosen, form):
            return HttpResponseRedirect(f"{request.path}?getan=1")
    context = {
        "frame": slim(request, found.title),
        "alliance": request.alliance,
        "project": found,
        "period": period(found),
        "form": form,
        "partners": partners,
        "chosen": chosen,
        "offers": queries.offers_of(found, partners),
        "is_saved": "getan" in request.GET,
        "may_offer": found.is_open and bool(partners),
        "list_url": reverse("link_page_projects", args=[request.token]),
    }
    return render(request, "plans/link_contribution.html", context)


def _offered(request: LinkRequest, found: Project, partner: Organisation, form: OfferForm) -> bool:
    try:
        project_rows.offer_contribution(found, partner, by=request.link, **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _chosen(request: LinkRequest, partners: list[Organisation]) -> Organisation | None:
    """Return the partner that somebody speaks for here; with one only there is no choice."""
    if len(partners) == 1:
        return partners[0]
    wanted = request.POST.get("partner", "")
    return next((one for one in partners if str(one.pk) == wanted), partners[0] if partners else None)


def _found(project_id: int) -> Project:
    if (found := queries.project_for_page(project_id)) is None:
        raise Http404
    return found


def renew(request: LinkRequest, **_kwargs: object) -> HttpResponse:
    """Offer a new link to the page of her own; from there she finds back."""
    return own_page.renew(request)

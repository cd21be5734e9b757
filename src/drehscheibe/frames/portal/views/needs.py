"""What families are missing: a form for everybody, and what became of what was told."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.editing import posted
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.work.plans.actions.needs import receive_family_need
from drehscheibe.work.plans.public.needs import public_needs, public_positions

from .. import ended, frame, queries
from ..forms import NeedForm
from .inquiries import KEEP_FORM
from .site import over

PAGE = "bedarf/"
POSITIONS = "positionen/"
TEMPLATE = "portal/needs.html"
_ONLY_FORM = ("stamp", "homepage")


def needs(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show the empty form, and what was told before with what became of it."""
    if found.is_over:
        return over(request, found, page=PAGE)
    until = timezone.now() + KEEP_FORM
    return rendered(TEMPLATE, _context(found, NeedForm()), reads=found.reads, valid_until=until)


def done(request: HttpRequest, found: PublicAlliance) -> Page:
    """Say thank you."""
    if found.is_over:
        raise Http404
    context = {
        "frame": frame.site(found, _("Danke für Ihren Hinweis"), page=f"{PAGE}danke/", indexed=False),
        "home_url": frame.site_url(found.slug),
        "needs_url": frame.site_url(found.slug, PAGE),
    }
    return rendered("portal/need_done.html", context, reads=found.reads)


def post(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the form. A robot gets the same calm page as everybody else."""
    with scope.published():
        found = public.current(slug)
    if found is None or not found.is_tended:
        raise Http404
    if found.is_over:
        return _too_late(request, found)
    form = NeedForm(posted(request))
    thanks = HttpResponseRedirect(frame.site_url(found.slug, f"{PAGE}danke/"), status=303)
    if form.is_from_robot:
        return thanks
    if not form.is_valid():
        with scope.published():
            context = _context(found, form)
        return HttpResponse(render_to_string(TEMPLATE, context), status=422)
    _receive(found, form.cleaned_data)
    return thanks


def _receive(found: PublicAlliance, values: Mapping[str, Any]) -> None:
    """Keep a need once, however often the button was pressed."""
    parts = (str(found.alliance_id), "need", values["from_email"], values["title"], values["text"])
    if not kit_forms.first_time(*parts):
        return
    try:
        with scope.alliance(found.alliance_id):
            receive_family_need({k: v for k, v in values.items() if k not in _ONLY_FORM}, by=Visitor())
    except Exception:
        kit_forms.forget(*parts)  # so that sending again is not taken for a double click
        raise


def _too_late(request: HttpRequest, found: PublicAlliance) -> HttpResponse:
    """Hand back what somebody wrote to an alliance that ended while the form was open."""
    data = posted(request)
    typed = "\n\n".join(data.get(name, "") for name in ("title", "text")) if data else ""
    with scope.published():
        context = ended.context(found, queries.regions(look_before(request).rare), page=PAGE, typed=typed)
    return HttpResponse(render_to_string(ended.TEMPLATE, context), status=410)


def _context(found: PublicAlliance, form: NeedForm) -> dict[str, Any]:
    return {
        "frame": frame.site(found, _("Was fehlt Familien hier?"), page=PAGE),
        "found": found,
        "form": form,
        "needs": public_needs(found.alliance_id),
        "projects_url": frame.site_url(found.slug, "projekte/"),
        "home_url": frame.site_url(found.slug),
        "receiver": found.document.display_name,
        **frame.german(),
    }


def positions(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show what the alliance says to politics; one that says nothing in public has no such page."""
    shown = public_positions(found.alliance_id)
    if not shown:
        raise Http404
    context = {
        "frame": frame.site(found, _("Wofür wir uns einsetzen"), page=POSITIONS),
        "found": found,
        "positions": shown,
        **frame.german(),
    }
    return rendered("portal/positions.html", context, reads=found.reads)

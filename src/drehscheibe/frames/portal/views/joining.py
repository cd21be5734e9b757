"""The form with which somebody joins an alliance. It ends in an application that a mail has to confirm."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import public
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.editing import posted
from drehscheibe.kit.pages.page import Page, look_before, rendered
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.greeting_words import naming_wording
from drehscheibe.work.partners.public import Joining, how_to_join

from .. import cards, ended, frame, queries
from ..forms import JoinForm
from .alliance import urls
from .inquiries import KEEP_FORM
from .site import over

PAGE = "mitmachen/"
TEMPLATE = "portal/site_join.html"
# What the form asks beside the application's own columns.
_ONLY_FORM = ("stamp", "homepage", "agrees", "number")


def join(request: HttpRequest, found: PublicAlliance) -> Page:
    """Show how one joins, with the empty form."""
    if found.is_over:
        return over(request, found, page=PAGE)
    joining = how_to_join(found.alliance_id)
    context = _context(found, joining, _form(found, joining))
    until = timezone.now() + KEEP_FORM
    return rendered(TEMPLATE, context, reads=found.reads, valid_until=until, storable=context["is_live"])


def done(request: HttpRequest, found: PublicAlliance) -> Page:
    """Say that a mail is on its way."""
    if found.is_over:
        raise Http404
    is_live = _is_live(found)
    context = {
        "frame": frame.site(found, _("Bitte sehen Sie in Ihr Postfach"), page=f"{PAGE}danke/", indexed=False),
        "home_url": frame.site_url(found.slug),
        "is_live": is_live,
    }
    return rendered("portal/site_joined.html", context, reads=found.reads, storable=is_live)


def post(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the form. A robot gets the same calm page as everybody else."""
    with scope.published():
        found = public.current(slug)
        joining = how_to_join(found.alliance_id) if found else Joining()
    if found is None or not found.is_tended:
        raise Http404
    if found.is_over:
        return _too_late(request, found)
    form = _form(found, joining, posted(request))
    thanks = HttpResponseRedirect(frame.site_url(found.slug, f"{PAGE}danke/"), status=303)
    if form.is_from_robot:
        return thanks
    if form.is_valid() and _received(found, form):
        return thanks
    return HttpResponse(render_to_string(TEMPLATE, _context(found, joining, form)), status=422)


def _received(found: PublicAlliance, form: JoinForm) -> bool:
    """Hand over the application; False where the declaration was rewritten in the meantime, which the form says."""
    values = {key: value for key, value in form.cleaned_data.items() if key not in _ONLY_FORM}
    try:
        with scope.alliance(found.alliance_id):
            actions.receive_application(
                values,
                declaration=form.cleaned_data["number"] or 0,
                naming_wording=str(form.fields["wants_naming"].label),
                by=Visitor(),
            )
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _form(found: PublicAlliance, joining: Joining, data: Mapping[str, Any] | None = None) -> JoinForm:
    return JoinForm(data, joining=joining, naming_wording=naming_wording(found.document.display_name))


def _too_late(request: HttpRequest, found: PublicAlliance) -> HttpResponse:
    """Hand back what somebody wrote to an alliance that ended while the form was open."""
    data = posted(request)
    typed = data.get("contribution", "") if data else ""
    with scope.published():
        context = ended.context(found, queries.regions(look_before(request).rare), page=PAGE, typed=typed)
    return HttpResponse(render_to_string(ended.TEMPLATE, context), status=410)


def _context(found: PublicAlliance, joining: Joining, form: JoinForm) -> dict[str, Any]:
    return {
        "frame": frame.site(found, _("Mitmachen"), page=PAGE),
        "found": found,
        "profile": found.document,
        "urls": urls(found),
        "contacts": cards.contacts(found.document.contact_points),
        "joining": joining,
        "form": form,
        "privacy_url": frame.site_url(found.slug, "datenschutz/"),
        "is_live": _is_live(found),
        **frame.german(),
    }


def _is_live(found: PublicAlliance) -> bool:
    return Alliance.objects.filter(pk=found.alliance_id, is_live=True).exists()

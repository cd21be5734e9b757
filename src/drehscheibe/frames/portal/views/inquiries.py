"""Forms on an alliance's site: contact, errors, taking over, barriers. All end in an inquiry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import actions, public
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.editing import posted
from drehscheibe.kit.pages.page import Page, look_before, rendered

from .. import ended, frame, queries
from ..forms import BarrierForm, ClaimForm, ContactForm, ErrorForm, PublicForm
from .site import over

# Well below kit_forms.STAMP_LIFETIME, so that a form from a stored page has at least a day left.
KEEP_FORM = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form on an alliance's site: its address, what it asks, and which alliances have it."""

    page: str
    template: str
    form: type[PublicForm]
    title: Callable[[], str]
    kind: InquiryKind | None
    for_tended: bool = True
    for_listed: bool = True
    needs_answer: bool = False

    def fits(self, found: PublicAlliance) -> bool:
        return self.for_tended if found.is_tended else self.for_listed

    def is_too_late(self, found: PublicAlliance) -> bool:
        """Whether nobody would answer any more."""
        return self.needs_answer and found.is_over


CONTACT = Sheet(
    "kontakt/",
    "portal/contact.html",
    ContactForm,
    lambda: _("Nachricht schreiben"),
    None,
    for_listed=False,
    needs_answer=True,
)
ERROR = Sheet("fehler/", "portal/error.html", ErrorForm, lambda: _("Fehler melden"), InquiryKind.ERROR)
CLAIM = Sheet("uebernehmen/", "portal/claim.html", ClaimForm, lambda: _("Bündnis übernehmen"), InquiryKind.CLAIM)
BARRIER = Sheet(
    "barrierefreiheit/",
    "portal/accessibility.html",
    BarrierForm,
    lambda: _("Barrierefreiheit"),
    InquiryKind.ACCESSIBILITY,
)


def page_of(sheet: Sheet) -> Callable[[HttpRequest, PublicAlliance], Page]:
    """Return the view that shows the empty form."""

    def page(request: HttpRequest, found: PublicAlliance) -> Page:
        if not sheet.fits(found):
            raise Http404
        if sheet.is_too_late(found):
            return over(request, found, page=sheet.page)
        until = timezone.now() + KEEP_FORM
        return rendered(sheet.template, _context(sheet, found, sheet.form()), reads=found.reads, valid_until=until)

    return page


def done_of(sheet: Sheet) -> Callable[[HttpRequest, PublicAlliance], Page]:
    """Return the view that says thank you."""

    def done(request: HttpRequest, found: PublicAlliance) -> Page:
        if not sheet.fits(found):
            raise Http404
        context = _context(sheet, found, None) | {
            "sent_to": _receiver(sheet, found),
            "needs_confirmation": sheet is CLAIM and not found.is_tended,
        }
        return rendered("portal/done.html", context, reads=found.reads)

    return done


def post_of(sheet: Sheet) -> Callable[..., HttpResponse]:
    """Return the view that takes the form. A robot gets the same calm page as everybody else."""

    def post(request: HttpRequest, slug: str) -> HttpResponse:
        with scope.published():
            found = public.current(slug)
        if found is None or not sheet.fits(found):
            raise Http404
        if sheet.is_too_late(found):
            return _too_late(request, sheet, found)
        form = sheet.form(posted(request))
        thanks = HttpResponseRedirect(frame.site_url(found.slug, f"{sheet.page}danke/"), status=303)
        if form.is_from_robot:
            return thanks
        if not form.is_valid():
            return HttpResponse(render_to_string(sheet.template, _context(sheet, found, form)), status=422)
        _receive(sheet, found, form.cleaned_data, page=request.path)
        return thanks

    return post


def _too_late(request: HttpRequest, sheet: Sheet, found: PublicAlliance) -> HttpResponse:
    """Hand back what somebody wrote to an alliance that ended while the form was open."""
    data = posted(request)
    typed = data.get("text", "") if data else ""
    with scope.published():
        context = ended.context(found, queries.regions(look_before(request).rare), page=sheet.page, typed=typed)
    return HttpResponse(render_to_string(ended.TEMPLATE, context), status=410)


def _context(sheet: Sheet, found: PublicAlliance, form: PublicForm | None) -> dict[str, Any]:
    return {
        "frame": frame.site(found, sheet.title(), page=sheet.page, indexed=sheet is BARRIER),
        "found": found,
        "form": form,
        "home_url": frame.site_url(found.slug),
        "receiver": _receiver(sheet, found),
        **frame.german(),
    }


def _receiver(sheet: Sheet, found: PublicAlliance) -> str:
    """Tell who reads the message, as the sender should know before writing."""
    to_alliance = found.is_tended and sheet.kind not in actions.inquiries.TO_THE_OPERATOR
    return found.document.display_name if to_alliance else _("die Redaktion dieses Portals")


def _receive(sheet: Sheet, found: PublicAlliance, values: Mapping[str, Any], *, page: str) -> None:
    """Hand over an inquiry once, however often the button was pressed."""
    text = values["text"] or _("Ohne Nachricht.")
    kind = sheet.kind or InquiryKind(values["kind"])
    parts = (str(found.alliance_id), kind.value, values["sender_email"], text)
    if not kit_forms.first_time(*parts):
        return
    try:
        with scope.alliance(found.alliance_id):
            alliance = Alliance.objects.get(pk=found.alliance_id)
            if kind is InquiryKind.CLAIM and not alliance.is_tended:
                actions.receive_claim(alliance, _claimed(values), by=Visitor())
                return
            actions.receive_inquiry(
                alliance,
                kind=kind,
                text="\n\n".join(filter(None, (text, values.get("callback")))),
                sender_name=values["sender_name"],
                sender_email=values["sender_email"],
                organisation=values.get("organisation", ""),
                page=values.get("page") or page,
                by=Visitor(),
            )
    except Exception:
        kit_forms.forget(*parts)  # so that sending again is not taken for a double click
        raise


def _claimed(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": values["sender_name"],
        "email": values["sender_email"],
        "role": values["organisation"],
        "callback": values["callback"],
        "text": values["text"],
    }

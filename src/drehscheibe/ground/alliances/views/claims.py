"""Claims of listed alliances: the page behind the mail, and the pages of whoever decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drehscheibe.ground.instance.frame import operator_frame
from drehscheibe.ground.tenancy.doors import LinkRequest, OperatorRequest
from drehscheibe.ground.tenancy.models import Link as MailLink
from drehscheibe.ground.tenancy.models import Operator
from drehscheibe.kit.editing import posted
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link, SlimFrame
from drehscheibe.kit.ui.parts import Column

from .. import actions, queries
from ..claim_words import ClaimCheck
from ..forms import ClaimFilterForm, HandOverClaimForm, TextForm
from ..models import Claim

PAGE_SIZE = 25


# Behind the mail


def confirm(request: LinkRequest) -> HttpResponse:
    """Show what was asked for; a post confirms the address, or tells that somebody else named it."""
    claim = _claim_of(request)
    if claim is None:
        return _link_page(request, "gone", None)
    if request.method == "POST" and "nicht_ich" in request.POST:
        actions.report_claim(claim, by=request.link)
        return _link_page(request, "reported", None)
    if request.method == "POST" and request.link_state is MailLink.State.OPEN:
        actions.confirm_claim(claim, by=request.link)
        return redirect(request.path)
    return _link_page(request, "used" if request.link_state is MailLink.State.USED else "open", claim)


def renew(request: LinkRequest) -> HttpResponse:
    """Offer a new link to the same address; a post sends it."""
    claim = _claim_of(request)
    if claim is None:
        return _link_page(request, "gone", None)
    if request.method == "POST":
        actions.renew_claim_link(claim, by=request.link)
        return _link_page(request, "renewed", claim)
    return _link_page(request, "expired", claim)


def _claim_of(request: LinkRequest) -> Claim | None:
    return Claim.objects.filter(pk=request.link.subject_id, alliance=request.alliance).first()


def _link_page(request: LinkRequest, state: str, claim: Claim | None) -> HttpResponse:
    title = _("Bündnis übernehmen")
    context = {
        "frame": SlimFrame(title=title, site=_("Lokale Bündnisse für Familie"), brand=request.alliance.name),
        "title": title,
        "state": state,
        "claim": claim,
        "alliance": request.alliance,
    }
    return render(request, "alliances/claim_link.html", context)


# For whoever runs the instance


def claims(request: OperatorRequest) -> HttpResponse:
    """Show the claims that wait, those on the same alliance together; others by filter."""
    form = ClaimFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.claims(text=asked.get("q", ""), state=asked.get("stand", ""))
    order = request.GET.get("sortierung", "")
    if order == "eingang":
        rows = rows.order_by("received_at", "pk")
    if request.GET.get("format") == "csv":
        return csv_response(_labels(), (_facts(claim) for claim in rows), name="uebernahmen.csv")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: value for key, value in asked.items() if value})
    context = {
        "frame": operator_frame(request),
        "title": _("Übernahmen"),
        "form": form,
        "page": page,
        "columns": _columns(kept, order),
        "rows": [_cells(claim) for claim in page],
        "base": f"?{kept}&sortierung={order if order == 'eingang' else ''}&seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv"),),
    }
    return render(request, "alliances/claims.html", context)


def _labels() -> list[str]:
    return [_("Bündnis"), _("Von"), _("Stelle und Aufgabe"), _("Eingegangen"), _("Stand")]


def _columns(kept: str, order: str) -> list[Column]:
    alliance, *others, received, state = _labels()
    by_date = order == "eingang"
    return [
        Column(alliance, sort_url=f"?{kept}", sorted="" if by_date else "ascending"),
        *(Column(label) for label in others),
        Column(received, sort_url=f"?{kept}&sortierung=eingang", sorted="ascending" if by_date else ""),
        Column(state),
    ]


def _facts(claim: Claim) -> list[str]:
    return [
        claim.alliance.name,
        claim.name,
        claim.role,
        date_format(timezone.localtime(claim.received_at), "j. F Y"),
        claim.get_state_display(),
    ]


def _cells(claim: Claim) -> list[object]:
    name, *others = _facts(claim)
    return [Link(name, reverse("operator_claim", args=[claim.pk])), *others]


def claim(request: OperatorRequest, claim_id: int) -> HttpResponse:
    """Show what is known of a claim, and take the decision."""
    found = get_object_or_404(queries.claims(state=queries.EVERY_STATE), pk=claim_id)
    pressed, data = request.POST.get("was", ""), posted(request)
    forms = {
        "uebergeben": HandOverClaimForm(data if pressed == "uebergeben" else None),
        "fragen": TextForm(data if pressed == "fragen" else None, prefix="frage"),
        "ablehnen": TextForm(data if pressed == "ablehnen" else None, prefix="grund"),
        "weitergeben": Form(data if pressed == "weitergeben" else None),
    }
    if pressed in forms and forms[pressed].is_valid():
        return _decided(request, found, pressed, forms[pressed].cleaned_data)
    context = {
        "frame": operator_frame(request),
        "title": _("Übernahme: %(name)s") % {"name": found.alliance.name},
        "breadcrumb": (Link(_("Übernahmen"), reverse("operator_claims")),),
        "claim": found,
        "known": queries.known_of(found),
        "others": queries.competing(found),
        "forms": forms,
    }
    return render(request, "alliances/claim.html", context)


def _decided(request: OperatorRequest, found: Claim, pressed: str, given: dict[str, Any]) -> HttpResponse:
    try:
        messages.success(request, _DECISIONS[pressed](found, given, request.operator) % {"name": found.name})
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect("operator_claim", claim_id=found.pk)


def _hand_over(found: Claim, given: dict[str, Any], by: Operator) -> str:
    actions.hand_over_claim(found, checked=ClaimCheck(given["checked"]), by=by)
    return _("Übergeben. Die Einladung an %(name)s ist unterwegs; das Bündnis beginnt im Übungsmodus.")


def _ask(found: Claim, given: dict[str, Any], by: Operator) -> str:
    actions.ask_about_claim(found, question=given["text"], by=by)
    return _("Ihre Frage an %(name)s ist unterwegs.")


def _refuse(found: Claim, given: dict[str, Any], by: Operator) -> str:
    actions.refuse_claim(found, reason=given["text"], by=by)
    return _("Abgelehnt. %(name)s bekommt Ihre Begründung per E-Mail.")


def _pass_on(found: Claim, given: dict[str, Any], by: Operator) -> str:
    actions.pass_claim_on(found, by=by)
    return _("Die Koordination hat die Anfrage von %(name)s jetzt als Nachricht.")


_DECISIONS: dict[str, Callable[[Claim, dict[str, Any], Operator], str]] = {
    "uebergeben": _hand_over,
    "fragen": _ask,
    "ablehnen": _refuse,
    "weitergeben": _pass_on,
}

"""The alliances of this instance by name, and inviting a coordinator where there is none any more."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from drehscheibe.ground.accounts.actions import appoint_coordinator
from drehscheibe.ground.instance.frame import operator_frame
from drehscheibe.ground.instance.queries import mail_works
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.doors import OperatorRequest
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.editing import posted
from drehscheibe.kit.tables import csv_response
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.parts import Column

from .. import queries
from ..forms import AllianceFilterForm, CoordinatorForm

PAGE_SIZE = 50
_ORDERS = {"name": "name", "neu": "-created_at"}


def alliances(request: OperatorRequest) -> HttpResponse:
    """Show what is entered on this instance, with the way to invite a coordinator."""
    form = AllianceFilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    order = request.GET.get("sortierung", "name")
    rows = queries.alliances(
        text=asked.get("q", ""), state=asked.get("stand", ""), order=_ORDERS.get(order, _ORDERS["name"])
    )
    if request.GET.get("format") == "csv":
        return csv_response(_labels(), ([row.name, *_facts(row)] for row in rows), name="buendnisse.csv")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    kept = urlencode({key: value for key, value in asked.items() if value})
    context = {
        "frame": operator_frame(request),
        "title": _("Bündnisse"),
        "form": form,
        "page": page,
        "columns": _columns(kept, order),
        "rows": [_cells(row) for row in page],
        "base": f"?{kept}&sortierung={order if order in _ORDERS else 'name'}&seite=",
        "exports": (Link(_("Als Tabelle (CSV)"), f"?{kept}&format=csv"),),
    }
    return render(request, "setup/alliances.html", context)


def _labels() -> list[str]:
    return [_("Bündnis"), _("Adresse"), _("Stand"), _("Eingetragen am")]


def _columns(kept: str, order: str) -> list[Column]:
    name, slug, state, entered = _labels()
    return [
        Column(name, sort_url=f"?{kept}&sortierung=name", sorted="ascending" if order != "neu" else ""),
        Column(slug),
        Column(state),
        Column(entered, sort_url=f"?{kept}&sortierung=neu", sorted="descending" if order == "neu" else ""),
        Column(_("Koordination")),
    ]


def _facts(row: Alliance) -> list[str]:
    state = (_("verschickt E-Mails") if row.is_live else _("im Übungsmodus")) if row.is_tended else _("nur verzeichnet")
    return [row.slug, state, date_format(timezone.localtime(row.created_at), "j. F Y")]


def _cells(row: Alliance) -> list[object]:
    invite = (
        Link(_("Koordination einladen"), reverse("operator_coordination", args=[row.slug])) if row.is_tended else "–"
    )
    return [row.name, *_facts(row), invite]


def coordination(request: OperatorRequest, slug: str) -> HttpResponse:
    """Invite a coordinator: the first one, or the next one after the last is gone. Shows the link once, to hand over."""
    alliance = get_object_or_404(Alliance, slug=slug, is_tended=True)
    with scope.alliance(alliance.pk):
        has_coordination = queries.is_coordinated()
        form = CoordinatorForm(posted(request), has_coordination=has_coordination)
        url = _invited(request, form) if form.is_valid() else ""
        waiting = queries.waiting_coordinators()
    context = {
        "frame": operator_frame(request),
        "title": _("Koordination für „%(name)s“") % {"name": alliance.name},
        "breadcrumb": (Link(_("Bündnisse"), reverse("operator_alliances")),),
        "form": form,
        "alliance": alliance,
        "has_coordination": has_coordination,
        "waiting": waiting,
        "url": url,
        "mail_works": mail_works(),
    }
    return render(request, "setup/coordination.html", context)


def _invited(request: OperatorRequest, form: CoordinatorForm) -> str:
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    try:
        return appoint_coordinator(email=email, name=name, reason=form.appointment, by=request.operator).url
    except ValidationError as problem:
        form.add_error("email", " ".join(problem.messages))
        return ""

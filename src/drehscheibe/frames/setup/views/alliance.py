"""The third step: an alliance, taken over from what is listed here or a new one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.tenancy.doors import OperatorRequest, notice
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.addresses import local
from drehscheibe.kit.editing import posted

from .. import actions, queries, rules
from ..forms import NewAllianceForm
from .frame import slim_frame

_SOMEBODY_ELSE = "jemand_anders"


def choose(request: OperatorRequest) -> HttpResponse:
    """Ask for the place, and show what is listed there and where there could be a new alliance."""
    is_first = queries.is_first()
    text = " ".join(request.GET.get("ort", queries.guessed_place() if is_first else "").split())[:100]
    title = _("Ihr Bündnis") if is_first else _("Bündnis eintragen")
    context = _context(title, text=text, found=queries.found(text) if text else None)
    return render(request, "setup/choose.html", context)


@require_POST
def take_over(request: OperatorRequest, slug: str) -> HttpResponse:
    """Open the rooms of a listed alliance."""
    alliance = get_object_or_404(Alliance, slug=slug, is_tended=False)
    coordinator = _coordinator(request)
    try:
        actions.take_over(alliance, coordinator=coordinator, by=request.operator)
    except ValidationError as problem:
        return notice(request, 409, " ".join(problem.messages))
    return _into(alliance, coordinator)


def found(request: OperatorRequest) -> HttpResponse:
    """Show the five fields of a new alliance with a preview; a post enters it."""
    key, typed = request.GET.get("schluessel", ""), " ".join(request.GET.get("ort", "").split())[:80]
    place = territories.by_key(key) if key else None
    if place is None and not typed:
        raise Http404
    name = place.name if place else typed
    form = NewAllianceForm(posted(request), initial=_suggested(name))
    if request.method == "POST" and form.is_valid() and "vorschau" not in request.POST:
        answer = _founded(request, form, place=place, name=name)
        if answer is not None:
            return answer
    context = _context(_("Ein Bündnis für %(place)s") % {"place": name}, form=form, shown=_shown(form), place=name)
    return render(request, "setup/found.html", context)


def _founded(
    request: OperatorRequest, form: NewAllianceForm, *, place: Territory | None, name: str
) -> HttpResponse | None:
    above = [other.name for other in territories.path_of(place)[:-1]][::-1] if place else []
    coordinator = _coordinator(request)
    try:
        alliance = actions.found_alliance(
            form.cleaned_data,
            place=place,
            slug=queries.free_slug(name, *above),
            coordinator=coordinator,
            by=request.operator,
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return None
    return _into(alliance, coordinator)


def _suggested(place: str) -> dict[str, str]:
    answering = operator()
    return {
        "name": rules.name_for(place),
        "summary": rules.sentence_for(place),
        "contact_role": _("Koordination"),
        "contact_email": answering.email,
        "responsible_body": "\n".join(part for part in (answering.name, answering.address) if part),
    }


def _shown(form: NewAllianceForm) -> dict[str, Any]:
    """Return what the preview shows: what is typed, with the host as it was named before."""
    return {name: form[name].value() for name in form.fields} | {"host": operator().name.partition(",")[0]}


def _coordinator(request: OperatorRequest) -> User | None:
    """Return whoever is to coordinate: she herself, or nobody yet."""
    if _SOMEBODY_ELSE in request.POST or not isinstance(request.user, User):
        return None
    return request.user


def _into(alliance: Alliance, coordinator: User | None) -> HttpResponse:
    """Lead into the rooms, or to inviting whoever is to work there."""
    if coordinator is None:
        return redirect("operator_coordination", slug=alliance.slug)
    return redirect(local(f"/arbeit/{alliance.slug}/"))


def _context(title: str, **more: Any) -> dict[str, Any]:
    is_first = queries.is_first()
    return {
        "frame": slim_frame(title),
        "title": title,
        "steps": queries.steps(2) if is_first else (),
        "back": "" if is_first else reverse("operator_alliances"),
        **more,
    }

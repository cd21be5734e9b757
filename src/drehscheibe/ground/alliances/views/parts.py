"""Edits one part of the profile, the area, the logo."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from drehscheibe.ground.files.actions import store_picture
from drehscheibe.ground.files.rules import BadPicture
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.territories import queries as territories
from drehscheibe.ground.territories.models import Territory
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.editing import RESTORE, edit, posted

from .. import actions, queries
from ..forms import PARTS, LogoForm, PartForm, PlaceForm
from ..models import Profile
from .way import profile_url, to_profile


def part(request: WorkspaceRequest, key: str) -> HttpResponse:
    """Edit the fields of one part; two people may work on different parts at the same time."""
    if (found := PARTS.get(key)) is None:
        raise Http404
    profile = queries.profile()
    result = edit(request, found.form, profile, lambda form: _save_part(request, profile, form))
    if result.saved:
        messages.success(
            request, _("Gespeichert: %(part)s. Andere sehen es, sobald Sie veröffentlichen.") % {"part": found.title}
        )
        return redirect(f"{profile_url(request)}#{key}")
    context = {
        "title": found.title,
        "breadcrumb": to_profile(request),
        "intro": found.intro,
        "form": result.form,
        "differences": result.differences,
        "label": _("Speichern"),
        "cancel_url": profile_url(request),
        "restore": RESTORE,
    }
    return render(request, "alliances/part.html", context)


def _save_part(request: WorkspaceRequest, profile: Profile, form: PartForm) -> None:
    try:
        actions.save_profile(profile, form.to_save(), version=form.opened_at, by=request.member)
    except ChangedMeanwhile as meanwhile:
        if form.basis_of(meanwhile.theirs) != form.cleaned_data["basis"]:
            raise
        # Somebody saved another part: no conflict.
        actions.save_profile(meanwhile.theirs, form.to_save(), version=meanwhile.theirs.version, by=request.member)


def areas(request: WorkspaceRequest) -> HttpResponse:
    """Choose the places that the alliance covers: search, add, take away, put first. Each press is saved."""
    chosen = queries.areas()
    if request.method == "POST":
        if (changed := _changed_areas(request, chosen)) is None:
            messages.error(request, _("Das ging nicht: Ein Bündnis braucht mindestens einen Ort."))
        else:
            actions.save_areas(queries.profile(), changed, by=request.member)
            messages.success(request, _("Gespeichert: Ihr Gebiet."))
        return redirect(request.path)
    form = PlaceForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    found = territories.search_places(asked, limit=20) if asked else []
    paths = territories.paths_of(found)
    hits = [(place, " › ".join(above.name for above in paths[place.pk][:-1])) for place in found if place not in chosen]
    context = {
        "title": _("Gebiet"),
        "breadcrumb": to_profile(request),
        "chosen": chosen,
        "asked": asked,
        "hits": hits,
        "found": found,
    }
    return render(request, "alliances/areas.html", context)


def _changed_areas(request: WorkspaceRequest, chosen: list[Territory]) -> list[Territory] | None:
    """Return the new list in its order; None where no place would be left or none was named."""
    if key := request.POST.get("dazu"):
        place = territories.by_key(key)
        return [*chosen, place] if place is not None and place not in chosen else chosen or None
    if key := request.POST.get("weg"):
        return [place for place in chosen if place.ags != key] or None
    key = request.POST.get("zuerst", "")
    return sorted(chosen, key=lambda place: place.ags != key) or None


def logo(request: WorkspaceRequest) -> HttpResponse:
    """Store a logo with the words for it, change the words, or take both away."""
    profile = queries.profile()
    if request.method == "POST" and "entfernen" in request.POST:
        actions.save_logo(profile, None, "", by=request.member)
        messages.success(request, _("Das Logo ist entfernt."))
        return redirect(profile_url(request))
    too_large = getattr(request, "upload_too_large", False)
    form = LogoForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        logo=profile.logo,
        too_large=too_large,
        initial={"alt": profile.logo_alt},
    )
    if request.method == "POST" and form.is_valid() and _store(request, profile, form):
        messages.success(request, _("Das Logo ist gespeichert. Andere sehen es, sobald Sie veröffentlichen."))
        return redirect(profile_url(request))
    context = {
        "title": _("Logo"),
        "breadcrumb": to_profile(request),
        "form": form,
        "label": _("Speichern"),
        "cancel_url": profile_url(request),
        "profile": profile,
    }
    return render(request, "alliances/logo.html", context)


def _store(request: WorkspaceRequest, profile: Profile, form: LogoForm) -> bool:
    """Read the picture before the transaction begins: that takes its time."""
    upload = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            stored = store_picture(upload, name=upload.name) if upload else profile.logo
            actions.save_logo(profile, stored, form.cleaned_data["alt"], by=request.member)
    except (BadPicture, ValidationError) as problem:
        form.add_error("file", str(problem))
        return False
    return True

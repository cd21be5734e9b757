"""Settings: look, address, who finds the alliance, how it stands."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import actions, queries
from drehscheibe.ground.alliances.models import Profile
from drehscheibe.ground.alliances.vocabulary import Status
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.kit.addresses import local
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.editing import posted
from drehscheibe.kit.ui.contrast import accent_problem, accent_stylesheet
from drehscheibe.kit.ui.frames import Link

from ..forms import DEFAULT_ACCENT, AccentForm, FinderForm, SlugForm, StatusForm


def settings(request: WorkspaceRequest) -> HttpResponse:
    """Show every setting with its value and the way to change it."""
    profile = queries.profile()
    context = {"title": _("Einstellungen"), "rows": _rows(request, profile)}
    return render(request, "workspace/settings.html", context)


def _rows(request: WorkspaceRequest, profile: Profile) -> list[tuple[str, str, str]]:
    slug = request.alliance.slug
    finder = (
        _("Wird in der Bündnissuche gezeigt.")
        if profile.listed_in_finder
        else _("Wird in der Bündnissuche nicht gezeigt.")
    )
    return [
        (_("Aussehen"), _colour(profile), reverse("workspace_look", args=[slug])),
        (_("Rechtliches"), profile.responsible_body or _("Noch ohne verantwortliche Stelle."),
         reverse("workspace_profile_part", args=[slug, "rechtliches"])),
        (_("Adresse"), local(f"/buendnisse/{slug}/"), reverse("workspace_address", args=[slug])),
        (_("Bündnissuche"), finder, reverse("workspace_finder", args=[slug])),
        (_("Stand"), profile.get_status_display(), reverse("workspace_status", args=[slug])),
    ]  # fmt: skip


def _colour(profile: Profile) -> str:
    if not profile.accent:
        return _("In der Farbe des Portals.")
    return _("Mit eigener Akzentfarbe: %(colour)s.") % {"colour": profile.accent}


def look(request: WorkspaceRequest) -> HttpResponse:
    """Choose the accent colour; "Vorschau" shows it on this page before anything is saved."""
    profile = queries.profile()
    initial = {"own": bool(profile.accent), "accent": profile.accent or DEFAULT_ACCENT}
    form = AccentForm(posted(request), initial=initial)
    shown = ""
    if request.method == "POST" and form.is_valid():
        if "vorschau" not in request.POST:
            actions.set_accent(profile, form.cleaned_data["accent"], by=request.member)
            return _saved(request)
        shown = form.cleaned_data["accent"] or DEFAULT_ACCENT
    context = {**_page(request, form, _("Aussehen")), "shown": shown.lstrip("#")}
    return render(request, "workspace/look.html", context)


def accent_css(request: WorkspaceRequest, color: str) -> HttpResponse:
    """Return the stylesheet of a colour for the preview; 404 for one that the form refuses."""
    if accent_problem(f"#{color}"):
        raise Http404
    return HttpResponse(accent_stylesheet(f"#{color}"), content_type="text/css")


def address(request: WorkspaceRequest) -> HttpResponse:
    """Move the alliance to another address; old ones lead on."""
    form = SlugForm(posted(request), initial={"slug": request.alliance.slug})
    if request.method == "POST" and form.is_valid():
        try:
            _move(request, form.cleaned_data["slug"])
        except ValidationError as problem:
            form.add_error("slug", problem)
        else:
            return _saved(request, note=_("Gespeichert. Die alte Adresse führt weiter zu Ihnen."))
    intro = _("Unter dieser Adresse steht Ihre Seite im Netz. Auch die Adresse dieser Räume ändert sich mit.")
    return render(request, "workspace/setting.html", {**_page(request, form, _("Adresse")), "intro": intro})


def _move(request: WorkspaceRequest, slug: str) -> None:
    if slug != request.alliance.slug:
        actions.move_to_slug(request.alliance, slug, by=request.member)
        actions.republish_address(request.alliance, by=request.member)


def finder(request: WorkspaceRequest) -> HttpResponse:
    profile = queries.profile()
    form = FinderForm(posted(request), initial={"listed_in_finder": profile.listed_in_finder})
    if request.method == "POST" and form.is_valid():
        _save_visibility(request, profile, form.cleaned_data["listed_in_finder"])
        return _saved(request)
    return render(request, "workspace/setting.html", _page(request, form, _("Bündnissuche")))


def _save_visibility(request: WorkspaceRequest, profile: Profile, listed: bool) -> None:
    values = {"listed_in_finder": listed}
    try:
        actions.save_profile(profile, values, version=profile.version, by=request.member)
    except ChangedMeanwhile as meanwhile:  # of another part, between two statements
        actions.save_profile(meanwhile.theirs, values, version=meanwhile.theirs.version, by=request.member)


def status(request: WorkspaceRequest) -> HttpResponse:
    profile = queries.profile()
    form = StatusForm(posted(request), profile=profile, initial={"status": profile.status})
    if request.method == "POST" and form.is_valid():
        try:
            actions.become(
                profile, Status(form.cleaned_data["status"]), successor=form.cleaned_data["found"], by=request.member
            )
        except ValidationError as problem:
            form.add_error("status", problem)
        else:
            return _saved(request)
    intro = _("Ihre Seite bleibt in jedem Fall stehen und sagt, wie es um das Bündnis steht.")
    return render(request, "workspace/setting.html", {**_page(request, form, _("Stand")), "intro": intro})


def _saved(request: WorkspaceRequest, note: str = "") -> HttpResponse:
    messages.success(request, note or _("Gespeichert. Andere sehen es, sobald Sie das Profil veröffentlichen."))
    return redirect("workspace_settings", slug=request.alliance.slug)


def _page(request: WorkspaceRequest, form: Form, title: str) -> dict[str, object]:
    url = reverse("workspace_settings", args=[request.alliance.slug])
    return {
        "title": title,
        "breadcrumb": (Link(_("Einstellungen"), url),),
        "form": form,
        "label": _("Speichern"),
        "cancel_url": url,
    }

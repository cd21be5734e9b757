"""The draft as everybody will see it: the public page's own template, behind the workspace door."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.alliances import access, profile_data
from drehscheibe.ground.alliances import queries as alliances
from drehscheibe.ground.alliances.public import PublicAlliance
from drehscheibe.ground.alliances.views.wording import changes_in_words, private_lines
from drehscheibe.ground.tenancy.doors import WorkspaceRequest
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.rules import kreis_of, land_of
from drehscheibe.kit.pages import revisions
from drehscheibe.kit.ui.contrast import accent_problem, accent_stylesheet

from .. import queries
from .alliance import context_of, pictures


def preview(request: WorkspaceRequest) -> HttpResponse:
    """Show the draft, and above it what would change and who sees what."""
    rows = alliances.all_rows()
    draft, current = alliances.draft(rows=rows), alliances.current_publication()
    context = context_of(_as_if_published(request.alliance, draft), queries.regions(revisions.look().rare))
    slug, logo = request.alliance.slug, draft.logo
    colours = (
        (reverse("workspace_preview_colours", args=[slug]),)
        if draft.accent and not accent_problem(draft.accent)
        else ()
    )
    context["frame"] = replace(
        context["frame"],
        indexed=False,
        logo_url=reverse("workspace_file", args=[slug, logo.file_id]) if logo else "",
        stylesheets=(static("portal/portal.css"), *colours),
    )
    before = profile_data.from_json(current.document) if current else None
    more = {
        **pictures(draft, lambda picture: reverse("workspace_file", args=[slug, picture.file_id])),
        "changes": changes_in_words(profile_data.changes(before, draft)),
        "private": private_lines(rows),
        "is_published": current is not None,
        "may_publish": access.can_publish(request.member),
    }
    return render(request, "portal/preview.html", {**context, **more})


def _as_if_published(alliance: Alliance, draft: profile_data.ProfileDocument) -> PublicAlliance:
    main = draft.territories[0].ags if draft.territories else ""
    return PublicAlliance(
        alliance_id=alliance.pk,
        slug=alliance.slug,
        is_tended=alliance.is_tended,
        published_at=timezone.localtime(),
        land=land_of(main),
        kreis=kreis_of(main),
        latitude=None,
        longitude=None,
        document=draft,
    )


def colours(request: WorkspaceRequest) -> HttpResponse:
    """Return the stylesheet of the draft's accent; 404 where it has none that can be read."""
    accent = alliances.profile().accent
    if not accent or accent_problem(accent):
        raise Http404
    return HttpResponse(accent_stylesheet(accent), content_type="text/css")

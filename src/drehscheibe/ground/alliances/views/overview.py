"""The profile as its editors see it: every part, filled or with an invitation to fill it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import WorkspaceRequest

from .. import access, queries
from ..forms import LISTS, PARTS
from ..models import Profile
from .wording import facts_of, lines_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A section of the page. `facts` are label and text; a fact without label is the section's own text."""

    title: str | Promise
    anchor: str
    edit_url: str
    facts: Sequence[tuple[str, str]]
    is_list: bool = False

    @property
    def is_filled(self) -> bool:
        return any(text for _label, text in self.facts)


def profile(request: WorkspaceRequest) -> HttpResponse:
    """Show the draft part by part."""
    found = queries.profile()
    may_edit = access.can_edit_profile(request.member)
    slug = request.alliance.slug
    shown = [*_parts(found, slug), _area(slug), *_lists(slug)]
    context = {
        "title": _("Profil"),
        "profile": found,
        "may_edit": may_edit,
        "logo_url": reverse("workspace_file", args=[slug, found.logo_id]) if found.logo_id else "",
        "sections": [section for section in shown if may_edit or section.is_filled],
        "missing": [section for section in shown if not section.is_filled] if may_edit else [],
    }
    return render(request, "alliances/profile.html", context)


def _parts(found: Profile, slug: str) -> list[Shown]:
    return [
        Shown(
            part.title,
            part.key,
            reverse("workspace_profile_part", args=[slug, part.key]),
            facts_of(found, part.columns),
        )
        for part in PARTS.values()
    ]


def _area(slug: str) -> Shown:
    names = [("", f"{place.name} ({place.get_kind_display()})") for place in queries.areas()]
    return Shown(_("Gebiet"), "gebiet", reverse("workspace_areas", args=[slug]), names, is_list=True)


def _lists(slug: str) -> list[Shown]:
    return [
        Shown(section.title, key, reverse("workspace_list", args=[slug, key]), lines_of(section), is_list=True)
        for key, section in LISTS.items()
    ]

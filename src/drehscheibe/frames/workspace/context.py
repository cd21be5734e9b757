"""Gives every page of the rooms its frame and its draft, so that domain pages need not know this app."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.doors import VIEW_AS
from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import ROLE_LABELS, Capability, Role
from drehscheibe.kit.addresses import local
from drehscheibe.kit.ui.frames import Band, Link, SlimFrame, WorkspaceFrame

from . import navigation, queries
from .drafts import draft_name, key_of


@dataclass(frozen=True, slots=True)
class PageDraft:
    """The draft of the page at hand. `pairs` is empty where nothing was left unsaved."""

    url: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    when: str


def workspace_frame(request: HttpRequest) -> dict[str, Any]:
    """Return `frame` and `draft` inside the rooms, elsewhere the slim frame of notices; a view's own frame goes first."""
    member: Member | None = getattr(request, "member", None)
    if member is None:
        return {"frame": SlimFrame(title=_("Hinweis"), site=site_name(), brand=site_name(), home_url=local("/"))}
    alliance: Alliance = request.alliance  # type: ignore[attr-defined]  # set with `member` by the door
    return {
        "frame": frame_of(alliance, member, request.path, seen_as=getattr(request, "seen_as", None)),
        "draft": SimpleLazyObject(lambda: _draft(request, alliance, member)),
    }


def site_name() -> str:
    return _("Lokale Bündnisse für Familie")


def frame_of(alliance: Alliance, member: Member, path: str, *, seen_as: Role | None = None) -> WorkspaceFrame:
    return WorkspaceFrame(
        site=site_name(),
        brand=alliance.name,
        home_url=reverse("workspace_home", args=[alliance.slug]),
        nav=navigation.menu(alliance, member, path),
        tabs=navigation.tabs(alliance, member, path),
        tabs_label=_("Bereiche"),
        user_name=member.name,
        user_role=member.role_names,
        user_links=navigation.own_links(alliance),
        logout_url=reverse("account_logout"),
        public_url=local(f"/buendnisse/{alliance.slug}/"),
        bands=(*_seen_as_band(alliance, seen_as), *_practice_band(alliance, member)),
    )


def _seen_as_band(alliance: Alliance, seen_as: Role | None) -> tuple[Band, ...]:
    if seen_as is None:
        return ()
    text = _("Sie sehen die Räume als „%(role)s“.") % {"role": ROLE_LABELS[seen_as]}
    url = reverse(VIEW_AS, args=[alliance.slug])
    return (Band(text, end_url=url, end_label=_("Ansehen beenden"), icon="visibility"),)


def _practice_band(alliance: Alliance, member: Member) -> tuple[Band, ...]:
    """Say on every page that nothing leaves the house yet, with the two ways that matter then."""
    if alliance.is_live or not member.may(Capability.SEND_MAIL):
        return ()
    links = [Link(_("Übungspostfach"), reverse("workspace_practice", args=[alliance.slug]))]
    if member.may(Capability.MANAGE_SETTINGS):
        links.append(Link(_("Live schalten"), reverse("workspace_live", args=[alliance.slug])))
    return (Band(_("Übungsmodus: Keine E-Mail verlässt das Haus."), tuple(links)),)


def _draft(request: HttpRequest, alliance: Alliance, member: Member) -> PageDraft:
    key = key_of(request.path_info)
    found = queries.draft_of(member, key) if request.method == "GET" else None
    return PageDraft(
        url=reverse("workspace_draft", args=[alliance.slug, key]),
        name=draft_name(request.path, member),
        pairs=tuple((name, value) for name, value in found.data) if found else (),
        when=date_format(timezone.localtime(found.saved_at), "l, j. F, H:i") + " " + _("Uhr") if found else "",
    )

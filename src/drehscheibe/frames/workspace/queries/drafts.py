"""Where a member stopped writing."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.forms import LISTS, PARTS
from drehscheibe.ground.tenancy.models import Alliance, Member

from ..models import LONGEST_KEY, FormDraft


@dataclass(frozen=True, slots=True)
class Unfinished:
    title: str
    url: str
    saved_at: datetime


def draft_of(member: Member, key: str) -> FormDraft | None:
    return FormDraft.objects.filter(member=member, key=key).first()


def unfinished(alliance: Alliance, member: Member) -> list[Unfinished]:
    """Return the last forms that a member left without saving."""
    drafts = FormDraft.objects.filter(member=member).defer("data")[:3]
    return [Unfinished(title_of(alliance, d.key), _page(alliance, d.key), d.saved_at) for d in drafts]


def _page(alliance: Alliance, key: str) -> str:
    return f"{reverse('workspace_home', args=[alliance.slug])}{key}/"


def is_form_page(alliance: Alliance, key: str) -> bool:
    """Tell whether a key is the address of a page in the rooms that a draft can belong to."""
    if len(key) > LONGEST_KEY or (match := _match(alliance, key)) is None:
        return False
    return match.url_name not in {"workspace_nowhere", "workspace_draft"}


def title_of(alliance: Alliance, key: str) -> str:
    """Return what the page of a draft is called."""
    match = _match(alliance, key)
    word = str(match.kwargs.get("key", "")) if match else ""
    if match and match.url_name == "workspace_profile_part" and word in PARTS:
        return str(PARTS[word].title)
    if match and match.url_name in {"workspace_row", "workspace_row_add"} and word in LISTS:
        return str(LISTS[word].one)
    words = {"projekte/": _("Projekt"), "partner/": _("Partner")}
    return next((word for start, word in words.items() if key.startswith(start)), _("Formular"))


def _match(alliance: Alliance, key: str) -> ResolverMatch | None:
    try:
        return resolve(f"/arbeit/{alliance.slug}/{key}/")
    except Resolver404:
        return None

"""What the personal page of somebody says about groups."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing

from .joining import Group, groups_of


def open_groups(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return one line that leads to the groups she works in or can join; none where there is nothing to see."""
    groups = [group for group in groups_of(person) if not group.body.has_everyone]
    if not groups:
        return []
    mine = [group.body.name for group in groups if group.is_mine]
    title = _("Ihre Gruppen: %(names)s") % {"names": ", ".join(mine)} if mine else _("Gruppen zum Mitmachen")
    return [OpenThing(title, _joinable(groups), reverse("link_page_groups", args=[page_token]))]


def _joinable(groups: list[Group]) -> str:
    number = sum(not group.is_mine and group.can_join for group in groups)
    if not number:
        return ""
    words = ngettext("Bei einer Gruppe können Sie mitmachen.", "Bei %(number)s Gruppen können Sie mitmachen.", number)
    return words % {"number": number}

"""What can be made of a message that came in, and what was."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.ui.frames import Link
from drehscheibe.kit.ui.path import Path, Step
from drehscheibe.work.plans import access
from drehscheibe.work.plans.models import Need


def inquiry_path(inquiry: Inquiry, request: HttpRequest) -> Path:
    """Return the needs that a message became, as far as the member may read them, or the way to make one."""
    member: Member = request.member  # type: ignore[attr-defined]  # set by the door of the rooms
    slug = member.alliance.slug
    needs = Need.objects.filter(access.seen_by(member), inquiry=inquiry)
    steps = [
        Step(_("Bedarf"), need.title, reverse("workspace_need", args=[slug, need.pk]), str(need.get_state_display()))
        for need in needs
    ]
    if steps:
        return Path([Step(_("Nachricht"), str(inquiry.get_kind_display()), is_here=True), *steps])
    if not access.can_edit_projects(member):
        return Path()
    url = f"{reverse('workspace_need_add', args=[slug])}?nachricht={inquiry.pk}"
    return Path(ways=[Link(_("Bedarf daraus machen"), url)])

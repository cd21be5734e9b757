"""What needs, votes, decisions and the one page put on a meeting's page."""

from collections import defaultdict
from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.access import can_lead
from drehscheibe.work.meetings.models import AgendaItem, Decision, Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.vocabulary import ItemState
from drehscheibe.work.meetings.ways import Ways
from drehscheibe.work.plans.access import seen_by
from drehscheibe.work.plans.models import Need
from drehscheibe.work.resolutions.models import Vote
from drehscheibe.work.resolutions.queries.followups import of_meeting
from drehscheibe.work.resolutions.register_words import decision_title
from drehscheibe.work.resolutions.vocabulary import VoteKind

_LENGTH = 60


def ways_of(meeting: Meeting, request: HttpRequest) -> Ways:
    """Return which items came from a need, which became decisions or votes; four statements."""
    member = getattr(request, "member", None)
    if not isinstance(member, Member):
        return Ways()
    slug, leads = member.alliance.slug, can_lead(member, meeting.body)
    links = defaultdict[int, list[Link]](list)
    _needs(links, meeting, member, slug)
    _votes(links, meeting, slug, leads=leads)
    _decisions(links, meeting, slug, leads=leads)
    again = _again(meeting, member, slug) if meeting.state in AHEAD else []
    return Ways([*_by_item(meeting, links), *again], _pages(meeting, slug, leads=leads))


def _pages(meeting: Meeting, slug: str, *, leads: bool) -> list[Link]:
    """Return the pages that belong to the meeting as a whole."""
    note = Link(_("Sprechzettel"), reverse("workspace_briefing", args=[slug, meeting.pk]))
    votes = Link(_("Abstimmungen"), reverse("workspace_room_votes", args=[slug, meeting.pk]))
    return [*([note] if meeting.state in AHEAD else []), *([votes] if leads else [])]


def _again(meeting: Meeting, member: Member, slug: str) -> list[tuple[str, list[Link]]]:
    """Return earlier decisions of the group that this meeting looks at again."""
    rows = of_meeting(meeting, by=member)
    links = [Link(decision_title(row), reverse("workspace_decision", args=[slug, row.pk])) for row in rows]
    return [(_("Wieder vorzulegen"), links)] if links else []


def _by_item(meeting: Meeting, links: dict[int, list[Link]]) -> Iterable[tuple[str, list[Link]]]:
    """Return the items in the order of the agenda. Whoever may not see an item got no link of it either."""
    items = AgendaItem.objects.filter(meeting=meeting, pk__in=list(links), state=ItemState.ACCEPTED)
    return [(title, links[key]) for key, title in items.order_by("rank", "pk").values_list("pk", "title")]


def _needs(links: dict[int, list[Link]], meeting: Meeting, member: Member, slug: str) -> None:
    rows = Need.objects.filter(seen_by(member), item__meeting=meeting).select_related("item__meeting__body")
    for need in rows:
        if need.item and (not need.item.is_confidential or can_lead(member, meeting.body)):
            label = _("Bedarf „%(title)s“") % {"title": Truncator(need.title).chars(_LENGTH)}
            links[need.item.pk].append(Link(label, reverse("workspace_need", args=[slug, need.pk])))


def _votes(links: dict[int, list[Link]], meeting: Meeting, slug: str, *, leads: bool) -> None:
    rows = Vote.objects.filter(meeting=meeting, item__isnull=False)
    for vote in rows if leads else rows.filter(is_confidential=False, item__is_confidential=False):
        label = _("Abstimmung „%(title)s“") % {"title": Truncator(vote.title).chars(_LENGTH)}
        links[vote.item_id or 0].append(Link(label, _vote_url(vote, slug)))


def _vote_url(vote: Vote, slug: str) -> str:
    """Return the page of a vote: in the room it belongs to its meeting, by link it stands alone."""
    if vote.kind in {VoteKind.NAMED, VoteKind.PAPER}:
        return reverse("workspace_room_vote", args=[slug, vote.meeting_id, vote.pk])
    return reverse("workspace_circular", args=[slug, vote.pk])


def _decisions(links: dict[int, list[Link]], meeting: Meeting, slug: str, *, leads: bool) -> None:
    rows = Decision.objects.filter(meeting=meeting, withdrawn_at=None, entry__item__isnull=False)
    found = rows if leads else rows.filter(is_confidential=False, entry__item__is_confidential=False)
    for key, number, year, item_id in found.order_by("year", "number").values_list(
        "pk", "number", "year", "entry__item"
    ):
        label = _("Beschluss %(number)s") % {"number": f"{year}/{number:02d}"}
        links[item_id].append(Link(label, reverse("workspace_decision", args=[slug, key])))

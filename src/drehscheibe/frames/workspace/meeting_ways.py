"""What needs, votes, decisions and the one page put on a meeting's page."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.access import can_lead
from drehscheibe.work.meetings.models import AgendaItem, Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.vocabulary import ItemState
from drehscheibe.work.meetings.ways import Ways
from drehscheibe.work.plans.access import sees
from drehscheibe.work.resolutions.queries.followups import of_meeting
from drehscheibe.work.resolutions.register_words import decision_title
from drehscheibe.work.resolutions.vocabulary import VoteKind

_LENGTH = 60


_COLUMNS = (
    "pk", "title", "is_confidential", "needs__pk", "needs__title", "needs__audience", "needs__body__lead",
    "votes__pk", "votes__title", "votes__kind", "votes__is_confidential",
    "entries__decision__pk", "entries__decision__year", "entries__decision__number",
    "entries__decision__is_confidential", "entries__decision__withdrawn_at",
)  # fmt: skip


class _Row(NamedTuple):
    """An item of the agenda beside one need, one vote and one decision of it."""

    item: int
    title: str
    is_confidential: bool
    need: int | None
    need_title: str
    audience: str
    need_lead: int | None
    vote: int | None
    vote_title: str
    vote_kind: str
    vote_is_confidential: bool
    decision: int | None
    year: int
    number: int
    decision_is_confidential: bool
    withdrawn_at: datetime | None


def ways_of(meeting: Meeting, request: HttpRequest) -> Ways:
    """Return which items came from a need, which became decisions or votes, what is looked at again; three statements."""
    member = getattr(request, "member", None)
    if not isinstance(member, Member):
        return Ways()
    slug, leads = request.alliance.slug, can_lead(member, meeting.body)  # type: ignore[attr-defined]  # the door's
    titles: dict[int, str] = {}
    links = defaultdict[int, dict[str, Link]](dict)
    for row in _rows(meeting):
        if row.is_confidential and not leads:
            continue
        titles[row.item] = row.title
        for link in _links(row, meeting, member, slug, leads=leads):
            links[row.item].setdefault(link.url, link)
    found = [(titles[item], list(ways.values())) for item, ways in links.items()]
    again = _again(meeting, member, slug) if meeting.state in AHEAD else []
    return Ways([*found, *again], _pages(meeting, slug, leads=leads))


def _rows(meeting: Meeting) -> Iterable[_Row]:
    """Return each accepted item with what hangs on it, in the order of the agenda; one statement for all of it."""
    hanging = Q(needs__isnull=False) | Q(votes__isnull=False) | Q(entries__decision__isnull=False)
    rows = AgendaItem.objects.filter(hanging, meeting=meeting, state=ItemState.ACCEPTED)
    return [_Row(*row) for row in rows.order_by("rank", "pk", "entries__decision__number").values_list(*_COLUMNS)]


def _links(row: _Row, meeting: Meeting, member: Member, slug: str, *, leads: bool) -> Iterable[Link]:
    if row.need and sees(member, row.audience, lead_id=row.need_lead):
        label = _("Bedarf „%(title)s“") % {"title": Truncator(row.need_title).chars(_LENGTH)}
        yield Link(label, reverse("workspace_need", args=[slug, row.need]))
    if row.vote and (leads or not row.vote_is_confidential):
        label = _("Abstimmung „%(title)s“") % {"title": Truncator(row.vote_title).chars(_LENGTH)}
        yield Link(label, _vote_url(row, meeting, slug))
    if row.decision and row.withdrawn_at is None and (leads or not row.decision_is_confidential):
        label = _("Beschluss %(number)s") % {"number": f"{row.year}/{row.number:02d}"}
        yield Link(label, reverse("workspace_decision", args=[slug, row.decision]))


def _vote_url(row: _Row, meeting: Meeting, slug: str) -> str:
    """Return the page of a vote: in the room it belongs to its meeting, by link it stands alone."""
    if row.vote_kind in {VoteKind.NAMED, VoteKind.PAPER}:
        return reverse("workspace_room_vote", args=[slug, meeting.pk, row.vote])
    return reverse("workspace_circular", args=[slug, row.vote])


def _again(meeting: Meeting, member: Member, slug: str) -> list[tuple[str, list[Link]]]:
    """Return earlier decisions of the group that this meeting looks at again."""
    rows = of_meeting(meeting, by=member)
    links = [Link(decision_title(row), reverse("workspace_decision", args=[slug, row.pk])) for row in rows]
    return [(_("Wieder vorzulegen"), links)] if links else []


def _pages(meeting: Meeting, slug: str, *, leads: bool) -> list[Link]:
    """Return the pages that belong to the meeting as a whole."""
    note = Link(_("Sprechzettel"), reverse("workspace_briefing", args=[slug, meeting.pk]))
    votes = Link(_("Abstimmungen"), reverse("workspace_room_votes", args=[slug, meeting.pk]))
    return [*([note] if meeting.state in AHEAD else []), *([votes] if leads else [])]

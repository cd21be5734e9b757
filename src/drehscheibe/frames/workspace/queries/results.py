"""What needs, votes, decisions, the plan and the report put on the dashboard."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext_lazy

from drehscheibe.ground.tenancy.models import Alliance, Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.network.figures.queries.dashboard import reports_waiting
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState
from drehscheibe.work.plans.access import seen_by
from drehscheibe.work.plans.models import Measure
from drehscheibe.work.plans.queries.dashboard import needs_waiting, positions_due
from drehscheibe.work.plans.queries.measures import abandoned, overdue
from drehscheibe.work.resolutions.models import Vote
from drehscheibe.work.resolutions.vocabulary import VoteState

from .counts import count, first, one
from .today_parts import Card, Kind, counted

VOTE_ENDS = timedelta(days=3)

_VOTES = Kind(
    "votes", gettext_lazy("Abstimmung endet bald"),
    ngettext_lazy("Eine Abstimmung läuft noch bis zu drei Tage.", "%(number)s Abstimmungen enden in drei Tagen.", "count"),
    gettext_lazy("Wer fehlt noch?"), "workspace_circular",
)  # fmt: skip
_NEEDS = Kind(
    "needs", gettext_lazy("Bedarf ohne Antwort"),
    ngettext_lazy(
        "Jemand hat gesagt, was fehlt, und wartet auf eine Antwort.",
        "%(number)s Hinweise warten auf eine Antwort.", "count",
    ),
    gettext_lazy("Bedarf ansehen"), "workspace_needs", "?stand=offen",
)  # fmt: skip
_MEASURES = Kind(
    "measures", gettext_lazy("Maßnahmen nachsehen"),
    ngettext_lazy(
        "Eine Maßnahme ist über der Zeit, oder niemand kümmert sich mehr darum.",
        "%(number)s Maßnahmen sind über der Zeit, oder niemand kümmert sich mehr darum.", "count",
    ),
    gettext_lazy("Maßnahmen ansehen"), "workspace_measures",
)  # fmt: skip
_DECISIONS = Kind(
    "decisions", gettext_lazy("Was wurde daraus?"),
    ngettext_lazy("Ein Beschluss wartet auf einen Blick.", "%(number)s Beschlüsse warten auf einen Blick.", "count"),
    gettext_lazy("Beschlüsse ansehen"), "workspace_decisions",
)  # fmt: skip
_POSITIONS = Kind(
    "positions", gettext_lazy("Position fertigstellen"),
    ngettext_lazy("Eine Position muss bald dort sein.", "%(number)s Positionen müssen bald dort sein.", "count"),
    gettext_lazy("Position ansehen"), "workspace_position",
)  # fmt: skip
_REPORT = Kind(
    "report", gettext_lazy("Der Jahresbericht ist vorbereitet"),
    ngettext_lazy("Lesen, ergänzen, fertig.", "Lesen, ergänzen, fertig.", "count"),
    gettext_lazy("Bericht ansehen"), "workspace_report",
)  # fmt: skip


class Waiting(NamedTuple):
    """How many of each wait; where one page is meant, also the first one's number."""

    votes: int
    first_vote: int | None
    needs: int
    measures: int
    decisions: int
    positions: int
    first_position: int | None
    reports: int
    report_year: int | None


def result_cards(alliance: Alliance, member: Member) -> list[Card]:
    """Return what waits for whoever coordinates, the most pressing first; one statement."""
    if not member.may(Capability.EDIT_MEETINGS):
        return []
    waiting = _waiting(alliance, member)
    cards = (
        counted(alliance, _VOTES, waiting.votes, waiting.first_vote),
        counted(alliance, _NEEDS, waiting.needs),
        counted(alliance, _MEASURES, waiting.measures),
        counted(alliance, _DECISIONS, waiting.decisions),
        counted(alliance, _POSITIONS, waiting.positions, waiting.first_position),
        counted(alliance, _REPORT, waiting.reports, waiting.report_year),
    )
    return [card for card in cards if card]


def _waiting(alliance: Alliance, member: Member) -> Waiting:
    today = timezone.localdate()
    votes = Vote.objects.filter(state=VoteState.OPEN, ends_at__lte=timezone.now() + VOTE_ENDS)
    needs = needs_waiting(member)
    measures = Measure.objects.filter(seen_by(member), overdue() | abandoned())
    decisions = Decision.objects.filter(state__in=[DecisionState.OPEN, DecisionState.RUNNING], withdrawn_at=None)
    positions, reports = positions_due(member), reports_waiting(member)
    return Waiting._make(
        one(
            alliance,
            count(votes), first(votes, "pk"), count(needs), count(measures),
            count(decisions.filter(revisit_on__lte=today) | decisions.filter(due_on__lt=today)),
            count(positions), first(positions, "pk"), count(reports), first(reports, "year"),
        )
    )  # fmt: skip

"""What menu and dashboard count. One statement each: they are asked for on every page."""

from typing import Any, NamedTuple

from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.partners.models import Application, Greeting, ImportRow, Organisation
from drehscheibe.work.partners.queries.directory import quiet
from drehscheibe.work.partners.vocabulary import ApplicationState, BatchState, RowState, State
from drehscheibe.work.plans.models import Project

_WAITS = (ApplicationState.NEW, ApplicationState.OBJECTIONS)


class MenuCounts(NamedTuple):
    """Which modules somebody has used, and what is new in them."""

    has_projects: bool
    has_inquiries: bool
    new_inquiries: int
    applications: int


class PartnerCounts(NamedTuple):
    """How far the alliance is with its partners; greetings of the practice mode are counted apart."""

    members: int
    quiet: int
    waiting_rows: int
    practised: int
    greeted: int
    answered: int


def menu_counts(alliance: Alliance) -> MenuCounts:
    applications = Application.objects.filter(state__in=_WAITS)
    return MenuCounts._make(
        _one(
            alliance,
            Exists(Project.objects.all()),
            Exists(Inquiry.objects.all()),
            _count(Inquiry.objects.filter(state=Inquiry.State.NEW)),
            _count(applications),
        )
    )


def partner_counts(alliance: Alliance) -> PartnerCounts:
    members = Organisation.objects.filter(state=State.MEMBER)
    rows = ImportRow.objects.filter(state=RowState.DOUBTFUL, batch__state__in=[BatchState.PREVIEW, BatchState.TAKEN])
    real = Greeting.objects.filter(run__is_practice=False)
    return PartnerCounts._make(
        _one(
            alliance,
            _count(members),
            _count(members.filter(quiet())),
            _count(rows),
            _count(Greeting.objects.filter(run__is_practice=True)),
            _count(real),
            _count(real.exclude(answered_at=None)),
        )
    )


def _one(alliance: Alliance, *values: Any) -> tuple[Any, ...]:
    """Ask for several values of the alliance in scope at once."""
    found: tuple[Any, ...] = Alliance.objects.filter(pk=alliance.pk).values_list(*values).get()
    return found


def _count(rows: QuerySet[Any]) -> Any:
    """Return a count as part of another statement; 0 where there is no row to count."""
    counted = rows.order_by().values("alliance").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted[:1]), Value(0))

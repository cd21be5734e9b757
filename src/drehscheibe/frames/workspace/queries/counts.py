"""What menu and dashboard count. One statement each: they are asked for on every page."""

from typing import Any, NamedTuple

from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from drehscheibe.ground.alliances.models import Inquiry
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.partners.models import Application, Greeting, ImportRow, Organisation
from drehscheibe.work.partners.queries.directory import quiet
from drehscheibe.work.partners.vocabulary import ApplicationState, BatchState, RowState, State
from drehscheibe.work.plans.models import Measure, Need, Project

_WAITS = (ApplicationState.NEW, ApplicationState.OBJECTIONS)


class MenuCounts(NamedTuple):
    """Which modules somebody has used, and what is new in them."""

    has_plans: bool
    has_inquiries: bool
    new_inquiries: int
    applications: int
    has_bodies: bool


class PartnerCounts(NamedTuple):
    """How far the alliance is with its partners; greetings of the practice mode are counted apart."""

    members: int
    quiet: int
    waiting_rows: int
    practised: int
    greeted: int
    answered: int
    has_bodies: bool


def menu_counts(alliance: Alliance) -> MenuCounts:
    applications = Application.objects.filter(state__in=_WAITS)
    return MenuCounts._make(
        one(
            alliance,
            Exists(Project.objects.all()) | Exists(Need.objects.all()) | Exists(Measure.objects.all()),
            Exists(Inquiry.objects.all()),
            count(Inquiry.objects.filter(state=Inquiry.State.NEW)),
            count(applications),
            Exists(Body.objects.all()),
        )
    )


def partner_counts(alliance: Alliance) -> PartnerCounts:
    members = Organisation.objects.filter(state=State.MEMBER)
    rows = ImportRow.objects.filter(state=RowState.DOUBTFUL, batch__state__in=[BatchState.PREVIEW, BatchState.TAKEN])
    real = Greeting.objects.filter(run__is_practice=False)
    return PartnerCounts._make(
        one(
            alliance,
            count(members),
            count(members.filter(quiet())),
            count(rows),
            count(Greeting.objects.filter(run__is_practice=True)),
            count(real),
            count(real.exclude(answered_at=None)),
            Exists(Body.objects.all()),
        )
    )


def one(alliance: Alliance, *values: Any) -> tuple[Any, ...]:
    """Ask for several values of the alliance in scope at once."""
    found: tuple[Any, ...] = Alliance.objects.filter(pk=alliance.pk).values_list(*values).get()
    return found


def count(rows: QuerySet[Any]) -> Any:
    """Return a count as part of another statement; 0 where there is no row to count."""
    counted = rows.order_by().values("alliance").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted[:1]), Value(0))


def first(rows: QuerySet[Any], key: str) -> Any:
    """Return one column of the first row, as part of another statement; of rows in no order the one that came first."""
    return Subquery((rows if rows.ordered else rows.order_by("pk")).values(key)[:1])

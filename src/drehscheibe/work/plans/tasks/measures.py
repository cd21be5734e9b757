"""What the worker does for measures: asking how they stand, and forgetting names."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.ground.tenancy.crossing import each_alliance_with

from ..actions import measures as actions
from ..actions.privacy_measures import forget_gone_owners
from ..models import Measure, MeasureUpdate
from ..queries.measures import UNDONE
from ..rules.measures import ASK_BEFORE

_CLERK = Machine("plans.measures")
KEEP_UPDATE_NAMES = timedelta(days=730)
"""So long the history says who said how a measure stands."""


def ask_owners() -> None:
    """Ask the owners of what is due soon or over, in alliances that went live; after days asleep once."""
    latest = timezone.localdate() + ASK_BEFORE
    for alliance in each_alliance_with(Measure, state__in=list(UNDONE), due_on__lte=latest):
        if alliance.is_live:
            actions.ask_due(by=_CLERK)


def forget_names() -> None:
    """Take the names of owners who are gone off measures, and after two years those of who said something."""
    for _alliance in each_alliance_with(Measure, person=None, owner_name__gt=""):
        forget_gone_owners()
    old = {"made_at__lt": timezone.now() - KEEP_UPDATE_NAMES, "by_name__gt": ""}
    for _alliance in each_alliance_with(MeasureUpdate, **old):
        MeasureUpdate.objects.filter(**old).update(by_name="")

"""What tests of needs are made from."""

from django.urls import reverse

from drehscheibe.work.plans.models import Need
from drehscheibe.work.plans.vocabulary import NeedState
from tests.conftest import Cast


def room(cast: Cast, name: str, *parts: object) -> str:
    """Return an address in the rooms of the first alliance."""
    return reverse(name, args=[cast.perle.slug, *parts])


def told(title: str = "Betreuung am Nachmittag", **values: object) -> Need:
    """Return a need that was read and waits for its answer."""
    return Need.objects.create(title=title, **{"state": NeedState.OPEN, **values})

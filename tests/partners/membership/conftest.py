import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.rooms import TESTER, client_of, furnish

from .build import adopt_rules


@pytest.fixture
def perle(cast: Cast) -> Cast:
    """A published alliance that can be written to, with a declaration and without objections."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        actions.add_row(ContactPoint, {"role": "Koordination", "email": "rolle@example.org"}, by=TESTER)
        actions.publish(cast.perle, by=TESTER)
    adopt_rules(cast)
    return cast


@pytest.fixture
def coordinator(perle: Cast) -> Client:
    return client_of(perle.coordinator)

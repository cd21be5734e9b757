import pytest
from django.test import Client

from drehscheibe.ground.alliances.models import Profile
from tests.conftest import Cast
from tests.rooms import client_of, furnish

ROOM = "/arbeit/perle/"


@pytest.fixture
def profile(cast: Cast) -> Profile:
    """The profile of Perle; Grimm has one too."""
    furnish(cast.grimm)
    return furnish(cast.perle)


@pytest.fixture
def coordinator(cast: Cast, profile: Profile) -> Client:
    return client_of(cast.coordinator)

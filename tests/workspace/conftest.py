import pytest
from django.test import Client

from tests.conftest import Cast
from tests.rooms import client_of, furnish

ROOM = "/arbeit/perle/"


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    furnish(cast.perle)
    furnish(cast.grimm)
    return client_of(cast.coordinator)

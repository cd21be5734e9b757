"""Who looks at the pages of meetings here."""

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.rooms import client_of, furnish


@pytest.fixture
def client(cast: Cast) -> Client:
    furnish(cast.perle)
    return client_of(cast.coordinator)

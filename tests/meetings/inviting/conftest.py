"""Every test here has an alliance with a profile and somebody to write to."""

import pytest

from drehscheibe.ground.tenancy import scope
from tests.conftest import Cast
from tests.meetings.inviting.build import sender
from tests.rooms import furnish


@pytest.fixture(autouse=True)
def _house(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        sender()

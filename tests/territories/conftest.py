import pytest

from drehscheibe.ground.territories import imports
from tests import rows


@pytest.fixture
def shipped(db: None) -> None:
    """The territories that come with the program."""
    rows.once(imports.load_shipped)

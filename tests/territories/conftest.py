import pytest

from drehscheibe.ground.territories import imports


@pytest.fixture
def shipped(db: None) -> None:
    """The territories that come with the program."""
    imports.load_shipped()

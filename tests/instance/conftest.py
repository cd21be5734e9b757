import pytest

from drehscheibe.frames.portal.queries import regions


@pytest.fixture(autouse=True)
def _no_names_from_another_test() -> None:
    regions.cache_clear()

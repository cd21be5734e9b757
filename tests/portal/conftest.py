from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real

from drehscheibe.frames.portal import queries
from drehscheibe.kit.ui.catalogs import compile_catalogs
from tests import rows
from tests.portal import build


@pytest.fixture(scope="session", autouse=True)
def _languages() -> None:
    """Translations are compiled, and read anew where they were."""
    if compile_catalogs(Path(settings.LOCALE_PATHS[0])):
        trans_real._translations.clear()


@pytest.fixture(autouse=True)
def _no_names_from_another_test() -> None:
    """Each test has its own database, so the counter that the names are kept for means nothing."""
    queries.regions.cache_clear()


@pytest.fixture
def places(db: None) -> None:
    rows.once(build.places)


@pytest.fixture
def visitor() -> Client:
    return Client()

"""Every test here has the house whose assembly was a year ago; links in mails lead to the server under test."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.conftest import Cast

from .house import ANSWERS, House, built


@pytest.fixture
def house(cast: Cast, chromium: Browser, live_server: LiveServer, settings: Any, tmp_path: Path) -> House:
    settings.SITE_URL = settings.SITE_ORIGIN = live_server.url
    settings.ANSWER_ADDRESS, settings.ANSWER_DIR, settings.ANSWER_IMAP_URL = ANSWERS, str(tmp_path), ""
    return built(cast, chromium, live_server.url, tmp_path)

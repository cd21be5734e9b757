"""A small site of sample pages, behind the real security headers, and a browser to look at it."""

import copy
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The test output is no access log."""


@pytest.fixture(scope="package")
def sample_site() -> Iterator[None]:
    """The sample pages as the whole site; a variable missing in a template shows as ⟦name⟧."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    templates[0]["OPTIONS"]["string_if_invalid"] = "⟦%s⟧"
    with override_settings(
        ROOT_URLCONF="tests.ui.urls",
        TEMPLATES=templates,
        MIDDLEWARE=["drehscheibe.kit.headers.security_headers"],
        ALLOWED_HOSTS=["*"],
    ):
        yield


@pytest.fixture(scope="package")
def address(sample_site: None) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, viewport={"width": 390, "height": 844}, locale="de-DE")
    yield context.new_page()
    context.close()

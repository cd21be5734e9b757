"""Fixtures of the outbox: a mail template, and an instance of its own for tests that kill processes."""

import copy
import socket
from pathlib import Path

import pytest
from pytest_django import Settings

from drehscheibe.ground.outbox import line


@pytest.fixture(autouse=True)
def _probe_template(settings: Settings) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def _own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test opens its own connection to a mail server that has had no trouble."""
    monkeypatch.setattr(line, "_line", line._Line())


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

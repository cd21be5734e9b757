"""The gallery of mails: no mail without an example, no example without its pictures, none wider than a phone."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.test.signals import template_rendered
from playwright.sync_api import Browser

from scripts.mail_examples import EXAMPLES, Stage, build, written
from tests.outbox.instance import ROOT

SOURCE = ROOT / "src" / "drehscheibe"
PICTURES = ROOT / "docs" / "images" / "mails"
INDEX = ROOT / "docs" / "handbuch" / "mails.md"
_MOST_BYTES = 5 * 1024 * 1024


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def mail_templates() -> set[str]:
    """Return the names of all templates that are mails: by their folder, or because they extend the letter."""
    files = [file for file in SOURCE.rglob("templates/**/*.html") if "templates/outbox/" not in file.as_posix()]
    return {
        file.as_posix().rpartition("/templates/")[2]
        for file in files
        if file.parent.name in {"mail", "mails"} or "outbox/letter.html" in file.read_text("utf-8")
    }


def mail_functions() -> set[str]:
    """Return `module.function` of every function called `queue_…` in the modules `mails` of all apps."""
    found = set()
    for file in SOURCE.rglob("mails*/**/*.py"):
        found |= _functions(file)
    for file in SOURCE.rglob("mails.py"):
        found |= _functions(file)
    return found


def _functions(file: Path) -> set[str]:
    module = ".".join(file.relative_to(SOURCE.parent).with_suffix("").parts)
    return {f"{module}.{name}" for name in re.findall(r"^def (queue_\w+)\(", file.read_text("utf-8"), re.M)}


@contextmanager
def noted(templates: set[str], functions: set[str]) -> Iterator[None]:
    """Note which templates are rendered and which functions of ours are called."""

    def rendered(template: Any, **_more: Any) -> None:
        templates.add(template.name)

    def called(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_name.startswith("queue_"):
            functions.add(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}")

    template_rendered.connect(rendered)
    sys.setprofile(called)
    try:
        yield
    finally:
        sys.setprofile(None)
        template_rendered.disconnect(rendered)


@pytest.mark.once
def test_every_mail_has_an_example(stage: Stage) -> None:
    templates: set[str] = set()
    functions: set[str] = set()
    with noted(templates, functions):
        for example in EXAMPLES:
            written(example, stage)
    assert (sorted(mail_templates() - templates), sorted(mail_functions() - functions)) == ([], [])


def test_every_example_has_its_pictures_text_and_place_in_the_index() -> None:
    keys = [example.key for example in EXAMPLES]
    wanted = {f"{key}{end}" for key in keys for end in ("-320.png", "-640.png", ".txt")}
    listed = re.findall(r"\.\./images/mails/([\w-]+)-320\.png", INDEX.read_text("utf-8"))
    assert (len(keys), {file.name for file in PICTURES.iterdir()}, sorted(listed)) == (
        len(set(keys)),
        wanted,
        sorted(keys),
    )


def test_pictures_stay_small() -> None:
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < _MOST_BYTES


@pytest.mark.browser
@pytest.mark.django_db
def test_no_mail_is_wider_than_a_phone(chromium: Browser, stage: Stage) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 700}, java_script_enabled=True)
    wide = {}
    for example in EXAMPLES:
        page.set_content(written(example, stage).html)
        wide[example.key] = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert {key: width for key, width in wide.items() if width > 320} == {}

"""What the tests with a browser share: how it is started, the forms of a page, and what axe says of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The rules of axe that look at painted colours. All others read the tree, which is the same in the dark.
_RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]


@contextmanager
def running_chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_ARGS)
        yield browser
        browser.close()


def faults(page: Page) -> list[str]:
    """Return what is wrong with the open page in any of its forms: too wide, or not accessible."""
    return too_wide(page) + axe_in_every_form(page)


def too_wide(page: Page) -> list[str]:
    """Return at which width the page must be pushed sideways."""
    widest = {width: _at(page, width).evaluate("document.documentElement.scrollWidth") for width in WIDTHS}
    return [f"{width}: {found} wide" for width, found in widest.items() if found != width]


def axe_in_every_form(page: Page) -> list[str]:
    """Return what axe says against the open page, on a phone and on a desk, light and dark.

    The page is asked without being loaded again. Ask for a context with `reduced_motion="reduce"`: a colour that is
    still on its way from light to dark has a contrast that nobody sees.
    """
    found = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            _at(page, width).emulate_media(color_scheme=scheme)
            rules = _RULES_OF_COLOUR if scheme == "dark" else None
            found += [f"{width} {scheme}: {fault}" for fault in axe(page, rules=rules)]
    return found


def axe(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Return what axe says against the page as it is shown now; of all rules, or of some."""
    # evaluate, not add_script_tag: the page's own policy forbids foreign scripts, as it should.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    violations = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [f"{found['id']}: {node['target']}" for found in violations for node in found["nodes"]]


def _at(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    return page


@cache
def _source() -> str:
    return (Path(settings.NODE_MODULES) / "axe-core/axe.min.js").read_text("utf-8")

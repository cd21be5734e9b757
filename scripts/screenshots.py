"""Draws the pictures of README and handbook from the demo, so that they never show an older state.

python -m scripts.screenshots    # as `make screenshots` does; needs chromium
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PORT = int(os.environ.get("PORT") or 8765)
SITE = f"http://localhost:{PORT}"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
COORDINATION = "koordination-musterstadt"


@contextmanager
def demo() -> Iterator[None]:
    """Run a demo of its own while the pictures are drawn."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DEMO": "1", "PORT": str(PORT)}
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait()
            yield
        finally:
            process.terminate()
            process.wait()


def _wait() -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{SITE}/healthz")  # noqa: S310  our own address
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("Die Demo kam nicht hoch.")


def draw(page: Page) -> None:
    for name, address in (("start", "/"), ("finder", "/buendnisse/"), ("alliance", "/buendnisse/musterstadt/")):
        page.goto(f"{SITE}{address}")
        page.screenshot(path=IMAGES / f"{name}.png")
    page.goto(f"{SITE}/konto/anmelden/")
    page.locator(".people-bar summary").click()
    page.locator(f'button[formaction$="/{COORDINATION}/"]').click()
    page.wait_for_url("**/arbeit/musterstadt/")
    page.screenshot(path=IMAGES / "dashboard.png")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        draw(browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light", locale="de-DE"))
        browser.close()


if __name__ == "__main__":
    main()

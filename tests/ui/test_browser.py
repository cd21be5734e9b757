"""What only a browser can tell: contrast as painted, keyboard, scripts, size of the first page."""

import brotli
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser import axe_in_every_form, too_wide

pytestmark = pytest.mark.browser

PAGES = ["/gestaltung/", "/raum/", "/schlank/", "/schlank/?gut", "/arabisch/"]
FIRST_PAGE_LIMIT = 100_000


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_quiet(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(reduced_motion="reduce", locale="de-DE")
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + path, wait_until="networkidle")
    wide = too_wide(page)
    foreign = [url for url in requests if not url.startswith((address, "data:"))]
    said = list(complaints)  # axe itself tries inline styles, which the policy refuses aloud
    violations = axe_in_every_form(page)
    context.close()
    assert (violations, said, foreign, wide) == ([], [], [], [])


def test_first_public_page_stays_small(page: Page) -> None:
    answers: dict[str, Response] = {}
    page.on("response", lambda answer: answers.update({answer.url: answer}))
    page.goto("/gestaltung/", wait_until="networkidle")
    sizes = {url: _compressed(answer) for url, answer in answers.items()}
    assert sum(sizes.values()) < FIRST_PAGE_LIMIT, sizes


def _compressed(answer: Response) -> int:
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(brotli.compress(body))


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page: Page) -> None:
    page.goto("/raum/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"


def test_chosen_theme_is_remembered(page: Page) -> None:
    page.goto("/gestaltung/")
    page.get_by_role("button", name="dunkel").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 26, 24)"
    expect(page.get_by_role("button", name="dunkel")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="automatisch").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 246, 240)"


def test_alliance_colour_reaches_links_and_buttons(page: Page) -> None:
    page.goto("/arabisch/")
    button = page.locator(".kern-btn--primary").first
    assert button.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 92)"


def test_dialog_opens_by_keyboard_and_returns_the_focus(page: Page) -> None:
    page.goto("/gestaltung/")
    opener = page.get_by_role("link", name="Entwurf löschen")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Entwurf löschen?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_menu_closes_by_escape(page: Page) -> None:
    page.goto("/raum/")
    menu = page.locator("summary", has_text="Jana Beispiel")
    menu.click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Abmelden")).to_be_hidden()


def test_refused_form_puts_the_focus_on_its_faults(page: Page) -> None:
    page.goto("/schlank/")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Bericht – ").click()
    expect(page.get_by_label("Bericht")).to_be_focused()


def test_draft_goes_to_the_server(page: Page) -> None:
    page.goto("/schreiben/?nach=/entwurf/")
    with page.expect_response("**/entwurf/") as saved:
        page.get_by_label("Bericht").fill("Wir waren zu zwölft.")
    assert saved.value.text() == "Wir waren zu zwölft."
    expect(page.locator("[data-autosave-state]")).to_contain_text("Gespeichert, ")
    page.reload()
    expect(page.get_by_role("button", name="Zurückholen")).to_have_count(0)


def test_draft_survives_the_end_of_the_session(page: Page) -> None:
    page.goto("/schreiben/?nach=/entwurf/?abgelaufen")
    page.get_by_label("Bericht").fill("Ein langer Text.")
    page.get_by_label("Gespräch").check()
    expect(page.locator("[data-autosave-state]")).to_contain_text("auf diesem Gerät", timeout=6000)
    page.goto("/schlank/?gut")
    page.goto("/schreiben/?nach=/entwurf/")
    assert page.get_by_label("Bericht").input_value() == ""
    page.get_by_role("button", name="Zurückholen").click()
    assert page.get_by_label("Bericht").input_value() == "Ein langer Text."
    expect(page.get_by_label("Gespräch")).to_be_checked()


def test_page_works_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/raum/")
    page.locator("summary", has_text="Jana Beispiel").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
    expect(page.get_by_role("link", name="Menschen")).to_be_visible()
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    context.close()


def test_icons_can_be_seen_in_forced_colours(chromium: Browser, address: str) -> None:
    context = chromium.new_context(forced_colors="active", color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/gestaltung/")
    color = "e => getComputedStyle(e).backgroundColor"
    icon = page.locator(".alert--danger > .kern-icon").first.evaluate(color)
    assert icon != page.locator("body").evaluate(color)
    context.close()


def test_double_click_sends_a_form_once(page: Page) -> None:
    sent: list[str] = []
    page.goto("/schlank/?gut")
    # The answer never comes, so both clicks fall on the same page.
    page.route("**/*", lambda route: sent.append(route.request.method) if route.request.method == "POST" else None)
    page.evaluate(
        "() => { const button = document.querySelector('form[method=post] button[type=submit]');"
        " button.click(); setTimeout(() => button.click(), 150); }"
    )
    page.wait_for_timeout(500)
    assert sent == ["POST"]

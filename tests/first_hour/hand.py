"""The hand of somebody at a browser: what it does is counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, TimeoutError


def _appears(wanted: Locator) -> bool:
    try:
        wanted.wait_for(timeout=10_000)
    except TimeoutError:
        return False
    return True


@dataclass
class Hand:
    """Clicks and types on a page, and remembers how often and where."""

    page: Page
    clicked: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def click(self, role: str, name: str) -> None:
        """Press the one thing of this role and name, in the main part of the page or beside it."""
        self.clicked.append(name)
        target = self._one(self.page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]  # a role's name
        target.click()
        self.page.wait_for_load_state()

    def type(self, label: str, text: str) -> None:
        """Fill in one field. Pasting counts as typing."""
        self.typed.append(label)
        self._one(self.page.get_by_label(label, exact=True)).fill(text)

    def _one(self, found: Locator) -> Locator:
        """Return the first one that is shown; menus and pages may offer the same way twice."""
        wanted = found.locator("visible=true").first
        assert _appears(wanted), f"{wanted} is not on {self.page.url}:\n{self.page.locator('main').inner_text()}"
        return wanted

    def told(self) -> str:
        """Return the counts as a sentence, for the log of the test."""
        return f"{len(self.clicked)} clicks, {len(self.typed)} typed fields"

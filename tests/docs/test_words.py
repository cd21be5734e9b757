"""What the pages say to people is what they will meet, and nothing of the workshop is left in them."""

import re
from datetime import timedelta
from functools import cache

from drehscheibe.frames.workspace.rules import KEEP_DRAFTS
from drehscheibe.ground.accounts.actions import LIFETIME
from drehscheibe.ground.alliances.mails import CONFIRM_LIFETIME
from drehscheibe.ground.alliances.tasks import KEEP_INQUIRIES
from drehscheibe.ground.outbox.tasks import KEEP_NOTICES, KEEP_TEXTS
from drehscheibe.ground.tenancy.roles import ROLE_LABELS
from drehscheibe.kit.jobs.tasks import KEEP_DONE

from .pages import DOCS, SOURCE, name_of, pages, table_of, text_of

# Quoted in the handbook, and no text of a page.
EXAMPLES = {"Freie Träger", "Stadt Musterstadt", "bestätigt von der Koordination"}
_WORKSHOP = re.compile(
    r"\.\./sha" r"red|/sha" r"red/|\bhel" r"per session|\bsub" r"agent|\bissue #?\d|\bCla" r"ude\b|\bthe bri" r"ef\b",
    re.I,
)


@cache
def _texts() -> str:
    """Return all that stands in source and templates, with the breaks of long strings taken out."""
    files = (file for file in SOURCE.rglob("*") if file.suffix in {".py", ".html", ".txt"})
    return re.sub(r"\s+", " ", re.sub(r"\"\s*\n\s*\"", "", "\n".join(f.read_text(encoding="utf-8") for f in files)))


def test_handbook_quotes_words_of_the_pages() -> None:
    quotes = {
        (name_of(page), quote)
        for page in (DOCS / "handbuch").glob("*.md")
        for quote in re.findall(r"„([^“]+)“", text_of(page))
    }
    assert sorted((page, quote) for page, quote in quotes if quote not in EXAMPLES and not _is_said(quote)) == []


def _is_said(quote: str) -> bool:
    """Tell whether a page, a field or a button says exactly this."""
    return any(f"{mark}{quote}{mark}" in _texts() for mark in ('"', "'"))


def test_handbook_tells_the_roles_by_their_names() -> None:
    rows = table_of(DOCS / "handbuch" / "leute-und-rollen.md", "Die fünf Rollen")[1:]
    assert [row[0] for row in rows] == [str(label) for label in ROLE_LABELS.values()]


def test_periods_of_deletion_are_those_of_the_program() -> None:
    periods = {
        "KEEP_INQUIRIES": KEEP_INQUIRIES,
        "KEEP_TEXTS": KEEP_TEXTS,
        "KEEP_NOTICES": KEEP_NOTICES,
        "KEEP_DRAFTS": KEEP_DRAFTS,
        "KEEP_DONE": KEEP_DONE,
    }
    rows = table_of(DOCS / "privacy" / "loeschfristen.md", "Von selbst")[1:]
    told = {row[2].strip("`"): _days(row[1]) for row in rows if row[2].strip("`") in periods}
    assert told == periods


def _days(cell: str) -> timedelta:
    """Read "90 Tage ohne Bearbeitung"."""
    return timedelta(days=int(cell.split(maxsplit=1)[0]))


def test_every_period_of_the_program_is_told() -> None:
    constants = set(re.findall(r"^(KEEP_\w+) = timedelta\(days=", _python(), re.M))
    told = set(re.findall(r"`(KEEP_\w+)`", text_of(DOCS / "privacy" / "loeschfristen.md")))
    # A page with a form is kept for a day; it holds nothing of anybody.
    assert constants - {"KEEP_FORM"} == told


def _python() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))


def test_periods_of_links_are_those_of_the_program() -> None:
    rows = {row[0]: row[1] for row in table_of(DOCS / "privacy" / "loeschfristen.md", "Gültigkeit")[1:]}
    assert _days(rows["Link einer Einladung"]) == LIFETIME
    assert _days(rows["Link zum Bestätigen des Profils"].replace(",", "")) == CONFIRM_LIFETIME


def test_periodic_deletions_really_run() -> None:
    from drehscheibe.config.jobs import PERIODIC

    names = {work.name.split(".", 1)[1] for work in PERIODIC}
    assert {"clean_up", "empty_old_mails", "delete_old_notices", "delete_old_inquiries", "delete_old_drafts"} <= names


def test_nothing_of_the_workshop_is_left() -> None:
    assert [name_of(page) for page in pages() if _WORKSHOP.search(text_of(page))] == []

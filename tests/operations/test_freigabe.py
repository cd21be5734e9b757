"""The folder that a town signs says what the program does: tables, periods, nightly work, cookies, pages."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from drehscheibe.config.jobs import PERIODIC
from drehscheibe.frames.workspace.middleware import SAVED_COOKIE
from drehscheibe.kit.jobs.plan import Periodic
from drehscheibe.kit.messages import NoteCookie
from tests.conftest import Cast
from tests.docs.pages import DOCS, SOURCE, code_of, links_of, table_of, text_of
from tests.rooms import client_of, furnish, hidden

FOLDER = DOCS / "freigabe"
DATA = FOLDER / "datenarten-und-loeschfristen.md"
PERSONAL, IMPERSONAL = "Angaben über Menschen", "Ohne Angaben über Menschen"
_MODEL, _JOB = re.compile(r"`(\w+\.[A-Z]\w+)`"), re.compile(r"`(\w+\.[a-z_]+)`")
_OF_TESTS = "toy."


def test_every_page_is_marked_as_a_draft_with_its_day() -> None:
    mark = re.compile(r"^> \*\*Entwurf zur rechtlichen Prüfung\.\*\* Stand: \d+\. \w+ 20\d\d\. ", re.M)
    assert [page.name for page in FOLDER.glob("*.md") if not mark.search(text_of(page))] == []


def test_readme_names_every_page() -> None:
    named = {Path(link).name for link in links_of(FOLDER / "README.md") if "/" not in link}
    assert named == {page.name for page in FOLDER.glob("*.md")} - {"README.md"}


# Data and periods


def _rows() -> list[list[str]]:
    return [*table_of(DATA, PERSONAL)[1:], *table_of(DATA, IMPERSONAL)[1:]]


def test_every_table_of_the_database_is_listed() -> None:
    """A new model needs a row in docs/freigabe/datenarten-und-loeschfristen.md: with people in it, or without."""
    listed = [label for row in _rows() for label in _MODEL.findall(row[1])]
    models = {m._meta.label for m in apps.get_models(include_auto_created=True) if m._meta.concrete_fields}
    ours = {label for label in models if not label.startswith(_OF_TESTS) and "_" not in label.split(".")[1]}
    assert {"fehlt": sorted(ours - set(listed)), "gibt es nicht": sorted(set(listed) - ours)} == {
        "fehlt": [],
        "gibt es nicht": [],
    }
    assert len(listed) == len(set(listed)), "a table is listed twice"


def test_tables_with_names_and_addresses_are_listed_as_personal() -> None:
    """Guards against hiding a table of people among the others."""
    personal = {label for row in table_of(DATA, PERSONAL)[1:] for label in _MODEL.findall(row[1])}
    telling = re.compile(r"email|phone|sender|person|recipient|given_by|signed_by|answered_by")
    found = {
        f"{m._meta.label}.{f.name}"
        for m in apps.get_models()
        for f in m._meta.concrete_fields
        if telling.search(f.name) and m._meta.label not in personal and not m._meta.label.startswith(_OF_TESTS)
    }
    # The mayor's office that signs certificates is no person; a flag of the membership rules.
    assert found - {"partners.MembershipRules.certificate_signed_by"} == set()


def _periods() -> dict[str, timedelta]:
    source = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    found = re.findall(r"^(KEEP_\w+) = timedelta\(days=([\d *]+)\)", source, re.M)
    return {name: timedelta(days=_product(days)) for name, days in found}


def _product(text: str) -> int:
    result = 1
    for factor in text.split("*"):
        result *= int(factor)
    return result


def _told(cell: str) -> set[timedelta]:
    """Read "30 Tage", "14 Tage", "ein Jahr", "drei Jahre"."""
    words = {"ein": 1, "drei": 3}
    days = {timedelta(days=int(number)) for number in re.findall(r"(\d+) Tage", cell)}
    years = {timedelta(days=365 * words[word]) for word in re.findall(r"(ein|drei) Jahre?\b", cell)}
    return days | years


def test_periods_are_those_of_the_program() -> None:
    periods = _periods()
    wrong = [
        f"{name}: {row[0]}"
        for row in _rows()
        for name in re.findall(r"`(KEEP_\w+)`", row[2])
        if periods.get(name) not in _told(row[2])
    ]
    told = {name for row in _rows() for name in re.findall(r"`(KEEP_\w+)`", row[2])}
    # A public form's page is kept for a day; it holds nothing of anybody.
    assert (wrong, sorted(set(periods) - told - {"KEEP_FORM"})) == ([], [])


def _deletes(work: Periodic) -> bool:
    return work.name.split(".")[1].startswith(("delete", "empty", "forget", "clean_up", "end_"))


def test_every_nightly_deletion_is_told_and_runs() -> None:
    told = {name for row in _rows() for name in _JOB.findall(row[3])}
    assert told == {work.name for work in PERIODIC if _deletes(work)}


def test_what_goes_by_itself_names_the_work() -> None:
    assert [row[0] for row in _rows() if "von selbst" in row[3] and not _JOB.search(row[3])] == []


# Cookies and what the browser keeps

COOKIES = FOLDER / "cookies.md"


def _first_cells(heading: str) -> set[str]:
    return {code for row in table_of(COOKIES, heading)[1:] for code in re.findall(r"`([^`]+)`", row[0])}


def test_cookies_are_those_of_the_program() -> None:
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, NoteCookie.cookie_name, SAVED_COOKIE}
    setters = {f.name for f in SOURCE.rglob("*.py") if re.search(r"\.set_(?:signed_)?cookie\(", f.read_text("utf-8"))}
    assert (_first_cells("Cookies"), setters) == (ours, {"middleware.py"})


def test_no_other_cookie_is_ever_set(cast: Cast) -> None:
    """Log in, open rooms and account, save something, log out."""
    furnish(cast.perle, published=True)
    client, login = client_of(cast.coordinator), "/konto/anmelden/"
    client.get(login)
    page = client.get("/arbeit/perle/profil/teil/name/")
    client.post("/arbeit/perle/profil/teil/name/", {"name": "Neu", "version": hidden(page, "version")})
    for address in ("/arbeit/perle/", "/konto/", "/konto/sicherheit/", "/buendnisse/perle/"):
        client.get(address)
    given = set(client.cookies)
    assert given <= _first_cells("Cookies")


def test_lifetimes_of_cookies_are_those_of_the_program() -> None:
    lifetimes = {row[0].strip("`"): row[3] for row in table_of(COOKIES, "Cookies")[1:]}
    assert f"{settings.SESSION_COOKIE_AGE // 86400} Tage" in lifetimes["sessionid"]
    assert (settings.CSRF_COOKIE_AGE, lifetimes["csrftoken"]) == (31_449_600, "ein Jahr")


def test_browser_storage_is_told() -> None:
    texts = {f.name: f.read_text("utf-8") for f in SOURCE.rglob("*.js")}
    scripts = {name: text for name, text in texts.items() if re.search(r"Storage|caches\.open", text)}
    keys = set(re.findall(r"Storage\.setItem\(\"([\w:]+)\"", "".join(scripts.values())))
    keys |= set(re.findall(r'PREFIX = "([\w:]+)"', "".join(scripts.values())))
    keys |= set(re.findall(r"`(\w+:)\$\{", "".join(scripts.values())))
    other = re.findall(r"sessionStorage|indexedDB", "".join(scripts.values()))
    assert (_first_cells("Speicher im Browser"), set(scripts), other) == (
        keys,
        {"autosave.js", "theme.js", "theme-early.js", "store.js", "evening.js", "sw.js"},
        [],
    )


# What else can be held to the program


def test_accessibility_names_all_states_and_the_federation() -> None:
    rows = table_of(FOLDER / "barrierefreiheit.md", "Bund und Länder")[1:]
    assert (len(rows), rows[0][0], len({row[0] for row in rows})) == (17, "Bund", 17)


@pytest.mark.parametrize("page", ["anmeldung-sso.md", "ports-und-verbindungen.md"])
def test_settings_that_are_named_exist(page: str) -> None:
    documented = {row[0].strip("`") for row in table_of(DOCS / "operations" / "konfiguration.md")}
    named: set[Any] = {
        m[1] for code in code_of(FOLDER / page) if (m := re.fullmatch(r"([A-Z]+_[A-Z_]+)(?:=.*)?", code))
    }
    assert named - documented == set()

"""Every address that django-allauth's views look for exists, stands behind our door, and speaks our words."""

import re
from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from drehscheibe.ground.accounts import mails
from drehscheibe.ground.accounts.urls import urlpatterns
from tests.conftest import Cast

ALLAUTH = Path(allauth.__file__).parent
# Names in views and branches that our settings switch off: phones, trusted browsers, sign-up, connections.
UNUSED_NAMES = {
    "account_verify_phone",
    "account_change_phone",
    "account_signup_by_passkey",
    "account_confirm_email",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_signup_webauthn",
    "mfa_trust",
    "socialaccount_connections",
    "socialaccount_signup",
}
UNUSED_MAILS = {
    "account/email/account_already_exists",  # sign-up
    "account/email/email_confirm",
    "account/email/email_deleted",  # an account has one address, which is changed
    "account/email/password_reset_key",  # codes instead of links
    "socialaccount/email/account_connected",
    "socialaccount/email/account_disconnected",
}
_REVERSED = re.compile(r"""(?:reverse|reverse_lazy|headed_redirect_response)\(\s*"(\w+)"|urlname = "(\w+)\"""")


def _names() -> set[str]:
    sources = [p for app in ("account", "mfa", "socialaccount") for p in (ALLAUTH / app).rglob("*.py")]
    found = [_REVERSED.findall(p.read_text("utf-8")) for p in sources if "providers" not in p.parts]
    return {a or b for names in found for a, b in names}


def test_every_name_that_allauth_reverses_has_an_address() -> None:
    known = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert (_names() - known, _names() & known & UNUSED_NAMES) == (UNUSED_NAMES, set())


def test_unused_names_are_nowhere() -> None:
    for name in UNUSED_NAMES:
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_every_address_stands_behind_a_door_of_the_account() -> None:
    doors = {(str(p.pattern), p.callback.door.name) for p in urlpatterns}  # type: ignore[attr-defined]  # set by doors
    assert {(route.split("/")[0], door) for route, door in doors} == {("konto", "account"), ("link", "link")}


def test_every_mail_of_allauth_has_our_words() -> None:
    bodies = (ALLAUTH / "templates").glob("*/email/*_message.txt")
    names = {f"{p.parts[-3]}/email/{p.name.removesuffix('_message.txt')}" for p in bodies} - {"account/email/base"}
    assert names == set(mails.ACCOUNT_MAILS) | UNUSED_MAILS


def test_every_message_of_allauth_has_our_words() -> None:
    messages = [p for app in ("account", "mfa") for p in (ALLAUTH / "templates" / app / "messages").glob("*.txt")]
    names = {f"{p.parts[-3]}/messages/{p.name}" for p in messages if not p.name.startswith("phone")}
    foreign = {name for name in names if "allauth" in Path(get_template(name).origin.name).parts}  # type: ignore[attr-defined]  # set by loaders
    assert foreign == set()


OPEN = [
    "/konto/anmelden/",
    "/konto/anmelden/code/",
    "/konto/anmelden/dienst/abgebrochen/",
    "/konto/erhalten/",
    "/konto/gesperrt/",
    "/konto/passwort/vergessen/",
    "/konto/passwort/vergessen/fertig/",
]
OWN = [
    "/konto/abmelden/",
    "/konto/bestaetigen/",
    "/konto/adresse/",
    "/konto/passwort/",
    "/konto/sicherheit/",
    "/konto/sicherheit/app/",
    "/konto/sicherheit/passkeys/",
    "/konto/sicherheit/passkeys/neu/",
]


def _title(page: str) -> str:
    return page.split("<title>")[1].split("</title>", maxsplit=1)[0]


@pytest.mark.parametrize("address", OPEN)
def test_open_page_is_ours(cast: Cast, address: str) -> None:
    page = Client().get(address).content.decode()
    assert (_title(page).endswith(" · Lokale Bündnisse für Familie"), _inline(page)) == (True, [])


@pytest.mark.parametrize("address", OWN)
def test_own_page_is_ours_and_for_people_who_logged_in(cast: Cast, address: str) -> None:
    client = Client()
    stranger = client.get(address)
    client.post("/konto/anmelden/", {"login": "koordination@example.org", "password": "passwort-passwort"})
    client.post("/konto/bestaetigen/", {"password": "passwort-passwort"})
    page = client.get(address).content.decode()
    assert stranger.status_code == 302
    assert (_title(page).endswith(" · Lokale Bündnisse für Familie"), _inline(page)) == (True, [])


def _inline(page: str) -> list[str]:
    """Return what the content security policy would stop."""
    scripts = [
        tag for tag in re.findall(r"<script[^>]*>", page) if " src=" not in tag and "application/json" not in tag
    ]
    return scripts + re.findall(r"<[^>]+\s(?:style|on\w+)=[^>]*>", page)

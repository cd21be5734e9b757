"""Offices confirm a password by mail; app and recovery codes; nobody else is forced to anything."""

from collections.abc import Callable
from time import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.outbox.models import InstanceMail
from tests.accounts.conftest import PASSWORD, newest_code
from tests.conftest import Cast

EMAIL = "koordination@example.org"
OFFICE = "amt@example.org"
CODE_PAGE = "/konto/anmelden/code/eingeben/"
APP_PAGE = "/konto/anmelden/zweiter-schritt/"
Login = Callable[..., Client]


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def app_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time()) // 30)))


@pytest.fixture
def secret(cast: Cast) -> str:
    """The coordinator has an app."""
    value = str(generate_totp_secret())
    TOTP.activate(cast.coordinator.user, value)
    return value


# Office


def test_office_confirms_its_password_by_mail(cast: Cast, password_login: Login) -> None:
    client = password_login(OFFICE, to="/amt/zahlen/")
    after_password = is_in(client)
    answer = client.post(CODE_PAGE, {"code": newest_code()})
    assert (after_password, is_in(client), answer.headers["Location"]) == (False, True, "/amt/zahlen/")


def test_login_marked_so_confirms_by_mail(cast: Cast, password_login: Login) -> None:
    User.objects.filter(email=EMAIL).update(must_confirm_by_mail=True)
    client = password_login(EMAIL)
    assert (is_in(client), InstanceMail.objects.get().subject) == (False, "Ihr Code zum Anmelden")


def test_former_office_needs_its_password_only(cast: Cast, password_login: Login) -> None:
    cast.office.is_active = False
    cast.office.save()
    assert is_in(password_login(OFFICE)) is True


def test_office_coming_by_mail_code_is_not_asked_twice(cast: Cast) -> None:
    client = Client()
    client.post("/konto/anmelden/code/", {"email": OFFICE})
    client.post(CODE_PAGE, {"code": newest_code()})
    assert (is_in(client), InstanceMail.objects.count()) == (True, 1)


def test_office_with_an_app_is_asked_for_its_code_instead(cast: Cast, password_login: Login) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.office.user, secret)
    client = password_login(OFFICE)
    client.post(APP_PAGE, {"code": app_code(secret)})
    assert (is_in(client), InstanceMail.objects.count()) == (True, 0)


def test_half_a_login_opens_nothing(cast: Cast, password_login: Login) -> None:
    client = password_login(OFFICE)
    assert client.get("/konto/sicherheit/").headers["Location"] == "/konto/anmelden/?next=/konto/sicherheit/"


def test_half_a_login_can_be_broken_off(cast: Cast, password_login: Login) -> None:
    client = password_login(OFFICE)
    client.post("/konto/abmelden/", {"next": "/konto/anmelden/"})
    assert client.get("/konto/anmelden/").status_code == 200  # otherwise it leads back to the code


def test_coordinator_is_not_asked_for_a_second_factor_only_shown_one(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    page = client.get("/konto/sicherheit/").content.decode()
    assert (is_in(client), "Schneller und sicherer: ein Passkey" in page) == (True, True)


# App


def test_app_is_set_up_with_its_first_code_and_gives_recovery_codes(
    cast: Cast, password_login: Login, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = password_login(EMAIL)
    client.post("/konto/bestaetigen/?next=/konto/sicherheit/app/", {"password": PASSWORD})
    page = client.get("/konto/sicherheit/app/")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/konto/sicherheit/app/", {"code": app_code(page.context["form"].secret)})
    codes = client.get(answer.headers["Location"])
    assert (answer.headers["Location"], len(codes.context["unused_codes"])) == ("/konto/sicherheit/notfallcodes/", 10)
    assert InstanceMail.objects.get().subject == "Anmelden mit App ist eingerichtet"


def test_setting_up_an_app_asks_for_the_password_first(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    answer = client.get("/konto/sicherheit/app/")
    assert answer.headers["Location"] == "/konto/bestaetigen/?next=%2Fkonto%2Fsicherheit%2Fapp%2F"


def test_app_code_follows_the_password(cast: Cast, secret: str, password_login: Login) -> None:
    client = password_login(EMAIL, to="/arbeit/perle/profil/")
    after_password = is_in(client)
    answer = client.post(APP_PAGE, {"code": app_code(secret)})
    assert (after_password, is_in(client), answer.headers["Location"]) == (False, True, "/arbeit/perle/profil/")


def test_app_code_follows_a_mail_code_too(cast: Cast, secret: str) -> None:
    client = Client()
    client.post("/konto/anmelden/code/", {"email": EMAIL})
    answer = client.post(CODE_PAGE, {"code": newest_code()})
    assert (is_in(client), answer.headers["Location"]) == (False, APP_PAGE)


def test_app_code_works_once(cast: Cast, secret: str, password_login: Login) -> None:
    code = app_code(secret)
    password_login(EMAIL).post(APP_PAGE, {"code": code})
    second = password_login(EMAIL)
    second.post(APP_PAGE, {"code": code})
    assert is_in(second) is False


def test_app_code_guessing_is_slowed_down(cast: Cast, secret: str, password_login: Login) -> None:
    client = password_login(EMAIL)
    for _ in range(5):
        client.post(APP_PAGE, {"code": "000000"})
    client.post(APP_PAGE, {"code": app_code(secret)})
    assert is_in(client) is False


def test_recovery_code_opens_once(cast: Cast, secret: str, password_login: Login) -> None:
    code = RecoveryCodes.activate(cast.coordinator.user).get_unused_codes()[0]
    first, second = password_login(EMAIL), password_login(EMAIL)
    first.post(APP_PAGE, {"code": code})
    second.post(APP_PAGE, {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_recovery_codes_can_be_saved_as_a_file(cast: Cast, secret: str, password_login: Login) -> None:
    codes = RecoveryCodes.activate(cast.coordinator.user).get_unused_codes()
    client = Client()
    client.force_login(cast.coordinator.user)
    client.post("/konto/bestaetigen/?next=/konto/sicherheit/", {"password": PASSWORD})
    lines = client.get("/konto/sicherheit/notfallcodes/datei/").content.decode().split("\n")
    assert lines == ["Notfallcodes – jeder geht einmal", *codes, ""]


def test_copy_of_the_database_does_not_show_the_secret_of_the_app(cast: Cast, secret: str) -> None:
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert (secret in str(stored.data), stored.wrap().validate_code(app_code(secret))) == (False, True)


# One's own account


def test_changed_address_takes_a_code_and_tells_the_old_one(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    client.post("/konto/bestaetigen/?next=/konto/adresse/", {"password": PASSWORD})
    client.post("/konto/adresse/", {"email": "neu@example.org", "action_add": "1"})
    before = User.objects.get(pk=cast.coordinator.user_id).email
    code = newest_code()
    client.post("/konto/adresse/code/", {"code": code})
    told = InstanceMail.objects.latest("pk")
    assert (before, User.objects.get(pk=cast.coordinator.user_id).email) == (EMAIL, "neu@example.org")
    assert (told.to_email, told.subject) == (EMAIL, "Ihre E-Mail-Adresse wurde geändert")


def test_former_address_opens_nothing_any_more(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    client.post("/konto/bestaetigen/?next=/konto/adresse/", {"password": PASSWORD})
    client.post("/konto/adresse/", {"email": "neu@example.org", "action_add": "1"})
    client.post("/konto/adresse/code/", {"code": newest_code()})
    assert (is_in(password_login(EMAIL)), is_in(password_login("neu@example.org"))) == (False, True)


def test_address_of_somebody_else_cannot_be_taken(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    client.post("/konto/bestaetigen/?next=/konto/adresse/", {"password": PASSWORD})
    client.post("/konto/adresse/", {"email": "andere@example.org", "action_add": "1"})
    client.post("/konto/adresse/code/", {"code": newest_code()})
    assert User.objects.get(pk=cast.coordinator.user_id).email == EMAIL


def test_password_is_changed_with_the_old_one(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    wrong = client.post("/konto/passwort/", {"oldpassword": "falsch", "password1": "drei grüne Wörter"})
    client.post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": "drei grüne Wörter"})
    assert "Das ist nicht Ihr bisheriges Passwort." in wrong.content.decode()
    assert User.objects.get(email=EMAIL).check_password("drei grüne Wörter") is True
    assert client.get("/konto/sicherheit/").status_code == 200  # this session goes on


def test_all_other_devices_are_logged_out(cast: Cast, password_login: Login) -> None:
    here, elsewhere = password_login(EMAIL), password_login(EMAIL)
    here.post("/konto/sicherheit/geraete/")
    assert (is_in(here), here.get("/konto/sicherheit/").status_code) == (True, 200)
    assert elsewhere.get("/konto/").headers["Location"] == "/konto/anmelden/?next=/konto/"


# Home


def test_home_leads_the_office_to_its_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.office.user)
    assert client.get("/konto/").headers["Location"] == "/amt/"


def test_home_lets_choose_among_several(cast: Cast) -> None:
    cast.office.user = cast.coordinator.user
    cast.office.save()
    client = Client()
    client.force_login(cast.coordinator.user)
    page = client.get("/konto/")
    assert [(p.label, p.url) for p in page.context["places"]] == [
        ("Bündnis Perle", "/arbeit/perle/"),
        ("Überblick für Land und Bund", "/amt/"),
    ]


def test_home_tells_somebody_without_alliance_what_to_do(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.outsider)
    page = client.get("/konto/").content.decode()
    assert "Ihr Konto gehört gerade zu keinem Bündnis." in page
    assert "fremd@example.org" in page

"""In by password, by mail code, after a forgotten password; and what strangers may learn from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client, override_settings
from django.utils import timezone

from drehscheibe.ground.accounts import mails
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.outbox.models import InstanceMail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs.actions import claim
from tests.accounts.conftest import PASSWORD, newest_code
from tests.conftest import Cast

EMAIL = "koordination@example.org"
Login = Callable[..., Client]


def who(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


def test_password_opens_the_one_alliance(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    answer = client.get("/konto/")
    assert (who(client), answer.headers["Location"]) == (cast.coordinator.user_id, "/arbeit/perle/")


def test_login_returns_to_where_the_session_ended(cast: Cast) -> None:
    answer = Client().post(
        "/konto/anmelden/", {"login": EMAIL, "password": PASSWORD, "next": "/arbeit/perle/profil/?teil=2"}
    )
    assert answer.headers["Location"] == "/arbeit/perle/profil/?teil=2"


def test_login_page_keeps_where_to_return(cast: Cast) -> None:
    page = Client().get("/konto/anmelden/?next=/arbeit/perle/profil/").content.decode()
    assert page.count('name="next" value="/arbeit/perle/profil/"') == 2  # password and passkey


def test_login_never_leads_to_another_host(cast: Cast) -> None:
    answer = Client().post("/konto/anmelden/", {"login": EMAIL, "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/konto/"


def test_address_in_capitals_opens_the_same_account(cast: Cast, password_login: Login) -> None:
    assert who(password_login("Koordination@Example.org")) == cast.coordinator.user_id


def test_blocked_account_stays_out(cast: Cast) -> None:
    User.objects.filter(email=EMAIL).update(is_active=False)
    client = Client()
    answer = client.post("/konto/anmelden/", {"login": EMAIL, "password": PASSWORD})
    assert (who(client), answer.headers["Location"]) == (None, "/konto/gesperrt/")


def test_code_by_mail_opens_without_password(cast: Cast) -> None:
    client = Client()
    client.post("/konto/anmelden/code/", {"email": EMAIL, "next": "/arbeit/perle/heute/"})
    answer = client.post("/konto/anmelden/code/eingeben/?next=/arbeit/perle/heute/", {"code": newest_code()})
    assert (who(client), answer.headers["Location"]) == (cast.coordinator.user_id, "/arbeit/perle/heute/")


def test_code_by_mail_goes_out_before_mails_that_wait(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mails.queue_handed_over(cast.perle, to=cast.deputy, by=cast.coordinator)
    Client().post("/konto/anmelden/code/", {"email": EMAIL})
    kinds = ["outbox.mail", "outbox.instance_mail"]
    job = claim(kinds, at=timezone.now(), lease=timedelta(minutes=1))
    assert job is not None
    assert (job.kind, job.payload) == ("outbox.instance_mail", {"mail": InstanceMail.objects.get().pk})


def test_code_by_mail_ends_with_three_wrong_tries(cast: Cast) -> None:
    client = Client()
    client.post("/konto/anmelden/code/", {"email": EMAIL})
    code = newest_code()
    for _ in range(3):
        client.post("/konto/anmelden/code/eingeben/", {"code": "0000-0000"})
    client.post("/konto/anmelden/code/eingeben/", {"code": code})
    assert who(client) is None


def test_code_opens_only_where_it_was_asked_for(cast: Cast) -> None:
    Client().post("/konto/anmelden/code/", {"email": EMAIL})
    stranger = Client()
    stranger.post("/konto/anmelden/code/eingeben/", {"code": newest_code()})
    assert who(stranger) is None


def test_forgotten_password_is_set_anew_by_code(cast: Cast) -> None:
    client = Client()
    client.post("/konto/passwort/vergessen/", {"email": EMAIL})
    client.post("/konto/passwort/vergessen/code/", {"code": newest_code()})
    client.post("/konto/passwort/vergessen/neu/", {"password1": "drei grüne Wörter"})
    user = User.objects.get(email=EMAIL)
    subject = InstanceMail.objects.latest("pk").subject
    assert (who(client), user.check_password("drei grüne Wörter")) == (user.pk, True)
    assert subject == "Ihr Passwort wurde neu gesetzt"


def test_new_password_ends_sessions_elsewhere(cast: Cast, password_login: Login) -> None:
    elsewhere, here = password_login(EMAIL), Client()
    here.post("/konto/passwort/vergessen/", {"email": EMAIL})
    here.post("/konto/passwort/vergessen/code/", {"code": newest_code()})
    here.post("/konto/passwort/vergessen/neu/", {"password1": "drei grüne Wörter"})
    assert elsewhere.get("/konto/").headers["Location"] == "/konto/anmelden/?next=/konto/"


@pytest.mark.parametrize("weak", ["kurz", "koordination", "1234567890"])
def test_weak_password_is_refused_with_a_reason(cast: Cast, weak: str) -> None:
    client = Client()
    client.post("/konto/passwort/vergessen/", {"email": EMAIL})
    client.post("/konto/passwort/vergessen/code/", {"code": newest_code()})
    page = client.post("/konto/passwort/vergessen/neu/", {"password1": weak}).content.decode()
    assert (User.objects.get(email=EMAIL).check_password(PASSWORD), "field__error" in page) == (True, True)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
@pytest.mark.django_db
def test_passwords_are_kept_with_argon2() -> None:
    user = User.objects.create_account(email="neu@example.org", name="Neu", password=PASSWORD)
    assert identify_hasher(user.password).algorithm == "argon2"


# What strangers learn


def _shown(address: str, email: str, **more: str) -> str:
    client = Client()
    answer = client.post(address, {"email": email, "login": email, **more}, follow=True)
    text = answer.content.decode().replace(email, "…")
    token = answer.context["csrf_token"]
    return f"{answer.redirect_chain} {text.replace(str(token), '')}"


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/konto/anmelden/", {"password": "falsch-falsch"}),
        ("/konto/anmelden/code/", {}),
        ("/konto/passwort/vergessen/", {}),
    ],
)
def test_answer_is_the_same_for_unknown_addresses(cast: Cast, address: str, more: dict[str, str]) -> None:
    assert _shown(address, EMAIL, **more) == _shown(address, "niemand@example.org", **more)


@pytest.mark.parametrize("address", ["/konto/anmelden/code/", "/konto/passwort/vergessen/"])
def test_unknown_address_gets_a_mail_that_says_so(cast: Cast, address: str) -> None:
    Client().post(address, {"email": "niemand@example.org"})
    mail = InstanceMail.objects.get()
    assert (mail.to_email, mail.subject) == ("niemand@example.org", "Zu dieser Adresse gibt es kein Konto")


@pytest.mark.parametrize("address", ["/konto/anmelden/code/", "/konto/passwort/vergessen/"])
@pytest.mark.parametrize(
    "email", [f"{'a' * 250}@example.org", "ada\0@example.org", "ada@example.org\r\nBcc: b@example.org"]
)
def test_address_that_no_mail_can_reach_is_asked_for_again(cast: Cast, address: str, email: str) -> None:
    answer = Client().post(address, {"email": email})
    assert ('aria-invalid="true"' in answer.content.decode(), InstanceMail.objects.count()) == (True, 0)


def test_sign_up_is_closed_with_a_friendly_word(cast: Cast) -> None:
    before = User.objects.count()
    client = Client()
    page = client.get("/konto/erhalten/").content.decode()
    client.post("/konto/erhalten/", {"email": "neu@example.org", "password1": PASSWORD})
    assert ("Konten gibt es auf Einladung" in page, User.objects.count()) == (True, before)


def test_password_guessing_is_slowed_down(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        client.post("/konto/anmelden/", {"login": EMAIL, "password": "falsch-falsch"})
    page = client.post("/konto/anmelden/", {"login": EMAIL, "password": PASSWORD}).content.decode()
    assert ("Das waren zu viele Versuche" in page, who(client)) == (True, None)


def test_many_codes_for_one_address_are_refused(cast: Cast) -> None:
    for _ in range(7):
        Client().post("/konto/anmelden/code/", {"email": EMAIL})
    assert InstanceMail.objects.count() == 5


def test_too_many_requests_are_answered_in_our_words(cast: Cast) -> None:
    for number in range(21):
        answer = Client().post("/konto/passwort/vergessen/", {"email": f"person{number}@example.org"})
    assert (answer.status_code, "Das waren viele Versuche in kurzer Zeit" in answer.content.decode()) == (429, True)


def test_pages_of_the_account_are_never_stored(cast: Cast) -> None:
    answer = Client().get("/konto/anmelden/")
    policy = answer.headers["Content-Security-Policy"]
    assert (answer.headers["Cache-Control"], "script-src 'self';" in policy) == ("no-store", True)


def test_logging_out_takes_a_post(cast: Cast, password_login: Login) -> None:
    client = password_login(EMAIL)
    client.get("/konto/abmelden/")
    still_in = who(client)
    client.post("/konto/abmelden/")
    assert (still_in, who(client)) == (cast.coordinator.user_id, None)

"""The set-up page: opened by a code, once, and by nobody else."""

import stat
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connections
from django.test import Client

from drehscheibe.frames.setup import code
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.instance.models import Instance
from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.tenancy.models import Operator
from tests.accounts.conftest import database_for_threads
from tests.rooms import client_of, text_of
from tests.setup.conftest import FIRST

_FORM = "Wer steht für diese Seite ein?"


# The code


def test_program_shows_the_address_until_somebody_used_it(guest: Client, fresh: str) -> None:
    before, after, asked = StringIO(), StringIO(), StringIO()
    call_command("setup_code", "--only-if-needed", stdout=before)
    guest.post("/einrichten/", FIRST)
    call_command("setup_code", "--only-if-needed", stdout=after)
    call_command("setup_code", stdout=asked)
    assert (before.getvalue(), after.getvalue(), asked.getvalue()) == (
        f"Diese Seite einrichten: {configured.SITE_URL}/einrichten/?schluessel={fresh}\n",
        "",
        "Diese Instanz ist schon eingerichtet. Weitere Konten: manage.py operator E-MAIL\n",
    )


def test_code_is_for_the_owner_of_the_server_only(fresh: str, tmp_path: Path) -> None:
    file = tmp_path / "setup_code"
    assert (stat.S_IMODE(file.stat().st_mode), code.current(), len(fresh)) == (0o600, fresh, 24)


def test_without_the_code_the_page_says_where_to_find_it(fresh: str) -> None:
    page = Client().get("/einrichten/")
    shown = text_of(page)
    assert (_FORM in shown, "manage.py setup_code" in shown, fresh in shown) == (False, True, False)
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "same-origin")


def test_link_opens_the_page_and_leaves_the_address(fresh: str) -> None:
    client = Client()
    answer = client.get("/einrichten/", {"schluessel": fresh})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/einrichten/")
    assert _FORM in text_of(client.get("/einrichten/"))


def test_code_can_be_typed_as_somebody_reads_it_out(fresh: str) -> None:
    client = Client()
    client.post("/einrichten/", {"code": fresh.upper().replace("-", " ")})
    assert _FORM in text_of(client.get("/einrichten/"))


def test_session_keeps_no_code_and_ends_with_it(guest: Client, fresh: str) -> None:
    kept = str(dict(guest.session.items()))
    code.discard()
    code.current()
    assert (fresh in kept, _FORM in text_of(guest.get("/einrichten/"))) == (False, False)


@pytest.mark.parametrize("given", ["", "falsch", "aaaa-bbbb-cccc-dddd-eeee", "ä\0"])
def test_wrong_code_opens_nothing(fresh: str, given: str) -> None:
    client = Client()
    answer = client.get("/einrichten/", {"schluessel": given})
    assert (answer.status_code, "Dieser Code stimmt nicht." in text_of(answer)) == (403, True)
    assert _FORM not in text_of(client.get("/einrichten/"))


def test_nothing_is_right_where_no_code_was_made(fresh: str) -> None:
    code.discard()
    assert [code.is_right(""), code.is_right(fresh)] == [False, False]


def test_guessing_is_stopped(fresh: str) -> None:
    client = Client()
    tried = [client.post("/einrichten/", {"code": f"versuch {number}"}).status_code for number in range(11)]
    assert tried == [403] * 10 + [429]
    assert client.get("/einrichten/", {"schluessel": fresh}).status_code == 302


def test_form_is_not_taken_without_the_code(fresh: str) -> None:
    Client().post("/einrichten/", FIRST)
    assert (Instance.objects.count(), User.objects.count()) == (0, 0)


# The first person


def test_six_answers_make_the_instance_and_the_first_login(guest: Client) -> None:
    answer = guest.post("/einrichten/", FIRST)
    found = operator()
    user = Operator.objects.get().user
    assert (answer.headers["Location"], found.name, found.address, found.email) == (
        "/betrieb/einrichten/", FIRST["name"], FIRST["address"], FIRST["email"],
    )  # fmt: skip
    assert (user.email, user.name, user.check_password(FIRST["password"])) == (
        "hanna@example.org", "Hanna Birkental", True,
    )  # fmt: skip
    assert guest.session["_auth_user_id"] == str(user.pk)


def test_code_is_used_up(hanna: Client, fresh: str, tmp_path: Path) -> None:
    assert (code.is_right(fresh), (tmp_path / "setup_code").exists()) == (False, False)


def test_set_up_page_is_gone_afterwards(hanna: Client, fresh: str) -> None:
    stranger = Client()
    assert [stranger.get(f"/einrichten/{more}").status_code for more in ("", f"?schluessel={fresh}")] == [404, 404]
    assert stranger.post("/einrichten/", FIRST).status_code == 404
    assert hanna.get("/einrichten/").headers["Location"] == "/betrieb/einrichten/"


def test_second_browser_with_the_code_comes_too_late(guest: Client, fresh: str) -> None:
    other = Client()
    other.get("/einrichten/", {"schluessel": fresh})
    guest.post("/einrichten/", FIRST)
    late = other.post("/einrichten/", {**FIRST, "login": "zweite@example.org"})
    assert (late.status_code, list(User.objects.values_list("email", flat=True))) == (404, ["hanna@example.org"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Wer betreibt diese Seite? – Bitte füllen Sie dieses Feld aus."),
        ({"email": "keine"}, "E-Mail-Adresse der Stelle – "),
        ({"password": "kurz"}, "Passwort – Dieses Passwort ist zu kurz."),
        ({"password": "Hanna Birkental"}, "Passwort – "),
        ({"login": "zeile@example.org\nBcc: x@example.org"}, "Ihre E-Mail-Adresse – "),
    ],
)
def test_wrong_answer_is_told_and_nothing_is_kept(guest: Client, wrong: dict[str, str], said: str) -> None:
    page = guest.post("/einrichten/", {**FIRST, **wrong})
    shown = page.content.decode()
    assert (said in text_of(page), "Großer Markt 1" in shown, Instance.objects.count(), User.objects.count()) == (
        True, True, 0, 0,
    )  # fmt: skip


def test_known_address_is_not_taken_over(guest: Client) -> None:
    known = User.objects.create_account(email="hanna@example.org", name="Hanna", password="passwort-passwort")
    page = guest.post("/einrichten/", FIRST)
    known.refresh_from_db()
    assert ("gibt es hier schon ein Konto" in text_of(page), known.check_password("passwort-passwort")) == (True, True)
    assert (Instance.objects.exclude(set_up_at=None).count(), Operator.objects.count()) == (0, 0)


def test_what_the_environment_says_is_not_asked(guest: Client, settings: Any) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Landkreis Prignitz", "Berliner Straße 49, 19348 Perleberg"
    settings.OPERATOR_EMAIL = "it@example.org"
    shown = guest.get("/einrichten/").content.decode()
    guest.post("/einrichten/", {name: FIRST[name] for name in ("person", "login", "password")})
    assert ([name in shown for name in ('name="name"', 'name="email"', 'name="person"')], operator().name) == (
        [False, False, True], "Landkreis Prignitz",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_instance(fresh: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have the code and press the button together: one is logged in, the other told to log in."""
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.get("/einrichten/", {"schluessel": fresh})
    together, answers = Barrier(2), []

    def press(browser: Client, login: str) -> None:
        together.wait(timeout=30)
        try:
            answers.append(browser.post("/einrichten/", {**FIRST, "login": login}).status_code)
        finally:
            connections.close_all()

    with database_for_threads(tmp_path, monkeypatch):
        threads = [
            Thread(target=press, args=pair)
            for pair in zip(browsers, ("eins@example.org", "zwei@example.org"), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert sorted(answers) in ([302, 404], [302, 409])


def test_somebody_logged_in_finds_nothing(hanna: Client) -> None:
    other = User.objects.create_account(email="fremd@example.org", name="Fremd", password="passwort-passwort")
    assert client_of(other).get("/einrichten/").status_code == 404

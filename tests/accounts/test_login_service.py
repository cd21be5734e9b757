"""A town's own login service, here a small one on this machine: it opens existing accounts and makes none."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, override_settings

from drehscheibe.config import accounts as account_settings
from drehscheibe.ground.accounts.models import User
from tests.conftest import Cast

EMAIL = "koordination@example.org"


@dataclass
class Service:
    """What the service says about whoever is logged in there."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("/openid-configuration"):
            names = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}
            ends = {f"{name}_endpoint": f"{self.address}/{end}" for name, end in names.items()}
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **ends, **methods}
        if path == "/token":
            claims = {"iss": self.address, "aud": "drehscheibe", "exp": time.time() + 60, **self.person}
            return {"access_token": "a", "token_type": "Bearer", "id_token": jwt.encode(claims, "k" * 32)}
        return self.person


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    says = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(says.answer(urlsplit(self.path).path)).encode())

        do_POST = do_GET  # noqa: N815  the standard library's name

        def log_message(self, format: str, *args: object) -> None:
            """The test output is no access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    says.address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("OIDC_ISSUER", says.address)
    monkeypatch.setenv("OIDC_NAME", "Stadt Musterstadt")
    monkeypatch.setenv("OIDC_CLIENT_ID", "drehscheibe")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "geheim")
    with override_settings(SOCIALACCOUNT_PROVIDERS=account_settings._login_service()):
        yield says
    server.shutdown()
    server.server_close()


def come_back(client: Client, **query: str) -> Any:
    """Go to the service and return with its code."""
    there = client.get("/konto/anmelden/dienst/", query).headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    return client.get("/konto/anmelden/dienst/zurueck/", {"code": "c", "state": state})


def test_button_stands_on_the_login_page(cast: Cast, service: Service) -> None:
    page = Client().get("/konto/anmelden/?next=/arbeit/perle/").content.decode()
    assert "Anmelden über Stadt Musterstadt" in page
    assert 'href="/konto/anmelden/dienst/?next=/arbeit/perle/"' in page


def test_without_service_there_is_no_button(cast: Cast) -> None:
    assert "Anmelden über" not in Client().get("/konto/anmelden/").content.decode()


def test_same_confirmed_address_opens_the_account(cast: Cast, service: Service) -> None:
    service.person = {"sub": "7", "email": EMAIL, "email_verified": True}
    client = Client()
    answer = come_back(client, next="/arbeit/perle/profil/")
    assert answer.headers["Location"] == "/arbeit/perle/profil/"
    assert int(client.session["_auth_user_id"]) == cast.coordinator.user_id
    assert SocialAccount.objects.count() == 0  # nothing is kept about the other login


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "7", "email": EMAIL, "email_verified": False},
        {"sub": "7", "email": EMAIL},
        {"sub": "7", "email": "niemand@example.org", "email_verified": True},
        {"sub": "7"},
    ],
)
def test_everybody_else_is_told_that_accounts_come_by_invitation(
    cast: Cast, service: Service, person: dict[str, Any]
) -> None:
    service.person = person
    before = User.objects.count()
    client = Client()
    answer = come_back(client)
    assert (answer.status_code, "_auth_user_id" in client.session, User.objects.count()) == (403, False, before)
    assert "Konten entstehen durch eine Einladung" in answer.content.decode()


def test_town_may_vouch_for_addresses_of_its_own_domains(
    cast: Cast, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entra ID leaves `email_verified` out."""
    service.person = {"sub": "7", "email": EMAIL}
    answers = []
    for domains in ("stadt.example", "stadt.example,example.org"):
        monkeypatch.setenv("OIDC_EMAIL_DOMAINS", domains)
        with override_settings(SOCIALACCOUNT_PROVIDERS=account_settings._login_service()):
            client = Client()
            come_back(client)
            answers.append("_auth_user_id" in client.session)
    assert answers == [False, True]


def test_service_cannot_be_tied_to_an_account_of_another_address(cast: Cast, service: Service) -> None:
    service.person = {"sub": "7", "email": "niemand@example.org", "email_verified": True}
    client = Client()
    client.force_login(cast.coordinator.user)
    answer = come_back(client, process="connect")
    assert (answer.status_code, SocialAccount.objects.count()) == (403, 0)


def test_refusal_of_the_service_is_told_in_our_words(cast: Cast, service: Service) -> None:
    client = Client()
    client.get("/konto/anmelden/dienst/")
    answer = client.get("/konto/anmelden/dienst/zurueck/", {"error": "server_error", "state": "x"})
    assert (answer.status_code, "hat nicht geklappt" in answer.content.decode()) == (401, True)


def test_breaking_off_at_the_service_leads_back(cast: Cast, service: Service) -> None:
    client = Client()
    there = client.get("/konto/anmelden/dienst/").headers["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    answer = client.get("/konto/anmelden/dienst/zurueck/", {"error": "access_denied", "state": state})
    assert answer.headers["Location"] == "/konto/anmelden/dienst/abgebrochen/"


def test_service_that_does_not_answer_is_told_in_our_words(cast: Cast, service: Service) -> None:
    apps = account_settings._login_service()
    apps["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    with override_settings(SOCIALACCOUNT_PROVIDERS=apps):
        answer = Client().get("/konto/anmelden/dienst/")
    assert (answer.status_code, "hat nicht geklappt" in answer.content.decode()) == (502, True)


@pytest.mark.parametrize(
    ("variables", "named"),
    [({"OIDC_ISSUER": "login.stadt.example"}, "OIDC_ISSUER"), ({"OIDC_ISSUER": "https://l.example"}, "OIDC_CLIENT_ID")],
)
def test_half_a_configuration_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Exception, match=named):
        account_settings._login_service()

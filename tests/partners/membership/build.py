"""Helpers: the public form, links out of mails, partners with their people."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit import forms as kit_forms
from drehscheibe.kit.jobs import worker
from drehscheibe.work.partners import actions
from drehscheibe.work.partners.models import Application, DeclarationText, Organisation
from tests.conftest import Cast
from tests.rooms import FROM_OUR_PAGE

ROOM = "/arbeit/perle/partner/"
JOIN = "/buendnisse/perle/mitmachen/"
FORM = {
    "kind": "organisation",
    "name": "Förderverein Bücherei",
    "category": "club",
    "contribution": "Wir lesen vor.",
    "membership_kind": "voting",
    "person_name": "Nele Neumann",
    "email": "Nele@Example.org",
    "phone": "030 23125 77",
    "agrees": "on",
    "number": "1",
}


def send_form(client: Client, **values: str) -> HttpResponse:
    """Post the public form; a value of "" leaves the box out."""
    data = {key: value for key, value in {**FORM, **values}.items() if value}
    answer: HttpResponse = client.post(JOIN, {"stamp": kit_forms.stamp(), **data}, headers=FROM_OUR_PAGE)
    return answer


def press(client: Client, url: str, **data: str) -> HttpResponse:
    """Press a button on a page behind a mailed link."""
    answer: HttpResponse = client.post(url, data, headers=FROM_OUR_PAGE)
    return answer


def mails_to(cast: Cast, email: str) -> list[Mail]:
    with scope.alliance(cast.perle.pk):
        return list(Mail.objects.filter(to_email=email).order_by("pk"))


def link_in(mail: Mail, word: str) -> str:
    """Return the address, without the host, of the link of one kind in a mail."""
    found = re.search(rf"https?://[^/\s]+(/link/{word}/\S+)", mail.text)
    assert found is not None, mail.text
    return found[1]


def run_jobs() -> None:
    worker.run_until_empty(WORK)


def adopt_rules(cast: Cast, *, days: int = 0, text: str = "Wir machen mit.", clause: str = "Wir achten alle.") -> None:
    with scope.alliance(cast.perle.pk):
        actions.save_membership_rules(
            {"wants_declaration": bool(text), "objection_days": days, "certificate_signed_by": "Die Bürgermeisterin"},
            text=text,
            values_clause=clause,
            version=_version(),
            by=cast.coordinator,
        )


def _version() -> int:
    from drehscheibe.work.partners.queries.membership import rules_of_joining

    return rules_of_joining().version


def applied(cast: Cast, **values: Any) -> Application:
    """Return an application as it is once its mail was confirmed."""
    client = Client()
    answer = send_form(client, **values)
    assert answer.status_code == 303, answer.content.decode()
    email = values.get("email", FORM["email"]).lower()
    link = link_in(mails_to(cast, email)[-1], "mitmachen")
    press(client, link)
    with scope.alliance(cast.perle.pk):
        return Application.objects.get(email=email)


def partner(cast: Cast, name: str, *, email: str = "", joined_on: date | None = None, **values: Any) -> Organisation:
    with scope.alliance(cast.perle.pk):
        return actions.add_partner(
            {"name": name, "joined_on": joined_on, **values},
            person={"name": f"Person von {name}" if email else "", "email": email, "phone": ""},
            by=cast.coordinator,
        )


def fresh(cast: Cast, row: Any) -> Any:
    with scope.alliance(cast.perle.pk):
        row.refresh_from_db()
    return row


def texts(cast: Cast) -> list[tuple[int, str, bool]]:
    with scope.alliance(cast.perle.pk):
        return list(DeclarationText.objects.order_by("number").values_list("number", "text", "in_force"))

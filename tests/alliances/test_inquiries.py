"""Messages from the public page: list, answer, mark, mail."""

import pytest
from django.test import Client

from drehscheibe.ground.alliances import actions
from drehscheibe.ground.alliances.models import ContactPoint, Inquiry
from drehscheibe.ground.alliances.vocabulary import InquiryKind
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Visitor
from tests.conftest import Cast
from tests.rooms import text_of

from .conftest import ROOM

LIST = f"{ROOM}anfragen/"


@pytest.fixture
def inquiry(cast: Cast, coordinator: Client) -> Inquiry:
    return receive(cast, InquiryKind.CITIZEN, "Gibt es samstags\neine Krabbelgruppe?")


def receive(cast: Cast, kind: InquiryKind, text: str, name: str = "Mia Muster") -> Inquiry:
    with scope.alliance(cast.perle.pk):
        return actions.receive_inquiry(
            cast.perle, kind=kind, text=text, sender_name=name, sender_email="mia@example.org", by=Visitor()
        )


def state(inquiry: Inquiry) -> tuple[str, bool]:
    with scope.alliance(inquiry.alliance_id):
        inquiry.refresh_from_db()
    return inquiry.state, inquiry.closed_at is not None


def test_list_can_be_filtered_by_state_and_kind(coordinator: Client, cast: Cast, inquiry: Inquiry) -> None:
    receive(cast, InquiryKind.INSTITUTION, "Wir machen mit.", name="Kita Sonne")
    assert "2 Nachrichten" in text_of(coordinator.get(LIST))
    only = text_of(coordinator.get(LIST, {"art": "institution", "stand": "new"}))
    assert "Eine Nachricht" in only
    assert "Kita Sonne" in only
    assert "Mia Muster" not in only
    assert "Dazu gibt es keine Nachricht." in text_of(coordinator.get(LIST, {"stand": "closed"}))


@pytest.mark.parametrize(("button", "expected"), [("beantwortet", "answered"), ("erledigt", "closed")])
def test_message_is_marked(coordinator: Client, inquiry: Inquiry, button: str, expected: str) -> None:
    coordinator.post(f"{LIST}{inquiry.pk}/", {button: "1"})
    assert state(inquiry) == (expected, True)


def test_answer_opens_the_own_mail_program_with_the_message_quoted(coordinator: Client, inquiry: Inquiry) -> None:
    html = coordinator.get(f"{LIST}{inquiry.pk}/").content.decode()
    assert "mailto:mia%40example.org?subject=Ihre%20Nachricht%20an%20uns" in html
    assert "%0D%0A%3E%20eine%20Krabbelgruppe%3F" in html


def test_message_of_another_alliance_is_not_there(cast: Cast, inquiry: Inquiry) -> None:
    client = Client()
    client.force_login(cast.other_coordinator.user)
    assert client.post(f"/arbeit/grimm/anfragen/{inquiry.pk}/", {"erledigt": "1"}).status_code == 404
    assert state(inquiry) == ("new", False)


def test_script_in_a_message_is_shown_as_text(coordinator: Client, cast: Cast) -> None:
    bad = receive(cast, InquiryKind.CITIZEN, "<script>alert(1)</script>", name="<b>Mia</b>")
    html = coordinator.get(f"{LIST}{bad.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_mail_to_the_coordination_holds_the_message_and_answers_go_to_its_sender(
    cast: Cast, coordinator: Client
) -> None:
    with scope.alliance(cast.perle.pk):
        actions.add_row(ContactPoint, {"role": "Koordination", "email": "rolle@example.org"}, by=cast.coordinator)
    asked = receive(cast, InquiryKind.CITIZEN, "Gibt es eine <Krabbelgruppe>?")
    with scope.alliance(cast.perle.pk):
        mail = Mail.objects.get()
    assert (mail.to_email, mail.reply_to) == ("rolle@example.org", "mia@example.org")
    assert "Gibt es eine <Krabbelgruppe>?" in mail.text
    assert "Gibt es eine &lt;Krabbelgruppe&gt;?" in mail.html
    assert f"/arbeit/perle/anfragen/{asked.pk}/" in mail.text


def test_reported_error_goes_to_the_operator(cast: Cast, coordinator: Client) -> None:
    receive(cast, InquiryKind.ERROR, "Die Telefonnummer ist falsch.")
    mail = InstanceMail.objects.get()
    assert mail.subject == "Fehler gemeldet: Bündnis Perle"
    assert "Die Telefonnummer ist falsch." in mail.text

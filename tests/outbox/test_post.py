"""The pages of an alliance's post: practised mails, the outbox, one mail as received, sendings and their stop."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.config.jobs import WORK
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.outbox.tasks import empty_old_mails
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.jobs import worker
from tests.conftest import Cast
from tests.outbox.test_queue import letter
from tests.outbox.test_sendings import letters, practise, sent
from tests.rooms import client_of, said, text_of

PRACTICE, OUTBOX, SENDINGS = (
    "/arbeit/perle/uebungspostfach/",
    "/arbeit/perle/postausgang/",
    "/arbeit/perle/postausgang/sendungen/",
)


@pytest.fixture
def client(cast: Cast) -> Client:
    return client_of(cast.coordinator)


def with_link(cast: Cast, **changes: Any) -> tuple[Mail, str]:
    """Queue a mail that carries a real link; return it and the token."""
    with scope.alliance(cast.perle.pk):
        _link, token = links.issue(
            purpose="probe", subject_id=1, recipient="familie@example.org", lifetime=timedelta(days=1)
        )
        url = f"http://localhost:8000/link/probe/{token}/"
        attached = [Attachment("Ende.txt", "text/plain", url.encode())]
        context = {"question": "Und?", "button_label": "Antworten", "button_url": url}
        return letter(
            to_name="Familie Groß", reply_to="post@example.org", context=context, attachments=attached, **changes
        ), token


def test_practice_mailbox_shows_what_would_have_gone_out(cast: Cast, client: Client) -> None:
    practise(cast.perle)
    sent(cast, 2)
    page = text_of(client.get(PRACTICE))
    assert "2 E-Mails" in page
    assert ("Partner 0, partner0@example.org" in page, "Guten Tag 1" in page) == (True, True)
    assert "Sobald" not in page


def test_empty_practice_mailbox_says_what_will_be_here(cast: Cast, client: Client) -> None:
    practise(cast.perle)
    assert "Noch keine E-Mail Sobald Sie jemanden einladen oder begrüßen" in text_of(client.get(PRACTICE))


def test_lists_can_be_searched_filtered_and_turned_round(cast: Cast, client: Client) -> None:
    sent(cast, 12)
    found = text_of(client.get(OUTBOX, {"q": "partner11", "stand": "wartet"}))
    none = text_of(client.get(OUTBOX, {"q": "partner11", "stand": "gesendet"}))
    turned = text_of(client.get(OUTBOX, {"nach": "-an"}))
    assert ("Partner 11," in found, "Partner 10," in found, "1 E-Mail " in found) == (True, False, True)
    assert "Nichts gefunden." in none
    assert turned.index("Partner 9,") < turned.index("Partner 2,") < turned.index("Partner 10,")


def test_list_can_be_taken_along_as_a_table(cast: Cast, client: Client) -> None:
    sent(cast, 1)
    head, row = client.get(OUTBOX, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert head == "Empfänger;Adresse;Betreff;Zeit;Stand"
    assert row.startswith("Partner 0;partner0@example.org;Guten Tag 0;")
    assert "geht um" in row


def test_practised_mail_can_be_read_as_received_and_its_link_used(cast: Cast, client: Client) -> None:
    practise(cast.perle)
    mail, token = with_link(cast)
    page = text_of(client.get(f"{OUTBOX}{mail.pk}/"))
    html = client.get(f"{OUTBOX}{mail.pk}/html/")
    for part in ("Bündnis Perle <", "Familie Groß <familie@example.org>", "Antwort an post@example.org", "Ihre Frage"):
        assert part in page
    assert (token in page, token in html.content.decode()) == (True, True)
    assert html.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")


def test_links_of_a_mail_that_went_out_are_the_receivers_alone(cast: Cast, client: Client) -> None:
    mail, token = with_link(cast)
    page = client.get(f"{OUTBOX}{mail.pk}/").content.decode()
    html = client.get(f"{OUTBOX}{mail.pk}/html/").content.decode()
    attached = client.get(f"{OUTBOX}{mail.pk}/anhang/1/").content.decode()
    assert (token in page, token in html, token in attached) == (False, False, False)
    assert "http://localhost:8000/link/probe/•••/" in html
    assert "Sie gehören allein dem Empfänger" in page


def test_links_of_practised_mails_close_when_the_alliance_goes_live(cast: Cast, client: Client) -> None:
    practise(cast.perle)
    mail, token = with_link(cast)
    type(cast.perle).objects.filter(pk=cast.perle.pk).update(is_live=True)
    assert token not in client.get(f"{OUTBOX}{mail.pk}/").content.decode()


def test_practised_links_that_let_somebody_in_are_for_who_manages_members(cast: Cast) -> None:
    practise(cast.perle)
    mail, token = with_link(cast, is_confidential=True)

    def sees(member: Member) -> bool:
        return token in client_of(member).get(f"{OUTBOX}{mail.pk}/html/").content.decode()

    assert (sees(cast.coordinator), sees(cast.deputy)) == (True, False)


def test_mail_can_be_shown_as_narrow_as_a_phone(cast: Cast, client: Client) -> None:
    mail, _token = with_link(cast)
    wide, narrow = (client.get(f"{OUTBOX}{mail.pk}/", {"breite": b}).content.decode() for b in ("", "schmal"))
    assert ("mail-twins--narrow" in wide, "mail-twins--narrow" in narrow) == (False, True)


def test_emptied_mail_says_when_its_text_went(cast: Cast, client: Client) -> None:
    mail, _token = with_link(cast)
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        empty_old_mails()
    page = text_of(client.get(f"{OUTBOX}{mail.pk}/"))
    assert ("90 Tage nachdem die E-Mail entstand" in page, "Gestaltete Fassung" in page) == (True, False)


def test_outbox_says_when_a_sending_goes_out_and_stops_it(cast: Cast, client: Client) -> None:
    with time_machine.travel("2026-05-04T12:30:00+00:00", tick=False):
        sending = sent(cast, 20)
    with time_machine.travel("2026-05-04T12:32:30+00:00", tick=False):
        page = text_of(client_of(cast.coordinator).get(OUTBOX))
        assert "Begrüßung 20 E-Mails: geht um 14:35 Uhr hinaus. Noch 2 Minuten. 20 E-Mails anhalten" in page
        stopped = client_of(cast.coordinator).post(f"{SENDINGS}{sending.pk}/anhalten/", follow=True)
        assert said(stopped) == ["Angehalten: 20 E-Mails. Niemand bekommt sie."]
        assert "Stand angehalten um 14:32 Uhr E-Mails 20 (20 angehalten)" in text_of(stopped)
    with time_machine.travel("2026-05-04T13:30:00+00:00", tick=False):
        worker.run_until_empty(WORK)
    assert django_mail.outbox == []


def test_opening_the_stop_address_stops_nothing(cast: Cast, client: Client) -> None:
    sending = sent(cast, 1)
    client.get(f"{SENDINGS}{sending.pk}/anhalten/")
    with scope.alliance(cast.perle.pk):
        assert Mail.objects.get().state == "waiting"


def test_late_stop_says_so_and_stays_on_the_page(cast: Cast) -> None:
    sending = sent(cast, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        worker.run_until_empty(WORK)
        page = client_of(cast.coordinator).post(f"{SENDINGS}{sending.pk}/anhalten/", follow=True)
    assert "Zum Anhalten ist es zu spät" in text_of(page)
    assert page.request["PATH_INFO"] == f"{SENDINGS}{sending.pk}/"


def test_sending_names_its_receivers(cast: Cast, client: Client) -> None:
    sending = sent(cast, 3)
    page = text_of(client.get(f"{SENDINGS}{sending.pk}/"))
    assert "3 (3 warten)" in page
    assert "Partner 2 partner2@example.org geht um" in page
    assert "Begrüßung 3 Koordination geht um" in text_of(client.get(SENDINGS))


def test_sending_of_another_alliance_is_not_found(cast: Cast) -> None:
    sending = sent(cast, 1)
    stranger = client_of(cast.other_coordinator)
    address = f"/arbeit/grimm/postausgang/sendungen/{sending.pk}/"
    assert [stranger.get(address).status_code, stranger.post(f"{address}anhalten/").status_code] == [404, 404]
    with scope.alliance(cast.perle.pk):
        assert Sending.objects.get().stopped_at is None


def test_pages_ask_the_database_as_often_for_many_mails_as_for_few(cast: Cast, client: Client) -> None:
    def statements() -> list[int]:
        counts = []
        for address in (PRACTICE, OUTBOX, SENDINGS, f"{SENDINGS}{first.pk}/"):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            counts.append(len(captured))
        return counts

    first = sent(cast, 2)
    few = statements()
    with scope.alliance(cast.perle.pk):
        queue_mails(letters(60), sending=first)
        for _n in range(10):
            queue_mails(letters(3), sending=start_sending(kind="greeting", title="Noch eine", by=cast.coordinator))
    many = statements()
    assert (many == few, max(many) <= 20) == (True, True), (few, many)

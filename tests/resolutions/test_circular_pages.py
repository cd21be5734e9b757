"""The team's pages of votes by link: few statements, what they say, forms that refuse, who sees what."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.resolutions.actions.forgetting import KEEP_UNDECIDED
from drehscheibe.work.resolutions.models import Ballot, Vote, VoteMail, Voter
from drehscheibe.work.resolutions.queries.dashboard import votes_ending
from drehscheibe.work.resolutions.tasks.by_link import forget_ballots
from drehscheibe.work.resolutions.vocabulary import VoteKind
from tests.conftest import Cast
from tests.meetings import making
from tests.resolutions import by_link
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

ALL = "/arbeit/perle/treffen/abstimmungen/"


@pytest.fixture(autouse=True)
def _house(cast: Cast) -> None:
    furnish(cast.perle)


def _form(body: Any, **values: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=10)
    return {
        "kind": "circular", "body": body.pk, "title": "Hüpfburg", "motion": "Wir mieten eine Hüpfburg.", "reason": "",
        "day": day.isoformat(), "hour": "18:00", "majority": "", "version": 1, **values,
    }  # fmt: skip


def test_vote_goes_from_the_form_to_the_running_page(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        body = making.body()
        making.partner("Kita", email="ada@example.org", person="Ada")
        making.partner("Ohne Mail", phone="03876 1234")
    desk = client_of(cast.coordinator)
    early = (timezone.localdate() + timedelta(days=2)).isoformat()
    refused = text_of(desk.post(f"{ALL}neu/", _form(body, day=early)))
    assert "Nach Ihren Spielregeln ist mindestens eine Woche Zeit." in refused
    desk.post(f"{ALL}neu/", _form(body))
    with scope.alliance(cast.perle.pk):
        vote = Vote.objects.get()
        assert (vote.state, vote.majority, vote.percent, Mail.objects.count()) == ("draft", "simple", 50, 0)
    one = f"{ALL}{vote.pk}/"
    file = SimpleUploadedFile("angebot.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    desk.post(f"{one}unterlage/", {"title": "", "file": file})
    before = text_of(desk.get(f"{one}oeffnen/"))
    assert "Abstimmung eröffnen für 2 Partner" in before
    assert "Diesen Partnern fehlt eine E-Mail-Adresse." in before
    with scope.alliance(cast.perle.pk):
        kita = vote.body.pk and making.Organisation.objects.get(name="Kita")
    look = desk.get(f"{one}vorschau/{kita.pk}/mail/").content.decode()
    desk.post(f"{one}oeffnen/")
    with scope.alliance(cast.perle.pk):
        sent = Mail.objects.get()
        voter = Voter.objects.get(name="Ohne Mail")
    assert [
        text in look and text in sent.html for text in ("Wir mieten eine Hüpfburg.", "Jetzt abstimmen", "angebot")
    ] == [True] * 3
    running = text_of(desk.get(one))
    assert "0 von 2 haben abgestimmt" in running
    calls = text_of(desk.get(f"{one}anrufe/"))
    assert calls.index("Ohne Mail") < calls.index("Kita")
    assert "03876 1234" in calls
    note = f"{one}stimme/{voter.pk}/"
    nobody = text_of(desk.post(note, {"choice": "yes", "channel": "phone", "person": "", "name": ""}))
    assert "Bitte schreiben Sie, wer es gesagt hat." in nobody
    desk.post(note, {"choice": "yes", "channel": "letter", "person": "", "name": "Otto Ohne"})
    noted = text_of(desk.get(one))
    assert "Ja , Otto Ohne per Brief, notiert von Koordination" in noted
    assert "1 von 2 hat abgestimmt" in noted
    with scope.alliance(cast.perle.pk):
        assert [vote.title for vote in votes_ending(cast.coordinator, within=timedelta(days=30))] == ["Hüpfburg"]
        assert votes_ending(cast.group_lead, within=timedelta(days=30)) == []


def test_pages_need_as_many_statements_for_forty_partners_as_for_four(cast: Cast) -> None:
    desk, counts = client_of(cast.coordinator), []
    for number in (4, 36):
        with scope.alliance(cast.perle.pk):
            if number == 4:
                by_link.rules()
                body = making.body()
            making.partners(number, first=number)
            vote = by_link.opened(body)
        desk.get(ALL)
        with CaptureQueriesContext(
            connection,
        ) as listed:
            desk.get(ALL)
        with CaptureQueriesContext(connection) as shown:
            desk.get(f"{ALL}{vote.pk}/")
        counts.append((len(listed), len(shown)))
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 20


def test_confidential_vote_is_nobodys_business_but_of_who_leads_the_body(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(1)
        vote = by_link.opened(making.body(), title="Streit um den Raum", is_confidential=True)
        open_one = by_link.opened(making.body("Plenum"), title="Neues Logo")
    answers = {}
    for member in (cast.coordinator, cast.reader):
        desk = client_of(member)
        listed = text_of(desk.get(ALL)) + desk.get(f"{ALL}?format=csv").content.decode()
        answers[member.name] = (
            "Streit um den Raum" in listed, "Neues Logo" in listed,
            desk.get(f"{ALL}{vote.pk}/").status_code, desk.get(f"{ALL}{open_one.pk}/").status_code,
        )  # fmt: skip
    assert answers == {"Koordination": (True, True, 200, 200), "Lesend": (False, True, 404, 200)}


def test_wrong_person_locks_the_link_and_expired_one_is_renewed_once(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partner("Kita", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body())
        voter = Voter.objects.select_related("delegate").get(vote=vote)
        _one, wrong = by_link.link_of(voter)
        old, expired = by_link.link_of(voter)
        type(old).objects.filter(purpose=old.purpose).exclude(pk=old.pk).exclude(pk=_one.pk).delete()
        old.expires_at = timezone.now() - timedelta(days=1)
        old.save()
        Mail.objects.all().delete()
        foreign, nobodys = by_link.link_of(voter)
        foreign.recipient, foreign.expires_at = "frueher@example.org", old.expires_at
        foreign.save()
    moved = client.get(f"/link/abstimmung/{nobodys}/")
    assert (moved.status_code, "Neuen Link senden" in text_of(moved)) == (410, False)
    thanks = client.post(f"/link/abstimmung/{wrong}/", {"tun": "nicht-ich"}, headers=FROM_OUR_PAGE)
    assert "<h1>Danke</h1>" in thanks.content.decode()
    locked = client.get(f"/link/abstimmung/{wrong}/")
    for _double_click in range(2):
        client.post(f"/link/abstimmung/{expired}/", headers=FROM_OUR_PAGE)
    with scope.alliance(cast.perle.pk):
        assert (locked.status_code, Ballot.objects.count()) == (410, 0)
        assert [(mail.to_email, mail.subject) for mail in Mail.objects.all()] == [
            ("ada@example.org", "Ihr neuer Link: Familienfest im Juni")
        ]


def test_names_go_when_nobody_needs_them_and_what_the_partner_said_stays(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(circular=False)
        making.partner("Kita", email="ada@example.org", person="Ada")
        vote = by_link.opened(making.body(), kind=VoteKind.OPINION)
        voter = Voter.objects.get()
        Ballot.objects.create(voter=voter, choice="no", channel="link", cast_by="Ada", counts=False, reason="vertippt")
        Ballot.objects.create(voter=voter, choice="yes", channel="link", cast_by="Ada", person=voter.delegate)
        Vote.objects.filter(pk=vote.pk).update(
            state="closed", closed_at=timezone.now() - KEEP_UNDECIDED + timedelta(days=1)
        )
        assert forget_ballots() == 0
        Vote.objects.filter(pk=vote.pk).update(closed_at=timezone.now() - KEEP_UNDECIDED)
    assert (forget_ballots(), forget_ballots()) == (1, 0)
    with scope.alliance(cast.perle.pk):
        ballot = Ballot.objects.get()
        voter.refresh_from_db()
        assert (ballot.choice, ballot.cast_by, ballot.person) == ("yes", "", None)
        assert (voter.delegate, voter.name, VoteMail.objects.count()) == (None, "Kita", 0)


def test_reminder_by_hand_says_so_and_refuses_a_second_one_today(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        by_link.rules()
        making.partners(2)
        vote = by_link.opened(making.body())
    desk = client_of(cast.coordinator)
    asked = text_of(desk.get(f"{ALL}{vote.pk}/erinnern/"))
    first = said(desk.post(f"{ALL}{vote.pk}/erinnern/"))
    desk.get(f"{ALL}{vote.pk}/")
    second = said(desk.post(f"{ALL}{vote.pk}/erinnern/"))
    assert "2 Partner erinnern" in asked
    assert first == ["2 Erinnerungen sind unterwegs."]
    assert second == ["Heute ging schon eine Erinnerung hinaus. Morgen können Sie wieder erinnern."]

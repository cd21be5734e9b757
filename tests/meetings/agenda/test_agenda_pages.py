"""Agenda, papers, proposals by link and guests, on the pages of a meeting."""

import io
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import EVERYBODY, INVITATION_PURPOSE
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting, Paper
from drehscheibe.work.meetings.queries import agenda as agendas
from drehscheibe.work.meetings.vocabulary import ItemState, MeetingState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, said, text_of

from .making import PDF, pdf

DAY = date(2027, 4, 14)


def _to(name: str, *args: object) -> str:
    return reverse(f"workspace_{name}", args=["perle", *args])


def _meeting(cast: Cast, **values: Any) -> Meeting:
    with scope.alliance(cast.perle.pk):
        return making.meeting(making.body(), **{"on": DAY, **values})


def _titles(cast: Cast, found: Meeting) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return [line.item.title for line in agendas.agenda(found, by=EVERYBODY).lines]


# The agenda


def test_quick_line_adds_an_item(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    client.post(_to("item_add", found.pk), {"title": "Haushalt", "minutes": "20", "kind": "decision"})
    with scope.alliance(cast.perle.pk):
        item = AgendaItem.objects.get()
    assert (item.title, item.minutes, item.kind) == ("Haushalt", 20, "decision")


def test_quick_line_with_faults_is_shown_again(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    page = client.post(_to("item_add", found.pk), {"title": "Haushalt", "minutes": "viel", "kind": "decision"})
    assert 'value="Haushalt"' in page.content.decode()
    assert "Bitte prüfen Sie Ihre Angaben" in text_of(page)
    assert _titles(cast, found) == []


def test_usual_items_come_with_one_click_and_are_offered_once(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    with scope.alliance(cast.perle.pk):
        making.item(found, "Haushalt")
    assert 'value="genehmigen"' not in client.get(_to("meeting", found.pk)).content.decode()
    with scope.alliance(cast.perle.pk):
        making.governance(approval="next_meeting")
    client.post(_to("item_add", found.pk), {"vorschlag": "genehmigen"})
    client.post(_to("item_add", found.pk), {"vorschlag": "verschiedenes"})
    assert _titles(cast, found) == [
        "Protokoll des letzten Treffens genehmigen",
        "Haushalt",
        "Verschiedenes und nächster Termin",
    ]
    assert 'value="genehmigen"' not in client.get(_to("meeting", found.pk)).content.decode()


def _three(cast: Cast) -> tuple[Meeting, list[AgendaItem]]:
    found = _meeting(cast)
    with scope.alliance(cast.perle.pk):
        return found, [making.item(found, title) for title in ("A", "B", "C")]


def test_moving_by_button_says_where_the_item_stands(cast: Cast, client: Client) -> None:
    found, items = _three(cast)
    page = client.post(_to("item_move", found.pk, items[2].pk), {"hoch": "1"})
    assert (said(page), page["Location"]) == (
        ["„C“ steht jetzt an zweiter Stelle (TOP 2)."],
        f"{_to('meeting', found.pk)}#top-{items[2].pk}",
    )
    assert _titles(cast, found) == ["A", "C", "B"]


def test_a_script_gets_the_agenda_alone_with_what_to_read_out(cast: Cast, client: Client) -> None:
    found, items = _three(cast)
    html = client.post(_to("item_move", found.pk, items[0].pk), {"platz": "2", "teil": "1"}).content.decode()
    assert 'data-announcement="„A“ steht jetzt an dritter Stelle (TOP 3)."' in html
    assert "<html" not in html
    assert _titles(cast, found) == ["B", "C", "A"]


def test_removing_an_item_asks_first(cast: Cast, client: Client) -> None:
    found, items = _three(cast)
    assert "Punkt von der Tagesordnung nehmen?" in text_of(client.get(_to("item_remove", found.pk, items[0].pk)))
    assert _titles(cast, found) == ["A", "B", "C"]
    client.post(_to("item_remove", found.pk, items[0].pk))
    assert _titles(cast, found) == ["B", "C"]


def test_item_of_another_alliance_is_not_there(cast: Cast, client: Client) -> None:
    found, items = _three(cast)
    furnish(cast.grimm)
    other = client_of(cast.other_coordinator)
    address = reverse("workspace_item", args=["grimm", found.pk, items[0].pk])
    assert other.get(address).status_code == 404


# Papers


def test_paper_is_uploaded_and_handed_out_as_download(cast: Cast, client: Client) -> None:
    found, items = _three(cast)
    client.post(_to("paper_add", found.pk), {"title": "", "item": items[1].pk, "from_whom": "", "file": pdf()})
    with scope.alliance(cast.perle.pk):
        paper = Paper.objects.select_related("file").get()
    sent = client_of(cast.reader).get(_to("paper", found.pk, paper.pk))
    assert (paper.title, paper.item_id, sent.content) == ("Haushalt", items[1].pk, PDF)
    assert (sent["Content-Disposition"], sent["X-Content-Type-Options"]) == (
        'attachment; filename="Haushalt.pdf"',
        "nosniff",
    )


def test_paper_without_file_follows_later(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    client.post(_to("paper_add", found.pk), {"title": "Haushalt", "item": "", "from_whom": "Kämmerei"})
    assert "Haushalt wird nachgereicht von Kämmerei" in text_of(client.get(_to("meeting", found.pk)))
    with scope.alliance(cast.perle.pk):
        paper = Paper.objects.get()
    client.post(_to("paper_hand_in", found.pk, paper.pk), {"file": pdf()})
    assert "wird nachgereicht" not in text_of(client.get(_to("meeting", found.pk))).split("Unterlagen zum", 1)[1]


def test_upload_that_cannot_be_used_is_told_at_the_file(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    page = client.post(
        _to("paper_add", found.pk), {"title": "Trick", "item": "", "from_whom": "", "file": pdf(content=b"MZ\x90\0")}
    )
    assert "Mit dieser Art von Datei können wir nichts anfangen." in text_of(page)
    assert 'value="Trick"' in page.content.decode()


# Through the link of an invitation


def _invited(cast: Cast, *, title: str = "Vollversammlung") -> tuple[Invitee, str, Paper]:
    with scope.alliance(cast.perle.pk):
        found = making.meeting(making.body(title), on=DAY, state=MeetingState.INVITED, invited_at=timezone.now())
        kita = Organisation.objects.first() or making.partner("Kita", email="kita@example.org")
        invitee = making.invitee(found, kita)
        _link, token = links.issue(
            purpose=INVITATION_PURPOSE, subject_id=invitee.pk, recipient="kita@example.org", lifetime=timedelta(days=9)
        )
        from drehscheibe.work.meetings.actions.papers import add_paper

        paper = add_paper(found, title="Haushalt", upload=(io.BytesIO(PDF), "Haushalt.pdf"), by=cast.coordinator)
    return invitee, token, paper


def test_link_opens_papers_of_its_own_meeting_only(cast: Cast, client: Client) -> None:
    _invitee, token, own = _invited(cast)
    _other, _token, foreign = _invited(cast, title="AG Geld")
    stranger = Client()
    assert stranger.get(reverse("link_paper", args=[token, own.pk])).content == PDF
    assert stranger.get(reverse("link_paper", args=[token, foreign.pk])).status_code == 404


def test_own_page_opens_papers_of_her_own_invitations_only(cast: Cast, client: Client) -> None:
    invitee, _token, own = _invited(cast)
    with scope.alliance(cast.perle.pk):
        stranger = making.partner("Hort", email="hort@example.org").contacts.get().person
        tokens = [
            links.issue(purpose=PAGE_PURPOSE, subject_id=key, recipient="x@example.org", lifetime=timedelta(days=9))[1]
            for key in (invitee.person_id, stranger.pk)
        ]
    answers = [Client().get(reverse("link_page_paper", args=[token, invitee.pk, own.pk])) for token in tokens]
    assert [answer.status_code for answer in answers] == [200, 404]


def _propose(token: str, **values: object) -> HttpResponse:
    data = {"title": "Spielplatz", "text": "", "minutes": "15", **values}
    answer: HttpResponse = Client().post(reverse("link_proposal", args=[token]), data, headers=FROM_OUR_PAGE)
    return answer


def test_partner_proposes_through_her_link_and_sees_what_became_of_it(cast: Cast, client: Client) -> None:
    invitee, token, _paper = _invited(cast)
    Client().get(reverse("link_proposal", args=[token]))
    with scope.alliance(cast.perle.pk):
        assert AgendaItem.objects.count() == 0  # looking at it does nothing
    assert "Ihr Vorschlag liegt jetzt bei der Koordination." in text_of(_propose(token, title="Spielplatz"))
    with scope.alliance(cast.perle.pk):
        item = AgendaItem.objects.get()
    shown = text_of(client.get(_to("meeting", invitee.meeting_id)))
    assert "Spielplatz Kontakt Kita, Kita" in shown
    client.post(_to("proposal_decline", invitee.meeting_id, item.pk), {"verdict": "Macht die AG schon."})
    text = text_of(Client().get(reverse("link_proposal", args=[token])))
    assert "Spielplatz Macht die AG schon. nicht aufgenommen" in text


def test_proposal_may_come_from_a_group_that_the_partner_sits_in(cast: Cast, client: Client) -> None:
    invitee, token, _paper = _invited(cast)
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Zeit", BodyKind.WORKING)
        foreign = making.body("AG Geld", BodyKind.WORKING)
        group.seats.create(organisation=invitee.organisation)
    assert "Bitte prüfen" in text_of(_propose(token, group=foreign.pk))
    _propose(token, group=group.pk)
    with scope.alliance(cast.perle.pk):
        item = AgendaItem.objects.select_related("owner_body").get()
    assert (item.owner_body, item.proposed_by, item.state) == (group, "Kontakt Kita, AG Zeit", ItemState.PROPOSED)


def test_proposal_page_says_until_when_something_can_be_decided(cast: Cast, client: Client) -> None:
    _invitee, token, _paper = _invited(cast)
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
    text = text_of(Client().get(reverse("link_proposal", args=[token])))
    assert "Vorschläge nehmen wir bis Dienstag, 13. April 2027 an." in text
    assert "muss bis Dienstag, 30. März 2027 auf der Tagesordnung stehen" in text


# Guests


def test_guest_is_entered_and_taken_off(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    client.post(_to("guest_add", found.pk), {"name": "Paula Presse", "guest_role": "Presse", "email": "", "phone": ""})
    text = text_of(client.get(_to("meeting", found.pk)))
    assert "Paula Presse" in text
    with scope.alliance(cast.perle.pk):
        guest = Invitee.objects.get()
    client.post(_to("guest_remove", found.pk, guest.pk))
    with scope.alliance(cast.perle.pk):
        assert Invitee.objects.count() == 0


def test_guest_with_a_number_that_is_none_is_refused(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    page = client.post(_to("guest_add", found.pk), {"name": "Rita", "guest_role": "", "email": "", "phone": "keine"})
    assert "Das ist keine Telefonnummer." in text_of(page)


def test_draft_is_removed_after_asking(cast: Cast, client: Client) -> None:
    found, _items = _three(cast)
    assert "Entwurf löschen?" in text_of(client.get(_to("meeting_remove", found.pk)))
    client.post(_to("meeting_remove", found.pk))
    with scope.alliance(cast.perle.pk):
        assert Meeting.objects.count() == 0

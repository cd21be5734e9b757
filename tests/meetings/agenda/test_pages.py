"""The pages of meetings: what they show, take, refuse, and how many statements they need."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import INVITATION_PURPOSE
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting, Minutes, Paper
from drehscheibe.work.meetings.queries import agenda as agendas
from drehscheibe.work.meetings.vocabulary import Form, ItemState, MeetingState, MinutesState
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, furnish, hidden, place, said, text_of

from .making import PDF, pdf

DAY = date(2027, 4, 14)
NEW = {"on": "2027-04-14", "begin": "17:00", "end": "19:00", "title": ""}


@pytest.fixture
def client(cast: Cast) -> Client:
    furnish(cast.perle)
    return client_of(cast.coordinator)


def _to(name: str, *args: object) -> str:
    return reverse(f"workspace_{name}", args=["perle", *args])


def _body(cast: Cast, **values: Any) -> Body:
    with scope.alliance(cast.perle.pk):
        return making.body(**values)


def _meeting(cast: Cast, **values: Any) -> Meeting:
    with scope.alliance(cast.perle.pk):
        return making.meeting(making.body(), **{"on": DAY, **values})


def _now(cast: Cast, found: Meeting) -> Meeting:
    with scope.alliance(cast.perle.pk):
        return Meeting.objects.get(pk=found.pk)


def _titles(cast: Cast, found: Meeting) -> list[str]:
    with scope.alliance(cast.perle.pk):
        return [line.item.title for line in agendas.agenda(found).lines]


# Planning


def test_five_fields_make_a_draft_that_is_named_like_its_group(cast: Cast, client: Client) -> None:
    body = _body(cast)
    client.post(_to("meeting_add"), {**NEW, "body": body.pk, "version": 1})
    with scope.alliance(cast.perle.pk):
        found = Meeting.objects.get()
    local = timezone.localtime(found.starts_at)
    assert (found.title, f"{local:%d.%m.%Y %H:%M}", found.state, found.reply_by) == (
        "Vollversammlung",
        "14.04.2027 17:00",
        "draft",
        date(2027, 4, 7),
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"end": "16:00"}, "Das Ende liegt vor dem Beginn."),
        ({"on": "2027-03-28", "begin": "02:30", "end": "04:00"}, "Diese Uhrzeit gibt es an dem Tag nicht"),
        ({"on": "gestern"}, "Tag – "),
    ],
)
def test_a_day_or_time_that_cannot_be_is_told_and_nothing_is_lost(
    cast: Cast, client: Client, wrong: dict[str, str], told: str
) -> None:
    body = _body(cast)
    page = client.post(_to("meeting_add"), {**NEW, "title": "Plenum im Park", "body": body.pk, "version": 1, **wrong})
    with scope.alliance(cast.perle.pk):
        assert Meeting.objects.count() == 0
    assert told in text_of(page)
    assert 'value="Plenum im Park"' in page.content.decode()


def test_without_a_group_planning_leads_to_the_groups(client: Client) -> None:
    page = client.get(_to("meeting_add"))
    assert (page["Location"], said(page)[0][:27]) == (_to("bodies"), "Gründen Sie zuerst eine Gru")


def test_group_lead_plans_for_her_own_group_only(cast: Cast, client: Client) -> None:
    own = _body(cast, name="AG Zeit", kind=BodyKind.WORKING, lead=cast.group_lead)
    other = _body(cast, name="AG Geld", kind=BodyKind.WORKING)
    lead = client_of(cast.group_lead)
    assert "AG Geld" not in text_of(lead.get(_to("meeting_add")))
    lead.post(_to("meeting_add"), {**NEW, "body": other.pk, "version": 1})
    lead.post(_to("meeting_add"), {**NEW, "body": own.pk, "version": 1})
    with scope.alliance(cast.perle.pk):
        assert [meeting.body_id for meeting in Meeting.objects.all()] == [own.pk]


def _form(cast: Cast, client: Client, found: Meeting, **values: object) -> dict[str, object]:
    page = client.get(_to("meeting_edit", found.pk))
    shown = {"title": found.title, "form": "place", "audience": "alliance", "on": "2027-04-14", "begin": "17:00",
             "end": "19:00", "is_step_free": "", "version": hidden(page, "version")}  # fmt: skip
    return {**shown, **values}


def test_place_comes_from_an_earlier_meeting_where_the_boxes_are_empty(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    with scope.alliance(cast.perle.pk):
        before = making.meeting(
            found.body, on=date(2026, 4, 14), place_name="Haus der Generationen", room="Saal", street="Ringstraße 1",
            postcode="19348", town="Perleberg", stop="Ringstraße", is_step_free=True,
        )  # fmt: skip
    client.post(
        _to("meeting_edit", found.pk),
        _form(cast, client, found, place_from=f"treffen-{before.pk}", room="Kleiner Raum"),
    )
    now = _now(cast, found)
    assert (now.place_name, now.room, now.stop, now.is_step_free) == (
        "Haus der Generationen",
        "Kleiner Raum",
        "Ringstraße",
        True,
    )


def test_online_is_refused_where_the_rules_meet_in_person(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    with scope.alliance(cast.perle.pk):
        making.governance(remote=False)
    page = client.post(_to("meeting_edit", found.pk), _form(cast, client, found, form=Form.ONLINE))
    assert "Ihre Spielregeln sehen nur Treffen vor Ort vor." in text_of(page)
    assert _now(cast, found).form == Form.PLACE


def test_two_people_who_edit_at_once_see_each_others_words(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    mine = _form(cast, client, found, chair="Anna")
    client_of(cast.deputy).post(_to("meeting_edit", found.pk), {**mine, "chair": "Berta"})
    page = client.post(_to("meeting_edit", found.pk), mine)
    assert "Jemand anderes hat das inzwischen auch geändert" in text_of(page)
    assert 'value="Anna"' in page.content.decode()
    assert _now(cast, found).chair == "Berta"


def test_invited_meeting_keeps_time_and_place_out_of_the_form(cast: Cast, client: Client) -> None:
    found = _meeting(cast, state=MeetingState.INVITED, invited_at=timezone.now())
    page = client.get(_to("meeting_edit", found.pk))
    names = [name for name in ("on", "begin", "street", "room", "form") if f'name="{name}"' in page.content.decode()]
    assert (names, _to("meeting_move", found.pk) in page.content.decode()) == ([], True)


def test_dates_that_went_out_leave_the_place_open(cast: Cast, client: Client) -> None:
    found = _meeting(cast, dates_sent_at=timezone.now())
    client.post(_to("meeting_edit", found.pk), _form(cast, client, found, place_name="Rathaus", on="2027-05-01"))
    now = _now(cast, found)
    assert (now.place_name, now.starts_at) == ("Rathaus", found.starts_at)


def test_holiday_and_another_meeting_that_day_are_told_but_not_forbidden(cast: Cast, client: Client) -> None:
    found = _meeting(cast, on=date(2027, 10, 31))
    with scope.alliance(cast.perle.pk):
        from drehscheibe.ground.alliances.models import Area

        Area.objects.create(territory=place())
        making.meeting(making.body("AG Zeit", BodyKind.WORKING), on=date(2027, 10, 31), hour=10)
    text = text_of(client.get(_to("meeting", found.pk)))
    assert "Reformationstag" in text
    assert "Am selben Tag, um 10:00 Uhr, ist schon „AG Zeit“." in text


# The list


def test_empty_list_says_what_to_do_first(client: Client) -> None:
    text = text_of(client.get(_to("meetings")))
    assert "Noch kein Treffen" in text
    assert "Erstes Treffen planen" in text


def test_list_shows_what_is_ahead_then_drafts_then_past_by_year(cast: Cast, client: Client) -> None:
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        body = making.body()
        for title, day, state in (
            ("Lange her", date(2025, 3, 3), MeetingState.APPROVED),
            ("Bald", today + timedelta(days=9), MeetingState.INVITED),
            ("Später", today + timedelta(days=30), MeetingState.INVITED),
            ("Idee", today + timedelta(days=60), MeetingState.DRAFT),
        ):
            making.meeting(body, on=day, title=title, state=state)
    text = text_of(client.get(_to("meetings")))
    order = ["Als Nächstes", "Bald", "Später", "Entwürfe", "Idee", "Gewesen: 2025", "Lange her"]
    assert sorted(order, key=text.index) == order


def test_line_of_the_list_names_group_and_host_only_where_they_say_more(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        making.meeting(making.body(), on=DAY, place_name="Kita", host=making.partner("Kita"))
        making.meeting(making.body("Lenkung"), on=DAY, title="Klausur", place_name="Amt", host=making.partner("Hort"))
    html = client.get(_to("meetings")).content.decode()
    assert re.findall(r'<p class="muted">(.+?)</p>', html) == ["Kita", "Lenkung · Amt · Gastgeber: Hort"]


def test_list_is_searched_by_items_of_the_agenda_and_filtered(cast: Cast, client: Client) -> None:
    found = _meeting(cast, title="Plenum")
    with scope.alliance(cast.perle.pk):
        making.item(found, "Spielplatz am Wall")
        other = making.meeting(making.body("AG Geld", BodyKind.WORKING), on=date(2026, 2, 2), title="AG Geld")

    def shown(**asked: object) -> list[str]:
        text = text_of(client.get(_to("meetings"), asked))
        return [
            title
            for title in ("Plenum", "AG Geld")
            if f"Uhr Vollversammlung {title}" in text or title in text.split("Filtern", 1)[1]
        ]

    assert shown(q="spielplatz") == ["Plenum"]
    assert shown(gruppe=other.body_id) == ["AG Geld"]
    assert shown(jahr=2027) == ["Plenum"]
    assert shown(stand="approved") == []


def test_list_goes_out_as_table(cast: Cast, client: Client) -> None:
    found = _meeting(cast, place_name="Rathaus")
    with scope.alliance(cast.perle.pk):
        making.invitee(found, making.partner("Kita"), answer="coming", count=2)
    lines = client.get(_to("meetings"), {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[1] == "14.04.2027;17:00;19:00;Vollversammlung;Vollversammlung;Entwurf;Rathaus;;;1;0;0;2"
    sheet = load_workbook(io.BytesIO(client.get(_to("meetings"), {"format": "xlsx"}).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["14.04.2027", "17:00"]


def test_a_bookmark_leads_to_the_meeting_that_comes_next(cast: Cast, client: Client) -> None:
    assert client.get(_to("meeting_next"))["Location"] == _to("meetings")
    with scope.alliance(cast.perle.pk):
        group = making.body("AG Zeit", BodyKind.WORKING)
        late = making.meeting(group, on=timezone.localdate() + timedelta(days=20))
        soon = making.meeting(making.body(), on=timezone.localdate() + timedelta(days=10))
        making.meeting(group, on=timezone.localdate() - timedelta(days=10))
    assert client.get(_to("meeting_next"))["Location"] == _to("meeting", soon.pk)
    assert client.get(_to("meeting_next"), {"gruppe": "ag zeit"})["Location"] == _to("meeting", late.pk)


# The page of a meeting


def test_page_says_where_a_meeting_stands_in_words(cast: Cast, client: Client) -> None:
    found = _meeting(cast, state=MeetingState.MINUTES)
    html = client.get(_to("meeting", found.pk)).content.decode()
    current = html.split('aria-current="step"', 1)[1].split("</li>", 1)[0]
    assert "Protokoll" in current
    assert html.count("(erledigt)") == 3


@pytest.mark.parametrize(
    ("state", "days", "button"),
    [
        (MeetingState.DRAFT, 30, ("Einladung senden an 3 Partner", "meeting_invite")),
        (MeetingState.INVITED, 30, ("2 fehlende Antworten erfragen", "meeting_calls")),
        (MeetingState.INVITED, 0, ("Abend beginnen", "evening")),
        (MeetingState.RUNNING, 0, ("Weiter mitschreiben", "evening")),
        (MeetingState.MINUTES, -1, ("Ergebnisse senden", "results")),
        (MeetingState.APPROVED, -30, ("Protokoll lesen", "minutes")),
    ],
)
def test_main_button_is_the_next_step(
    cast: Cast, client: Client, state: MeetingState, days: int, button: tuple[str, str]
) -> None:
    found = _meeting(cast, on=timezone.localdate() + timedelta(days=days), state=state)
    with scope.alliance(cast.perle.pk):
        for name, answer in (("Kita", "coming"), ("Hort", ""), ("Verein", "")):
            making.invitee(found, making.partner(name), answer=answer)
    html = client.get(_to("meeting", found.pk)).content.decode()
    shown = html.split('<div class="row meeting-next">', 1)[1].split("</a>", 1)[0]
    label, route = button
    assert (label in shown, f'href="{_to(route, found.pk)}"' in shown) == (True, True)


@pytest.mark.parametrize(
    ("minutes", "label"),
    [
        ({"results_sent_at": timezone.now()}, "Protokoll fertigstellen"),
        ({"state": MinutesState.SENT}, "Protokoll ansehen"),
    ],
)
def test_main_button_after_the_evening_follows_the_minutes(
    cast: Cast, client: Client, minutes: dict[str, Any], label: str
) -> None:
    found = _meeting(cast, on=timezone.localdate() - timedelta(days=1), state=MeetingState.MINUTES)
    with scope.alliance(cast.perle.pk):
        Minutes.objects.create(meeting=found, **minutes)
    html = client.get(_to("meeting", found.pk)).content.decode()
    shown = html.split('<div class="row meeting-next">', 1)[1].split("</a>", 1)[0]
    assert (label in shown, f'href="{_to("minutes", found.pk)}"' in shown) == (True, True)


def test_nobody_is_asked_for_answers_after_the_meeting(cast: Cast, client: Client) -> None:
    over = timezone.localdate() - timedelta(days=1)
    found = _meeting(cast, on=over, state=MeetingState.MINUTES, invited_at=timezone.now())
    with scope.alliance(cast.perle.pk):
        making.invitee(found, making.partner("Kita"), answer="coming", channel="letter")
    html = client.get(_to("meeting", found.pk)).content.decode()
    assert [word in html for word in ("antworten für", "Antwortzettel", "Zusammen kommt", "Kita")] == [
        False, False, False, True,
    ]  # fmt: skip


def test_association_says_sitzung_and_a_loose_network_never_beschlussfaehig(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    assert "beschlussfähig" not in client.get(_to("meeting", found.pk)).content.decode().lower()
    with scope.alliance(cast.perle.pk):
        making.governance(meeting_word="session")
    assert "<h1>Sitzungen</h1>" in client.get(_to("meetings")).content.decode()


def test_reader_sees_the_page_without_buttons(cast: Cast, client: Client) -> None:
    found = _meeting(cast)
    with scope.alliance(cast.perle.pk):
        item = making.item(found, "Haushalt")
    reader = client_of(cast.reader)
    html = reader.get(_to("meeting", found.pk)).content.decode().split("<main", 1)[1]
    assert ("Haushalt" in html, "<button" in html.split("people", 1)[0], "Mappe drucken" in html) == (
        True,
        False,
        False,
    )
    assert reader.post(_to("item_remove", found.pk, item.pk)).status_code == 403
    assert _titles(cast, found) == ["Haushalt"]


def test_agenda_longer_than_the_meeting_is_told(cast: Cast, client: Client) -> None:
    found = _meeting(cast, minutes=30)
    with scope.alliance(cast.perle.pk):
        making.item(found, "Haushalt", minutes=55)
    assert "Das sind 25 Minuten mehr als geplant: Um 17:30 Uhr soll Schluss sein." in text_of(
        client.get(_to("meeting", found.pk))
    )


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.INVITED])
def test_page_needs_few_statements_however_many_are_invited(cast: Cast, client: Client, state: MeetingState) -> None:
    found = _meeting(cast, state=state)
    with scope.alliance(cast.perle.pk):
        for number in range(12):
            making.item(found, f"Punkt {number}")

    def statements(people: int) -> int:
        with scope.alliance(cast.perle.pk):
            first = Invitee.objects.count() + 1
            for one in making.partners(people, first=first):
                making.invitee(found, one)
        client.get(_to("meeting", found.pk))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(_to("meeting", found.pk)).status_code == 200
        return len(caught)

    few, many = statements(10), statements(230)
    assert (few, many <= 20) == (many, True), few


def test_list_needs_few_statements_however_many_meetings(cast: Cast, client: Client) -> None:
    def statements(number: int) -> int:
        with scope.alliance(cast.perle.pk):
            body = Body.objects.first() or making.body()
            for day in range(number):
                making.meeting(body, on=DAY + timedelta(days=day), state=MeetingState.INVITED)
        with CaptureQueriesContext(connection) as caught:
            client.get(_to("meetings"))
        return len(caught)

    few, many = statements(2), statements(60)
    assert (few, many <= 20) == (many, True), few


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

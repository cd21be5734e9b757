"""The pages of meetings: what they show, take, refuse, and how many statements they need."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import EVERYBODY
from drehscheibe.work.meetings.models import Invitee, Meeting, Minutes
from drehscheibe.work.meetings.queries import agenda as agendas
from drehscheibe.work.meetings.vocabulary import Form, MeetingState, MinutesState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, hidden, place, said, text_of

DAY = date(2027, 4, 14)
NEW = {"on": "2027-04-14", "begin": "17:00", "end": "19:00", "title": ""}


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
        return [line.item.title for line in agendas.agenda(found, by=EVERYBODY).lines]


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

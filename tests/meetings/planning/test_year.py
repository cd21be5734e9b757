"""A year: series and their dates, a meeting held again, the wheel, and one mail with all dates."""

import base64
import re
from datetime import date, datetime, time
from typing import Any

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting, MeetingMail, Paper, Series
from drehscheibe.work.meetings.queries.again import last_assembly
from drehscheibe.work.meetings.queries.year import meetings_of, target_of, year_wheel
from drehscheibe.work.meetings.vocabulary import InviteeKind, MeetingState
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.planning.build import local, mails, prepared, round_table, series
from tests.rooms import client_of, said, text_of

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def house(cast: Cast) -> Any:
    with time_machine.travel(NOW, tick=False):
        prepared(cast)
        yield cast


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(name, args=[cast.perle.slug, *args])


def dates_form(days: list[str], *, kept: list[str] | None = None, **more: str) -> dict[str, str]:
    form = {"tag-TOTAL_FORMS": str(len(days)), "tag-INITIAL_FORMS": str(len(days)), **more}
    for number, day in enumerate(days):
        form[f"tag-{number}-day"] = day
        if kept is None or day in kept:
            form[f"tag-{number}-keep"] = "on"
    return form


# Series


def test_one_press_gives_the_bodies_their_rhythm(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        making.body()
        round_table()
        making.body("AG Kinder", BodyKind.WORKING)
    client = client_of(house.coordinator)

    page = client.get(url(house, "workspace_series"))
    done = client.post(url(house, "workspace_series"), {"rhythmus": "quartal"})

    with scope.alliance(house.perle.pk):
        rows = [(one.title, one.weeks_min, one.weeks_max, one.rotates) for one in Series.objects.order_by("pk")]
        frame = [item["title"] for item in Series.objects.all()[0].agenda]
    assert "Alle 4 bis 6 Wochen, jedes Mal bei einem anderen Partner" in text_of(page)
    assert rows == [("Bündnistreffen", 12, 14, False), ("Vollversammlung", 50, 54, False), ("AG Kinder", 8, 12, False)]
    assert (frame[0], said(done)[0]) == (
        "Begrüßung und Protokoll vom letzten Mal",
        "3 Reihen sind angelegt. Legen Sie jetzt die Termine eines Jahres fest.",
    )


def test_a_series_is_written_with_its_agenda(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        of = round_table()
    form = {
        "body": of.pk, "title": "Frühstück", "weeks_min": "6", "weeks_max": "4", "weekdays": ["1", "3"],
        "starts": "09:00", "minutes": "90", "top-TOTAL_FORMS": "3", "top-INITIAL_FORMS": "0",
        "top-0-title": "Ankommen", "top-0-kind": "discussion", "top-0-minutes": "15", "top-1-title": "",
        "top-2-title": "Berichte", "top-2-kind": "information", "top-2-minutes": "30",
    }  # fmt: skip
    client = client_of(house.coordinator)

    wrong = client.post(url(house, "workspace_series_add"), form)
    client.post(url(house, "workspace_series_add"), {**form, "weeks_max": "8"})

    with scope.alliance(house.perle.pk):
        row = Series.objects.get()
    assert "Das ist kürzer als der kleinste Abstand." in text_of(wrong)
    assert (row.weekdays, row.starts, row.agenda) == (
        [1, 3],
        time(9),
        [
            {"title": "Ankommen", "kind": "discussion", "minutes": 15},
            {"title": "Berichte", "kind": "information", "minutes": 30},
        ],
    )


def test_dates_are_proposed_changed_and_become_drafts_with_agenda(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        row = series(round_table(), agenda=[{"title": "Ankommen", "kind": "discussion", "minutes": 15}])
        making.meeting(row.body, on=date(2026, 12, 2), series=row)
    client = client_of(house.coordinator)
    address = url(house, "workspace_series_plan", row.pk) + "?jahr=2027"

    page = client.get(address).content.decode()
    days = re.findall(r'name="tag-\d+-day" value="([^"]+)"', page)
    holiday = {**dates_form(["2027-01-06", "2027-02-03", "2027-06-30"], kept=["2027-01-06", "2027-02-03"])}
    doubt = client.post(address, holiday)
    done = client.post(address, {**holiday, "trotzdem": "2027-02-03"})

    with scope.alliance(house.perle.pk):
        made = list(Meeting.objects.filter(starts_at__year=2027).order_by("starts_at"))
        items = list(AgendaItem.objects.values_list("title", flat=True))
    assert days[:4] == ["2027-01-06", "2027-02-10", "2027-03-17", "2027-04-21"]
    assert "10 Treffen anlegen" in page
    assert "Mi., 3. Februar 2027: Winterferien" in text_of(doubt)
    assert [local(one.starts_at) for one in made] == ["2027-01-06 17:00", "2027-02-03 17:00"]
    assert ([one.state for one in made], items) == (["draft", "draft"], ["Ankommen", "Ankommen"])
    assert said(done) == ["2 Treffen sind angelegt. Noch ist niemand eingeladen."]


def test_dates_of_a_far_year_say_what_is_not_known(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        row = series(round_table())

    page = client_of(house.coordinator).get(url(house, "workspace_series_plan", row.pk) + "?jahr=2030")

    assert "Schulferien für 2030 sind noch nicht bekannt." in text_of(page)


def test_the_same_day_twice_or_a_past_day_is_refused(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        row = series(round_table())
        making.meeting(row.body, on=date(2027, 1, 6))
    client = client_of(house.coordinator)
    address = url(house, "workspace_series_plan", row.pk) + "?jahr=2027"

    twice = client.post(address, dates_form(["2027-01-06"], trotzdem="2027-01-06"))
    past = client.post(address, dates_form(["2026-01-07"]))

    assert "Am 06.01.2027 gibt es dieses Treffen schon." in text_of(twice)
    assert "Dieser Tag ist schon vorbei." in text_of(past)


def test_a_group_lead_plans_her_own_group_only(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        own = series(making.body("AG", BodyKind.WORKING, lead=house.group_lead))
        other = series(round_table())
    client = client_of(house.group_lead)

    codes = [client.get(url(house, "workspace_series_plan", one.pk)).status_code for one in (own, other)]

    assert codes == [200, 403]


# Like last time


def last_year(cast: Cast) -> Meeting:
    """An assembly of 14 October 2026 with agenda, paper, guest and 33 partners."""
    with scope.alliance(cast.perle.pk):
        of = making.body()
        making.partners(33)
        held = making.meeting(
            of, on=date(2026, 10, 14), title="Vollversammlung 2026", state=MeetingState.MINUTES,
            place_name="Rathaus", reply_by=date(2026, 10, 7),
        )  # fmt: skip
        item = making.item(held, "Bericht", minutes=20)
        Paper.objects.create(meeting=held, item=item, title="Jahresbericht")
        Invitee.objects.create(meeting=held, kind=InviteeKind.GUEST, name="Presse", email="presse@example.org")
        return held


def test_last_assembly_is_held_again_with_two_presses(house: Cast) -> None:
    held = last_year(house)
    client = client_of(house.coordinator)

    year = client.get(url(house, "workspace_year"))
    address = url(house, "workspace_meeting_again", held.pk)
    page = client.get(address).content.decode()
    form = dict(re.findall(r'name="(title|day|begins|ends)" value="([^"]*)"', page))
    answer = client.post(address, {**form, "hosting": "same", "weiter": "einladen"})

    with scope.alliance(house.perle.pk):
        made = Meeting.objects.latest("pk")
        found = last_assembly()
        papers = [(one.title, one.is_to_follow) for one in Paper.objects.filter(meeting=made)]
        lists = [Invitee.objects.filter(meeting=made, kind=kind).count() for kind in InviteeKind.values]
        items = list(made.items.values_list("title", "minutes"))
    assert address in year.content.decode()
    assert found == held
    # The same weekday a year later would be in the autumn holidays.
    assert (made.title, local(made.starts_at), made.place_name, made.state, made.reply_by) == (
        "Vollversammlung 2027", "2027-10-06 17:00", "Rathaus", "draft", date(2027, 9, 29)
    )  # fmt: skip
    assert (items, papers, lists, made.previous_id) == (
        [("Bericht", 20)], [("Jahresbericht", True)], [33, 1], held.pk
    )  # fmt: skip
    assert answer.headers["Location"] == url(house, "workspace_meeting_invite", made.pk)


def test_the_host_of_last_time_or_the_next_is_a_choice(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        making.partner("Jobcenter", email="job@example.org")
        held = making.meeting(
            round_table(), on=date(2026, 11, 4), host=kita, host_confirmed_at=NOW, place_name="Kita", state="minutes"
        )
    client = client_of(house.coordinator)
    address = url(house, "workspace_meeting_again", held.pk)
    form = {"title": "Treffen", "day": "2027-11-03", "begins": "17:00", "ends": "19:00", "weiter": "entwurf"}

    client.post(address, {**form, "hosting": "same"})
    client.post(address, {**form, "day": "2027-11-10", "hosting": "ask"})

    with scope.alliance(house.perle.pk):
        same, asked = Meeting.objects.filter(previous=held).order_by("pk")
        requests = [(one.organisation.name, one.state) for one in asked.host_requests.select_related("organisation")]
        names = (same.host_id, same.place_name, asked.host_id, asked.place_name)
    assert names == (kita.pk, "Kita", None, "")
    assert [state for _name, state in requests] == ["asked"]
    assert len(mails(house)) == 1


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"day": "2026-01-01"}, "Dieser Tag ist schon vorbei."),
        ({"ends": "16:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "Diese Uhrzeit gibt es an dem Tag nicht"),
        ({"title": ""}, "Titel"),
    ],
)
def test_bad_dates_are_said_and_nothing_is_made(house: Cast, changed: dict[str, str], text: str) -> None:
    held = last_year(house)
    form = {"title": "Treffen", "day": "2027-11-03", "begins": "17:00", "ends": "19:00", "hosting": "same"}

    page = client_of(house.coordinator).post(url(house, "workspace_meeting_again", held.pk), {**form, **changed})

    with scope.alliance(house.perle.pk):
        assert Meeting.objects.count() == 1
    assert text in text_of(page)


# The year


def test_year_shows_wheel_table_sentence_and_what_is_missing(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        of = round_table()
        making.body()
        making.governance(meetings_per_year=4)
        one = making.meeting(of, on=date(2027, 1, 13))
        making.meeting(of, on=date(2027, 6, 9), state=MeetingState.CANCELLED)
        wheel = year_wheel(2027)

    page = client_of(house.reader).get(url(house, "workspace_year") + "?jahr=2027")

    text = text_of(page)
    assert [dot.label for dot in wheel.dots] == ["Bündnistreffen, Mi., 13. Januar 2027, Entwurf"]
    assert wheel.sentence == "2027: ein Treffen. Das nächste: Bündnistreffen am Mi., 13. Januar 2027."
    assert "Ein Treffen von mindestens 4: 3 fehlen noch, für „Vollversammlung“ gibt es noch keinen Termin." in text
    assert page.content.decode().count(url(house, "workspace_meeting", one.pk)) == 2
    assert "Sommerferien: 1. Juli bis 14. August" in text


def test_year_without_an_aim_lacks_nothing(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        making.body()
        making.meeting(round_table(), on=date(2027, 1, 13))
        target = target_of(meetings_of(2027))

    page = client_of(house.reader).get(url(house, "workspace_year") + "?jahr=2027")

    assert (target.missing, target.misses_assembly, target.is_met) == (0, False, True)
    assert "Ein Treffen im Jahr geplant." in text_of(page)


@pytest.mark.parametrize("text", ["abc", "1", "99999", "-3"])
def test_a_year_that_is_none_is_not_found(house: Cast, text: str) -> None:
    page = client_of(house.coordinator).get(url(house, "workspace_year") + f"?jahr={text}")

    assert page.status_code == 404


def planned(cast: Cast) -> None:
    """Two bodies with three meetings; one partner sits in both, one has no mail."""
    with scope.alliance(cast.perle.pk):
        table, group = round_table(), making.body("AG", BodyKind.WORKING)
        kita = making.partner("Kita", email="kita@example.org", person="Karla Kita")
        job = making.partner("Jobcenter", email="job@example.org")
        making.partner("Bücherei")
        group.seats.create(organisation=kita)
        making.meeting(table, on=date(2027, 1, 13), host=job, place_name="Jobcenter, Saal 3")
        making.meeting(table, on=date(2027, 3, 10), place_name="Rathaus")
        making.meeting(group, on=date(2027, 2, 10))


def calendar_of(mail: Mail) -> Any:
    assert len(mail.attachments) == 1
    return icalendar.Calendar.from_ical(base64.b64decode(mail.attachments[0]["base64"]))


def test_one_mail_per_person_with_all_her_dates_and_one_file(house: Cast) -> None:
    planned(house)
    client = client_of(house.coordinator)
    address = url(house, "workspace_year_dates") + "?jahr=2027"

    page = text_of(client.get(address))
    client.post(address, {"senden": "1"})
    again = client.post(address, {"senden": "1"})

    sent = {mail.to_email: mail for mail in mails(house)}
    events = {
        to: [f"{event['DTSTART'].dt:%m-%d}" for event in calendar_of(mail).walk("VEVENT")] for to, mail in sent.items()
    }
    with scope.alliance(house.perle.pk):
        marked = Meeting.objects.exclude(dates_sent_at=None).count()
        noted = MeetingMail.objects.filter(kind="save_the_date").count()
        sendings = list(Sending.objects.values_list("kind", "title", "count"))
    assert "Termine senden an 2 Partner" in page
    assert "Ohne E-Mail-Adresse" in page
    assert "Bücherei" in page
    assert events == {"kita@example.org": ["01-13", "02-10", "03-10"], "job@example.org": ["01-13", "03-10"]}
    assert (marked, noted, sendings) == (3, 5, [("dates", "Termine 2027 an 2 Partner", 2)])
    assert said(again)[-1] == "Alle kennen die Termine schon, oder es ist noch keiner geplant."


def test_a_host_who_has_not_said_yes_is_not_named(house: Cast) -> None:
    planned(house)

    client_of(house.coordinator).post(url(house, "workspace_year_dates") + "?jahr=2027", {"senden": "1"})

    mail = mails(house, to="kita@example.org")[0]
    assert ("Saal 3" in mail.text, "Ort folgt mit der Einladung" in mail.text, "Rathaus" in mail.text) == (
        False, True, True
    )  # fmt: skip
    assert "Saal 3" not in str(calendar_of(mail).to_ical())


def test_a_later_date_goes_only_to_those_who_do_not_know_it(house: Cast) -> None:
    planned(house)
    client = client_of(house.coordinator)
    address = url(house, "workspace_year_dates") + "?jahr=2027"
    client.post(address, {"senden": "1"})
    with scope.alliance(house.perle.pk):
        group = Meeting.objects.get(body__name="AG").body
        making.meeting(group, on=date(2027, 9, 8))

    client.post(address, {"senden": "1"})

    with scope.alliance(house.perle.pk):
        verbs = Entry.objects.filter(verb="meeting.dates_sent").count()
    assert ([mail.to_email for mail in mails(house)][2:], verbs) == (["kita@example.org"], 2)


def test_pages_cost_the_same_for_many(house: Cast, django_assert_max_num_queries: Any) -> None:
    with scope.alliance(house.perle.pk):
        of = round_table()
        making.partners(240)
        for month in range(1, 13):
            making.meeting(of, on=date(2027, month, 20))
    client = client_of(house.coordinator)

    for name in ("workspace_year", "workspace_year_dates", "workspace_series"):
        with django_assert_max_num_queries(20):
            client.get(url(house, name) + "?jahr=2027")

"""Hosts: proposed in fair turns, asked by link, nothing announced before the yes, and partners that never answer."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drehscheibe.ground.audit.models import Entry
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.access import Machine
from drehscheibe.work.meetings.actions import hosting as actions
from drehscheibe.work.meetings.actions.blocking import block_dates
from drehscheibe.work.meetings.models import BlockedDate, HostRequest, HostTurn, Meeting
from drehscheibe.work.meetings.queries import hosting as queries
from drehscheibe.work.meetings.queries.planning_page import open_host_requests
from drehscheibe.work.meetings.tasks.planning import tend_hosts
from drehscheibe.work.meetings.vocabulary import HostState, MeetingState, ReplyChannel
from drehscheibe.work.partners.mails.page import personal_url
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.vocabulary import State
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.planning.build import TODAY, link_in, local, mails, meetings, prepared, round_table, series
from tests.rooms import FROM_OUR_PAGE, client_of, said, text_of

BY = Machine("test")
ROOM = {
    "tun": "zusage", "ort-place_name": "Kita Sonnenschein", "ort-room": "Turnraum", "ort-street": "Am Anger 4",
    "ort-postcode": "19348", "ort-town": "Perleberg", "ort-entrance": "über den Hof", "ort-stop": "Anger",
    "ort-seats": "25", "ort-is_step_free": "True", "ort-has_projector": "True", "ort-has_coffee": "",
    "ort-note": "Bitte klingeln",
}  # fmt: skip


@pytest.fixture
def house(cast: Cast) -> Any:
    """Three partners, two meetings that go from partner to partner, today being 23 November 2026."""
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=timezone.get_current_timezone()), tick=False):
        prepared(cast)
        with scope.alliance(cast.perle.pk):
            making.partner("Kita", email="kita@example.org", person="Karla Kita")
            making.partner("Jobcenter", email="job@example.org", person="Jo Job")
            making.partner("Bücherei")
            HostTurn.objects.create(organisation=Organisation.objects.get(name="Kita"), on=date(2024, 3, 6))
            HostTurn.objects.create(organisation=Organisation.objects.get(name="Jobcenter"), on=date(2025, 3, 5))
            HostTurn.objects.create(organisation=Organisation.objects.get(name="Bücherei"), on=date(2026, 3, 4))
            of = series(round_table())
            meetings(of, date(2027, 1, 13), date(2027, 2, 17))
        yield cast


def first() -> Meeting:
    return Meeting.objects.order_by("starts_at")[0]


def asked(name: str) -> HostRequest:
    return HostRequest.objects.get(organisation__name=name)


def ask_all(client: Client, cast: Cast) -> Any:
    url = reverse("workspace_hosts", args=[cast.perle.slug])
    with scope.alliance(cast.perle.pk):
        shown = [f"{row.meeting.pk}:{row.host.pk}" for row in queries.host_rows() if row.host]
    return client.post(url, {"tun": "alle-fragen", "gezeigt": shown})


def test_the_one_who_waits_longest_is_proposed_with_one_sentence_why(house: Cast) -> None:
    page = client_of(house.coordinator).get(reverse("workspace_hosts", args=[house.perle.slug]))

    text = text_of(page)
    assert "„Kita“ war am längsten nicht dran: zuletzt im März 2024." in text
    assert "„Jobcenter“ war am längsten nicht dran: zuletzt im März 2025." in text
    assert "Mi., 13. Januar 2027, 17:00 bis 19:00 Uhr" in text
    assert "0 zugesagt, 0 gefragt, 2 noch zu fragen." in text


def test_a_blocked_day_of_the_partner_moves_it_and_is_said(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        kita = Organisation.objects.get(name="Kita")
        block_dates(kita, since=date(2027, 1, 11), until=date(2027, 1, 15), by=BY)

        rows = [(row.host.name if row.host else "", row.why) for row in queries.host_rows()]

    assert rows == [
        ("Jobcenter", "„Kita“ kann an diesem Tag nicht. „Jobcenter“ ist danach dran: zuletzt im März 2025."),
        ("Kita", "„Kita“ war am längsten nicht dran: zuletzt im März 2024."),
    ]


def test_a_meeting_on_a_holiday_gets_nobody(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        row = first()
        row.starts_at, row.ends_at = making.at(date(2027, 2, 3)), making.at(date(2027, 2, 3), 19)
        row.save()

        found = queries.host_rows()[0]

    assert (found.host, found.why) == (
        None, "niemand: Der Tag ist kein guter Tag (Winterferien). Bitte verlegen Sie das Treffen."
    )  # fmt: skip


def test_asking_all_sends_one_mail_each_and_announces_nothing(house: Cast) -> None:
    answer = ask_all(client_of(house.coordinator), house)

    with scope.alliance(house.perle.pk):
        states = list(HostRequest.objects.order_by("meeting__starts_at").values_list("organisation__name", "state"))
        meeting = first()
    assert states == [("Kita", "asked"), ("Jobcenter", "asked")]
    assert [mail.to_email for mail in mails(house)] == ["kita@example.org", "job@example.org"]
    assert (meeting.host_id, meeting.place_name) == (None, "")
    assert "2 Partner werden gefragt." in said(answer)[0]


def test_pressing_twice_asks_nobody_twice(house: Cast) -> None:
    client = client_of(house.coordinator)
    ask_all(client, house)

    answer = ask_all(client, house)

    assert (len(mails(house)), said(answer)[-1:]) == (
        2, ["Hier ist niemand mehr zu fragen. Bitte laden Sie die Seite neu."]
    )  # fmt: skip


def test_opening_the_link_changes_nothing_and_yes_gives_the_meeting_its_place(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    link = link_in(mails(house, to="kita@example.org")[0])
    partner = Client(headers=FROM_OUR_PAGE)

    page = partner.get(link)
    with scope.alliance(house.perle.pk):
        before = asked("Kita").state
    done = partner.post(link, ROOM, follow=True)

    with scope.alliance(house.perle.pk):
        meeting, request = queries.coming()[0], asked("Kita")
    assert "Ringstraße 1" in page.content.decode()
    assert '<details class="fold ask__way" open>' not in page.content.decode()
    assert "Mittwoch, 13. Januar 2027 17:00 bis 19:00 Uhr" in text_of(page)
    assert (before, request.state, request.answered_by, request.answered_how) == (
        "asked", "yes", "Karla Kita", "link"
    )  # fmt: skip
    assert (meeting.host.name if meeting.host else "", meeting.room, meeting.seats_in_room, meeting.is_step_free) == (
        "Kita", "Turnraum", 25, True
    )  # fmt: skip
    assert (meeting.equipment, local(meeting.host_confirmed_at)) == ("Beamer", "2026-11-23 09:00")
    assert "Danke! Ihre Zusage ist angekommen." in text_of(done)
    assert len(page.content) < 30_000


def test_a_room_without_name_or_with_a_wrong_postcode_is_not_taken(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    link = link_in(mails(house)[0])

    page = Client(headers=FROM_OUR_PAGE).post(link, {**ROOM, "ort-place_name": "", "ort-postcode": "1934"})

    assert "Eine Postleitzahl hat fünf Ziffern." in text_of(page)
    with scope.alliance(house.perle.pk):
        assert asked("Kita").state == HostState.ASKED


def test_next_time_the_page_knows_the_room(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    with scope.alliance(house.perle.pk):
        said_yes = asked("Kita")
        values = {"place_name": "Kita Sonnenschein", "room": "Turnraum", "note": "Bitte klingeln"}
        actions.accept(said_yes, values, by=BY, how=ReplyChannel.LINK, who="Karla")
        other = HostRequest(meeting=first(), organisation=said_yes.organisation)

        found = queries.prefill(other)

    assert (found["place_name"], found["room"], "note" in found) == ("Kita Sonnenschein", "Turnraum", False)


def test_no_proposes_the_next_and_tells_the_coordination(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    link = link_in(mails(house, to="kita@example.org")[0])

    Client(headers=FROM_OUR_PAGE).post(link, {"tun": "absage", "nein-note": "Umbau", "nein-other_dates": "im März"})

    with scope.alliance(house.perle.pk):
        row = queries.host_rows()[0]
    note = mails(house, to="buendnis@example.org")[0]
    assert (row.host.name if row.host else "", row.state) == ("Bücherei", "proposed")
    assert "Vorschlag: „Bücherei“." in note.text
    assert "im März" in note.text


def test_a_silent_partner_is_reminded_once_and_then_to_be_called(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    counts = []
    for day in (4, 8, 9):  # asleep for three days: the reminder of day five comes on day eight, once
        with time_machine.travel(datetime(2026, 11, 23 + day - 3, 9, tzinfo=timezone.get_current_timezone())):
            counts.append(tend_hosts())

    with (
        time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=timezone.get_current_timezone())),
        scope.alliance(house.perle.pk),
    ):
        waiting = sorted(one.organisation.name for one in queries.to_phone())
        silent = [row.silent for row in queries.host_rows()]
    assert counts == [0, 2, 0]
    assert waiting == ["Jobcenter", "Kita"]
    assert silent == [True, True]
    assert len(mails(house, to="kita@example.org")) == 2


def test_what_became_pointless_is_not_reminded(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    with scope.alliance(house.perle.pk):
        Meeting.objects.filter(pk=first().pk).update(state=MeetingState.CANCELLED)

    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=timezone.get_current_timezone())):
        reminded = tend_hosts()

    with scope.alliance(house.perle.pk):
        assert (reminded, asked("Kita").state) == (1, HostState.WITHDRAWN)
    assert len(mails(house, to="kita@example.org")) == 1


def test_a_host_that_leaves_is_taken_off_and_the_coordination_told(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    Client(headers=FROM_OUR_PAGE).post(link_in(mails(house, to="kita@example.org")[0]), ROOM)
    with scope.alliance(house.perle.pk):
        Meeting.objects.filter(pk=first().pk).update(invited_at=timezone.now(), state=MeetingState.INVITED)
        Organisation.objects.filter(name="Kita").update(state=State.LEFT)

    tend_hosts()
    tend_hosts()

    with scope.alliance(house.perle.pk):
        meeting, state = first(), asked("Kita").state
    told = mails(house, to="buendnis@example.org")
    assert (meeting.host, meeting.host_confirmed_at, meeting.place_name, state) == (
        None, None, "Kita Sonnenschein", "withdrawn"
    )  # fmt: skip
    assert [mail.subject for mail in told] == ["Treffen am Mi., 13. Januar 2027 ohne Gastgeber"]
    assert "Eingeladen ist schon" in told[0].text


def test_swap_and_skip_by_hand(house: Cast) -> None:
    client = client_of(house.coordinator)
    with scope.alliance(house.perle.pk):
        one, other = Meeting.objects.order_by("starts_at")

    client.post(reverse("workspace_host", args=[house.perle.slug, one.pk]), {"tun": "tauschen", "mit": other.pk})
    with scope.alliance(house.perle.pk):
        swapped = [row.host.name for row in queries.host_rows() if row.host]
    client.post(reverse("workspace_hosts", args=[house.perle.slug]), {"tun": "ueberspringen", "treffen": one.pk})

    with scope.alliance(house.perle.pk):
        skipped = [row.host.name for row in queries.host_rows() if row.host]
        verbs = list(Entry.objects.filter(verb__startswith="host.").order_by("pk").values_list("verb", flat=True))
    assert (swapped, skipped) == (["Jobcenter", "Kita"], ["Bücherei", "Kita"])
    assert verbs == ["host.swapped", "host.swapped", "host.skipped"]


def test_an_answer_by_phone_is_noted_with_its_way(house: Cast) -> None:
    client = client_of(house.coordinator)
    with scope.alliance(house.perle.pk):
        meeting = first()
    answer = {**ROOM, "ort-seats": "1", "wer-who": "Karla Kita", "wer-how": "phone"}

    client.post(reverse("workspace_host", args=[house.perle.slug, meeting.pk]), answer)

    with scope.alliance(house.perle.pk):
        request = asked("Kita")
        making.invitee(first(), Organisation.objects.get(name="Jobcenter"))
        making.invitee(first(), Organisation.objects.get(name="Bücherei"))
        hint = queries.host_rows()[0].hint
    assert (request.state, request.answered_by, request.answered_how) == ("yes", "Karla Kita", "phone")
    assert hint == "Der Raum hat einen Platz, eingeladen sind 2."


def test_a_partner_without_mail_is_to_be_called(house: Cast) -> None:
    with scope.alliance(house.perle.pk):
        wanted = actions.Wanted(first(), Organisation.objects.get(name="Bücherei"), "")
        asked_now = actions.ask_hosts([wanted], by=BY)
        waiting = [one.organisation.name for one in queries.to_phone()]

    assert (asked_now, waiting, mails(house)) == (
        actions.Asked(0, ["Bücherei"]), ["Bücherei"], []
    )  # fmt: skip


def test_her_own_page_answers_and_blocks_days(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    with scope.alliance(house.perle.pk):
        person = Person.objects.get(name="Karla Kita")
        token = personal_url(person).rstrip("/").rsplit("/", 1)[-1]
        things = open_host_requests(person, page_token=token)
        other = asked("Jobcenter")
    client = Client(headers=FROM_OUR_PAGE)

    client.post(things[0].url, {"tun": "sperren", "sperre-since": "2027-06-01", "sperre-until": "2027-06-30"})
    client.post(things[0].url, ROOM)
    strange = client.post(reverse("link_page_host", args=[token, other.pk]), ROOM)

    with scope.alliance(house.perle.pk):
        block = BlockedDate.objects.get()
        request = asked("Kita")
    assert things[0].title == "Können wir uns am Mi., 13. Januar 2027 bei Ihnen treffen?"
    assert (block.organisation_id, block.until, request.state) == (request.organisation_id, date(2027, 6, 30), "yes")
    assert (strange.status_code, request.answered_by) == (404, "Karla Kita")


def test_who_said_yes_is_led_to_what_else_is_open(house: Cast) -> None:
    ask_all(client_of(house.coordinator), house)
    link = link_in(mails(house, to="kita@example.org")[0])
    with scope.alliance(house.perle.pk):
        second = making.partner("Stadtteilhaus")
        Contact.objects.create(organisation=second, person=Person.objects.get(name="Karla Kita"))
        HostRequest.objects.filter(organisation__name="Jobcenter").update(organisation=second)
    partner = Client(headers=FROM_OUR_PAGE)

    before = text_of(partner.get(f"{link}?getan=zusage"))
    after = text_of(partner.post(link, ROOM, follow=True))
    there = partner.post(link, {"tun": "meine-seite"}).headers["Location"]
    back = partner.get(re.findall(r"/link/meine-seite/[^/]+/gastgeber/\d+/", partner.get(there).content.decode())[0])

    assert ("Zusage ist angekommen" in before, "Noch offen von Ihnen" in before) == (False, False)
    assert "Noch offen von Ihnen: 1" in after
    assert "Zu meiner Seite" in text_of(back)


def test_days_and_former_turns_are_entered_and_removed(house: Cast) -> None:
    client = client_of(house.coordinator)
    url = reverse("workspace_host_days", args=[house.perle.slug])
    with scope.alliance(house.perle.pk):
        kita = Organisation.objects.get(name="Kita").pk
        HostTurn.objects.all().delete()

    client.post(url, {"tun": "eintragen", "frueher-organisation": kita, "frueher-on": "2025-05-07"})
    client.post(url, {"tun": "sperren", "sperre-since": "2027-01-13", "sperre-reason": "Messe"})
    with scope.alliance(house.perle.pk):
        turn, row = HostTurn.objects.get(), queries.host_rows()[0]
    client.post(url, {"tun": "entfernen", "nummer": turn.pk})
    late = client.post(url, {"tun": "eintragen", "frueher-organisation": kita, "frueher-on": "2027-05-07"})

    with scope.alliance(house.perle.pk):
        assert (turn.on, row.host, HostTurn.objects.count()) == (date(2025, 5, 7), None, 0)
    assert "Messe" in row.why
    assert "Der Tag liegt in der Zukunft." in text_of(late)


def test_the_page_costs_the_same_for_many(house: Cast, django_assert_max_num_queries: Any) -> None:
    with scope.alliance(house.perle.pk):
        making.partners(240)
        of = first().series
        assert of is not None
        meetings(of, *(date(2027, 4, 7) + timedelta(weeks=number) for number in range(20)))
    client = client_of(house.coordinator)

    with django_assert_max_num_queries(20):
        page = client.get(reverse("workspace_hosts", args=[house.perle.slug]))
    assert 'value="alle-fragen"' in page.content.decode()
    assert "0 zugesagt, 0 gefragt, 22 noch zu fragen." in text_of(page)


def test_a_reader_may_not_and_a_group_lead_neither(house: Cast) -> None:
    url = reverse("workspace_hosts", args=[house.perle.slug])

    assert [client_of(one).get(url).status_code for one in (house.reader, house.group_lead)] == [403, 403]
    assert timezone.localdate() == TODAY

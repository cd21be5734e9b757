"""Calendars to subscribe to: what stands in them, for whom, what an unchanged one costs, and how one gets rid of them."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy import links, scope
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import FEED_PURPOSE
from drehscheibe.work.meetings.actions.replies import Said, answer
from drehscheibe.work.meetings.models import Invitee, Meeting
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from drehscheibe.work.partners.access import PAGE_PURPOSE
from drehscheibe.work.partners.models import Organisation, Person
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import FROM_OUR_PAGE, client_of, text_of

from .reading import by_node, by_python

YEARS = timedelta(days=2000)


def person_of(organisation: Organisation) -> Person:
    contact = organisation.contacts.select_related("person").get()
    return contact.person


def token(purpose: str, subject_id: int) -> str:
    return links.issue(purpose=purpose, subject_id=subject_id, recipient="kita@example.org", lifetime=YEARS)[1]


def feed_of(person: Person) -> str:
    return f"/link/kalender/{token(FEED_PURPOSE, person.pk)}/treffen.ics"


def shown(client: Client, address: str) -> dict[str, tuple[str, str]]:
    """Return title → status and whether the time is taken, as a calendar program sees them."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    entries = zip(by_python(answer.content)["entries"], lines(answer, "TRANSP"), strict=True)
    return {one["summary"]: (one["status"], busy) for one, busy in entries}


def lines(answer: HttpResponse, name: str) -> list[str]:
    return [line.split(":", 1)[1] for line in answer.content.decode().split("\r\n") if line.startswith(f"{name}:")]


def titles(answer: HttpResponse) -> list[str]:
    return lines(answer, "SUMMARY")


def announced(body: Any, title: str, *, weeks: int = 3, **values: Any) -> Meeting:
    named = {"title": title, "state": MeetingState.INVITED, "invited_at": timezone.now(), **values}
    return making.meeting(body, on=timezone.localdate() + timedelta(weeks=weeks), **named)


# What stands in it


def test_own_calendar_tells_status_by_answer(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita, body = making.partner("Kita", email="kita@example.org"), making.body()
        for title, answer in {"Still": "", "Komme": "coming", "Online": "online", "Fehle": "excused"}.items():
            making.invitee(announced(body, title), kita, answer=answer)
        making.invitee(announced(body, "Verlegt"), kita, answer=Answer.EXCUSED, is_to_old_date=True)
        making.invitee(announced(body, "Fällt aus", state="cancelled"), kita, answer=Answer.COMING)
        address = feed_of(person_of(kita))
    assert shown(client, address) == {
        "Still": ("TENTATIVE", "OPAQUE"),
        "Komme": ("CONFIRMED", "OPAQUE"),
        "Online": ("CONFIRMED", "OPAQUE"),
        "Fehle": ("CONFIRMED", "TRANSPARENT"),
        "Verlegt": ("TENTATIVE", "OPAQUE"),
        "Fällt aus": ("CANCELLED", "TRANSPARENT"),
    }


def test_own_calendar_holds_what_concerns_her_and_nothing_else(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita, other = making.partner("Kita", email="kita@example.org"), making.partner("Hort", email="h@example.org")
        everybody, group = making.body(), making.body("AG Verkehr", BodyKind.WORKING)
        hers, closed = making.body("AG Feste", BodyKind.WORKING), making.body("Beirat", BodyKind.STEERING)
        Seat.objects.create(body=hers, organisation=kita)
        Seat.objects.create(body=closed, organisation=other, deputy=person_of(kita))
        announced(everybody, "Alle, angekündigt", state="draft", invited_at=None, dates_sent_at=timezone.now())
        announced(everybody, "Alle, noch geheim", state="draft", invited_at=None)
        announced(everybody, "Nur geübt", is_practice=True)
        announced(everybody, "Lange her", weeks=-60)
        announced(everybody, "Letztes Jahr", weeks=-50, state="approved")
        announced(group, "Fremde Gruppe")
        announced(hers, "Eigene Gruppe")
        announced(closed, "Als Vertretung")
        making.invitee(announced(group, "Als Gast"), kita)
        address, others = feed_of(person_of(kita)), feed_of(person_of(other))
    with scope.alliance(cast.grimm.pk):
        announced(making.body(), "Anderes Bündnis")
    assert sorted(shown(client, address)) == [
        "Alle, angekündigt", "Als Gast", "Als Vertretung", "Eigene Gruppe", "Letztes Jahr",
    ]  # fmt: skip
    assert sorted(shown(client, others)) == ["Alle, angekündigt", "Als Vertretung", "Letztes Jahr"]


def test_link_to_join_from_afar_is_for_the_invited(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita, hort = making.partner("Kita", email="kita@example.org"), making.partner("Hort", email="h@example.org")
        meeting = announced(making.body(), "Plenum", form="online", online_url="https://treffen.example.org/geheim")
        making.invitee(meeting, kita)
        addresses = [feed_of(person_of(kita)), feed_of(person_of(hort))]
    told = [by_python(client.get(address).content)["entries"][0]["text"] for address in addresses]
    assert told == ["Online: https://treffen.example.org/geheim", ""]


def test_both_libraries_read_the_calendar_alike(cast: Cast, client: Client, tmp_path: Path) -> None:
    with scope.alliance(cast.perle.pk):
        kita, body = making.partner("Kita", email="kita@example.org"), making.body()
        for weeks in range(-40, 40):
            announced(body, f"Treffen {weeks}", weeks=weeks, place_name="Haus der Familie, Saal; Hof", town="Perleberg")
        address = feed_of(person_of(kita))
    content = client.get(address).content
    (by_js,) = by_node(tmp_path, content)
    assert by_js == by_python(content)
    assert (by_js["name"], len(by_js["entries"]), by_js["method"]) == ("Bündnis Perle", 80, "")


# What an unchanged one costs


def changes(cast: Cast, meeting: Meeting, guest: Invitee) -> dict[str, Any]:
    """Return what can happen, by name; each is seen in the calendar. Every action leaves an entry in the log."""
    rows, invitees = Meeting.objects.filter(pk=meeting.pk), Invitee.objects.filter(pk=guest.pk)
    later = {"starts_at": F("starts_at") + timedelta(hours=1), "ends_at": F("ends_at") + timedelta(hours=1)}
    return {
        "moved": lambda: rows.update(**later, sequence=1),
        "answered": lambda: answer(guest, Said(answer=Answer.COMING), channel=ReplyChannel.PHONE, by=cast.coordinator),
        "answer is to the old date": lambda: invitees.update(is_to_old_date=True),
        "another place": lambda: rows.update(place_name="Neues Haus"),
        "cancelled": lambda: rows.update(state="cancelled"),
        "another one": lambda: announced(meeting.body, "Noch eins"),
    }


def test_calendar_is_new_after_each_change_and_only_then(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        meeting = announced(making.body(), "Plenum")
        guest = making.invitee(meeting, kita)
        address = feed_of(person_of(kita))
    tags = [client.get(address)["ETag"]]
    for change in changes(cast, meeting, guest).values():
        with scope.alliance(cast.perle.pk):
            audit.record(cast.coordinator, "meeting.written", meeting)
        assert client.get(address, headers={"if-none-match": tags[-1]}).status_code == 304
        with scope.alliance(cast.perle.pk):
            change()
            audit.record(cast.coordinator, "meeting.changed", meeting)
        tags.append(client.get(address)["ETag"])
    assert [now for before, now in pairwise(tags) if now == before] == []


def test_unchanged_calendar_is_known_by_weak_tags_too_and_kept_by_its_reader(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        address = feed_of(person_of(making.partner("Kita", email="kita@example.org")))
    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": f'"alt", W/{answer["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("number", [3, 60])
def test_calendar_costs_the_same_statements_for_few_and_many(
    cast: Cast, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with scope.alliance(cast.perle.pk):
        kita, body = making.partner("Kita", email="kita@example.org"), making.body()
        for weeks in range(number):
            making.invitee(announced(body, f"Treffen {weeks}", weeks=weeks), kita)
        address = feed_of(person_of(kita))
    with django_assert_num_queries(4):
        client.get(address)
    with django_assert_num_queries(3):
        client.get(address)


# Getting one, and getting rid of it


def test_own_page_makes_an_address_shows_it_once_and_takes_it_back(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        announced(making.body(), "Plenum")
        page = f"/link/meine-seite/{token(PAGE_PURPOSE, person_of(kita).pk)}/kalender/"
    assert "/link/kalender/" not in client.get(page).content.decode()
    made = client.post(page, {"tun": "anlegen"}, headers=FROM_OUR_PAGE)
    address = made.context["address"]
    assert address in text_of(made)
    assert f'href="{address.replace("http://", "webcal://")}"' in made.content.decode()
    assert shown(client, address) == {"Plenum": ("TENTATIVE", "OPAQUE")}
    assert address not in client.get(page).content.decode()
    revoked = client.post(page, {"tun": "sperren"}, headers=FROM_OUR_PAGE)
    assert "Eine Adresse ist gesperrt." in text_of(revoked)
    assert client.get(address).status_code == 410


def test_address_ends_with_its_lifetime_and_with_the_person(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        address = feed_of(person_of(kita))
    assert client.get(address).status_code == 200  # from now on it is kept
    with time_machine.travel(timezone.now() + YEARS, tick=False):
        assert client.get(address).status_code == 410
    with scope.alliance(cast.perle.pk):
        audit.record(cast.coordinator, "person.erased", person_of(kita))
        Person.objects.filter(pk=person_of(kita).pk).delete()
    assert client.get(address).status_code == 404


def test_practising_makes_no_address(cast: Cast, client: Client) -> None:
    type(cast.perle).objects.filter(pk=cast.perle.pk).update(is_live=False)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        page = f"/link/meine-seite/{token(PAGE_PURPOSE, person_of(kita).pk)}/kalender/"
    answer = client.post(page, {"tun": "anlegen"}, headers=FROM_OUR_PAGE)
    assert "Im Übungsmodus wird nichts gespeichert." in text_of(answer)
    assert "address" not in answer.context


def test_team_sees_drafts_in_its_own_calendar_until_she_leaves_the_team(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        making.meeting(making.body(), title="Entwurf")
    made = client_of(cast.reader).post("/arbeit/perle/treffen/kalender/", {"tun": "anlegen"})
    address = made.context["address"]
    assert shown(client, address) == {"Entwurf": ("TENTATIVE", "OPAQUE")}
    with scope.alliance(cast.perle.pk):
        cast.reader.is_active = False
        cast.reader.save()
    assert client.get(address).status_code == 404


# Files with one entry


def test_team_downloads_the_entry_of_a_meeting(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = announced(making.body(), "Plenum")
    answer = client_of(cast.reader).get(f"/arbeit/perle/treffen/{meeting.pk}/termin.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="treffen.ics"'
    assert (by_python(answer.content)["method"], titles(answer)) == ("PUBLISH", ["Plenum"])


def test_times_are_those_of_the_meeting(cast: Cast, client: Client) -> None:
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita", email="kita@example.org")
        meeting = announced(making.body(), "Plenum")
        address = feed_of(person_of(kita))
    (entry,) = by_python(client.get(address).content)["entries"]
    assert datetime.fromtimestamp(entry["starts"], tz=meeting.starts_at.tzinfo) == meeting.starts_at

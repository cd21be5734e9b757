"""Invitation, update, cancellation and the year's dates, read by `icalendar` and by ical.js."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.calendar.entries import Entry, calendar
from drehscheibe.kit.calendar.zones import zone_lines
from drehscheibe.work.meetings.exports.calendar import attachment, dates_attachment
from drehscheibe.work.meetings.models import Invitee, Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState
from tests.conftest import Cast
from tests.meetings import making

from .reading import by_node, by_python

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def answers_are_read(settings: Settings, tmp_path: Path) -> None:
    settings.ANSWER_ADDRESS, settings.ANSWER_DIR = "antwort+{secret}@example.org", str(tmp_path)


def invited(**values: Any) -> Invitee:
    """Return somebody invited to a meeting of everybody."""
    named = {"state": MeetingState.INVITED, "place_name": "Mehrgenerationenhaus", "town": "Perleberg", **values}
    meeting = making.meeting(making.body(), **named)
    return making.invitee(meeting, making.partner("Kita Löwenzahn; Mitte", email="kita@example.org", person="Jo Groß"))


def both(folder: Path, *contents: bytes) -> list[dict[str, Any]]:
    """Return what both libraries read, once they agree on all of it."""
    read = [by_python(content) for content in contents]
    assert by_node(folder, *contents) == read
    return read


# The track of one entry


def test_invitation_update_and_cancellation_are_one_entry(cast: Cast, answers_are_read: None, tmp_path: Path) -> None:
    with scope.alliance(cast.perle.pk):
        guest = invited(on=date(2026, 10, 14))
        meeting, files = guest.meeting, [attachment(guest.meeting, method="REQUEST", invitee=guest)]
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=meeting.starts_at + timedelta(days=7), ends_at=meeting.ends_at + timedelta(days=7), sequence=1
        )
        meeting.refresh_from_db()
        files.append(attachment(meeting, method="REQUEST", invitee=guest))
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", sequence=2, cancel_reason="Das Haus ist zu.")
        meeting.refresh_from_db()
        files.append(attachment(meeting, method="CANCEL", invitee=guest))
    read = both(tmp_path, *(file.content for file in files))
    entries = [file["entries"][0] for file in read]
    assert [file["method"] for file in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {entry["uid"] for entry in entries} == {f"{meeting.uid}@localhost"}
    assert [entry["sequence"] for entry in entries] == [0, 1, 2]
    assert [entry["starts"] for entry in entries] == [
        datetime(2026, 10, day, 17, tzinfo=BERLIN).timestamp() for day in (14, 21, 21)
    ]
    assert [entry["status"] for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {entry["zone"] for entry in entries} == {"Europe/Berlin"}
    assert entries[2]["text"] == "Das Treffen fällt aus. Das Haus ist zu."


def test_request_asks_the_one_who_is_invited_through_her_own_address(
    cast: Cast, answers_are_read: None, tmp_path: Path
) -> None:
    with scope.alliance(cast.perle.pk):
        guest = invited()
        file = attachment(guest.meeting, method="REQUEST", invitee=guest)
    (read,) = both(tmp_path, file.content)
    assert file.type == "text/calendar; method=REQUEST; charset=utf-8"
    assert read["entries"][0]["organizer"] == f"mailto:antwort+{guest.secret}@example.org"
    assert read["entries"][0]["attendees"] == [["mailto:kita@example.org", "NEEDS-ACTION", "Jo Groß"]]
    assert b"RSVP=TRUE" in file.content.replace(b"\r\n ", b"")


def test_without_a_mailbox_for_answers_nothing_is_asked(cast: Cast, tmp_path: Path) -> None:
    with scope.alliance(cast.perle.pk):
        guest = invited()
        file = attachment(guest.meeting, method="REQUEST", invitee=guest, reply_to="buero@example.org")
    (read,) = both(tmp_path, file.content)
    assert (file.type, read["method"]) == ("text/calendar; method=PUBLISH; charset=utf-8", "PUBLISH")
    assert (read["entries"][0]["attendees"], read["entries"][0]["organizer"]) == ([], "mailto:buero@example.org")
    assert guest.secret.encode() not in file.content


def test_place_is_told_only_after_the_host_has_said_yes(cast: Cast, tmp_path: Path) -> None:
    with scope.alliance(cast.perle.pk):
        host = making.partner("Sportverein")
        guest = invited(host=host, room="Saal", entrance="über den Hof", stop="Markt, Bus 3")
        before = attachment(guest.meeting, method="PUBLISH")
        guest.meeting.host_confirmed_at = guest.meeting.starts_at
        after = attachment(guest.meeting, method="PUBLISH")
    entries = [file["entries"][0] for file in both(tmp_path, before.content, after.content)]
    assert [(entry["place"], entry["text"]) for entry in entries] == [
        ("", ""),
        ("Mehrgenerationenhaus, Saal, Perleberg", "Eingang: über den Hof\nHaltestelle: Markt, Bus 3"),
    ]


def test_dates_of_the_year_are_one_file_with_drafts_as_tentative(cast: Cast, tmp_path: Path) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body()
        days = [date(2027, month, 9) for month in (2, 5, 8, 11)]
        meetings = [making.meeting(body, on=day) for day in days]
        meetings[0].state, meetings[3].state = MeetingState.INVITED, MeetingState.CANCELLED
        file = dates_attachment(meetings)
    (read,) = both(tmp_path, file.content)
    assert (file.name, file.type) == ("treffen.ics", "text/calendar; method=PUBLISH; charset=utf-8")
    assert [entry["status"] for entry in read["entries"]] == ["CONFIRMED", "TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert [datetime.fromtimestamp(entry["starts"], BERLIN).date() for entry in read["entries"]] == days
    assert file.content.count(b"BEGIN:VTIMEZONE") == 1


# The clock


NIGHTS = {
    "evening before the change in spring": (datetime(2027, 3, 27, 19, tzinfo=BERLIN), 3),
    "over the night of the change in spring": (datetime(2027, 3, 27, 22, tzinfo=BERLIN), 8),
    "after the change in spring": (datetime(2027, 3, 28, 10, tzinfo=BERLIN), 2),
    "evening before the change in autumn": (datetime(2026, 10, 24, 19, tzinfo=BERLIN), 3),
    "over the night of the change in autumn": (datetime(2026, 10, 24, 22, tzinfo=BERLIN), 8),
    "in the hour that comes twice, the first time": (datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=0), 0.5),
    "in the hour that comes twice, the second time": (datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN, fold=1), 0.5),
    "from the hour that comes twice into itself": (datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=0), 0.5),
    "after the change in autumn": (datetime(2026, 10, 25, 10, tzinfo=BERLIN), 2),
}


def test_instants_are_right_on_both_sides_of_the_clock_change(tmp_path: Path) -> None:
    spans = [(at.astimezone(UTC), at.astimezone(UTC) + timedelta(hours=hours)) for at, hours in NIGHTS.values()]
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    entries = [
        Entry(uid=name, stamp=stamp, starts_at=starts, ends_at=ends, summary=name)
        for name, (starts, ends) in zip(NIGHTS, spans, strict=True)
    ]
    (read,) = both_times(tmp_path, calendar(entries, zone="Europe/Berlin"))
    assert read == [(starts.timestamp(), ends.timestamp()) for starts, ends in spans]


def both_times(folder: Path, content: bytes) -> list[list[tuple[float, float]]]:
    read = [by_python(content), *by_node(folder, content)]
    times = [[(entry["starts"], entry["ends"]) for entry in one["entries"]] for one in read]
    assert times[0] == times[1]
    return times[:1]


def test_zone_has_both_rules() -> None:
    assert zone_lines("Europe/Berlin") == (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "DTSTART:20000326T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "DTSTART:20001029T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    )


def test_rules_of_the_zone_hold_for_years(tmp_path: Path) -> None:
    """Both libraries reckon with our rules, Python with its own table: they agree at noon of each Monday until 2040."""
    noons = [datetime(2001, 1, 1, 12, tzinfo=BERLIN) + timedelta(weeks=n) for n in range(0, 52 * 39, 3)]
    entries = [
        Entry(uid=str(n), stamp=at, starts_at=at, ends_at=at + timedelta(hours=1), summary="x")
        for n, at in enumerate(noons)
    ]
    (read,) = both_times(tmp_path, calendar(entries, zone="Europe/Berlin"))
    assert [starts for starts, _ends in read] == [at.timestamp() for at in noons]


def test_zone_without_summer_time_has_one_rule() -> None:
    assert zone_lines("Asia/Tokyo")[2:-1] == (
        "BEGIN:STANDARD", "TZNAME:JST", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "DTSTART:20000101T090000",
        "END:STANDARD",
    )  # fmt: skip

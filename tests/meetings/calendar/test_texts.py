"""Whatever people write comes back out of the file as it was, and each line keeps to 75 octets."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from drehscheibe.kit.calendar.entries import Attendee, Entry, calendar
from drehscheibe.kit.calendar.lines import plain

from .reading import by_node, by_python

AT = datetime(2026, 10, 14, 15, tzinfo=UTC)
NASTY = [
    "Umlaute: ÄÖÜ äöü ß, und „Anführungszeichen“ – Gedankenstrich …",
    "Kommas, Semikolons; Doppelpunkte: und \\ Schrägstriche \\n \\, \\;",
    "Zeile eins\nZeile zwei\r\nZeile drei\rZeile vier\u2028Zeile fünf",
    "Familie 👨‍👩‍👧‍👦 mit Fahne 🏳️‍🌈 und Tee ☕️ " * 9,
    "ä" * 200,
    "a" + "ä" * 200,
    "BEGIN:VEVENT\r\nUID:fremd\r\nEND:VEVENT",
    "مرحبا بكم في بيت العائلة",
    "\x00\x07\x1b[31mFarbe\x7f\ud800",
    "Die „^n“ und ^' aus RFC 6868 ^^",
    " führender und letzter Leerraum ",
    "\tTab",
    "DTSTART;TZID=Europe/Berlin:20260101T000000",
    "",
]
texts = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=300), st.text(alphabet=st.sampled_from('äß,;\\\n\r n:"👩‍👧\u2028'))
)


def file_with(text: str) -> bytes:
    attendees = [Attendee("kita@example.org", text)]
    entry = Entry(uid="1", stamp=AT, starts_at=AT, ends_at=AT, summary=text, place=text, text=text, attendees=attendees)
    return calendar([entry], zone="Europe/Berlin", name=text)


def quoted(text: str) -> str:
    return " ".join(plain(text).replace('"', "'").replace("\\", "/").replace("^", " ").split())


@settings(deadline=None)
@given(text=texts)
@example(NASTY[2])
@example(NASTY[3])
@example(NASTY[6])
@example(NASTY[8])
def test_any_text_comes_back(text: str) -> None:
    (entry,) = by_python(file_with(text))["entries"]
    assert (entry["summary"], entry["place"], entry["text"]) == (plain(text),) * 3
    assert entry["attendees"] == [["mailto:kita@example.org", "NEEDS-ACTION", quoted(text)]]


@settings(deadline=None)
@given(text=texts)
def test_no_line_is_longer_than_75_octets_or_cut_inside_a_sign(text: str) -> None:
    content = file_with(text)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert "".join(line.decode() for line in lines) == content.decode().replace("\r\n", "")


def test_second_library_reads_the_same_texts(tmp_path: Path) -> None:
    contents = [file_with(text) for text in NASTY]
    entries = [read["entries"][0] for read in by_node(tmp_path, *contents)]
    assert [(entry["summary"], entry["place"], entry["text"]) for entry in entries] == [
        (plain(text),) * 3 for text in NASTY
    ]
    assert [entry["attendees"][0][2] for entry in entries] == [quoted(text) for text in NASTY]

"""Whatever is pasted: nothing raises, and no mail address is lost."""

import contextlib
import json
import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from drehscheibe.work.partners.import_data import reading_to_json
from drehscheibe.work.partners.imports import structure
from drehscheibe.work.partners.imports.intake import Unreadable

from .reading import lines_of, table_of

WORDS = st.sampled_from(
    ["Kita", "Sonne", "Anna", "Beispiel", "Frau", "Dr.", "Einrichtung", "E-Mail", "Name", "Stand:", "dito", '"', "kommt nicht mehr",
     "Tel.", "03876 1234", "19348", "Hauptstr. 5", "@", "a@", "<", ">", ";", ",", "/", "=B2", "#NV", "2012", "(", ")", "c/o", "und",
     "VEREINE", "x", "mailto:", "(at)", "An:"]
)  # fmt: skip
LOCAL = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
ADDRESSES = st.builds(
    lambda a, b, sign: f"{a}{sign}{b}@example.org", LOCAL, LOCAL, st.sampled_from(["", ".", "-", "_", "+"])
)
SIGNS = st.sampled_from(["\t", "\n", " ", "; ", ", ", "\r\n", "\t\t", " <", "> ", "(", ") "])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
@example("\ud800@\x00\n\t\u202e")
@example("=" * 300)
@example('"' * 300)
def test_no_text_raises(text: str) -> None:
    try:
        lines_of(text)
    except Unreadable as why:
        assert str(why)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.one_of(WORDS, ADDRESSES, st.text(max_size=6)), SIGNS), max_size=40))
def test_no_list_like_text_raises_and_all_that_is_read_can_be_kept(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in pieces)
    try:
        lines = lines_of(text)
    except Unreadable:
        return
    kept = json.dumps([reading_to_json(line.reading) for line in lines])
    assert "\\u0000" not in kept


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.one_of(WORDS, ADDRESSES), SIGNS), min_size=1, max_size=30), st.sets(ADDRESSES, max_size=6))
def test_no_address_is_lost(pieces: list[tuple[str, str]], addresses: set[str]) -> None:
    """Every address stands apart from others, as programs write them; it is in a reading or in a doubt."""
    assume(addresses)  # a text of signs alone is refused as a whole
    text = "".join(word + sign for word, sign in pieces) + "\n" + "\n".join(sorted(addresses))
    told = "".join(
        json.dumps(reading_to_json(line.reading)) + " ".join(f"{fault.text} {fault.value}" for fault in line.faults)
        for line in lines_of(text)
    )
    assert [address for address in addresses if address not in told] == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.one_of(WORDS, ADDRESSES), max_size=6), min_size=1, max_size=12))
def test_every_line_stays_in_the_list(rows: list[list[str]]) -> None:
    """Two lone quotation marks with a break between them may as well be one cell; so they are left out here."""
    text = "\n".join("\t".join(row) for row in rows).replace('"', "x")
    try:
        table = table_of(text)
    except Unreadable:
        return
    said = {line.number for line in table.lines}
    meant = {
        n
        for n, row in enumerate(rows, 1)
        if any(any(sign.isprintable() and sign != " " for sign in cell) for cell in row)
    }
    if any("\t" in sign for sign in text):
        assert said == meant
    assert {line.sort for line in table.lines} <= {structure.DATA, structure.HEAD, structure.SECTION, structure.REMARK}


@pytest.mark.parametrize("sign", ["1", "a", "0(", "\n", " ", "<", '"', "a@", "(", ",", "Str. ", "1 / ", "\t", ";a"])
def test_endless_cells_are_read_or_refused(sign: str) -> None:
    """Expressions that look back again and again would never come back from these."""
    came_back = 0
    for text in (sign * 30_000, f"{sign * 30_000} @", f"Einrichtung\tE-Mail\nKita\t{sign * 30_000}"):
        with contextlib.suppress(Unreadable):
            lines_of(text)
        came_back += 1
    assert came_back == 3

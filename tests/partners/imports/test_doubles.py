"""Who stands there twice."""

import pytest

from drehscheibe.work.partners.import_data import Known, PersonRead, Reading, RowData
from drehscheibe.work.partners.imports.doubles import Found, compare
from drehscheibe.work.partners.imports.entries import entries_of, merged
from drehscheibe.work.partners.vocabulary import State


def row(position: int, name: str, *, email: str = "", repairs: dict[str, str] | None = None, **fields: str) -> RowData:
    people = [PersonRead(email=email)] if email else []
    return RowData(position, position, [], {}, repairs or {}, Reading({"name": name, **fields}, people), key=position)


def found(*rows: RowData, known: tuple[Known, ...] = ()) -> list[Found]:
    return list(compare(rows, known).values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kita Sonnenschein", "Kindertagesstätte Sonnenschein e. V."),
        ("AWO Kreisverband Prignitz", "Arbeiterwohlfahrt KV Prignitz e.V."),
        ("Volkshochschule", "VHS"),
        ("Familienzentrum an der Elbe", "familienzentrum  Elbe"),
    ],
)
def test_one_partner_on_two_lines_is_one(one: str, other: str) -> None:
    assert [outcome.joins for outcome in found(row(1, one), row(2, other))] == ["", "row:1"]


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Kita Sonnenschein", "Kita Sonnenschien", True),
        ("Kita Sonnenschein", "Kita Sonnenschein Perleberg", True),
        ("Musikschule Prignitz", "Kreismusikschule Prignitz", True),
        ("Kita Sonnenschein", "Kita Sonnenblume", False),
        ("Grundschule 1", "Grundschule 2", False),
        ("Sparkasse Prignitz", "Volksbank Prignitz", False),
        ("DRK Kreisverband", "DRK Ortsverband", False),
    ],
)
def test_names_that_are_alike_are_asked_about(one: str, other: str, asked: bool) -> None:
    second = found(row(1, one), row(2, other))[1]
    assert (second.joins, second.fault is not None) == ("", asked)


def test_question_names_both_and_proposes_to_merge() -> None:
    fault = found(row(1, "Kita Sonnenschein"), row(2, "Kita Sonnenschien"))[1].fault
    assert fault is not None
    assert fault.text == "Zeile 2: „Kita Sonnenschien“ ähnelt „Kita Sonnenschein“ (Zeile 1). Ist das derselbe Partner?"
    assert (fault.value, fault.choices) == (
        "merge:row:1", [["merge:row:1", "zusammenführen mit „Kita Sonnenschein“"], ["own:row:1", "eigener Eintrag"]],
    )  # fmt: skip


def test_one_name_at_two_places_proposes_two_partners() -> None:
    fault = found(row(1, "Kita Sonne", postcode="19348"), row(2, "Kita Sonne", postcode="19322"))[1].fault
    assert fault is not None
    assert (fault.value, fault.text) == (
        "own:row:1", "Zeile 2: „Kita Sonne“ gibt es zweimal (Zeile 1), mit verschiedenen Anschriften. Ist das derselbe Partner?",
    )  # fmt: skip


def test_the_same_address_makes_names_more_alike() -> None:
    far = found(row(1, "Kita Sonne Perle"), row(2, "Sonne Kindergruppe"))
    near = found(
        row(1, "Kita Sonne Perle", email="a@example.org"), row(2, "Sonne Kita-Gruppe Perle", email="a@example.org")
    )
    assert (far[1].fault is None, near[1].fault is not None) == (True, True)


@pytest.mark.parametrize(("answer", "joins"), [("merge:row:1", "row:1"), ("own:row:1", "")])
def test_an_answer_is_kept_for_this_very_other(answer: str, joins: str) -> None:
    second = found(row(1, "Kita Sonnenschein"), row(2, "Kita Sonnenschien", repairs={"double": answer}))[1]
    assert (second.joins, second.fault) == (joins, None)
    stale = found(row(1, "Kita Sonnenschein"), row(2, "Kita Sonnenschien", repairs={"double": "own:row:7"}))[1]
    assert stale.fault is not None


def test_two_people_of_one_name_are_two_unless_a_number_proves_one() -> None:
    apart = found(row(1, "Anna Beispiel", kind="person"), row(2, "Anna Beispiel", kind="person"))
    same = found(
        row(1, "Anna Beispiel", kind="person", email="a@example.org"),
        row(2, "Anna Beispiel", kind="person", email="a@example.org"),
    )
    assert (apart[1].joins, same[1].joins) == ("", "row:1")


def test_partner_that_is_there_is_known_or_gets_what_is_new() -> None:
    known = Known(7, "Kita Sonne", place="Perleberg", emails=frozenset({"a@example.org"}))
    same, more = found(
        row(1, "Kita Sonne", email="a@example.org"),
        row(2, "Kita Sonne", email="b@example.org", phone="1"),
        known=(known,),
    )
    assert (same.joins, same.is_known, same.note) == ("partner:7", True, "Steht schon bei Ihren Partnern.")
    assert (more.is_known, more.note) == (False, "Steht schon bei Ihren Partnern. Neu dazu: b@example.org, Telefon.")


def test_partner_that_has_left_is_not_brought_back_by_a_list() -> None:
    (outcome,) = found(row(1, "Kita Sonne", email="b@example.org"), known=(Known(7, "Kita Sonne", state=State.LEFT),))
    assert (outcome.is_known, outcome.note) == (True, "Steht bei Ihnen unter den ausgeschiedenen Partnern.")


def test_comparing_thousands_compares_few() -> None:
    """Each with each would be two million; names that share a word with a crowd are not compared by it."""
    rows = [row(n, f"Kita Sonne {chr(97 + n % 26)}{n}") for n in range(2000)]
    assert sum(outcome.fault is not None for outcome in found(*rows)) == 0


def test_lines_of_one_partner_lose_nothing() -> None:
    first = Reading(
        {"name": "AWO", "phone": "03876 1", "note": "nett"},
        [PersonRead("Anna Beispiel", "a@example.org")],
        joined_on="2012-01-01",
    )
    second = Reading(
        {"name": "AWO", "phone": "03876 2", "street": "Hauptstr. 5", "note": "nett\nlaut"},
        [PersonRead("Bernd Muster"), PersonRead("A. Beispiel", "", "0170 1")],
        joined_on="2008-01-01",
    )
    whole = merged([first, second])
    assert whole.fields == {"name": "AWO", "phone": "03876 1", "street": "Hauptstr. 5", "note": "nett\nlaut"}
    assert [(p.name, p.email, p.phone) for p in whole.people] == [
        ("Anna Beispiel", "a@example.org", "0170 1"), ("Bernd Muster", "", "03876 2"),
    ]  # fmt: skip
    assert whole.joined_on == "2008-01-01"


def test_lines_whose_first_one_waits_still_go_together() -> None:
    rows = [row(2, "AWO"), row(3, "AWO"), row(4, "DRK")]
    rows[0].reading.joins = rows[1].reading.joins = "row:1"
    rows[2].reading.joins = "partner:9"
    assert [(entry.rows, entry.organisation_id) for entry in entries_of(rows)] == [((2, 3), None), ((4,), 9)]

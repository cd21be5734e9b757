"""Lines of the minutes: kept once, never overwritten, with results in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import closing
from drehscheibe.work.meetings.models import Decision, Entry, Minutes, Stroke
from drehscheibe.work.meetings.vocabulary import MeetingState
from tests.conftest import Cast
from tests.rooms import client_of, text_of

from .conftest import Night, add, begin, change, key, tap


def lines(night: Night) -> list[tuple[str, str, int]]:
    with scope.alliance(night.cast.perle.pk):
        return [
            (row.kind, row.text, row.version) for row in Entry.objects.filter(meeting=night.meeting, removed_at=None)
        ]


def test_stroke_sent_again_is_one_line_with_the_same_answer(night: Night) -> None:
    note = add("note", "Guten Abend", night.items[0])
    first, second = night.send(note), night.send(note, note)
    assert (first, second, lines(night)) == (
        [{"key": note["key"], "ok": True, "entry": note["key"], "version": 1}],
        first * 2,
        [("note", "Guten Abend", 1)],
    )


def test_second_writer_gets_a_line_beside(night: Night) -> None:
    note = add("note", "Anfang", night.items[1])
    night.send(note)
    mine, hers = change(note["key"], 1, text="von mir"), change(note["key"], 1, text="von ihr")
    answers = night.send(mine, hers, client=client_of(night.cast.deputy))
    with scope.alliance(night.cast.perle.pk):
        beside = Entry.objects.get(key=hers["key"])
        found = (beside.text, str(beside.beside.key if beside.beside else ""), beside.item_id)
    assert (answers[1]["entry"], answers[1]["beside"], lines(night), found) == (
        hers["key"],
        note["key"],
        [("note", "von mir", 2), ("note", "von ihr", 1)],
        ("von ihr", note["key"], night.items[1].pk),
    )


def test_same_words_from_two_writers_are_one_line(night: Night) -> None:
    note = add("note", "Anfang")
    night.send(note, change(note["key"], 1, text="Ende"), change(note["key"], 1, text="Ende"))
    assert lines(night) == [("note", "Ende", 2)]


def test_words_typed_on_belong_to_the_line_that_was_put_beside(night: Night) -> None:
    note = add("note", "Anfang")
    night.send(note, change(note["key"], 1, text="von ihr"))
    first = change(note["key"], 1, text="von mir")
    second = change(note["key"], 1, text="von mir, weiter", follows=first["key"])
    night.send(first, second)
    assert lines(night) == [("note", "von ihr", 2), ("note", "von mir, weiter", 2)]


def test_line_changed_meanwhile_is_not_removed_and_one_removed_meanwhile_is_kept_beside(night: Night) -> None:
    note = add("note", "Anfang")
    night.send(note, change(note["key"], 1, text="geändert"))
    refused = night.send({"key": key(), "what": "remove", "entry": note["key"], "version": 1})[0]
    night.send(
        {"key": key(), "what": "remove", "entry": note["key"], "version": 2}, change(note["key"], 2, text="doch")
    )
    assert (refused["why"], lines(night)) == (
        "Jemand hat diese Zeile inzwischen geändert. Sie bleibt deshalb stehen.",
        [("note", "doch", 1)],
    )


def test_removed_line_comes_back(night: Night) -> None:
    note = add("note", "Anfang")
    night.send(note, {"key": key(), "what": "remove", "entry": note["key"], "version": 1})
    night.send({"key": key(), "what": "restore", "entry": note["key"], "version": 2})
    assert lines(night) == [("note", "Anfang", 3)]


@pytest.mark.parametrize(
    ("majority", "counts", "outcome"),
    [
        ("consensus", {"agreed": True}, "accepted"),
        ("consensus", {"yes": "5", "no": "1"}, "rejected"),
        ("simple", {"yes": "2", "no": "1", "abstained": "9"}, "accepted"),
        ("simple", {"yes": "2", "no": "2"}, "rejected"),
        ("absolute", {"yes": "2"}, "accepted"),
        ("absolute", {"yes": "1"}, "rejected"),
        ("two_thirds", {"yes": "2", "no": "1"}, "accepted"),
        ("simple", {}, ""),
    ],
)
def test_result_follows_from_the_votes(cast: Cast, majority: str, counts: dict[str, str], outcome: str) -> None:
    night = begin(cast, majority=majority)
    decision = add("decision", "Wir machen das.", night.items[1])
    night.send(decision, change(decision["key"], 1, text="Wir machen das.", public=True, **counts))
    with scope.alliance(cast.perle.pk):
        row = Entry.objects.get()
    assert (row.outcome, row.is_public) == (outcome, True)


def test_task_finds_who_is_meant(night: Night) -> None:
    task, other = add("task", "Raum buchen"), add("task", "Presse anrufen")
    night.send(task, change(task["key"], 1, text="Raum buchen", owner="person 002", due="2026-12-24"))
    night.send(other, change(other["key"], 1, text="Presse anrufen", owner="Frau Unbekannt"))
    with scope.alliance(night.cast.perle.pk):
        found = [(row.owner_id, row.owner_name, str(row.due_on)) for row in Entry.objects.all()]
    assert found == [(night.people[1].pk, "", "2026-12-24"), (None, "Frau Unbekannt", "None")]


@pytest.mark.parametrize(
    ("stroke", "why"),
    [
        (add("note", " "), "Bitte schreiben Sie zuerst, worum es geht."),
        (add("note", "x" * 20_001), "Das ist zu lang: höchstens 20000 Zeichen."),
        (change(key(), 1, text="x"), "Diese Zeile gibt es nicht."),
        ({"key": key(), "what": "tick", "item": 99_999}, "Diesen Punkt gibt es auf der Tagesordnung nicht mehr."),
        (tap("came", 99_999), "Diese Person steht nicht auf der Liste dieses Treffens."),
        ({"key": key(), "what": "guest"}, "Bitte geben Sie einen Namen ein."),
        ({"key": "1", "what": "add"}, "Das hat die Seite nicht verstanden. Bitte laden Sie sie neu."),
        ({"key": key(), "what": "explode"}, "Das hat die Seite nicht verstanden. Bitte laden Sie sie neu."),
        (
            {"key": key(), "what": ["add"], "text": {"a": 1}},
            "Das hat die Seite nicht verstanden. Bitte laden Sie sie neu.",
        ),
        ("add", "Das hat die Seite nicht verstanden. Bitte laden Sie sie neu."),
    ],
)
def test_bad_stroke_is_refused_with_a_reason_and_blocks_nothing(night: Night, stroke: object, why: str) -> None:
    good = add("note", "danach")
    answers = night.send(stroke, good)  # type: ignore[arg-type]  # what a broken device sends
    with scope.alliance(night.cast.perle.pk):
        kept = Stroke.objects.count()
    assert (answers[0]["why"], answers[1]["ok"], lines(night), kept) == (why, True, [("note", "danach", 1)], 1)


@pytest.mark.parametrize("yes", ["viele", "-1", "100000", "1.5"])
def test_votes_that_are_no_number_are_refused(night: Night, yes: str) -> None:
    decision = add("decision", "So")
    night.send(decision)
    answer = night.send(change(decision["key"], 1, text="So", yes=yes))[0]
    assert (answer["ok"], lines(night)) == (False, [("decision", "So", 1)])


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"strokes": 1}', '{"strokes": [' + "{}," * 60 + "{}]}"])
def test_what_is_no_queue_is_refused(night: Night, body: str) -> None:
    answer = night.client.post(f"{night.address}striche/", body, "application/json")
    assert (answer.status_code, list(answer.json())) == (400, ["fault"])


def test_late_line_becomes_a_numbered_decision_until_the_results_are_out(cast: Cast) -> None:
    night = begin(cast)
    with scope.alliance(cast.perle.pk):
        closing.close_meeting(night.meeting, by=cast.coordinator)
    night.send(add("decision", "Nachzügler", night.items[1]))
    with scope.alliance(cast.perle.pk):
        numbered = [(one.number, one.text) for one in Decision.objects.all()]
        Minutes.objects.update(results_sent_at=timezone.now())
    refused = night.send(add("note", "zu spät"))[0]
    assert (numbered, refused["why"]) == (
        [(1, "Nachzügler")],
        "Das Treffen ist abgeschlossen. Bitte übertragen Sie dies selbst ins Protokoll.",
    )


def test_wrong_clock_of_a_device_is_put_right(night: Night) -> None:
    wrong = timezone.now() + timedelta(days=400)
    said = add("note", "Guten Abend", at=(wrong - timedelta(minutes=10)).isoformat())
    night.send(said, now=wrong)
    night.send(add("note", "ohne Uhr", at="gestern"), add("note", "Urzeit", at="1000-01-01T00:00:00Z"))
    with scope.alliance(night.cast.perle.pk):
        ages = [timezone.now() - row.written_at for row in Entry.objects.order_by("pk")]
    assert [round(age.total_seconds() / 60) for age in ages[:2]] == [10, 0]
    assert ages[2] < timedelta(days=2)


def test_half_a_sign_and_impossible_times_hold_nothing_up(night: Night) -> None:
    odd = add("note", "Smiley \ud83d", at="9999-12-31T23:59:59+00:00")
    answers = night.send({**odd, "item": 10**30}, now=datetime(1, 1, 2, tzinfo=UTC))
    assert (answers[0]["ok"], lines(night)) == (True, [("note", "Smiley ?", 1)])


def test_ticked_items_are_done_and_the_next_one_is_shown(night: Night) -> None:
    night.send({"key": key(), "what": "tick", "item": night.items[0].pk})
    page = night.client.get(night.address)
    assert page.context["current"] == night.items[1].pk


def test_opening_begins_the_evening_and_ended_ones_can_be_opened_again(cast: Cast) -> None:
    night = begin(cast)
    with scope.alliance(cast.perle.pk):
        closing.close_meeting(night.meeting, by=cast.coordinator)
    asked = text_of(night.client.get(night.address))
    night.client.post(night.address)
    with scope.alliance(cast.perle.pk):
        night.meeting.refresh_from_db()
    assert ("Treffen noch einmal öffnen" in asked, night.meeting.state) == (True, MeetingState.RUNNING)


def test_page_works_by_forms_alone(night: Night) -> None:
    item = night.items[1].pk
    said = {"what": "add", "kind": "decision", "text": "Wir feiern.", "item": item, "form": "a"}
    first = night.client.post(f"{night.address}?top={item}", said)
    night.client.post(f"{night.address}?top={item}", said)
    night.client.post(night.address, {"what": "came", "person": night.people[0].pk, "form": "a"})
    shown = text_of(night.client.get(first.headers["Location"]))
    assert (first.status_code, "angenommen, kein Widerspruch" in shown, "1 von 3" in shown, len(lines(night))) == (
        302, True, True, 1,
    )  # fmt: skip


def test_refused_form_keeps_what_was_typed(night: Night) -> None:
    decision = add("decision", "So")
    night.send(decision)
    typed = {
        "what": "change",
        "entry": decision["key"],
        "version": 1,
        "text": "So und anders",
        "yes": "viele",
        "form": "a",
    }
    page = night.client.post(f"{night.address}?top=0", typed)
    assert (page.status_code, "So und anders" in text_of(page), "Bitte geben Sie die Stimmen als Zahl an." in text_of(page)) == (
        422, True, True,
    )  # fmt: skip

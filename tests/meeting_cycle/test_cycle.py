"""The whole way of an assembly in a browser: from „Wie beim letzten Mal“ to minutes in the archive."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Decision, Entry, Meeting, Presence, Task
from drehscheibe.work.meetings.vocabulary import MeetingState
from tests.first_hour.hand import Hand

from .house import BY_MAIL, PARTNERS, ROOM, House, answer_from_calendar, asked_to_host, two_taps, worked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUESTS = 1
LETTERS = PARTNERS - BY_MAIL
REVIEW = timedelta(days=16)
"""A day longer than the rules give to object."""


def test_whole_cycle_of_an_assembly(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    desk = house.desk()
    hand = Hand(desk.new_page())

    like_last_time(hand, house)
    host_says_yes(house)
    invite(hand, house)
    answer(hand, house)
    answer_by_calendar(hand, house)
    begins = house.new_meeting().starts_at - timedelta(minutes=10)
    with time_machine.travel(begins, tick=True):
        house.log_in(desk)
        evening(hand, desk, house)
        results(hand, house)
        review(hand, house)
    with time_machine.travel(begins + REVIEW, tick=True):
        approved(house)
        house.log_in(desk)
        found(hand)

    with capsys.disabled():
        print(f"\nwhole cycle: {hand.told()}")  # noqa: T201  the figures that the test is about


# Before the meeting


def like_last_time(hand: Hand, house: House) -> None:
    hand.page.goto(ROOM)
    expect(hand.page.locator("#karte-assembly")).to_contain_text("Vollversammlung wie letztes Jahr planen")
    hand.click("link", "Wie beim letzten Mal")
    expect(hand.page.locator("main")).to_contain_text("2 Punkte der Tagesordnung")
    hand.click("button", "Anlegen und weiter zur Einladung")
    expect(hand.page.locator("main")).to_contain_text("Der Gastgeber hat noch nicht zugesagt.")
    assert house.new_meeting().host is None


def host_says_yes(house: House) -> None:
    page = asked_to_host(house)
    page.get_by_label(re.compile("^Raum")).fill("Turnhalle")
    page.get_by_label("Plätze").fill("60")
    page.get_by_role("button", name="Zusagen: Treffen bei uns").tap()
    expect(page.locator("main")).to_contain_text("Ihre Zusage ist angekommen")
    meeting = house.new_meeting()
    assert (meeting.host.name if meeting.host else "", meeting.room, meeting.seats_in_room) == (
        "Partner 001", "Turnhalle", 60,
    )  # fmt: skip


def invite(hand: Hand, house: House) -> None:
    hand.click("link", "Heute")
    hand.click("link", "Einladung vorbereiten")
    expect(hand.page.locator("main")).to_contain_text("Das ist zu schaffen")
    expect(hand.page.locator("main")).to_contain_text("Partner 001, Turnhalle")
    hand.click("button", f"Einladung senden an {PARTNERS} Partner und einen Gast")
    expect(hand.page.locator("main")).to_contain_text("Die E-Mails gehen in fünf Minuten hinaus.")
    hand.click("button", f"{LETTERS} Einladungsbriefe erstellen")
    waiting = house.mails("Einladung")
    assert {one.state for one in waiting} == {"waiting"}
    worked()
    assert [one.state for one in house.mails("Einladung")] == ["sent"] * (BY_MAIL + GUESTS)
    hand.page.reload()
    hand.click("button", "Tag vermerken")
    expect(hand.page.locator("main")).to_contain_text(f"{LETTERS} Briefe sind unterwegs.")


def answer(hand: Hand, house: House) -> None:
    """One answers by link, one on the telephone, one with the slip of the letter."""
    two_taps(house.phone(), house.mails("Einladung", to="partner003@example.org")[0])

    hand.click("link", "Heute")
    hand.click("link", f"{PARTNERS + GUESTS - 1} fehlende Antworten erfragen")
    hand.click("link", "mehr eintragen : Partner 004")
    hand.click("radio", "Entschuldigt")
    hand.click("radio", "am Telefon")
    hand.click("button", "Antwort eintragen")
    expect(hand.page.locator("main")).to_contain_text("Eingetragen: Partner 004, entschuldigt.")

    hand.click("link", "Antwortzettel eintragen")
    slip = hand.page.get_by_role("group", name="Seniorenbeirat")
    slip.get_by_role("combobox").select_option(label="kommt")
    slip.get_by_label("Personen").fill("2")
    hand.click("button", "Antworten eintragen")


def answer_by_calendar(hand: Hand, house: House) -> None:
    answer_from_calendar(house, "partner005@example.org", "ACCEPTED", at=timezone.now() + timedelta(hours=1))
    hand.page.reload()
    expect(hand.page.locator(".people__tally")).to_contain_text(
        f"3 ja · 1 entschuldigt · {PARTNERS + GUESTS - 4} noch keine Antwort"
    )
    given = {name: house.invitee(name) for name in ("Partner 003", "Partner 004", "Seniorenbeirat", "Partner 005")}
    assert {name: (one.answer, one.answered_how, one.count) for name, one in given.items()} == {
        "Partner 003": ("coming", "link", 1),
        "Partner 004": ("excused", "phone", 1),
        "Seniorenbeirat": ("coming", "slip", 2),
        "Partner 005": ("coming", "calendar", 1),
    }


# The evening and after it


def evening(hand: Hand, desk: BrowserContext, house: House) -> None:
    """Write and tick off while the net is away; nothing is lost when it is back."""
    page, saved = hand.page, re.compile(r"^gespeichert \d\d:\d\d$")
    page.goto(f"{ROOM}treffen/{house.new_meeting().pk}/")
    hand.click("link", "Abend beginnen")
    hand.click("button", "Treffen beginnen")
    stand = page.locator("[data-stand]")
    expect(stand).to_have_text(saved, timeout=15_000)

    desk.set_offline(True)
    write(hand, "Beschluss", "Wir feiern im Mai ein Familienfest.")
    page.locator("[data-kind=decision]").get_by_label("Ja").fill("2")
    write(hand, "Aufgabe", "Bühne bestellen")
    task = page.locator("[data-kind=task]")
    task.get_by_label("Wer macht es?").fill("Person 005 (Partner 005)")
    task.get_by_label("Bis wann?").fill((timezone.localdate() + timedelta(days=40)).isoformat())
    write(hand, "Notiz", "Der Kaffee war gut.")
    for name in ("Partner 001", "Partner 003", "Partner 005"):
        hand.click("button", f"da {name}")
    expect(page.locator("[data-votes]")).to_contain_text("beschlussfähig: 3 von 2 nötigen Stimmen")
    expect(stand).to_contain_text("kein Netz – liegt auf diesem Gerät")
    with scope.alliance(house.cast.perle.pk):
        assert Entry.objects.count() + Presence.objects.count() == 0

    desk.set_offline(False)
    expect(stand).to_have_text(saved, timeout=15_000)
    with scope.alliance(house.cast.perle.pk):
        assert list(Entry.objects.order_by("pk").values_list("kind", "text", "outcome")) == [
            ("decision", "Wir feiern im Mai ein Familienfest.", "accepted"),
            ("task", "Bühne bestellen", ""),
            ("note", "Der Kaffee war gut.", ""),
        ]
        assert Presence.objects.count() == 3


def write(hand: Hand, kind: str, text: str) -> None:
    hand.typed.append(kind)
    hand.page.get_by_label("Was wird gesagt").fill(text)
    hand.page.get_by_role("button", name=re.compile(f"^{kind}")).first.click()


def results(hand: Hand, house: House) -> None:
    """Each person gets one mail with what concerns her."""
    hand.click("link", "Treffen beenden")
    hand.click("button", f"Beenden und Ergebnisse senden an {BY_MAIL + GUESTS} Personen")
    expect(hand.page.locator("main")).to_contain_text("bekommen die Ergebnisse")
    worked()
    with scope.alliance(house.cast.perle.pk):
        decision, task = Decision.objects.get(), Task.objects.get()
    owner, absent, host = (newest(house, f"partner{number}@example.org") for number in ("005", "009", "001"))
    assert owner.subject.startswith("Ergebnisse: ")
    assert 0 < owner.text.index("Ihre Aufgabe") < owner.text.index(task.text) < owner.text.index(decision.label)
    assert absent.subject.startswith("Das haben Sie verpasst: ")
    assert (decision.label in absent.text, task.text in absent.text) == (True, False)
    assert host.subject.startswith("Danke, dass wir bei Ihnen sein durften: ")
    assert {owner.state, absent.state, host.state} == {"sent"}


def newest(house: House, address: str) -> Mail:
    return house.mails(to=address)[-1]


def review(hand: Hand, house: House) -> None:
    hand.click("link", "Zum Protokoll")
    expect(hand.page.locator("main")).to_contain_text("Wir feiern im Mai ein Familienfest.")
    hand.click("link", f"Zur Durchsicht senden an {BY_MAIL} Personen")
    hand.click("button", f"Protokoll senden an {BY_MAIL} Personen")
    worked()
    assert [one.state for one in house.mails("Protokoll")] == ["sent"] * BY_MAIL
    assert house.new_meeting().state == MeetingState.MINUTES


def approved(house: House) -> None:
    """Nobody objects: the worker approves the minutes by itself, and prints them."""
    worked(after=timedelta())
    meeting = house.new_meeting()
    with scope.alliance(house.cast.perle.pk):
        minutes = Meeting.objects.get(pk=meeting.pk).record
        assert (meeting.state, minutes.state, bytes(minutes.pdf[:5])) == ("approved", "approved", b"%PDF-")


def found(hand: Hand) -> None:
    hand.page.goto(f"{ROOM}treffen/")
    hand.click("link", "Archiv")
    hand.page.get_by_label("Wörter").fill("Familienfest")
    hand.click("button", "Filtern")
    expect(hand.page.locator("mark").first).to_contain_text("Familienfest")

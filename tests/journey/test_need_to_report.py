"""A need is told, decided, carried out and stands in the yearly report; from there links alone lead back to it."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drehscheibe.frames.demo import actions as demo
from drehscheibe.ground.accounts.models import User
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.ground.territories.imports import load_shipped
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.plans.models import Need
from tests.first_hour.hand import Hand
from tests.rooms import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEED = "Wickeltisch fehlt am Bahnhof"
DECIDED = "Wir bitten die Bahn um einen Wickeltisch."
MEASURE = "Brief an die Bahn schreiben"
COORDINATION = "koordination.musterstadt@example.org"


@pytest.fixture
def town() -> Alliance:
    load_shipped()
    demo.load()
    return Alliance.objects.get(slug="musterstadt")


@pytest.fixture
def meeting(town: Alliance) -> Meeting:
    """Return the next meeting of all partners, to which was invited."""
    with scope.alliance(town.pk):
        rows = Meeting.objects.filter(body__name="Bündnistreffen", state=MeetingState.INVITED)
        return rows.select_related("body").order_by("starts_at")[0]


@pytest.fixture
def hand(chromium: Browser, live_server: LiveServer, meeting: Meeting) -> Iterator[Hand]:
    """Work as the coordinator, on the evening of that meeting."""
    with time_machine.travel(meeting.starts_at, tick=True):
        desk = chromium.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
        session = client_of(User.objects.get(email=COORDINATION)).cookies["sessionid"].value
        desk.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        yield Hand(desk.new_page())
        desk.close()


def test_need_leads_to_the_report_and_links_lead_back(
    hand: Hand, meeting: Meeting, town: Alliance, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_need(hand)
    put_on_agenda(hand, meeting)
    decide(hand.page, hand, meeting)
    with scope.alliance(town.pk):
        need, decision = Need.objects.get(title=NEED), Decision.objects.get(text=DECIDED)
    make_measure(hand, decision)
    finish_measure(hand)
    find_in_report(hand)
    with capsys.disabled():
        print(f"\nfrom a need to the report: {hand.told()}")  # noqa: T201  the figures that the test is about
    back_by_links(hand, decision)
    assert hand.page.url.endswith(f"/arbeit/musterstadt/bedarf/{need.pk}/")


def tell_need(hand: Hand) -> None:
    hand.page.goto("/arbeit/musterstadt/")
    hand.click("link", "Projekte")
    hand.click("link", "Bedarf")
    hand.click("link", "Bedarf eintragen")
    hand.type("Was fehlt?", NEED)
    hand.click("button", "Bedarf speichern")
    expect(hand.page.locator("h1")).to_have_text(NEED)


def put_on_agenda(hand: Hand, meeting: Meeting) -> None:
    hand.click("link", "Auf die Tagesordnung setzen")
    hand.page.locator(f"input[name=meeting][value='{meeting.pk}']").check()
    hand.page.get_by_label("Beschluss", exact=True).check()
    hand.click("button", "Punkt auf die Tagesordnung setzen")
    expect(hand.page.locator(".path")).to_contain_text("TOP")


def decide(page: Page, hand: Hand, meeting: Meeting) -> None:
    """Agree without an objection, with one tap in the minutes."""
    page.goto(f"/arbeit/musterstadt/treffen/{meeting.pk}/")
    hand.click("link", "Abend beginnen")
    hand.click("button", "Treffen beginnen")
    page.locator("[data-agenda]").get_by_role("link", name=re.compile(NEED)).click()
    box = page.get_by_label("Was wird gesagt")
    box.fill(DECIDED)
    page.get_by_role("button", name=re.compile("^Beschluss")).first.click()
    line = page.locator("[data-kind=decision]")
    line.get_by_label("kein Widerspruch").check()
    expect(page.locator("[data-stand]")).to_have_text(re.compile(r"^gespeichert \d\d:\d\d$"), timeout=15_000)
    hand.click("link", "Treffen beenden")
    page.get_by_role("button", name=re.compile("^Beenden und Ergebnisse senden")).click()
    expect(page.locator("main")).to_contain_text("bekommen die Ergebnisse")


def make_measure(hand: Hand, decision: Decision) -> None:
    hand.page.goto(f"/arbeit/musterstadt/treffen/{decision.meeting_id}/")
    hand.click("link", f"Beschluss {decision.label}")
    hand.click("link", "Maßnahme anlegen")
    hand.type("Was ist zu tun?", MEASURE)
    hand.page.get_by_label("Partner").first.select_option(label="Stadt Musterstadt")
    hand.click("button", "Maßnahme speichern")
    expect(hand.page.locator(".path")).to_contain_text(decision.label)


def finish_measure(hand: Hand) -> None:
    hand.page.goto("/arbeit/musterstadt/massnahmen/")
    hand.click("link", MEASURE)
    hand.page.locator("main textarea[name=text]").fill("Der Brief ist abgeschickt.")
    hand.click("button", "erledigt")
    expect(hand.page.locator("main")).to_contain_text("Der Brief ist abgeschickt.")


def find_in_report(hand: Hand) -> None:
    hand.click("link", "Projekte")
    hand.click("link", "Bericht")
    year = timezone.localdate().year
    begin = hand.page.get_by_role("button", name=f"Bericht {year} beginnen")  # the meeting may fall into the next year
    wanted = begin if begin.count() else hand.page.get_by_role("link", name=re.compile(str(year))).first
    wanted.click()
    for text in (NEED, DECIDED, MEASURE):
        expect(hand.page.locator("main")).to_contain_text(text)


def back_by_links(hand: Hand, decision: Decision) -> None:
    """Go from the report to the measure, along its path to the decision and the agenda, and from there to the need."""
    hand.click("link", MEASURE)
    hand.page.locator(".path").get_by_role("link", name=decision.label).click()
    hand.page.locator(".path").get_by_role("link", name=NEED, exact=True).last.click()
    expect(hand.page.locator("h1")).to_have_text(re.compile("Bündnistreffen"))
    hand.click("link", f"Bedarf „{NEED}“")

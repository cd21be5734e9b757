"""What the assembly of last year costs: clicks of the coordinator, taps of a partner, bytes on a phone."""

import pytest
from playwright.sync_api import expect

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.models import Invitee
from tests.first_hour.hand import Hand

from .house import PARTNERS, ROOM, House, asked_to_host, two_taps, worked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS, MOST_BYTES = 15, 30_000


def test_last_years_assembly_takes_few_clicks_and_its_answer_two_taps(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with scope.alliance(house.cast.perle.pk):
        Invitee.objects.all().delete()  # without the guest the button counts partners only

    hand = Hand(house.desk().new_page())
    hand.page.goto(ROOM)
    hand.click("link", "Wie beim letzten Mal")
    hand.click("button", "Anlegen und weiter zur Einladung")
    the_host_says_yes(house)
    hand.click("link", "Heute")
    hand.click("link", "Einladung vorbereiten")
    expect(hand.page.locator("main")).to_contain_text("Das ist zu schaffen")
    hand.click("button", f"Einladung senden an {PARTNERS} Partner")
    expect(hand.page.locator("main")).to_contain_text(f"{PARTNERS} Partner sind eingeladen.")
    worked()
    wide, weight = two_taps(house.phone(), house.mails("Einladung", to="partner003@example.org")[0])

    with capsys.disabled():
        print(f"\ninvitation: {hand.told()}; answer: 2 taps, {weight / 1000:.1f} kB")  # noqa: T201  the figures that the test is about
    assert (len(hand.clicked) <= MOST_CLICKS, hand.typed) == (True, []), hand.told()
    assert (wide, weight < MOST_BYTES) == (320, True), weight
    assert house.invitee("Partner 003").answer == "coming"


def the_host_says_yes(house: House) -> None:
    """The partner whose turn it is answers by the link of its mail."""
    page = asked_to_host(house)
    page.get_by_role("button", name="Zusagen: Treffen bei uns").tap()
    expect(page.locator("main")).to_contain_text("Ihre Zusage ist angekommen")

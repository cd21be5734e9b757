"""An alliance whose last assembly was a year ago, and the ways of its people to their mails, screens and calendars."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import time_machine
from django.core import mail as sent
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page

from drehscheibe.config.jobs import HANDLERS, READ_ANSWERS, WORK
from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.plan import WorkList
from drehscheibe.work.meetings.models import Invitee, Meeting, Paper
from drehscheibe.work.meetings.vocabulary import InviteeKind, MeetingState
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish

ROOM = "/arbeit/perle/"
BY_MAIL, BY_LETTER = 31, ("Kleingartenverein", "Seniorenbeirat")
PARTNERS = BY_MAIL + len(BY_LETTER)
ANSWERS = "antwort+{secret}@example.org"
FIVE_MINUTES = timedelta(minutes=6)


@dataclass(frozen=True)
class House:
    """What a test of the whole cycle knows: people, browser, address, and the folder of the mailbox for answers."""

    cast: Cast
    chromium: Browser
    address: str
    answers: Path
    last_year: Meeting

    def desk(self) -> BrowserContext:
        """Return a browser at which the coordinator is logged in."""
        context = self.chromium.new_context(
            base_url=self.address, locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 1280, "height": 900}
        )
        self.log_in(context)
        return context

    def log_in(self, context: BrowserContext) -> None:
        """Begin a new session: the one of weeks ago has ended."""
        session = client_of(self.cast.coordinator).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])

    def phone(self) -> Page:
        """Return a page of a small phone without scripts."""
        context = self.chromium.new_context(
            base_url=self.address, viewport={"width": 320, "height": 640}, java_script_enabled=False, has_touch=True
        )
        return context.new_page()

    def mails(self, subject: str = "", *, to: str = "") -> list[Mail]:
        with scope.alliance(self.cast.perle.pk):
            rows = Mail.objects.filter(subject__contains=subject).order_by("pk")
            return list(rows.filter(to_email=to) if to else rows)

    def new_meeting(self) -> Meeting:
        with scope.alliance(self.cast.perle.pk):
            return Meeting.objects.select_related("host").get(previous=self.last_year)

    def invitee(self, name: str) -> Invitee:
        with scope.alliance(self.cast.perle.pk):
            return Invitee.objects.get(organisation__name=name, meeting__previous=self.last_year)


def built(cast: Cast, chromium: Browser, address: str, answers: Path) -> House:
    """Give the alliance profile, contact, rules, partners, and the assembly of last year with all that belongs to it."""
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        ContactPoint.objects.create(
            role="Koordination", street="Großer Markt 1", postcode="19348", place="Perleberg",
            phone="030 23125 100", hours="Mo. bis Do. 9 bis 12 Uhr", email="buendnis@example.org",
        )  # fmt: skip
        making.governance(
            notice_days=14, majority="simple", quorum="number", quorum_number=2, approval="silence", approval_days=14
        )
        of = making.body()
        partners = making.partners(BY_MAIL) + [making.partner(name, phone="030 23125 7") for name in BY_LETTER]
        today = timezone.localdate()
        wednesday = today - timedelta(weeks=50, days=(today.weekday() - 2) % 7)
        held = making.meeting(
            of, on=wednesday, title=f"Vollversammlung {wednesday.year}", state=MeetingState.APPROVED,
            host=partners[6], host_confirmed_at=making.at(wednesday, 9), place_name="Partner 007",
            reply_by=wednesday - timedelta(days=7),
        )  # fmt: skip
        report = making.item(held, "Bericht des Jahres", minutes=20)
        making.item(held, "Familientag", minutes=30, kind="decision")
        Paper.objects.create(meeting=held, item=report, title="Jahresbericht")
        Invitee.objects.create(
            meeting=held, kind=InviteeKind.GUEST, name="Rita Reporter", email="presse@example.org", guest_role="Presse"
        )
    return House(cast, chromium, address, answers, held)


# What comes by mail


def worked(*, after: timedelta = FIVE_MINUTES) -> None:
    """Let the worker do what is due once some time has passed."""
    with time_machine.travel(timezone.now() + after, tick=True):
        worker.run_until_empty(WORK)


def link_in(mail: Mail, word: str) -> str:
    """Return the address that a mail leads to, by the word in it."""
    found = re.search(rf"https?://\S+/link/{word}/\S+?/(?=\s|$)", mail.text)
    assert found is not None, mail.text
    return found[0]


def asked_to_host(house: House) -> Page:
    """Open the link of the question to the host on a phone, where she reads it, and the form for her yes."""
    worked()
    (question,) = house.mails()
    page = house.phone()
    page.goto(link_in(question, "gastgeber"))
    yes = page.locator("details").filter(has=page.get_by_text("Ja, kommen Sie zu uns"))
    if yes.get_attribute("open") is None:
        yes.locator("summary").tap()
    return page


def two_taps(page: Page, mail: Mail) -> tuple[int, int]:
    """Answer „Ich komme“ from a mail as a phone shows it; return how wide the page is and how many bytes it has."""
    page.set_content(mail.html)
    with page.expect_response("**/link/treffen/**") as opened:
        page.get_by_role("link", name="Ich komme").tap()
    page.wait_for_url("**/link/treffen/**")
    wide = page.evaluate("document.documentElement.scrollWidth")
    weight = len(opened.value.body())
    page.get_by_role("button", name="Antwort senden").tap()
    page.wait_for_url("**getan=1**")
    return wide, weight


# What comes from a calendar


def calendar_sent_to(address: str) -> Calendar:
    """Return the entry that the invitation brought to somebody's calendar, as it left the house."""
    letters = (
        message_from_bytes(one.message().as_bytes(), policy=default) for one in sent.outbox if address in str(one.to)
    )
    parts = [part for letter in letters for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return Calendar.from_ical(parts[-1].get_payload(decode=True))


def answer_from_calendar(house: House, address: str, word: str, *, at: datetime) -> None:
    """Answer as a calendar program does: the entry goes back to its organizer with one word changed."""
    entry = calendar_sent_to(address)
    entry["METHOD"] = "REPLY"
    event = entry.walk("VEVENT")[0]
    event["ATTENDEE"].params["PARTSTAT"] = word
    event.DTSTAMP = at
    mail = EmailMessage()
    mail["From"], mail["To"] = address, str(event["ORGANIZER"]).removeprefix("mailto:")
    mail["Subject"] = "Zugesagt"
    mail.set_content("Zugesagt")
    mail.add_alternative(entry.to_ical(), maintype="text", subtype="calendar", params={"method": "REPLY"})
    (house.answers / "antwort.eml").write_bytes(mail.as_bytes())
    with time_machine.travel(at, tick=True):
        worker.run_until_empty(WorkList(HANDLERS, [READ_ANSWERS]))

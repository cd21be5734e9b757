"""What somebody tries who has a link, a place in the team, or the address of the mailbox for answers."""

import time
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.access import HOST_PURPOSE, POLL_PURPOSE
from drehscheibe.work.meetings.actions import dates, hosting, inviting, polls, privacy, replies
from drehscheibe.work.meetings.actions.hosting import Wanted
from drehscheibe.work.meetings.imports import answers
from drehscheibe.work.meetings.models import AgendaItem, HostRequest, Invitee, Meeting, PollVoter
from drehscheibe.work.meetings.vocabulary import Answer, HostState, ReplyChannel
from drehscheibe.work.partners.models import Person
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.calendar.test_answers import PATTERN, mail_with, reply_text
from tests.meetings.inviting.build import assembly, invited, kita, link_of, post, row, sender, soon
from tests.rooms import client_of, furnish, hidden

HUGE = "9" * 5000


@pytest.fixture
def house(cast: Cast) -> Iterator[Cast]:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        sender()
        yield cast


def _own_group(cast: Cast) -> Body:
    return making.body("AG Familienzeit", BodyKind.WORKING, lead=cast.group_lead)


# Of the team


def test_lead_makes_no_group_of_all_partners_out_of_hers(house: Cast) -> None:
    group, client = _own_group(house), client_of(house.group_lead)
    address = f"/arbeit/perle/gruppen/{group.pk}/bearbeiten/"
    form = {"name": "AG Zeit", "kind": "assembly", "has_everyone": "on", "duties": "", "audience": "public",
            "version": hidden(client.get(address), "version")}  # fmt: skip
    client.post(address, form)
    group.refresh_from_db()
    assert (group.name, group.kind, group.has_everyone) == ("AG Zeit", "working", False)


def test_lead_does_not_stop_the_dates_that_go_to_everybody(house: Cast) -> None:
    kita()
    group = _own_group(house)
    group.seats.create(organisation=row_of_partner())
    for body in (group, making.body()):
        making.meeting(body)
    mine = Meeting.objects.get(body=group)
    dates.send_dates(timezone.localdate(mine.starts_at).year, by=house.coordinator)
    mail = Mail.objects.get()
    assert mail.sending is not None
    with pytest.raises(PermissionDenied):
        inviting.stop(mine, mail.sending, by=house.group_lead)
    mail.refresh_from_db()
    assert mail.state == "waiting"


def row_of_partner() -> object:
    return Person.objects.get(email="anna@example.org").contacts.get().organisation


@pytest.mark.parametrize("number", [HUGE, "²", "-1", "1e3", "٣", ""])
def test_what_is_no_number_is_no_fault_of_the_page(house: Cast, number: str) -> None:
    meeting = making.meeting(making.body(), on=timezone.localdate(), state="running")
    item, client = making.item(meeting, "Begrüßung"), client_of(house.coordinator)
    room = "/arbeit/perle/treffen"
    found = [
        client.post(f"{room}/{meeting.pk}/tagesordnung/{item.pk}/rang/", {"platz": number}).status_code,
        client.post(f"{room}/aufgaben/", {"aufgabe": number}).status_code,
        client.post(f"{room}/{meeting.pk}/anhalten/", {"sendung": number}).status_code,
        client.get(f"{room}/{meeting.pk}/abend/", {"top": number}).status_code,
        client.post(f"{room}/gastgeber/tage/", {"tun": "freigeben", "nummer": number}).status_code,
    ]
    assert found == [302, 302, 404, 200, 404]


# With a link


def test_expired_link_of_a_host_or_voter_sends_one_mail(house: Cast) -> None:
    kita()
    body = making.body()
    hosting.ask_hosts([Wanted(making.meeting(body), row_of_partner())], by=house.coordinator)  # type: ignore[arg-type]  # a partner
    values = {"body": body, "title": "Klausur", "answer_by": soon(10), "minutes": 60, "text": ""}
    poll = polls.save_poll(None, values, [making.at(soon(20)), making.at(soon(21))], by=house.coordinator)
    polls.ask_poll(poll, by=house.coordinator)
    before = Mail.objects.count()
    for _press in range(3):
        hosting.renew_host_link(HostRequest.objects.get(), Link.objects.filter(purpose=HOST_PURPOSE).earliest("pk"))
        polls.renew_poll_link(PollVoter.objects.get(), Link.objects.filter(purpose=POLL_PURPOSE).earliest("pk"))
    assert Mail.objects.count() == before + 2


def test_who_was_taken_from_the_list_answers_no_more(house: Cast) -> None:
    kita()
    invited(house, assembly())
    Invitee.objects.update(removed_at=timezone.now())
    with pytest.raises(ValidationError, match="nicht mehr auf der Liste"):
        replies.answer(row(), replies.Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())
    assert row().answer == ""


def test_invitation_link_opens_no_other_page(house: Cast) -> None:
    kita()
    invited(house, assembly())
    mail = Mail.objects.get()
    token = mail.text.split("/link/treffen/", 1)[1].split("/", 1)[0]
    pages = [f"/link/{kind}/{token}/" for kind in ("gastgeber", "termin", "aufgabe", "protokoll", "meine-seite")]
    pages += [f"/link/meine-seite/{token}/einladung/{row().pk}/", f"/link/kalender/{token}/treffen.ics"]
    assert {post(page, tun="zusage", antwort="coming").status_code for page in pages} == {404}
    assert row().answer == ""


def test_erased_person_is_named_nowhere(house: Cast) -> None:
    partner = kita()
    anna = Person.objects.get(email="anna@example.org")
    meeting = invited(house, assembly())
    AgendaItem.objects.create(
        meeting=meeting, title="Radweg", proposer=row(), proposed_by="Anna Beispiel, Kita", owner_name="Anna Beispiel"
    )
    HostRequest.objects.create(meeting=meeting, organisation=partner, state=HostState.YES, answered_by=anna.name)
    privacy.forget_person(anna)
    item = AgendaItem.objects.get()
    assert (item.title, item.proposed_by, item.owner_name) == ("Radweg", "", "")
    assert HostRequest.objects.get().answered_by == ""


# To the mailbox for answers


@pytest.mark.parametrize("piece", ["<style>", "<", "<a", "<script", "</style><style>"])
def test_mail_made_to_stop_the_reading_is_read_in_a_moment(piece: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail.set_content(piece * (160_000 // len(piece)), subtype="html")
    began = time.perf_counter()
    answers.read(mail.as_bytes(), pattern=PATTERN)
    assert time.perf_counter() - began < 2, "seconds; a pattern that goes back took minutes"


def test_words_of_a_mail_in_html_are_read_without_its_scripts() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.org"
    mail.set_content("<p>Wir <b>kommen</b></p><style>p {x}</style><SCRIPT>1<2</SCRIPT> zu dritt", subtype="html")
    assert answers.read(mail.as_bytes(), pattern=PATTERN).text == "Wir kommen zu dritt"


@pytest.mark.parametrize(("given", "kept"), [("-1", 0), ("99999999999999999999", 2**31 - 1)])
def test_sequence_that_no_calendar_has_can_be_stored(given: str, kept: int) -> None:
    found = answers.read(mail_with(reply_text(uid="1", sequence=given)), pattern=PATTERN).reply
    assert found is not None
    assert found.sequence == kept


def test_signs_that_no_database_takes_are_left_out() -> None:
    letter = b'From: a@example.org\nContent-Type: text/plain; charset="unicode_escape"\n\nHa\\ud800llo\\u0000'
    assert answers.read(letter, pattern=PATTERN).text == "Ha?llo"


def test_time_at_the_end_of_all_days_was_not_meant() -> None:
    calendar = reply_text(uid="1", method="COUNTER").replace("DTSTART:20260614", "DTSTART:99991231")
    found = answers.read(mail_with(calendar), pattern=PATTERN).reply
    assert found is not None
    assert (found.proposed, found.said_at is None) == (None, False)

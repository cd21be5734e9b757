"""One press of the button: who gets what, in time, once; and what a stop takes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Link
from drehscheibe.kit.jobs.models import Job
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.actions import inviting as actions
from drehscheibe.work.meetings.actions import replies
from drehscheibe.work.meetings.actions.inviting_practice import end_practice
from drehscheibe.work.meetings.actions.people import fill_invitees
from drehscheibe.work.meetings.models import Invitee, MeetingMail, Reply
from drehscheibe.work.meetings.queries import inviting as plans
from drehscheibe.work.meetings.queries.people import Tally, people_of, tally
from drehscheibe.work.meetings.vocabulary import Answer, InviteeKind, MeetingState, ReplyChannel
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.vocabulary import State
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import (
    assembly,
    invited,
    kita,
    link_in,
    link_of,
    mails,
    row,
    seniors,
    sent,
    soon,
    work,
)
from tests.rooms import client_of, said, text_of

MEETING_STATEMENTS = 20
MOST_WHEN_SENDING = 50


def test_everybody_is_invited_by_the_way_that_reaches_her(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        seniors()
        making.partner("Elternkreis", person="Lea Ohneweg", street="")
        meeting = assembly()
        done = actions.invite(meeting, by=cast.coordinator)
        meeting.refresh_from_db()
        mail = mails()[0]

        assert (done.mails, done.letters, done.calls) == (1, 1, 1)
        assert (meeting.state, meeting.is_practice) == (MeetingState.INVITED, False)
        assert (mail.to_email, mail.state) == ("anna@example.org", "waiting")
        assert mail.subject.startswith("Einladung: Vollversammlung am ")
        assert [part["name"] for part in mail.attachments] == ["treffen.ics"]
        assert sent("invitation") == [("Kita Sonnenschein", 0, ""), ("Seniorenbeirat", 0, "")]


def test_person_of_three_partners_gets_one_mail_with_buttons_for_each(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        person = Person.objects.create(name="Anna Beispiel", email="anna@example.org")
        for name in ("Hort", "Kita", "Krippe"):
            one = Organisation.objects.create(name=name, sort_name=name.lower())
            Contact.objects.create(organisation=one, person=person, is_main=True)
        invited(cast)
        (mail,) = mails()

        assert [f"Für: {name}" in mail.text for name in ("Hort", "Kita", "Krippe")] == [True] * 3
        assert mail.text.count("?antwort=komme") == 3
        assert len({link.subject_id for link in Link.objects.filter(purpose="meeting.invitation")}) == 3


def test_second_press_invites_nobody_twice(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)

        with pytest.raises(ValidationError, match="schon eingeladen"):
            actions.invite(meeting, by=cast.coordinator)
        assert len(mails()) == 1


def test_partner_that_joins_later_is_invited_alone(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)
        making.partner("Hort", email="hort@example.org")
        done = actions.invite(meeting, by=cast.coordinator)

        assert (done.mails, [mail.to_email for mail in mails()]) == (1, ["anna@example.org", "hort@example.org"])


def test_stopped_sending_leaves_people_uninvited_and_begins_anew(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)
        actions.stop(meeting, Sending.objects.get(), by=cast.coordinator)
        plan = plans.plan(meeting)
        (before,) = people_of(meeting)
        actions.invite(meeting, by=cast.coordinator)

        assert ([one.pk for one in plan.mails], before.is_invited) == ([row().pk], False)
        assert [mail.state for mail in mails()] == ["stopped", "waiting"]
        assert sent("invitation") == [("Kita Sonnenschein", 0, ""), ("Kita Sonnenschein", 1, "")]


def test_who_leaves_the_body_leaves_the_list_and_guests_stay(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        partner = kita()
        meeting = assembly()
        fill_invitees(meeting, by=cast.coordinator)
        Invitee.objects.create(meeting=meeting, kind=InviteeKind.GUEST, name="Presse", email="presse@example.org")
        Organisation.objects.filter(pk=partner.pk).update(state=State.LEFT, left_on=timezone.localdate())
        changed = fill_invitees(meeting, by=cast.coordinator)
        names = [one.name for one in people_of(meeting)]
        Organisation.objects.filter(pk=partner.pk).update(state=State.MEMBER, left_on=None)
        fill_invitees(meeting, by=cast.coordinator)

        assert (changed, names) == (1, ["Presse"])
        assert [one.name for one in people_of(meeting)] == ["Kita Sonnenschein", "Presse"]


def test_place_of_a_host_who_has_not_said_yes_is_not_announced(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        host = kita()
        meeting = assembly(host=host, place_name="Kita Sonnenschein, Saal")
    page = text_of(client_of(cast.coordinator).get(f"/arbeit/perle/treffen/{meeting.pk}/einladen/"))
    with scope.alliance(cast.perle.pk):
        invited(cast, meeting)
        mail = mails()[0]

        assert ("Ort folgt" in mail.text, "Saal" in mail.text) == (True, False)
        assert b"Saal" not in mail.attachments[0]["base64"].encode()
    assert "Der Gastgeber hat noch nicht zugesagt." in page


def test_missed_notice_period_says_what_is_possible_and_wants_a_reason(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
        kita()
        meeting = assembly(making.body(), on=soon(10), reply_by=soon(5))
    client = client_of(cast.coordinator)
    path = f"/arbeit/perle/treffen/{meeting.pk}/einladen/"
    page = text_of(client.get(path))
    values = {"version": meeting.version, "reply_by": f"{soon(5):%Y-%m-%d}", "tun": "einladen", "reminds": "on"}
    refused = client.post(path, values)
    with scope.alliance(cast.perle.pk):
        meeting.refresh_from_db()
    done = client.post(path, {**values, "version": meeting.version, "notice_note": "Der Saal war erst jetzt frei."})

    assert "Ihre Spielregeln: Einladung spätestens 14 Tage vorher." in page
    assert said(refused) == ["Schreiben Sie bitte in einem Satz, warum die Einladung später kommt."]
    assert said(done)[-1].startswith("Ein Partner ist eingeladen.")
    with scope.alliance(cast.perle.pk):
        assert "Der Saal war erst jetzt frei." in mails()[0].text


def test_without_a_notice_period_no_word_of_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = assembly(on=soon(1), reply_by=soon(1))
    page = text_of(client_of(cast.coordinator).get(f"/arbeit/perle/treffen/{meeting.pk}/einladen/"))

    assert ("Spielregeln" in page, "Einladung senden an einen Partner" in page) == (False, True)


@pytest.mark.parametrize("days", [15, 14])
def test_last_day_of_the_notice_period_is_told_to_the_day(cast: Cast, days: int) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(notice_days=14)
        notice = plans.notice_of(assembly(on=soon(days)))

    assert notice is not None
    assert notice.is_late is (days == 14)


def test_lead_invites_her_own_group_and_no_other(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        partner = kita()
        own = making.body("AG Zeit", BodyKind.WORKING, lead=cast.group_lead)
        Seat.objects.create(body=own, organisation=partner)
        done = actions.invite(assembly(own), by=cast.group_lead)
        with pytest.raises(PermissionDenied):
            actions.invite(assembly(making.body("AG Wege", BodyKind.WORKING)), by=cast.group_lead)

        assert (done.mails, len(mails())) == (1, 1)


def test_bounce_is_told_in_the_list(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)
        Mail.objects.update(state="bounced", trouble="unknown", undelivered_at=timezone.now())
        (one,) = people_of(meeting)

        assert one.bounce is not None
        assert [found.name for found in people_of(meeting, stand="zurueck")] == ["Kita Sonnenschein"]


def test_counts_of_answers(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        meeting = assembly()
        for number, (answer, count) in enumerate([("coming", 3), ("online", 1), ("excused", 1), ("", 1), ("proxy", 1)]):
            making.invitee(meeting, making.partner(f"P{number}"), answer=answer, count=count)
        making.invitee(meeting, making.partner("P9"), answer="coming", is_to_old_date=True)

        assert tally(meeting) == Tally(yes=3, excused=1, open=2, people=5)
        assert [one.answer_word for one in people_of(meeting, text="p9")] == ["kommt, zum alten Termin"]


def test_practised_invitation_leaves_nothing_behind(cast: Cast) -> None:
    cast.perle.is_live = False
    cast.perle.save()
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)
        replies.answer(row(), replies.Said(answer=Answer.COMING), channel=ReplyChannel.LINK, by=link_of())
        practised = meeting.is_practice
        token = link_in(mails()[0])
        number = end_practice(by=cast.coordinator)
        meeting.refresh_from_db()

        assert (practised, number, mails()[0].state) == (True, 1, "practice")
        assert (meeting.state, meeting.is_practice, meeting.invited_at) == ("draft", False, None)
        assert (row().answer, Reply.objects.count(), MeetingMail.objects.count()) == ("", 0, 0)
        assert token != ""
        assert Link.objects.filter(purpose="meeting.invitation", revoked_at=None).count() == 0


def test_pages_ask_as_many_statements_for_240_as_for_10(cast: Cast) -> None:
    pages = ("leute/", "einladen/", "anrufe/", "erinnern/", "verlegen/", "absagen/", "briefe/", "antwortzettel/")
    client = client_of(cast.coordinator)
    counts = []
    with scope.alliance(cast.perle.pk):
        making.partners(10)
        meeting = invited(cast)
    for more in (0, 230):
        with scope.alliance(cast.perle.pk):
            if more:
                making.partners(more, first=11)
                actions.invite(meeting, by=cast.coordinator)
        counts.append([_statements(client, f"/arbeit/perle/treffen/{meeting.pk}/{page}") for page in pages])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= MEETING_STATEMENTS, dict(zip(pages, counts[0], strict=True))


def _statements(client: object, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200  # type: ignore[attr-defined]  # Django's test client
    return len(asked)


def test_many_are_invited_with_as_many_statements_as_few(cast: Cast) -> None:
    numbers = []
    with scope.alliance(cast.perle.pk):
        for first, last in ((1, 10), (11, 30)):
            making.partners(last - first + 1, first=first)
            meeting = assembly()
            with CaptureQueriesContext(connection) as asked:
                actions.invite(meeting, by=cast.coordinator)
            numbers.append(len(asked))

    assert numbers[0] == numbers[1] <= MOST_WHEN_SENDING


def test_mail_leaves_after_five_minutes_and_not_after_the_meeting_began(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        meeting = invited(cast)
        Mail.objects.update(not_after=timezone.now() - timedelta(minutes=1))
    Job.objects.update(not_before=timezone.now())
    work()
    with scope.alliance(cast.perle.pk):
        mail = mails()[0]

        assert meeting.starts_at > timezone.now()
        assert (mail.state, mail.note) == ("stopped", "Nicht mehr gesendet: Der Anlass war schon vorbei.")

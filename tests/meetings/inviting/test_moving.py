"""Another time, another place, a cancellation, a second call: who hears of it, and what becomes of answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localtime

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions import moving as actions
from drehscheibe.work.meetings.actions.replies import Said, answer
from drehscheibe.work.meetings.models import Meeting, MeetingMail
from drehscheibe.work.meetings.queries.people import tally
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.inviting.build import (
    assembly,
    invited,
    kita,
    link_in,
    link_of,
    mails,
    post,
    row,
    seniors,
    sent,
    work,
)
from tests.rooms import client_of, said, text_of

BASE = "/arbeit/perle/treffen"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Return a meeting that the kita comes to; the invitations are out."""
    with scope.alliance(cast.perle.pk):
        kita()
        seniors()
        found = invited(cast)
        Mail.objects.update(state="sent", sent_at=timezone.now())
        answer(row(), Said(answer=Answer.COMING, count=2), channel=ReplyChannel.LINK, by=link_of())
        return found


def a_week_later(meeting: Meeting) -> dict[str, Any]:
    week = timedelta(weeks=1)
    return {"starts_at": meeting.starts_at + week, "ends_at": meeting.ends_at + week}


def test_another_time_asks_those_again_who_answered(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        told = actions.move(meeting, a_week_later(meeting), by=cast.coordinator)
        meeting.refresh_from_db()
        mail = mails()[-1]
        stands = (tally(meeting).open, row().answer, row().is_to_old_date)
        path = link_in(mail)
        page = text_of(client_of(cast.reader).get(path))
        post(path, antwort="komme", count="2")

        assert (told.mails, told.letters, told.at_once, meeting.sequence) == (1, 1, False, 1)
        assert (mail.subject.startswith("Neuer Termin: "), "?antwort=komme" in mail.text) == (True, True)
        assert stands == (2, "coming", True)
        assert "Ihre Antwort „kommt“ galt dem alten. Gilt sie noch?" in page
        assert (row().is_to_old_date, tally(meeting).people) == (False, 2)


def test_another_place_leaves_answers_as_they_are(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        actions.move(meeting, {"place_name": "Bücherei"}, note="Das Rathaus wird gestrichen.", by=cast.coordinator)
        mail = mails()[-1]

        assert mail.subject.startswith("Neuer Ort: ")
        assert [part in mail.text for part in ("Bücherei", "Rathaus", "gestrichen", "Ihre Antwort: kommt.")] == [
            True
        ] * 4
        assert (row().is_to_old_date, "?antwort=" in mail.text) == (False, False)


def test_calendar_entry_keeps_its_name_and_its_number_rises(cast: Cast, meeting: Meeting) -> None:
    import base64

    with scope.alliance(cast.perle.pk):
        actions.move(meeting, a_week_later(meeting), by=cast.coordinator)
        actions.cancel(meeting, reason="", by=cast.coordinator)
        kept = Mail.objects.filter(attachments__0__name="treffen.ics").order_by("pk")
        files = [base64.b64decode(mail.attachments[0]["base64"]).decode() for mail in kept]

        assert [f"UID:{meeting.uid}@" in text for text in files] == [True] * 3
        assert [text.split("SEQUENCE:")[1].split("\r\n")[0] for text in files] == ["0", "1", "2"]
        assert "METHOD:CANCEL" in files[-1]


def test_move_without_a_change_or_into_the_past_is_refused(cast: Cast, meeting: Meeting) -> None:
    past = {"starts_at": timezone.now() - timedelta(days=1), "ends_at": timezone.now() - timedelta(hours=20)}
    with scope.alliance(cast.perle.pk):
        with pytest.raises(ValidationError, match="nichts geändert"):
            actions.move(meeting, {"place_name": "Rathaus"}, by=cast.coordinator)
        with pytest.raises(ValidationError, match="Vergangenheit"):
            actions.move(meeting, past, by=cast.coordinator)

        assert len(sent("update")) == 0


def test_moving_twice_tells_the_newest_only(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        actions.move(meeting, {"place_name": "Bücherei"}, by=cast.coordinator)
        actions.move(meeting, {"place_name": "Museum"}, by=cast.coordinator)
        updates = Mail.objects.filter(subject__startswith="Neuer Ort").order_by("pk")

        assert [(mail.state, mail.note) for mail in updates] == [
            ("stopped", "Das Treffen wurde verlegt."),
            ("waiting", ""),
        ]


def test_page_shows_the_mail_before_it_goes_out(cast: Cast, meeting: Meeting) -> None:
    start = localtime(meeting.starts_at) + timedelta(weeks=1)
    values = {"on": f"{start:%Y-%m-%d}", "begins": "18:00", "ends": "20:00", "form": "place", "place_name": "Rathaus",
              "street": "Markt 1", "postcode": "19348", "town": "Perleberg"}  # fmt: skip
    client = client_of(cast.coordinator)
    look = text_of(client.post(f"{BASE}/{meeting.pk}/verlegen/", {**values, "tun": "vorschau"}))
    with scope.alliance(cast.perle.pk):
        before = MeetingMail.objects.filter(kind="update").count()
    done = client.post(f"{BASE}/{meeting.pk}/verlegen/", {**values, "tun": "verlegen"})

    assert ("Neuer Termin: Vollversammlung" in look, "18:00 bis 20:00 Uhr" in look, before) == (True, True, 0)
    assert said(done) == ["Das Treffen ist verlegt. Die E-Mails gehen in fünf Minuten hinaus. Briefe zu drucken: 1."]


def test_cancelled_an_hour_before_leaves_at_once_and_lists_numbers(cast: Cast, meeting: Meeting) -> None:
    with scope.alliance(cast.perle.pk):
        soon = timezone.now() + timedelta(hours=1)
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    client = client_of(cast.coordinator)
    question = text_of(client.get(f"{BASE}/{meeting.pk}/absagen/"))
    done = client.post(f"{BASE}/{meeting.pk}/absagen/", {"reason": "Rohrbruch."})
    work()
    calls = text_of(client.get(done["Location"]))

    assert "Die E-Mails gehen sofort hinaus" in question
    assert done["Location"] == f"{BASE}/{meeting.pk}/anrufe/"
    assert calls.index("Kita Sonnenschein") < calls.index("Seniorenbeirat")
    assert "weiß Bescheid" in calls
    with scope.alliance(cast.perle.pk):
        mail = mails()[-1]
        assert (mail.subject.startswith("Abgesagt: "), mail.state, "Rohrbruch." in mail.text) == (True, "sent", True)


def test_cancelled_before_mails_left_tells_only_who_knows(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        found = invited(cast)
        actions.cancel(found, reason="", by=cast.coordinator)

        assert [(mail.state, mail.note) for mail in mails()] == [("stopped", "Das Treffen ist abgesagt.")]
        with pytest.raises(ValidationError):
            actions.cancel(found, reason="", by=cast.coordinator)


def test_draft_is_cancelled_without_a_word_to_anybody(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        actions.cancel(assembly(), reason="", by=cast.coordinator)

        assert mails() == []


def test_second_call_takes_the_agenda_where_the_rules_know_one(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        rules = making.governance(quorum="share", quorum_percent=50, second_call=True)
        first = assembly(state=MeetingState.MINUTES)
        making.item(first, "Haushalt", minutes=30)
        starts = first.starts_at + timedelta(weeks=2)
        new = actions.call_second(first, starts_at=starts, by=cast.coordinator)
        with pytest.raises(ValidationError, match="schon angelegt"):
            actions.call_second(first, starts_at=starts, by=cast.coordinator)
        rules.second_call = False
        rules.save()
        with pytest.raises(ValidationError, match="kennen kein zweites"):
            actions.call_second(new, starts_at=starts, by=cast.coordinator)

        assert (new.second_call_of, new.place_name, new.ends_at - new.starts_at) == (
            first,
            "Rathaus",
            timedelta(hours=2),
        )
        assert [item.title for item in new.items.all()] == ["Haushalt"]


def test_second_call_is_offered_on_the_same_day_of_the_week(cast: Cast) -> None:
    today = timezone.localdate()
    with scope.alliance(cast.perle.pk):
        rules = making.governance(quorum="share", quorum_percent=50, second_call=True)
        first = making.meeting(making.body(), on=today - timedelta(days=12), state=MeetingState.MINUTES)
    client, path = client_of(cast.coordinator), f"{BASE}/{first.pk}/zweites-treffen/"
    form = client.get(path)
    with scope.alliance(cast.perle.pk):
        rules.second_call = False
        rules.save()
    refused = client.get(path, follow=True)

    assert f'value="{today + timedelta(days=16)}"' in form.content.decode()
    assert said(refused) == ["Ihre Spielregeln kennen kein zweites Treffen mit derselben Tagesordnung."]


def test_buttons_say_how_many_hear_of_it(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        kita()
        found = invited(cast)
        Mail.objects.update(state="sent", sent_at=timezone.now())
    client = client_of(cast.coordinator)
    moves, cancels = (text_of(client.get(f"{BASE}/{found.pk}/{way}/")) for way in ("verlegen", "absagen"))

    assert "Verlegen und einem Bescheid geben" in moves
    assert "Absagen und einem Partner Bescheid geben" in cancels

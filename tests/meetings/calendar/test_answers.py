"""Answers of calendar programs: taken over for the right person and today's invitation, else noted and told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from django.core.checks import run_checks
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from drehscheibe.config.jobs import READ_ANSWERS
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.plan import WorkList
from drehscheibe.work.meetings.actions.replies import Said, answer
from drehscheibe.work.meetings.exports.calendar import uid_of
from drehscheibe.work.meetings.imports import answers
from drehscheibe.work.meetings.imports.answers import Kind, Meant
from drehscheibe.work.meetings.models import Invitee, Meeting, Reply
from drehscheibe.work.meetings.tasks.answers import read_answers
from drehscheibe.work.meetings.vocabulary import Answer, MeetingState, ReplyChannel
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import furnish

PATTERN = "antwort+{secret}@example.org"
SECRET = "0a1b2c3d4e5f" * 2
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


def reply_text(*, uid: str, word: str = "ACCEPTED", attendee: str = "kita@example.org", **more: str) -> str:
    """Return a reply as calendar programs write it."""
    named = {"sequence": "0", "at": "20260504T080000Z", "params": "", "lines": "", "method": "REPLY", **more}
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR", "PRODID:-//Fremd//Kalender//DE", "VERSION:2.0", f"METHOD:{named['method']}",
            "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{named['at']}", f"SEQUENCE:{named['sequence']}",
            "DTSTART:20260614T150000Z", f"ATTENDEE;PARTSTAT={word};CN=Jo Groß{named['params']}:mailto:{attendee}",
            f"ORGANIZER:mailto:{PATTERN.replace('{secret}', SECRET)}", *named["lines"].splitlines(), "END:VEVENT",
            "END:VCALENDAR", "",
        ]
    )  # fmt: skip


def mail_with(
    calendar: str = "", *, to: str = "", sender: str = "Jo Groß <kita@example.org>", text: str = "Gut."
) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Zugesagt: Plenum"
    mail.set_content(text)
    if calendar:
        mail.add_alternative(calendar.encode(), maintype="text", subtype="calendar", params={"method": "REPLY"})
    return mail.as_bytes()


# What a mail says


def test_reply_is_understood() -> None:
    text = reply_text(uid="1@ort", word="DECLINED", sequence="3", lines="COMMENT:Leider\\, nein")
    found = answers.read(mail_with(text, to=PATTERN.replace("{secret}", SECRET)), pattern=PATTERN)
    assert found == answers.Incoming(
        Kind.REPLY,
        secret=SECRET,
        sender="kita@example.org",
        sender_name="Jo Groß",
        subject="Zugesagt: Plenum",
        reply=answers.CalendarReply(
            uid="1@ort",
            sequence=3,
            attendee="kita@example.org",
            name="Jo Groß",
            meant=Meant.NO,
            said_at=NOW,
            comment="Leider, nein",
        ),
    )


@pytest.mark.parametrize(
    ("to", "secret"),
    [
        (f"Antwort <ANTWORT+{SECRET.upper()}@Example.org>", SECRET),
        (f"andere@example.org, antwort+{SECRET}@example.org", SECRET),
        ("buero@example.org", SECRET),  # from the organizer, where a program keeps nothing else
        ("antwort+kurz@example.org", SECRET),
    ],
)
def test_secret_is_found_where_programs_leave_it(to: str, secret: str) -> None:
    assert answers.read(mail_with(reply_text(uid="1"), to=to), pattern=PATTERN).secret == secret


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (mail_with(text="Wir kommen zu dritt."), Kind.LETTER),
        (mail_with(reply_text(uid="1", method="PUBLISH")), Kind.LETTER),
        (mail_with(reply_text(uid="1", word="KOMMT")), Kind.LETTER),
        (mail_with(reply_text(uid="1", lines="ATTENDEE:mailto:b@example.org")), Kind.LETTER),
        (mail_with(reply_text(uid="1").replace("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT")), Kind.LETTER),
        (mail_with("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSEQUENCE:viel"), Kind.LETTER),
        (mail_with(reply_text(uid="1", lines=f"COMMENT:{'x' * 70_000}")), Kind.LETTER),
        (b"Auto-Submitted: auto-replied\n\n" + mail_with(text="Ich bin im Urlaub."), Kind.HARMLESS),
        (b"", Kind.LETTER),
    ],
)  # fmt: skip
def test_whatever_is_no_reply_is_for_people_or_for_nobody(content: bytes, kind: Kind) -> None:
    assert answers.read(content, pattern=PATTERN).kind is kind


@hypothesis_settings(deadline=None)
@given(
    st.binary(max_size=1500),
    st.sampled_from([b"", mail_with(reply_text(uid="1"))[:500], mail_with(reply_text(uid="1"))[:900]]),
)
@example(b"BEGIN:VEVENT\r\n" * 4000, b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n")
@example(b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000, b"Content-Type: multipart/mixed; boundary=a\n\n")
@example(b"From: =?klingon?b?/w==?= <x>\nSubject: =?utf-8?b?/w=?=\n\n", b"")
@example(b"<style" * 20_000, b"Content-Type: text/html\n\n")
def test_no_mail_can_stop_the_reading(rest: bytes, head: bytes) -> None:
    assert answers.read(head + rest, pattern=PATTERN).kind in Kind


# What becomes of it


@dataclass
class Box:
    """The folder that the mailbox delivers to, and somebody who was invited."""

    folder: Path
    guest: Invitee
    uid: str
    cast: Cast

    def deliver(
        self, word: str = "ACCEPTED", *, at: datetime = NOW, secret: str = "", sender: str = "", **more: str
    ) -> None:
        """Let an answer come in, and read it."""
        stamp = f"{at:%Y%m%dT%H%M%SZ}"
        text = reply_text(**{"uid": self.uid, "word": word, "at": stamp, **more})
        self.put(mail_with(text, to=self.address(secret), sender=sender or "Jo Groß <kita@example.org>"), at=at)

    def put(self, content: bytes, *, at: datetime = NOW) -> None:
        (self.folder / "neu.eml").write_bytes(content.replace(SECRET.encode(), self.guest.secret.encode()))
        with time_machine.travel(at, tick=False):
            read_answers()

    def address(self, secret: str = "") -> str:
        return PATTERN.replace("{secret}", secret or self.guest.secret)

    def stands(self) -> tuple[str, str, str]:
        """Return the answer that counts, the way it came, and who gave it."""
        with scope.alliance(self.cast.perle.pk):
            self.guest.refresh_from_db()
        return self.guest.answer, self.guest.answered_how, self.guest.answered_by

    def replies(self) -> list[tuple[str, bool, str]]:
        with scope.alliance(self.cast.perle.pk):
            return list(Reply.objects.order_by("pk").values_list("answer", "counts", "reason"))

    def told(self) -> list[tuple[str, str]]:
        """Return the mails to the coordination: to whom an answer goes, and the subject."""
        with scope.alliance(self.cast.perle.pk):
            return list(Mail.objects.order_by("pk").values_list("reply_to", "subject"))


@pytest.fixture
def box(cast: Cast, settings: Settings, tmp_path: Path) -> Box:
    settings.ANSWER_ADDRESS, settings.ANSWER_DIR, settings.ANSWER_IMAP_URL = PATTERN, str(tmp_path), ""
    settings.OPERATOR_EMAIL = "betrieb@example.org"
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        kita = making.partner("Kita Löwenzahn", email="kita@example.org", person="Jo Groß")
        meeting = making.meeting(making.body(), on=date(2026, 6, 14), state=MeetingState.INVITED, invited_at=NOW)
        guest = making.invitee(meeting, kita, invited_at=NOW)
    return Box(tmp_path, guest, uid_of(meeting), cast)


@pytest.mark.parametrize(("word", "stands"), [("ACCEPTED", "coming"), ("DECLINED", "excused")])
def test_yes_and_no_count_and_the_mail_is_taken_away(box: Box, word: str, stands: str) -> None:
    box.deliver(word)
    assert box.stands() == (stands, "calendar", "Jo Groß")
    assert (box.replies(), box.told(), list(box.folder.iterdir())) == ([(stands, True, "")], [], [])


def test_same_answer_twice_is_one(box: Box) -> None:
    box.deliver()
    box.deliver(at=NOW)
    with scope.alliance(box.cast.perle.pk), time_machine.travel(NOW + timedelta(hours=1), tick=False):
        answer(box.guest, Said(answer=Answer.EXCUSED), channel=ReplyChannel.PHONE, by=box.cast.coordinator)
    box.deliver(at=NOW)
    assert box.stands()[:2] == ("excused", "phone")
    assert [counts for _answer, counts, _reason in box.replies()] == [True, True]
    assert box.told() == []


def test_mind_changed_in_the_calendar_counts_anew(box: Box) -> None:
    for minutes, word in enumerate(["ACCEPTED", "DECLINED", "ACCEPTED"]):
        box.deliver(word, at=NOW + timedelta(minutes=minutes))
    assert box.stands()[0] == "coming"
    assert [said for said, _counts, _reason in box.replies()] == ["coming", "excused", "coming"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"attendee": "fremd@example.org"}, "Sie kam für fremd@example.org; eingeladen ist eine andere Adresse."),
        ({"sender": "Wer <fremd@example.org>"}, "Sie kam von fremd@example.org; eingeladen ist eine andere Adresse."),
        ({"uid": "anderes@example.org"}, "Sie gehört zu einem anderen Termin."),
        ({"params": ';DELEGATED-TO="mailto:ina@example.org"', "word": "DELEGATED"}, "Im Kalender weitergegeben an ina@example.org."),
        ({"method": "COUNTER"}, "Schlägt eine andere Zeit vor: So., 14. Juni 2026, 17:00."),
    ],
)  # fmt: skip
def test_answer_that_cannot_count_is_noted_and_told(box: Box, changes: dict[str, str], reason: str) -> None:
    box.deliver(**changes)
    box.deliver(**changes)
    assert box.stands() == ("", "", "")
    assert [(counts, why) for _answer, counts, why in box.replies()] == [(False, reason)]
    (told,) = box.told()
    assert told[1] == "„Kita Löwenzahn“: Eine Antwort aus dem Kalender zählt nicht"
    with scope.alliance(box.cast.perle.pk):
        assert reason in Mail.objects.get().text


def test_answer_to_the_old_date_does_not_count(box: Box) -> None:
    with scope.alliance(box.cast.perle.pk):
        Meeting.objects.filter(pk=box.guest.meeting_id).update(sequence=1)
    box.deliver(sequence="0")
    assert (box.stands()[0], box.replies()) == ("", [("coming", False, "Sie bezog sich auf den alten Termin.")])
    box.deliver(sequence="1")
    assert box.stands()[0] == "coming"


def test_perhaps_is_noted_and_no_answer(box: Box) -> None:
    box.deliver("TENTATIVE")
    assert (box.stands(), box.replies()) == (("", "", ""), [("", False, "Mit Vorbehalt zugesagt.")])
    assert box.told() == []


def test_older_answer_does_not_push_out_a_newer_one(box: Box) -> None:
    with scope.alliance(box.cast.perle.pk), time_machine.travel(NOW, tick=False):
        answer(box.guest, Said(answer=Answer.EXCUSED), channel=ReplyChannel.PHONE, by=box.cast.coordinator)
    box.deliver("ACCEPTED", at=NOW - timedelta(minutes=5))
    assert box.stands()[:2] == ("excused", "phone")
    assert box.replies()[-1] == ("coming", False, "Inzwischen kam auf einem anderen Weg eine neuere Antwort.")


def test_answer_after_the_cancellation_is_noted(box: Box) -> None:
    with scope.alliance(box.cast.perle.pk):
        Meeting.objects.filter(pk=box.guest.meeting_id).update(state=MeetingState.CANCELLED)
    box.deliver()
    assert box.replies() == [("coming", False, "Der Termin ist abgesagt. Sie brauchen nicht zu antworten.")]


def test_comment_beside_an_answer_reaches_the_coordination(box: Box) -> None:
    box.deliver(lines="COMMENT:Wir bringen Kuchen mit")
    assert box.told() == [("kita@example.org", "„Kita Löwenzahn“: Ein Satz zur Antwort")]


def test_address_that_the_invitation_went_to_may_answer_after_it_has_changed(box: Box) -> None:
    with scope.alliance(box.cast.perle.pk):
        mail = Mail.objects.create(to_email="Kita@Example.org", message_id="<1@x>", state="sent")
        box.guest.mails.create(kind="invitation", mail=mail)
        box.guest.person.email = "neu@example.org"  # type: ignore[union-attr]  # made with one
        box.guest.person.save()  # type: ignore[union-attr]  # made with one
    box.deliver()
    assert box.stands()[0] == "coming"


def test_letter_of_a_person_is_laid_before_the_coordination(box: Box) -> None:
    box.put(mail_with(to=box.address(), text="Wir kommen zu dritt,\nmit Kinderwagen."))
    assert box.told() == [("kita@example.org", "„Kita Löwenzahn“ schreibt zur Einladung")]
    with scope.alliance(box.cast.perle.pk):
        assert "Wir kommen zu dritt,\nmit Kinderwagen." in Mail.objects.get().text
    assert (box.stands(), list(box.folder.iterdir())) == (("", "", ""), [])


def test_mail_that_belongs_to_no_invitation_is_left_to_people(box: Box) -> None:
    box.deliver(secret="f" * 24)
    box.put(mail_with(to="antwort@example.org", text="Hallo?"))
    assert (box.stands(), box.told()) == (("", "", ""), [])
    assert {file.suffix for file in box.folder.iterdir()} == {".gelesen"}


def test_worker_reads_answers_every_five_minutes(box: Box) -> None:
    text = reply_text(uid=box.uid)
    (box.folder / "neu.eml").write_bytes(mail_with(text, to=box.address()))
    with time_machine.travel(NOW, tick=False):
        worker.run_until_empty(WorkList({}, [READ_ANSWERS]))
    assert box.stands()[0] == "coming"


@pytest.mark.parametrize(
    ("address", "folder", "found"),
    [
        ("", "", []),
        (PATTERN, "da", []),
        ("antwort@example.org", "da", ["outbox.E005"]),
        ("{secret}", "da", ["outbox.E005"]),
        (PATTERN, "", ["outbox.E006"]),
        ("", "da", ["outbox.E006"]),
        (PATTERN, "fehlt", ["outbox.E007"]),
    ],
)
def test_mailbox_for_answers_is_checked_at_the_start(
    settings: Settings, tmp_path: Path, address: str, folder: str, found: list[str]
) -> None:
    (tmp_path / "da").mkdir()
    settings.ANSWER_ADDRESS, settings.ANSWER_DIR = address, str(tmp_path / folder) if folder else ""
    assert [problem.id for problem in run_checks() if str(problem.id).startswith("outbox.")] == found

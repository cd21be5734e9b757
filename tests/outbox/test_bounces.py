"""Mails that came back: what notices say, which mail they mean, where they are read, and what stands beside a name."""

import ssl
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.checks import run_checks
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from drehscheibe.config.jobs import READ_BOUNCES, WORK
from drehscheibe.ground.outbox import bounces, queries
from drehscheibe.ground.outbox.actions import queue_instance_mail
from drehscheibe.ground.outbox.bounces import Kind
from drehscheibe.ground.outbox.models import BounceNotice, InstanceMail, Mail
from drehscheibe.ground.outbox.tasks import delete_old_notices, read_bounces
from drehscheibe.ground.outbox.vocabulary import Trouble, trouble_in
from drehscheibe.ground.tenancy import scope
from drehscheibe.kit.jobs import worker
from drehscheibe.kit.jobs.plan import Retry, WorkList
from tests.conftest import Cast
from tests.outbox.imap import Mailbox
from tests.outbox.test_queue import letter

NOTICES = Path(__file__).parent / "notices"
OURS = f"<{'0a' * 16}@localhost>"


def notice(name: str, message_id: str = OURS) -> bytes:
    return (NOTICES / f"{name}.eml").read_text("utf-8").replace("{message_id}", message_id).encode()


# What a notice says


@pytest.mark.parametrize(
    ("name", "trouble", "provider"),
    [
        ("postfix_unknown", Trouble.UNKNOWN, "kita-sonnenblume.example"),
        ("exchange_full", Trouble.FULL, "stadt.example"),
        ("gmx_plain", Trouble.UNKNOWN, "gmx.example"),
        ("qmail_plain", Trouble.DOMAIN, "verein-alt.example"),
        ("spam_report", Trouble.SPAM, "firma.example"),
    ],
)
def test_failure_is_understood(name: str, trouble: Trouble, provider: str) -> None:
    assert bounces.read(notice(name)) == bounces.Notice(Kind.FAILED, (OURS,), trouble, provider)


@pytest.mark.parametrize("name", ["postfix_delayed", "sendmail_warning", "absence_rfc3834", "absence_exchange"])
def test_delay_and_absence_are_no_failure(name: str) -> None:
    assert bounces.read(notice(name)) == bounces.Notice(Kind.HARMLESS)


def test_letter_of_a_person_is_no_notice() -> None:
    assert bounces.read(notice("answer")) == bounces.Notice(Kind.OTHER)


@settings(deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([b"", notice("postfix_unknown")[:900], notice("exchange_full")[:700]]))
@example(
    b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000, b""
)
@example(b"From: mailer-daemon\nSubject: " + b"a" * 300_000 + b"\n\n" + b"a.b" * 100_000, b"")
@example(b"Content-Type: text/plain; charset=klingon\nFrom: mailer-daemon\n\n\xff" + OURS.encode(), b"")
def test_no_mail_can_stop_the_reading(rest: bytes, head: bytes) -> None:
    assert bounces.read(head + rest).kind in Kind


@pytest.mark.parametrize(
    ("note", "trouble"),
    [
        ("recipient refused with 550", Trouble.UNKNOWN),
        ("recipient refused with 550 5.2.2", Trouble.FULL),
        ("content refused with 554", Trouble.SPAM),
        ("content refused with 552 5.3.4", Trouble.SIZE),
        ("mail server: ConnectionRefusedError", Trouble.OURS),
        ("the text was already deleted", Trouble.OURS),
    ],
)
def test_refusal_at_delivery_has_a_reason_too(note: str, trouble: Trouble) -> None:
    assert trouble_in(note) == trouble


# Which mail it means


def delivered(cast: Cast, to: str = "familie@example.org", *, at: datetime | None = None) -> Mail:
    """Send a mail of an alliance; return it."""
    with time_machine.travel(at or timezone.now(), tick=False):
        with scope.alliance(cast.perle.pk):
            mail = letter(to=to, to_name="Familie Groß")
        worker.run_until_empty(WORK)
    return mail


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BOUNCE_DIR = str(tmp_path)
    return tmp_path


def reads(folder: Path, *contents: bytes, at: datetime | None = None) -> None:
    for number, content in enumerate(contents):
        (folder / f"{number}.eml").write_bytes(content)
    with time_machine.travel(at or timezone.now(), tick=False):
        read_bounces()


def stored(cast: Cast, mail: Mail) -> tuple[str, str]:
    with scope.alliance(cast.perle.pk):
        again = Mail.objects.get(pk=mail.pk)
    return again.state, again.trouble


def test_notice_marks_the_mail_it_means_and_is_taken_away(cast: Cast, folder: Path) -> None:
    mail, other = delivered(cast), delivered(cast)
    reads(folder, notice("exchange_full", mail.message_id))
    assert (stored(cast, mail), stored(cast, other)) == (("bounced", "full"), ("sent", ""))
    assert (list(folder.iterdir()), BounceNotice.objects.count()) == ([], 0)


def test_second_notice_of_the_same_mail_changes_nothing(cast: Cast, folder: Path) -> None:
    mail = delivered(cast)
    reads(folder, notice("exchange_full", mail.message_id), notice("gmx_plain", mail.message_id))
    assert (stored(cast, mail), BounceNotice.objects.count()) == (("bounced", "full"), 0)


def test_mail_of_the_instance_is_marked_too(folder: Path, db: None) -> None:
    mail = queue_instance_mail(to="amt@example.org", subject="C", template="probe/question", context={}, reason="…")
    worker.run_until_empty(WORK)
    reads(folder, notice("postfix_unknown", mail.message_id))
    assert list(InstanceMail.objects.values_list("state", "trouble")) == [("bounced", "unknown")]


def test_notice_of_an_unknown_mail_is_counted_without_a_name(cast: Cast, folder: Path) -> None:
    mail = delivered(cast)
    reads(folder, notice("postfix_unknown"))
    assert list(BounceNotice.objects.values_list("provider", "trouble")) == [("kita-sonnenblume.example", "unknown")]
    assert stored(cast, mail) == ("sent", "")


def test_delay_absence_and_letters_leave_the_mail_sent(cast: Cast, folder: Path) -> None:
    mail = delivered(cast)
    names = ["postfix_delayed", "absence_rfc3834", "answer"]
    reads(folder, *(notice(name, mail.message_id) for name in names))
    assert (stored(cast, mail), BounceNotice.objects.count()) == (("sent", ""), 0)
    assert [file.name for file in folder.iterdir()] == ["2.eml.gelesen"]


def test_unknown_notices_are_forgotten_after_thirty_days(folder: Path, db: None) -> None:
    reads(folder, notice("postfix_unknown"))
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        delete_old_notices()
    assert BounceNotice.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        delete_old_notices()
    assert BounceNotice.objects.count() == 0


def test_worker_reads_notices_every_ten_minutes(cast: Cast, folder: Path) -> None:
    first, second, start = delivered(cast), delivered(cast), timezone.now()
    work = WorkList({}, [READ_BOUNCES])
    states = []
    for minutes, mail in ((0, first), (9, second), (10, second)):
        (folder / "neu.eml").write_bytes(notice("gmx_plain", mail.message_id))
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            worker.run_until_empty(work)
        states.append(stored(cast, mail)[0])
    assert states == ["bounced", "sent", "bounced"]


# What stands beside a name


def test_note_says_when_and_why(cast: Cast, folder: Path) -> None:
    mail, back = delivered(cast), timezone.now()
    reads(folder, notice("exchange_full", mail.message_id), at=back)
    with scope.alliance(cast.perle.pk):
        notes = queries.bounces_of(["familie@example.org", "andere@example.org"])
        recent = queries.recent_bounces()
    note = queries.BounceNote("familie@example.org", "Familie Groß", back, "Postfach voll", mail.pk)
    assert (notes, recent) == ({"familie@example.org": note}, [note])


def test_note_goes_when_a_later_mail_arrives_and_stays_when_an_earlier_one_did(cast: Cast, folder: Path) -> None:
    start = timezone.now()
    delivered(cast, at=start)
    mail = delivered(cast, at=start + timedelta(hours=1))
    reads(folder, notice("gmx_plain", mail.message_id), at=start + timedelta(hours=2))
    with scope.alliance(cast.perle.pk):
        assert set(queries.bounces_of(["familie@example.org"])) == {"familie@example.org"}
    delivered(cast, at=start + timedelta(hours=3))
    with scope.alliance(cast.perle.pk):
        assert queries.bounces_of(["familie@example.org"]) == {}


def test_notes_of_another_alliance_are_out_of_sight(cast: Cast, folder: Path) -> None:
    mail = delivered(cast)
    reads(folder, notice("gmx_plain", mail.message_id))
    with scope.alliance(cast.grimm.pk):
        assert (queries.bounces_of(["familie@example.org"]), queries.recent_bounces()) == ({}, [])


# The mailbox


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    mailbox = Mailbox(user="drehscheibe", password='ge"heim')
    threading.Thread(target=mailbox.serve, daemon=True).start()
    settings.BOUNCE_IMAP_URL = f"imap://drehscheibe:ge%22heim@127.0.0.1:{mailbox.port}/Notizen"
    yield mailbox
    mailbox.close()


def test_mailbox_is_read_notices_are_deleted_and_letters_left(cast: Cast, mailbox: Mailbox) -> None:
    mail = delivered(cast)
    mailbox.fill(notice("postfix_unknown", mail.message_id), notice("answer", mail.message_id))
    read_bounces()
    assert stored(cast, mail) == ("bounced", "unknown")
    assert (mailbox.folder, mailbox.flags()) == ("Notizen", {2: r"\Seen"})
    read_bounces()
    assert mailbox.fetched == [1, 2]


def test_mailbox_that_refuses_is_asked_again_without_telling_the_password(mailbox: Mailbox, settings: Settings) -> None:
    settings.BOUNCE_IMAP_URL = settings.BOUNCE_IMAP_URL.replace("heim", "raten")
    with pytest.raises(Retry) as refused:
        read_bounces()
    assert refused.value.note == "bounce mailbox: error"


def test_mailbox_that_is_away_is_asked_again(settings: Settings, free_port: int) -> None:
    settings.BOUNCE_IMAP_URL = f"imap://x:y@127.0.0.1:{free_port}/INBOX"
    with pytest.raises(Retry, match="bounce mailbox: ConnectionRefusedError"):
        read_bounces()


def test_mailbox_without_a_certificate_we_trust_is_refused(mailbox: Mailbox, settings: Settings) -> None:
    settings.BOUNCE_IMAP_URL = settings.BOUNCE_IMAP_URL.replace("imap://", "imaps://")
    with pytest.raises(Retry) as refused:
        read_bounces()
    assert isinstance(refused.value.__cause__, ssl.SSLError)
    assert mailbox.logins == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("imaps://name:geheim@mail.example.org/INBOX", []),
        ("imap://name:geheim@localhost/INBOX", []),
        ("imap://name:geheim@mail.example.org/INBOX", ["outbox.E003"]),
        ("imaps://mail.example.org", ["outbox.E003"]),
        ("mail.example.org", ["outbox.E003"]),
    ],
)
def test_address_of_the_mailbox_is_checked_at_the_start(settings: Settings, address: str, found: list[str]) -> None:
    settings.BOUNCE_IMAP_URL = address
    problems = [problem for problem in run_checks() if str(problem.id).startswith("outbox.")]
    assert [problem.id for problem in problems] == found
    assert "geheim" not in str(problems)


def test_address_for_notices_is_checked_at_the_start(settings: Settings) -> None:
    settings.MAIL_BOUNCE_TO = "rückläufer"
    assert [problem.id for problem in run_checks() if str(problem.id).startswith("outbox.")] == ["outbox.E004"]


def test_folder_that_is_not_there_is_told_at_the_start(settings: Settings, tmp_path: Path) -> None:
    settings.BOUNCE_DIR = str(tmp_path / "fehlt")
    assert [problem.id for problem in run_checks() if str(problem.id).startswith("outbox.")] == ["outbox.E002"]

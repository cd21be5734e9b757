"""Queueing: what is rendered, what is refused, and that mail and job stand or fall together."""

import base64
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from drehscheibe.ground.outbox.actions import queue_instance_mail, queue_mail
from drehscheibe.ground.outbox.letters import Attachment
from drehscheibe.ground.outbox.models import InstanceMail, Mail
from drehscheibe.ground.outbox.rules import mailbox, one_line
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.scope import ScopeError
from drehscheibe.kit.jobs.models import Job
from tests.conftest import Cast

REASON = "Sie haben uns geschrieben."


def letter(**changes: Any) -> Mail:
    arguments: dict[str, Any] = {
        "to": "familie@example.org",
        "subject": "Ihre Frage",
        "template": "probe/question",
        "context": {"question": "Gibt es <Babyschwimmen>?"},
        "reason": REASON,
    }
    return queue_mail(**{**arguments, **changes})


def test_mail_is_rendered_twice_and_escaped_in_html_only(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter()
    assert "Gibt es <Babyschwimmen>?" in mail.text
    assert "Gibt es &lt;Babyschwimmen&gt;?" in mail.html


def test_mail_says_who_sends_it_and_why(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(responsible="Verein für Perle e. V., Am Markt 1")
    assert mail.from_name == "Bündnis Perle"
    for body in (mail.text, mail.html):
        assert REASON in body
        assert "Verantwortlich: Verein für Perle e. V., Am Markt 1" in body


def test_mail_offers_its_button_in_both_bodies(cast: Cast) -> None:
    button = {"question": "", "button_label": "Antworten", "button_url": "http://localhost:8000/link/x/"}
    with scope.alliance(cast.perle.pk):
        mail = letter(context=button)
    assert "Antworten:\nhttp://localhost:8000/link/x/" in mail.text
    assert '<a href="http://localhost:8000/link/x/"' in mail.html


def test_plain_text_has_no_gap_where_a_button_is_missing(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter()
    assert mail.text == (
        "Ihre Frage\n\nGibt es <Babyschwimmen>?\n\n-- \n"
        f"{REASON}\nVerantwortlich: Bündnis Perle · http://localhost:8000/\n"
    )


def test_mail_and_job_are_written_together(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter()
    job = Job.objects.get()
    assert (job.kind, job.payload, job.alliance_id) == ("outbox.mail", {"mail": mail.pk}, cast.perle.pk)


def test_nothing_is_queued_when_the_cause_is_rolled_back(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        with pytest.raises(RuntimeError), transaction.atomic():
            letter()
            raise RuntimeError
        assert (Mail.objects.count(), Job.objects.count()) == (0, 0)


def test_mail_needs_an_alliance(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        letter()
    with scope.published(), pytest.raises(ScopeError):
        letter()


def test_mail_of_another_alliance_is_out_of_sight(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        letter()
    with scope.alliance(cast.grimm.pk):
        assert Mail.objects.count() == 0


def test_instance_mail_needs_no_scope(db: None) -> None:
    mail = queue_instance_mail(
        to="koordination@example.org",
        subject="Ihr Code",
        template="probe/question",
        context={"question": "123456"},
        reason="Sie melden sich an.",
    )
    job = Job.objects.get()
    assert (job.kind, job.payload, job.alliance_id) == ("outbox.instance_mail", {"mail": mail.pk}, None)
    assert (InstanceMail.objects.get().from_name, "123456" in mail.text) == ("Lokale Bündnisse für Familie", True)


def test_line_breaks_cannot_start_another_header(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(subject="Hallo\r\nBcc: alle@example.org", to_name="Ada\nBcc: x@example.org")
    assert (mail.subject, mail.to_name) == ("Hallo Bcc: alle@example.org", "Ada Bcc: x@example.org")


@pytest.mark.parametrize("address", ["kein", "a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", ""])
def test_address_that_is_none_is_refused(cast: Cast, address: str) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError):
        letter(to=address)


def test_reply_address_is_checked_too(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValidationError):
        letter(reply_to="a@example.org\r\nBcc: b@example.org")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  viel   Platz ", "viel Platz"),
        ("a\x00b\x0bc\x85d\u2028e", "a b c d e"),
        ("moc.elpmaxe\u202e", "moc.elpmaxe"),
        ("Familie 👨‍👩‍👧 und Straße", "Familie 👨‍👩‍👧 und Straße"),
        ("x" * 300, "x" * 250),
    ],
)
def test_one_line_keeps_text_and_drops_control_signs(text: str, expected: str) -> None:
    assert one_line(text, most=250) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "a@example.org"),
        ("Bündnis Perle", "Bündnis Perle <a@example.org>"),
        ('Bündnis "Perle", Mitte', '"Bündnis \\"Perle\\", Mitte" <a@example.org>'),
        ("x@example.com", '"x@example.com" <a@example.org>'),
    ],
)
def test_name_before_an_address_is_quoted_where_needed(name: str, expected: str) -> None:
    assert mailbox(name, "a@example.org") == expected


def test_attachments_are_stored_with_a_harmless_name(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(attachments=[Attachment("../../Einladung\n.pdf", "application/pdf", b"%PDF")])
    assert mail.attachments == [
        {"name": "Einladung .pdf", "type": "application/pdf", "base64": base64.b64encode(b"%PDF").decode()}
    ]


def test_attachments_are_bounded(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk), pytest.raises(ValueError, match="3 MB"):
        letter(attachments=[Attachment("gross.bin", "application/octet-stream", b"x" * (3 * 1024 * 1024 + 1))])


def test_mail_speaks_the_language_asked_for(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        mail = letter(language="ar", subject=gettext_lazy("Ihre Frage"))
    assert '<html lang="ar" dir="rtl"' in mail.html

"""Whatever people write into names and subjects, no header of a mail is added, lost or led elsewhere."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from drehscheibe.ground.outbox import outgoing
from drehscheibe.ground.outbox.letters import Attachment, Letter, rendered
from drehscheibe.ground.outbox.models import InstanceMail

HEADERS = sorted([
    "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Reply-To", "Subject", "To",
    "X-Auto-Response-Suppress",
])  # fmt: skip
_NASTY = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from('\r\n\x0b\x85\ud800\u2028\u202e\u200f",;:<>@()\\=?'))
)
texts = st.one_of(
    _NASTY,
    _NASTY.map(lambda text: f"{text}\r\nBcc: alle@example.org\r\n\r\n{text}"),
    st.sampled_from(["=?utf-8?q?Bcc=3A?=", "x" * 3000, "Müller, Jürgen „Jürs“", "a@b.example, c@d.example", "(x", '"']),
)


def produced(**changes: Any) -> EmailMessage:
    values = {"to": "kita@example.org", "to_name": "", "subject": "", "reply_to": "post@example.org", **changes}
    sender = values.pop("sender", "Bündnis")
    letter = Letter(template="outbox/letter", context={}, reason="Probe", **values)
    mail = rendered(InstanceMail, letter, sender=sender)
    mail.created_at = datetime(2026, 5, 4, tzinfo=UTC)
    return message_from_bytes(outgoing.message(mail).message().as_bytes(), policy=default)


def addresses(message: EmailMessage, name: str) -> list[str]:
    return [address.addr_spec for address in message[name].addresses]


@settings(deadline=None)
@given(to_name=texts, subject=texts, sender=texts, file=texts)
def test_no_text_adds_a_header_or_a_receiver(to_name: str, subject: str, sender: str, file: str) -> None:
    message = produced(
        to_name=to_name, subject=subject, sender=sender, attachments=[Attachment(file, "text/plain", b"x")]
    )
    assert sorted(message.keys()) == HEADERS
    assert (addresses(message, "To"), addresses(message, "Reply-To")) == (["kita@example.org"], ["post@example.org"])
    assert addresses(message, "From") == ["drehscheibe@localhost"]
    assert all("\n" not in value and "\r" not in value for value in map(str, message.values()))
    (part,) = message.iter_attachments()
    assert sorted(part.keys()) == ["Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "MIME-Version"]


@settings(deadline=None)
@given(address=texts)
def test_no_text_as_an_address_reaches_more_than_one(address: str) -> None:
    try:
        message = produced(to=address, reply_to=address)
    except ValidationError:
        return
    assert (sorted(message.keys()), len(addresses(message, "To")), len(addresses(message, "Reply-To"))) == (
        HEADERS,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Kita "Löwenzahn", Mitte', 'Kita "Löwenzahn", Mitte'),
        ("Müller, Jürgen", "Müller, Jürgen"),
        ("Kita\u202egro.elpmaxe@ofni", "Kitagro.elpmaxe@ofni"),
        ("بيت العائلة", "بيت العائلة"),
        ("Dr. O'Neill; Praxis", "Dr. O'Neill; Praxis"),
    ],
)
def test_names_arrive_as_they_are_written(name: str, shown: str) -> None:
    (address,) = produced(to_name=name)["To"].addresses
    assert (address.display_name, address.addr_spec) == (shown, "kita@example.org")


ENTRY = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n"


def parts_with_entry(method: str) -> list[tuple[str, str, str, str]]:
    """Return type, method, disposition and content of each part of a mail that a calendar entry goes with."""
    kind = f"text/calendar; method={method}; charset=utf-8"
    message = produced(attachments=[Attachment("treffen.ics", kind, ENTRY.encode())])
    return [
        (
            part.get_content_type(),
            part.get_param("method", ""),
            part.get_content_disposition() or "",
            part.get_content().replace("\n", "\r\n") if part.get_content_type() == "text/calendar" else "",
        )
        for part in message.walk()
    ]


def test_entry_that_asks_is_a_form_of_the_text_too() -> None:
    assert parts_with_entry("REQUEST") == [
        ("multipart/mixed", "", "", ""),
        ("multipart/alternative", "", "", ""),
        ("text/plain", "", "", ""),
        ("text/html", "", "", ""),
        ("text/calendar", "REQUEST", "", ENTRY),
        ("text/calendar", "REQUEST", "attachment", ENTRY),
    ]


def test_entry_that_only_tells_is_attached() -> None:
    assert parts_with_entry("PUBLISH")[-2:] == [
        ("text/html", "", "", ""),
        ("text/calendar", "PUBLISH", "attachment", ENTRY),
    ]

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

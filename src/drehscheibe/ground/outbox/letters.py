"""A mail before it is stored: what callers hand over, and how it is rendered."""

import base64
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.core.validators import validate_email
from django.template import Context, Engine
from django.utils import translation
from django.utils.functional import Promise

from drehscheibe.kit.ui.frames import direction

from .models import MailBase
from .rules import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, AttachmentRow, file_name, one_line

_M = TypeVar("_M", bound=MailBase)
_FOOT = "-- \n"
_PREHEADER = 100
# Signs without width, each with a blank that no mail program takes away.
_GAP = "\u034f\u200c\u00a0" * _PREHEADER


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that goes with a mail, e.g. an invitation as PDF or a calendar entry."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that makes one mail, from `<template>.txt` and `<template>.html`.

    The templates extend `outbox/letter.txt` and `outbox/letter.html`. `reason` says in one sentence why the
    receiver gets it; `responsible` names the responsible body (the sender where empty); `personal_url` leads to
    her page "Was von mir offen ist". All three stand at the foot. Links are issued by the caller: their tokens
    are in the context. The links of a confidential letter let somebody in: only who manages members may see them
    when the mail is practised. `not_after` is when the letter is of no use any more: if it still waits then, because the
    mail server or the worker was away, it does not go out.
    """

    to: str
    to_name: str = ""
    subject: str | Promise
    template: str
    context: Mapping[str, Any]
    reason: str | Promise
    responsible: str = ""
    personal_url: str = ""
    reply_to: str = ""
    attachments: Sequence[Attachment] = ()
    language: str = settings.LANGUAGE_CODE
    is_confidential: bool = False
    not_after: datetime | None = None


def rendered(model: type[_M], letter: Letter, *, sender: str) -> _M:
    """Return the mail, not yet saved.

    Raises ValidationError for an address that is none, ValueError for attachments that are too large.
    """
    validate_email(letter.to)
    if letter.reply_to:
        validate_email(letter.reply_to)
    with translation.override(letter.language):
        subject = one_line(str(letter.subject), most=250)
        context = _context(letter, subject=subject, sender=sender)
        text = _text(letter.template, context)
        html = _html(letter.template, {**context, **_preheader(text)})
    return model(
        to_email=letter.to,
        to_name=one_line(letter.to_name, most=120),
        from_name=one_line(sender, most=200),
        reply_to=letter.reply_to,
        subject=subject,
        text=text,
        html=html,
        attachments=_rows(letter.attachments),
        message_id=f"<{uuid.uuid4().hex}@{settings.SITE_HOST}>",
    )


def _context(letter: Letter, *, subject: str, sender: str) -> dict[str, Any]:
    return {
        "site_url": settings.SITE_URL,
        "language": letter.language,
        "dir": direction(letter.language),
        "subject": subject,
        **letter.context,
        "sender": sender,
        "responsible": ", ".join((letter.responsible or sender).splitlines()),
        "reason": letter.reason,
        "personal_url": letter.personal_url,
        "reply_to": letter.reply_to,
    }


def _html(template: str, context: dict[str, Any]) -> str:
    return Engine.get_default().get_template(f"{template}.html").render(Context(context))


def _text(template: str, context: dict[str, Any]) -> str:
    """Return the plain text; nothing is escaped, since it is no HTML, and empty blocks leave no gap."""
    found = Engine.get_default().get_template(f"{template}.txt")
    return re.sub(r"\n{3,}", "\n\n", found.render(Context(context, autoescape=False))).strip() + "\n"


def _preheader(text: str) -> dict[str, Any]:
    """Return what mail programs show behind the subject: the first sentence, not heading and salutation again."""
    body = text.split(f"\n{_FOOT}", maxsplit=1)[0].split("\n\n")[1:]
    first = next((paragraph for paragraph in body if not paragraph.endswith(",")), "")
    return {"preheader": one_line(first, most=_PREHEADER), "preheader_gap": _GAP}


def _rows(attachments: Sequence[Attachment]) -> list[AttachmentRow]:
    if len(attachments) > MAX_ATTACHMENTS or sum(len(a.content) for a in attachments) > MAX_ATTACHMENT_BYTES:
        raise ValueError("A mail takes at most ten attachments of 3 MB together; send a link instead.")
    return [
        {"name": file_name(a.name), "type": one_line(a.type, most=100), "base64": base64.b64encode(a.content).decode()}
        for a in attachments
    ]

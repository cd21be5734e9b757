"""Queue a mail: render it, store it and ask the worker to send it, in the caller's transaction."""

import base64
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance
from drehscheibe.kit.jobs.actions import enqueue
from drehscheibe.kit.ui.frames import direction

from .models import InstanceMail, Mail, MailBase
from .rules import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, AttachmentRow, file_name, one_line

MAIL_JOB = "outbox.mail"
INSTANCE_MAIL_JOB = "outbox.instance_mail"
_M = TypeVar("_M", bound=MailBase)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that goes with a mail, e.g. an invitation as PDF or a calendar entry."""

    name: str
    type: str
    content: bytes


@transaction.atomic
def queue_mail(
    *,
    to: str,
    to_name: str = "",
    subject: str | Promise,
    template: str,
    context: Mapping[str, Any],
    reason: str | Promise,
    responsible: str = "",
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    language: str = settings.LANGUAGE_CODE,
) -> Mail:
    """Queue a mail of the alliance in scope, from `<template>.txt` and `<template>.html`.

    The templates extend `outbox/letter.txt` and `outbox/letter.html`.
    `reason` says in one sentence why the receiver gets it; `responsible` names the responsible body
    (the alliance itself where empty). Both stand at the foot of the mail.
    Raises ValidationError for an address that is none, ValueError for attachments that are too large,
    ScopeError outside an alliance.
    """
    alliance = Alliance.objects.get(pk=_alliance_in_scope())
    foot = {"sender": alliance.name, "responsible": responsible or alliance.name, "reason": reason}
    mail = _new(
        Mail,
        to=to,
        to_name=to_name,
        from_name=alliance.name,
        subject=subject,
        template=template,
        context={**context, **foot},
        reply_to=reply_to,
        attachments=attachments,
        language=language,
    )
    enqueue(MAIL_JOB, {"mail": mail.pk}, alliance_id=alliance.pk)
    return mail


@transaction.atomic
def queue_instance_mail(
    *,
    to: str,
    to_name: str = "",
    subject: str | Promise,
    template: str,
    context: Mapping[str, Any],
    reason: str | Promise,
    responsible: str = "",
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    language: str = settings.LANGUAGE_CODE,
    overtakes: timedelta = timedelta(),
) -> InstanceMail:
    """Queue a mail of the instance, e.g. a login code. Needs no scope; otherwise like `queue_mail`.

    It goes out before mails that have waited less than `overtakes`: somebody who waits for a code must not
    wait for three hundred invitations.
    """
    sender = _("Lokale Bündnisse für Familie")
    foot = {"sender": sender, "responsible": responsible or sender, "reason": reason}
    mail = _new(
        InstanceMail,
        to=to,
        to_name=to_name,
        from_name=sender,
        subject=subject,
        template=template,
        context={**context, **foot},
        reply_to=reply_to,
        attachments=attachments,
        language=language,
    )
    enqueue(INSTANCE_MAIL_JOB, {"mail": mail.pk}, not_before=timezone.now() - overtakes)
    return mail


def _alliance_in_scope() -> int:
    current = scope.required()
    if current.alliance_id is None:
        raise scope.ScopeError("A mail belongs to one alliance: enter its scope, or use queue_instance_mail.")
    return current.alliance_id


def _new(
    model: type[_M],
    *,
    to: str,
    to_name: str,
    from_name: str,
    subject: str | Promise,
    template: str,
    context: dict[str, Any],
    reply_to: str,
    attachments: Sequence[Attachment],
    language: str,
) -> _M:
    validate_email(to)
    if reply_to:
        validate_email(reply_to)
    with translation.override(language):
        line = one_line(str(subject), most=250)
        context = {
            "site_url": settings.SITE_URL,
            "language": language,
            "dir": direction(language),
            "subject": line,
            **context,
        }
        text, html = _text(template, context), render_to_string(f"{template}.html", context)
    return model._default_manager.create(
        to_email=to,
        to_name=one_line(to_name, most=120),
        from_name=one_line(from_name, most=200),
        reply_to=reply_to,
        subject=line,
        text=text,
        html=html,
        attachments=_rows(attachments),
        message_id=f"<{uuid.uuid4().hex}@{settings.SITE_HOST}>",
    )


def _text(template: str, context: dict[str, Any]) -> str:
    """Return the plain text; nothing is escaped, since it is no HTML, and empty blocks leave no gap."""
    found = Engine.get_default().get_template(f"{template}.txt")
    return re.sub(r"\n{3,}", "\n\n", found.render(Context(context, autoescape=False))).strip() + "\n"


def _rows(attachments: Sequence[Attachment]) -> list[AttachmentRow]:
    if len(attachments) > MAX_ATTACHMENTS or sum(len(a.content) for a in attachments) > MAX_ATTACHMENT_BYTES:
        raise ValueError("A mail takes at most ten attachments of 3 MB together; send a link instead.")
    return [
        {"name": file_name(a.name), "type": one_line(a.type, most=100), "base64": base64.b64encode(a.content).decode()}
        for a in attachments
    ]

"""A mail as it goes out: headers, both bodies, attachments."""

import base64
import re
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .models import MailBase
from .rules import AttachmentRow, mailbox

_INVITATIONS = {"text/calendar; method=REQUEST", "text/calendar; method=CANCEL"}


def message(mail: MailBase) -> EmailMultiAlternatives:
    """Return the mail; the same bytes but for the boundaries at every attempt.

    The name of the alliance stands before the instance's own address: a mail server may send for its own domain
    only (SPF, RFC 7208; DMARC, RFC 7489). Answers go to `Reply-To`. With MAIL_BOUNCE_TO, notices of non-delivery go
    to that address, the envelope's sender (RFC 5321, 4.4).
    """
    sender = mailbox(mail.from_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    result = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.MAIL_BOUNCE_TO or sender,
        to=[mailbox(mail.to_name, mail.to_email)],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "From": sender,
            "Message-ID": mail.message_id,
            "Date": format_datetime(mail.created_at),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no absence note comes back
            "X-Auto-Response-Suppress": "OOF, AutoReply",  # the same for Exchange, which knows no RFC 3834
        },
    )
    result.attach_alternative(mail.html, "text/html")
    for part in mail.attachments:
        _attach(result, part)
    return result


def _attach(result: EmailMultiAlternatives, part: AttachmentRow) -> None:
    """Attach a file. A calendar entry that asks or cancels is a further form of the text too (RFC 6047, 2.4): only
    then do mail programs show the buttons to answer.
    """
    content, kind = base64.b64decode(part["base64"]), re.sub(r"; *charset=[^;]*", "", part["type"])
    if kind in _INVITATIONS:
        result.attach_alternative(content.decode(), kind)
    result.attach(part["name"], content, kind)

"""A fresh link for an expired one. It goes only to the address that the old one was sent to."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.models import Link

from .words import House, day


def queue_fresh_link(
    home: House,
    old: Link,
    *,
    subject_id: int,
    lifetime: timedelta,
    address: Callable[[str], str],
    subject: str,
    label: str,
    text: str = "",
) -> tuple[Link, Mail]:
    """Issue a link for the same purpose and person as `old`, mail it, and return both.

    `address` makes the page's address from a token, `label` stands on the button; without a `text` of its own the mail
    says how long the link lasts.
    """
    new, token = links.issue(
        purpose=old.purpose,
        subject_id=subject_id,
        recipient=old.recipient,
        recipient_name=old.recipient_name,
        lifetime=lifetime,
    )
    until = {"day": day(timezone.localdate(new.expires_at))}
    letter = home.note(
        to=old.recipient,
        to_name=old.recipient_name,
        subject=subject,
        paragraphs=[text or _("hier ist der neue Link. Er gilt bis %(day)s.") % until],
        button=(label, address(token)),
        reason=_("Sie bekommen diese E-Mail, weil jemand mit Ihrem abgelaufenen Link einen neuen angefordert hat."),
    )
    return new, queue_mails([letter])[0]

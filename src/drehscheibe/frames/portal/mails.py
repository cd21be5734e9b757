"""Mails of the portal to whoever runs it."""

from django.utils.translation import gettext as _

from drehscheibe.ground.instance.queries import operator
from drehscheibe.ground.outbox.actions import queue_instance_mail


def queue_barrier_report(*, text: str, page: str, sender_name: str, sender_email: str) -> None:
    """Tell the operator what somebody could not read or use; there is no alliance that it belongs to."""
    queue_instance_mail(
        to=operator().email,
        subject=_("Barriere gemeldet"),
        template="portal/mail/barrier",
        context={"text": text, "page": page, "sender_name": sender_name, "sender_email": sender_email},
        reply_to=sender_email,
        reason=_("Sie bekommen diese E-Mail, weil Sie diese Seite betreiben."),
    )

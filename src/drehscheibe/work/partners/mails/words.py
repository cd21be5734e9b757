"""What the letters around joining and leaving have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances import queries as alliances
from drehscheibe.ground.alliances.mails import coordination_address
from drehscheibe.ground.outbox.letters import Attachment, Letter
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Alliance

EXAMPLE = "beispiel"
"""Stands for the token in a letter that is shown before it goes out."""


def day(value: date) -> str:
    return date_format(value, "j. F Y")


def due(due_on: date | None) -> str:
    """Say until when something is to be done, or was."""
    if due_on is None:
        return _("ohne Termin")
    is_late = due_on < timezone.localdate()
    return (_("war bis %(day)s") if is_late else _("bis %(day)s")) % {"day": day(due_on)}


@dataclass(frozen=True, slots=True)
class House:
    """Who writes: asked for once, however many letters go out."""

    alliance: Alliance
    reply_to: str
    responsible: str

    def note(
        self,
        *,
        to: str,
        to_name: str = "",
        subject: str,
        paragraphs: Sequence[str],
        quote: str = "",
        after: Sequence[str] = (),
        button: tuple[str, str] = ("", ""),
        reason: str,
        reply_to: str = "",
        attachments: Sequence[Attachment] = (),
        personal_url: str = "",
    ) -> Letter:
        """Return a short letter; `button` is its label and address."""
        label, url = button
        return Letter(
            to=to,
            to_name=to_name,
            subject=subject,
            template="partners/mail/note",
            context={
                "greeting": _("Guten Tag %(name)s,") % {"name": to_name} if to_name else _("Guten Tag,"),
                "paragraphs": paragraphs,
                "quote": quote,
                "after": after,
                "button_label": label,
                "button_url": url,
            },
            reason=reason,
            responsible=self.responsible,
            reply_to=reply_to or self.reply_to,
            attachments=attachments,
            personal_url=personal_url,
        )


def house() -> House:
    """Return who writes for the alliance in scope."""
    alliance = Alliance.objects.get(pk=scope.required().alliance_id or 0)
    body = alliances.profile().responsible_body
    return House(
        alliance, coordination_address(), ", ".join(line.strip() for line in body.splitlines() if line.strip())
    )

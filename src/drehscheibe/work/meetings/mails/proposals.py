"""What somebody hears who proposed an item."""

from django.utils.translation import gettext as _

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.work.partners.mails.words import house

from ..models import AgendaItem, Meeting
from ..wording import day_in_words


def queue_taken(item: AgendaItem) -> None:
    """Tell that a proposal is on the agenda."""
    _tell(
        item,
        subject=_("Ihr Vorschlag steht auf der Tagesordnung"),
        text=_("vielen Dank für Ihren Vorschlag „%(title)s“. Er steht jetzt auf der Tagesordnung für „%(meeting)s“ am "
               "%(day)s, mit %(minutes)s Minuten."),
    )  # fmt: skip


def queue_declined(item: AgendaItem) -> None:
    """Tell that a proposal is not taken, and why."""
    _tell(
        item,
        subject=_("Zu Ihrem Vorschlag für die Tagesordnung"),
        text=_("vielen Dank für Ihren Vorschlag „%(title)s“ für „%(meeting)s“ am %(day)s. Diesmal nehmen wir ihn "
               "nicht auf die Tagesordnung."),
        quote=item.verdict,
    )  # fmt: skip


def queue_postponed(item: AgendaItem, target: Meeting) -> None:
    """Tell that a proposal waits for the next meeting."""
    later = _("Wir nehmen ihn beim nächsten Mal auf: „%(meeting)s“ am %(day)s.") % {
        "meeting": target.title, "day": day_in_words(target.starts_at)
    }  # fmt: skip
    _tell(
        item,
        subject=_("Ihr Vorschlag kommt beim nächsten Mal dran"),
        text=_("vielen Dank für Ihren Vorschlag „%(title)s“ für „%(meeting)s“ am %(day)s. An diesem Tag reicht die "
               "Zeit nicht."),
        after=later,
    )  # fmt: skip


def _tell(item: AgendaItem, *, subject: str, text: str, quote: str = "", after: str = "") -> None:
    """Write to who proposed the item; without an address there is nothing to write to."""
    who = item.proposer
    address = "" if who is None else who.person.email if who.person else who.email
    if who is None or not address:
        return
    values = {
        "title": item.title,
        "meeting": item.meeting.title,
        "day": day_in_words(item.meeting.starts_at),
        "minutes": item.minutes,
    }
    letter = house().note(
        to=address,
        to_name=who.person.name if who.person else who.name,
        subject=subject,
        paragraphs=[text % values],
        quote=quote,
        after=[after] if after else [],
        reason=_("Sie bekommen diese E-Mail, weil Sie etwas für die Tagesordnung vorgeschlagen haben."),
    )
    queue_mails([letter])

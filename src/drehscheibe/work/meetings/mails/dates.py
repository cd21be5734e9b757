"""The dates of a year: one mail per person, one calendar file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.actions import queue_mails
from drehscheibe.ground.outbox.letters import Attachment, Letter
from drehscheibe.ground.outbox.models import Mail, Sending
from drehscheibe.work.partners.mails.page import page_address, personal_urls
from drehscheibe.work.partners.mails.words import EXAMPLE, House, house

from .. import wording
from ..exports.calendar import dates_attachment, place_of
from ..models import Meeting
from ..queries.year import Receiver


def queue_dates(receivers: Sequence[Receiver], *, year: int, sending: Sending) -> list[Mail]:
    """Send everybody her dates; who has the same dates gets the same file, made once."""
    home = house()
    pages = personal_urls([one.person for one in receivers])
    files: dict[tuple[int, ...], Attachment] = {}
    letters = []
    for one in receivers:
        key = tuple(meeting.pk for meeting in one.meetings)
        if key not in files:
            files[key] = dates_attachment(one.meetings, reply_to=home.reply_to)
        letters.append(letter(home, one, year=year, file=files[key], personal_url=pages[one.person.pk]))
    return queue_mails(letters, sending=sending)


def example(receiver: Receiver, *, year: int) -> Letter:
    """Return such a mail for looking at; its link leads nowhere."""
    home = house()
    file = dates_attachment(receiver.meetings, reply_to=home.reply_to)
    return letter(home, receiver, year=year, file=file, personal_url=page_address(EXAMPLE))


def letter(home: House, receiver: Receiver, *, year: int, file: Attachment, personal_url: str) -> Letter:
    person, number = receiver.person, len(receiver.meetings)
    names = ", ".join(f"„{one.name}“" for one in receiver.organisations)
    words = {"year": year, "name": home.alliance.name, "partners": names, "number": number}
    return Letter(
        to=person.email,
        to_name=person.name,
        subject=_("Termine %(year)s: bitte vormerken") % words,
        template="meetings/mail/dates",
        context={
            "greeting": _("Guten Tag %(name)s,") % {"name": person.name} if person.name else _("Guten Tag,"),
            "opening": ngettext(
                "bitte merken Sie sich diesen Termin vor.", "bitte merken Sie sich diese %(number)s Termine vor.", number
            )
            % words,
            "dates": [(one.title, wording.when(one.starts_at, one.ends_at), _place(one)) for one in receiver.meetings],
            "closing": _("Im Anhang sind alle Termine als eine Datei für Ihren Kalender: öffnen, übernehmen, fertig. "
                         "Zu jedem Treffen bekommen Sie noch eine Einladung. Jetzt brauchen Sie nicht zu antworten."),
        },
        reason=_("Sie bekommen diese E-Mail, weil Sie bei „%(name)s“ für %(partners)s eingetragen sind.") % words,
        responsible=home.responsible,
        reply_to=home.reply_to,
        personal_url=personal_url,
        attachments=[file],
    )  # fmt: skip


def _place(meeting: Meeting) -> str:
    """Return where it is; a host that has not said yes is not named."""
    return place_of(meeting) or _("Ort folgt mit der Einladung")

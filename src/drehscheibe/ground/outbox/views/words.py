"""States of mails and sendings, and when they go out, as sentences."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.outbox.queries import SendingLine


def moment(at: datetime) -> str:
    """Return "14:35 Uhr" for a time of today, "3. Mai 2026, 14:35 Uhr" for any other."""
    local = localtime(at)
    text = date_format(local, "H:i") if local.date() == localdate() else date_format(local, "j. F Y, H:i")
    return _("%(moment)s Uhr") % {"moment": text}


def state_of(mail: Mail) -> str:
    """Say what became of a mail; with the reason where it came back."""
    match mail.state:
        case Mail.State.WAITING if mail.sending and mail.sending.goes_out_at > now():
            return _("geht um %(moment)s hinaus") % {"moment": moment(mail.sending.goes_out_at)}
        case Mail.State.FAILED | Mail.State.BOUNCED:
            return f"{mail.get_state_display()}: {mail.get_trouble_display()}"
        case _state:
            return str(mail.get_state_display())


def state_of_sending(line: SendingLine) -> str:
    sending = line.sending
    if line.was_practised:
        return _("Übung, nicht gesendet")
    if sending.stopped_at:
        return _("angehalten um %(moment)s") % {"moment": moment(sending.stopped_at)}
    if sending.goes_out_at > now():
        return _("geht um %(moment)s hinaus") % {"moment": moment(sending.goes_out_at)}
    return (
        _("geht gerade hinaus")
        if line.waiting
        else _("hinausgegangen um %(moment)s") % {"moment": moment(sending.goes_out_at)}
    )


def time_left(line: SendingLine) -> str:
    """Say how long a sending can still be stopped; "" where its mails are going out already."""
    seconds = (line.sending.goes_out_at - now()).total_seconds()
    minutes = int(seconds // 60)
    if seconds <= 0:
        return ""
    if not minutes:
        return _("Noch weniger als eine Minute.")
    return ngettext("Noch %(number)s Minute.", "Noch %(number)s Minuten.", minutes) % {"number": minutes}


def counted(number: int) -> str:
    return ngettext("%(number)s E-Mail", "%(number)s E-Mails", number) % {"number": number}


def outcome(line: SendingLine) -> str:
    """Return the numbers of a sending that differ from nought, as one sentence part."""
    parts = (
        (line.waiting, _("%(number)s warten")),
        (line.sent, _("%(number)s gesendet")),
        (line.undelivered, _("%(number)s nicht zugestellt")),
        (line.stopped, _("%(number)s angehalten")),
    )
    return ", ".join(text % {"number": number} for number, text in parts if number)

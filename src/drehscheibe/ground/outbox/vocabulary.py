"""What became of a mail, and why it did not arrive, in words that a coordinator can act on."""

import re

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "wartet": (_("wartet"), ("waiting", "sending")),
    "gesendet": (_("gesendet"), ("sent",)),
    "zurueck": (_("zurückgekommen"), ("failed", "bounced")),
    "angehalten": (_("angehalten"), ("stopped",)),
}
"""What the page filters by: word in the address → label and states of mails."""


class Trouble(models.TextChoices):
    """What a mail server meant by its refusal."""

    FULL = "full", _("Postfach voll")
    UNKNOWN = "unknown", _("Adresse gibt es nicht")
    DOMAIN = "domain", _("Den Teil hinter dem @ gibt es nicht")
    SPAM = "spam", _("Vom Empfänger als Werbung abgelehnt")
    SIZE = "size", _("E-Mail zu groß")
    AWAY = "away", _("Der Empfänger war tagelang nicht erreichbar")
    OURS = "ours", _("Kam hier nicht hinaus, der Betrieb sieht nach")
    OTHER = "other", _("Nicht zustellbar")


# RFC 3463 (enhanced status codes): class 5 or 4, subject, detail.
_BY_STATUS = (
    (r"[45]\.2\.2", Trouble.FULL),
    (r"[45]\.[23]\.[34]|5\.3\.4", Trouble.SIZE),
    (r"[45]\.1\.(?:2|8)|5\.4\.4", Trouble.DOMAIN),
    (r"5\.1\.|5\.2\.1|5\.4\.6", Trouble.UNKNOWN),
    (r"5\.7\.", Trouble.SPAM),
    (r"4\.|5\.4\.", Trouble.AWAY),
)
# Basic reply codes of RFC 5321, 4.2.3, for servers that give no enhanced ones.
_BY_REPLY = {550: Trouble.UNKNOWN, 551: Trouble.UNKNOWN, 553: Trouble.UNKNOWN, 552: Trouble.FULL, 554: Trouble.SPAM}


def trouble_of(*, status: str = "", reply: int = 0) -> Trouble:
    """Return the trouble that an enhanced status code, or else a reply code, stands for."""
    for pattern, trouble in _BY_STATUS:
        if re.match(pattern, status):
            return trouble
    return _BY_REPLY.get(reply, Trouble.OTHER)


def trouble_in(note: str) -> Trouble:
    """Return the trouble behind the note that a job gave up with, e.g. "recipient refused with 550 5.1.1"."""
    found = re.search(r"refused with (\d{3})(?: (\d\.\d{1,3}\.\d{1,3}))?$", note)
    return trouble_of(status=found[2] or "", reply=int(found[1])) if found else Trouble.OURS

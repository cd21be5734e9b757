"""What a mail test may find, in words that say which variable to set."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MailFinding(TextChoices):
    TAKEN = "taken", _("Der Mailserver hat die Test-Mail angenommen.")
    UNKNOWN_HOST = "unknown_host", _("Einen Mailserver mit diesem Namen gibt es nicht.")
    NO_ANSWER = "no_answer", _("Dort antwortet kein Mailserver.")
    TOO_SLOW = "too_slow", _("Der Mailserver antwortet nicht rechtzeitig.")
    ENCRYPTION = "encryption", _("Die Verschlüsselung kommt nicht zustande.")
    LOGIN = "login", _("Der Mailserver lehnt die Anmeldung ab.")
    SENDER = "sender", _("Der Mailserver lehnt die Absenderadresse ab.")
    RECEIVER = "receiver", _("Der Mailserver lehnt die Empfängeradresse ab.")
    OTHER = "other", _("Der Mailserver hat die Test-Mail nicht angenommen.")


ADVICE: dict[MailFinding, Promise] = {
    MailFinding.TAKEN: _(
        "Sehen Sie bei %(to)s nach, ob sie angekommen ist. Liegt sie im Spam-Ordner, fehlen meist SPF oder DKIM "
        "für die Absenderadresse %(sender)s."
    ),
    MailFinding.UNKNOWN_HOST: _("Prüfen Sie EMAIL_HOST. Eingestellt ist jetzt: %(host)s."),
    MailFinding.NO_ANSWER: _(
        "Prüfen Sie EMAIL_HOST und EMAIL_PORT. Eingestellt ist jetzt: %(host)s, Anschluss %(port)s. "
        "Üblich sind 587 mit EMAIL_STARTTLS=1 oder 465 mit EMAIL_TLS=1."
    ),
    MailFinding.TOO_SLOW: _(
        "Prüfen Sie EMAIL_HOST und EMAIL_PORT, und ob die Firewall %(host)s, Anschluss %(port)s, erlaubt."
    ),
    MailFinding.ENCRYPTION: _(
        "Für Anschluss 587 setzen Sie EMAIL_STARTTLS=1, für 465 EMAIL_TLS=1, für 25 im eigenen Netz keines von beiden. "
        "Eingestellt ist jetzt Anschluss %(port)s. Auch ein abgelaufenes oder fremdes Zertifikat kann der Grund sein."
    ),
    MailFinding.LOGIN: _(
        "Prüfen Sie EMAIL_USER und EMAIL_PASSWORD. Nimmt der Server Mails ohne Anmeldung an, lassen Sie beide leer."
    ),
    MailFinding.SENDER: _(
        "Prüfen Sie MAIL_FROM. Eingestellt ist jetzt: %(sender)s. Der Server muss diesen Absender erlauben."
    ),
    MailFinding.RECEIVER: _(
        "Prüfen Sie die Adresse %(to)s. Nimmt der Server nur Mails an das eigene Haus an, erlauben Sie auch fremde."
    ),
    MailFinding.OTHER: _("Fragen Sie, wer den Mailserver betreut, und zeigen Sie die Antwort des Servers."),
}

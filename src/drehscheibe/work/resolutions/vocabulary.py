"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VoteKind(TextChoices):
    """The ways of voting behind „andere Art“. Consensus and hands are taken in the minutes themselves."""

    NAMED = "named", _("namentlich")
    PAPER = "paper", _("geheim auf Zetteln")
    CIRCULAR = "circular", _("zwischen den Treffen")
    LINK = "link", _("geheim über einen Link")
    OPINION = "opinion", _("Meinungsbild")


class VoteState(TextChoices):
    DRAFT = "draft", _("in Vorbereitung")
    OPEN = "open", _("läuft")
    CLOSED = "closed", _("beendet")
    CANCELLED = "cancelled", _("abgebrochen")


class Choice(TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nein")
    ABSTAIN = "abstain", _("Enthaltung")


class VoteResult(TextChoices):
    """What came of a vote. The last four decide nothing, and the page says why."""

    NONE = "", _("noch kein Ergebnis")
    ACCEPTED = "accepted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")
    NO_QUORUM = "no_quorum", _("nicht beschlussfähig")
    TOO_FEW = "too_few", _("zu wenige haben abgestimmt")
    OBJECTED = "objected", _("auf das nächste Treffen verschoben")
    OPINION = "opinion", _("Meinungsbild, kein Beschluss")


class BallotChannel(TextChoices):
    """How a vote reached us. One that was noted for somebody is shown to that person."""

    ROOM = "room", _("im Raum")
    LINK = "link", _("über den Link")
    PHONE = "phone", _("am Telefon")
    LETTER = "letter", _("per Brief")
    PROXY = "proxy", _("mit übertragener Stimme")


class VoteMailKind(TextChoices):
    CALL = "call", _("Aufruf zur Abstimmung")
    REMINDER = "reminder", _("Erinnerung")
    NOTED = "noted", _("Für Sie notierte Stimme")
    CORRECTED = "corrected", _("Geänderte Stimme")
    RESULT = "result", _("Ergebnis")

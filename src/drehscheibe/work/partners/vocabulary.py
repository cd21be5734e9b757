"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a partner is: most are organisations, but groups and single people join as well."""

    ORGANISATION = "organisation", _("Einrichtung, Betrieb, Verein oder Amt")
    GROUP = "group", _("Gruppe ohne eigene Rechtsform")
    PERSON = "person", _("Einzelne Person")


class State(TextChoices):
    """Where a partner stands with the alliance. The allowed moves stand in `rules.MOVES`."""

    CANDIDATE = "candidate", _("angefragt")
    MEMBER = "member", _("dabei")
    LEFT = "left", _("ausgeschieden")
    EXCLUDED = "excluded", _("ausgeschlossen")


class MembershipKind(TextChoices):
    VOTING = "voting", _("mit Stimme")
    ADVISORY = "advisory", _("beratend")
    GUEST = "guest", _("Gast")


class Channel(TextChoices):
    """How something reached us, or how somebody wants to hear from us."""

    MAIL = "mail", _("E-Mail")
    LETTER = "letter", _("Brief")


class AnswerChannel(TextChoices):
    """How an answer or a signature came in."""

    LINK = "link", _("über den Link")
    PAPER = "paper", _("auf Papier")
    PHONE = "phone", _("am Telefon")
    TALK = "talk", _("im Gespräch")
    MAIL = "mail", _("per E-Mail")


class PledgeKind(TextChoices):
    """What a partner brings: the register of what an alliance can draw on."""

    ROOM = "room", _("Räume")
    PEOPLE = "people", _("Menschen und Zeit")
    MONEY = "money", _("Geld und Sachen")
    KNOW_HOW = "know_how", _("Wissen und Können")


class ConsentPurpose(TextChoices):
    NAMING = "naming", _("als Partner genannt werden")


class ApplicationState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("E-Mail noch nicht bestätigt")
    NEW = "new", _("neu")
    ASKED = "asked", _("Rückfrage gestellt")
    OBJECTIONS = "objections", _("Einspruch möglich")
    ACCEPTED = "accepted", _("aufgenommen")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")


OPEN_APPLICATIONS = (
    ApplicationState.UNCONFIRMED,
    ApplicationState.NEW,
    ApplicationState.ASKED,
    ApplicationState.OBJECTIONS,
)
"""Not decided yet; of these there is one per mail address and name."""


class CallResult(TextChoices):
    """What a call brought, while somebody works through the list."""

    NONE = "", _("noch nicht angerufen")
    NOT_REACHED = "not_reached", _("nicht erreicht")
    CALLS_BACK = "calls_back", _("ruft zurück")
    TALKED = "talked", _("gesprochen")


class BatchState(TextChoices):
    PREVIEW = "preview", _("wird geprüft")
    TAKEN = "taken", _("übernommen")
    UNDONE = "undone", _("rückgängig gemacht")


class RowState(TextChoices):
    GOOD = "good", _("in Ordnung")
    DOUBTFUL = "doubtful", _("bitte prüfen")
    LEFT_OUT = "left_out", _("weggelassen")
    KNOWN = "known", _("schon eingetragen")
    TAKEN = "taken", _("übernommen")


class ColumnKind(TextChoices):
    """What a column of somebody's list is about."""

    IGNORE = "", _("nicht lesen")
    NAME = "name", _("Einrichtung")
    CATEGORY = "category", _("Art der Einrichtung")
    UNIT = "unit", _("Abteilung")
    SPEAKS_FOR = "speaks_for", _("Spricht für")
    PERSON = "person", _("Ansprechperson")
    FIRST_NAME = "first_name", _("Vorname")
    LAST_NAME = "last_name", _("Nachname")
    ROLE = "role", _("Aufgabe")
    EMAIL = "email", _("E-Mail")
    PHONE = "phone", _("Telefon")
    MOBILE = "mobile", _("Mobiltelefon")
    ADDRESS = "address", _("Anschrift")
    STREET = "street", _("Straße")
    HOUSE_NUMBER = "house_number", _("Hausnummer")
    POSTCODE = "postcode", _("Postleitzahl")
    PLACE = "place", _("Ort")
    WEBSITE = "website", _("Internetseite")
    SINCE = "since", _("Dabei seit")
    MEMBERSHIP = "membership", _("Stimme, beratend oder Gast")
    LEAVING = "leaving", _("Nicht mehr dabei")
    NOTE = "note", _("Notiz")

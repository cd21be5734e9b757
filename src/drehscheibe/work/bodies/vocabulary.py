"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Preset(TextChoices):
    """Three ways in which alliances are organised; each can be changed afterwards."""

    LOOSE = "loose", _("Lockeres Netzwerk")
    CLASSIC = "classic", _("Klassisches Bündnis")
    ASSOCIATION = "association", _("Eingetragener Verein")


class MeetingWord(TextChoices):
    """What coming together is called; only associations say „Sitzung“ by themselves."""

    MEETING = "meeting", _("Treffen")
    SESSION = "session", _("Sitzung")


class BodyKind(TextChoices):
    ASSEMBLY = "assembly", _("Vollversammlung")
    PLENUM = "plenum", _("Plenum")
    STEERING = "steering", _("Lenkungsgruppe")
    COORDINATION = "coordination", _("Koordinierungsgruppe")
    WORKING = "working", _("Arbeitsgruppe")
    INTEREST = "interest", _("Interessengruppe")
    PROJECT = "project", _("Projektgruppe")


ALL_PARTNERS = (BodyKind.ASSEMBLY, BodyKind.PLENUM)
"""Kinds in which every partner sits without being named."""


class Quorum(TextChoices):
    """How many must be there to decide."""

    NONE = "none", _("keine Mindestzahl")
    SHARE = "share", _("ein Anteil der Stimmberechtigten")
    NUMBER = "number", _("eine feste Zahl")


class Majority(TextChoices):
    CONSENSUS = "consensus", _("Einvernehmen")
    PREFERRED = "preferred", _("Einvernehmen, sonst einfache Mehrheit")
    SIMPLE = "simple", _("einfache Mehrheit der abgegebenen Stimmen")
    ABSOLUTE = "absolute", _("Mehrheit aller Stimmberechtigten")
    TWO_THIRDS = "two_thirds", _("zwei Drittel der abgegebenen Stimmen")
    THREE_QUARTERS = "three_quarters", _("drei Viertel der abgegebenen Stimmen")


class Approval(TextChoices):
    """How minutes become valid."""

    NEXT_MEETING = "next_meeting", _("beim nächsten Treffen")
    SILENCE = "silence", _("wenn bis zu einem Tag niemand widerspricht")
    CHAIR = "chair", _("durch die Leitung des Treffens")


class SeatRole(TextChoices):
    MEMBER = "member", _("Mitglied")
    CHAIR = "chair", _("Leitung")
    DEPUTY_CHAIR = "deputy_chair", _("stellvertretende Leitung")
    SECRETARY = "secretary", _("Protokoll")
    ADVISORY = "advisory", _("beratend")


class WishState(TextChoices):
    """Where somebody stands who would like to join a group."""

    NEW = "new", _("neu")
    ACCEPTED = "accepted", _("aufgenommen")
    DECLINED = "declined", _("abgelehnt")

"""The words of this app. Codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Circle(TextChoices):
    """Who may see a row; the first two are those of `Audience`."""

    PUBLIC = "public", _("alle")
    ALLIANCE = "alliance", _("nur unser Bündnis")
    TEAM = "team", _("vertraulich: nur die Koordination und wer die Gruppe leitet")


class NeedSource(TextChoices):
    """Where a need was heard of."""

    PARTNER = "partner", _("von einem Partner")
    BODY = "body", _("aus einer Gruppe")
    FAMILY = "family", _("von einer Familie")
    TEAM = "team", _("aus der Koordination")
    SURVEY = "survey", _("aus einer Befragung")


class NeedState(TextChoices):
    """Where a need stands. Each ends in an answer that whoever told it can read."""

    NEW = "new", _("neu")
    OPEN = "open", _("wird geprüft")
    AGENDA = "agenda", _("auf der Tagesordnung")
    PROJECT = "project", _("wird angegangen")
    MET = "met", _("gelöst")
    DECLINED = "declined", _("nein, weil …")
    MERGED = "merged", _("mit einem anderen zusammengelegt")


class ProjectState(TextChoices):
    """Where a project stands; the source of a listed alliance may not tell."""

    UNKNOWN = "", _("keine Angabe")
    PLANNED = "planned", _("geplant")
    RUNNING = "running", _("läuft")
    FINISHED = "finished", _("abgeschlossen")
    ARCHIVED = "archived", _("früheres Projekt")


class ProjectKind(TextChoices):
    """What a joint measure looks like from outside."""

    PROJECT = "project", _("Projekt")
    EVENT = "event", _("Veranstaltung")
    SERIES = "series", _("Veranstaltungsreihe")
    COURSE = "course", _("Kurs")
    CAMPAIGN = "campaign", _("Aktion oder Befragung")
    VISIT = "visit", _("Beitrag zu einer fremden Veranstaltung")
    NETWORK = "network", _("Austausch und Zusammenarbeit")


class TargetGroup(TextChoices):
    FAMILIES = "families", _("Familien")
    MOTHERS = "mothers", _("Frauen mit Kindern")
    FATHERS = "fathers", _("Männer mit Kindern")
    SINGLE = "single_parents", _("Alleinerziehende")
    EXPECTING = "expecting", _("werdende Eltern")
    TODDLERS = "toddlers", _("Kinder bis 3 Jahre")
    CHILDREN = "children", _("Kinder")
    YOUTH = "youth", _("Jugendliche")
    OLDER = "older", _("ältere Menschen")
    CARERS = "carers", _("Menschen, die Angehörige pflegen")
    NEWCOMERS = "newcomers", _("zugezogene und zugewanderte Familien")
    DISABLED = "disabled", _("Familien mit einem Menschen mit Behinderung")
    COMPANIES = "companies", _("Unternehmen")
    PARTNERS = "partners", _("Partner des Bündnisses")


class ContributionKind(TextChoices):
    STAND = "stand", _("Stand oder Mitmachangebot")
    PROGRAMME = "programme", _("Programmpunkt")
    PEOPLE = "people", _("Menschen und Zeit")
    ROOM = "room", _("Raum oder Platz")
    GOODS = "goods", _("Sachen")
    MONEY = "money", _("Geld")
    KNOWLEDGE = "knowledge", _("Wissen und Kontakte")


class PartKind(TextChoices):
    DATE = "date", _("Termin einer Reihe")
    CULTURE = "culture", _("Kulturprogramm")
    HANDS_ON = "hands_on", _("Mitmachangebot für Kinder")
    INFORMATION = "information", _("Information für Eltern")
    TALK = "talk", _("Vortrag oder Gespräch")


class ProgrammeLevel(TextChoices):
    EU = "eu", _("Europäische Union")
    FEDERAL = "federal", _("Bund")
    STATE = "state", _("Land")
    DISTRICT = "district", _("Landkreis")
    TOWN = "town", _("Stadt oder Gemeinde")
    FOUNDATION = "foundation", _("Stiftung")
    OTHER = "other", _("Sonstige")


class MeasureState(TextChoices):
    PLANNED = "planned", _("geplant")
    RUNNING = "running", _("läuft")
    DONE = "done", _("erledigt")
    DROPPED = "dropped", _("entfällt")


class PlanState(TextChoices):
    DRAFT = "draft", _("Entwurf")
    AGREED = "agreed", _("beschlossen")


class Verdict(TextChoices):
    """How a focus topic went, in words that a round agrees on."""

    WELL = "well", _("gut vorangekommen")
    PARTLY = "partly", _("teilweise vorangekommen")
    STUCK = "stuck", _("noch nicht vorangekommen")


class PositionKind(TextChoices):
    """How families' interests reach politics."""

    INITIATIVE = "initiative", _("Vorschlag an die Politik")
    STATEMENT = "statement", _("Stellungnahme")
    HEARING = "hearing", _("Beteiligung an einer Entscheidung der Kommune")


class PositionState(TextChoices):
    DRAFT = "draft", _("in Arbeit")
    COLLECTING = "collecting", _("Meinungen werden gesammelt")
    AGREED = "agreed", _("im Bündnis abgestimmt")
    HANDED = "handed", _("übergeben")
    ANSWERED = "answered", _("beantwortet")
    EFFECTIVE = "effective", _("umgesetzt")
    CLOSED = "closed", _("beendet")


class Stance(TextChoices):
    FOR = "for", _("dafür")
    MIXED = "mixed", _("teils, teils")
    AGAINST = "against", _("dagegen")

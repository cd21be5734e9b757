"""The words that all alliances share: statuses, legal forms, fields of action, categories of partners.

Codes are stored, labels are shown. The fourteen fields of action are the union of the lists that the
federal initiative, state offices and single alliances use.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    UNKNOWN = "", _("keine Angabe")
    IN_FOUNDING = "in_founding", _("in Gründung")
    ACTIVE = "active", _("aktiv")
    DORMANT = "dormant", _("ruht")
    DISSOLVED = "dissolved", _("aufgelöst")
    MERGED = "merged", _("in einem anderen Bündnis aufgegangen")


class LegalForm(TextChoices):
    UNKNOWN = "", _("keine Angabe")
    LOOSE_ROUND = "loose_round", _("offene Runde")
    WORKING_GROUP = "working_group", _("Arbeitsgemeinschaft")
    MUNICIPAL_UNIT = "municipal_unit", _("Stelle der Kommune")
    REGISTERED_ASSOCIATION = "registered_association", _("eingetragener Verein")


class Precision(TextChoices):
    """How exactly a date is known. The rest of the stored date is 01."""

    YEAR = "year", _("nur das Jahr")
    MONTH = "month", _("Monat und Jahr")
    DAY = "day", _("der genaue Tag")


class Audience(TextChoices):
    """Who may see a row."""

    PUBLIC = "public", _("alle")
    ALLIANCE = "alliance", _("nur unser Bündnis")


class Field(TextChoices):
    """Fields of action."""

    WORK_FAMILY = "work_family_reconciliation", _("Familie und Beruf")
    WORK_CARE = "work_care_reconciliation", _("Pflege und Beruf")
    CHILDCARE = "childcare", _("Kinderbetreuung")
    EDUCATION = "parenting_education", _("Erziehung und Bildung")
    GENERATIONS = "intergenerational", _("Miteinander der Generationen")
    HEALTH = "health_care", _("Gesundheit und Pflege")
    ENVIRONMENT = "family_friendly_environment", _("Familienfreundlicher Ort")
    MOBILITY_HOUSING = "mobility_housing", _("Verkehr und Wohnen")
    ADVICE = "information_advice", _("Information und Beratung")
    EQUALITY = "parent_roles_equality", _("Mütter, Väter, Gleichstellung")
    POVERTY = "low_income_child_poverty", _("Wenig Geld, Kinderarmut")
    MIGRATION = "migration_integration", _("Zuwanderung und Integration")
    ENGAGEMENT = "civic_engagement", _("Ehrenamt und Engagement")
    DIGITAL = "digital_media", _("Digitales und Medien")


class PartnerCategory(TextChoices):
    MUNICIPALITY = "municipality", _("Kommune, Stadt- oder Gemeindeverwaltung")
    DISTRICT = "district", _("Landkreis")
    POLITICS = "politics", _("Politik")
    PARTY = "political_party", _("Partei oder Wählergruppe")
    COMPANY = "company", _("Unternehmen")
    CHAMBER = "chamber", _("Kammer")
    UNION = "trade_union", _("Gewerkschaft")
    EMPLOYMENT = "employment_agency_jobcenter", _("Agentur für Arbeit, Jobcenter")
    YOUTH_OFFICE = "youth_office", _("Jugendamt")
    INDEPENDENT_PROVIDER = "independent_provider", _("Freier Träger")
    FACILITY = "facility_association", _("Träger, Einrichtung oder Verband")
    CLUB = "club", _("Verein")
    CHURCH = "church", _("Kirche oder Religionsgemeinschaft")
    HEALTH_INSURER = "health_insurer", _("Krankenkasse")
    HOSPITAL = "hospital", _("Krankenhaus")
    SCHOOL = "school", _("Schule")
    KINDERGARTEN = "kindergarten", _("Kita")
    UNIVERSITY = "university", _("Hochschule")
    MULTI_GENERATION_HOUSE = "multi_generation_house", _("Mehrgenerationenhaus")
    FAMILY_CENTER = "family_center", _("Familienzentrum")
    YOUTH_FACILITY = "youth_facility", _("Jugendeinrichtung")
    HOUSING = "housing_company", _("Wohnungsunternehmen")
    INTEGRATION = "integration_service", _("Integrationsdienst")
    ADVICE_CENTER = "advice_center", _("Beratungsstelle")
    PARENTS_INITIATIVE = "parents_initiative", _("Elterninitiative")
    INITIATIVE = "initiative", _("Initiative")
    FOUNDATION = "foundation", _("Stiftung")
    NETWORK = "network", _("Netzwerk")
    GROUP_REPRESENTATIVE = "group_representative", _("Vertretung einer Gruppe")
    PRIVATE_PERSON = "private_person", _("Privatperson")
    MEDIA = "media", _("Medien")
    OTHER = "other", _("Sonstige")


class InquiryKind(TextChoices):
    CITIZEN = "citizen", _("Frage einer Familie oder Person")
    INSTITUTION = "institution", _("Anfrage einer Einrichtung oder eines Unternehmens")
    ADMINISTRATION = "administration", _("Anfrage einer Verwaltung")
    ACCESSIBILITY = "accessibility", _("Hinweis zur Barrierefreiheit")
    ERROR = "error", _("Fehler gemeldet")
    CLAIM = "claim", _("Bündnis übernehmen")

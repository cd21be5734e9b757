"""What is kept about one person in needs and positions, to be handed out to her (Art. 15 GDPR)."""

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.privacy import Rows

from .. import access
from ..models import Need, NeedSupport, PositionVoice
from .personal_measures import measure_rows


def person_rows(person: Person) -> dict[str, Rows]:
    """Return heading → rows of word and text, empty ones left out; `person` carries an address that is hers for sure."""
    found = {
        _("Bedarf, den Sie gemeldet haben"): [_need(row) for row in needs_of(person)],
        _("Bedarf, zu dem Sie „auch bei uns“ gesagt haben"): [_support(row) for row in _supports(person)],
        _("Ihre Meinungen zu Positionen"): [_voice(row) for row in _voices(person)],
    }
    return {heading: rows for heading, rows in found.items() if rows} | measure_rows(person)


def needs_of(person: Person) -> QuerySet[Need]:
    """Return the needs that she told, also those from the public form under her address."""
    hers = Q(person=person)
    if person.email:
        hers |= Q(from_email__iexact=person.email)
    return Need.objects.filter(hers)


def links_of(person: Person) -> QuerySet[Link]:
    """Return the links to answers that were mailed to her."""
    rows = Link.objects.filter(purpose=access.NEED_PURPOSE)
    return rows.filter(recipient__iexact=person.email) if person.email else rows.none()


def _supports(person: Person) -> QuerySet[NeedSupport]:
    return NeedSupport.objects.filter(person=person).select_related("need")


def _voices(person: Person) -> QuerySet[PositionVoice]:
    return PositionVoice.objects.filter(person=person).select_related("position", "organisation")


def _need(row: Need) -> dict[str, str]:
    pairs = {
        _("Bedarf"): row.title,
        _("Beschreibung"): row.text,
        _("Woran Sie es merken"): row.evidence,
        _("Gemeldet am"): date_format(localtime(row.received_at), "j. F Y"),
        _("Ihr Name"): row.from_name,
        _("Ihre E-Mail-Adresse"): row.from_email,
        _("Unsere Antwort"): row.answer,
    }
    return {word: text for word, text in pairs.items() if text}


def _support(row: NeedSupport) -> dict[str, str]:
    pairs = {_("Bedarf"): row.need.title, _("Für"): row.name, _("Ihre Worte"): row.text}
    return {word: text for word, text in pairs.items() if text}


def _voice(row: PositionVoice) -> dict[str, str]:
    pairs = {
        _("Position"): row.position.title,
        _("Für"): row.organisation.name,
        _("Meinung"): str(row.get_stance_display()),
        _("Ihre Worte"): row.text,
    }
    return {word: text for word, text in pairs.items() if text}

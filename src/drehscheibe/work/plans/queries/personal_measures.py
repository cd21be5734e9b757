"""Measures of one person: on her own page, and what is kept of her (Art. 15 GDPR)."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Contact, Person
from drehscheibe.work.partners.queries.page import OpenThing
from drehscheibe.work.partners.queries.privacy import Rows

from .. import access
from ..models import Measure, MeasureUpdate
from ..vocabulary import Circle
from .measures import UNDONE


def open_measures(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return what somebody takes care of and is not done, for her own page; the earliest day first.

    Confidential ones are spoken of in the rooms only.
    """
    rows = Measure.objects.filter(access.OPEN_TO_ALLIANCE, person=person, state__in=UNDONE, declined_at=None)
    return [
        OpenThing(
            _("Maßnahme: %(title)s") % {"title": one.title},
            _("bis %(day)s") % {"day": date_format(one.due_on, "j. F Y")} if one.due_on else "",
            reverse("link_page_measure", args=[page_token, one.pk]),
        )
        for one in rows
    ]


def measure_rows(person: Person) -> dict[str, Rows]:
    """Return heading → rows of word and text, empty ones left out; of confidential ones only that there is one."""
    said = updates_of(person).select_related("measure")
    found = {
        _("Ihre Maßnahmen"): [_measure(one) for one in Measure.objects.filter(person=person)],
        _("Was Sie zu Maßnahmen gesagt haben"): [_said(one) for one in said],
    }
    return {heading: rows for heading, rows in found.items() if rows}


def updates_of(person: Person) -> QuerySet[MeasureUpdate]:
    """Return what she said herself, by link or on the phone: under her name, about measures that she or her partners
    had or that she was asked about. The name alone proves nothing: everybody writes her own on her page.
    """
    if not person.name:
        return MeasureUpdate.objects.none()
    partners = Contact.objects.filter(person=person).values("organisation")
    asked = list(links_of(person).values_list("subject_id", flat=True))
    hers = Q(measure__person=person) | Q(measure__organisation__in=partners) | Q(measure__in=asked)
    return MeasureUpdate.objects.filter(hers, by_name=person.name)


def links_of(person: Person) -> QuerySet[Link]:
    """Return the links about measures that were mailed to her."""
    hers = Q(recipient__iexact=person.email) if person.email else Q(pk=None)
    return Link.objects.filter(hers, purpose=access.MEASURE_PURPOSE)


def _title(one: Measure) -> str:
    return _("vertraulich") if one.audience == Circle.TEAM else one.title


def _measure(one: Measure) -> dict[str, str]:
    pairs = {
        _("Maßnahme"): _title(one),
        _("Bis"): date_format(one.due_on, "j. F Y") if one.due_on else "",
        _("Stand"): str(one.get_state_display()),
    }
    return {word: text for word, text in pairs.items() if text}


def _said(one: MeasureUpdate) -> dict[str, str]:
    """A note about a confidential measure that the team wrote may be somebody else's of the same name."""
    is_hers = one.channel == "link" or one.measure.audience != Circle.TEAM
    words = one.text if is_hers else _("vertraulich")
    pairs = {_("Zu"): _title(one.measure), _("Am"): date_format(one.made_at, "j. F Y"), _("Gesagt"): words}
    return {word: text for word, text in pairs.items() if text}

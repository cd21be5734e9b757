"""What needs and positions put on somebody's own page "Was von mir offen ist"."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.models import Body, Seat
from drehscheibe.work.bodies.queries.joining import partners_of
from drehscheibe.work.partners.models import Contact, Organisation, Person
from drehscheibe.work.partners.queries.page import OpenThing

from ..models import Need, Position, PositionVoice
from ..vocabulary import Circle, PositionState

FRESH = timedelta(days=60)
"""So long an answer stands among what is open."""


def open_needs(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return positions that wait for a word of her partners, and fresh answers to what she told; four statements."""
    return [*_positions(person, page_token), *_answers(person, page_token)]


def _positions(person: Person, page_token: str) -> list[OpenThing]:
    rows = Position.objects.filter(state=PositionState.COLLECTING).exclude(audience=Circle.TEAM)
    waiting = list(rows.order_by("deadline_on", "pk")[:20])
    if not waiting:
        return []
    partners = {one.pk for one in partners_of(person)}
    voices = PositionVoice.objects.filter(position__in=waiting, organisation__in=partners)
    said = set(voices.values_list("position_id", "organisation_id"))
    return [
        OpenThing(
            _("Was halten Sie davon? „%(title)s“") % {"title": row.title},
            _("bis %(day)s") % {"day": date_format(row.deadline_on, "j. F Y")} if row.deadline_on else "",
            reverse("link_page_position", args=[page_token, row.pk]),
        )
        for row in waiting
        if any((row.pk, partner) not in said for partner in partners)
    ]


def _answers(person: Person, page_token: str) -> list[OpenThing]:
    rows = Need.objects.filter(person=person, answered_at__gte=timezone.now() - FRESH)
    return [
        OpenThing(
            _("Antwort auf Ihren Bedarf „%(title)s“") % {"title": row.title},
            _("vom %(day)s") % {"day": date_format(localtime(row.answered_at), "j. F Y")} if row.answered_at else "",
            reverse("link_page_need", args=[page_token, row.pk]),
        )
        for row in rows.order_by("-answered_at")[:10]
    ]


def ways(person: Person, *, page_token: str) -> list[Link]:
    """Return where else she can go: needs of the alliance, and what it asks of politics where there is something."""
    found = [Link(_("Bedarf melden und ansehen"), reverse("link_page_needs", args=[page_token]))]
    shown = Position.objects.exclude(audience=Circle.TEAM).exclude(state=PositionState.DRAFT)
    if partners_of(person) and shown.exists():
        found.append(Link(_("Wofür wir uns einsetzen"), reverse("link_page_positions", args=[page_token])))
    return found


def speaks_for(person: Person) -> tuple[list[Organisation], list[Body]]:
    """Return the partners and the groups that somebody may tell a need for; three statements."""
    partners = partners_of(person)
    at = Contact.objects.filter(person=person).values("organisation")
    hers = Q(organisation__in=at) | Q(delegate=person) | Q(deputy=person)
    seats = Seat.objects.filter(hers, ended_on=None, organisation__in=[one.pk for one in partners])
    groups = Body.objects.filter(closed_on=None, has_everyone=False, pk__in=seats.values("body"))
    return partners, list(groups)

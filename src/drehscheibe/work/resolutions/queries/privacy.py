"""What is kept about one person around votes, to be handed out to her (Art. 15 GDPR)."""

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.partners.models import Contact, Person
from drehscheibe.work.partners.queries.privacy import Rows

from ..models import Ballot, Voter


def person_rows(person: Person) -> dict[str, Rows]:
    """Return heading → rows of word and text, empty ones left out."""
    ballots = Ballot.objects.filter(person=person).select_related("voter__vote")
    voters = Voter.objects.filter(Q(delegate=person) | Q(deputy=person)).select_related("vote")
    found = {
        _("Abstimmungen, bei denen Sie stimmen können oder konnten"): [_voter(row) for row in voters],
        _("Stimmen, die Sie abgegeben haben"): [_ballot(row) for row in ballots],
        _("Beschlüsse, die Sie umsetzen"): [_decision(row) for row in _owned(person)],
    }
    return {heading: rows for heading, rows in found.items() if rows}


def _owned(person: Person) -> QuerySet[Decision]:
    """Return the decisions of her partners that name her."""
    partners = Contact.objects.filter(person=person).values("organisation")
    named = Q(owner_name=person.name) | Q(steps__by_name=person.name)
    rows = Decision.objects.filter(named, owner_organisation__in=partners, is_confidential=False)
    return rows.distinct().order_by("year", "number")


def _decision(row: Decision) -> dict[str, str]:
    return {_("Beschluss"): row.label, _("Wortlaut"): row.text, _("Stand"): str(row.get_state_display())}


def _voter(row: Voter) -> dict[str, str]:
    pairs = {_("Abstimmung"): row.vote.title, _("Für"): row.name, _("Ihr Einwand"): row.objection}
    return {word: text for word, text in pairs.items() if text}


def _ballot(row: Ballot) -> dict[str, str]:
    return {
        _("Abstimmung"): row.voter.vote.title,
        _("Für"): row.voter.name,
        _("Stimme"): str(row.get_choice_display()),
        _("Wie"): str(row.get_channel_display()),
        _("Wann"): date_format(localtime(row.made_at), "j. F Y, H:i"),
    }

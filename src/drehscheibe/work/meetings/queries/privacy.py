"""What is kept about one person around meetings, to be handed out to her (Art. 15 GDPR)."""

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.privacy import Rows

from .. import access
from ..models import Invitee, PollVoter, Remark, Task


def person_rows(person: Person) -> dict[str, Rows]:
    """Return heading → rows of word and text, empty ones left out."""
    found = {
        _("Ihre Einladungen und Antworten"): [_invitation(row) for row in invitations_of(person)],
        _("Ihre Aufgaben"): [_task(row) for row in Task.objects.filter(person=person)],
        _("Terminumfragen an Sie"): [_poll(row) for row in _polls(person)],
        _("Ihre Anmerkungen zu Protokollen"): [_remark(row) for row in remarks_of(person)],
    }
    return {heading: rows for heading, rows in found.items() if rows}


def invitations_of(person: Person) -> QuerySet[Invitee]:
    """Return her invitations, also those to her address as a guest or a stand-in."""
    hers = Q(person=person)
    if person.email:
        hers |= Q(email__iexact=person.email) | Q(proxy_email__iexact=person.email)
    return Invitee.objects.filter(hers).select_related("meeting", "organisation")


def remarks_of(person: Person) -> QuerySet[Remark]:
    return Remark.objects.filter(invitee__in=invitations_of(person)).select_related("minutes__meeting")


def links_of(person: Person) -> QuerySet[Link]:
    """Return the links about meetings that were mailed to her."""
    hers = Q(purpose=access.FEED_PURPOSE, subject_id=person.pk)
    if person.email:
        hers |= Q(recipient__iexact=person.email)
    return Link.objects.filter(hers, purpose__in=access.PURPOSES)


def _polls(person: Person) -> QuerySet[PollVoter]:
    return PollVoter.objects.filter(person=person).select_related("poll")


def _clean(pairs: dict[str, str]) -> dict[str, str]:
    return {word: text for word, text in pairs.items() if text}


def _invitation(row: Invitee) -> dict[str, str]:
    return _clean({
        _("Treffen"): f"{row.meeting.title}, {date_format(localtime(row.meeting.starts_at), 'j. F Y')}",
        _("Für"): row.organisation.name if row.organisation else row.guest_role,
        _("Antwort"): str(row.get_answer_display()),
        _("Wie viele"): str(row.count) if row.count > 1 else "",
        _("Bedarf"): row.needs,
        _("Wunsch zur Tagesordnung"): row.wish,
        _("Vertretung"): row.proxy_name,
        _("Geantwortet hat"): row.answered_by,
    })  # fmt: skip


def _task(row: Task) -> dict[str, str]:
    return _clean({
        _("Aufgabe"): row.text,
        _("Bis"): date_format(row.due_on, "j. F Y") if row.due_on else "",
        _("Stand"): str(row.get_state_display()),
    })  # fmt: skip


def _poll(row: PollVoter) -> dict[str, str]:
    return _clean({_("Umfrage"): row.poll.title, _("Geantwortet hat"): row.answered_by, _("Anmerkung"): row.remark})


def _remark(row: Remark) -> dict[str, str]:
    return _clean({_("Zum Protokoll von"): row.minutes.meeting.title, _("Anmerkung"): row.text})

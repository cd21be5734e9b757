"""What somebody has before her through a link: her invitation, and what else waits for her."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing

from .. import invitation_words as words
from ..models import Invitee
from ..vocabulary import MeetingState
from .people import OPEN, names_of


def invitee_of(invitee_id: int) -> Invitee | None:
    """Return somebody invited, with all that her page shows; also one who was taken from the list since."""
    rows = Invitee.objects.select_related("meeting__body", "meeting__alliance", "organisation", "person")
    return rows.filter(pk=invitee_id).first()


def waiting_for(person: Person) -> "QuerySet[Invitee]":
    """Return the invitations that this person has not answered and still can."""
    ahead = {"meeting__state": MeetingState.INVITED, "meeting__starts_at__gt": timezone.now()}
    rows = Invitee.objects.filter(OPEN, person=person, removed_at=None, invited_at__isnull=False, **ahead)
    return rows.select_related("meeting", "organisation", "person").order_by("meeting__starts_at", "pk")


def open_invitations(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return what this person's own page says about invitations; one statement."""
    return [_open(row, page_token) for row in waiting_for(person)]


def _open(row: Invitee, page_token: str) -> OpenThing:
    meeting = row.meeting
    asks = _("Kommen Sie? %(title)s") if not row.is_to_old_date else _("Neuer Termin: %(title)s. Kommen Sie?")
    parts = [names_of(row)[0], words.when(meeting), words.place_line(meeting)]
    if meeting.reply_by:
        parts.append(_("Antwort bis %(day)s") % {"day": words.until(meeting.reply_by)})
    return OpenThing(
        asks % {"title": meeting.title},
        " · ".join(part for part in parts if part),
        reverse("link_page_invitation", args=[page_token, row.pk]),
    )

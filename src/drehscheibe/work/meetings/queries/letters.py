"""Letters about a meeting: what is to be written, what was made, whose slips may come back."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Invitee, LetterBatch, Meeting, MeetingMail
from ..vocabulary import InviteeKind, MailKind, MeetingState
from .people import OPEN


def to_make(meeting: Meeting, kind: MailKind) -> "QuerySet[MeetingMail]":
    """Return the letters of a kind that are not posted, to people who are still on the list.

    An invitation to a meeting that was cancelled in the meantime is of no use any more.
    """
    rows = MeetingMail.objects.filter(
        invitee__meeting=meeting, invitee__removed_at=None, invitee__kind=InviteeKind.SEAT,
        is_letter=True, kind=kind, posted_on=None, dropped="",
    )  # fmt: skip
    is_off = meeting.state == MeetingState.CANCELLED
    return rows if is_off == (kind == MailKind.CANCELLATION) else rows.none()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Letters of one kind that are still to be made and posted."""

    kind: MailKind
    count: int


def waiting(meeting: Meeting) -> list[Waiting]:
    """Return how many letters of each kind wait, without those that lie ready in a file."""
    found = []
    for kind in (MailKind.INVITATION, MailKind.UPDATE, MailKind.CANCELLATION):
        count = to_make(meeting, kind).exclude(batch__state="ready").count()
        found += [Waiting(kind, count)] if count else []
    return found


def letters_of(batch: LetterBatch) -> list[Invitee]:
    """Return whom to write to, as it stands now, by name: who left since the order gets no letter."""
    rows = to_make(batch.meeting, MailKind(batch.kind)).filter(batch=batch)
    rows = rows.select_related("invitee__organisation", "invitee__person")
    return [row.invitee for row in rows.order_by("invitee__organisation__sort_name", "pk")]


def batches(meeting: Meeting) -> list[LetterBatch]:
    """Return what was made, newest first, without the files."""
    return list(LetterBatch.objects.filter(meeting=meeting).select_related("made_by").defer("pdf"))


def slips_to_enter(meeting: Meeting) -> list[Invitee]:
    """Return who got a letter and has not answered, by name."""
    written = MeetingMail.objects.filter(invitee__meeting=meeting, is_letter=True, dropped="")
    rows = Invitee.objects.filter(OPEN, pk__in=written.values("invitee_id"), removed_at=None)
    return list(rows.select_related("organisation", "person").order_by("organisation__sort_name", "pk"))

"""The year's dates go out as one save-the-date."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox import access as outbox
from drehscheibe.ground.outbox.actions import start_sending
from drehscheibe.ground.outbox.models import Mail
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance

from .. import access
from ..mails import dates as mails
from ..models import Invitee, Meeting, MeetingMail
from ..queries import year as queries
from ..queries.year import DatesPlan
from ..vocabulary import InviteeKind, MailKind
from .people import fill_invitees

SENDING_KIND = "dates"


@dataclass(frozen=True, slots=True)
class Sent:
    people: int
    partners: int
    meetings: int


@transaction.atomic
def send_dates(year: int, *, by: Actor) -> Sent:
    """Send everybody who does not know all of her dates one mail with them; pressed twice, nobody gets it twice.

    Raises ValidationError where nobody is left to write to.
    """
    require(access.can_edit_meetings(by) and outbox.can_send(by))
    lock_alliance()
    plan = queries.dates_plan(year)
    if not plan.receivers:
        raise ValidationError(_("Alle kennen die Termine schon, oder es ist noch keiner geplant."))
    title = ngettext("Termine %(year)s an einen Partner", "Termine %(year)s an %(number)s Partner", plan.partners)
    words = {"year": year, "number": plan.partners}
    sending = start_sending(kind=SENDING_KIND, title=title % words, by=by)
    queued = mails.queue_dates(plan.receivers, year=year, sending=sending)
    for meeting in plan.meetings:
        fill_invitees(meeting, by=by)
    _remember(plan, queued)
    Meeting.objects.filter(pk__in=[one.pk for one in plan.meetings]).update(dates_sent_at=timezone.now())
    audit.record(by, "meeting.dates_sent", plan.meetings[0], people=len(plan.receivers), meetings=len(plan.meetings))
    return Sent(len(plan.receivers), plan.partners, len(plan.meetings))


def _remember(plan: DatesPlan, queued: list[Mail]) -> None:
    """Note for everybody on the lists that she knows the dates; who is told once more keeps her first note."""
    meetings = [one.pk for one in plan.meetings]
    rows = Invitee.objects.filter(meeting__in=meetings, kind=InviteeKind.SEAT, removed_at=None)
    invitees = {(row.meeting_id, row.organisation_id): row for row in rows}
    told = set(
        MeetingMail.objects.filter(kind=MailKind.SAVE_THE_DATE, invitee__meeting__in=meetings).values_list(
            "invitee_id", flat=True
        )
    )
    MeetingMail.objects.bulk_create(
        MeetingMail(invitee=row, kind=MailKind.SAVE_THE_DATE, mail=mail)
        for receiver, mail in zip(plan.receivers, queued, strict=True)
        for meeting in receiver.meetings
        for partner in receiver.organisations
        if (row := invitees.get((meeting.pk, partner.pk))) is not None and row.pk not in told
    )

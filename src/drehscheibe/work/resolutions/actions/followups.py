"""A decision comes back: on the agenda of the group that took it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.meetings.actions.agenda import add_item
from drehscheibe.work.meetings.models import AgendaItem, Decision
from drehscheibe.work.meetings.queries.meetings import next_meeting
from drehscheibe.work.meetings.vocabulary import ItemKind

from .. import access

_LONGEST = 200


@transaction.atomic
def put_on_agenda(decision: Decision, *, by: Actor) -> AgendaItem:
    """Put „Was wurde aus Beschluss 2026/07?“ on the agenda of the group's next meeting.

    Raises ValidationError where no meeting is planned yet, or it stands there already.
    """
    require(access.can_tend(by, decision))
    meeting = next_meeting(body=decision.body)
    if meeting is None:
        raise ValidationError(_("Dafür fehlt noch ein nächstes Treffen dieser Gruppe. Bitte planen Sie es zuerst."))
    title = _("Was wurde aus Beschluss %(number)s?") % {"number": decision.label}
    if AgendaItem.objects.filter(meeting=meeting, title=title).exists():
        raise ValidationError(_("Der Punkt steht schon auf der nächsten Tagesordnung."))
    text = decision.title or decision.text
    values = {
        "title": title[:_LONGEST], "text": text, "kind": ItemKind.INFORMATION, "minutes": 5,
        "is_confidential": decision.is_confidential, "owner_organisation": decision.owner_organisation,
    }  # fmt: skip
    return add_item(meeting, values, by=by)

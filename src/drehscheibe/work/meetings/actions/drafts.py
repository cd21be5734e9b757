"""Drafts that nobody outside the team knows of may be deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from ..models import Meeting, Paper
from ..queries.hosting import hosts_who_know
from ..vocabulary import MeetingState


def can_be_removed(meeting: Meeting) -> bool:
    """Tell whether nobody was told of a meeting; one that people know of, or a host keeps free, is cancelled instead."""
    return meeting.state == MeetingState.DRAFT and not meeting.is_announced and not hosts_who_know(meeting).exists()


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: Actor) -> None:
    """Delete a draft with its agenda and papers; raise ValidationError where people know of it already."""
    require(access.can_run(by, meeting))
    found = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if not can_be_removed(found):
        raise ValidationError(_("Von diesem Treffen wissen schon andere. Sagen Sie es ab, statt es zu löschen."))
    files = [paper.file for paper in Paper.objects.filter(meeting=found).select_related("file") if paper.file]
    audit.record(by, "meeting.removed", found)
    found.delete()
    for file in files:
        delete_file(file)

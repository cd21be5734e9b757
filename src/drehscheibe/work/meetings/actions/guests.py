"""Guests without a seat: a speaker, the press, a councillor."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require

from .. import access
from ..models import Invitee, Meeting
from ..vocabulary import Channel, InviteeKind, MeetingState

MOST_GUESTS = 60


@transaction.atomic
def add_guest(meeting: Meeting, values: Mapping[str, Any], *, by: Actor) -> Invitee:
    """Put somebody without a seat on the list; without a mail address she is called."""
    require(access.can_run(by, meeting))
    if meeting.state in {MeetingState.APPROVED, MeetingState.CANCELLED}:
        raise ValidationError(_("Dieses Treffen ist vorbei oder abgesagt. Es kommt niemand mehr dazu."))
    guests = Invitee.objects.filter(meeting=meeting, kind=InviteeKind.GUEST, removed_at=None)
    if guests.count() >= MOST_GUESTS:
        raise ValidationError(_("Es stehen schon 60 Gäste auf der Liste. Mehr geht hier nicht."))
    guest = Invitee.objects.create(
        meeting=meeting, kind=InviteeKind.GUEST, channel=_channel(values), has_vote=False, **values
    )
    audit.record(by, "invitee.added", guest)
    return guest


@transaction.atomic
def change_guest(guest: Invitee, values: Mapping[str, Any], *, by: Actor) -> Invitee:
    require(access.can_run(by, guest.meeting))
    for name, value in {**values, "channel": _channel(values)}.items():
        setattr(guest, name, value)
    guest.save(update_fields=[*values, "channel"])
    audit.record(by, "invitee.changed", guest, fields=sorted(values))
    return guest


@transaction.atomic
def remove_guest(guest: Invitee, *, by: Actor) -> None:
    """Take a guest off the list; of one who was invited the row stays, with her answer."""
    require(access.can_run(by, guest.meeting))
    audit.record(by, "invitee.removed", guest)
    if guest.invited_at is None:
        guest.delete()
        return
    Invitee.objects.filter(pk=guest.pk).update(removed_at=timezone.now())


def _channel(values: Mapping[str, Any]) -> Channel:
    return Channel.MAIL if values.get("email") else Channel.NONE

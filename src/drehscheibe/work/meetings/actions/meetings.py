"""A meeting begins, changes and moves along its track."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at
from drehscheibe.work.bodies.models import Body

from .. import access
from ..models import Meeting
from ..rules import states
from ..vocabulary import MeetingState
from .hosting import ask_host_anew
from .publicly import dates_changed

TIMES = frozenset({"starts_at", "ends_at"})
PLACE = frozenset(
    {"form", "place_name", "room", "street", "postcode", "town", "entrance", "online_url", "dial_in"}
)  # fmt: skip


def told_fields(meeting: Meeting) -> frozenset[str]:
    """Return what people were told of: whoever knows it must be told when it changes.

    Dates of a year go out without places, so that a place may still come after them.
    """
    if meeting.invited_at is not None:
        return TIMES | PLACE
    return TIMES if meeting.dates_sent_at is not None else frozenset()


@transaction.atomic
def add_meeting(body: Body, values: Mapping[str, Any], *, by: Actor) -> Meeting:
    """Begin a draft; nobody outside the team learns of it."""
    require(access.can_plan(by, body))
    meeting = Meeting.objects.create(body=body, **values)
    audit.record(by, "meeting.added", meeting)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, values: Mapping[str, Any], *, version: int, by: Actor) -> Meeting:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    Time and place of a meeting that was announced change through `moving.move`, which tells everybody. A host that was
    asked for the old time is asked anew. Once its
    minutes are approved nothing changes any more: title, chair and times stand in them.
    """
    require(access.can_run(by, meeting))
    if Meeting.objects.filter(pk=meeting.pk, state=MeetingState.APPROVED).exists():
        raise ValidationError(
            _("Das Protokoll ist genehmigt, daran ändert sich nichts mehr. Schreiben Sie einen Nachtrag.")
        )
    changed = sorted(key for key, value in values.items() if getattr(meeting, key) != value)
    if told_fields(meeting).intersection(changed):
        raise ValidationError(
            _("Von diesem Termin wissen schon andere. Ändern Sie Tag, Uhrzeit und Ort über „Verlegen“.")
        )
    was_public = meeting.audience == Audience.PUBLIC
    save_at(version, meeting, values, Meeting.objects.all())
    meeting.refresh_from_db()
    audit.record(by, "meeting.changed", meeting, fields=changed)
    if TIMES.intersection(changed):
        ask_host_anew(meeting, by=by)
    dates_changed(meeting, was_public=was_public)
    return meeting


def step(meeting: Meeting, state: MeetingState, **values: Any) -> None:
    """Move a meeting along its track, for the actions that do what the step means.

    Raises ValidationError where the step is not allowed, e.g. because somebody was faster.
    """
    before = [one for one, then in states.MOVES.items() if state in then]
    if not Meeting.objects.filter(pk=meeting.pk, state__in=before).update(
        state=state, version=F("version") + 1, **values
    ):
        raise ValidationError(_("Das geht bei diesem Stand des Treffens nicht. Bitte laden Sie die Seite neu."))
    meeting.refresh_from_db()
    dates_changed(meeting)

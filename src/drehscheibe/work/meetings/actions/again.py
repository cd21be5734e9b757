"""„Wie beim letzten Mal“: a new draft from a meeting that was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance

from .. import access
from ..models import Invitee, Meeting
from ..queries import again as queries
from ..queries import hosting
from ..rules.times import NoSuchTime, span
from ..vocabulary import MeetingState
from .agenda import copy_agenda
from .hosting import Wanted, ask_hosts
from .people import fill_invitees
from .series import PLACE

Hosting = Literal["same", "ask", "later"]
COPIED = ("body", "series", "audience", "form", "intro", "childcare", "interpreter", "chair", "minute_taker",
          "online_url", "dial_in")  # fmt: skip
_GUEST = ("name", "email", "phone", "guest_role", "channel", "person", "organisation")


@dataclass(frozen=True, slots=True)
class Again:
    """What the coordination chose on the one page."""

    title: str
    day: date
    begins: time
    ends: time
    hosting: Hosting = "later"


@transaction.atomic
def repeat_meeting(source: Meeting, wanted: Again, *, by: Actor) -> Meeting:
    """Make a draft with agenda frame, receivers, guests and list of papers of `source`; ask the next host where wished.

    Pressed twice it is one draft. Raises ValidationError where the clock does not show the time on that day, or nobody can be asked.
    """
    require(access.can_run(by, source))
    starts, ends = _span(wanted)
    lock_alliance()
    if (twin := _made_before(source, wanted, starts)) is not None:
        return twin
    meeting = Meeting.objects.create(
        previous=source,
        title=wanted.title,
        starts_at=starts,
        ends_at=ends,
        reply_by=_reply_by(source, wanted.day),
        **{name: getattr(source, name) for name in COPIED},
        **_place(source, wanted),
    )
    copy_agenda(source, meeting, by=by)
    fill_invitees(meeting, by=by)
    _copy_guests(source, meeting)
    if wanted.hosting == "ask":
        _ask(meeting, by)
    audit.record(by, "meeting.copied", meeting)
    return meeting


def _made_before(source: Meeting, wanted: Again, starts: datetime) -> Meeting | None:
    """Return the draft that the first press of the button made: the second must not ask one more host."""
    same = Meeting.objects.filter(previous=source, starts_at=starts, title=wanted.title, state=MeetingState.DRAFT)
    return same.first()


def _span(wanted: Again) -> tuple[datetime, datetime]:
    try:
        return span(wanted.day, wanted.begins, wanted.ends, timezone.get_current_timezone())
    except NoSuchTime:
        raise ValidationError(_("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird umgestellt.")) from None
    except ValueError:
        raise ValidationError(_("Das Ende muss nach dem Beginn liegen.")) from None


def _reply_by(source: Meeting, day: date) -> date | None:
    """Keep the days between answer and meeting, as long as that day is still to come."""
    if source.reply_by is None:
        return None
    found = day - (timezone.localdate(source.starts_at) - source.reply_by)
    return found if timezone.localdate() < found <= day else None


def _place(source: Meeting, wanted: Again) -> Mapping[str, Any]:
    """Return the place of the last time where it is sure: it has no host, or the coordination says it is agreed."""
    place = {name: getattr(source, name) for name in PLACE if name not in COPIED}
    if wanted.hosting == "same":
        agreed = {"host": source.host, "host_confirmed_at": timezone.now()} if source.host_id else {}
        return {**place, **agreed}
    return {} if source.host_id or wanted.hosting == "ask" else place


def _copy_guests(source: Meeting, meeting: Meeting) -> None:
    Invitee.objects.bulk_create(
        Invitee(meeting=meeting, kind=one.kind, **{name: getattr(one, name) for name in _GUEST})
        for one in queries.guests_of(source)
    )


def _ask(meeting: Meeting, by: Actor) -> None:
    partner, why = hosting.propose_one(meeting)
    if partner is None:
        raise ValidationError(why)
    ask_hosts([Wanted(meeting, partner, why)], by=by)

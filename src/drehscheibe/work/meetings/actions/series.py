"""Series of meetings: begun, changed, ended; their dates become drafts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.kit.conflicts import save_at

from .. import access
from ..models import AgendaItem, Meeting, Series
from ..queries import series as queries
from ..rhythms import FRAME
from ..rules.times import NoSuchTime, moment
from ..vocabulary import MeetingState

PLACE = (
    "form", "place_name", "room", "street", "postcode", "town", "entrance", "stop", "is_step_free", "access_note",
    "seats_in_room", "equipment", "online_url", "dial_in",
)  # fmt: skip


def frame() -> list[dict[str, Any]]:
    """Return the agenda that a new series begins with."""
    return [{"title": str(title), "kind": kind, "minutes": minutes} for title, kind, minutes in FRAME]


@transaction.atomic
def add_series(values: Mapping[str, Any], *, by: Actor) -> Series:
    require(access.can_plan(by, values["body"]))
    series = Series.objects.create(**{"agenda": frame(), **values})
    audit.record(by, "series.added", series)
    return series


@transaction.atomic
def change_series(series: Series, values: Mapping[str, Any], *, version: int, by: Actor) -> Series:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since. Drafts stay as they are."""
    require(access.can_plan(by, series.body) and access.can_plan(by, values.get("body", series.body)))
    changed = sorted(key for key, value in values.items() if getattr(series, key) != value)
    save_at(version, series, values, Series.objects.all())
    series.refresh_from_db()
    audit.record(by, "series.changed", series, fields=changed)
    return series


@transaction.atomic
def end_series(series: Series, *, by: Actor) -> None:
    """Propose no further dates; meetings that stand in the calendar stay."""
    require(access.can_plan(by, series.body))
    Series.objects.filter(pk=series.pk).update(is_active=False, version=F("version") + 1)
    audit.record(by, "series.ended", series)


@transaction.atomic
def adopt_rhythm(key: str, *, by: Actor) -> list[Series]:
    """Give the bodies that a rhythm is made for a series each. Raises ValidationError where all have one already."""
    require(access.can_edit_meetings(by))
    lock_alliance()
    offer = next((one for one in queries.offers() if one.proposal.key == key), None)
    if offer is None:
        raise ValidationError(_("Alle Gruppen haben schon eine Reihe. Ändern Sie dort, wie oft sie sich treffen."))
    return [
        add_series(
            {
                "body": body,
                "title": body.name,
                "weeks_min": part.weeks_min,
                "weeks_max": part.weeks_max,
                "weekdays": [2],
                "starts": time.fromisoformat(part.starts),
                "rotates": part.rotates,
            },
            by=by,
        )
        for body, part in offer.bodies
    ]


@transaction.atomic
def plan_series(series: Series, days: Sequence[date], *, by: Actor) -> list[Meeting]:
    """Make a draft for each day, with the frame of the agenda; nobody outside the team learns of it.

    Raises ValidationError where no day is given, the body meets then already, or the clock skips that hour.
    """
    require(access.can_plan(by, series.body))
    lock_alliance()
    wanted = sorted(set(days))
    _check(series, wanted)
    last = Meeting.objects.filter(body=series.body_id).exclude(state=MeetingState.CANCELLED).first()
    place = {} if series.rotates or last is None or last.host_id else {name: getattr(last, name) for name in PLACE}
    made = [Meeting.objects.create(**_values(series, day), **place) for day in wanted]
    AgendaItem.objects.bulk_create(item for meeting in made for item in agenda_of(series, meeting))
    audit.record(by, "series.planned", series, meetings=len(made))
    return made


def _check(series: Series, days: Sequence[date]) -> None:
    if not days:
        raise ValidationError(_("Bitte wählen Sie mindestens ein Datum."))
    if past := [day for day in days if day <= timezone.localdate()]:
        raise ValidationError(_("Der %(day)s ist schon vorbei.") % {"day": f"{past[0]:%d.%m.%Y}"})
    same = Meeting.objects.filter(body=series.body_id, starts_at__date__in=days).exclude(state=MeetingState.CANCELLED)
    if taken := same.first():
        raise ValidationError(
            _("Am %(day)s gibt es dieses Treffen schon.") % {"day": f"{timezone.localdate(taken.starts_at):%d.%m.%Y}"}
        )


def _values(series: Series, day: date) -> dict[str, Any]:
    try:
        starts = moment(day, series.starts, timezone.get_current_timezone())
    except NoSuchTime:
        text = _("Am %(day)s gibt es die Uhrzeit nicht: Die Uhr wird vorgestellt.")
        raise ValidationError(text % {"day": f"{day:%d.%m.%Y}"}) from None
    ends = starts.astimezone(UTC) + timedelta(minutes=series.minutes)
    return {"body": series.body, "series": series, "title": series.title, "starts_at": starts, "ends_at": ends}


def agenda_of(series: Series, meeting: Meeting) -> list[AgendaItem]:
    """Return the frame of a series as items of a meeting, not yet saved."""
    return [
        AgendaItem(meeting=meeting, rank=rank, title=one["title"], kind=one["kind"], minutes=one["minutes"])
        for rank, one in enumerate(series.agenda)
    ]

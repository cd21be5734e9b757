"""Writes of indicators and what was measured."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Indicator, IndicatorReading, Project


@transaction.atomic
def add_reading(indicator: Indicator, *, value: Decimal, on: date, note: str = "", by: Actor) -> IndicatorReading:
    """Note what was measured on a day; a second value of the same day replaces the first.

    Raises ValidationError for a day that is still to come.
    """
    require(access.can_tell_project(by, indicator.project))
    if on > timezone.localdate():
        raise ValidationError(_("Dieser Tag kommt erst noch. Bitte nennen Sie den Tag, an dem es so war."))
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    values = {"value": value, "note": note}
    reading, _made = IndicatorReading.objects.update_or_create(indicator=indicator, on=on, defaults=values)
    _newest_is_now(indicator)
    audit.record(by, "indicator.measured", indicator)
    revisions.bump(f"alliance:{indicator.alliance_id}")
    return reading


@transaction.atomic
def remove_reading(reading: IndicatorReading, *, by: Actor) -> None:
    """Take a value away, e.g. one with a slip; the newest of the others is what holds now."""
    indicator = reading.indicator
    require(access.can_change_project(by, indicator.project))
    reading.delete()
    _newest_is_now(indicator)
    audit.record(by, "indicator.unmeasured", indicator)
    revisions.bump(f"alliance:{indicator.alliance_id}")


def note_readings(project: Project, readings: Iterable[tuple[Indicator, Decimal]], *, by: Actor) -> None:
    """Note today's values of several indicators of a project."""
    for indicator, value in readings:
        indicator.project = project
        add_reading(indicator, value=value, on=timezone.localdate(), by=by)


def first_reading(indicator: Indicator) -> None:
    """Keep the value that an indicator was entered with as its first reading; without a day it is today's."""
    if indicator.now is None:
        return
    on = indicator.measured_on or timezone.localdate()
    IndicatorReading.objects.create(indicator=indicator, on=on, value=indicator.now)
    _newest_is_now(indicator)


def _newest_is_now(indicator: Indicator) -> None:
    newest = IndicatorReading.objects.filter(indicator=indicator).order_by("on").last()
    now, on = (newest.value, newest.on) if newest else (None, None)
    Indicator.objects.filter(pk=indicator.pk).update(now=now, measured_on=on)
    indicator.now, indicator.measured_on = now, on

"""Mails about measures: how does it stand, who cannot any more, a new link."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy.models import Link
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.access import MEASURE_PURPOSE
from drehscheibe.work.plans.actions import measures as actions
from drehscheibe.work.plans.models import Measure

from .stage import STAGE, Example, Stage

_PETRA = "petra.sonnenberg@example.org"


def _measures(stage: Stage) -> Measure:
    partners.add_partner(
        {"name": "Kita Löwenzahn", "street": "Am Anger 4", "postcode": "99998", "place": "Musterstadt"},
        person={"name": "Petra Sonnenberg", "email": _PETRA, "phone": ""},
        role="Leitung",
        by=stage.coordinator,
    )
    today = timezone.localdate()
    owner = {"organisation": Organisation.objects.get(name="Kita Löwenzahn"), "year": today.year}
    values = {**owner, "title": "Hüpfburg und Bänke leihen", "due_on": today + timedelta(days=14)}
    measure = actions.add_measure(values, by=STAGE)
    late = {**owner, "title": "Spielplätze mit Eltern begehen", "due_on": today - timedelta(days=3)}
    actions.add_measure(late, by=STAGE)
    return measure


def _asked(stage: Stage) -> Measure:
    measure = _measures(stage)
    actions.ask_due(by=STAGE)
    return Measure.objects.get(pk=measure.pk)


def _declined(stage: Stage) -> None:
    actions.decline_measure(_asked(stage), text="Wir haben im Sommer Umbau.", by_name="Petra Sonnenberg", by=STAGE)


def _renewed(stage: Stage) -> None:
    measure = _asked(stage)
    link = Link.objects.get(purpose=MEASURE_PURPOSE, subject_id=measure.pk)
    actions.renew_link(measure, link)


MEASURES = [
    Example("measure-asked", "Zwei Wochen vor dem Termin, einmal danach, oder von Hand", _asked, to=_PETRA),
    Example("measure-declined", "Jemand kann sich nicht mehr um eine Maßnahme kümmern", _declined),
    Example("measure-link-renewed", "Jemand fordert mit einem abgelaufenen Link einen neuen an", _renewed, to=_PETRA),
]

"""Mails about needs and positions."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy import links
from drehscheibe.ground.tenancy.access import Visitor
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.plans.access import NEED_PURPOSE
from drehscheibe.work.plans.actions import need_answers, positions
from drehscheibe.work.plans.actions.needs import receive_family_need
from drehscheibe.work.plans.models import Need

from .stage import Example, Stage

_EVA = "eva.anger@example.org"


def _told(_stage: Stage) -> Need:
    values = {
        "title": "Nach 16 Uhr gibt es keine Betreuung",
        "text": "In der Altstadt schließt alles um vier.",
        "field": "childcare",
        "from_name": "Eva Anger",
        "from_email": _EVA,
    }
    return receive_family_need(values, by=Visitor())


def _answered(stage: Stage) -> None:
    answer = "Zwei Kitas öffnen ab Herbst bis 18 Uhr, zuerst zur Probe bis Ostern. Danke, dass Sie es uns gesagt haben."
    need_answers.meet_need(_told(stage), answer=answer, by=stage.coordinator)


def _renewed(stage: Stage) -> None:
    need = _told(stage)
    old, _token = links.issue(
        purpose=NEED_PURPOSE, subject_id=need.pk, recipient=_EVA, recipient_name="Eva Anger",
        lifetime=timedelta(seconds=-1),
    )  # fmt: skip
    need_answers.renew_link(need, old)


def _asked(stage: Stage) -> None:
    partners.add_partner(
        {"name": "Kita Löwenzahn", "joined_on": timezone.localdate()},
        person={"name": "Petra Sonnenberg", "email": "petra.sonnenberg@example.org", "phone": ""},
        role="Leitung",
        by=stage.coordinator,
    )
    values = {
        "title": "Mehr Busse am Abend",
        "text": "Wir bitten den Kreistag, dass der Stadtbus werktags bis 21 Uhr fährt: Eltern mit Spätschicht kommen "
        "sonst nicht rechtzeitig zur Kita.",
        "addressee": "Kreistag",
        "deadline_on": timezone.localdate() + timedelta(days=21),
    }
    position = positions.add_position(values, by=stage.coordinator)
    positions.collect_voices(position, asks=True, by=stage.coordinator)


NEEDS = [
    Example("need_new", "Jemand hat einen Bedarf gemeldet.", _told, to="koordination@example.org"),
    Example("need_answer", "Ein Bedarf ist beantwortet: Wer ihn gemeldet hat, liest die Antwort.", _answered, to=_EVA),
    Example(
        "need_renewed", "Jemand fordert mit einem abgelaufenen Link zur Antwort einen neuen an.", _renewed, to=_EVA
    ),
    Example("position_question", "Partner sagen, was sie von einer Position halten.", _asked),
]

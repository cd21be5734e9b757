"""A year of an alliance: meetings with who came, decisions, projects that were measured, measures, needs, positions."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.alliances.vocabulary import PartnerCategory
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.models import Decision, Invitee, Meeting, Presence
from drehscheibe.work.meetings.vocabulary import DecisionState, MeetingState
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.models import (
    FocusReview,
    Indicator,
    IndicatorReading,
    Measure,
    Need,
    Position,
    Project,
)
from drehscheibe.work.plans.vocabulary import Circle, MeasureState, NeedState, PositionState, Verdict
from tests.meetings import making


def town(name: str = "Stadt Musterstadt") -> Organisation:
    return making.partner(name, category=PartnerCategory.MUNICIPALITY)


def held(body: Body, on: date, came: list[Organisation], *, host: Organisation | None = None) -> Meeting:
    """Return a meeting that took place, with its people there."""
    meeting = making.meeting(body, on=on, state=MeetingState.APPROVED, host=host, host_confirmed_at=timezone.now())
    people = Invitee.objects.bulk_create(Invitee(meeting=meeting, organisation=one, has_vote=True) for one in came)
    Presence.objects.bulk_create(
        Presence(meeting=meeting, invitee=one, key=uuid4(), came_at=meeting.starts_at, left_at=meeting.ends_at)
        for one in people
    )
    return meeting


def decision(meeting: Meeting, number: int, text: str, **values: object) -> Decision:
    day = timezone.localdate(meeting.starts_at)
    named = {"year": day.year, "number": number, "text": text, "decided_on": day, **values}
    return Decision.objects.create(meeting=meeting, body=meeting.body, **named)


def project(title: str, year: int, **values: object) -> Project:
    named = {
        "starts_on": date(year, 3, 1), "ends_on": date(year, 10, 31), "state": Project.State.FINISHED, **values
    }  # fmt: skip
    return Project.objects.create(title=title, **named)


def measured(of: Project, name: str, unit: str, *, before: int, target: int, readings: dict[date, int]) -> Indicator:
    """Return an indicator whose last reading is what stands there now."""
    last = max(readings)
    row = Indicator.objects.create(
        project=of, name=name, unit=unit, before=Decimal(before), target=Decimal(target),
        now=Decimal(readings[last]), measured_on=last,
    )  # fmt: skip
    IndicatorReading.objects.bulk_create(
        IndicatorReading(indicator=row, on=day, value=Decimal(value)) for day, value in readings.items()
    )
    return row


def full_year(year: int, *, first: int = 1) -> Body:
    """Make a year with something in every chapter, and a thinner one before it; return the body that met.

    `first` is the number of its first decision.
    """
    body = making.body("Bündnistreffen")
    mayor = town()
    others = [
        making.partner(name)
        for name in ("Kita Sonnenschein", "Mehrgenerationenhaus Am Anger", "Sportverein Blau-Weiß", "Volkssolidarität")
    ]
    everybody = [mayor, *others]
    held(body, date(year - 1, 5, 6), everybody[:3], host=others[0])
    meetings = [
        held(body, date(year, 2, 4), everybody, host=others[1]),
        held(body, date(year, 5, 13), everybody[:4], host=mayor),
    ]
    decision(meetings[0], first, "Das Bündnis richtet im September einen Familientag aus.", title="Familientag",
             state=DecisionState.DONE, finished_on=date(year, 9, 20), is_public=True)  # fmt: skip
    decision(meetings[0], first + 1, "Die Stadt stellt im Rathaus einen Wickeltisch auf.", title="Wickeltisch im Rathaus",
             owner_organisation=mayor, due_on=date(year, 9, 30))  # fmt: skip
    decision(meetings[1], first + 2, "Die Stadt prüft einen Bus zum Freibad am Wochenende.", state=DecisionState.RUNNING,
             owner_organisation=mayor, due_on=timezone.localdate() + timedelta(days=60))  # fmt: skip
    day = project("Familientag", year, motto="Du bist, wie du isst", place="Stadtpark", owner=others[1],
                  text="Ein Sonntag mit Ständen, Bühne und Angeboten zum Mitmachen.",
                  results="620 Menschen kamen, 27 Partner machten mit. Drei Familien fanden einen Paten.")  # fmt: skip
    measured(day, "Besucherinnen und Besucher", "Menschen", before=410, target=500,
             readings={date(year - 1, 9, 20): 410, date(year, 9, 19): 620})  # fmt: skip
    run = project("Lesepaten", year, state=Project.State.RUNNING, ends_on=None, text="Ältere lesen Kindern vor.")
    measured(run, "Kinder mit Lesepaten", "Kinder", before=12, target=40, readings={date(year, 6, 1): 30})
    Measure.objects.create(title="Wickeltisch kaufen", year=year, organisation=mayor, state=MeasureState.DONE,
                           result="Steht seit August im Erdgeschoss.", due_on=date(year, 8, 31))  # fmt: skip
    Measure.objects.create(title="Lesepaten werben", year=year, organisation=others[1], state=MeasureState.RUNNING)
    Measure.objects.create(title="Familientag vorbereiten", year=year + 1, organisation=others[2])
    Need.objects.create(title="Betreuung am Samstag", state=NeedState.PROJECT, organisation=others[0],
                        answer="Die Kita öffnet ab Herbst jeden zweiten Samstag.", answered_at=meetings[1].starts_at,
                        audience=Circle.PUBLIC)  # fmt: skip
    Need.objects.update(received_at=meetings[0].starts_at)
    Position.objects.create(title="Sichere Schulwege", addressee="Stadtrat", state=PositionState.HANDED,
                            handed_on=date(year, 4, 2), text="Tempo 30 vor allen Schulen.")  # fmt: skip
    topic = FocusTopic.objects.create(title="Begegnung der Generationen")
    FocusReview.objects.create(focus=topic, year=year, body=body, verdict=Verdict.WELL, done="Wir haben Lesepaten gewonnen.",
                               changed="Dreißig Kinder haben jetzt jemanden, der vorliest.")  # fmt: skip
    return body

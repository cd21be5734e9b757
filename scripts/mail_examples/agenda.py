"""Mails about proposals for the agenda."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.ground.tenancy import links
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.access import INVITATION_PURPOSE
from drehscheibe.work.meetings.actions import proposals
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting
from drehscheibe.work.partners import actions as partners
from drehscheibe.work.partners.models import Contact

from .stage import Example, Stage


def _proposed(stage: Stage) -> AgendaItem:
    kita = partners.add_partner(
        {"name": "Kita Löwenzahn", "joined_on": timezone.localdate()},
        person={"name": "Petra Sonnenberg", "email": "petra.sonnenberg@example.org", "phone": ""},
        role="Leitung",
        by=stage.coordinator,
    )
    body = Body.objects.create(name="Vollversammlung", kind="assembly", has_everyone=True)
    invitee = Invitee.objects.create(
        meeting=_meeting(body, weeks=4, state="invited"),
        organisation=kita,
        person=Contact.objects.select_related("person").get(organisation=kita).person,
    )
    link, _token = links.issue(
        purpose=INVITATION_PURPOSE, subject_id=invitee.pk, recipient="petra.sonnenberg@example.org",
        lifetime=timedelta(days=30),
    )  # fmt: skip
    return proposals.propose(invitee, title="Ein Spielplatz mit Schatten", minutes=15, by=link)


def _meeting(body: Body, *, weeks: int, state: str) -> Meeting:
    starts = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(weeks=weeks)
    return Meeting.objects.create(
        body=body, title=body.name, state=state, starts_at=starts, ends_at=starts + timedelta(hours=2)
    )


def _taken(stage: Stage) -> None:
    proposals.accept(_proposed(stage), by=stage.coordinator)


def _declined(stage: Stage) -> None:
    verdict = "Die AG Spielräume arbeitet schon daran. Frau Wiesengrund meldet sich bei Ihnen."
    proposals.decline(_proposed(stage), verdict=verdict, by=stage.coordinator)


def _postponed(stage: Stage) -> None:
    item = _proposed(stage)
    _meeting(item.meeting.body, weeks=12, state="draft")
    proposals.postpone(item, by=stage.coordinator)


AGENDA = [
    Example("agenda-taken", "Ein Vorschlag kommt auf die Tagesordnung", _taken),
    Example("agenda-declined", "Ein Vorschlag kommt nicht auf die Tagesordnung", _declined),
    Example("agenda-postponed", "Ein Vorschlag kommt beim nächsten Treffen dran", _postponed),
]

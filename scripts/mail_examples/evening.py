"""Mail of the evening: what the host has to know."""

from datetime import timedelta

from django.utils import timezone

from drehscheibe.work.bodies.models import Body
from drehscheibe.work.meetings.actions.folder import tell_host
from drehscheibe.work.meetings.documents.folder import folder_data
from drehscheibe.work.meetings.models import Invitee, Meeting
from drehscheibe.work.meetings.vocabulary import Answer
from drehscheibe.work.partners import actions as partners

from .stage import Example, Stage


def _host_told(stage: Stage) -> None:
    host = partners.add_partner(
        {"name": "Mehrgenerationenhaus", "street": "Lindenweg 2", "postcode": "99998", "place": "Musterstadt"},
        person={"name": "Ines Lindner", "email": "ines.lindner@example.org", "phone": "030 23125 20"},
        by=stage.coordinator,
    )
    starts = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=7)
    meeting = Meeting.objects.create(
        body=Body.objects.create(name="Bündnistreffen", kind="plenum", has_everyone=True),
        title="Bündnistreffen", starts_at=starts, ends_at=starts + timedelta(hours=2), host=host,
        place_name=host.name, room="Saal", seats_in_room=40,
    )  # fmt: skip
    Invitee.objects.create(
        meeting=meeting,
        organisation=host,
        answer=Answer.COMING,
        count=3,
        needs="eine vegetarisch, ein Platz für Rollstuhl",
    )
    # The sheet to print is left out: making it takes longer than all other examples together.
    tell_host(meeting, facts=folder_data(meeting, ["host"])["host"], pdf=b"%PDF-1.7", by=stage.coordinator)


EVENING = [
    Example("blatt-fuer-den-gastgeber", "Der Gastgeber erfährt, wie viele kommen und was sie brauchen", _host_told),
]

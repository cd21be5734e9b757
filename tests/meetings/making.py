"""Small builders for tests of bodies and meetings. Each works in the scope that the test has entered."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.work.bodies.models import Body, Governance
from drehscheibe.work.bodies.vocabulary import ALL_PARTNERS, BodyKind
from drehscheibe.work.meetings.models import AgendaItem, Invitee, Meeting
from drehscheibe.work.meetings.vocabulary import Channel
from drehscheibe.work.partners.models import Contact, Organisation, Person


def at(day: date, hour: int = 17, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def partner(name: str, *, email: str = "", person: str = "", **values: Any) -> Organisation:
    """Return a partner with one main contact; without `email` it gets letters."""
    channel = "mail" if email else "letter"
    organisation = Organisation.objects.create(
        name=name, **{"sort_name": name.lower(), "channel": channel, "street": "Ringstraße 1", "postcode": "19348",
                      "place": "Perleberg", **values}
    )  # fmt: skip
    who = Person.objects.create(name=person or f"Kontakt {name}", email=email)
    Contact.objects.create(organisation=organisation, person=who, is_main=True)
    return organisation


def partners(number: int, *, first: int = 1) -> list[Organisation]:
    """Return partners with mail addresses, made with few statements."""
    numbers = range(first, first + number)
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Partner {n:03d}", sort_name=f"partner {n:03d}") for n in numbers
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n:03d}", email=f"partner{n:03d}@example.org") for n in numbers
    )
    Contact.objects.bulk_create(
        Contact(organisation=one, person=who, is_main=True) for one, who in zip(made, people, strict=True)
    )
    return made


def body(name: str = "Vollversammlung", kind: BodyKind = BodyKind.ASSEMBLY, **values: Any) -> Body:
    return Body.objects.create(name=name, kind=kind, **{"has_everyone": kind in ALL_PARTNERS, **values})


def governance(**values: Any) -> Governance:
    return Governance.objects.create(**values)


def meeting(of: Body, *, on: date | None = None, hour: int = 17, minutes: int = 120, **values: Any) -> Meeting:
    """Return a draft; six weeks from now where no day is given."""
    starts = at(on or timezone.localdate() + timedelta(weeks=6), hour)
    named = {"title": of.name, "starts_at": starts, "ends_at": starts + timedelta(minutes=minutes), **values}
    return Meeting.objects.create(body=of, **named)


def item(of: Meeting, title: str, *, minutes: int = 10, **values: Any) -> AgendaItem:
    rank = AgendaItem.objects.filter(meeting=of).count()
    return AgendaItem.objects.create(meeting=of, title=title, minutes=minutes, rank=rank, **values)


def invitee(of: Meeting, organisation: Organisation, **values: Any) -> Invitee:
    contact = organisation.contacts.select_related("person").first()
    person = contact.person if contact else None
    channel = Channel.MAIL if person and person.email else Channel.LETTER
    return Invitee.objects.create(
        meeting=of, organisation=organisation, **{"person": person, "channel": channel, "has_vote": True, **values}
    )

"""What the domains above the partners know about a person, put together."""

from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.queries import personal as bodies
from drehscheibe.work.meetings.queries import privacy as meetings_privacy
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing
from drehscheibe.work.partners.queries.privacy import Rows


def open_things(person: Person, token: str) -> list[OpenThing]:
    """Return what waits for her, the most pressing kind first."""
    return []


def ways(person: Person, token: str) -> list[Link]:
    """Return where else she can go from her page, whether or not something is open there."""
    groups = bodies.open_groups(person, page_token=token)
    return [Link(thing.title, thing.url) for thing in groups]


def data(person: Person) -> dict[str, Rows]:
    """Return what is kept about her beyond the partners (Art. 15 GDPR)."""
    return meetings_privacy.person_rows(person)

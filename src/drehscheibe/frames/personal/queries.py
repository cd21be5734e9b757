"""What the domains above the partners know about a person, put together."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drehscheibe.kit.ui.frames import Link
from drehscheibe.work.bodies.queries.personal import open_groups
from drehscheibe.work.meetings.queries import personal as meetings
from drehscheibe.work.meetings.queries.privacy import person_rows
from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing
from drehscheibe.work.partners.queries.privacy import Rows
from drehscheibe.work.plans.queries import personal_needs as needs
from drehscheibe.work.plans.queries import privacy as plans
from drehscheibe.work.plans.queries.personal_measures import open_measures
from drehscheibe.work.plans.queries.personal_projects import open_projects, project_ways
from drehscheibe.work.resolutions.queries import privacy as votes
from drehscheibe.work.resolutions.queries.by_link import open_votes
from drehscheibe.work.resolutions.queries.followups import open_decisions


def open_things(person: Person, token: str) -> list[OpenThing]:
    """Return what waits for her."""
    return [
        *meetings.open_things(person, page_token=token),
        *open_votes(person, page_token=token),
        *open_decisions(person, page_token=token),
        *open_measures(person, page_token=token),
        *open_projects(person, page_token=token),
        *needs.open_needs(person, page_token=token),
    ]


def ways(person: Person, token: str) -> list[Link]:
    """Return where else she can go from her page, whether or not something is open there."""
    groups = [Link(thing.title, thing.url) for thing in open_groups(person, page_token=token)]
    calendar = Link(_("Meine Treffen im Kalender"), reverse("link_page_calendar", args=[token]))
    return [*groups, calendar, *project_ways(person, page_token=token), *needs.ways(person, page_token=token)]


def data(person: Person) -> dict[str, Rows]:
    """Return what is kept about her beyond the partners (Art. 15 GDPR)."""
    return {**person_rows(person), **votes.person_rows(person), **plans.person_rows(person)}

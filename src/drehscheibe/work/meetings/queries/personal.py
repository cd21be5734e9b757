"""What meetings put on somebody's own page "Was von mir offen ist", and how many that are."""

from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.page import OpenThing

from .invitations import open_invitations
from .planning_page import open_host_requests, open_polls
from .tasks import open_tasks


def open_things(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return what waits for her, the most pressing kind first; four statements."""
    return [
        *open_invitations(person, page_token=page_token),
        *open_host_requests(person, page_token=page_token),
        *open_polls(person, page_token=page_token),
        *open_tasks(person, page_token=page_token),
    ]

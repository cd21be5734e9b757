"""Who takes mail for the host: the sheet before the evening, the thanks after it."""

from drehscheibe.work.partners.models import Person
from drehscheibe.work.partners.queries.contacts import people_for_mail

from ..models import Meeting


def person_of_host(meeting: Meeting) -> Person | None:
    """Return who takes mail for the host, None where nobody does."""
    if meeting.host_id is None:
        return None
    return people_for_mail([meeting.host_id]).get(meeting.host_id)

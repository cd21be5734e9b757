"""Who gets the sheet for the host."""

from drehscheibe.work.partners.models import Contact, Person

from ..models import Meeting


def person_of_host(meeting: Meeting) -> Person | None:
    """Return who takes mail for the host, None where nobody does."""
    if meeting.host_id is None:
        return None
    rows = Contact.objects.filter(organisation=meeting.host_id).exclude(person__email="").select_related("person")
    found = rows.order_by("-is_main", "pk").first()
    return found.person if found else None

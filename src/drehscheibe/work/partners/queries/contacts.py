"""Who gets a partner's post; one rule for greetings, seats, hosts and thanks."""

from collections.abc import Iterable

from ..models import Contact, Organisation, Person


def main_people(organisations: Iterable[Organisation | int]) -> dict[int, Person]:
    """Return who gets the post of each partner; the first one where nobody was named for it."""
    return _first(organisations, {})


def people_for_mail(organisations: Iterable[Organisation | int]) -> dict[int, Person]:
    """Return for each partner who gets its mail, where somebody has an address; one statement."""
    return _first(organisations, {"person__email": ""})


def _first(organisations: Iterable[Organisation | int], without: dict[str, str]) -> dict[int, Person]:
    keys = {one if isinstance(one, int) else one.pk for one in organisations}
    contacts = Contact.objects.filter(organisation__in=keys).select_related("person")
    if without:
        contacts = contacts.exclude(**without)
    found: dict[int, Person] = {}
    for contact in contacts.order_by("-is_main", "pk"):
        found.setdefault(contact.organisation_id, contact.person)
    return found

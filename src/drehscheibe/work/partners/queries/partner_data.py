"""What we keep about a partner and its person, as the partner itself sees it: in mails, letters and on its page."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ..models import LeavingWish, Organisation, Person
from ..vocabulary import Channel


def lines_of(organisation: Organisation, person: Person | None) -> list[tuple[str, str]]:
    """Return word and text of each fact, empty ones left out."""
    lines = [
        (_("Name"), organisation.name),
        (_("Anschrift"), address_of(organisation)),
        (_("Telefon"), organisation.phone),
        (_("Internetseite"), organisation.website),
        (_("Ansprechperson"), person.name if person else ""),
        (_("E-Mail"), person.email if person else ""),
        (_("Telefon der Person"), person.phone if person else ""),
        (_("Post von uns"), channel_of(organisation)),
    ]
    return [(word, text) for word, text in lines if text]


def address_of(organisation: Organisation) -> str:
    place = f"{organisation.postcode} {organisation.place}".strip()
    return ", ".join(part for part in (organisation.unit, organisation.street, place) if part)


def channel_of(organisation: Organisation) -> str:
    if organisation.channel == Channel.LETTER and organisation.large_print:
        return _("Brief in großer Schrift")
    return str(organisation.get_channel_display())


def who_wishes_to_leave(organisations: Collection[int]) -> set[int]:
    """Return those of these partners that wrote they want to leave, and whom nobody has answered yet."""
    rows = LeavingWish.objects.filter(organisation__in=organisations, settled_at=None)
    return set(rows.values_list("organisation_id", flat=True))

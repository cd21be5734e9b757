"""What we keep about a partner and its person, as the partner itself sees it: in mails, letters and on its page."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import LeavingWish, Organisation, Person
from ..vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Words:
    """The words before the facts, looked up once for as many partners as there are."""

    name: str
    address: str
    phone: str
    website: str
    person: str
    email: str
    person_phone: str
    post: str
    mail: str
    letter: str
    large_letter: str


def words() -> Words:
    return Words(
        name=_("Name"),
        address=_("Anschrift"),
        phone=_("Telefon"),
        website=_("Internetseite"),
        person=_("Ansprechperson"),
        email=_("E-Mail"),
        person_phone=_("Telefon der Person"),
        post=_("Post von uns"),
        mail=str(Channel.MAIL.label),
        letter=str(Channel.LETTER.label),
        large_letter=_("Brief in großer Schrift"),
    )


def lines_of(organisation: Organisation, person: Person | None, *, said: Words | None = None) -> list[tuple[str, str]]:
    """Return word and text of each fact, empty ones left out."""
    said = said or words()
    lines = [
        (said.name, organisation.name),
        (said.address, address_of(organisation)),
        (said.phone, organisation.phone),
        (said.website, organisation.website),
        (said.person, person.name if person else ""),
        (said.email, person.email if person else ""),
        (said.person_phone, person.phone if person else ""),
        (said.post, channel_of(organisation, said=said)),
    ]
    return [(word, text) for word, text in lines if text]


def address_of(organisation: Organisation) -> str:
    place = f"{organisation.postcode} {organisation.place}".strip()
    return ", ".join(part for part in (organisation.unit, organisation.street, place) if part)


def channel_of(organisation: Organisation, *, said: Words | None = None) -> str:
    said = said or words()
    if organisation.channel == Channel.MAIL:
        return said.mail
    return said.large_letter if organisation.large_print else said.letter


def who_wishes_to_leave(organisations: Collection[int]) -> set[int]:
    """Return those of these partners that wrote they want to leave, and whom nobody has answered yet."""
    rows = LeavingWish.objects.filter(organisation__in=organisations, settled_at=None)
    return set(rows.values_list("organisation_id", flat=True))

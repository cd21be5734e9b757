"""Where one could meet: places used before, rooms that partners offer, hosts' own addresses."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from drehscheibe.work.partners.models import Organisation, Pledge
from drehscheibe.work.partners.vocabulary import PledgeKind, State

from ..models import Meeting

_MOST_MEETINGS = 60
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to meet; the names are columns of `Meeting`."""

    place_name: str = ""
    room: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    entrance: str = ""
    stop: str = ""
    is_step_free: bool | None = None
    access_note: str = ""
    seats_in_room: int | None = None
    equipment: str = ""

    @property
    def label(self) -> str:
        parts = [self.place_name, self.room, self.street, self.town]
        return ", ".join(part for part in parts if part)

    def values(self) -> dict[str, object]:
        return asdict(self)


PLACE_FIELDS = tuple(field.name for field in fields(Place))


def places() -> dict[str, Place]:
    """Return key → place to choose from: first those used before, newest first, then what partners offer."""
    found: dict[str, Place] = {}
    seen: set[str] = set()
    for key, place in (*_used(), *_rooms()):
        label = place.label.casefold()
        if label and label not in seen and len(found) < _MOST:
            seen.add(label)
            found[key] = place
    return found


def _used() -> Iterator[tuple[str, Place]]:
    rows = Meeting.objects.exclude(place_name="", street="").order_by("-starts_at", "-pk")
    for pk, *values in rows.values_list("pk", *PLACE_FIELDS)[:_MOST_MEETINGS]:
        yield f"treffen-{pk}", Place(**dict(zip(PLACE_FIELDS, values, strict=True)))


def _rooms() -> Iterator[tuple[str, Place]]:
    rows = Pledge.objects.filter(kind=PledgeKind.ROOM, is_open=True, organisation__state=State.MEMBER)
    for pledge in rows.select_related("organisation").order_by("organisation__sort_name", "pk"):
        at = pledge.organisation
        yield f"raum-{pledge.pk}", Place(
            place_name=at.name, room=pledge.text[:120], street=at.street, postcode=at.postcode, town=at.place,
            seats_in_room=pledge.seats, is_step_free=pledge.step_free,
        )  # fmt: skip
    members = Organisation.objects.filter(state=State.MEMBER).exclude(street="").order_by("sort_name", "pk")
    for at in members[:_MOST]:
        yield f"partner-{at.pk}", Place(place_name=at.name, street=at.street, postcode=at.postcode, town=at.place)

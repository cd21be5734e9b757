"""Takes back what came of a list: contacts, people and partners it made, fields it filled."""

from collections.abc import Mapping, Sequence
from typing import Any

from drehscheibe.kit.pages import revisions

from ..models import Contact, Organisation, Person

_AT_ONCE = 400


def take_back(made: Sequence[Mapping[str, Any]]) -> None:
    """Delete what the entries have made; people who are somebody's contact by now stay."""
    Contact.objects.filter(pk__in=[key for one in made for key in one["contacts"]]).delete()
    Organisation.objects.filter(pk__in=[one["partner"] for one in made if one["new"]]).delete()
    people = [int(key) for one in made for key in one["people"]]
    still = set(Contact.objects.filter(person__in=people).values_list("person_id", flat=True))
    Person.objects.filter(pk__in=set(people) - still).delete()
    _empty_partners({one["partner"]: one["filled"] for one in made if not one["new"] and one["filled"]})
    _empty_people({int(key): names for one in made for key, names in one["people_filled"].items()})


def _empty_partners(filled: Mapping[int, Sequence[str]]) -> None:
    """Empty again what stood empty before."""
    partners = Organisation.objects.in_bulk(list(filled))
    for key, partner in partners.items():
        _empty(partner, filled[key])
    names = sorted({name for found in filled.values() for name in found})
    if partners:
        Organisation.objects.bulk_update(partners.values(), [*names, "version"], batch_size=_AT_ONCE)
    if named := [partner for partner in partners.values() if partner.is_named]:
        revisions.bump(f"alliance:{named[0].alliance_id}")


def _empty_people(filled: Mapping[int, Sequence[str]]) -> None:
    people = Person.objects.in_bulk(list(filled))
    for key, person in people.items():
        _empty(person, filled[key])
    Person.objects.bulk_update(people.values(), ["name", "phone", "version"], batch_size=_AT_ONCE)


def _empty(row: Organisation | Person, names: Sequence[str]) -> None:
    for name in names:
        setattr(row, name, "")
    row.version += 1

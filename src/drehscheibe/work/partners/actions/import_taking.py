"""Enters the partners of a list with their people: many at once, with few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.pages import revisions

from .. import rules
from ..import_data import LEFT, Entry, PersonRead, Reading
from ..models import Contact, ImportRow, MembershipEvent, Organisation, Person
from ..names import same_person
from ..vocabulary import RowState, State

_AT_ONCE = 400
_FILLED = ("street", "postcode", "place", "phone", "website", "unit", "speaks_for")
"""What a list may add to a partner that is there, where nothing stands yet."""


@dataclass(slots=True)
class _Made:
    """What came of one entry, as its first line remembers it for undoing."""

    organisation: Organisation
    is_new: bool
    filled: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    people_filled: dict[int, list[str]] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    events: int = 0

    def as_json(self) -> dict[str, Any]:
        partner = self.organisation
        return {
            "partner": partner.pk, "new": self.is_new, "version": partner.version, "state": partner.state,
            "filled": self.filled, "people": {str(person.pk): person.version for person in self.people},
            "contacts": [contact.pk for contact in self.contacts], "events": self.events,
            "people_filled": {str(key): names for key, names in self.people_filled.items()},
        }  # fmt: skip


def enter(entries: Sequence[Entry], rows: dict[int, ImportRow], *, by: Actor) -> None:
    """Write partners, people, contacts and first stations; note in `rows` what became of each line."""
    made = _partners(entries)
    _contacts(entries, made)
    _events(entries, made, by=by)
    for entry, outcome in zip(entries, made, strict=True):
        leader = rows[entry.rows[0]]
        leader.made = outcome.as_json()
        for key in entry.rows:
            rows[key].state = RowState.TAKEN
            if key != leader.pk:
                rows[key].made = {"partner": outcome.organisation.pk, "with": leader.pk}


# Partners


def _partners(entries: Sequence[Entry]) -> list[_Made]:
    wanted = [entry.organisation_id for entry in entries if entry.organisation_id is not None]
    known = Organisation.objects.in_bulk(wanted)
    made = [
        _Made(known[entry.organisation_id], is_new=False)
        if entry.organisation_id in known
        else _Made(_organisation(entry.reading), is_new=True)
        for entry in entries
    ]
    Organisation.objects.bulk_create([one.organisation for one in made if one.is_new], batch_size=_AT_ONCE)
    _fill_in([(one, entry.reading) for one, entry in zip(made, entries, strict=True) if not one.is_new])
    return made


def _organisation(reading: Reading) -> Organisation:
    has_left = reading.fate == LEFT
    return Organisation(
        **reading.fields,
        sort_name=rules.sort_name(reading.name),
        state=State.LEFT if has_left else State.MEMBER,
        joined_on=_day(reading.joined_on),
        left_on=_day(reading.left_on) if has_left else None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _fill_in(pairs: Iterable[tuple[_Made, Reading]]) -> None:
    """Add to partners that are there what they lack; what stands there stays."""
    changed: list[_Made] = []
    for one, reading in pairs:
        one.filled = [name for name in _FILLED if reading.get(name) and not getattr(one.organisation, name)]
        for name in one.filled:
            setattr(one.organisation, name, reading.get(name))
        if one.filled:
            one.organisation.version += 1
            changed.append(one)
    organisations = list({one.organisation.pk: one.organisation for one in changed}.values())
    Organisation.objects.bulk_update(organisations, [*_FILLED, "version"], batch_size=_AT_ONCE)
    if any(organisation.is_named for organisation in organisations):
        revisions.bump(f"alliance:{organisations[0].alliance_id}")


# People


def _contacts(entries: Sequence[Entry], made: Sequence[_Made]) -> None:
    finder = _Finder(entries, made)
    shared = _shared_boxes(entries, finder.names)
    told = [_with_shared_boxes(entry.reading.people, shared) for entry in entries]
    wishes: list[tuple[_Made, Person, str]] = []
    for people, one in zip(told, made, strict=True):
        wishes += [(one, finder.find(person, one), person.role) for person in people]
    finder.save()
    taken = finder.pairs
    for one, person, role in wishes:
        if (one.organisation.pk, person.pk) not in taken:
            taken.add((one.organisation.pk, person.pk))
            one.contacts.append(Contact(organisation=one.organisation, person=person, role=role))
    _choose_main(made, finder.with_main)
    Contact.objects.bulk_create([contact for one in made for contact in one.contacts], batch_size=_AT_ONCE)


def _choose_main(made: Sequence[_Made], with_main: set[int]) -> None:
    """The partner's post goes to the first of its people who has an address, or else to the first."""
    for one in made:
        if one.contacts and one.organisation.pk not in with_main:
            main = next((contact for contact in one.contacts if contact.person.email), one.contacts[0])
            main.is_main = True
            with_main.add(one.organisation.pk)


def _shared_boxes(entries: Sequence[Entry], known: Mapping[str, str]) -> set[str]:
    """Return the addresses under which several people are to be reached, those in the list and those that are there."""
    names = defaultdict(list, {email: [name] for email, name in known.items()})
    for person in (person for entry in entries for person in entry.reading.people if person.email and person.name):
        names[person.email].append(person.name)
    return {email for email, found in names.items() if any(not same_person(found[0], name) for name in found[1:])}


def _with_shared_boxes(people: Sequence[PersonRead], shared: set[str]) -> list[PersonRead]:
    """Take addresses of several people off their names; each becomes a mailbox of its own."""
    found: list[PersonRead] = []
    for person in people:
        if person.email in shared and person.name:
            found += [PersonRead(person.name, "", person.phone, person.role), PersonRead(email=person.email)]
        else:
            found.append(person)
    return found


class _Finder:
    """Finds the person to each name and address of a list, or makes one; saves all of them together."""

    def __init__(self, entries: Sequence[Entry], made: Sequence[_Made]) -> None:
        emails = {email for entry in entries for email in entry.reading.emails}
        organisations = [one.organisation.pk for one in made if not one.is_new]
        there = Contact.objects.filter(organisation__in=organisations).select_related("person")
        contacts = list(there)
        self.pairs = {(contact.organisation_id, contact.person_id) for contact in contacts}
        self.with_main = {contact.organisation_id for contact in contacts if contact.is_main}
        self._at = defaultdict(list)
        for contact in contacts:
            self._at[contact.organisation_id].append(contact.person)
        self._by_email = {person.email: person for person in Person.objects.filter(email__in=emails)}
        self.names = {email: person.name for email, person in self._by_email.items() if person.name}
        self._by_phone: dict[tuple[str, str], Person] = {}
        self._new: list[Person] = []
        self._changed: dict[int, Person] = {}

    def find(self, told: PersonRead, one: _Made) -> Person:
        """Return the person with this address; without one, somebody of this name at this partner or with this number."""
        known = self._by_email.get(told.email) if told.email else self._nameless_match(told, one)
        if known is None:
            return self._make(told, one)
        self._fill(known, told, one)
        return known

    def _nameless_match(self, told: PersonRead, one: _Made) -> Person | None:
        here = (person for person in self._at[one.organisation.pk] if told.name and same_person(person.name, told.name))
        return next(here, None) or (self._by_phone.get((told.name.casefold(), told.phone)) if told.phone else None)

    def _make(self, told: PersonRead, one: _Made) -> Person:
        person = Person(name=told.name, email=told.email, phone=told.phone)
        self._new.append(person)
        one.people.append(person)
        self._at[one.organisation.pk].append(person)
        if told.email:
            self._by_email[told.email] = person
        if told.phone and told.name:
            self._by_phone[told.name.casefold(), told.phone] = person
        return person

    def _fill(self, known: Person, told: PersonRead, one: _Made) -> None:
        """A person found keeps her data; only what was empty is filled in."""
        missing = {
            name: getattr(told, name) for name in ("name", "phone") if getattr(told, name) and not getattr(known, name)
        }
        for name, text in missing.items():
            setattr(known, name, text)
        if missing and known.pk is not None:
            known.version += known.pk not in self._changed
            self._changed[known.pk] = known
            one.people_filled[known.pk] = [*one.people_filled.get(known.pk, []), *missing]

    def save(self) -> None:
        Person.objects.bulk_create(self._new, batch_size=_AT_ONCE)
        Person.objects.bulk_update(list(self._changed.values()), ["name", "phone", "version"], batch_size=_AT_ONCE)


# Stations


def _events(entries: Sequence[Entry], made: Sequence[_Made], *, by: Actor) -> None:
    member = by if isinstance(by, Member) else None
    What = MembershipEvent.What  # noqa: N806  an enumeration
    events = []
    for entry, one in zip(entries, made, strict=True):
        if not one.is_new:
            continue
        own = [
            MembershipEvent(organisation=one.organisation, what=What.JOINED, on=one.organisation.joined_on, by=member)
        ]
        if one.organisation.state == State.LEFT:
            left = one.organisation.left_on
            own.append(
                MembershipEvent(
                    organisation=one.organisation, what=What.LEFT, on=left, reason=entry.reading.why, by=member
                )
            )
        one.events = len(own)
        events += own
    MembershipEvent.objects.bulk_create(events, batch_size=_AT_ONCE)

"""The people at partners."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at

from .. import access
from ..models import Contact, Organisation, Person


@transaction.atomic
def find_or_add_person(*, name: str, email: str, phone: str, by: Actor) -> Person:
    """Return the person with this mail address in the alliance in scope, or a new one.

    A person found keeps her data; only what was empty is filled in. Without an address nobody is found: two people
    may have the same name.
    """
    require(access.can_edit_partners(by))
    email = email.strip().lower()
    person = Person.objects.filter(email=email).first() if email else None
    if person is None:
        return Person.objects.create(name=name.strip(), email=email, phone=phone.strip())
    missing = {
        key: value.strip() for key, value in (("name", name), ("phone", phone)) if value and not getattr(person, key)
    }
    if missing:
        Person.objects.filter(pk=person.pk).update(**missing, version=F("version") + 1)
        person.refresh_from_db()
    return person


@transaction.atomic
def add_contact(
    organisation: Organisation, person: Person, *, role: str = "", is_main: bool | None = None, by: Actor
) -> Contact:
    """Join a person to a partner. The first one gets the partner's mail unless `is_main` says otherwise."""
    require(access.can_edit_partners(by))
    known = Contact.objects.filter(organisation=organisation, person=person).first()
    if known is not None:
        return known
    main = is_main if is_main is not None else not organisation.contacts.filter(is_main=True).exists()
    contact = Contact.objects.create(organisation=organisation, person=person, role=role)
    audit.record(by, "contact.added", organisation)
    return set_main_contact(contact, by=by) if main else contact


@transaction.atomic
def set_main_contact(contact: Contact, *, by: Actor) -> Contact:
    """Let this person get the partner's mail, instead of whoever got it so far."""
    require(access.can_edit_partners(by))
    Contact.objects.filter(organisation_id=contact.organisation_id, is_main=True).exclude(pk=contact.pk).update(
        is_main=False
    )
    contact.is_main = True
    contact.save(update_fields=["is_main"])
    return contact


@transaction.atomic
def change_person(person: Person, values: Mapping[str, Any], *, version: int, by: Actor) -> Person:
    """Save a person's data that was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_change_person(by, person))
    values = {**values, "email": values["email"].strip().lower()} if "email" in values else values
    changed = sorted(key for key, value in values.items() if getattr(person, key) != value)
    save_at(version, person, values, Person.objects.all())
    person.refresh_from_db()
    audit.record(by, "person.changed", person, fields=changed)
    return person


@transaction.atomic
def remove_contact(contact: Contact, *, by: Actor) -> None:
    """Take a person away from a partner; who is nobody's contact any more is deleted (Art. 5 (1) e GDPR)."""
    require(access.can_edit_partners(by))
    person, organisation = contact.person, contact.organisation
    was_main = contact.is_main
    contact.delete()
    next_one = organisation.contacts.first()
    if was_main and next_one is not None:
        set_main_contact(next_one, by=by)
    if not Contact.objects.filter(person=person).exists():
        person.delete()
    audit.record(by, "contact.removed", organisation)


@transaction.atomic
def add_person_at(
    organisation: Organisation, *, values: Mapping[str, str], role: str, is_main: bool | None = None, by: Actor
) -> Contact:
    """Enter a person at a partner; with a mail address that is known, the person it belongs to."""
    person = find_or_add_person(name=values["name"], email=values["email"], phone=values["phone"], by=by)
    return add_contact(organisation, person, role=role, is_main=is_main, by=by)


@transaction.atomic
def change_contact(
    contact: Contact, *, values: Mapping[str, Any], role: str, is_main: bool, version: int, by: Actor
) -> Contact:
    """Save a person's data and what she is at this partner; raise ChangedMeanwhile like `change_person`."""
    require(access.can_edit_partners(by))
    change_person(contact.person, values, version=version, by=by)
    if contact.role != role:
        contact.role = role
        contact.save(update_fields=["role"])
    return set_main_contact(contact, by=by) if is_main and not contact.is_main else contact

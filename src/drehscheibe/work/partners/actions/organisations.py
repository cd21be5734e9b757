"""Partners themselves."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.pages import revisions

from .. import access, rules
from ..models import Consent, Declaration, Greeting, HeardNote, MembershipEvent, Organisation
from ..vocabulary import State
from .people import add_person_at, remove_contact

NOON = time(12)


@transaction.atomic
def add_organisation(values: Mapping[str, Any], *, by: Actor) -> Organisation:
    """Enter a partner of the alliance in scope, with the first station of its way."""
    require(access.can_edit_partners(by))
    organisation = Organisation.objects.create(**values, sort_name=rules.sort_name(values["name"]))
    if organisation.state == State.MEMBER:
        MembershipEvent.objects.create(
            organisation=organisation,
            what=MembershipEvent.What.JOINED,
            on=organisation.joined_on,
            by=by if isinstance(by, Member) else None,
        )
    audit.record(by, "partner.added", organisation)
    return organisation


@transaction.atomic
def add_partner(values: Mapping[str, Any], *, person: Mapping[str, str], role: str = "", by: Actor) -> Organisation:
    """Enter a partner together with the person who gets its mail; `person` may be empty."""
    organisation = add_organisation(values, by=by)
    if any(person.values()):
        add_person_at(organisation, values=person, role=role, by=by)
    return organisation


@transaction.atomic
def remove_organisation(organisation: Organisation, *, by: Actor) -> bool:
    """Delete what was entered by mistake, with people who are nobody's contact any more.

    False, and nothing deleted, where the partner has signed, agreed or answered: that is proof and stays.
    """
    require(access.can_edit_partners(by))
    answered = Greeting.objects.filter(organisation=organisation).exclude(answered_at=None)
    for proof in (
        Consent.objects.filter(organisation=organisation),
        Declaration.objects.filter(organisation=organisation),
        answered,
    ):
        if proof.exists():
            return False
    audit.record(by, "partner.removed", organisation)
    for contact in organisation.contacts.select_related("person"):
        remove_contact(contact, by=by)
    organisation.delete()
    return True


@transaction.atomic
def change_organisation(
    organisation: Organisation, values: Mapping[str, Any], *, version: int, by: Actor
) -> Organisation:
    """Save data that was read at `version`; raise ChangedMeanwhile where somebody saved it since.

    The team may, and the partner itself through its link; either way it counts as a sign of life only from the link.
    """
    require(access.can_answer_for(by, organisation))
    changed = sorted(key for key, value in values.items() if getattr(organisation, key) != value)
    more = {"sort_name": rules.sort_name(values["name"])} if "name" in values else {}
    saved = Organisation.objects.filter(pk=organisation.pk, version=version)
    if not saved.update(**values, **more, version=F("version") + 1):
        raise ChangedMeanwhile(Organisation.objects.get(pk=organisation.pk))
    organisation.refresh_from_db()
    audit.record(by, "partner.changed", organisation, fields=changed)
    show_change(organisation)
    return organisation


@transaction.atomic
def note_heard(organisation: Organisation, *, on: date, text: str, by: Member) -> HeardNote:
    """Keep a call or a talk; the partner counts as heard from on that day."""
    require(access.can_edit_partners(by))
    note = HeardNote.objects.create(organisation=organisation, on=on, text=text, by=by)
    touch(organisation, at=datetime.combine(on, NOON, tzinfo=timezone.get_current_timezone()))
    audit.record(by, "partner.heard", organisation)
    return note


def touch(organisation: Organisation, *, at: datetime | None = None) -> None:
    """Note a sign of life; an older one never takes the place of a newer one."""
    at = at or timezone.now()
    if organisation.heard_at is None or organisation.heard_at < at:
        organisation.heard_at = at
        organisation.save(update_fields=["heard_at"])


def show_change(organisation: Organisation) -> None:
    """Let the public page show what it says about a named partner on the next request."""
    if organisation.is_named:
        revisions.bump(f"alliance:{organisation.alliance_id}")

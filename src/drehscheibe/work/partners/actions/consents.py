"""Consents: given, and taken back at any time (Art. 7 (3) GDPR)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.models import StoredFile
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.pages import revisions

from .. import access
from ..models import Consent, Organisation
from ..vocabulary import AnswerChannel, ConsentPurpose


@transaction.atomic
def give_consent(
    organisation: Organisation,
    *,
    purpose: ConsentPurpose = ConsentPurpose.NAMING,
    wording: str,
    channel: AnswerChannel,
    given_by: str,
    given_on: date | None = None,
    scan: StoredFile | None = None,
    link: Link | None = None,
    by: Actor,
) -> Consent:
    """Note a consent with its proof. One that is in force stays as it is, so that its day is the first one.

    `link` is given where the team carries over what somebody agreed to by a link before.
    """
    require(access.can_answer_for(by, organisation))
    in_force = _in_force(organisation, purpose)
    if in_force is not None:
        return in_force
    consent = Consent.objects.create(
        organisation=organisation,
        purpose=purpose,
        wording=wording,
        channel=channel,
        given_by=given_by,
        given_on=given_on or timezone.localdate(),
        recorded_by=by if isinstance(by, Member) else None,
        link=by if isinstance(by, Link) else link,
        scan=scan,
    )
    _set_named(organisation, True)
    audit.record(by, "consent.given", organisation, purpose=purpose.value, channel=channel.value)
    return consent


@transaction.atomic
def withdraw_consent(
    organisation: Organisation,
    *,
    purpose: ConsentPurpose = ConsentPurpose.NAMING,
    channel: AnswerChannel,
    withdrawn_by: str,
    by: Actor,
) -> Consent | None:
    """End a consent; what it allowed is gone with the next request. None where there was none in force."""
    require(access.can_answer_for(by, organisation))
    consent = _in_force(organisation, purpose)
    if consent is None:
        return None
    consent.withdrawn_at, consent.withdrawn_channel, consent.withdrawn_by = timezone.now(), channel, withdrawn_by
    consent.save(update_fields=["withdrawn_at", "withdrawn_channel", "withdrawn_by"])
    _set_named(organisation, False)
    audit.record(by, "consent.withdrawn", organisation, purpose=purpose.value, channel=channel.value)
    return consent


@transaction.atomic
def end_consents(organisation: Organisation, *, by: Actor) -> None:
    """End what a partner agreed to as a partner, because it is none any more; who comes back is asked anew."""
    require(access.can_edit_partners(by))
    ended = Consent.objects.filter(organisation=organisation, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if ended:
        _set_named(organisation, False)
        audit.record(by, "consent.ended", organisation)


def _in_force(organisation: Organisation, purpose: ConsentPurpose) -> Consent | None:
    """Return the consent in force, locked: a link and the team may act at the same moment."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return Consent.objects.filter(organisation=organisation, purpose=purpose, withdrawn_at=None).first()


def _set_named(organisation: Organisation, named: bool) -> None:
    organisation.is_named = named
    organisation.save(update_fields=["is_named"])
    revisions.bump(f"alliance:{organisation.alliance_id}")

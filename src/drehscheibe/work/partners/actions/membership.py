"""A partner's way: taken in, another membership, left, excluded, back again. All moves stand in `rules.MOVES`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.actions import add_row
from drehscheibe.ground.alliances.models import PartnerCount
from drehscheibe.ground.alliances.vocabulary import Audience
from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.outbox.actions import queue_mails, start_sending
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.ground.tenancy.locks import lock_alliance
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.conflicts import ChangedMeanwhile
from drehscheibe.kit.pages import revisions

from .. import access, rules
from ..mails import membership as letters
from ..models import LeavingWish, MembershipEvent, MembershipRules, Organisation
from ..queries import membership as queries
from ..queries import numbers
from ..queries.contacts import people_for_mail
from ..vocabulary import MembershipKind, State
from .consents import end_consents
from .declarations import set_declaration_text

What = MembershipEvent.What
EXCLUSION = "exclusion"


# The alliance's own rules


@transaction.atomic
def save_membership_rules(
    values: Mapping[str, Any], *, text: str, values_clause: str, version: int, by: Actor
) -> MembershipRules:
    """Save how partners are taken in and what they sign, as read at `version`.

    Raises ChangedMeanwhile where somebody saved it since.
    """
    require(access.can_edit_partners(by))
    lock_alliance()
    known = MembershipRules.objects.first() or MembershipRules()
    if known.pk is not None and known.version != version:
        raise ChangedMeanwhile(known)
    for name, value in values.items():
        setattr(known, name, value)
    known.version += 1
    known.save()
    set_declaration_text(text=text, values_clause=values_clause, in_force=known.wants_declaration, by=by)
    audit.record(by, "membership_rules.changed", known, fields=sorted(values))
    revisions.bump(f"alliance:{known.alliance_id}")
    return known


# Coming


@transaction.atomic
def take_in_partner(organisation: Organisation, *, on: date, reason: str = "", by: Actor) -> Organisation:
    """Make a partner of one that was only asked, that had left or was excluded.

    `joined_on` stays the first day; the stations tell of the time between.
    """
    require(access.can_edit_partners(by))
    was = _move(organisation, State.MEMBER, on=on, left_on=None)
    if organisation.joined_on is None and was == State.CANDIDATE:
        organisation.joined_on = on
        organisation.save(update_fields=["joined_on"])
    what = What.JOINED if was == State.CANDIDATE else What.RETURNED
    MembershipEvent.objects.create(organisation=organisation, what=what, on=on, reason=reason, by=_member(by))
    audit.record(by, f"partner.{what}", organisation)
    return organisation


def number_partners() -> None:
    """Write down the number of each partner that has none yet, in the order in which they joined."""
    joined = MembershipEvent.objects.filter(what=What.JOINED)
    last = joined.aggregate(last=Max("number"))["last"] or 0
    unnumbered = list(joined.filter(number=None).order_by("pk"))
    for number, event in enumerate(unnumbered, start=last + 1):
        event.number = number
    MembershipEvent.objects.bulk_update(unnumbered, ["number"])


@transaction.atomic
def change_membership_kind(
    organisation: Organisation, *, kind: MembershipKind, on: date, reason: str, by: Actor
) -> Organisation:
    """Change between a vote, an advisory voice and being a guest."""
    require(access.can_edit_partners(by))
    known = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if known.membership_kind == kind:
        raise ValidationError(_("Das ist die Mitgliedschaft, die schon gilt."))
    _not_in_the_future(on)
    MembershipEvent.objects.create(
        organisation=known,
        what=What.KIND,
        on=on,
        reason=reason,
        kind_before=known.membership_kind,
        kind_after=kind,
        by=_member(by),
    )
    Organisation.objects.filter(pk=known.pk).update(membership_kind=kind, version=F("version") + 1)
    audit.record(by, "partner.kind", known)
    organisation.refresh_from_db()
    return organisation


# Going


@transaction.atomic
def note_leaving(organisation: Organisation, *, on: date, reason: str, tell: bool, by: Actor) -> MembershipEvent:
    """Note that a partner has left; its name is gone from the public page with the next request.

    `tell` sends a confirmation to whoever gets its mail.
    """
    require(access.can_edit_partners(by))
    _end(organisation, State.LEFT, on=on, by=by)
    event = MembershipEvent.objects.create(
        organisation=organisation, what=What.LEFT, on=on, reason=reason, by=_member(by)
    )
    audit.record(by, "partner.left", organisation)
    person = people_for_mail([organisation]).get(organisation.pk)
    if tell and person is not None:
        letters.queue_left(event, person)
    return event


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why and how somebody is excluded; `resolution` names the decision, in the alliance's own words."""

    on: date
    reason: str
    by_values_clause: bool
    heard_on: date | None
    hearing: str
    resolution: str


def exclusion_event(organisation: Organisation, given: Exclusion, *, by: Member | None = None) -> MembershipEvent:
    """Return the station, not saved yet, with the clause that it rests on."""
    text = queries.newest_wording()
    return MembershipEvent(
        organisation=organisation,
        what=What.EXCLUDED,
        on=given.on,
        reason=given.reason,
        by_values_clause=given.by_values_clause,
        values_clause=text.values_clause if text and given.by_values_clause else "",
        heard_on=given.heard_on,
        hearing=given.hearing,
        resolution=given.resolution,
        by=by,
    )


@transaction.atomic
def exclude_partner(organisation: Organisation, given: Exclusion, *, tell: bool, by: Member) -> MembershipEvent:
    """Exclude a partner; the letter about it can be stopped for five minutes, what was noted stays.

    A clause that never was part of what partners sign is none to exclude by: that raises ValidationError.
    """
    require(access.can_edit_partners(by))
    event = exclusion_event(organisation, given, by=by)
    if given.by_values_clause and not event.values_clause:
        raise ValidationError(_("Ihre Bündniserklärung nennt keine Grundsätze. Ohne sie gilt nur der Grund."))
    _end(organisation, State.EXCLUDED, on=given.on, by=by)
    event.save()
    audit.record(by, "partner.excluded", organisation, values_clause=given.by_values_clause)
    person = people_for_mail([organisation]).get(organisation.pk)
    if tell and person is not None:
        title = _("Ausschluss: %(name)s") % {"name": organisation.name}
        queue_mails(
            [letters.exclusion_letter(event, person)], sending=start_sending(kind=EXCLUSION, title=title, by=by)
        )
    return event


def _end(organisation: Organisation, state: State, *, on: date, by: Actor) -> None:
    """End a membership, and what was agreed to for its time."""
    _move(organisation, state, on=on, left_on=on)
    end_consents(organisation, by=by)
    LeavingWish.objects.filter(organisation=organisation, settled_at=None).update(settled_at=timezone.now())


def _move(organisation: Organisation, to: State, *, on: date, left_on: date | None) -> str:
    """Move a partner on and return where it stood; raise ValidationError for a move that is none."""
    _not_in_the_future(on)
    known = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not rules.may_become(known.state, to):
        raise ValidationError(_("Das geht nicht: Dieser Partner ist %(state)s.") % {"state": known.get_state_display()})
    Organisation.objects.filter(pk=known.pk).update(state=to, left_on=left_on, version=F("version") + 1)
    organisation.refresh_from_db()
    revisions.bump(f"alliance:{known.alliance_id}")
    return known.state


def _not_in_the_future(on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError(_("Der Tag liegt in der Zukunft. Vermerken Sie es, wenn es so weit ist."))


def _member(by: Actor) -> Member | None:
    return by if isinstance(by, Member) else None


# The wish to leave


@transaction.atomic
def wish_to_leave(organisation: Organisation, *, reason: str, by: Link) -> LeavingWish:
    """Keep that somebody of a partner wants it to leave, and tell the coordination; once, until that is settled."""
    require(access.can_answer_for(by, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = LeavingWish.objects.filter(organisation=organisation, settled_at=None).first()
    if known is not None:
        return known
    wish = LeavingWish.objects.create(
        organisation=organisation, link=by, made_by=by.recipient_name or by.recipient, reason=reason
    )
    audit.record(by, "partner.wants_to_leave", organisation)
    letters.queue_leaving_wish(wish)
    return wish


@transaction.atomic
def settle_wish(wish: LeavingWish, *, by: Actor) -> None:
    """Note that a partner stays after all."""
    require(access.can_edit_partners(by))
    wish.settled_at = timezone.now()
    wish.save(update_fields=["settled_at"])
    audit.record(by, "partner.stays", wish.organisation)


# The number in the profile


@transaction.atomic
def take_number_into_profile(*, by: Actor) -> PartnerCount | None:
    """Add today's number of partners to the history in the profile; None where it stands there already."""
    today = timezone.localdate()
    values = {"as_of": today.isoformat(), "count": numbers.number_on(today)}
    if PartnerCount.objects.filter(**values).exists():
        return None
    return add_row(PartnerCount, {**values, "audience": Audience.PUBLIC}, by=by)

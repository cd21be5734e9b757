"""Days on which a partner cannot host or nobody wants to meet, and turns of the time before."""

from datetime import date

from django.db import transaction

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.partners.models import Organisation

from .. import access
from ..models import BlockedDate, HostTurn


@transaction.atomic
def block_dates(
    organisation: Organisation | None, *, since: date, until: date, reason: str = "", by: Actor
) -> BlockedDate:
    """Block days for one partner, or for everybody; the same days twice are one entry."""
    require(access.can_block(by, organisation))
    row, _made = BlockedDate.objects.get_or_create(
        organisation=organisation, since=since, until=until, defaults={"reason": reason}
    )
    audit.record(by, "blocked_date.added", row)
    return row


@transaction.atomic
def free_dates(row: BlockedDate, *, by: Actor) -> None:
    require(access.can_block(by, row.organisation))
    audit.record(by, "blocked_date.removed", row)
    row.delete()


@transaction.atomic
def enter_turn(organisation: Organisation, *, on: date, by: Actor) -> HostTurn:
    """Note who hosted before there was this list; entered twice it counts once."""
    require(access.can_edit_meetings(by))
    row, _made = HostTurn.objects.get_or_create(organisation=organisation, on=on)
    audit.record(by, "host_turn.entered", row)
    return row


@transaction.atomic
def remove_turn(row: HostTurn, *, by: Actor) -> None:
    """Take back a turn that was entered by hand; those of meetings follow from their minutes."""
    require(access.can_edit_meetings(by) and row.meeting_id is None)
    audit.record(by, "host_turn.entered", row, removed=True)
    row.delete()

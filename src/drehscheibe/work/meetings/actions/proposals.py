"""Items that partners and groups propose, and what the coordination makes of them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.work.bodies.models import Body

from .. import access
from ..mails.proposals import queue_declined, queue_postponed, queue_taken
from ..models import AgendaItem, Invitee, Meeting, Paper
from ..queries.meetings import following
from ..queries.proposals import can_still_propose, decisions_until
from ..vocabulary import ItemKind, ItemState
from .agenda import hold

MOST_OPEN = 5
"""So many proposals of one partner may wait for an answer; a link in wrong hands fills no agenda."""


@transaction.atomic
def propose(
    invitee: Invitee,
    *,
    title: str,
    text: str = "",
    minutes: int = 10,
    wants_decision: bool = False,
    body: Body | None = None,
    by: Actor,
) -> AgendaItem:
    """Propose an item for the meeting that somebody is invited to, for her partner or for a group it sits in.

    Raises ValidationError where it is too late, or where many proposals of hers wait already.
    """
    require(access.can_answer(by, invitee))
    meeting = invitee.meeting
    if not can_still_propose(meeting):
        raise ValidationError(_("Für dieses Treffen ist es zu spät. Sagen Sie es am Abend, oder rufen Sie uns an."))
    waiting = AgendaItem.objects.filter(meeting=meeting, proposer=invitee, state=ItemState.PROPOSED).count()
    if waiting >= MOST_OPEN:
        raise ValidationError(_("Fünf Ihrer Vorschläge warten noch auf Antwort. Bitte haben Sie etwas Geduld."))
    item = AgendaItem.objects.create(
        meeting=meeting, title=title, text=text, minutes=minutes, state=ItemState.PROPOSED,
        kind=ItemKind.DECISION if wants_decision else ItemKind.DISCUSSION,
        owner_organisation=None if body else invitee.organisation, owner_body=body, owner_name=_name(invitee),
        proposer=invitee, proposed_by=_proposed_by(invitee, body), proposed_at=timezone.now(),
    )  # fmt: skip
    audit.record(by, "item.proposed", item)
    return item


@transaction.atomic
def accept(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """Put a proposal on the agenda, last; too late for a decision it becomes a talk (see `decisions_until`)."""
    require(access.can_run(by, item.meeting))
    hold(item.meeting)
    found = _waiting(item)
    if found.kind == ItemKind.DECISION and _too_late_to_decide(found.meeting):
        found.kind = ItemKind.DISCUSSION
    found.state, found.rank = ItemState.ACCEPTED, _last_rank(found.meeting) + 1
    found.version += 1
    found.save(update_fields=["state", "rank", "kind", "version"])
    audit.record(by, "item.accepted", found)
    queue_taken(found)
    return found


@transaction.atomic
def decline(item: AgendaItem, *, verdict: str, by: Actor) -> AgendaItem:
    """Leave a proposal off the agenda; who made it gets the sentence by mail."""
    require(access.can_run(by, item.meeting))
    found = _waiting(item)
    found.state, found.verdict = ItemState.DECLINED, verdict
    found.version += 1
    found.save(update_fields=["state", "verdict", "version"])
    audit.record(by, "item.declined", found)
    queue_declined(found)
    return found


@transaction.atomic
def postpone(item: AgendaItem, *, by: Actor) -> AgendaItem:
    """Take an item or a proposal over to the body's next meeting, with its papers; return the item there.

    Raises ValidationError where no next meeting is planned.
    """
    require(access.can_run(by, item.meeting))
    found = _locked(item)
    if found.state == ItemState.ACCEPTED:
        hold(found.meeting)
    elif found.state != ItemState.PROPOSED:
        raise ValidationError(_("Dieser Punkt steht nicht mehr auf der Tagesordnung. Bitte laden Sie die Seite neu."))
    target = following(found.meeting)
    if target is None:
        raise ValidationError(_("Es ist noch kein nächstes Treffen geplant. Legen Sie erst eines an."))
    copy = AgendaItem.objects.create(
        meeting=target, rank=_last_rank(target) + 1, state=found.state, kind=found.kind, title=found.title,
        text=found.text, minutes=found.minutes, owner_organisation_id=found.owner_organisation_id,
        owner_body_id=found.owner_body_id, owner_name=found.owner_name, proposed_by=found.proposed_by,
        proposed_at=found.proposed_at, proposer=found.proposer, is_confidential=found.is_confidential,
    )  # fmt: skip
    Paper.objects.filter(item=found).update(meeting=target, item=copy)
    was_proposed = found.state == ItemState.PROPOSED
    found.state = ItemState.POSTPONED
    found.version += 1
    found.save(update_fields=["state", "version"])
    audit.record(by, "item.postponed", found)
    if was_proposed:
        queue_postponed(found, target)
    return copy


def _locked(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("meeting__body", "proposer__person", "proposer__organisation").get(pk=item.pk)


def _waiting(item: AgendaItem) -> AgendaItem:
    found = _locked(item)
    if found.state != ItemState.PROPOSED:
        raise ValidationError(_("Über diesen Vorschlag hat schon jemand entschieden. Bitte laden Sie die Seite neu."))
    return found


def _too_late_to_decide(meeting: Meeting) -> bool:
    until = decisions_until(meeting)
    return until is not None and timezone.localdate() > until


def _last_rank(meeting: Meeting) -> int:
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("rank"))["last"]
    return -1 if last is None else last


def _name(invitee: Invitee) -> str:
    name = invitee.person.name if invitee.person else invitee.name
    return name[:120]


def _proposed_by(invitee: Invitee, body: Body | None) -> str:
    partner = invitee.organisation.name if invitee.organisation else invitee.guest_role
    parts = [_name(invitee), body.name if body else partner]
    return ", ".join(part for part in parts if part)[:200]

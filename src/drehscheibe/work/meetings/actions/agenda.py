"""The agenda: items come, change, change places and go.

A meeting's row is locked while its items change places, so that two people who move at the same time both get
what they asked for.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.files.actions import delete_file
from drehscheibe.ground.tenancy.access import Actor, require
from drehscheibe.kit.conflicts import save_at

from .. import access
from ..models import AgendaItem, Decision, Entry, Meeting, Minutes, Paper
from ..queries.minutes import search_text
from ..vocabulary import ItemState, MeetingState
from .publicly import decisions_changed

OPEN_STATES = (MeetingState.DRAFT, MeetingState.INVITED, MeetingState.RUNNING)
"""As long as the evening is not over, its agenda may change; afterwards it is part of the minutes."""


@transaction.atomic
def add_item(meeting: Meeting, values: Mapping[str, Any], *, by: Actor) -> AgendaItem:
    """Put an item at the end of the agenda; raise ValidationError where the meeting is over."""
    require(access.can_run(by, meeting))
    hold(meeting)
    item = AgendaItem.objects.create(meeting=meeting, rank=_next_rank(meeting), **values)
    audit.record(by, "item.added", item)
    return item


@transaction.atomic
def add_first_item(meeting: Meeting, values: Mapping[str, Any], *, by: Actor) -> AgendaItem:
    """Put an item before all others: what every meeting begins with."""
    item = add_item(meeting, values, by=by)
    _rank(meeting, [item.pk, *(pk for pk in _order(meeting) if pk != item.pk)])
    item.refresh_from_db()
    return item


@transaction.atomic
def change_item(item: AgendaItem, values: Mapping[str, Any], *, version: int, by: Actor) -> AgendaItem:
    """Save what was read at `version`; raise ChangedMeanwhile where somebody saved it since."""
    require(access.can_run(by, item.meeting))
    hold(item.meeting)
    changed = sorted(key for key, value in values.items() if getattr(item, key) != value)
    save_at(version, item, values, AgendaItem.objects.all())
    item.refresh_from_db()
    if "is_confidential" in changed:
        follow(item)
    audit.record(by, "item.changed", item, fields=changed)
    return item


@transaction.atomic
def confide(item: AgendaItem, *, is_confidential: bool, by: Actor) -> AgendaItem:
    """Make an item confidential, or open it again; also when the meeting is long over and its minutes are approved."""
    require(access.can_run(by, item.meeting))
    found = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=item.pk)
    if found.is_confidential == is_confidential:
        return found
    found.is_confidential, found.version = is_confidential, found.version + 1
    found.save(update_fields=["is_confidential", "version"])
    follow(found)
    audit.record(by, "item.confided" if is_confidential else "item.disclosed", found)
    return found


def follow(item: AgendaItem) -> None:
    """Let lines, decisions and minutes follow an item that became confidential, or open; what was public is withdrawn.

    What is opened again does not become public by itself.
    """
    Entry.objects.filter(item=item, is_public=True).update(is_public=False, version=F("version") + 1)
    decided = Decision.objects.filter(entry__item=item)
    decided.update(is_confidential=item.is_confidential, is_public=False, version=F("version") + 1)
    minutes = Minutes.objects.defer("pdf").filter(meeting=item.meeting_id).first()
    if minutes is not None:
        # The kept file is for everybody; without it the next reader gets one that is made on the spot.
        Minutes.objects.filter(pk=minutes.pk).update(search=search_text(item.meeting, minutes), pdf=b"")
    decisions_changed(item.alliance_id)


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: Actor) -> int:
    """Put an item at a place, 0 being the first; return where it stands then.

    The others keep their order among each other, also what somebody else moved in the meantime.
    """
    require(access.can_run(by, item.meeting))
    hold(item.meeting)
    order = _order(item.meeting)
    if item.pk not in order:
        raise ValidationError(_("Dieser Punkt steht nicht mehr auf der Tagesordnung. Bitte laden Sie die Seite neu."))
    others = [pk for pk in order if pk != item.pk]
    place = max(0, min(to, len(others)))
    wanted = [*others[:place], item.pk, *others[place:]]
    if wanted != order:
        _rank(item.meeting, wanted)
        audit.record(by, "item.moved", item, place=place + 1)
    return place


@transaction.atomic
def shift_item(item: AgendaItem, *, up: bool, by: Actor) -> int:
    """Change places with the neighbour; return where it stands then."""
    require(access.can_run(by, item.meeting))
    hold(item.meeting)
    order = _order(item.meeting)
    now = order.index(item.pk) if item.pk in order else 0
    return move_item(item, to=now - 1 if up else now + 1, by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Actor) -> None:
    """Take an item off the agenda, with its papers; who gave them still has them."""
    require(access.can_run(by, item.meeting))
    hold(item.meeting)
    if item.is_confidential and Entry.objects.filter(item=item, removed_at=None).exists():
        raise ValidationError(
            _("Zu diesem vertraulichen Punkt ist schon etwas notiert. Streichen Sie erst die Zeilen dazu, sonst stünden sie "
              "offen im Protokoll.")
        )  # fmt: skip
    files = [paper.file for paper in Paper.objects.filter(item=item).select_related("file") if paper.file]
    audit.record(by, "item.removed", item)
    item.delete()
    for file in files:
        delete_file(file)


@transaction.atomic
def copy_agenda(source: Meeting, target: Meeting, *, by: Actor) -> int:
    """Give `target` the items of `source` and the titles of its papers as „wird nachgereicht“; return how many items.

    The frame is taken over, not what happened: no explanations, no results, no files. What was proposed and not
    taken stays behind.
    """
    require(access.can_run(by, target))
    hold(target)
    rank, made = _next_rank(target), {}
    for number, item in enumerate(AgendaItem.objects.filter(meeting=source, state=ItemState.ACCEPTED)):
        made[item.pk] = AgendaItem.objects.create(
            meeting=target, rank=rank + number, kind=item.kind, title=item.title, minutes=item.minutes,
            owner_organisation_id=item.owner_organisation_id, owner_body_id=item.owner_body_id,
            owner_name=item.owner_name, is_confidential=item.is_confidential,
        )  # fmt: skip
    papers = Paper.objects.filter(meeting=source)
    Paper.objects.bulk_create(
        Paper(meeting=target, item=made.get(paper.item_id or 0), title=paper.title, from_whom=paper.from_whom)
        for paper in papers
        if paper.item_id is None or paper.item_id in made
    )
    return len(made)


def hold(meeting: Meeting) -> None:
    """Lock the meeting, so that nobody else changes its agenda meanwhile; raise ValidationError where it is over."""
    found = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting.pk, state__in=OPEN_STATES).first()
    if found is None:
        raise ValidationError(_("Die Tagesordnung lässt sich nicht mehr ändern: Das Treffen ist vorbei oder abgesagt."))


def _next_rank(meeting: Meeting) -> int:
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("rank"))["last"]
    return 0 if last is None else last + 1


def _order(meeting: Meeting) -> list[int]:
    rows = AgendaItem.objects.filter(meeting=meeting, state=ItemState.ACCEPTED)
    return list(rows.order_by("rank", "pk").values_list("pk", flat=True))


def _rank(meeting: Meeting, order: list[int]) -> None:
    rows = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting, pk__in=order)}
    for rank, pk in enumerate(order):
        rows[pk].rank = rank
    AgendaItem.objects.bulk_update(rows.values(), ["rank"])

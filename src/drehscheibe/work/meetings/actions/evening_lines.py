"""Lines of the minutes: begun, filled, struck out. Called by `evening.take_stroke`, inside its transaction.

A line knows its version. Who changes an older one did not see what somebody else wrote in the meantime: her words become
a line beside it, and both are shown.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.bodies.queries.rules import game_of
from drehscheibe.work.bodies.rules import Game, outcome

from ..models import AgendaItem, Entry, Meeting, Stroke
from ..queries.evening import people_by_label
from ..queries.voting import meant, standing
from ..vocabulary import BY_VOTE, EntryKind, Manner, Outcome

Answer = dict[str, Any]
_COUNTS = ("yes", "no", "abstained")
_MOMENT = ("manner", "majority", "there", "needed", "entitled", "voted_at")
_WORDS = (
    "text", *_COUNTS, "outcome", "biased", *_MOMENT, "is_public", "owner_id", "owner_name", "due_on",
)  # fmt: skip


def add(meeting: Meeting, key: UUID, values: Mapping[str, Any], *, at: datetime, by: Actor) -> Answer:
    """Begin a line under an item. Where decisions are taken by consent, a new one is agreed to until somebody counts."""
    kind = EntryKind(values["kind"])
    game = game_of(meeting.body)
    agreed = kind == EntryKind.DECISION and game.majority == "consensus"
    moment = _moment(meeting, game, Manner.CONSENSUS, "", at) if agreed else {}
    entry = Entry.objects.create(
        meeting=meeting,
        item=_item(meeting, values.get("item")),
        key=key,
        rank=_next_rank(meeting),
        kind=kind,
        text=values["text"],
        outcome=Outcome.ACCEPTED if agreed else "",
        written_by=_name(by),
        written_at=at,
        **moment,
    )
    return _answer(entry)


def change(meeting: Meeting, key: UUID, values: Mapping[str, Any], *, at: datetime, by: Actor) -> Answer:
    """Change a line, or put a second one beside it where somebody was faster. The same words twice are one line."""
    entry, version = _meant(meeting, values)
    new = _values(meeting, entry, values, at)
    if all(getattr(entry, name) == value for name, value in new.items()) and entry.removed_at is None:
        return _answer(entry)
    if entry.version != version:
        return _beside(entry, key, new, at=at, by=by)
    for name, value in new.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.written_by, entry.written_at = _name(by), at
    entry.save()
    return _answer(entry)


def remove(meeting: Meeting, values: Mapping[str, Any], *, at: datetime) -> Answer:
    entry, version = _meant(meeting, values)
    if entry.removed_at is not None:
        return _answer(entry)
    if entry.version != version:
        raise ValidationError(_("Jemand hat diese Zeile inzwischen geändert. Sie bleibt deshalb stehen."))
    return _set_removed(entry, at)


def restore(meeting: Meeting, values: Mapping[str, Any]) -> Answer:
    entry, _version = _meant(meeting, values)
    return _answer(entry) if entry.removed_at is None else _set_removed(entry, None)


def _set_removed(entry: Entry, at: datetime | None) -> Answer:
    entry.removed_at, entry.version = at, entry.version + 1
    entry.save(update_fields=["removed_at", "version"])
    return _answer(entry)


def _beside(entry: Entry, key: UUID, new: Mapping[str, Any], *, at: datetime, by: Actor) -> Answer:
    beside = Entry.objects.create(
        meeting_id=entry.meeting_id, item_id=entry.item_id, kind=entry.kind, key=key, rank=entry.rank,
        beside=entry, written_by=_name(by), written_at=at, **new,
    )  # fmt: skip
    return {**_answer(beside), "beside": str(entry.key)}


def _answer(entry: Entry) -> Answer:
    return {"entry": str(entry.key), "version": entry.version}


def _meant(meeting: Meeting, values: Mapping[str, Any]) -> tuple[Entry, int]:
    """Return the line that a stroke is about, and the version that its device had in mind.

    A device that typed on before it heard of its own earlier stroke names that one: where it made a line beside, the
    next words belong there.
    """
    key, version = values["entry"], values.get("version") or 0
    if values.get("follows"):
        earlier = Stroke.objects.filter(meeting=meeting, key=values["follows"]).first()
        if earlier is not None and "entry" in earlier.answer:
            key, version = UUID(earlier.answer["entry"]), earlier.answer["version"]
    entry = Entry.objects.filter(meeting=meeting, key=key).first()
    if entry is None:
        raise ValidationError(_("Diese Zeile gibt es nicht."))
    return entry, version


def _values(meeting: Meeting, entry: Entry, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    new: dict[str, Any] = {name: getattr(entry, name) for name in _WORDS}
    new["text"] = values["text"]
    if entry.kind == EntryKind.DECISION:
        return new | {"is_public": values["public"]} | _vote(meeting, entry, values, at)
    if entry.kind == EntryKind.TASK:
        return new | _owner(meeting, values["owner"]) | {"due_on": values["due"]}
    return new


def _vote(meeting: Meeting, entry: Entry, values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return what was decided and how, with the votes that were there at that moment.

    A line with the result of a vote of its own keeps it. Where only words change, the moment stays what it was.
    """
    if entry.manner in BY_VOTE:
        return {}
    game, biased = game_of(meeting.body), values.get("biased", "") or ""
    counts = {name: None if values["agreed"] else values[name] for name in _COUNTS}
    counted = any(count is not None for count in counts.values())
    manner = Manner.HANDS if counted else Manner.CONSENSUS if values["agreed"] else ""
    said = {**counts, "biased": biased, "manner": manner}
    if all(getattr(entry, name) == value for name, value in said.items()):
        return {}
    moment = _moment(meeting, game, manner, biased, at)
    agreed = Outcome.ACCEPTED if values["agreed"] else ""
    result = _result(game, counts, entitled=moment["entitled"] or 0) if counted else agreed
    return {**said, **moment, "outcome": result}


def _moment(meeting: Meeting, game: Game, manner: str, biased: str, at: datetime) -> dict[str, Any]:
    """Return the rule that held and the votes that were there; nothing of it for a line without a result."""
    if not manner:
        return dict.fromkeys(_MOMENT[2:]) | {"manner": "", "majority": ""}
    found = standing(meeting, game, at=at, without=meant(meeting, biased))
    return {
        "manner": manner, "majority": game.majority, "there": found.there, "needed": found.needed,
        "entitled": found.entitled, "voted_at": at,
    }  # fmt: skip


def _result(game: Game, counts: Mapping[str, int | None], *, entitled: int) -> str:
    yes, no, abstained = (counts[name] or 0 for name in _COUNTS)
    return outcome(game, yes=yes, no=no, abstained=abstained, entitled=entitled)


def _owner(meeting: Meeting, words: str) -> dict[str, Any]:
    """Return who takes a task on: somebody on the list where the words name just one, else the words."""
    found = people_by_label(meeting).get(words.strip().casefold()) if words.strip() else None
    return {"owner_id": found, "owner_name": "" if found else words.strip()}


def _item(meeting: Meeting, item_id: int | None) -> AgendaItem | None:
    """Return the item; a line whose item was taken off the agenda meanwhile is kept without one."""
    return AgendaItem.objects.filter(meeting=meeting, pk=item_id).first() if item_id else None


def _next_rank(meeting: Meeting) -> int:
    last = Entry.objects.filter(meeting=meeting).aggregate(last=Max("rank"))["last"]
    return 0 if last is None else last + 1


def _name(by: Actor) -> str:
    return by.name[:120] if isinstance(by, Member) else ""

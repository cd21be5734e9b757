"""How a need ends: on an agenda, in a project, or with a no and its why. Whoever told it hears of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.audit import actions as audit
from drehscheibe.ground.tenancy.access import Actor, Machine, require
from drehscheibe.ground.tenancy.models import Link, Member
from drehscheibe.kit.pages import revisions
from drehscheibe.work.meetings.actions.agenda import add_item
from drehscheibe.work.meetings.models import AgendaItem, Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD
from drehscheibe.work.meetings.vocabulary import ItemState
from drehscheibe.work.meetings.wording import day_in_words
from drehscheibe.work.partners.queries.page import is_renewed

from .. import access
from ..mails.needs import queue_answer, queue_renewed_need
from ..models import Need, NeedSupport, Project
from ..queries.needs import decisions_of_items
from ..vocabulary import Circle, NeedState
from .projects import add_project

OPEN = (NeedState.NEW, NeedState.OPEN, NeedState.AGENDA, NeedState.PROJECT)
"""States that an answer may follow; what was ended has to be opened again first."""


@transaction.atomic
def put_on_agenda(
    need: Need, meeting: Meeting, values: Mapping[str, Any], *, answer: str = "", by: Actor
) -> AgendaItem:
    """Put a need on the agenda of a coming meeting; a confidential one becomes a confidential item.

    Raises ValidationError where the meeting is over, or where the need waits on an agenda already.
    """
    found = _held(need, by)
    item = found.item
    if item is not None and item.state == ItemState.ACCEPTED and item.meeting.state in AHEAD:
        text = _("Das steht schon auf der Tagesordnung von „%(meeting)s“ am %(day)s.")
        raise ValidationError(text % {"meeting": item.meeting.title, "day": day_in_words(item.meeting.starts_at)})
    made = add_item(meeting, {**values, "is_confidential": found.audience == Circle.TEAM}, by=by)
    said = answer or _("Wir sprechen darüber: „%(meeting)s“ am %(day)s.") % {
        "meeting": meeting.title, "day": day_in_words(meeting.starts_at)
    }  # fmt: skip
    _answer(found, NeedState.AGENDA, said, by=by, item=made)
    return made


@transaction.atomic
def make_project(need: Need, values: Mapping[str, Any], *, answer: str = "", by: Actor) -> Project:
    """Begin a project out of a need, with its words, field and group."""
    found = _held(need, by)
    project = add_project(values, by=by)
    give_to_project(found, project, answer=answer, by=by)
    return project


@transaction.atomic
def give_to_project(need: Need, project: Project, *, answer: str = "", by: Actor) -> None:
    """Let a project that exists see to a need."""
    found = _held(need, by)
    require(access.can_see(by, project))
    named = _("Daraus wird ein Projekt: „%(title)s“.") % {"title": project.title}
    said = answer or (named if _may_be_named(project, found) else _("Daraus wird ein Projekt."))
    _answer(found, NeedState.PROJECT, said, by=by, project=project)


def _may_be_named(project: Project, need: Need) -> bool:
    """Tell whether all who read the answer may know the project: a public need is answered in public."""
    if project.audience == Circle.PUBLIC:
        return True
    return project.audience != Circle.TEAM and need.audience != Circle.PUBLIC


@transaction.atomic
def decline_need(need: Need, *, answer: str, by: Actor) -> None:
    """Say no, and why."""
    _answer(_held(need, by), NeedState.DECLINED, answer, by=by)


@transaction.atomic
def meet_need(need: Need, *, answer: str, by: Actor) -> None:
    """Say that it is solved, and how."""
    _answer(_held(need, by), NeedState.MET, answer, by=by)


@transaction.atomic
def merge_needs(need: Need, into: Need, *, by: Actor) -> None:
    """Put a need together with another one, which takes over its supporters and hears for both what became of it.

    Raises ValidationError for a need with itself, where the other one is merged away itself, and where one of both is
    confidential: its title would go to those who told the other one.
    """
    found, target = _held(need, by), _held(into, by)
    if found.pk == target.pk:
        raise ValidationError(_("Das ist derselbe Bedarf. Bitte wählen Sie einen anderen."))
    if (found.audience == Circle.TEAM) != (target.audience == Circle.TEAM):
        raise ValidationError(
            _("Der eine ist vertraulich, der andere nicht. Ändern Sie zuerst, wer den vertraulichen sehen darf.")
        )
    _take_supporters(found, target)
    Need.objects.filter(merged_into=found).update(merged_into=target)
    said = _("Wir führen ihn zusammen mit: „%(title)s“.") % {"title": target.title}
    if target.audience == Circle.TEAM:
        said = _("Wir führen ihn mit einem anderen zusammen. Was daraus wird, erfahren auch Sie.")
    _answer(found, NeedState.MERGED, said, by=by, merged_into=target)


@transaction.atomic
def reopen_need(need: Need, *, by: Actor) -> None:
    """Take up a need again; what was answered stands in the log only, and the next answer is told anew."""
    require(access.can_edit_need(by, need))
    ended = Need.objects.filter(pk=need.pk).exclude(state__in=[NeedState.NEW, NeedState.OPEN])
    opened = ended.update(
        state=NeedState.OPEN, answer="", answered_at=None, answered_by=None, told_at=None, item=None, decision=None, project=None,
        merged_into=None, version=F("version") + 1,
    )  # fmt: skip
    if opened:
        need.refresh_from_db()
        audit.record(by, "need.reopened", need)
        revisions.bump(f"alliance:{need.alliance_id}")


@transaction.atomic
def follow_decisions() -> int:
    """Note on needs what was decided on their items since; return on how many. For the worker, in an alliance's scope."""
    waiting = list(Need.objects.filter(item__isnull=False).order_by("pk"))
    decided = decisions_of_items([need.item_id or 0 for need in waiting], Machine("plans.follow_decisions"))
    # Of several decisions on one item the first answers it; the others say what else follows.
    first = {item: rows[0] for item, rows in decided.items() if rows}
    changed = [(need, first[item]) for need in waiting if (item := need.item_id or 0) in first]
    changed = [(need, decision) for need, decision in changed if need.decision_id != decision.pk]
    for need, decision in changed:
        Need.objects.filter(pk=need.pk).update(decision=decision)
        revisions.bump(f"alliance:{need.alliance_id}")
    return len(changed)


@transaction.atomic
def renew_link(need: Need, old: Link) -> None:
    """Send a fresh link to the address of an expired one, once."""
    if not is_renewed(old):
        queue_renewed_need(need, old)


def _held(need: Need, by: Actor) -> Need:
    """Lock a need that is still open; raise ValidationError for one that was ended meanwhile."""
    require(access.can_edit_need(by, need))
    rows = Need.objects.select_for_update(of=("self",), no_key=True).select_related(
        "item__meeting", "person", "organisation", "body"
    )
    found: Need = rows.get(pk=need.pk)
    if found.state not in OPEN:
        raise ValidationError(_("Dieser Bedarf ist schon beantwortet. Nehmen Sie ihn zuerst wieder auf."))
    return found


def _answer(need: Need, state: NeedState, answer: str, *, by: Actor, **more: Any) -> None:
    """Write the answer and tell whoever told the need; those whose needs were merged into it too."""
    values = {
        "state": state, "answer": answer, "answered_at": timezone.now(),
        "answered_by": by if isinstance(by, Member) else None, "told_at": None, **more,
    }  # fmt: skip
    for name, value in values.items():
        setattr(need, name, value)
    need.version += 1
    need.save(update_fields=[*values, "version"])
    audit.record(by, f"need.{state.value}", need)
    revisions.bump(f"alliance:{need.alliance_id}")
    tell_answer(need)
    if state == NeedState.MERGED:
        return
    for merged in Need.objects.filter(merged_into=need).select_related("person", "organisation", "body"):
        Need.objects.filter(pk=merged.pk).update(told_at=None)
        tell_answer(merged, answer_of=need)


def tell_answer(need: Need, *, answer_of: Need | None = None) -> bool:
    """Mail the answer to whoever told the need, once per answer; return whether a mail was queued."""
    to, name = teller_of(need)
    if not to:
        return False
    now = timezone.now()
    if not Need.objects.filter(pk=need.pk, told_at=None).update(told_at=now):
        return False
    need.told_at = now
    queue_answer(need, answer_of or need, to=to, to_name=name)
    return True


def teller_of(need: Need) -> tuple[str, str]:
    """Return address and name of whoever told a need; nothing where there is no address."""
    if need.from_email:
        return need.from_email, need.from_name
    return (need.person.email, need.person.name) if need.person else ("", "")


def _take_supporters(source: Need, target: Need) -> None:
    """Give the target the other's supporters, and whoever told it; nobody stands there twice."""
    has = {(row.organisation_id, row.body_id) for row in NeedSupport.objects.filter(need=target)}
    has.add((target.organisation_id, None))
    for row in NeedSupport.objects.filter(need=source):
        if (row.organisation_id, row.body_id) not in has:
            NeedSupport.objects.filter(pk=row.pk).update(need=target)
            has.add((row.organisation_id, row.body_id))
    told_by = source.organisation or source.body
    mine = (source.organisation_id, None) if source.organisation_id else (None, source.body_id)
    if told_by is not None and mine not in has:
        NeedSupport.objects.create(
            need=target, organisation_id=mine[0], body_id=mine[1], person=source.person, name=told_by.name,
            text=source.title,
        )  # fmt: skip

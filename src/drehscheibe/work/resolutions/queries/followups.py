"""What is to be looked at again: at a group's next meeting, on the dashboard, on the page of the partner that sees to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.work.bodies import access as bodies
from drehscheibe.work.meetings.models import Decision, Meeting
from drehscheibe.work.meetings.vocabulary import DecisionState, MeetingState
from drehscheibe.work.partners.models import Contact, Person
from drehscheibe.work.partners.queries.page import OpenThing

from .. import register_words as words
from .register import UNFINISHED, VALID, all_seen, is_overdue, overdue, to_revisit

_OVER = (MeetingState.MINUTES, MeetingState.APPROVED)


def of_meeting(meeting: Meeting, *, by: Actor) -> list[Decision]:
    """Return the decisions of the meeting's body that it looks at again, the longest waiting first; two statements.

    Those whose day has come and that are not finished, and those that were finished since the body met last: the
    meeting hears of each result once.
    """
    day = timezone.localdate(meeting.starts_at)
    told = Q(state=DecisionState.DONE, finished_on__lte=day)
    rows = all_seen(by).filter(VALID, Q(state__in=UNFINISHED) | told, body=meeting.body_id, revisit_on__lte=day)
    rows = rows.filter(decided_on__lte=day).exclude(meeting=meeting.pk)
    found = list(rows.select_related("owner_organisation").order_by("revisit_on", "year", "number"))
    last = _last_day(meeting) if any(row.state == DecisionState.DONE for row in found) else None
    return [row for row in found if not _was_told(row, last)]


def _was_told(row: Decision, last: date | None) -> bool:
    """Tell whether the meeting on `last` heard already that it was finished."""
    if row.state != DecisionState.DONE or last is None:
        return False
    return all(on is not None and on <= last for on in (row.finished_on, row.revisit_on))


def _last_day(meeting: Meeting) -> date | None:
    """Return when the body met before this meeting."""
    rows = Meeting.objects.filter(body=meeting.body_id, state__in=_OVER, starts_at__lt=meeting.starts_at)
    last = rows.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return timezone.localdate(last) if last else None


def in_words(decision: Decision) -> tuple[str, str, str]:
    """Return number, what was decided, and what became of it, for the minutes."""
    steps = [words.state_word(decision), words.owner(decision)]
    if decision.finished_on:
        steps = [_("erledigt am %(day)s") % {"day": words.day(decision.finished_on)}]
    return decision.label, decision.title or decision.text, ", ".join(part for part in steps if part)


# The dashboard


@dataclass(frozen=True, slots=True)
class Due:
    """A decision that somebody has to look at today: late, or to be presented again."""

    decision: Decision
    is_late: bool

    @property
    def why(self) -> str:
        return _("über der Zeit") if self.is_late else _("wieder vorlegen")

    @property
    def day(self) -> date | None:
        return self.decision.due_on if self.is_late else self.decision.revisit_on


def due_decisions(member: Member, on: date) -> list[Due]:
    """Return what the member has to look at: late decisions, then those whose follow-up date has come; one statement.

    The coordination sees all, who leads a group those of her group.
    """
    rows = all_seen(member).filter(overdue(on) | to_revisit(on)).select_related("body", "owner_organisation")
    if not bodies.can_edit_bodies(member):
        rows = rows.filter(body__lead=member.pk)
    found = [Due(row, is_overdue(row, on)) for row in rows]
    return sorted(found, key=lambda one: (not one.is_late, one.day or on, one.decision.label))


# Somebody's own page


def open_decisions(person: Person, *, page_token: str) -> list[OpenThing]:
    """Return the decisions that her partners see to and that are not finished; one statement."""
    rows = _open_to_links(person.pk).filter(state__in=UNFINISHED).order_by("due_on", "year", "number")
    return [
        OpenThing(words.decision_title(one),
                  words.due(one, timezone.localdate()), reverse("link_page_decision", args=[page_token, one.pk]))
        for one in rows
    ]  # fmt: skip


def decision_of_person(decision_id: int, person_id: int) -> Decision | None:
    """Return a decision that her partners see to, finished or not."""
    rows = _open_to_links(person_id).exclude(state=DecisionState.REPEALED)
    return rows.select_related("body", "owner_organisation").filter(pk=decision_id).first()


def _open_to_links(person_id: int) -> QuerySet[Decision]:
    """Return what the partners of a person see to; what is confidential leaves the rooms by no link."""
    mine = Contact.objects.filter(person=person_id).values("organisation")
    return Decision.objects.filter(VALID, is_confidential=False, owner_organisation__in=mine)

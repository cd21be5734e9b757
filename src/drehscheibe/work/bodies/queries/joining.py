"""Joining by interest: what somebody works in, what she could join, and who waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.vocabulary import State

from ..models import Body, JoinWish, Seat
from ..vocabulary import WishState


def open_wishes() -> list[JoinWish]:
    """Return who would like to join a group and has no answer yet, the longest waiting first."""
    rows = JoinWish.objects.filter(state=WishState.NEW).select_related("body__lead", "organisation", "person")
    return list(rows.order_by("pk"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One group for one partner that a person stands for: `seat` where it sits there, `wish` where it waits."""

    organisation: Organisation
    is_in: bool
    can_leave: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group as a person sees it through her page."""

    body: Body
    choices: tuple[Choice, ...]

    @property
    def is_mine(self) -> bool:
        return any(choice.is_in for choice in self.choices)

    @property
    def can_join(self) -> bool:
        return any(not choice.is_in and not choice.waits for choice in self.choices)


def partners_of(person: Person) -> list[Organisation]:
    """Return the partners that somebody stands for: as their contact, or because they sent her into a group."""
    named = Seat.objects.filter(Q(delegate=person) | Q(deputy=person), ended_on=None).values("organisation")
    rows = Organisation.objects.filter(Q(contacts__person=person) | Q(pk__in=named), state=State.MEMBER)
    return list(rows.distinct().order_by("sort_name", "pk"))


def groups_of(person: Person) -> list[Group]:
    """Return the open groups that somebody works in or can ask to join; four statements.

    Groups of all partners are left out where she stands for no partner; steering groups are not joined by asking.
    """
    partners = partners_of(person)
    if not partners:
        return []
    seats = set(Seat.objects.filter(organisation__in=partners, ended_on=None).values_list("body_id", "organisation_id"))
    wishes = JoinWish.objects.filter(organisation__in=partners, state=WishState.NEW)
    waiting = set(wishes.values_list("body_id", "organisation_id"))
    found = [_group(body, partners, seats, waiting) for body in Body.objects.filter(closed_on=None)]
    return [group for group in found if group.is_mine or may_be_asked_for(group.body)]


def may_be_asked_for(body: Body) -> bool:
    """Say whether somebody can wish to join: groups on a subject, not those that are elected or hold everybody."""
    return not body.has_everyone and (body.is_joinable or body.kind in _OPEN_KINDS)


_OPEN_KINDS = frozenset({"working", "interest", "project"})


def _group(
    body: Body, partners: Iterable[Organisation], seats: set[tuple[int, int]], waiting: set[tuple[int, int]]
) -> Group:
    choices = (
        Choice(
            organisation=partner,
            is_in=body.has_everyone or (body.pk, partner.pk) in seats,
            can_leave=not body.has_everyone and (body.pk, partner.pk) in seats,
            waits=(body.pk, partner.pk) in waiting,
        )
        for partner in partners
    )
    return Group(body, tuple(choices))

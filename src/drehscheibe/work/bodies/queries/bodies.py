"""The groups of the alliance in scope: open and closed ones, and how many sit in each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from drehscheibe.ground.tenancy.models import Member
from drehscheibe.ground.tenancy.roles import Capability
from drehscheibe.kit.text import folded
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.partners.vocabulary import State

from ..models import Body, JoinWish, Seat
from ..vocabulary import WishState


@dataclass(frozen=True, slots=True)
class Line:
    """A group in the list: how many partners sit in it, and how many would like to."""

    body: Body
    partners: int
    wishes: int


def open_bodies() -> list[Body]:
    """Return the groups that exist today, in the order that the alliance gave them."""
    return list(Body.objects.filter(closed_on=None).select_related("lead"))


def closed_bodies() -> list[Body]:
    """Return the groups that ended, the last one first."""
    return list(Body.objects.exclude(closed_on=None).order_by("-closed_on", "-pk"))


def lines(bodies: Iterable[Body]) -> list[Line]:
    """Return the groups with their numbers; three statements, however many groups there are."""
    rows = list(bodies)
    seated, everyone, wishes = seat_counts(rows), partner_count(), wish_counts()
    return [
        Line(body, everyone if body.has_everyone else seated.get(body.pk, 0), wishes.get(body.pk, 0)) for body in rows
    ]


def partner_count() -> int:
    return Organisation.objects.filter(state=State.MEMBER).count()


def seat_counts(bodies: Iterable[Body]) -> dict[int, int]:
    """Return group → number of partners with a seat in it; only those that are still partners count."""
    current = Seat.objects.filter(body__in=list(bodies), ended_on=None, organisation__state=State.MEMBER)
    return dict(current.order_by().values_list("body").annotate(Count("pk")))


def wish_counts() -> dict[int, int]:
    """Return group → number of partners that would like to join it and have no answer yet."""
    return dict(JoinWish.objects.filter(state=WishState.NEW).order_by().values_list("body").annotate(Count("pk")))


def matching(bodies: Iterable[Body], *, text: str, kind: str) -> list[Body]:
    """Return the groups whose name, purpose or duties hold each word."""
    words = folded(text).split()
    return [body for body in bodies if (not kind or body.kind == kind) and _holds(body, words)]


def _holds(body: Body, words: Iterable[str]) -> bool:
    text = folded(" ".join((body.name, body.purpose, *body.duties)))
    return all(word in text for word in words)


def possible_leads() -> list[Member]:
    """Return who of the team may lead a group."""
    return [member for member in Member.objects.filter(is_active=True) if member.may(Capability.LEAD_GROUPS)]


def siblings(body: Body) -> list[Body]:
    """Return the other open groups that can be written to."""
    return list(Body.objects.filter(closed_on=None).exclude(pk=body.pk))

"""Positions: the list, one by its number, what partners think of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.queries.joining import partners_of
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import DecisionState, Outcome
from drehscheibe.work.partners.models import Organisation, Person
from drehscheibe.work.partners.queries.contacts import people_for_mail
from drehscheibe.work.partners.vocabulary import State
from drehscheibe.work.resolutions.access import sees_confidential

from .. import access
from ..models import Position, PositionVoice
from ..vocabulary import Circle, PositionState, Stance

AT_WORK = (PositionState.DRAFT, PositionState.COLLECTING, PositionState.AGREED)
"""States in which a deadline still counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list shows; empty means all."""

    text: str = ""
    state: str = ""
    kind: str = ""
    field: str = ""


def all_positions(by: Actor) -> QuerySet[Position]:
    return Position.objects.filter(access.seen_by(by)).select_related("body__lead", "need", "decision__body")


def positions(asked: Asked, *, by: Actor) -> QuerySet[Position]:
    """Return the positions that match; those in the making first, the earliest deadline before others."""
    rows = all_positions(by).filter(_stands(asked.state))
    for word in asked.text.split():
        found = Q()
        for name in ("title", "text", "addressee", "answer", "effect", "body__name"):
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    for name, value in (("kind", asked.kind), ("field", asked.field)):
        if value:
            rows = rows.filter(**{name: value})
    is_done = Q(state__in=[PositionState.EFFECTIVE, PositionState.CLOSED, PositionState.ANSWERED])
    return rows.annotate(is_done=is_done).order_by("is_done", F("deadline_on").asc(nulls_last=True), "-pk")


def _stands(state: str) -> Q:
    if state == "offen":
        return Q(state__in=[*AT_WORK, PositionState.HANDED])
    return Q(state=state) if state else Q()


def position_or_404(position_id: int, by: Actor) -> Position:
    """Return a position that `by` may read; raise Http404 for any other."""
    found: Position | None = all_positions(by).filter(pk=position_id).first()
    if found is None:
        raise Http404
    return found


def may_see_decision(position: Position, by: Actor) -> bool:
    row = position.decision
    return row is not None and (not row.is_confidential or sees_confidential(by, row))


def decisions_to_choose(by: Actor) -> list[Decision]:
    """Return the newest decisions that may stand behind a position."""
    rows = Decision.objects.filter(outcome=Outcome.ACCEPTED, withdrawn_at=None).exclude(state=DecisionState.REPEALED)
    newest = rows.select_related("body").order_by("-year", "-number")[:60]
    return [row for row in newest if not row.is_confidential or sees_confidential(by, row)]


# Voices


@dataclass(frozen=True, slots=True)
class Share:
    """One stance with its number and where it stands on the bar, in percent."""

    stance: str
    label: str
    number: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Voices:
    """What partners think: as a bar, as a table, as a sentence."""

    rows: Sequence[PositionVoice]
    shares: Sequence[Share]
    silent: int

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def sentence(self) -> str:
        if not self.rows:
            return _("Noch hat kein Partner seine Meinung gesagt.")
        counted = {share.stance: share.number for share in self.shares}
        said = ngettext("Ein Partner hat geantwortet", "%(number)s Partner haben geantwortet", self.total)
        words = _("%(yes)s dafür, %(mixed)s teils, teils, %(no)s dagegen") % {
            "yes": counted[Stance.FOR], "mixed": counted[Stance.MIXED], "no": counted[Stance.AGAINST]
        }  # fmt: skip
        rest = ngettext("Einer fehlt noch.", "%(number)s fehlen noch.", self.silent)
        sentence = f"{said % {'number': self.total}}: {words}."
        return f"{sentence} {rest % {'number': self.silent}}" if self.silent else sentence


def voices(position: Position) -> Voices:
    """Return what partners think of a position, by name; two statements."""
    rows = list(
        PositionVoice.objects.filter(position=position)
        .select_related("organisation")
        .order_by("organisation__sort_name")
    )
    partners = Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=[row.organisation_id for row in rows])
    return Voices(rows, _shares(rows), partners.count())


def _shares(rows: Sequence[PositionVoice]) -> list[Share]:
    shares, start = [], 0.0
    for stance in Stance:
        number = sum(row.stance == stance for row in rows)
        width = 100 * number / len(rows) if rows else 0.0
        shares.append(Share(stance.value, str(stance.label), number, start, width))
        start += width
    return shares


def to_ask(position: Position) -> dict[int, Person]:
    """Return the partners that have not answered, each with who gets its mail."""
    said = PositionVoice.objects.filter(position=position).values("organisation")
    silent = Organisation.objects.filter(state=State.MEMBER).exclude(pk__in=said)
    return people_for_mail(silent.values_list("pk", flat=True))


def partners() -> list[Organisation]:
    return list(Organisation.objects.filter(state=State.MEMBER).order_by("sort_name", "pk"))


# For her own page


def shown_positions() -> QuerySet[Position]:
    """Return what partners may read through their links: what is not in the making among the team alone."""
    return Position.objects.exclude(audience=Circle.TEAM).exclude(state=PositionState.DRAFT)


def own_voices(position: Position, person: Person) -> list[tuple[Organisation, PositionVoice | None]]:
    """Return the partners that somebody stands for, each with what it said."""
    partners = partners_of(person)
    said = {
        row.organisation_id: row for row in PositionVoice.objects.filter(position=position, organisation__in=partners)
    }
    return [(one, said.get(one.pk)) for one in partners]

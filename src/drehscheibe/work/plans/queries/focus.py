"""Focus topics of a year: what was done for each, and how it went."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy.access import Actor
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Meeting
from drehscheibe.work.meetings.queries.meetings import AHEAD

from .. import access
from ..models import FocusReview, Measure, Project
from ..rules.measures import runs_in
from ..vocabulary import MeasureState


def names() -> list[tuple[int, str]]:
    """Return the focus topics of the profile in their order, for a filter."""
    return list(FocusTopic.objects.order_by("rank", "pk").values_list("pk", "title"))


@dataclass(frozen=True, slots=True)
class Topic:
    """A focus topic in a year; `before` is its review of the year before, `review` may not be saved yet."""

    focus: FocusTopic
    place: int
    review: FocusReview
    before: FocusReview | None
    measures: list[Measure]
    projects: list[Project]

    @property
    def is_reviewed(self) -> bool:
        return is_written(self.review)

    @property
    def sentence(self) -> str:
        """Say what was done: „5 Maßnahmen: 3 erledigt, 2 geplant.“"""
        if not self.measures:
            return _("In diesem Jahr gibt es dazu noch keine Maßnahme.")
        states = Counter(MeasureState(one.state) for one in self.measures)
        if len(self.measures) == 1:
            return _("Eine Maßnahme: %(state)s.") % {"state": MeasureState(self.measures[0].state).label}
        words = [f"{states[state]} {state.label}" for state in MeasureState if states[state]]
        number = _("%(number)s Maßnahmen") % {"number": len(self.measures)}
        return f"{number}: {', '.join(words)}."


def is_written(review: FocusReview | None) -> bool:
    return review is not None and bool(review.verdict or review.done or review.changed or review.ahead)


def topics(year: int, *, by: Actor | None) -> list[Topic]:
    """Return the focus topics that run in a year, in the order of the profile, as somebody may read them.

    Without `by` as it may go round in the alliance. Four statements, however many topics there are.
    """
    seen = access.OPEN_TO_ALLIANCE if by is None else access.seen_by(by)
    rows = [row for row in FocusTopic.objects.order_by("rank", "pk") if runs_in(year, row.since, row.until)]
    reviews = {(one.focus_id, one.year): one for one in _reviews(year)}
    measures, projects = _measures(year, seen), _projects(year, seen)
    return [
        _topic(row, reviews, measures[row.pk], projects[row.pk], year=year, place=place)
        for place, row in enumerate(rows, start=1)
    ]


def topic_or_404(year: int, focus_id: int, *, by: Actor) -> Topic:
    """Return one topic, whether or not it ran in that year; 404 for none of this alliance."""
    seen = access.seen_by(by)
    row: FocusTopic = get_object_or_404(FocusTopic, pk=focus_id)
    reviews = {(one.focus_id, one.year): one for one in _reviews(year).filter(focus=row)}
    only = seen & Q(focus=row)
    return _topic(row, reviews, _measures(year, only)[row.pk], _projects(year, only)[row.pk], year=year)


def _reviews(year: int) -> QuerySet[FocusReview]:
    rows = FocusReview.objects.filter(year__in=[year - 1, year])
    return rows.select_related("focus", "body", "meeting", "item")


def _topic(
    row: FocusTopic,
    reviews: dict[tuple[int, int], FocusReview],
    measures: list[Measure],
    projects: list[Project],
    *,
    year: int,
    place: int = 0,
) -> Topic:
    before = reviews.get((row.pk, year - 1))
    review = reviews.get((row.pk, year)) or FocusReview(focus=row, year=year, body=_body(before, measures, projects))
    return Topic(row, place, review, before if is_written(before) else None, measures, projects)


def _body(before: FocusReview | None, measures: Sequence[Measure], projects: Sequence[Project]) -> Body | None:
    """Return which group works on it: the one that wrote last year, else the one with most of the work."""
    if before is not None and before.body is not None and before.body.closed_on is None:
        return before.body
    groups = [*(one.body for one in measures), *(one.body for one in projects)]
    found = Counter(group for group in groups if group is not None and group.closed_on is None)
    return found.most_common(1)[0][0] if found else None


def _measures(year: int, seen: Q) -> dict[int, list[Measure]]:
    rows = Measure.objects.filter(seen, year=year, focus__isnull=False).select_related("organisation", "person", "body")
    found = defaultdict[int, list[Measure]](list)
    for row in rows:
        found[row.focus_id or 0].append(row)
    return found


def _projects(year: int, seen: Q) -> dict[int, list[Project]]:
    """Return by topic the projects that touch the year; one without days counts while it is neither over nor former."""
    days = Q(starts_on=None) | Q(starts_on__year__lte=year)
    days &= Q(ends_on=None) | Q(ends_on__year__gte=year)
    undated = Q(starts_on=None, ends_on=None, year=None)
    over = Q(state__in=[Project.State.FINISHED, Project.State.ARCHIVED])
    rows = Project.objects.filter(seen, days, focus__isnull=False, is_template=False).exclude(undated & over)
    found = defaultdict[int, list[Project]](list)
    for row in rows.filter(Q(year=None) | Q(year=year)).select_related("body", "owner"):
        found[row.focus_id or 0].append(row)
    return found


# The assembly


def meetings_ahead() -> list[Meeting]:
    """Return where a review can be presented: meetings still to come, the assembly first, then those of everybody."""
    rows = Meeting.objects.filter(state__in=AHEAD, ends_at__gte=timezone.now()).select_related("body")
    found = list(rows.order_by("starts_at", "pk"))
    return sorted(found, key=lambda one: (one.body.kind != BodyKind.ASSEMBLY, not one.body.has_everyone))


def presented(year: int) -> FocusReview | None:
    """Return a review that says at which meeting those of a year were or will be presented."""
    rows = FocusReview.objects.filter(year=year, meeting__isnull=False)
    return rows.select_related("meeting", "item").order_by("-meeting__starts_at").first()


def years() -> list[int]:
    return list(FocusReview.objects.order_by("-year").values_list("year", flat=True).distinct())

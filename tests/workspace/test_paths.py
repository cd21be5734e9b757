"""The chain from a need to the report, found from any of its ends, as far as whoever reads may see it."""

from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from drehscheibe.frames.workspace.paths import path_of
from drehscheibe.ground.tenancy import scope
from drehscheibe.ground.tenancy.models import Member
from drehscheibe.network.figures.models import YearReport
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.models import Decision, Entry
from drehscheibe.work.meetings.vocabulary import EntryKind, Outcome
from drehscheibe.work.plans.models import Measure, Need, Project
from drehscheibe.work.plans.vocabulary import Circle
from tests.conftest import Cast
from tests.meetings import making

pytestmark = pytest.mark.django_db


class Linked(NamedTuple):
    need: Need
    decision: Decision
    project: Project
    measure: Measure


@pytest.fixture
def linked(cast: Cast) -> Linked:
    """Return a need that came on the agenda, was decided, became a project with a measure, and stands in a report."""
    with scope.alliance(cast.perle.pk):
        body = making.body("Plenum", BodyKind.PLENUM)
        meeting = making.meeting(body, on=date(2026, 3, 4))
        item = making.item(meeting, "Was tun in den Ferien?")
        need = Need.objects.create(title="Ferien ohne Betreuung", item=item)
        entry = Entry.objects.create(
            meeting=meeting, item=item, key=uuid4(), kind=EntryKind.DECISION, written_at=timezone.now()
        )
        decision = Decision.objects.create(
            meeting=meeting, entry=entry, body=body, year=2026, number=7, title="Ferienbörse", text="Wir bauen sie auf.",
            decided_on=date(2026, 3, 4), outcome=Outcome.ACCEPTED,
        )  # fmt: skip
        project = Project.objects.create(title="Ferienbörse", decision=decision)
        measure = Measure.objects.create(title="Angebote sammeln", project=project, year=2026)
        YearReport.objects.create(year=2026)
        return Linked(need, decision, project, measure)


def by(member: Member) -> HttpRequest:
    request: Any = RequestFactory().get("/")
    request.member, request.alliance = member, member.alliance
    return request  # type: ignore[no-any-return]  # the factory's request, with what a door adds


LABELS = [
    "Ferien ohne Betreuung", "Was tun in den Ferien?", "2026/07 Ferienbörse", "Ferienbörse", "Angebote sammeln",
    "Jahresbericht 2026",
]  # fmt: skip


def test_path_is_the_same_from_every_end(cast: Cast, linked: Linked) -> None:
    with scope.alliance(cast.perle.pk):
        paths = [path_of(row, by(cast.coordinator)) for row in linked]
    assert [[step.label for step in path.steps] for path in paths] == [LABELS] * 4


def test_step_one_stands_on_is_no_link_and_all_others_are(cast: Cast, linked: Linked) -> None:
    with scope.alliance(cast.perle.pk):
        paths = [path_of(row, by(cast.coordinator)) for row in linked]
    here = [[(step.label, bool(step.url)) for step in path.steps if step.is_here or not step.url] for path in paths]
    assert here == [
        [("Ferien ohne Betreuung", False)], [("2026/07 Ferienbörse", False)], [("Ferienbörse", False)],
        [("Angebote sammeln", False)],
    ]  # fmt: skip


def test_reader_sees_no_step_that_is_confidential(cast: Cast, linked: Linked) -> None:
    with scope.alliance(cast.perle.pk):
        Need.objects.update(audience=Circle.TEAM)
        Measure.objects.update(audience=Circle.TEAM)
        path = path_of(linked.decision, by(cast.reader))
    assert [step.label for step in path.steps] == [
        "Was tun in den Ferien?", "2026/07 Ferienbörse", "Ferienbörse", "Jahresbericht 2026",
    ]  # fmt: skip


def test_confidential_decision_is_no_step_for_readers(cast: Cast, linked: Linked) -> None:
    with scope.alliance(cast.perle.pk):
        Decision.objects.update(is_confidential=True)
        path = path_of(linked.project, by(cast.reader))
    assert "2026/07 Ferienbörse" not in [step.label for step in path.steps]


def test_next_steps_are_offered_to_whoever_may_take_them(cast: Cast, linked: Linked) -> None:
    with scope.alliance(cast.perle.pk):
        offered = [
            [way.label for way in path_of(linked.decision, by(who)).ways] for who in (cast.coordinator, cast.reader)
        ]
    assert offered == [["Maßnahme anlegen", "Projekt daraus machen"], []]


def test_path_costs_the_same_for_one_measure_and_for_many(
    cast: Cast, linked: Linked, django_assert_max_num_queries: Any
) -> None:
    with scope.alliance(cast.perle.pk):
        Measure.objects.bulk_create(Measure(title=f"Nr. {n}", project=linked.project, year=2026) for n in range(30))
        with django_assert_max_num_queries(11):
            path_of(linked.decision, by(cast.coordinator))

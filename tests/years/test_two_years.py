"""The rules that Perleberg and Grimmen give themselves, lived through a year by the actions that their pages call.

Perleberg: at least four meetings, one of them the assembly, where the focus topics of the groups are evaluated.
Grimmen: every four to six weeks at another partner's; a federal programme to which partners bring projects of their own.
"""

import json
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from drehscheibe.ground.alliances.models import FocusTopic
from drehscheibe.ground.tenancy import scope
from drehscheibe.network.figures.queries.report import compose
from drehscheibe.work.bodies.models import Body
from drehscheibe.work.bodies.vocabulary import BodyKind
from drehscheibe.work.meetings.actions.closing import close_meeting
from drehscheibe.work.meetings.actions.evening import open_evening
from drehscheibe.work.meetings.actions.hosting import Wanted, accept, ask_hosts
from drehscheibe.work.meetings.actions.series import adopt_rhythm, plan_series
from drehscheibe.work.meetings.models import AgendaItem, Decision, HostTurn, Meeting, Paper, Series
from drehscheibe.work.meetings.queries.hosting import propose
from drehscheibe.work.meetings.queries.series import candidates
from drehscheibe.work.meetings.vocabulary import ReplyChannel
from drehscheibe.work.partners.models import Organisation
from drehscheibe.work.plans.actions import focus as reviews
from drehscheibe.work.plans.actions import indicators, programmes, project_rows, projects
from drehscheibe.work.plans.models import FocusReview, Indicator, Programme, Project
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish

pytestmark = pytest.mark.django_db

YEAR = 2025
CAME = 4
TOPICS = (
    "Stadt der Zukunft", "Zugewanderte Familien", "Aktionen anderer Kommunen", "Begegnung der Generationen",
    "Bildung", "Zusammenhalt im Bündnis",
)  # fmt: skip
A_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def planned(cast: Cast, rhythm: str, body: Body) -> list[Meeting]:
    """Let the alliance take on a rhythm on the first of January, and plan the year of one of its bodies."""
    with time_machine.travel(datetime(YEAR, 1, 1, 9).astimezone(), tick=False):
        adopt_rhythm(rhythm, by=cast.coordinator)
        series = Series.objects.get(body=body)
        found, _free = candidates(series, YEAR)
        return plan_series(series, [one.day for one in found if not one.reason], by=cast.coordinator)


def hold(cast: Cast, meeting: Meeting, decided: str = "") -> None:
    """Let a meeting take place: some come, one thing is agreed on without an objection."""
    with time_machine.travel(meeting.starts_at, tick=False):
        item = AgendaItem.objects.filter(meeting=meeting).first() or making.item(meeting, "Was steht an?")
        people = [making.invitee(meeting, one) for one in Organisation.objects.all()[:CAME]]
        open_evening(meeting, by=cast.coordinator)
        said = [_stroke("add", kind="decision", text=decided, item=item.pk)] if decided else []
        _send(cast, meeting, [*(_stroke("came", person=str(one.pk)) for one in people), *said])
    with time_machine.travel(meeting.ends_at, tick=False):
        close_meeting(meeting, by=cast.coordinator)


def _stroke(what: str, **values: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "what": what, **values}


def _send(cast: Cast, meeting: Meeting, strokes: list[dict[str, Any]]) -> None:
    """Speak as the device in the hall does."""
    body = json.dumps({"now": timezone.now().isoformat(), "strokes": strokes})
    address = f"/arbeit/perle/treffen/{meeting.pk}/abend/striche/"
    answer = client_of(cast.coordinator).post(address, body, "application/json")
    assert (answer.status_code, len(answer.json()["answers"])) == (200, len(strokes))


def chapters(year: int) -> dict[str, Any]:
    return {one.key: one for one in compose(year).chapters}


def test_year_of_four_meetings_ends_with_an_assembly_that_evaluates_its_topics(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        making.governance(meetings_per_year=4)
        making.partners(21)
        plenum, assembly = making.body("Partnertreffen", BodyKind.PLENUM), making.body()
        group = making.body("AG Generationen", BodyKind.WORKING, lead=cast.group_lead)
        topics = [FocusTopic.objects.create(title=title, rank=rank) for rank, title in enumerate(TOPICS)]
        quarters = planned(cast, "quartal", plenum)
        for number, meeting in enumerate(quarters[:3], 1):
            hold(cast, meeting, f"Vereinbarung {number}")
        last = making.meeting(assembly, on=date(YEAR, 11, 19))
        with time_machine.travel(last.starts_at - timedelta(days=20), tick=False):
            for topic in topics:
                review = FocusReview(focus=topic, year=YEAR, body=group if topic is topics[3] else None)
                by = cast.group_lead if review.body else cast.coordinator
                words = {"verdict": "partly", "done": f"Getan: {topic.title}", "changed": "", "ahead": ""}
                reviews.write_review(review, words, version=1, by=by)
            item = reviews.present(YEAR, last, pdf=A_PDF, by=cast.coordinator)
        hold(cast, last, "Der Jahresplan wird angenommen.")
        paper = Paper.objects.get(item=item)
        report = chapters(YEAR)
        numbers = list(Decision.objects.order_by("number").values_list("number", "text"))
    assert len(quarters) >= 3
    assert (item.title, paper.is_to_follow) == ("Auswertung der Schwerpunkte 2025", False)
    assert numbers == [
        (1, "Vereinbarung 1"), (2, "Vereinbarung 2"), (3, "Vereinbarung 3"), (4, "Der Jahresplan wird angenommen."),
    ]  # fmt: skip
    assert len(report["meetings"].tables[0].rows) == 4
    assert len(report["decisions"].tables[0].rows) == 4
    assert [(one.title, one.paragraphs[0]) for one in report["focus"].stories] == [
        (title, f"Getan: {title}") for title in TOPICS
    ]


def test_year_of_changing_hosts_carries_a_programme_with_partners_projects(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        partners = making.partners(30)
        plenum = making.body("Bündnistreffen", BodyKind.PLENUM)
        meetings = planned(cast, "reihum", plenum)
        with time_machine.travel(datetime(YEAR, 1, 2, 9).astimezone(), tick=False):
            _find_hosts(cast, meetings)
        for meeting in Meeting.objects.order_by("starts_at"):
            hold(cast, meeting)
        programme = programmes.add_programme(
            {"name": "Vielfalt, Toleranz und Demokratie", "level": "federal", "starts_on": date(YEAR, 1, 1)},
            by=cast.coordinator,
        )
        for number, partner in enumerate(partners[:3]):
            _own_project(cast, programme, partner, number)
        hosts = list(HostTurn.objects.values_list("organisation_id", flat=True))
        report = chapters(YEAR)
    days = [timezone.localdate(one.starts_at) for one in meetings]
    weeks = [(later - earlier).days / 7 for earlier, later in pairwise(days)]
    assert (len(hosts), len(set(hosts))) == (len(days), len(days))
    assert (len(days) in range(9, 14), min(weeks) >= 4) == (True, True)
    assert [(one.title, one.table.rows[0].cells[0]) for one in report["projects"].stories] == [
        ("Projekt 0", "Gäste (Menschen)"), ("Projekt 1", "Gäste (Menschen)"), ("Projekt 2", "Gäste (Menschen)"),
    ]  # fmt: skip


def _find_hosts(cast: Cast, meetings: list[Meeting]) -> None:
    """Ask whom the rota proposes; all say yes."""
    for meeting in meetings:
        partner, why = propose([meeting])[meeting.pk]
        assert partner is not None, why
        ask_hosts([Wanted(meeting, partner, why)], by=cast.coordinator)
        request = meeting.host_requests.get()
        accept(request, {"place_name": partner.name}, by=cast.coordinator, how=ReplyChannel.PHONE, who="Kontakt")


def _own_project(cast: Cast, programme: Programme, partner: Organisation, number: int) -> None:
    values = {
        "title": f"Projekt {number}", "owner": partner, "programme": programme, "is_partners_own": True,
        "state": Project.State.RUNNING, "starts_on": date(YEAR, 3, 1), "ends_on": date(YEAR, 11, 1),
    }  # fmt: skip
    project = projects.add_project(values, by=cast.coordinator)
    row = project_rows.add_row(
        project, Indicator, {"name": "Gäste", "unit": "Menschen", "before": 0}, by=cast.coordinator
    )
    indicators.add_reading(row, value=Decimal(40 + number), on=date(YEAR, 10, 1), by=cast.coordinator)

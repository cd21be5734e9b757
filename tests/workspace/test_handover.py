"""The handover list: what runs and is due, whom to ask, who may what; ticked off together, on paper too."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from drehscheibe.ground.alliances.models import ContactPoint
from drehscheibe.ground.tenancy import scope
from drehscheibe.work.bodies.models import Seat
from drehscheibe.work.bodies.vocabulary import BodyKind, SeatRole
from drehscheibe.work.meetings.models import Minutes, Task
from drehscheibe.work.meetings.vocabulary import MeetingState
from drehscheibe.work.partners.models import Contact
from drehscheibe.work.plans.models import HandoverTick, Measure, Need, Position
from drehscheibe.work.plans.tasks.needs import delete_old_ticks
from drehscheibe.work.plans.vocabulary import MeasureState, NeedState, PositionState
from drehscheibe.work.resolutions.models import Vote
from drehscheibe.work.resolutions.vocabulary import VoteKind, VoteState
from tests import papers
from tests.conftest import Cast
from tests.meetings import making
from tests.rooms import client_of, furnish, said, text_of

STATEMENTS = 20
LIST = "/arbeit/perle/leute/uebergabe/liste/"


def _much(number: int = 1, *, first: int = 0) -> None:
    today = timezone.localdate()
    body = making.body(f"Runde {first}")
    for index in range(first, first + number):
        host = making.partner(f"Haus {index}", email=f"haus{index}@example.org", person=f"Gerd {index}")
        making.meeting(body, on=today + timedelta(days=20 + index), title=f"Runde {index}", host=host)
        over = making.meeting(body, on=today - timedelta(days=9 + index), title=f"Gewesen {index}",
                              state=MeetingState.MINUTES)  # fmt: skip
        Minutes.objects.create(meeting=over)
        Task.objects.create(text=f"Plakat {index}", owner_name="Ute", due_on=today - timedelta(days=3))
        Measure.objects.create(title=f"Elterncafé {index}", year=today.year, due_on=today - timedelta(days=5),
                               state=MeasureState.RUNNING, owner_name="Haus 0")  # fmt: skip
        Need.objects.create(title=f"Hort {index}", state=NeedState.OPEN)
        Position.objects.create(
            title=f"Busse {index}", state=PositionState.DRAFT, deadline_on=today + timedelta(days=8)
        )
        group = making.body(f"AG {index}", BodyKind.WORKING, has_everyone=False)
        Seat.objects.create(body=group, organisation=host, role=SeatRole.CHAIR,
                            delegate=Contact.objects.get(organisation=host).person)  # fmt: skip
        Vote.objects.create(title=f"Logo {index}", motion="x", kind=VoteKind.OPINION, body=body, state=VoteState.OPEN,
                            ends_at=timezone.now() + timedelta(days=4))  # fmt: skip
        ContactPoint.objects.create(role=f"Koordination {index}", phone="03876 1234")


def test_list_names_what_runs_and_only_the_coordination_opens_it(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        _much()
    client = client_of(cast.coordinator)
    page = text_of(client.get(LIST))
    wanted = ("Runde 0", "Gewesen 0", "Plakat 0", "Elterncafé 0", "Bedarf ohne Antwort: Hort 0", "Position: Busse 0", "Abstimmung endet: Logo 0",
              "Gerd 0, haus0@example.org", "AG 0: Leitung", "Koordination 0", "Vertretung: Vertretung",
              "Ein Treffen vorbereiten", "über der Zeit")  # fmt: skip
    assert [word for word in wanted if word not in page] == []
    assert [client_of(who).get(LIST).status_code for who in (cast.deputy, cast.group_lead, cast.reader)] == [403] * 3
    with scope.alliance(cast.perle.pk):
        _much(4, first=1)
    with django_assert_max_num_queries(STATEMENTS):
        client.get(LIST)


def test_ticks_stay_for_both_and_start_anew_after_half_a_year(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        task = Task.objects.create(text="Plakat drucken")
    client = client_of(cast.coordinator)
    ticked = client.post(LIST, {"punkt": [f"aufgabe-{task.pk}", "fremd-1"]})
    assert said(ticked) == ["Gespeichert: ein Punkt ist besprochen."]
    client.post(LIST, {"punkt": [f"aufgabe-{task.pk}"]})
    with scope.alliance(cast.perle.pk):
        assert list(HandoverTick.objects.values_list("key", flat=True)) == [f"aufgabe-{task.pk}"]
    assert f'value="aufgabe-{task.pk}" checked' in client.get(LIST).content.decode()
    client.post(LIST, {})
    with scope.alliance(cast.perle.pk):
        assert HandoverTick.objects.count() == 0
        for key, days in (("alt", 200), ("neu", 20)):
            HandoverTick.objects.create(key=key)
            HandoverTick.objects.filter(key=key).update(made_at=timezone.now() - timedelta(days=days))
    delete_old_ticks()
    with scope.alliance(cast.perle.pk):
        assert list(HandoverTick.objects.values_list("key", flat=True)) == ["neu"]


def test_paper_says_the_same_with_boxes(cast: Cast) -> None:
    furnish(cast.perle)
    with scope.alliance(cast.perle.pk):
        _much(2)
        HandoverTick.objects.create(key=f"aufgabe-{Task.objects.order_by('pk')[0].pk}")
    answer = client_of(cast.coordinator).get(LIST, {"format": "pdf"})
    text = " ".join(papers.pages_of(answer.content))
    wanted = ("Übergabe der Koordination", "Plakat 0 (besprochen)", "Runde 1", "Vertraulich.", "Übernommen hat")
    assert [word for word in wanted if word not in text] == []
    assert papers.is_accessible(answer.content)

"""A number of the register is taken once, whoever writes at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from drehscheibe.ground.tenancy import scope
from drehscheibe.work.meetings.actions.closing import Decided, close_meeting, record_decision
from drehscheibe.work.meetings.models import Decision
from drehscheibe.work.meetings.vocabulary import Manner, Outcome
from tests.accounts.conftest import database_for_threads
from tests.conftest import Cast
from tests.meetings import making
from tests.meetings.after.build import decision, running
from tests.resolutions.register.build import decided
from tests.rooms import TESTER

ON = date(2026, 3, 4)
VOTED = Decided(
    title="Rundbeschluss", text="Wir machen mit.", outcome=Outcome.ACCEPTED, manner=Manner.CIRCULAR, majority="simple",
    yes=5, no=1, abstained=0, there=6, needed=0, entitled=9,
)  # fmt: skip


def test_database_refuses_a_number_that_is_taken(cast: Cast) -> None:
    with scope.alliance(cast.perle.pk):
        body = making.body()
        decided(body, 7)
        with pytest.raises(IntegrityError), transaction.atomic():
            decided(body, 7)
        assert Decision.objects.count() == 1
    with scope.alliance(cast.grimm.pk):
        assert decided(number=7).label == "2026/07"


@pytest.mark.django_db(transaction=True)
def test_evenings_and_votes_that_end_at_the_same_moment_share_no_number(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope.alliance(cast.perle.pk):
        bodies = [making.body(f"AG {n}") for n in range(4)]
        meetings = [running(body, on=ON) for body in bodies[:2]]
        for meeting in meetings:
            decision(meeting, None, "Ja")
            decision(meeting, None, "Nein")
    together = Barrier(4)

    def write(number: int) -> None:
        with closing(connection), scope.alliance(cast.perle.pk):
            together.wait(10)
            if number < len(meetings):
                close_meeting(meetings[number], by=TESTER)
                return
            for _turn in range(2):
                record_decision(bodies[number], VOTED, on=ON, by=TESTER)

    def numbers() -> list[int]:
        with closing(connection), scope.alliance(cast.perle.pk):
            return list(Decision.objects.order_by("number").values_list("number", flat=True))

    with database_for_threads(tmp_path, monkeypatch), ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write, number) for number in range(4)]:
            done.result(30)
        assert pool.submit(numbers).result(30) == list(range(1, 9))

"""The worker with a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from drehscheibe.kit.jobs import actions, rules, worker
from drehscheibe.kit.jobs.models import Job, Schedule
from drehscheibe.kit.jobs.plan import GiveUp, Handler, Later, Periodic, Retry, WorkList

pytestmark = pytest.mark.django_db

MONDAY = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Bench:
    """A worker whose one kind of job, "note", writes down what it got; `answers` are raised first."""

    clock: Clock = field(default_factory=Clock)
    ran: list[object] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    answers: list[Exception] = field(default_factory=list)
    periodic: list[Periodic] = field(default_factory=list)

    @property
    def work(self) -> WorkList:
        handler = Handler(self._note, gave_up=lambda job: self.failed.append(job.last_error))
        return WorkList({"note": handler}, self.periodic, now=self.clock)

    def _note(self, job: Job) -> None:
        self.ran.append(job.payload.get("n"))
        if self.answers:
            raise self.answers.pop(0)

    def add(self, n: int = 1, *, not_before: datetime | None = None, unique_key: str | None = None) -> Job:
        return actions.enqueue("note", {"n": n}, not_before=not_before or self.clock.now, unique_key=unique_key)

    def run(self) -> int:
        return worker.run_until_empty(self.work)


def test_jobs_run_in_the_order_they_are_due() -> None:
    bench = Bench()
    bench.add(1, not_before=MONDAY - timedelta(minutes=1))
    bench.add(2, not_before=MONDAY - timedelta(minutes=2))
    bench.add(3, not_before=MONDAY + timedelta(minutes=1))
    assert bench.run() == 2
    assert bench.ran == [2, 1]


def test_job_done_is_marked_with_the_time() -> None:
    bench = Bench()
    job = bench.add()
    bench.run()
    job.refresh_from_db()
    assert (job.state, job.finished_at, job.attempts, job.lease_until, job.owner) == ("done", MONDAY, 1, None, "")


def test_unknown_kind_waits_for_a_worker_that_knows_it() -> None:
    job = actions.enqueue("newer", {}, not_before=MONDAY)
    assert Bench().run() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_failing_job_waits_longer_each_time_and_then_fails_for_good() -> None:
    bench = Bench(answers=[ValueError("Frau Muster")] * rules.MAX_ATTEMPTS)
    job, pauses = bench.add(), []
    for _ in range(rules.MAX_ATTEMPTS - 1):
        bench.run()
        job.refresh_from_db()
        pauses.append(job.not_before - bench.clock.now)
        bench.clock.now = job.not_before
    bench.run()
    job.refresh_from_db()
    assert [pause.total_seconds() for pause in pauses] == [30, 120, 480, 1920, 7680, 30720, 43200, 43200, 43200]
    assert (job.state, job.attempts, len(bench.ran)) == ("failed", 10, 10)
    assert bench.failed == [job.last_error]
    assert job.last_error.startswith("ValueError test_worker.py:")


def test_retry_keeps_the_note_of_the_handler() -> None:
    bench = Bench(answers=[Retry("mail server: 451")])
    job = bench.add()
    bench.run()
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("waiting", "mail server: 451")


def test_giving_up_fails_at_once() -> None:
    bench = Bench(answers=[GiveUp("refused with 550")])
    job = bench.add()
    bench.run()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished_at) == ("failed", 1, MONDAY)
    assert bench.failed == ["refused with 550"]


def test_later_does_not_count_as_attempt() -> None:
    bench = Bench(answers=[Later(timedelta(minutes=1))])
    job = bench.add()
    bench.run()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.not_before) == ("waiting", 0, MONDAY + timedelta(minutes=1))


def test_failed_jobs_can_be_tried_again() -> None:
    bench = Bench(answers=[GiveUp("refused with 550")])
    job = bench.add()
    bench.run()
    assert actions.retry_failed() == 1
    bench.clock.now = datetime.now(UTC) + timedelta(seconds=1)
    bench.run()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 1)


def test_job_of_a_dead_worker_runs_again_when_its_lease_ends() -> None:
    bench = Bench()
    job = bench.add()
    actions.claim(["note"], at=bench.clock.now, lease=timedelta(minutes=5))
    bench.clock.move(minutes=4)
    assert bench.run() == 0
    bench.clock.move(minutes=1)
    assert bench.run() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.interrupted) == ("done", 2, 1)


def test_job_that_kills_every_worker_fails_in_the_end() -> None:
    bench = Bench()
    job = bench.add()
    for _ in range(rules.MAX_ATTEMPTS):
        actions.claim(["note"], at=bench.clock.now, lease=timedelta(minutes=5))
        bench.clock.move(minutes=6)
    bench.run()
    job.refresh_from_db()
    assert (job.state, bench.ran, bench.failed) == ("failed", [], ["interrupted too often"])


def test_worker_without_lease_cannot_finish_the_job() -> None:
    bench = Bench()
    bench.add()
    slow = actions.claim(["note"], at=bench.clock.now, lease=timedelta(minutes=5))
    bench.clock.move(minutes=6)
    quick = actions.claim(["note"], at=bench.clock.now, lease=timedelta(minutes=5))
    assert slow is not None and quick is not None
    assert not actions.finish(slow, at=bench.clock.now)
    assert not actions.keep(slow, until=bench.clock.now)
    assert not actions.put_back(slow, not_before=bench.clock.now)
    assert actions.finish(quick, at=bench.clock.now)


def test_unique_key_gives_the_waiting_job_and_moves_it_forward() -> None:
    bench = Bench()
    first = bench.add(1, not_before=MONDAY + timedelta(hours=2), unique_key="index:1")
    again = bench.add(2, not_before=MONDAY + timedelta(hours=1), unique_key="index:1")
    later = bench.add(3, not_before=MONDAY + timedelta(hours=3), unique_key="index:1")
    assert {first.pk, again.pk, later.pk} == {first.pk}
    assert Job.objects.get().not_before == MONDAY + timedelta(hours=1)


def test_unique_key_is_free_while_the_job_runs() -> None:
    bench = Bench()
    first = bench.add(1, unique_key="index:1")
    actions.claim(["note"], at=bench.clock.now, lease=timedelta(minutes=5))
    second = bench.add(2, unique_key="index:1")
    assert second.pk != first.pk


def test_handler_runs_outside_the_worker_s_transactions() -> None:
    depth: list[int] = []
    outside = len(connection.savepoint_ids)
    work = WorkList({"note": Handler(lambda _job: depth.append(len(connection.savepoint_ids)))}, now=Clock())
    actions.enqueue("note", {}, not_before=MONDAY)
    worker.run_until_empty(work)
    assert depth == [outside]


def test_connections_are_put_to_rest_when_nothing_is_due() -> None:
    bench, rests = Bench(), []
    work = WorkList(bench.work.handlers, at_rest=[lambda: rests.append(len(bench.ran))], now=bench.clock)
    bench.add(1)
    bench.add(2)
    worker.run_until_empty(work)
    assert rests == [2]


def test_stop_lets_no_other_job_begin() -> None:
    stop, ran = worker.Stop(), []

    def run(job: Job) -> None:
        ran.append(job.pk)
        stop.wanted = True

    for _ in range(2):
        actions.enqueue("note", {}, not_before=MONDAY)
    worker.run_until_empty(WorkList({"note": Handler(run)}, now=Clock()), stop=stop)
    assert len(ran) == 1


# Periodic work


def test_daily_work_runs_once_a_day_at_its_hour() -> None:
    bench, runs = Bench(), []
    bench.periodic = [Periodic("night", lambda: runs.append(bench.clock.now), at=time(3, 10))]
    for _ in range(48):
        bench.run()
        bench.clock.move(hours=1)
    assert [run.day for run in runs] == [4, 5]
    assert [run.hour for run in runs] == [3, 3]


def test_work_is_caught_up_once_after_three_days_asleep() -> None:
    bench, runs = Bench(), []
    bench.periodic = [
        Periodic("night", lambda: runs.append("night"), at=time(3, 10)),
        Periodic("often", lambda: runs.append("often"), every=timedelta(minutes=15)),
    ]
    bench.run()
    runs.clear()
    bench.clock.move(days=3)
    bench.run()
    bench.run()
    assert sorted(runs) == ["night", "often"]
    bench.clock.move(minutes=15)
    bench.run()
    assert sorted(runs) == ["night", "often", "often"]


def test_interval_keeps_its_beat_after_an_outage() -> None:
    bench = Bench()
    bench.periodic = [Periodic("often", lambda: None, every=timedelta(minutes=15))]
    bench.run()
    bench.clock.move(hours=5, minutes=7)
    bench.run()
    assert Schedule.objects.get().due_at == MONDAY + timedelta(hours=5, minutes=15)


def test_periodic_work_does_not_start_while_its_last_run_goes_on() -> None:
    bench, runs = Bench(), []
    bench.periodic = [Periodic("often", lambda: runs.append(1), every=timedelta(minutes=1))]
    actions.start_periodic(bench.periodic, at=bench.clock.now)
    running = actions.claim(["periodic.often"], at=bench.clock.now, lease=timedelta(hours=1))
    bench.clock.move(minutes=10)
    assert bench.run() == 0
    assert running is not None and actions.finish(running, at=bench.clock.now)
    assert bench.run() == 1


def test_periodic_needs_exactly_one_rhythm() -> None:
    with pytest.raises(ValueError, match="every"):
        Periodic("nothing", lambda: None)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2025-10-26T02:30:00+02:00", "2025-10-26T02:45:00+02:00"),
        ("2025-10-26T02:30:00+01:00", "2025-10-27T02:45:00+01:00"),
        ("2025-03-30T01:00:00+01:00", "2025-03-30T03:45:00+02:00"),
    ],
)
def test_daily_work_survives_the_change_of_the_clocks(after: str, expected: str) -> None:
    berlin = timezone.localtime(datetime.fromisoformat(after))
    found = rules.next_time_of_day(time(2, 45), after=berlin)
    assert found.astimezone(UTC) == datetime.fromisoformat(expected).astimezone(UTC)

"""What a worker is given: a function per kind of job, and the periodic work; plain lists in `config/jobs.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from .models import Job
from .rules import next_interval, next_time_of_day

Step = Callable[[Job], None]


class Later(Exception):
    """Raised by a job that cannot run yet; it comes back after `pause` and the attempt does not count."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"later, in {pause}")
        self.pause = pause


class Retry(Exception):
    """Raised by a job that should be tried again. `note` is stored and logged: no personal data in it."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class GiveUp(Retry):
    """Raised by a job for which another attempt makes no sense."""


@dataclass(frozen=True, slots=True)
class Handler:
    """Runs one kind of job, outside any transaction. It may run twice after a crash.

    `gave_up` is told once when nothing more will be tried, in the transaction that marks the job failed:
    it writes to the database and does nothing slow.
    """

    run: Step
    gave_up: Step | None = None


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that comes back: `every` so often, or each day `at` a time in the time zone of the instance."""

    name: str
    run: Callable[[], object]
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"{self.name} needs either `every` or `at`.")

    @property
    def kind(self) -> str:
        return f"periodic.{self.name}"

    def first_due(self, now: datetime) -> datetime:
        return now if self.at is None else next_time_of_day(self.at, after=timezone.localtime(now))

    def due_after(self, due: datetime, now: datetime) -> datetime:
        """Return the next slot after `now`: after an outage the work is caught up once, not once per slot."""
        if self.every is not None:
            return next_interval(due, every=self.every, after=now)
        return self.first_due(now)


@dataclass(frozen=True, slots=True)
class WorkList:
    """All that a worker can do. `at_rest` is called when nothing is due any more, e.g. to hang up a connection."""

    handlers: Mapping[str, Handler]
    periodic: Sequence[Periodic] = ()
    at_rest: Sequence[Callable[[], None]] = ()
    lease: timedelta = timedelta(minutes=5)
    now: Callable[[], datetime] = field(default=timezone.now)

    def all_handlers(self) -> dict[str, Handler]:
        """Return the handlers of jobs and of periodic work by kind."""
        return {**self.handlers, **{periodic.kind: _periodic_handler(periodic) for periodic in self.periodic}}


def _periodic_handler(periodic: Periodic) -> Handler:
    def run(_job: Job) -> None:
        periodic.run()

    return Handler(run)

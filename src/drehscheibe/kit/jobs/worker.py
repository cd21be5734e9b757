"""Runs jobs one after the other. Several workers may run beside each other, in any number of processes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import sleep

from django.db import DatabaseError, close_old_connections, connection

from . import actions, rules
from .models import Job
from .plan import GiveUp, Handler, Later, Retry, WorkList

log = logging.getLogger("drehscheibe.jobs")

_ROUND = 100
_REST_SECONDS = 1.0
_SECONDS_AFTER_TROUBLE = 5.0


@dataclass(slots=True)
class Stop:
    """Set by a signal: the job at hand is finished, no other one begun."""

    wanted: bool = False


def run_one(work: WorkList) -> bool:
    """Run the job that has waited longest; False where none is due."""
    handlers = work.all_handlers()
    job = actions.claim(handlers.keys(), at=work.now(), lease=work.lease)
    if job is None:
        return False
    handler = handlers[job.kind]
    if job.attempts > rules.MAX_ATTEMPTS:
        _give_up(job, handler, work, "interrupted too often")
    else:
        _run(job, handler, work)
    return True


def run_round(work: WorkList, *, stop: Stop | None = None) -> int:
    """Start what is periodically due, then run at most a hundred jobs; return how many were run."""
    actions.start_periodic(work.periodic, at=work.now())
    done = 0
    while done < _ROUND and not (stop and stop.wanted) and run_one(work):
        done += 1
    return done


def run_until_empty(work: WorkList, *, stop: Stop | None = None) -> int:
    """Run until nothing is due; return how many jobs were run. Jobs that wait for a later time stay."""
    total = 0
    try:
        while done := run_round(work, stop=stop):
            total += done
    finally:
        _rest(work)
    return total


def run_until_stopped(work: WorkList, stop: Stop) -> None:
    """Run for ever. A database that is away for a while is waited for."""
    while not stop.wanted:
        close_old_connections()
        try:
            run_until_empty(work, stop=stop)
        except DatabaseError as error:
            log.error("The database does not answer: %s", rules.safe_error(error))
            connection.close()
            sleep(_SECONDS_AFTER_TROUBLE)
        else:
            sleep(0 if stop.wanted else _REST_SECONDS)


def _rest(work: WorkList) -> None:
    for step in work.at_rest:
        step()


def _run(job: Job, handler: Handler, work: WorkList) -> None:
    try:
        with _lease_kept(job, work):
            handler.run(job)
    except Later as later:
        actions.put_back(job, not_before=work.now() + later.pause, error=job.last_error, counts=False)
    except GiveUp as refusal:
        _give_up(job, handler, work, refusal.note)
    except Exception as error:  # whatever a handler raises, the worker goes on
        _retry(job, handler, work, error.note if isinstance(error, Retry) else rules.safe_error(error))
    else:
        if not actions.finish(job, at=work.now()):
            log.warning("Job %s lost its lease while it ran", job)


def _retry(job: Job, handler: Handler, work: WorkList, error: str) -> None:
    if job.attempts >= rules.MAX_ATTEMPTS:
        _give_up(job, handler, work, error)
        return
    log.warning("Job %s will be tried again after attempt %s: %s", job, job.attempts, error)
    actions.put_back(job, not_before=work.now() + rules.pause_after(job.attempts), error=error)


def _give_up(job: Job, handler: Handler, work: WorkList, error: str) -> None:
    log.error("Job %s failed for good after attempt %s: %s", job, job.attempts, error)
    actions.give_up(job, handler, at=work.now(), error=error)


@contextmanager
def _lease_kept(job: Job, work: WorkList) -> Iterator[None]:
    """Prolong the lease from a thread while the job runs, so that a long job is not taken for a crashed one."""
    over = Event()

    def keep() -> None:
        while not over.wait(work.lease.total_seconds() / 3):
            try:
                actions.keep(job, until=work.now() + work.lease)
            except DatabaseError as error:
                log.warning("The lease of job %s could not be prolonged: %s", job, rules.safe_error(error))
            finally:
                connection.close()

    thread = Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

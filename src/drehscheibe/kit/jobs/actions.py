"""Writes to the table of jobs. `enqueue` is for everybody, the rest for the worker.

Each is one short transaction. SQLite has one writer at a time (IMMEDIATE transactions); on PostgreSQL
`SELECT … FOR UPDATE SKIP LOCKED` lets several workers take different jobs.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .models import Job, Schedule
from .plan import Handler, Periodic

Payload = Mapping[str, int | str | bool | None]


def enqueue(
    kind: str,
    payload: Payload,
    *,
    alliance_id: int | None = None,
    not_before: datetime | None = None,
    unique_key: str | None = None,
) -> Job:
    """Add a job in the caller's transaction. The payload holds keys of rows, never names or texts.

    With a `unique_key` for which a job waits already, that job is returned instead, moved forward where
    `not_before` asks for it. Put the alliance into the key where the job belongs to one.
    """
    due = not_before or timezone.now()
    new = Job(kind=kind, payload=dict(payload), alliance_id=alliance_id, not_before=due, unique_key=unique_key)
    if unique_key is None:
        new.save()
        return new
    while True:
        if (waiting := _moved_forward(unique_key, due)) is not None:
            return waiting
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            continue  # another transaction was first and has committed: find its job
        return new


def enqueue_many(
    kind: str,
    payloads: Sequence[Payload],
    *,
    alliance_id: int | None = None,
    not_before: datetime | None = None,
) -> None:
    """Add one job per payload in the caller's transaction, with few statements; otherwise like `enqueue`."""
    due = not_before or timezone.now()
    Job.objects.bulk_create(
        Job(kind=kind, payload=dict(payload), alliance_id=alliance_id, not_before=due) for payload in payloads
    )


@transaction.atomic
def _moved_forward(unique_key: str, due: datetime) -> Job | None:
    """Return the waiting job, locked: it must not start before the caller's changes are committed."""
    job = Job.objects.select_for_update().filter(unique_key=unique_key).first()
    if job is not None and due < job.not_before:
        job.not_before = due
        job.save(update_fields=["not_before"])
    return job


def _due(kinds: Collection[str], at: datetime) -> QuerySet[Job]:
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    return Job.objects.filter(free, kind__in=kinds, not_before__lte=at, finished_at=None).order_by("not_before", "pk")


def claim(kinds: Collection[str], *, at: datetime, lease: timedelta) -> Job | None:
    """Take the job that has waited longest, for the time of `lease`; None where nothing is due.

    A running job whose lease is over belonged to a worker that died; `interrupted` counts that.
    """
    if not _due(kinds, at).exists():
        return None  # without a write lock: an idle worker asks often
    with transaction.atomic():
        job = _due(kinds, at).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.interrupted += job.state == Job.State.RUNNING
        job.attempts += 1
        job.state, job.unique_key = Job.State.RUNNING, None
        job.owner, job.lease_until = uuid.uuid4().hex, at + lease
        job.save(update_fields=["interrupted", "attempts", "state", "unique_key", "owner", "lease_until"])
    return job


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, owner=job.owner, finished_at=None)


def keep(job: Job, *, until: datetime) -> bool:
    """Prolong the lease; False where another worker has the job by now."""
    return bool(_mine(job).update(lease_until=until))


def finish(job: Job, *, at: datetime) -> bool:
    """Mark the job done; False where the lease was lost."""
    return bool(_mine(job).update(state=Job.State.DONE, finished_at=at, lease_until=None, owner="", last_error=""))


def put_back(job: Job, *, not_before: datetime, error: str = "", counts: bool = True) -> bool:
    """Let the job wait until `not_before`; `counts` says whether the attempt was one."""
    return bool(
        _mine(job).update(
            state=Job.State.WAITING,
            not_before=not_before,
            lease_until=None,
            owner="",
            last_error=error[:200],
            attempts=F("attempts") - (0 if counts else 1),
        )
    )


@transaction.atomic
def give_up(job: Job, handler: Handler, *, at: datetime, error: str) -> bool:
    """Mark the job failed and tell its handler; the row stays, so that the operator sees it."""
    job.last_error = error[:200]
    failed = _mine(job).update(
        state=Job.State.FAILED, finished_at=at, lease_until=None, owner="", last_error=job.last_error
    )
    if failed and handler.gave_up is not None:
        handler.gave_up(job)
    return bool(failed)


def start_periodic(periodic: Sequence[Periodic], *, at: datetime) -> None:
    """Turn periodic work that is due into jobs. An outage of many slots gives one job."""
    known = dict(Schedule.objects.values_list("name", "due_at"))
    for work in periodic:
        due = known.get(work.name) or _new_schedule(work, at)
        if due <= at:
            _start(work, at)


def _new_schedule(work: Periodic, at: datetime) -> datetime:
    return Schedule.objects.get_or_create(name=work.name, defaults={"due_at": work.first_due(at)})[0].due_at


@transaction.atomic
def _start(work: Periodic, at: datetime) -> None:
    row = Schedule.objects.select_for_update(skip_locked=True).filter(name=work.name, due_at__lte=at).first()
    if row is None or Job.objects.filter(kind=work.kind, finished_at=None).exists():
        return  # another worker was faster, or the last run is not over yet
    enqueue(work.kind, {}, not_before=at, unique_key=work.kind)
    row.due_at = work.due_after(row.due_at, at)
    row.save(update_fields=["due_at"])


def retry_failed() -> int:
    """Let failed jobs start afresh, e.g. after the operator has mended the mail server's settings; return how many."""
    failed = Job.objects.filter(state=Job.State.FAILED)
    return failed.update(state=Job.State.WAITING, finished_at=None, attempts=0, not_before=timezone.now())

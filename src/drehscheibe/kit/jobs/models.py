"""What is still to be done after a transaction, and when the periodic work is due."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work. Belongs to no alliance by itself; `alliance_id` only says whose scope to enter.

    Pending while `finished_at` is empty. `owner` names one run: a worker that lost its lease can no
    longer finish the job. `unique_key` is freed when a run starts, so that a change during the run
    asks for another one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    alliance_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    unique_key = models.CharField(max_length=120, null=True, unique=True)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    owner = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    interrupted = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(finished_at=None), name="job_pending"),
            models.Index(fields=["finished_at"], condition=~Q(finished_at=None), name="job_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Schedule(models.Model):
    """When a periodic job is due next. Whoever moves `due_at` on owns that run."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

"""The job table."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.jobs.states import JobState
from lhr.kernel.privacy import Privacy


class Job(models.Model):
    """Work that an account asked for. That it was asked for and cancelled stands in the book, and so does all that its
    items change; the row itself moves with every item, so it is technical.

    `fence` counts how often the job was taken: a worker writes only while the number is the one under which it took
    the job. `done` items are finished; the next worker goes on with item number `done`.
    """

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "kind", "arguments", "account", "organisation_path", "state"), Privacy.INTERNAL),
        **dict.fromkeys(("enqueued_at", "due_at", "started_at", "ended_at"), Privacy.INTERNAL),
        **dict.fromkeys(("lease_until", "heartbeat_at", "fence", "attempts"), Privacy.INTERNAL),
        **dict.fromkeys(("done", "total", "result"), Privacy.INTERNAL),
        **dict.fromkeys(("th", "en"), Privacy.PERSONAL),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    arguments: models.JSONField[Any, Any] = models.JSONField(default=dict)
    account = models.UUIDField()  # a package above: its id as a value
    organisation_path = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, default=JobState.QUEUED.value, choices=[(s.value, s.value) for s in JobState]
    )
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not before: a job that failed waits a little
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)  # not counted yet
    result = models.CharField(max_length=120, default="")  # what the kind calls its result, for the page it opens
    th = models.TextField(default="")  # why it failed and what to do next
    en = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(total=None, done=0) | Q(done__lte=models.F("total")), name="job_done_within_total"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "enqueued_at"], name="job_by_state"),
            models.Index(fields=["account", "-enqueued_at"], name="job_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

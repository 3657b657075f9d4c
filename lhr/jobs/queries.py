"""One's own jobs, and what is due."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lhr.access.actor import Actor
from lhr.jobs.models import Job
from lhr.jobs.states import LIVE, JobState


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor's own account asked for, the latest first."""
    if actor.account_id is None:
        return Job.objects.none()
    return Job.objects.filter(account=actor.account_id).order_by("-enqueued_at", "-id")


def job_of(job_id: UUID, actor: Actor) -> Job:
    """Raises Job.DoesNotExist for a job that is not the actor's."""
    return jobs_of(actor).get(pk=job_id)


def ahead_of(job: Job) -> int:
    """Return how many jobs are taken before this one, if it waits."""
    before = Q(enqueued_at__lt=job.enqueued_at) | Q(enqueued_at=job.enqueued_at, id__lt=job.pk)
    return Job.objects.filter(before, state=JobState.QUEUED).count()


def is_live(job: Job) -> bool:
    return job.state in LIVE


def due(now: datetime) -> QuerySet[Job]:
    """Return what a worker may take, the oldest first: what waits, and what a worker left when it died."""
    waits = Q(state=JobState.QUEUED, due_at__lte=now)
    left = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waits | left).order_by("enqueued_at", "id")

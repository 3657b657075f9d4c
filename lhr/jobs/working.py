"""The worker: takes a job under a lease, does it item by item, and writes nothing once the job is not its own any more.

Every write goes through `_write`, a compare-and-set on the fencing number. A worker that was thought dead and wakes up,
and one whose job was cancelled, changes no row there: Fenced, and the transaction of its item is undone. No lock is
held while an item is prepared.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.audit import context
from lhr.jobs import failures, kinds
from lhr.jobs.models import Job
from lhr.jobs.queries import due
from lhr.jobs.states import JobState
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words

log = logging.getLogger(__name__)

ActorOf = Callable[[UUID], Actor]  # builds from tables, at each call, who the account is today
IDLE_SECONDS = 1.0
_TRIED_AT_ONCE = 10
_AGAIN_AFTER = timedelta(seconds=20)


class Fenced(Exception):
    """The job was taken over or cancelled: this worker writes nothing more of it."""


def serve(actor_of: ActorOf, stopping: Event) -> None:
    """Do one job after the other until `stopping` is set; a database that is away is waited for."""
    while not stopping.is_set():
        try:
            close_old_connections()
            found = one(actor_of, stopping)
        except (DatabaseError, InterfaceError) as why:
            log.exception("the worker's database")
            context.start_afresh(why)
            found = False
        if not found:
            stopping.wait(IDLE_SECONDS)


def one(actor_of: ActorOf, stopping: Event | None = None) -> bool:
    """Take the oldest job that is due and do it; False when none was."""
    job = take()
    if job is not None:
        work(job, actor_of, stopping or Event())
    return job is not None


def take() -> Job | None:
    """Make the oldest due job this worker's own, or return None.

    Of several workers that saw the same job one changes its row; for the others it is not as they saw it any more.
    """
    now = clock.now()
    for seen in due(now)[:_TRIED_AT_ONCE]:
        taken = due(now).filter(pk=seen.pk, fence=seen.fence).order_by()
        if taken.update(
            state=JobState.RUNNING, fence=F("fence") + 1, attempts=F("attempts") + 1,
            started_at=Coalesce("started_at", now), heartbeat_at=now, lease_until=_lease(),
        ):  # fmt: skip
            # Read by the number under which it was taken: another may have it again already.
            return Job.objects.filter(pk=seen.pk, fence=seen.fence + 1).first()
    return None


def work(job: Job, actor_of: ActorOf, stopping: Event) -> None:
    """Do what is left of a taken job, to its end or until `stopping`; whatever happens is written on the job."""
    try:
        if job.attempts > config.job_attempts():
            _end(job, JobState.FAILED, failures.died(job))
        else:
            _go_on(job, actor_of, stopping)
    except Fenced:
        log.info("job %s is not this worker's any more", job.pk)
    except policy.Denied as why:
        _refused(job, failures.denied(why))
    except RuleBroken as why:
        _refused(job, failures.broken(why))
    except Exception as why:  # whatever an item raises fails this job, not the worker
        log.exception("job %s (%s) failed at item %s", job.pk, job.kind, job.done)
        if isinstance(why, DatabaseError | InterfaceError):
            context.start_afresh(why)
        _failed(job)


def _go_on(job: Job, actor_of: ActorOf, stopping: Event) -> None:
    kind = kinds.kind_of(job.kind)
    if job.total is None:
        _write(job, total=kind.total(_asker(job, kind, actor_of), job))
    while job.done < (job.total or 0):
        if stopping.is_set():
            # Ended in good order, so this attempt does not count.
            _write(job, state=JobState.QUEUED, lease_until=None, attempts=job.attempts - 1)
            return
        _write(job, lease_until=_lease(), heartbeat_at=clock.now())
        write = kind.step(_asker(job, kind, actor_of), job, job.done)
        with transaction.atomic():
            _write(job, done=job.done + 1, heartbeat_at=clock.now())
            if result := write():
                _write(job, result=result)
    _end(job, JobState.DONE)


def _asker(job: Job, kind: kinds.JobKind, actor_of: ActorOf) -> Actor:
    """Return who asked, with the rights of this moment. Raises Denied when they no longer reach that far."""
    by = actor_of(job.account)
    policy.require(by, kind.permission, job.organisation_path)
    return by


def _write(job: Job, **columns: object) -> None:
    """Write on the job's row while it is this worker's own. Raises Fenced."""
    mine = Job.objects.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)
    if mine.update(**columns) != 1:
        raise Fenced
    for name, value in columns.items():
        setattr(job, name, value)


def _end(job: Job, state: JobState, why: Words | None = None) -> None:
    said = {lang: why.text(lang) for lang in ("th", "en")} if why else {}
    _write(job, state=state, ended_at=clock.now(), lease_until=None, **said)


def _refused(job: Job, why: Words) -> None:
    """What the law or the rights refuse, a second attempt would not be allowed either."""
    _unless_fenced(lambda: _end(job, JobState.FAILED, why))


def _failed(job: Job) -> None:
    job.refresh_from_db(fields=["done"])  # the transaction of the item that failed was undone
    if job.attempts >= config.job_attempts():
        _unless_fenced(lambda: _end(job, JobState.FAILED, failures.failed(job)))
    else:
        later = clock.now() + _AGAIN_AFTER * job.attempts
        _unless_fenced(lambda: _write(job, state=JobState.QUEUED, lease_until=None, due_at=later))


def _unless_fenced(write: Callable[[], None]) -> None:
    try:
        write()
    except Fenced:
        log.info("the job went to another worker before its failure was written")


def _lease() -> object:
    return clock.now() + timedelta(seconds=config.job_lease_seconds())

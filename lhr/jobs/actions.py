"""Asking for a job, calling it off, and clearing what is long over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history.ledger import Overtaken
from lhr.jobs import kinds
from lhr.jobs.models import Job
from lhr.jobs.queries import job_of
from lhr.jobs.rules import check_room
from lhr.jobs.states import LIVE, JobState, only_ids
from lhr.kernel import clock
from lhr.kernel.rules import stop_if


def enqueue(*, by: Actor, kind: str, arguments: Mapping[str, object], path: str) -> Job:
    """Queue a job of the actor's account over `path`, in the caller's transaction: it is there when that commits, and
    was never there when it does not.

    `arguments` hold ids and short codes. Raises RuleBroken (JB-01) when the account has too many jobs already,
    LookupError for an unknown kind and ValueError for other arguments.
    """
    policy.require(by, kinds.kind_of(kind).permission, path)
    if by.account_id is None or not only_ids(arguments):
        raise ValueError("a job is asked for by an account, and its arguments are ids and codes only")
    live = Job.objects.filter(account=by.account_id, state__in=LIVE).count()
    stop_if(check_room(live, config.jobs_at_once()))
    now = clock.now()
    job = Job(
        kind=kind, arguments=dict(arguments), account=by.account_id, organisation_path=path, enqueued_at=now, due_at=now
    )
    with change(by, "jobs:job:asked", job, path=path):
        job.save(force_insert=True)
    return job


def cancel(*, by: Actor, job: Job) -> bool:
    """Call one's own job off; False when it has ended already.

    What is done stays. The item under way, if any, is not written any more: its worker finds the job no longer its own.
    Raises Overtaken when it ended at this very moment.
    """
    policy.require(by, Permission.ACCOUNT_OWN, by.main_duty.path if by.main_duty else "/")
    mine = job_of(job.pk, by)
    if mine.state not in LIVE:
        return False
    with change(by, "jobs:job:cancelled", mine, path=mine.organisation_path):
        live = Job.objects.filter(pk=mine.pk, state__in=LIVE)
        if live.update(state=JobState.CANCELLED, ended_at=clock.now(), lease_until=None) != 1:
            raise Overtaken
    return True


@technical_act("clears jobs that ended long ago; what they did stands in the book")
def sweep(*, by: Actor) -> int:
    """Remove what ended more than LHR_JOB_DAYS ago; return how many."""
    del by
    return Job.objects.filter(ended_at__lt=clock.now() - timedelta(days=config.job_days())).delete()[0]

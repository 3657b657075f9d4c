"""The tests' own kind of job: it notes a reading for each of its items, as a batch print does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import reading
from lhr.audit.models import Reading
from lhr.jobs import kinds
from lhr.jobs.models import Job
from lhr.kernel.words import Words

VIEW = "job-test"
Hook = Callable[[Job, int], None]


class Readings:
    """`hook` runs while an item is prepared, `broken` while it is written."""

    name = "test-readings"
    says = Words("พิมพ์ ก.พ.๗ ทั้งหน่วยงาน (ทดสอบ)", "Print all records (test)")
    permission = Permission.MOVEMENT_KEY
    opens = "jobs:one"

    def __init__(self) -> None:
        self.hook: Hook = lambda job, item: None
        self.broken: Hook = lambda job, item: None

    def total(self, by: Actor, job: Job) -> int:
        return int(job.arguments["items"])

    def step(self, by: Actor, job: Job, item: int) -> kinds.Write:
        self.hook(job, item)

        def write() -> str:
            reading(by, VIEW, purpose=f"{job.pk}/{item}", path=job.organisation_path)
            self.broken(job, item)
            return "made" if item + 1 == job.total else ""

        return write


KIND = Readings()


def registered() -> Readings:
    """Make the kind known, once a process, with no hooks."""
    with suppress(ValueError):
        kinds.register(KIND)
    Readings.__init__(KIND)
    return KIND


def told(text: str) -> None:
    """Say a line to whoever started this process; one write, so that two processes may share a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def noted(job: Job) -> list[int]:
    """Return the items that were written, in their order in the book; twice where one was written twice."""
    rows = Reading.objects.filter(view=VIEW, purpose__startswith=f"{job.pk}/").order_by("seq")
    return [int(purpose.split("/")[1]) for purpose in rows.values_list("purpose", flat=True)]

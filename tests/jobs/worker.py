"""`lhr work` as a process of its own, with the tests' kind of job and the clock that stands in a file.

Its lines: `ready PID`, `at ITEM PID` before an item of a job that is to be held there, where it waits for as long as
nobody kills it (its first worker only), and `done JOB` while the last item of a job is written.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import django

django.setup()

from lhr.cli.main import main  # noqa: E402 - Django first
from lhr.jobs import working  # noqa: E402
from lhr.jobs.models import Job  # noqa: E402
from lhr.kernel import clock  # noqa: E402
from tests.jobs.kind import registered, told  # noqa: E402

now = Path(sys.argv[1])
kind = registered()
working.IDLE_SECONDS = 0.02


def at(job: Job, item: int) -> None:
    if job.arguments.get("hold") == item and job.fence == 1:
        told(f"at {item} {os.getpid()}")
        sys.stdin.readline()


def after(job: Job, item: int) -> None:
    if item + 1 == job.total:
        told(f"done {job.pk}")


kind.hook, kind.broken = at, after
told(f"ready {os.getpid()}")
with clock.standing_at(lambda: datetime.fromisoformat(now.read_text(encoding="utf-8"))):
    sys.exit(main(["work"]))

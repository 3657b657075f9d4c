"""Real workers: processes of `lhr work` over one database that commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import transaction

from lhr.access.actor import Actor
from lhr.jobs import working
from tests.jobs.conftest import Time, founded
from tests.jobs.kind import noted
from tests.jobs.test_jobs import again, asked

JOBS, ITEMS, HELD_AT = 12, 6, 3


@pytest.fixture
def asker(own_database: str, time: Time) -> Actor:
    """The workers see what is committed here."""
    return founded().asker


class Workers:
    """Two workers that speak into one pipe; `time` is theirs too, once it is told."""

    def __init__(self, url: str, time: Time, now: Path, ending: ExitStack) -> None:
        self.time, self.now = time, now
        self.tells_the_time()
        reading, writing = os.pipe()
        self.lines = ending.enter_context(open(reading, encoding="utf-8"))  # noqa: PTH123, SIM115 - a pipe
        asked = os.environ | {"LHR_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "lhr.settings"}
        command = [sys.executable, "-m", "tests.jobs.worker", str(now)]
        self.both = {
            worker.pid: worker
            for worker in (
                subprocess.Popen(command, env=asked, stdin=subprocess.PIPE, stdout=writing, text=True) for _ in "12"
            )
        }
        os.close(writing)
        for worker in self.both.values():
            ending.callback(self._gone, worker)

    @staticmethod
    def _gone(worker: subprocess.Popen[str]) -> None:
        worker.kill()
        worker.communicate()

    def tells_the_time(self) -> None:
        new = self.now.with_suffix(".new")
        new.write_text(self.time.now.isoformat(), encoding="utf-8")
        new.replace(self.now)

    def says(self, word: str) -> str:
        """Return what stands behind the word in the next line that begins with it."""
        for line in self.lines:
            if line.startswith(word):
                return line.removeprefix(word).strip()
        pytest.fail(f"both workers ended without saying {word!r}")


@pytest.fixture
def workers(asker: Actor, own_database: str, time: Time, tmp_path: Path) -> Iterator[Workers]:
    with ExitStack() as ending:
        yield Workers(own_database, time, tmp_path / "now", ending)


def test_two_workers_never_do_one_job_and_after_kill_9_the_other_goes_on(
    asker: Actor, workers: Workers, time: Time
) -> None:
    assert {int(workers.says("ready")) for _ in workers.both} == set(workers.both)
    with transaction.atomic():
        jobs = [asked(asker, 2) for _ in range(JOBS)]
    ended = [workers.says("done") for _ in jobs]
    assert sorted(ended) == sorted(str(job.pk) for job in jobs)

    held = asked(asker, ITEMS, hold=HELD_AT)
    killed = workers.both.pop(int(workers.says(f"at {HELD_AT}")))
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    left = again(held)
    assert (left.state, left.done, left.fence, noted(held)) == ("RUNNING", HELD_AT, 1, list(range(HELD_AT)))
    time.passes(seconds=59)
    assert working.take() is None, "its lease has not ended"
    time.passes(seconds=2)
    workers.tells_the_time()
    assert workers.says("done") == str(held.pk)

    (other,) = workers.both.values()
    other.send_signal(signal.SIGTERM)
    assert other.wait() == 0, "told to end, it ends in good order"
    assert list(workers.lines) == [], "nothing was done twice"
    for job in jobs:
        found = again(job)
        assert (found.state, found.fence, found.attempts, noted(job)) == ("DONE", 1, 1, [0, 1])
    found = again(held)
    assert (found.state, found.fence, found.attempts, noted(held)) == ("DONE", 2, 2, list(range(ITEMS)))

"""Real workers: processes of `lhr work` over one database that commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections, transaction

from lhr.access.actor import Actor
from lhr.cli.commands.work import actor_of
from lhr.jobs import working
from lhr.jobs.models import Job
from tests.jobs.conftest import Time, founded
from tests.jobs.kind import Readings, noted
from tests.jobs.test_jobs import again, asked
from tests.support.databases import Store

JOBS, ITEMS, HELD_AT = 12, 6, 3
PATIENCE_SECONDS = 90


@pytest.fixture
def asker(own_database: str, time: Time, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """The workers see what is committed here."""
    monkeypatch.setenv("LHR_JOBS_AT_ONCE", str(JOBS))
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
        # A job that nobody does would be waited for without end: then both go, and the pipe ends.
        patience = threading.Timer(PATIENCE_SECONDS, lambda: [worker.kill() for worker in self.both.values()])
        ending.callback(patience.cancel)
        patience.start()

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


@pytest.mark.postgresql
def test_a_database_that_went_away_is_waited_for(
    asker: Actor, store: Store, monkeypatch: pytest.MonkeyPatch, kind: Readings
) -> None:
    monkeypatch.setattr(working, "IDLE_SECONDS", 0.01)
    first, stopping, broken, done = asked(asker, 1), threading.Event(), threading.Event(), threading.Event()
    name = connections["default"].settings_dict["NAME"]
    all_but_this = f"WHERE datname = '{name}' AND pid <> pg_backend_pid()"

    def goes_away(job: Job, item: int) -> None:
        kind.hook = lambda job, item: None
        store.as_owner(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity {all_but_this}")
        broken.set()

    kind.hook = goes_away
    kind.broken = lambda job, item: done.set()
    monkeypatch.setattr(working, "_AGAIN_AFTER", timedelta())

    def serves() -> None:
        working.serve(actor_of, stopping)
        connections.close_all()

    worker = threading.Thread(target=serves)
    worker.start()
    assert broken.wait(60)
    assert done.wait(60)
    stopping.set()
    worker.join()
    connections.close_all()
    assert (again(first).state, noted(first)) == ("DONE", [0])

"""The process that sets papers: warm, without our secrets, replaced when it is full, slow or dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lhr.documents import press_room
from lhr.documents.press import Job, NotSet, Press
from lhr.kernel.digits import to_thai

pytestmark = pytest.mark.once

PAPER = Job(
    template="sample_order",
    data={"title": "ทดสอบ", "issuer": "ทดสอบ", "footer": "", "head": ["ที่ ๑"], "body": ["ก"], "signed": "ข"},
    issued=date(2018, 8, 1),
)


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


def alive(process: int | None) -> bool:
    return process is not None and Path(f"/proc/{process}").exists()


def test_one_process_sets_one_paper_after_the_other(press: Press) -> None:
    one = press.set(PAPER)
    first = press.process
    assert one.startswith(b"%PDF-")
    assert press.set(PAPER) == one
    assert press.process == first
    assert first != os.getpid()
    press.close()
    assert not alive(first)


def test_no_secret_of_ours_reaches_it(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_SECRET_KEY", "x" * 40)
    press.set(PAPER)
    held = Path(f"/proc/{press.process}/environ").read_bytes()
    assert b"LHR_" not in held
    assert b"PYTHAINLP_OFFLINE=1" in held


def test_a_process_that_was_killed_is_replaced_and_the_paper_is_set(press: Press) -> None:
    press.set(PAPER)
    first = press.process
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert press.set(PAPER).startswith(b"%PDF-")
    assert press.process != first


def test_a_paper_that_takes_too_long_is_given_up_after_one_retry() -> None:
    impatient = Press(seconds=0.01)  # less than a process needs to start
    with pytest.raises(NotSet, match="two processes in turn"):
        impatient.set(PAPER)
    assert impatient.process is None


def test_a_full_process_is_replaced(press: Press) -> None:
    few = Press(papers=1)
    few.set(PAPER)
    assert few.process is None
    small = Press(megabytes=1)
    small.set(PAPER)
    assert small.process is None


def test_a_paper_that_cannot_be_set_says_what_failed_and_hurts_no_other(press: Press) -> None:
    press.set(PAPER)
    first = press.process
    with pytest.raises(NotSet, match="sample_order: TypstError"):
        press.set(replace(PAPER, data={"issuer": "นายสมชาย"}))
    with pytest.raises(NotSet, match="nowhere: LookupError"):
        press.set(replace(PAPER, template="nowhere"))
    assert press.set(PAPER).startswith(b"%PDF-")
    assert press.process == first


def test_it_knows_no_database_and_no_settings_and_ends_when_nobody_asks() -> None:
    ends = """
import sys
from lhr.documents import press_room
press_room.IDLE_SECONDS = 0.01
code = press_room.main()
print([name for name in ("django", "lhr.config", "sqlite3", "psycopg") if name in sys.modules], file=sys.stderr)
raise SystemExit(code)
"""
    # Its input stays open, as that of a press that waits.
    with subprocess.Popen(
        [sys.executable, "-I", "-c", ends], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as room:
        assert room.wait(timeout=60) == 0
        assert room.stderr is not None
        assert room.stderr.read().decode().strip() == "[]"


def test_what_it_makes_is_what_its_parts_make(press: Press) -> None:
    job = {"template": PAPER.template, "data": PAPER.data, "names": [], "issued": "2018-08-01", "qr": ""}
    assert press.set(PAPER) == press_room.make(job, {}, b"")
    assert to_thai("1") == "๑"

"""Has papers set by a process beside this one (lhr.documents.press_room): warm, recycled, and given one retry."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

_SECONDS = 30  # one paper; the slowest measured takes a second
_PAPERS, _MEGABYTES = 500, 500  # after which the process is replaced
_COMMAND = (sys.executable, "-I", "-m", "lhr.documents.press_room")
# No secret of ours reaches the process; the dictionary must not look for newer words, nor write into a home folder.
_ENVIRONMENT = {"PYTHAINLP_OFFLINE": "1", "PYTHAINLP_READ_ONLY": "1"}


class NotSet(Exception):
    """The paper could not be set, twice. Says what failed, never with what it was filled."""


class _Gone(Exception):
    """The process died, or was ended because it took too long."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper: texts in `data` that may break stand as `{"t": text}` (lhr.documents.word_boxes)."""

    template: str
    data: Mapping[str, Any]
    issued: date
    names: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    record: bytes = b""
    qr: str = ""

    def frame(self) -> bytes:
        head = {
            "template": self.template,
            "data": self.data,
            "issued": self.issued.isoformat(),
            "names": self.names,
            "pictures": [(name, len(content)) for name, content in self.pictures.items()],
            "record": len(self.record),
            "qr": self.qr,
        }
        return b"".join((json.dumps(head).encode(), b"\n", *self.pictures.values(), self.record))


class Press:
    """One process that sets one paper at a time. Threads wait for each other; a forked child starts its own."""

    def __init__(self, *, seconds: float = _SECONDS, papers: int = _PAPERS, megabytes: int = _MEGABYTES) -> None:
        self._seconds, self._papers, self._most_megabytes = seconds, papers, megabytes
        self._lock = threading.Lock()
        self._room: subprocess.Popen[bytes] | None = None
        self._started_by = self._made = 0
        self.megabytes = 0  # held by the process after the last paper

    def set(self, job: Job) -> bytes:
        """Return the PDF. Raises NotSet."""
        with self._lock:
            try:
                answer, made = self._ask(job)
            except _Gone:
                answer, made = self._once_more(job)
        if "failed" in answer:
            raise NotSet(f"{job.template}: {answer['failed']}")
        return made

    def close(self) -> None:
        """End the process. The next paper starts another."""
        room, self._room = self._room, None
        if room is None or self._started_by != os.getpid():
            return
        for pipe in (room.stdin, room.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what it had not read goes with it
                    pipe.close()
        room.kill()
        room.wait()

    @property
    def process(self) -> int | None:
        """The number of the process that is warm, if one is."""
        return self._room.pid if self._room else None

    def _once_more(self, job: Job) -> tuple[dict[str, Any], bytes]:
        try:
            return self._ask(job)
        except _Gone:
            raise NotSet(f"{job.template}: two processes in turn ended over it") from None

    def _ask(self, job: Job) -> tuple[dict[str, Any], bytes]:
        room = self._warm()
        if room.stdin is None or room.stdout is None:
            raise _Gone
        watch = threading.Timer(self._seconds, room.kill)
        watch.start()
        try:
            room.stdin.write(job.frame())
            room.stdin.flush()
            answer, made = _read(room.stdout)
        except (OSError, ValueError):
            self.close()
            raise _Gone from None
        finally:
            watch.cancel()
        self._made, self.megabytes = self._made + 1, int(answer["megabytes"])
        if self._made >= self._papers or self.megabytes >= self._most_megabytes:
            self.close()
        return answer, made

    def _warm(self) -> subprocess.Popen[bytes]:
        if self._room is None or self._started_by != os.getpid() or self._room.poll() is not None:
            self.close()
            pipe = subprocess.PIPE
            self._room = subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, env=_ENVIRONMENT)  # noqa: S603 - our own program
            self._started_by, self._made = os.getpid(), 0
        return self._room


def _read(told: BinaryIO | Any) -> tuple[dict[str, Any], bytes]:
    answer: dict[str, Any] = json.loads(told.readline())
    size = answer.get("bytes", 0)
    made = told.read(size)
    if len(made) != size:
        raise ValueError("the answer ends too early")
    return answer, made


PRESS = Press()


def set_paper(template: str, data: Mapping[str, Any], *, issued: date) -> bytes:
    """Return the PDF of a paper that has nothing but its data: a form, a sheet. Raises NotSet."""
    return PRESS.set(Job(template, data, issued))


atexit.register(PRESS.close)

"""Programs that run beside each other and end together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import CannotSetUp

_PR_SET_PDEATHSIG = 1
SECONDS_TO_END = 8


def _die_with_parent() -> None:
    """Ask the kernel to end this program when the launcher is killed; where it cannot be asked, nothing is lost."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Group:
    """Programs in their own sessions, so that Ctrl-C reaches the launcher alone, which then ends them in order."""

    environment: dict[str, str]
    folder: Path
    _running: list[tuple[str, subprocess.Popen[bytes], Path | None]] = field(default_factory=list)

    def start(self, name: str, command: list[str], *, log: Path | None = None) -> None:
        """Start a program; its output goes to `log`, or to the launcher's own."""
        out = log.open("wb") if log else None
        program = subprocess.Popen(
            command,
            env=self.environment,
            cwd=self.folder,
            stdout=out,
            stderr=subprocess.STDOUT if out else None,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the launcher runs no threads here
        )
        if out:
            out.close()
        self._running.append((name, program, log))

    def pid(self, name: str) -> int:
        return next(program.pid for known, program, _ in self._running if known == name)

    def wait_for(self, address: str, *, seconds: int = 60) -> None:
        """Return when the address answers. Raises CannotSetUp when a program ended or time is over."""
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            self.check()
            if answers(address):
                return
            time.sleep(0.05)
        raise CannotSetUp(f"{address} does not answer after {seconds} seconds")

    def check(self) -> None:
        """Raises CannotSetUp when one of the programs has ended by itself."""
        for name, program, log in self._running:
            if program.poll() is not None:
                said = log.read_text(encoding="utf-8", errors="replace")[-1500:] if log else ""
                raise CannotSetUp(f"{name} ended by itself (exit {program.returncode}).\n{said}".rstrip())

    def stop(self) -> None:
        for _, program, _ in reversed(self._running):
            if program.poll() is None:
                program.terminate()
        for _, program, _ in reversed(self._running):
            try:
                program.wait(timeout=SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self._running.clear()


def answers(address: str) -> bool:
    """True when a server answers there, whatever it says."""
    try:
        with urllib.request.urlopen(address, timeout=5) as reply:
            return bool(reply.status)
    except urllib.error.HTTPError as said:
        return said.code < 500
    except OSError:
        return False

"""A granian server in processes of its own, and clients in another, as officers meet the product."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.processes import Group

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Load:
    """What eight clients saw."""

    a_second: float
    p50_ms: float
    p95_ms: float
    errors: int


@dataclass(frozen=True)
class Server:
    origin: str
    seconds_to_start: float
    pid: int

    def load(self, path: str, *, clients: int = 8, seconds: float = 3.0, cookie: str = "") -> Load:
        """Ask for the page from another process; a warm-up of one second is not counted."""
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks.client", self.origin + path, str(clients), str(seconds), cookie],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return Load(**json.loads(said.stdout))

    def worker_mib(self) -> float:
        """Return the resident memory of the largest worker process."""
        return max(_resident_mib(pid) for pid in _children(self.pid))


@contextmanager
def server(application: str, **settings: str) -> Iterator[Server]:
    """Run `application` with two workers of one blocking thread each, over a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="lhr-bench-") as folder:
        port = _free_port()
        environment = os.environ | {
            "LHR_DATA_DIR": folder, "LHR_ORIGIN": f"http://localhost:{port}", "LHR_LOG_LEVEL": "ERROR", **settings,
        }  # fmt: skip
        if application.startswith("lhr."):
            # A database that was named is migrated already, by its owner.
            _prepare(environment, migrate="LHR_DATABASE_URL" not in settings)
        group = Group(environment, ROOT)
        began = time.perf_counter()
        group.start(
            "server",
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2",
             "--blocking-threads", "1", "--no-ws", application],
            log=Path(folder) / "server.log",
        )  # fmt: skip
        try:
            group.wait_for(f"http://127.0.0.1:{port}/")
            yield Server(f"http://localhost:{port}", time.perf_counter() - began, group.pid("server"))
        finally:
            group.stop()


def _prepare(environment: dict[str, str], *, migrate: bool) -> None:
    migrating = [["-m", "lhr.cli", "migrate", "--verbosity", "0"]] if migrate else []
    for command in (*migrating, ["manage.py", "collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    kib = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kib) / 1024

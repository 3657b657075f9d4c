"""A granian server in processes of its own, and clients in another, as officers meet the product."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.processes import Group

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What the clients saw. `web_ms` and `database_ms` are processor time a request, of all requests sent meanwhile;
    `client_cores` is how much of the machine the clients themselves took."""

    times: dict[str, list[float]]
    errors: int
    said: list[str]
    short: int
    seconds: float
    requests: int
    web_ms: float
    database_ms: float
    client_cores: float

    def a_second(self, kind: str = "page") -> float:
        return len(self.times.get(kind, [])) / self.seconds

    def percentile(self, share: float, kind: str = "") -> float:
        """Return the time that this share of the requests took at most, of one kind or of all ("" )."""
        return percentile(self.times.get(kind, []) if kind else self.all_requests, share)

    @property
    def all_requests(self) -> list[float]:
        """Each request once: `sign_in` and `morning` are made of requests that stand here already."""
        return [ms for kind, taken in self.times.items() if kind not in ("sign_in", "morning") for ms in taken]


def percentile(taken: list[float], share: float) -> float:
    kept = sorted(taken)
    return kept[min(int(len(kept) * share), len(kept) - 1)] if kept else 0.0


def _elsewhere(work: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """Start the clients in a process of their own."""
    clients = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client"],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    if clients.stdin is None:
        raise LookupError("no way to tell the clients their work")
    json.dump(work, clients.stdin)
    clients.stdin.close()

    def told() -> dict[str, Any]:
        said = clients.stdout.read() if clients.stdout else ""
        if clients.wait() or not said:
            raise LookupError("the clients ended without a word")
        seen: dict[str, Any] = json.loads(said)
        return seen

    return told


@dataclass(frozen=True)
class Server:
    origin: str
    seconds_to_start: float
    pid: int
    folder: str
    clients: Callable[[dict[str, Any]], Callable[[], dict[str, Any]]] = _elsewhere

    def load(self, path: str, *, clients: int = 8, seconds: float = 2.0, cookie: str = "") -> Load:
        """Ask for the page from another process; a warm-up of half a second is not counted."""
        work = {"work": "pages", "url": self.origin + path, "clients": clients, "seconds": seconds, "cookie": cookie}
        return self.play(work)

    def play(self, work: dict[str, Any]) -> Load:
        """Let the clients of another process do this work (see benchmarks.client) and wait for them."""
        return self.finish(self.begin(work))

    def begin(self, work: dict[str, Any]) -> Playing:
        before = self._processor_s()
        return Playing(self.clients({"origin": self.origin, **work}), before)

    def finish(self, playing: Playing) -> Load:
        told = playing.told()
        web, database = (now - then for now, then in zip(self._processor_s(), playing.processor_s, strict=True))
        requests = max(told["requests"], 1)
        return Load(
            told["times"], told["errors"], told["said"], told["short"], told["seconds"], requests,
            # The kernel counts in ticks: what took less than one took at most one.
            web_ms=max(web, 1 / _TICKS) / requests * 1000, database_ms=database / requests * 1000,
            client_cores=told["cpu_s"] / told["seconds"],
        )  # fmt: skip

    def _processor_s(self) -> tuple[float, float]:
        """Return the seconds of processor that the workers, and PostgreSQL where it serves, have used so far."""
        postgresql = os.environ.get("BENCH_POSTGRESQL_PID")
        web = sum(processor_s(pid) for pid in children(self.pid))
        return web, _used_in_all(int(postgresql)) if postgresql else 0.0

    def worker_mib(self) -> float:
        """Return the resident memory of the largest worker process."""
        return max(_resident_mib(pid) for pid in children(self.pid))


@dataclass(frozen=True)
class Playing:
    """Clients at work: what they will tell, and the processor time that the server had used when they began."""

    told: Callable[[], dict[str, Any]]
    processor_s: tuple[float, float]


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
        log = Path(folder) / "server.log"
        group.start(
            "server",
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2",
             "--blocking-threads", "1", "--no-ws", application],
            log=log,
        )  # fmt: skip
        try:
            group.wait_for(f"http://127.0.0.1:{port}/")
            yield Server(f"http://localhost:{port}", time.perf_counter() - began, group.pid("server"), folder)
        finally:
            group.stop()
            if said := [line for line in log.read_text(encoding="utf-8").splitlines() if "Traceback" in line]:
                print(f"the server's log has {len(said)} errors; the first:\n{_first_error(log)}", file=sys.stderr)


def _first_error(log: Path) -> str:
    text = log.read_text(encoding="utf-8", errors="replace")
    return text[text.index("Traceback") :][:3000].replace("\\n", "\n")


def _prepare(environment: dict[str, str], *, migrate: bool) -> None:
    migrating = [["-m", "lhr.cli", "migrate", "--verbosity", "0"]] if migrate else []
    for command in (*migrating, ["manage.py", "collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def children(pid: int) -> list[int]:
    """Return the processes that this one began, whichever of its threads began them."""
    lists = [task.joinpath("children").read_text(encoding="ascii") for task in Path(f"/proc/{pid}/task").iterdir()]
    return [int(child) for child in " ".join(lists).split()]


def processor_s(pid: int) -> float:
    """Return the processor seconds that a process has used, 0 for one that is gone."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _used_in_all(pid: int) -> float:
    """Return the seconds of a process, of its children that live, and of those that ended."""
    fields = _stat(pid)
    ended = (int(fields[13]) + int(fields[14])) / _TICKS if fields else 0.0
    return processor_s(pid) + ended + sum(processor_s(child) for child in children(pid))


def _stat(pid: int) -> list[str]:
    """Return the fields after the program's name, which may hold spaces."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _resident_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    kib = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kib) / 1024

"""How a figure is taken and kept."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import plot, table

if TYPE_CHECKING:
    from benchmarks.serving import Server

# Where figures go; the tests name a folder of their own.
RESULTS = Path(os.environ.get("BENCH_RESULTS", Path(__file__).resolve().parent / "results"))
ROUNDS = 5
SECONDS_A_ROUND = 1.0
# Above it the table says that the machine was busy. The benchmark before leaves up to two behind it on two cores.
QUIET = 2.0


@dataclass(frozen=True)
class Figure:
    """One line of the table: the goal's number ("" where there is none), what was reached, against what, and the goal.

    `of_goal` is how many times better than the goal it is (above 1: reached), for the plot.
    """

    goal_number: str
    what: str
    reached: str
    raw: str = ""
    ratio: float | None = None
    goal: str = ""
    of_goal: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.of_goal is None else self.of_goal >= 1


@dataclass(frozen=True)
class Pace:
    """How long a measurement may take. A tiny one shows that it runs; its figures mean nothing."""

    rounds: int = ROUNDS
    seconds: float = 2.0
    clients: int = 8
    renderings: int = 40
    rates: tuple[float, ...] = (2, 4, 6, 9, 13, 18, 26, 36, 50)
    stage_seconds: float = 8.0


TINY = Pace(rounds=1, seconds=0.05, clients=2, renderings=2, rates=(2.0,), stage_seconds=0.3)
PACES = {"": Pace(), "tiny": TINY}


@dataclass(frozen=True)
class Run:
    """One run over one store: the engine, the size, the server with its two workers, and the pace."""

    engine: str
    size: str
    server: Server
    pace: Pace


class Errors(Exception):
    """Something was answered wrongly: the run is not kept. The text says what."""


def rate(work: Callable[[], object], seconds: float = SECONDS_A_ROUND) -> float:
    """Return how many times a second `work` runs in this process."""
    began, times = time.perf_counter(), 0
    while (spent := time.perf_counter() - began) < seconds:
        work()
        times += 1
    return times / spent


def milliseconds(work: Callable[[], object], times: int = 20) -> float:
    """Return the median time of `work` in this process, after one run that is not counted."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def machine() -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def load_average() -> float:
    return round(os.getloadavg()[0], 2)


def keep(
    name: str,
    figures: Sequence[Figure],
    *,
    noise: float,
    engine: str = "",
    size: str = "",
    more: dict[str, object] | None = None,
) -> int:
    """Print the figures, write NAME.json, the table of all and the plots. Return 1 when a goal was missed."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {
        "engine": engine,
        "size": size,
        "on": time.strftime("%Y-%m-%d"),
        "load_average_before": noise,
        "machine": machine(),
        "figures": [{**asdict(f), "met": f.met} for f in figures],
        **(more or {}),
    }
    (RESULTS / f"{name}.json").write_text(
        json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"\n{name} (load average before: {noise})")
    for figure in figures:
        print("  " + table.sentence({**asdict(figure), "met": figure.met}), flush=True)
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}
    drawn = plot.draw(results, RESULTS)
    (RESULTS / "README.md").write_text(table.page(results, drawn, QUIET), encoding="utf-8")
    return int(any(f.met is False for f in figures))

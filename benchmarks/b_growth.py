"""P-02: the same page of 50 lines over two sizes of the register, in turn: what does it cost that the register grew?"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys

from benchmarks import visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.measuring import SERVED_WITH
from benchmarks.nation import SIZES
from benchmarks.serving import Load, Server, server

GOAL = 1.2
PEOPLE = "/movements/people/"


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    other, url = os.environ["BENCH_OTHER_SIZE"], os.environ["BENCH_OTHER_URL"]
    here, there = guest(), _guest_of(url)
    with server("lhr.wsgi:application", LHR_DATABASE_URL=url, **SERVED_WITH) as theirs:
        taken = [(_asked(run, run.server, here), _asked(run, theirs, there)) for _ in range(run.pace.rounds)]
    order = -1 if SIZES[other].people > SIZES[run.size].people else 1
    larger, smaller = ([pair[nth] for pair in taken] for nth in (0, 1)[::order])
    large, small = (run.size, other)[::order]
    return _figures(larger, smaller, f"{small} to {large}"), {}


def guest() -> dict[str, str]:
    """Return the page and the cookie of its reader, over the database in force."""
    officer = visitors.officer()
    return {"path": f"{PEOPLE}{visitors.long_record(officer)}/", "cookie": officer.cookie}


def _guest_of(url: str) -> dict[str, str]:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.guest"],
        env={**os.environ, "LHR_DATABASE_URL": url}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    told: dict[str, str] = json.loads(said.stdout)
    return told


def _asked(run: Run, at: Server, who: dict[str, str]) -> Load:
    load = at.load(who["path"], clients=run.pace.clients, seconds=run.pace.seconds, cookie=who["cookie"])
    if load.errors:
        raise Errors(f"growth: {load.errors} errors, {load.said[:1]}")
    return load


def _figures(larger: list[Load], smaller: list[Load], sizes: str) -> list[Figure]:
    what = f"person page, {visitors.LINES} lines, {sizes}"
    made = []
    for name, of in (("p50 at 8 clients", _p50), ("web CPU a request", _web)):
        large, small = (statistics.median(of(load) for load in loads) for loads in (larger, smaller))
        growth, goal = large / small, f"<= {GOAL}x"
        made.append(
            Figure("P-02", f"{what}: {name}", f"{large:.2f} ms", f"{small:.2f} ms", growth, goal, GOAL / growth)
        )
    return made


def _p50(load: Load) -> float:
    return load.percentile(0.5)


def _web(load: Load) -> float:
    return load.web_ms

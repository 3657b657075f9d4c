"""P-01, P-04, P-11: a person's page, an LGO's list and the centre's first screen over an invented register, through the
whole middleware, against the same facts fetched raw.

    python3 run.py bench register [town | province | nation] [sqlite | postgresql]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import django

from benchmarks import stores
from benchmarks.harness import Figure, keep
from benchmarks.nation import SIZES
from benchmarks.serving import Load, server

ROUNDS = 5
PEOPLE, OVERSIGHT = "/movements/people/", "/oversight/"


def main(words: list[str]) -> int:
    size = next((w for w in words if w in SIZES), "province")
    if "LHR_DATABASE_URL" in os.environ:
        return measure(size)
    codes = []
    for engine in [w for w in words if w in stores.ENGINES] or stores.ENGINES:
        with stores.store(engine, size) as url:
            command = [sys.executable, "-m", "benchmarks.b_register", size]
            codes.append(
                subprocess.run(command, env={**os.environ, "LHR_DATABASE_URL": url}, check=False).returncode
            )
    return max(codes)


@dataclass(frozen=True)
class Page:
    """One page, whose it is, the same facts raw, and the goal."""

    what: str
    path: str
    cookie: str
    raw: Callable[[], object]


def measure(size: str) -> int:
    """Measure over the database in force."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    django.setup()
    from django.db import connection

    pages = _pages()
    with server("lhr.wsgi:application", LHR_DATABASE_URL=os.environ["LHR_DATABASE_URL"]) as ours:
        figures = []
        for page in pages:
            taken = [(ours.load(page.path, cookie=page.cookie), _milliseconds(page.raw)) for _ in range(ROUNDS)]
            if any(load.errors for load, _ in taken):
                print(f"{page.what}: errors; this run is not kept")
                return 1
            figures.append(_figure(page, taken))
        memory = ours.worker_mib()
    figures.append(Figure("memory of a worker", f"{memory:.0f} MiB", "", None, "<= 200 MiB (P-17)", memory <= 200))
    return keep(
        f"register_{connection.vendor}",
        f"The register on {connection.vendor} ({size}: {SIZES[size].people:,} people in service, 2 workers, 8 clients)",
        figures,
    )


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _figure(page: Page, taken: list[tuple[Load, float]]) -> Figure:
    rate = statistics.median(load.a_second for load, _ in taken)
    p50 = statistics.median(load.p50_ms for load, _ in taken)
    p95 = statistics.median(load.p95_ms for load, _ in taken)
    raw = statistics.median(one for _, one in taken)
    goal, met = _judged(page.what, rate, p50, p95, raw)
    return Figure(f"{page.what}, p95 {p95:.0f} ms", f"{rate:.0f} req/s", f"{raw:.2f} ms", p50 / raw, goal, met)


def _judged(what: str, rate: float, p50: float, p95: float, raw: float) -> tuple[str, bool]:
    if what.startswith("P-01"):
        return ">= 400 req/s, p95 <= 30 ms", rate >= 400 and p95 <= 30
    if what.startswith("P-04"):
        return ">= 300 req/s", rate >= 300
    return f"<= 2x raw + 20 ms = {2 * raw + 20:.0f} ms", p50 <= 2 * raw + 20


def _pages() -> list[Page]:
    from benchmarks import visitors

    officer = visitors.officer()
    person = visitors.longest_record(officer)
    centre = visitors.office("centre")
    province = visitors.office("province")
    return [
        Page("P-01 person page", f"{PEOPLE}{person}/", officer.cookie, visitors.raw_person(person)),
        Page("P-04 list of an LGO", PEOPLE, officer.cookie, visitors.raw_list(officer.place)),
        Page("P-11 centre's first screen", OVERSIGHT, centre.cookie, visitors.raw_figures("/")),
        Page("P-11 a province's table", OVERSIGHT, province.cookie, visitors.raw_figures(province.place.path)),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The sign-in page through the whole middleware, against Django with one view; start and memory of a worker (P-17)."""

from __future__ import annotations

import statistics
import sys

from benchmarks.harness import Figure, keep
from benchmarks.serving import Load, Server, server

PAGE = "/login/"
START_SECONDS, WORKER_MIB = 2.0, 200.0


def main() -> int:
    with server("lhr.wsgi:application") as ours, server("benchmarks.bare:application") as bare:
        taken = [(ours.load(PAGE), bare.load("/")) for _ in range(5)]
        errors = sum(one.errors for pair in taken for one in pair)
        if errors:
            print(f"{errors} errors: this run is not kept")
            return 1
        return keep("first_page", "First page (SQLite, 2 workers, 8 clients)", _figures(ours, taken))


def _figures(ours: Server, taken: list[tuple[Load, Load]]) -> list[Figure]:
    rate = statistics.median(mine.a_second for mine, _ in taken)
    raw = statistics.median(theirs.a_second for _, theirs in taken)
    p95 = statistics.median(mine.p95_ms for mine, _ in taken)
    memory = ours.worker_mib()
    return [
        Figure(f"{PAGE}, p95 {p95:.1f} ms", f"{rate:.0f} req/s", f"{raw:.0f} req/s", rate / raw, "", None),
        Figure("start of the server", f"{ours.seconds_to_start:.2f} s", "", None, f"<= {START_SECONDS} s (P-17)",
               ours.seconds_to_start <= START_SECONDS),
        Figure("memory of a worker", f"{memory:.0f} MiB", "", None, f"<= {WORKER_MIB:.0f} MiB (P-17)",
               memory <= WORKER_MIB),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

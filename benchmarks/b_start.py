"""P-17: how long the server took to start over this store, and the memory of a worker after all the other work."""

from __future__ import annotations

from benchmarks.harness import Figure, Run

SECONDS, MIB = 2.0, 200.0


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    started, memory = run.server.seconds_to_start, run.server.worker_mib()
    return [
        Figure("P-17", "start of the server", f"{started:.2f} s", goal=f"<= {SECONDS} s", of_goal=SECONDS / started),
        Figure("P-17", "memory of a worker after the load", f"{memory:.0f} MiB", goal=f"<= {MIB:.0f} MiB",
               of_goal=MIB / memory),
    ], {}  # fmt: skip

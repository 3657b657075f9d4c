"""P-13: a storm of sign-ins with password and card statement over HTTP, against the bound that the password hash alone
sets on the same processors, in turn; and what somebody else's page costs in the midst of it."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks import officers, visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.serving import Load

OF_BOUND, OTHERS_MS = 0.60, 150
WORKERS = 2


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    reader = visitors.officer()
    page = f"/movements/people/{visitors.long_record(reader)}/"
    storm = [
        officers.described(account, nth)
        for nth, account in enumerate(account for pair in officers.pairs() for account in pair)
        if account.pk != reader.account.pk
    ]
    bounds, loads, others = [], [], []
    for _ in range(run.pace.rounds):
        bounds.append(_bound(run.pace.seconds))
        beside = {"work": "pages", "url": run.server.origin + page, "clients": 1, "cookie": reader.cookie}
        asking = run.server.begin({**beside, "seconds": run.pace.seconds * 2})
        storming = {"work": "sign_in", "officers": storm, "clients": run.pace.clients}
        loads.append(run.server.play({**storming, "seconds": run.pace.seconds * 2 + 1}))
        others.append(run.server.finish(asking))
        for load in (loads[-1], others[-1]):
            if load.errors:
                raise Errors(f"sign-in: {load.errors} errors, {load.said[:1]}")
    return _figures(bounds, loads, others), {}


def _bound(seconds: float) -> float:
    """Return how many passwords a second as many processes check as there are workers."""
    command = [sys.executable, "-m", "benchmarks.hashing", str(seconds)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
    return sum(float(one.communicate()[0]) for one in running)


def _figures(bounds: list[float], loads: list[Load], others: list[Load]) -> list[Figure]:
    bound = statistics.median(bounds)
    rate = statistics.median(load.a_second("sign_in") for load in loads)
    p50, p95 = (statistics.median(load.percentile(share, "sign_in") for load in loads) for share in (0.5, 0.95))
    other = statistics.median(load.percentile(0.95) for load in others)
    clients = statistics.median(load.client_cores for load in loads)
    web = statistics.median(load.web_ms for load in loads)
    processor = f"web CPU {web:.0f} ms a request, clients {clients:.2f} cores"
    each = f"five requests each, p50 {p50:.0f}, p95 {p95:.0f} ms; {processor}"
    raw = f"{bound:.1f}/s, hash alone in {WORKERS} processes"
    return [
        Figure("P-13", f"sign-ins, 8 clients, one reader beside them ({each})", f"{rate:.1f}/s", raw, rate / bound,
               f">= {OF_BOUND:.2f} of the bound", rate / bound / OF_BOUND),
        Figure("P-13", "another officer's person page meanwhile", f"p95 {other:.0f} ms", goal=f"p95 <= {OTHERS_MS} ms",
               of_goal=OTHERS_MS / other),
    ]  # fmt: skip

"""P-12: a card as of another day, and as the register knew it on another day, against the card of today: the same page
of the same person over HTTP, in turn."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from datetime import timedelta

from benchmarks import visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.serving import Load
from lhr.kernel import clock
from lhr.kernel.thai_date import show

GOAL = 1.5
PEOPLE = "/movements/people/"
TODAY = "today"


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    officer = visitors.officer()
    card = f"{PEOPLE}{visitors.long_record(officer)}/"
    earlier, now = (
        show(day, "num", digits="arabic") for day in (clock.today() - timedelta(days=5 * 365), clock.today())
    )
    pages = {
        TODAY: card,
        "as of five years ago": f"{card}?as_of={earlier}",
        "as known today": f"{card}?known={now}",
        "as of five years ago, as known today": f"{card}?as_of={earlier}&known={now}",
    }
    loads: dict[str, list[Load]] = {what: [] for what in pages}
    for _ in range(run.pace.rounds):
        for what, path in pages.items():
            loads[what].append(_asked(run, path, officer.cookie))
    return _figures(loads), {}


def _asked(run: Run, path: str, cookie: str) -> Load:
    load = run.server.load(path, clients=run.pace.clients, seconds=run.pace.seconds, cookie=cookie)
    if load.errors:
        raise Errors(f"as of: {load.errors} errors, {load.said[:1]}")
    return load


def _figures(loads: Mapping[str, list[Load]]) -> list[Figure]:
    at, made = {what: statistics.median(load.percentile(0.5) for load in taken) for what, taken in loads.items()}, []
    for what, p50 in at.items():
        if what != TODAY:
            ratio = p50 / at[TODAY]
            made.append(
                Figure(
                    "P-12", f"card of {visitors.LINES} lines {what}, 8 clients", f"p50 {p50:.0f} ms",
                    f"{at[TODAY]:.0f} ms, the card of today", ratio, f"<= {GOAL}x", GOAL / ratio,
                )
            )  # fmt: skip
    return made

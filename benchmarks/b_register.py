"""P-01, P-04, P-11: a person's page, the lists and the first screens above over an invented register, through HTTP with
the whole middleware, against the same facts fetched raw and the same template bare."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from benchmarks import inside, raw, visitors
from benchmarks.harness import Errors, Figure, Run, milliseconds
from benchmarks.inside import Inside
from benchmarks.serving import Load
from lhr.access.roles import Role

PEOPLE, OVERSIGHT = "/movements/people/", "/oversight/"
A_SECOND, P95_MS, QUERIES, OF_BARE, PEER = 400, 30, 15, 2.0, 2.2
LISTS_A_SECOND, FLAT = 300, 1.2
SLACK_MS = 20


@dataclass(frozen=True)
class Page:
    """One page, whose it is, and the same facts raw."""

    number: str
    what: str
    path: str
    visitor: visitors.Visitor
    raw: Callable[[], object]


@dataclass(frozen=True)
class Taken:
    """What the rounds of one page gave: under eight clients, with one reader (P-11), and the raw work in turn."""

    page: Page
    loads: Sequence[Load]
    alone: Sequence[Load]
    raw_ms: float
    raw_crowded_ms: float
    inside: Inside
    bare_ms: float

    @property
    def rate(self) -> float:
        return statistics.median(load.a_second() for load in self.loads)

    def at(self, share: float) -> float:
        return statistics.median(load.percentile(share) for load in self.loads)

    @property
    def alone_ms(self) -> float:
        return statistics.median(load.percentile(0.5) for load in self.alone)

    @property
    def web_ms(self) -> float:
        return statistics.median(load.web_ms for load in self.loads)

    @property
    def database_ms(self) -> float:
        return statistics.median(load.database_ms for load in self.loads)


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    officer = visitors.officer()
    long = visitors.long_record(officer)
    short = visitors.short_record(officer, long)
    figures = _person(_taken(run, _page_of(officer, long)), inside.look(f"{PEOPLE}{short}/", officer.session))
    figures += _lists(run, officer)
    for what, role in (("centre's first screen", Role.CENTRE), ("a province's table", Role.PROVINCE)):
        there = visitors.office(role)
        page = Page("P-11", what, OVERSIGHT, there, raw.states(there.place.path))
        figures += _first_screen(_taken(run, page), run.pace.clients)
    return figures, {}


def _page_of(officer: visitors.Visitor, person: object) -> Page:
    return Page(
        "P-01", f"person page, {visitors.LINES} lines", f"{PEOPLE}{person}/", officer, raw.person_and_lines(person)  # type: ignore[arg-type]
    )


def _taken(run: Run, page: Page) -> Taken:
    """The rounds interleave everything that is compared, so that a busy machine hurts all alike."""
    seen = inside.look(page.path, page.visitor.session)
    loads, alone, raws, crowded, bare = [], [], [], [], []
    for _ in range(run.pace.rounds):
        loads.append(_asked(run, page, run.pace.clients))
        raws.append(milliseconds(page.raw))
        crowded.append(_crowded(page.raw, run.pace.clients))
        if page.number == "P-11":
            alone.append(_asked(run, page, 1))
        bare.append(inside.processor_ms(seen.bare, run.pace.renderings))
    return Taken(page, loads, alone, statistics.median(raws), statistics.median(crowded), seen, statistics.median(bare))


def _asked(run: Run, page: Page, clients: int) -> Load:
    load = run.server.load(page.path, clients=clients, seconds=run.pace.seconds, cookie=page.visitor.cookie)
    if load.errors:
        raise Errors(f"{page.what}: {load.errors} errors, {load.said[:1]}")
    return load


def _crowded(work: Callable[[], object], clients: int) -> float:
    """Return the median time of the raw work when as many ask for it at once."""
    taken: list[float] = []

    def ask() -> None:
        for _ in range(5):
            began = time.perf_counter()
            work()
            taken.append((time.perf_counter() - began) * 1000)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statistics.median(taken)


def _person(long: Taken, short: Inside) -> list[Figure]:
    n, what, p95 = long.page.number, long.page.what, long.at(0.95)
    queries, raw_ms, bare_ms = max(long.inside.queries, short.queries), long.raw_ms, long.bare_ms
    database = f", database {long.database_ms:.2f} ms" if long.database_ms else ""
    return [
        Figure(n, f"{what}: rate at 8 clients", f"{long.rate:.0f}/s", f"{1000 / raw_ms:.0f}/s, 1 process",
               long.rate * raw_ms / 1000, f">= {A_SECOND}/s", long.rate / A_SECOND),
        Figure(n, f"{what}: p95 at 8 clients", f"p50 {long.at(0.5):.0f}, p95 {p95:.0f} ms", f"{raw_ms:.2f} ms",
               p95 / raw_ms, f"p95 <= {P95_MS} ms", P95_MS / p95),
        Figure(n, f"{what}: queries a request (counted in one process; shorter record: {short.queries})",
               f"{long.inside.queries}", "3", long.inside.queries / 3, f"<= {QUERIES} at any length",
               QUERIES / queries),
        Figure(n, f"{what}: web CPU a request{database}", f"{long.web_ms:.2f} ms", f"{bare_ms:.2f} ms, template bare",
               long.web_ms / bare_ms, f"<= {OF_BARE:.0f}x bare", OF_BARE * bare_ms / long.web_ms),
        Figure(n, f"{what}: against the peer's profile page (figure of the paper, not of this run)",
               f"{long.rate:.0f}/s", f"{PEER}/s", long.rate / PEER, ">= 150x", long.rate / PEER / 150),
    ]  # fmt: skip


def _lists(run: Run, officer: visitors.Visitor) -> list[Figure]:
    """An LGO's list, first page and last in turn; and the rows that a district and a province see."""
    work = raw.staff(officer.place)
    first = Page("P-04", "list of an LGO, first page", PEOPLE, officer, work)
    path, depth = inside.last_full_page(PEOPLE, officer.session)
    deep = Page("P-04", f"list of an LGO, page {depth}, reached by following next", path, officer, work)
    clients = run.pace.clients
    pairs = [(_asked(run, first, clients), _asked(run, deep, clients)) for _ in range(run.pace.rounds)]
    figures = [
        _listed(page, [pair[nth] for pair in pairs], milliseconds(work)) for nth, page in enumerate((first, deep))
    ]
    at_first, at_last = (statistics.median(pair[nth].percentile(0.5) for pair in pairs) for nth in (0, 1))
    flat, what = at_last / at_first, f"page {depth} against the first (p50)"
    figures.append(Figure("P-04", what, f"{flat:.2f}x", "1", flat, f"flat: <= {FLAT}x", FLAT / flat))
    seen = [inside.look(PEOPLE, officer.session), inside.look(path, officer.session)]
    for role in (Role.DISTRICT, Role.PROVINCE):
        there = visitors.office(role)
        what, work = f"follow-up rows of a {role.value.lower()}", raw.states(there.place.path)
        rows = Page("P-04", what, f"{OVERSIGHT}?rows=1", there, work)
        loads = [_asked(run, rows, clients) for _ in range(run.pace.rounds)]
        figures.append(_listed(rows, loads, milliseconds(rows.raw)))
        seen.append(inside.look(rows.path, there.session))
    counts, asked = sum(one.unbounded_counts for one in seen), sum(one.queries for one in seen)
    what, said = "COUNT over a whole table, on these pages", f"{counts} of {asked} queries"
    return [*figures, Figure("P-04", what, said, goal="none", of_goal=1.0 if counts == 0 else 0.5)]


def _listed(page: Page, loads: Sequence[Load], raw_ms: float) -> Figure:
    rate = statistics.median(load.a_second() for load in loads)
    p95 = statistics.median(load.percentile(0.95) for load in loads)
    return Figure(
        page.number, f"{page.what}, p95 {p95:.0f} ms", f"{rate:.0f}/s", f"{raw_ms:.2f} ms", rate * raw_ms / 1000,
        f">= {LISTS_A_SECOND}/s", rate / LISTS_A_SECOND,
    )  # fmt: skip


def _first_screen(taken: Taken, clients: int) -> list[Figure]:
    what, alone, crowded = taken.page.what, taken.alone_ms, taken.at(0.5)
    bound, bound_crowded = 2 * taken.raw_ms + SLACK_MS, 2 * taken.raw_crowded_ms + SLACK_MS
    return [
        Figure("P-11", f"{what}, one reader ({taken.inside.queries} queries)", f"p50 {alone:.0f} ms",
               f"{taken.raw_ms:.1f} ms", alone / taken.raw_ms, f"<= 2x raw + {SLACK_MS} ms = {bound:.0f} ms",
               bound / alone),
        Figure("P-11", f"{what}, {clients} clients", f"p50 {crowded:.0f}, p95 {taken.at(0.95):.0f} ms",
               f"{taken.raw_crowded_ms:.1f} ms, {clients} at once", crowded / taken.raw_crowded_ms,
               f"(said beside it) 2x raw + {SLACK_MS} ms = {bound_crowded:.0f} ms"),
    ]  # fmt: skip

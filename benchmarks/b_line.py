"""P-05: a line of the ก.พ.๗ is recorded over HTTP, eight records officers at once, each for somebody of the own LGO:
the whole act (rights, rules, history on two axes, audit, reading, receipt of the save key, durable commit), against the
same row saved by the bare ORM inside an open change in this process."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any
from uuid import UUID

from benchmarks import officers
from benchmarks.harness import Errors, Figure, Run, rate
from benchmarks.serving import Load
from lhr.access.actor import operator
from lhr.audit.book import change
from lhr.identity.models import Account
from lhr.kernel import clock
from lhr.service_record.models import CardLine, Incumbency

A_SECOND, OF_BARE = 200, 1 / 5
SECTION = "SKILL"


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    at_work = [(officer, who) for registrar, officer in officers.pairs() if (who := _colleague(registrar, officer))]
    keying = [_playing(officer, who, nth) for nth, (officer, who) in enumerate(at_work[: run.pace.clients])]
    loads: list[Load] = []
    bare: list[float] = []
    for _ in range(run.pace.rounds):
        loads.append(_recorded(run, keying))
        bare.append(rate(_bare(*at_work[0]), run.pace.seconds))
    return _figures(loads, statistics.median(bare)), {}


def _colleague(registrar: Account, officer: Account) -> UUID | None:
    """Somebody who serves there and is neither of the pair."""
    here = Incumbency.objects.filter(organisation=officer.organisation_id, until=None).order_by("person")
    pair = (registrar.person_id, officer.person_id)
    return here.exclude(person__in=pair).values_list("person", flat=True).first()


def _playing(officer: Account, person: UUID, nth: int) -> dict[str, Any]:
    cookies = {"lhr_session": officers.session_of(officer)}
    return {**officers.described(officer, nth), "cookies": cookies, "person": str(person), "section": SECTION}


def _recorded(run: Run, who: Sequence[dict[str, Any]]) -> Load:
    before = CardLine.objects.count()
    work = {"work": "line", "officers": list(who), "clients": run.pace.clients, "seconds": run.pace.seconds * 2}
    load = run.server.play(work)
    if load.errors or not load.times.get("line"):
        raise Errors(f"a line: {load.errors} errors, {load.said[:1]}")
    if CardLine.objects.count() - before != len(load.times["line"]):
        raise Errors("a line: not every press became a line")
    return load


def _bare(officer: Account, person: UUID) -> Callable[[], object]:
    keeper, numbers = operator(clock.today(), "benchmarks"), count(1)
    place = officer.organisation

    def save() -> None:
        with change(keeper, "service:card:opened", place, path=place.path) as this:
            CardLine(
                person_id=person, organisation=place, section=SECTION, starts=clock.today(),
                values={"skill": f"ทักษะ {next(numbers)}", "grade": "ดี"}, status=CardLine.Status.SUBMITTED,
                keyed_at=this.at, seq=next(numbers), source=CardLine.Source.KEYED, recorded=this,
            ).save(force_insert=True)  # fmt: skip

    return save


def _figures(loads: Sequence[Load], bare: float) -> list[Figure]:
    reached = statistics.median(load.a_second("line") for load in loads)
    p50, p95 = (statistics.median(load.percentile(share, "line") for load in loads) for share in (0.5, 0.95))
    web, database, clients = (
        statistics.median(of)
        for of in zip(*((one.web_ms, one.database_ms, one.client_cores) for one in loads), strict=True)
    )
    cpu = f"CPU a request: web {web:.0f} ms" + (f", database {database:.1f} ms" if database else "")
    seen = f"p50 {p50:.0f}, p95 {p95:.0f} ms; {cpu}; clients {clients:.2f} cores"
    what = f"a line of the ก.พ.๗ recorded, 8 officers ({seen})"
    raw = f"{bare:.0f}/s, the bare ORM, 1 process"
    return [
        Figure("P-05", what, f"{reached:.0f}/s", raw, reached / bare, f">= {A_SECOND}/s", reached / A_SECOND),
        Figure(
            "P-05", "the same against the bare ORM save", f"{reached:.0f}/s", raw, reached / bare, ">= 1/5",
            reached / bare / OF_BARE,
        ),
    ]  # fmt: skip

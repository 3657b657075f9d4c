"""P-03: somebody searched by name over HTTP, rightly spelled and misspelt, by the centre over everybody and by a
records officer over the own LGO. What is typed is made by the rules of tests/people/typists.py, which the search does
not know."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import islice
from urllib.parse import quote

from benchmarks import inside, visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.serving import Load
from benchmarks.visitors import Visitor
from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.people.models import NameToken, PersonName
from lhr.service_record.models import Employment
from lhr.web.movements import reading
from tests.people.typists import queries

BOX = "/movements/people/find/?q="
EXACT_MS, MISSPELT_MS = 15, 60
ASKED, SEED = 400, 2561
_LEAST_NAMES = 0.05  # of the people; fewer when a file was filled before names were as many as in life
_UNHURT = {"title before, no slip", "other keyboard", "begun"}
Name = tuple[str, str]


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    names = NameToken.objects.filter(kind=NameToken.Kind.LAST).count()
    if names < PersonName.objects.count() * _LEAST_NAMES:
        raise Errors("too few family names: `python -m benchmarks.crowd benchmarks/data/FILE`, or delete the file")
    centre, officer = visitors.office(Role.CENTRE), visitors.officer()
    asks = Actor(day=clock.today(), account_id=centre.account.pk)
    reading.say_purpose(asks, reading.FOUND, "/", None, reading.PURPOSES["enquiry"].th)
    own = Employment.objects.filter(organisation=officer.place, until=None).values("person")
    everybody = _names(PersonName.objects.known().order_by("pk")[:2000].values_list("first", "last"))
    here = _names(PersonName.objects.known().filter(person__in=own).values_list("first", "last")[:2000])
    figures = []
    figures += _measured(run, "the centre, everybody", centre, everybody)
    figures += _measured(run, "an officer, own LGO", officer, here)
    return figures, {"family names": names}


def _names(rows: object) -> list[Name]:
    return [(first, last) for first, last in rows]  # type: ignore[attr-defined]


def _measured(run: Run, whose: str, visitor: Visitor, people: Sequence[Name]) -> list[Figure]:
    exact = [f"{first} {last}" for first, last in people[:ASKED]]
    slips = (one.typed for one in queries(people, SEED) if one.kind not in _UNHURT)
    kinds = (("a name rightly spelled", exact, EXACT_MS), ("a misspelt name", list(islice(slips, ASKED)), MISSPELT_MS))
    taken: list[list[Load]] = [[], []]
    for _ in range(run.pace.rounds):
        for loads, (what, typed, _goal) in zip(taken, kinds, strict=True):
            loads.append(_asked(run, f"{what}, {whose}", visitor, typed))
    return [
        _figure(f"{what}, {whose}", loads, goal, inside.look(BOX + quote(typed[0]), visitor.session).queries)
        for loads, (what, typed, goal) in zip(taken, kinds, strict=True)
    ]


def _asked(run: Run, what: str, visitor: Visitor, typed: Sequence[str]) -> Load:
    urls = [run.server.origin + BOX + quote(one) for one in typed]
    work = {"work": "pages", "urls": urls, "clients": run.pace.clients, "seconds": run.pace.seconds * 2}
    load = run.server.play({**work, "cookie": visitor.cookie})
    if load.errors:
        raise Errors(f"{what}: {load.errors} errors, {load.said[:1]}")
    return load


def _figure(what: str, loads: Sequence[Load], goal_ms: int, asked: int) -> Figure:
    p50, p95 = (statistics.median(load.percentile(share) for load in loads) for share in (0.5, 0.95))
    rate, web = (statistics.median(each) for each in ([n.a_second() for n in loads], [n.web_ms for n in loads]))
    database = statistics.median(load.database_ms for load in loads)
    beside = f"{rate:.0f}/s, web CPU {web:.1f} ms" + (f", database {database:.1f} ms" if database else "")
    return Figure("P-03", f"{what} ({beside}, {asked} queries)", f"p50 {p50:.0f}, p95 {p95:.0f} ms",
                  goal=f"p95 <= {goal_ms} ms at 8 clients", of_goal=goal_ms / p95)  # fmt: skip

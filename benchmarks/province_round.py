"""P-08: the orders of 6,000 people of one province, one order an LGO, written into the records in one transaction by
the product's own act, against the bulk insert of the same rows; and what other officers' pages cost meanwhile."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from benchmarks import visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.nation import DAY
from benchmarks.serving import Load
from lhr.access.actor import Actor, Duty, operator
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.kernel import clock
from lhr.orders import actions, queries
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.organisations.models import Organisation
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import Employment, ServiceLine
from lhr.service_record.pay import Pay

PEOPLE, SECONDS, OTHERS_MS, READERS = 6_000, 10.0, 300, 4
TURNS = 2  # for each of the two kinds of page
ON, SIGNED = date(2018, 10, 1), date(2018, 8, 20)
_SHORTER = 0.8  # the readers go before the transaction does, so that no quiet request is counted


@dataclass(frozen=True)
class Signed:
    """One LGO's signed order, and who writes it into the records."""

    registrar: Actor
    place: Organisation
    order: Order


@dataclass(frozen=True)
class Taken:
    """One turn: seconds of the whole act and of the bare rows, and one kind of page meanwhile."""

    lgos: int
    people: int
    apply: float
    bare: float
    noting: bool
    others: Load


def figures(run: Run, apply_of_a_thousand: float) -> list[Figure]:
    """`apply_of_a_thousand`: seconds, as P-07 has just measured it; by it the readers know how long to ask."""
    wanted = PEOPLE if run.pace.rounds > 1 else 5
    lgos = _serving(wanted)
    reader = visitors.officer()
    # One kind of page a turn: a page that waits for the database keeps a worker from the other kind.
    pages = ("/orders/", f"/movements/people/{visitors.long_record(reader)}/")
    turns = (TURNS if run.pace.rounds > 1 else 1) * len(pages)
    with clock.standing_at(clock.midnight(DAY)):
        taken = [_turn(run, lgos, turn, reader, pages, apply_of_a_thousand) for turn in range(turns)]
    return _figures(taken)


def _turn(
    run: Run,
    lgos: list[tuple[Organisation, list[UUID]]],
    turn: int,
    reader: visitors.Visitor,
    pages: tuple[str, str],
    of_a_thousand: float,
) -> Taken:
    signed = [_signed(place, people, turn) for place, people in lgos]
    people = sum(len(found) for _, found in lgos)
    seconds = max(of_a_thousand * people / 1000 * _SHORTER, run.pace.seconds)
    noting = bool(turn % 2)
    clients = min(READERS, run.pace.clients)
    run.server.load(pages[noting], clients=clients, seconds=run.pace.seconds / 2, cookie=reader.cookie)
    beside = {"work": "pages", "clients": clients, "cookie": reader.cookie, "seconds": seconds, "warm_up": 0}
    playing = run.server.begin({**beside, "url": run.server.origin + pages[noting]})
    began = time.perf_counter()
    with transaction.atomic():
        for one in signed:
            actions.apply(
                by=one.registrar, order_id=one.order.entry_id, version=one.order.version, pair=frozenset()
            )
    applied = time.perf_counter() - began
    others = run.server.finish(playing)
    # On SQLite who writes waits for who writes, for twenty seconds at most: a page refused then is what is measured.
    if others.errors and run.engine != "sqlite":
        raise Errors(f"a province's round: {others.errors} errors of others' pages, {others.said[:1]}")
    return Taken(len(lgos), people, applied, _bare(signed), noting, others)


def _serving(wanted: int) -> list[tuple[Organisation, list[UUID]]]:
    """Return people in service of the province that has most, by LGO, until there are as many as are wanted."""
    rows = Employment.objects.filter(until=None).order_by("organisation__path", "person")
    here = list(rows.values_list("organisation", "organisation__path", "person"))
    # The record of fifty lines that other benchmarks read stays one of fifty.
    lines = Counter(ServiceLine.objects.known().values_list("person", flat=True).iterator())
    province = Counter(path[:4] for _, path, _ in here).most_common(1)[0][0]
    mine = [(place, person) for place, path, person in here if path[:4] == province]
    by_lgo: dict[UUID, list[UUID]] = {}
    for place, person in [one for one in mine if lines[one[1]] != visitors.LINES][:wanted]:
        by_lgo.setdefault(place, []).append(person)
    places = Organisation.objects.in_bulk(by_lgo)
    return [(places[place], people) for place, people in by_lgo.items()]


def _signed(place: Organisation, people: list[UUID], turn: int) -> Signed:
    officer, registrar = (
        Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(role, place.path, place.pk),))
        for role in (Role.OFFICER, Role.REGISTRAR)
    )
    pay = Pay(salary=Decimal(91_000 + turn))
    lines = [MovementDraft("LAW_ADJUST", ON, person_id=one, pay=pay) for one in people]
    head = Header(OrderKind.PAY_ADJUST, ON, subject="ปรับเงินเดือน", reason="ตามกฎหมาย")
    row = actions.draw_up(by=officer, organisation=place, header=head, lines=lines)
    told = {"by": officer, "order_id": row.entry_id, "pair": frozenset[UUID]()}
    row = actions.check(version=row.version, **told)  # type: ignore[arg-type]
    paper = Signature(f"{turn}-{uuid4().hex[:8]}", 2561, SIGNED, "นายทดสอบ นายก", "นายก")
    return Signed(registrar, place, actions.sign(version=row.version, signed=paper, **told))  # type: ignore[arg-type]


def _bare(signed: list[Signed]) -> float:
    """The same rows once more in one transaction, as lines that nobody has verified."""
    rows = []
    for one in signed:
        keys = [line.id for line in queries.lines_of(one.order.entry_id)]
        written = list(ServiceLine.objects.known().filter(entry_id__in=keys))
        if len(written) != len(keys):
            raise Errors("a province's round: not every line is in the records")
        rows += [{**line.content(), "entry_id": uuid4(), "status": "RETURNED", "seq": line.seq + 1} for line in written]
    began, place = time.perf_counter(), signed[0].place
    with change(operator(clock.today(), "benchmarks"), "service:record:opened", place, path=place.path) as this:
        ledger.record_all(this, ServiceLine, rows)
    return time.perf_counter() - began


def _figures(taken: list[Taken]) -> list[Figure]:
    apply, bare = (statistics.median(getattr(one, what) for one in taken) for what in ("apply", "bare"))
    what = f"orders of {taken[0].people:,} people, {taken[0].lgos} LGOs, applied in one transaction, durable"
    raw = f"{bare * 1000:.0f} ms, the bulk insert of the same rows"
    found = [Figure("P-08", what, f"{apply:.1f} s", raw, apply / bare, f"<= {SECONDS:.0f} s", SECONDS / apply)]
    for said, noting in (
        ("others' list of orders meanwhile (it names nobody: no reading is written)", False),
        ("others' person page meanwhile (its reading is written)", True),
    ):
        loads = [one.others for one in taken if one.noting is noting]
        p50, p95 = (statistics.median(load.percentile(share) for load in loads) for share in (0.5, 0.95))
        asked, refused = sum(len(load.all_requests) for load in loads), sum(load.errors for load in loads)
        reached = f"p50 {p50:.0f}, p95 {p95:.0f} ms, {asked} requests{f', {refused} refused' if refused else ''}"
        of_goal = 0.0 if refused else OTHERS_MS / max(p95, 0.001)
        found.append(Figure("P-08", said, reached, goal=f"p95 <= {OTHERS_MS} ms", of_goal=of_goal))
    return found

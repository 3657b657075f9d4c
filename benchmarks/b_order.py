"""P-07: a pay round of 1,000 people is previewed and applied by the product's own acts in this process, durable,
against the bulk insert of the same rows by the bare ORM inside an open change. P-08 follows it
(benchmarks.province_round)."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db.models import Count

from benchmarks import province_round, visitors
from benchmarks.harness import Errors, Figure, Run
from benchmarks.nation import DAY
from lhr.access.actor import Actor, Duty, operator
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.kernel import clock
from lhr.kernel.fiscal import fiscal_year
from lhr.orders import actions, previewing, queries
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.organisations.models import Organisation
from lhr.posts import queries as posts
from lhr.posts.models import PostFunding
from lhr.posts.rules import Funding
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import Employment, ServiceLine
from lhr.service_record.pay import Pay
from lhr.staffing_plan import actions as of_plan
from lhr.staffing_plan import queries as plan
from lhr.staffing_plan.rules import Budget

PEOPLE, SECONDS, OF_BARE = 1_000, 1.0, 6
SIGNED = date(2018, 8, 20)
# A turn a round: what one order of it gave no second one gives (OR-05.1).
DAYS = tuple(date(2018 + half // 2, (4, 10)[half % 2], 1) for half in range(1, 7))


def measure(run: Run) -> tuple[list[Figure], dict[str, object]]:
    place, people = _largest(PEOPLE if run.pace.rounds > 1 else 5)
    taken: dict[str, list[float]] = {"preview": [], "apply": [], "bare": []}
    with clock.standing_at(clock.midnight(DAY)):
        _compared(place)
        for turn in range(run.pace.rounds):
            one = _turn(place, people, turn)
            for what, seconds in one.items():
                taken[what].append(seconds)
    middle = {what: statistics.median(times) for what, times in taken.items()}
    a_thousand = middle["apply"] / len(people) * 1000
    return [*_figures(len(people), middle), *province_round.figures(run, a_thousand)], {}


def _largest(wanted: int) -> tuple[Organisation, list[UUID]]:
    """The LGO with most people in service, and as many of them as are wanted."""
    serving = Employment.objects.filter(until=None)
    here = serving.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation").first()
    if here is None:
        raise Errors("an order: nobody serves anywhere")
    people = serving.filter(organisation=here["organisation"]).order_by("person").values_list("person", flat=True)
    # The record of fifty lines that other benchmarks read stays one of fifty.
    long = ServiceLine.objects.known().values("person").annotate(n=Count("pk")).filter(n=visitors.LINES)
    left = people.exclude(person__in=long.values("person"))
    return Organisation.objects.get(pk=here["organisation"]), list(left[:wanted])


def _compared(place: Organisation) -> None:
    """Let the order be compared with the ceiling: every post is paid from own income, and the year has its budget."""
    by = Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.OFFICER, place.path, place.pk),))
    unstated = [key for key, post in posts.funded(place.pk, DAYS[0]).items() if not post.source]
    with change(by, "posts:post:funded", place, path=place.path) as this:
        rows = [{"post_id": key, "source": Funding.OWN.value, "starts": DAYS[0]} for key in unstated]
        ledger.record_all(this, PostFunding, rows)
    for year in sorted({fiscal_year(day) for day in DAYS}):
        if plan.budget(place.pk, year) is None:
            said = Budget(year, Decimal(10**12), Decimal(15), None, "เทศบัญญัติงบประมาณรายจ่าย", SIGNED)
            of_plan.record_budget(by=by, organisation=place, budget=said)


def _turn(place: Organisation, people: list[UUID], turn: int) -> dict[str, float]:
    officer, registrar = (
        Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(role, place.path, place.pk),))
        for role in (Role.OFFICER, Role.REGISTRAR)
    )
    day = DAYS[turn]
    lines = [
        MovementDraft("STEP_RISE", day, person_id=one, pay=Pay(steps=Decimal("0.5"), salary=Decimal(20_000 + turn)))
        for one in people
    ]
    # The store has no schedule, which the reason answers.
    head = Header(OrderKind.PAY_ROUND, day, subject="เลื่อนขั้นเงินเดือน", reason="ยังไม่มีบัญชี")
    row = actions.draw_up(by=officer, organisation=place, header=head, lines=lines)
    began = time.perf_counter()
    found = previewing.preview(officer, row, frozenset())
    preview = time.perf_counter() - began
    if not found.passes:
        raise Errors(f"an order: {found.blocked} lines are refused")
    told = {"by": officer, "order_id": row.entry_id, "pair": frozenset[UUID]()}
    row = actions.check(version=row.version, **told)  # type: ignore[arg-type]
    paper = Signature(f"{turn}-{uuid4().hex[:8]}", 2561, SIGNED, "นายทดสอบ นายก", "นายก")
    row = actions.sign(version=row.version, signed=paper, **told)  # type: ignore[arg-type]
    began = time.perf_counter()
    actions.apply(by=registrar, order_id=row.entry_id, version=row.version, pair=frozenset())
    applied = time.perf_counter() - began
    return {"preview": preview, "apply": applied, "bare": _bare(place, row)}


def _bare(place: Organisation, row: Order) -> float:
    """The same rows once more, as lines that nobody has verified."""
    keys = [line.id for line in queries.lines_of(row.entry_id)]
    rows = [
        {**line.content(), "entry_id": uuid4(), "status": "RETURNED", "seq": line.seq + 1}
        for line in ServiceLine.objects.known().filter(entry_id__in=keys)
    ]
    if len(rows) != len(keys):
        raise Errors("an order: not every line is in the records")
    began = time.perf_counter()
    with change(operator(clock.today(), "benchmarks"), "service:record:opened", place, path=place.path) as this:
        ledger.record_all(this, ServiceLine, rows)
    return time.perf_counter() - began


def _figures(count: int, taken: dict[str, float]) -> list[Figure]:
    bare = f"{taken['bare'] * 1000:.0f} ms, the bulk insert of the same rows"
    what = f"a pay round of {count:,} people"
    named = {"preview": "previewed on every record", "apply": "applied, one transaction, durable"}
    figures = [
        Figure(
            "P-07", f"{what} {named[act]}", f"{taken[act] * 1000:.0f} ms", bare, taken[act] / taken["bare"],
            f"<= {SECONDS:.0f} s", SECONDS / taken[act],
        )
        for act in ("preview", "apply")
    ]  # fmt: skip
    against = replace(
        figures[1], what="the same apply against the bulk insert", goal=f"<= {OF_BARE}x",
        of_goal=OF_BARE / (taken["apply"] / taken["bare"]),
    )  # fmt: skip
    return [*figures, against]

"""Row D2: officers, registrars and orders at the same moment upon the same people and posts. Each history is two or
three acts that begin together; what is left must be what some order of them, one after the other, would have left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise, permutations
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.rules import RuleBroken
from lhr.orders import actions, queries
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import OrderKind
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.posts.models import Post
from lhr.service_record import actions as service
from lhr.service_record.drafts import MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import Employment, Incumbency, ServiceLine, TransferCase
from lhr.service_record.pay import Pay
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import BEGINS, BORN, DAY, hand, order, settled
from tests.support.rows import Row

pytestmark = pytest.mark.assurance("D2")
NOBODY: frozenset[UUID] = frozenset()
REFUSED = (Overtaken, RuleBroken, ServiceLine.DoesNotExist, Order.DoesNotExist, OrderLine.DoesNotExist)
LEAVES = DAY + timedelta(days=14)
# What gets in each other's way; now and then three of anything meet.
TOUCHING = (
    ("apply", "apply the same", "send back"),
    ("move first", "move second", "transfer", "resign"),
    ("apply another", "key", "verify", "withdraw", "transfer", "resign"),
    ("change", "change too", "check", "discard"),
)
EVERYTHING = tuple(sorted({name for names in TOUCHING for name in names}))
_OF_TWO, _LETTERS = 250, ("", *"กขคงจฉชซดตถทธนบปผพภมยรลวสหอฮ")  # so many histories of the same two LGOs
Act = Callable[[], object]


@dataclass(frozen=True)
class Scene:
    """Two people of one LGO, a post that is vacant, and what is prepared upon them."""

    here: Office
    there: Office
    first: UUID
    second: UUID
    vacant: Post
    number: int

    def acts(self, names: Iterable[str]) -> list[Act]:
        """Prepare these acts, one after the other; what two of them speak of is prepared once."""
        kept: dict[str, Any] = {}

        def once(what: str, make: Callable[[], Any]) -> Any:
            if what not in kept:
                kept[what] = make()
            return kept[what]

        pay = partial(once, "pay", lambda: self.signed(1, self.pay(self.first, 20000), self.pay(self.second, 21000)))
        another = partial(once, "another", lambda: self.signed(2, self.pay(self.first, 22000)))
        draft = partial(once, "draft", lambda: self.here.drawn(self.pay(self.second, 23000)))
        keyed = partial(once, "keyed", lambda: self.keyed(6, 24000))
        made: dict[str, Callable[[], Act]] = {
            "apply": lambda: self.apply(pay()),
            "apply the same": lambda: self.apply(pay()),
            "send back": lambda: self.send_back(pay()),
            "apply another": lambda: self.apply(another()),
            "move first": lambda: self.apply(self.signed(3, self.move(self.first), kind=OrderKind.MOVE)),
            "move second": lambda: self.apply(self.signed(4, self.move(self.second), kind=OrderKind.MOVE)),
            "transfer": lambda: self.apply(self.signed(5, self.leaving(), kind=OrderKind.TRANSFER)),
            "resign": lambda: self.apply(self.signed(8, self.resigning(), kind=OrderKind.LEAVING)),
            "key": lambda: lambda: self.keyed(7, 25000),
            "verify": lambda: self.verify(keyed()),
            "withdraw": lambda: self.withdraw(keyed()),
            "change": lambda: self.change(draft(), 1),
            "change too": lambda: self.change(draft(), 2),
            "check": lambda: self.check(draft()),
            "discard": lambda: self.discard(draft()),
        }
        return [made[name]() for name in names]

    def signed(self, at: int, *lines: MovementDraft, kind: OrderKind = OrderKind.PAY_ADJUST) -> Order:
        return self.here.signed(self.here.drawn(*lines, kind=kind), str(self.number * 20 + at))

    def leaving(self) -> MovementDraft:
        receiver = self.there.place.organisation.pk
        return MovementDraft("TRANSFER_OUT", LEAVES, person_id=self.first, other_organisation_id=receiver)

    def resigning(self) -> MovementDraft:
        return MovementDraft("RESIGN", LEAVES - timedelta(days=5), person_id=self.first)

    def pay(self, who: UUID, salary: int) -> MovementDraft:
        return MovementDraft("LAW_ADJUST", ON, person_id=who, pay=Pay(salary=Decimal(salary)))

    def move(self, who: UUID) -> MovementDraft:
        return MovementDraft("MOVE", ON, person_id=who, post_id=self.vacant.pk)

    def keyed(self, at: int, salary: int) -> ServiceLine:
        cited = order(str(self.number * 20 + at))
        movement = replace(self.pay(self.first, salary), citation=cited, reason="ตามคำสั่ง")
        return service.key_movement(
            by=self.here.officer, organisation=self.here.place.organisation, movement=movement, pair=NOBODY
        )

    def apply(self, row: Order) -> Act:
        by = self.here.registrar
        return lambda: actions.apply(by=by, order_id=row.entry_id, version=row.version, pair=NOBODY)

    def send_back(self, row: Order) -> Act:
        by = self.here.registrar
        return lambda: actions.reopen(by=by, order_id=row.entry_id, version=row.version, reason="ชื่อผิด")

    def verify(self, line: ServiceLine) -> Act:
        by = self.here.registrar
        return lambda: service.verify(by=by, line_id=line.entry_id, version=line.version, pair=NOBODY)

    def withdraw(self, line: ServiceLine) -> Act:
        by = self.here.officer
        return lambda: service.withdraw_line(by=by, line_id=line.entry_id, version=line.version)

    def change(self, row: Order, salary: int) -> Act:
        line, by = queries.lines_of(row.entry_id)[0], self.here.officer
        told = {"order_id": row.entry_id, "version": row.version, "line_id": line.id}
        return lambda: actions.change_line(by=by, line=self.pay(self.second, salary), **told)  # type: ignore[arg-type]

    def check(self, row: Order) -> Act:
        by = self.here.officer
        return lambda: actions.check(by=by, order_id=row.entry_id, version=row.version, pair=NOBODY)

    def discard(self, row: Order) -> Act:
        by = self.here.officer
        return lambda: actions.discard(by=by, order_id=row.entry_id, version=row.version)

    def left(self) -> tuple[object, ...]:
        """What the register says of the two, of the post and of the orders, without keys and times."""
        both = (self.first, self.second)
        lines = ServiceLine.objects.known().filter(person__in=both).values_list(
            "person", "movement_code", "starts", "salary", "status", "citation_number"
        )
        held = Incumbency.objects.filter(person__in=both).values_list("person", "post", "starts", "until")
        served = Employment.objects.filter(person__in=both).values_list("person", "organisation", "starts", "until")
        cases = TransferCase.objects.filter(person__in=both).values_list("person", "status", "effective_on")
        drawn = OrderLine.objects.known().filter(person__in=both)
        orders = Order.objects.known().filter(entry_id__in=drawn.values_list("order", flat=True))
        said = orders.values_list("number", "status", "version")
        tables = (lines, held, served, cases, said, drawn.values_list("person", "salary", "version"))
        return tuple(tuple(sorted(map(str, rows))) for rows in tables)


@pytest.fixture
def keeper(own_database: str) -> Actor:
    by = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=by, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=by, place=code, starts=BEGINS)
    return by


@pytest.fixture
def two(keeper: Actor) -> tuple[Office, Office]:
    return _two(keeper, 0)


def _two(keeper: Actor, at: int) -> tuple[Office, Office]:
    """The `at`th two LGOs that may get in each other's way."""
    also = _LETTERS[at]
    made = [
        settled(keeper, Kind.TAMBON_MUN, f"ท่าอุเทน{also}", "MUN", 2 * at + 1),
        settled(keeper, Kind.TAO, f"โนนตาล{also}", "TAO", 2 * at + 2),
    ]
    here, there = (Office(one, hand(one, Role.OFFICER, "hr"), hand(one, Role.REGISTRAR, "palad")) for one in made)
    return here, there


def test_what_is_left_is_what_some_order_of_the_acts_would_have_left(keeper: Actor, row: Row) -> None:
    # Ten thousand in all; on PostgreSQL, where writers really run side by side, each costs twice as much.
    wanted, met, refused = row.size(24, 6_500 if row.engine == "sqlite" else 3_500), 0, 0
    two = _two(keeper, 0)
    for number in range(wanted):
        # No LGO has thousands of posts: each is compared with every other when it is established.
        if number and number % _OF_TWO == 0:
            two = _two(keeper, number // _OF_TWO)
        scene = _scene(*two, number)
        among = row.random.choice((*TOUCHING, EVERYTHING))
        chosen = row.random.sample(among, row.random.choice((2, 2, 3)))
        acts = scene.acts(chosen)
        serial = {_one_after_another(scene, some) for some in permutations(acts)}
        told = _at_once(acts)
        refused += sum(isinstance(one, REFUSED) for one in told)
        assert not [one for one in told if isinstance(one, BaseException) and not isinstance(one, REFUSED)], chosen
        assert scene.left() in serial, (number, chosen, told)
        met += 1
    row.counted(f"{met} histories, {refused} acts refused, 0 anomalies", "10,000 histories in all: 0 anomalies")
    assert met // 4 < refused < met * 2
    assert _held_by_two() == 0


def test_two_into_one_post_one_sits_there_and_the_other_is_told_who(two: tuple[Office, Office]) -> None:
    scene = _scene(*two, 1)
    told = _at_once(scene.acts(["move first", "move second"]))
    broken = [one for one in told if isinstance(one, RuleBroken)]
    assert [[one.code for one in found.findings if one.code == "PO-07"] for found in broken] == [["PO-07"]]
    assert "ครองอยู่ตั้งแต่" in broken[0].findings[-1].says()
    assert Incumbency.objects.filter(post=scene.vacant).count() == 1


def test_the_same_order_by_two_registrars_is_written_once(two: tuple[Office, Office]) -> None:
    scene = _scene(*two, 1)
    told = _at_once(scene.acts(["apply", "apply the same"]))
    assert sum(isinstance(one, REFUSED) for one in told) == 1
    assert ServiceLine.objects.filter(source="ORDER").count() == 2


def _scene(here: Office, there: Office, number: int) -> Scene:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    place = here.place.organisation
    seats = posts.establish_all(
        by=keeper,
        organisation=place,
        posts=[
            PostDraft(f"48-2-01-4101-{at}", "4101", "", BEGINS, reason="ทดสอบ")
            for at in range(1000 + number % _OF_TWO * 3, 1003 + number % _OF_TWO * 3)
        ],
    )
    people = service.open_record(
        by=keeper,
        organisation=place,
        records=[
            OpeningRecord(
                national_id=make_synthetic(100_000 + number * 2 + at),
                person=NewPerson("นาย", "ทดลอง", "พร้อมกัน", BORN, "M"),
                starts=BEGINS,
                kind_code=here.place.kind_code,
                post_id=seats[at].pk,
                text="ยกยอดจากทะเบียนเดิม",
            )
            for at in range(2)
        ],
    )
    return Scene(here, there, people[0], people[1], seats[2], number)


def _one_after_another(scene: Scene, acts: Iterable[Act]) -> tuple[object, ...]:
    """Do them in this order, look at what is left, and undo it all."""
    with transaction.atomic():
        for act in acts:
            try:
                with transaction.atomic():
                    act()
            except REFUSED:
                pass
        left = scene.left()
        transaction.set_rollback(True)
    return left


def _at_once(acts: list[Act]) -> list[object]:
    start = Barrier(len(acts))

    def run(act: Act) -> object:
        start.wait()
        try:
            return act()
        except Exception as raised:  # noqa: BLE001  whatever it is, the history is to show it
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _held_by_two() -> int:
    """How many pairs of incumbencies of one post share a day."""
    spans: dict[UUID, list[tuple[date, date | None]]] = {}
    for post, starts, until in Incumbency.objects.values_list("post", "starts", "until"):
        spans.setdefault(post, []).append((starts, until))
    ordered = [sorted(one, key=lambda span: span[0]) for one in spans.values()]
    return sum(a[1] is None or a[1] > b[0] for one in ordered for a, b in pairwise(one))

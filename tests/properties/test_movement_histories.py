"""Random histories of item 13 through the real acts (recorded, verified, sent back, withdrawn, mistyped and put right,
struck, cancelled by an order), against a naive oracle: a plain list of what was done, done again from nothing. Asked as
of any day, as known after any change, lines, their states and the salary are what the oracle says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.service_record import actions, queries
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from tests.properties.test_card_histories import place
from tests.service_record.conftest import DAY, Place, hand

__all__ = ["place"]

pytestmark = [pytest.mark.assurance("P5"), pytest.mark.django_db]
EXAMPLES = max(12, settings().max_examples // 6)
NOBODY: frozenset[UUID] = frozenset()
WHO = "finance"
DAYS = [date(2016, 4, 1), date(2016, 10, 1), date(2017, 4, 1), date(2017, 10, 1), date(2018, 4, 1)]
SALARIES = [Decimal(n) for n in (9740, 10060, 10380, 11050)]
VERBS = (
    "record", "record", "verify", "verify", "verify", "send_back", "withdraw", "correct", "strike", "cancel"
)  # fmt: skip


@dataclass(frozen=True)
class Did:
    """One thing that was done: to which entry, and what it said."""

    verb: str
    entry: UUID
    starts: date = DAY
    salary: Decimal | None = None
    of: UUID | None = None


@dataclass(frozen=True)
class Line:
    """One entry as the oracle has it; `about` is the line that it corrects, strikes or cancels."""

    entry: UUID
    verb: str
    starts: date
    salary: Decimal | None
    order: int
    about: UUID | None
    status: str = "SUBMITTED"
    mistyped: bool = False


def replayed(done: list[tuple[int, Did]], known: int) -> dict[UUID, Line]:
    """Do again, from nothing, what was done up to that change."""
    lines: dict[UUID, Line] = {}
    keyed = 1  # the opening line is the first
    for number, did in done:
        if number > known:
            break
        if did.verb in ("record", "correct", "strike", "cancel"):
            keyed += 1
            order = lines[did.of].order if did.of and did.verb != "cancel" else keyed
            lines[did.entry] = Line(did.entry, did.verb, did.starts, did.salary, order, did.of)
        elif did.verb == "withdraw":
            del lines[did.entry]
        else:
            line = lines[did.entry]
            lines[did.entry] = replace(line, status="VERIFIED" if did.verb == "verify" else "RETURNED")
            if did.verb == "verify" and line.about and line.verb in ("correct", "strike"):
                lines[line.about] = replace(lines[line.about], status="STRUCK", mistyped=True)
    return lines


def shown(lines: dict[UUID, Line]) -> dict[UUID, str]:
    """The state of each line as the card shows it: cancelled by an order that stands, it is struck as well."""
    cancelled = {n.about for n in lines.values() if n.verb == "cancel" and n.status == "VERIFIED"}
    return {n.entry: "STRUCK" if n.status == "VERIFIED" and n.entry in cancelled else n.status for n in lines.values()}


def drawn(lines: dict[UUID, Line], on: date) -> Decimal | None:
    """The salary that the last standing line up to the day names."""
    states = shown(lines)
    named = [
        n for n in lines.values()
        if states[n.entry] == "VERIFIED" and n.verb in ("record", "correct") and n.starts <= on
    ]  # fmt: skip
    return max(named, key=lambda n: (n.starts, n.order)).salary if named else None


class Walk:
    """The real acts, noted as they are done."""

    def __init__(self, place: Place) -> None:
        self.place, self.person = place, place.people[WHO]
        self.now = clock.midnight(DAY) + timedelta(hours=9)
        self.done: list[tuple[int, Did]] = []
        self.acts = 0

    def take(self, verb: str, which: int, option: int) -> None:
        self.now += timedelta(minutes=1)
        self.acts += 1
        lines = self.lines()
        target = self.target(lines, verb, which)
        if verb != "record" and target is None:
            return
        acts: dict[str, Callable[[Line | None, date, Decimal], Did]] = {
            "record": self.record, "correct": self.correct, "strike": self.strike, "cancel": self.cancel,
            "verify": self.verify, "send_back": self.send_back, "withdraw": self.withdraw,
        }  # fmt: skip
        starts, salary = DAYS[option % len(DAYS)], SALARIES[option % len(SALARIES)]
        with clock.standing_at(self.now):
            try:
                with transaction.atomic():
                    did = acts[verb](target, starts, salary)
            except (RuleBroken, Overtaken):
                # What a rule refuses did not happen; to record what is not said yet, and to handle what waits, nothing
                # stands in the way.
                assert verb != "record" or self.said(lines, starts, salary)
                assert not self.free(verb, target), (verb, target)
                return
        self.done.append((Change.objects.latest("seq").seq, did))

    def lines(self) -> dict[UUID, Line]:
        return replayed(self.done, self.done[-1][0] if self.done else 0)

    def target(self, lines: dict[UUID, Line], verb: str, which: int) -> Line | None:
        """Mostly a line in a state that fits what is meant, sometimes any."""
        ordered = sorted(lines.values(), key=lambda n: (n.order, n.starts, str(n.entry)))
        waits = {"verify": ("SUBMITTED",), "send_back": ("SUBMITTED",), "withdraw": ("SUBMITTED", "RETURNED")}
        states = waits.get(verb, ("VERIFIED",))
        fitting = [n for n in ordered if n.status in states and (verb in waits or n.verb in ("record", "correct"))]
        among = ordered if which % 5 == 4 or not fitting else fitting
        return among[which % len(among)] if among else None

    def free(self, verb: str, target: Line | None) -> bool:
        if target is None or verb not in ("send_back", "withdraw"):
            return False
        return target.status == "SUBMITTED" or (verb == "withdraw" and target.status == "RETURNED")

    def said(self, lines: dict[UUID, Line], starts: date, salary: Decimal) -> bool:
        """OR-05: does a line that counts, or waits, say this salary of this day?"""
        counts = [n for n in lines.values() if shown(lines)[n.entry] in ("VERIFIED", "SUBMITTED", "RETURNED")]
        return any((n.starts, n.salary) == (starts, salary) for n in counts if n.verb in ("record", "correct"))

    # --- the acts

    def record(self, _: Line | None, starts: date, salary: Decimal) -> Did:
        return Did("record", self.keys(self.draft(starts, salary)).entry_id, starts, salary)

    def correct(self, of: Line | None, starts: date, salary: Decimal) -> Did:
        assert of is not None
        draft = replace(self.draft(starts, salary), corrects=of.entry, why=f"พิมพ์ผิด {self.acts}")
        return Did("correct", self.keys(draft).entry_id, starts, salary, of.entry)

    def strike(self, of: Line | None, _: date, __: Decimal) -> Did:
        assert of is not None
        row = actions.strike_movement(
            by=self.by(Role.OFFICER), line_id=of.entry, why=f"เป็นของผู้อื่น {self.acts}",
            citation=Citation(text="สำเนาคำสั่ง"), pair=NOBODY,
        )  # fmt: skip
        return Did("strike", row.entry_id, of.starts, of.salary, of.entry)

    def cancel(self, of: Line | None, _: date, __: Decimal) -> Did:
        assert of is not None
        order = Citation(str(900 + self.acts), 2561, date(2018, 7, 2))
        row = actions.cancel_movement(
            by=self.by(Role.OFFICER), line_id=of.entry, citation=order, pair=NOBODY, reason="ยกเลิกคำสั่ง"
        )
        return Did("cancel", row.entry_id, row.starts, None, of.entry)

    def verify(self, of: Line | None, _: date, __: Decimal) -> Did:
        assert of is not None
        actions.verify(by=self.by(Role.REGISTRAR), line_id=of.entry, version=self.version(of), pair=NOBODY)
        return Did("verify", of.entry)

    def send_back(self, of: Line | None, _: date, __: Decimal) -> Did:
        assert of is not None
        seen = {"line_id": of.entry, "version": self.version(of)}
        actions.send_back(by=self.by(Role.REGISTRAR), **seen, reason="ไม่ตรงกับคำสั่ง", pair=NOBODY)
        return Did("send_back", of.entry)

    def withdraw(self, of: Line | None, _: date, __: Decimal) -> Did:
        assert of is not None
        actions.withdraw_line(by=self.by(Role.OFFICER), line_id=of.entry, version=self.version(of))
        return Did("withdraw", of.entry)

    def draft(self, starts: date, salary: Decimal) -> MovementDraft:
        order = Citation(str(self.acts), starts.year + 543, starts - timedelta(days=7))
        pay = Pay(salary=salary)
        return MovementDraft("LAW_ADJUST", starts, order, person_id=self.person, pay=pay, reason="ตามคำสั่ง")

    def keys(self, draft: MovementDraft) -> ServiceLine:
        return actions.key_movement(
            by=self.by(Role.OFFICER), organisation=self.place.organisation, movement=draft, pair=NOBODY
        )

    def version(self, of: Line) -> int:
        return ServiceLine.objects.known().get(entry_id=of.entry).version

    def by(self, role: Role) -> Actor:
        return hand(self.place, role, "hr" if role is Role.OFFICER else "palad", clock.today())

    # --- the questions

    def ask(self, on: date, known: int | None) -> None:
        lines = replayed(self.done, known if known is not None else 2**62)
        views, pay = queries.lines_and_pay(self.person, known, day=DAY, pay_on=on)
        mine = [view for view in views if view.movement.code in ("LAW_ADJUST", "CANCEL_ORDER")]
        assert {view.id: view.status for view in mine} == shown(lines)
        assert [(view.starts, view.salary) for view in mine if not view.cancels] == [
            (n.starts, n.salary)
            for n in sorted(lines.values(), key=lambda n: (n.starts, n.order))
            if n.verb != "cancel"
        ]
        assert {view.id for view in mine if view.struck_by} == {n.entry for n in lines.values() if n.mistyped}
        assert pay.salary == drawn(lines, on)


@given(
    st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 30), st.integers(0, 30)), min_size=10, max_size=24),
    st.lists(st.tuples(st.sampled_from(DAYS), st.integers(0, 40)), min_size=3, max_size=6),
)
@settings(max_examples=EXAMPLES)
def test_item_13_as_of_any_day_as_known_after_any_change_is_what_was_done_up_to_then(
    place: Place, history: list[tuple[str, int, int]], asked: list[tuple[date, int]]
) -> None:
    with transaction.atomic():
        walk = Walk(place)
        for step in history:
            walk.take(*step)
        walk.ask(DAY, None)
        for on, which in asked:
            if walk.done:
                walk.ask(on, walk.done[which % len(walk.done)][0])
        transaction.set_rollback(True)


def test_a_history_of_item_13_with_every_act_at_every_change(place: Place) -> None:
    """The walk is able to do each of its acts; every change is asked for, as of every day."""
    walk = Walk(place)
    for step in [
        ("record", 0, 0), ("verify", 0, 0), ("record", 0, 1), ("verify", 0, 0), ("correct", 0, 2), ("verify", 0, 0),
        ("cancel", 1, 0), ("verify", 0, 0), ("record", 0, 3), ("send_back", 0, 0), ("withdraw", 0, 0),
        ("record", 0, 4), ("verify", 0, 0), ("strike", 2, 0), ("verify", 0, 0),
    ]:  # fmt: skip
        walk.take(*step)
    verbs = Counter(did.verb for _, did in walk.done)
    assert verbs == {"record": 4, "verify": 6, "correct": 1, "cancel": 1, "strike": 1, "send_back": 1, "withdraw": 1}
    assert Counter(shown(walk.lines()).values())["STRUCK"] >= 3
    for number, _ in walk.done:
        for on in DAYS:
            walk.ask(on, number)


def test_a_line_stands_before_what_put_it_right_whichever_the_database_wrote_last(place: Place) -> None:
    """The struck line's version is written after the correction's; both are of one day and one place on the card."""
    walk = Walk(place)
    for step in [("record", 0, 0), ("verify", 0, 0), ("correct", 0, 5), ("verify", 0, 0)]:
        walk.take(*step)
    struck, stands = (did.entry for _, did in walk.done if did.verb != "verify")
    for entry in (stands, struck):
        row = ServiceLine.objects.known().get(entry_id=entry)
        assert (row.starts, row.seq) == (DAYS[0], 2)
    shown = [view.id for view in queries.lines_of(walk.person, day=DAY)]
    assert shown.index(stands) == shown.index(struck) + 1
    walk.take("correct", 1, 10)
    walk.take("send_back", 0, 0)
    walk.take("correct", 1, 15)
    walk.take("verify", 0, 0)
    walk.ask(DAY, None)
    assert Counter(did.verb for _, did in walk.done) == {"record": 1, "verify": 3, "correct": 3, "send_back": 1}

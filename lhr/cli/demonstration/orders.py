"""Orders in every state in an LGO of the demonstration: a round of pay and the hiring of somebody without a record
being drawn up, one checked, one signed and waiting for the registrar, one in the records, one that another
cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration import budgets, papers, pay
from lhr.cli.demonstration.loaded import Loaded
from lhr.kernel.digits import to_thai
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import buddhist_year
from lhr.orders import actions
from lhr.orders.drafts import Header, Signature
from lhr.orders.queries import Order
from lhr.orders.terms import OrderKind
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft, NewPerson
from lhr.service_record.pay import Pay

_MAYOR = "นายสาธิต ตัวอย่าง"
_ROUNDS = ((4, 1), (10, 1))
_FEW, _WEEKS = 4, 3
_NEW = 100_000_000  # serial numbers of those without a record begin here: nobody else's of the demonstration do


def leave(one: Loaded, day: date) -> None:
    """Let officer and registrar of an LGO in which everybody has a career leave their orders as they stand today. The
    round of pay goes above the ceiling."""
    if not one.whole:
        return
    desk = _Desk(one, day)
    others = [one.id_of(person) for person, _ in one.staff if person not in (one.palad, one.officer)]
    few = others[:_FEW]
    desk.applied(desk.assigning("เลขานุการคณะกรรมการพัฒนา", few, weeks=6), "41")
    wrong = desk.applied(desk.assigning("เลขานุการคณะกรรมการตรวจรับ", few[:2], weeks=5), "42")
    header = Header(
        OrderKind.CANCELLATION, wrong.starts, subject=f"ยกเลิกคำสั่งที่ {to_thai('42')}", reason="ออกคำสั่งซ้ำกับคำสั่งเดิม"
    )
    desk.applied(actions.draw_cancelling(by=desk.officer, order_id=wrong.entry_id, header=header), "43")
    desk.signed(desk.assigning("เลขานุการคณะกรรมการจัดซื้อ", few, weeks=-1), "44")
    desk.checked(desk.assigning("เลขานุการคณะกรรมการการศึกษา", few[1:], weeks=-2))
    desk.hiring()
    budgets.narrow(one, desk.round(others), day)


class _Desk:
    """The two hands of the LGO."""

    def __init__(self, one: Loaded, day: date) -> None:
        self.one, self.day = one, day
        self.officer: Actor = one.hand(Role.OFFICER, one.officer, day)
        self.registrar: Actor = one.hand(Role.REGISTRAR, one.palad, day)
        self.pair = frozenset({one.id_of(one.palad), one.id_of(one.officer)})

    def assigning(self, duty: str, persons: list[UUID], *, weeks: int) -> Order:
        """An order that gives a duty for a time, from so many weeks ago on."""
        starts = self.day - timedelta(weeks=weeks)
        header = Header(OrderKind.ACTING, starts, subject=f"มอบหมายหน้าที่{duty}", reason="ตามมติที่ประชุมของหน่วยงาน")
        lines = [
            MovementDraft(
                "ASSIGNED", starts, person_id=person, last_day=starts + timedelta(weeks=_WEEKS), position_text=duty
            )
            for person in persons
        ]
        return self.drawn(header, lines)

    def round(self, persons: list[UUID]) -> Order:
        """The next round of pay, half a step for everybody who has a step; nobody has answered its warnings yet."""
        days = [date(year, *on) for year in (self.day.year, self.day.year + 1) for on in _ROUNDS]
        starts = min(day for day in days if day > self.day)
        lines = [line for person in persons if (line := _rise(person, starts))]
        return self.drawn(Header(OrderKind.PAY_ROUND, starts, subject="เลื่อนขั้นเงินเดือน"), lines)

    def hiring(self) -> Order:
        """A contract of a year from the first of next month on, of somebody who has no record anywhere yet."""
        starts = (self.day.replace(day=1) + timedelta(days=32)).replace(day=1)
        serial = _NEW + int(self.one.palad.national_id[3:12]) % _NEW
        new = NewPerson("นางสาว", "สุดา", "จันทร์ใหม่สาธิต", date(1999, 4, 12), "F")
        line = MovementDraft(
            "CONTRACT_START", starts, national_id=make_synthetic(serial), new_person=new, kind_code="CONTRACT_GENERAL",
            position_text="คนงาน", last_day=starts.replace(year=starts.year + 1) - timedelta(days=1),
            pay=Pay(salary=Decimal(9000)),
        )  # fmt: skip
        return self.drawn(Header(OrderKind.CONTRACT, starts, subject="จ้างพนักงานจ้างทั่วไป"), [line])

    def drawn(self, header: Header, lines: list[MovementDraft]) -> Order:
        return actions.draw_up(by=self.officer, organisation=self.one.lgo, header=header, lines=lines)

    def checked(self, row: Order) -> Order:
        return actions.check(by=self.officer, order_id=row.entry_id, version=row.version, pair=self.pair)

    def signed(self, row: Order, number: str) -> Order:
        row, on = self.checked(row), min(row.starts, self.day)
        year = buddhist_year(on)
        paper = papers.order("assigned", f"{number}/{year}", on)
        signed = Signature(number, year, on, _MAYOR, "ผู้บริหารท้องถิ่น", scan=paper)
        return actions.sign(
            by=self.officer, order_id=row.entry_id, version=row.version, signed=signed, pair=self.pair
        )

    def applied(self, row: Order, number: str) -> Order:
        row = self.signed(row, number)
        return actions.apply(by=self.registrar, order_id=row.entry_id, version=row.version, pair=self.pair)


def _rise(person: UUID, starts: date) -> MovementDraft | None:
    """Half a step up the invented scale; None for who has no step, or stands at the top."""
    now = service.pay_of(person, starts)
    scale = dict(pay.column(now.level_code)) if now.level_code else {}
    steps = sorted(scale)
    if now.step is None or now.step not in steps[:-1]:
        return None
    step = steps[steps.index(now.step) + 1]
    line = MovementDraft("STEP_RISE", starts, person_id=person)
    return replace(line, pay=Pay(salary=scale[step], steps=step - now.step))

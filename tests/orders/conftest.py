"""The town of the service record's tests, with the hands that draw orders up and write them into the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.orders import actions
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from tests.service_record.conftest import Place, hand, keeper, neighbour, offices, province, town
from tests.support.cast import cast

__all__ = ["cast", "keeper", "neighbour", "offices", "province", "town"]
ON = date(2018, 9, 1)
SIGNED_ON = date(2018, 8, 20)


@dataclass(frozen=True)
class Office:
    """A town with the two who write its orders."""

    place: Place
    officer: Actor
    registrar: Actor

    @property
    def pair(self) -> frozenset[UUID]:
        return frozenset({self.place.people["hr"], self.place.people["palad"]})

    def line(self, who: str, salary: int = 20000, code: str = "LAW_ADJUST", starts: date = ON) -> MovementDraft:
        return MovementDraft(code, starts, person_id=self.place.people[who], pay=Pay(salary=Decimal(salary)))

    def drawn(self, *lines: MovementDraft, kind: OrderKind = OrderKind.PAY_ADJUST, reason: str = "ตามกฎหมาย") -> Order:
        header = Header(kind, ON, subject="ปรับเงินเดือน", reason=reason)
        return actions.draw_up(by=self.officer, organisation=self.place.organisation, header=header, lines=lines)

    def checked(self, row: Order) -> Order:
        return actions.check(by=self.officer, order_id=row.entry_id, version=row.version, pair=self.pair)

    def signed(self, row: Order, number: str = "12", year: int = 2561, on: date = SIGNED_ON) -> Order:
        row = self.checked(row)
        signed = Signature(number, year, on, "นายทดสอบ นายก", "นายกเทศมนตรี")
        return actions.sign(
            by=self.officer, order_id=row.entry_id, version=row.version, signed=signed, pair=self.pair
        )

    def applied(self, row: Order, number: str = "12") -> Order:
        row = self.signed(row, number)
        return actions.apply(by=self.registrar, order_id=row.entry_id, version=row.version, pair=self.pair)


@pytest.fixture
def office(town: Place) -> Office:
    return Office(town, hand(town, Role.OFFICER, "hr"), hand(town, Role.REGISTRAR, "palad"))

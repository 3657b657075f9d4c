"""A process that applies and cancels orders one after the other, and says on its standard output what it was told is
done: `python -m tests.orders.applying ORGANISATION_PATH`. It is there to be killed (test_killed.py)."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from itertools import count

import django

ON = date(2018, 9, 1)
DAY = date(2018, 8, 31)


def main(path: str) -> None:
    django.setup()
    from uuid import uuid4

    from lhr.access.actor import Actor, Duty
    from lhr.access.roles import Role
    from lhr.kernel import clock
    from lhr.orders import actions, queries
    from lhr.orders.drafts import Header, Signature
    from lhr.orders.models import Order
    from lhr.orders.terms import OrderKind
    from lhr.organisations.models import Organisation
    from lhr.service_record.drafts import MovementDraft
    from lhr.service_record.models import Employment
    from lhr.service_record.pay import Pay

    place = Organisation.objects.get(path=path)
    people = sorted(set(Employment.objects.filter(organisation=place).values_list("person_id", flat=True)), key=str)
    officer = Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.OFFICER, path, place.pk),))
    registrar = Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.REGISTRAR, path, place.pk),))
    nobody: frozenset[object] = frozenset()
    begun = Order.objects.count() * 10

    def signed(row: Order, n: int) -> Order:
        told = {"by": officer, "order_id": row.entry_id, "pair": nobody}
        row = actions.check(version=row.version, **told)  # type: ignore[arg-type]
        paper = Signature(str(n), 2561, date(2018, 8, 20), "นายทดสอบ นายก", "นายก")
        return actions.sign(version=row.version, signed=paper, **told)  # type: ignore[arg-type]

    def applied(row: Order, n: int) -> None:
        row = signed(row, n)
        actions.apply(by=registrar, order_id=row.entry_id, version=row.version, pair=frozenset())
        sys.stdout.write(f"{row.entry_id}\n")
        sys.stdout.flush()

    with clock.standing_at(clock.midnight(DAY)):
        for n in count(begun + 1):
            lines = [
                MovementDraft("LAW_ADJUST", ON, person_id=one, pay=Pay(salary=Decimal(20000 + n))) for one in people
            ]
            head = Header(OrderKind.PAY_ADJUST, ON, subject="ปรับเงินเดือน", reason="ตามกฎหมาย")
            row = actions.draw_up(by=officer, organisation=place, header=head, lines=lines)
            applied(row, n * 2)
            undo = Header(OrderKind.CANCELLATION, ON, subject="ยกเลิก", reason="ออกคำสั่งผิด")
            row = actions.draw_cancelling(by=officer, order_id=row.entry_id, header=undo)
            applied(queries.row_of(row.entry_id), n * 2 + 1)


if __name__ == "__main__":
    main(sys.argv[1])

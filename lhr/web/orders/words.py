"""What an order waits for, by whom, and the steps through which it passes."""

from __future__ import annotations

from dataclasses import dataclass

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.web.shared.requests import OfficerRequest

TONE = {
    OrderState.DRAFT: "calm",
    OrderState.CHECKED: "warn",
    OrderState.SIGNED: "warn",
    OrderState.APPLIED: "ok",
    OrderState.AMENDED: "warn",
    OrderState.CANCELLED: "bad",
}
# As short as a bar and a list need them; STATE_SAYS says the whole.
STATE_SHORT = {
    OrderState.DRAFT: Words("ร่าง", "Draft"),
    OrderState.CHECKED: Words("ตรวจร่างแล้ว", "Checked"),
    OrderState.SIGNED: Words("ลงนามแล้ว", "Signed"),
    OrderState.APPLIED: Words("ลงทะเบียนประวัติแล้ว", "In the records"),
    OrderState.AMENDED: Words("ถูกแก้ไข", "Amended"),
    OrderState.CANCELLED: Words("ถูกยกเลิก", "Cancelled"),
}
_YOURS = {
    OrderState.DRAFT: Words("รอท่านตรวจร่าง", "waits for you to check it"),
    OrderState.CHECKED: Words("รอลงนาม แล้วท่านบันทึกการลงนาม", "to be signed; you then note the signature"),
    OrderState.SIGNED: Words("รอท่านลงทะเบียนประวัติ", "waits for you to write it into the records"),
}
_THEIRS = {
    OrderState.DRAFT: Words("รอเจ้าหน้าที่ทะเบียนตรวจร่าง", "the records officer checks it"),
    OrderState.CHECKED: Words("รอลงนาม", "to be signed"),
    OrderState.SIGNED: Words("รอนายทะเบียนลงทะเบียนประวัติ", "the registrar writes it into the records"),
}
_SENT_BACK = Words("ถูกส่งกลับให้แก้", "sent back to be mended")
_WHO = {
    OrderState.DRAFT: Words("เจ้าหน้าที่ทะเบียน", "records officer"),
    OrderState.CHECKED: Words("ผู้มีอำนาจลงนามบนกระดาษ", "the chief executive, on paper"),
    OrderState.SIGNED: Words("นายทะเบียนประวัติ ด้วยบัตร", "the registrar, by card"),
}
_STEPS = (OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED, OrderState.APPLIED)
_BY = {
    OrderState.DRAFT: Permission.ORDER_DRAW,
    OrderState.CHECKED: Permission.ORDER_DRAW,
    OrderState.SIGNED: Permission.ORDER_APPLY,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the bar. `who` does what leads to the next one; said where the order stands. `undone` is where
    another order left it."""

    says: Words
    done: bool
    now: bool
    who: Words | None
    undone: bool = False


def waits(request: OfficerRequest, order: OrderView) -> Words | None:
    """Return what the order waits for; None for what is in the records."""
    if order.state not in _BY:
        return None
    if order.state is OrderState.DRAFT and order.return_reason:
        return _SENT_BACK
    mine = policy.can(request.actor, _BY[order.state], order.organisation_path)
    return (_YOURS if mine else _THEIRS)[order.state]


def steps(order: OrderView) -> list[Step]:
    """Return the way of every order, and how far this one is; last what another order made of it."""
    fate = order.state not in _STEPS
    at = len(_STEPS) if fate else _STEPS.index(order.state)
    way = [
        Step(STATE_SHORT[state], n < at or n == len(_STEPS) - 1 == at, n == at, _WHO.get(state) if n == at else None)
        for n, state in enumerate(_STEPS)
    ]
    return [*way, Step(STATE_SHORT[order.state], done=False, now=True, who=None, undone=True)] if fate else way

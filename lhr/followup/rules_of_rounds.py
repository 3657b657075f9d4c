"""How the pay round of an LGO stands for the office above, and what holds it up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lhr.kernel.rules import Finding, Rule, Weight
from lhr.kernel.words import Words, filled
from lhr.orders.terms import OrderState


class Preparation(StrEnum):
    """What a job of preparing made of one LGO."""

    PREPARED = "PREPARED"
    BEGUN = "BEGUN"  # the LGO had begun itself
    NOTHING = "NOTHING"  # the register proposes nothing
    REFUSED = "REFUSED"  # a rule did
    FAILED = "FAILED"  # the program did


PREPARATION_SAYS: dict[Preparation, Words] = {
    Preparation.PREPARED: Words("เตรียมร่างให้แล้ว", "prepared"),
    Preparation.BEGUN: Words("อปท. ทำเองแล้ว จึงไม่เตรียมซ้ำ", "begun by the LGO itself, left alone"),
    Preparation.NOTHING: Words("เตรียมไม่ได้ เพราะไม่มีข้อเสนอ", "nothing to prepare from"),
    Preparation.REFUSED: Words("เตรียมไม่ได้ เพราะติดกฎ", "refused by a rule"),
    Preparation.FAILED: Words("เตรียมไม่สำเร็จ", "could not be prepared"),
}
# Of an LGO whose round has no order: not a state of any order.
NOT_BEGUN = "NOT_BEGUN"
NOT_BEGUN_SAYS = Words("ยังไม่เริ่ม", "not begun")
# Of one without an order whose people have lines of the round all the same: keyed one by one, or taken over.
BY_LINES = "BY_LINES"
BY_LINES_SAYS = Words("บันทึกเป็นรายการแล้ว", "keyed as lines")

NOBODY_DUE = Words("ไม่มีผู้มีสิทธิเลื่อนในรอบนี้", "nobody has rises in this round")
_NO_OFFICER = Words(
    "ไม่มีเจ้าหน้าที่ทะเบียนประวัติที่จะรับร่าง ให้ อปท. บันทึก SEM102",
    "nobody holds the right of the records officer who takes the draft over: the LGO saves SEM102",
)
_NO_REGISTRAR = Words(
    "ไม่มีนายทะเบียนประวัติที่จะลงทะเบียน ให้ อปท. บันทึก SEM102",
    "nobody holds the right of the registrar who applies it: the LGO saves SEM102",
)
_UNTOUCHED = Words("รอเจ้าหน้าที่ทะเบียนเปิดร่างที่เตรียมให้", "the records officer has not touched the draft prepared")
_DRAFT = Words("รอเจ้าหน้าที่ทะเบียนตรวจร่าง", "the records officer checks it")
_SENT_BACK = Words("ถูกส่งกลับให้แก้", "sent back to be mended")
_CHECKED = Words("รอลงนาม", "to be signed")
_SIGNED = Words("รอนายทะเบียนลงทะเบียนประวัติ", "the registrar writes it into the records")
_LEFT_OPEN = Words("ระบบไม่เสนอ {n} คน รอ อปท. กรอก", "{n} people left to the LGO")
_SAID = Words(
    "มีรายการของรอบนี้แล้ว {n} จาก {due} คน โดยไม่มีคำสั่งในระบบ",
    "{n} of {due} people have a line of this round without an order here",
)
_DRAFT_WITHOUT_OFFICER = Words(
    "ร่างรออยู่ แต่ไม่มีเจ้าหน้าที่ทะเบียนประวัติที่จะรับร่าง ให้ อปท. บันทึก SEM102",
    "the draft waits, but nobody holds the right of the records officer who takes it over: the LGO saves SEM102",
)
_FOUND = Words("มีข้อตรวจพบ {n} รายการ", "findings on {n} lines")

FU_04 = Rule(
    code="FU-04",
    weight=Weight.BLOCK,
    on="round",
    home="followup",
    says=Words("ไม่มี อปท. ที่ยังไม่เริ่มคำสั่งของรอบนี้", "Every LGO has begun its order of this round"),
    remedy=Words(
        "ติดตามคำสั่งที่มีอยู่ในตาราง คำสั่งที่ อปท. ทำแล้ว สำนักงานไม่เตรียมซ้ำ",
        "Follow the orders in the table; what an LGO has begun is not prepared again",
    ),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="A round is prepared for LGOs that have not begun it and have people in it.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What the last job made of an LGO."""

    outcome: Preparation
    left_open: int = 0
    found: int = 0
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """One order of the round: `untouched` while nobody of the LGO has changed what was prepared."""

    state: OrderState
    sent_back: bool = False
    prepared: bool = False
    untouched: bool = False


def check_somebody(lgos: int) -> list[Finding]:
    """FU-04."""
    return [] if lgos else [FU_04.finding()]


def least_far(orders: tuple[Stands, ...]) -> str:
    """Return the state of the order that is least far, or NOT_BEGUN."""
    order = list(OrderState)
    return min((one.state for one in orders), key=order.index, default=NOT_BEGUN)


def standing(due: int, said: int, orders: tuple[Stands, ...]) -> str:
    """Return how far the round of an LGO is; `said` of the `due` people have a line of it."""
    state = least_far(orders)
    return BY_LINES if state == NOT_BEGUN and due and said else state


def holds_up(
    due: int, said: int, orders: tuple[Stands, ...], made: Made | None, *, officer: bool, registrar: bool
) -> tuple[Words, ...]:
    """Return what the round of an LGO waits for; nothing once all is in the records."""
    if not orders:
        return _not_begun(due, said, made, officer=officer)
    told = [word for one in orders for word in _of_order(one, officer=officer, registrar=registrar)]
    if made is not None and any(one.prepared and one.state is OrderState.DRAFT for one in orders):
        if made.left_open:
            told.append(filled(_LEFT_OPEN, n=f"{made.left_open:,}"))
        if made.found:
            told.append(filled(_FOUND, n=f"{made.found:,}"))
    return tuple(dict.fromkeys(told))


def _not_begun(due: int, said: int, made: Made | None, *, officer: bool) -> tuple[Words, ...]:
    if not due:
        return (NOBODY_DUE,)
    told = [filled(_SAID, n=f"{said:,}", due=f"{due:,}")] if said else []
    if said >= due:
        return tuple(told)
    if not officer:
        told.append(_NO_OFFICER)
    if made is not None and made.why is not None:
        told.append(made.why)
    return tuple(told)


def _of_order(one: Stands, *, officer: bool, registrar: bool) -> list[Words]:
    if one.state is OrderState.DRAFT:
        if not officer:
            return [*([_SENT_BACK] if one.sent_back else []), _DRAFT_WITHOUT_OFFICER]
        return [_SENT_BACK if one.sent_back else _UNTOUCHED if one.untouched else _DRAFT]
    if one.state is OrderState.CHECKED:
        return [_CHECKED]
    if one.state is OrderState.SIGNED:
        return [_SIGNED, *([] if registrar else [_NO_REGISTRAR])]
    return []

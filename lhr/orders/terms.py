"""The kinds of order that an LGO gives, the movements that each may carry, the states that an order passes through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lhr.kernel.words import Words
from lhr.service_record.rules_of_projection import CancelEffect


class OrderState(StrEnum):
    """Where an order stands. The last two are never stored: another order says them."""

    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    SIGNED = "SIGNED"
    APPLIED = "APPLIED"
    AMENDED = "AMENDED"
    CANCELLED = "CANCELLED"


STATE_SAYS: dict[OrderState, Words] = {
    OrderState.DRAFT: Words("ร่าง", "draft"),
    OrderState.CHECKED: Words("ตรวจร่างแล้ว รอลงนาม", "checked, to be signed"),
    OrderState.SIGNED: Words("ลงนามแล้ว รอลงทะเบียนประวัติ", "signed, to be written into the records"),
    OrderState.APPLIED: Words("ลงทะเบียนประวัติแล้ว", "written into the records"),
    OrderState.AMENDED: Words("ถูกแก้ไขโดยคำสั่งอื่น", "amended by another order"),
    OrderState.CANCELLED: Words("ถูกยกเลิกโดยคำสั่งอื่น", "cancelled by another order"),
}


EFFECT_SAYS: dict[CancelEffect, Words] = {
    CancelEffect.FROM_START: Words("ถือว่าไม่เคยมีผลตั้งแต่ต้น", "counts as never having held"),
    CancelEffect.FROM_DAY: Words(
        "สิ้นผลตั้งแต่วันที่มีผล ก่อนวันนั้นยังถือว่ามีผล", "ends on the effective day; up to then it held"
    ),
}


class OrderKind(StrEnum):
    APPOINTMENT = "APPOINTMENT"
    CONTRACT = "CONTRACT"
    MOVE = "MOVE"
    PROMOTION = "PROMOTION"
    TRANSFER = "TRANSFER"
    POSTS = "POSTS"
    PAY_ROUND = "PAY_ROUND"
    PAY_ADJUST = "PAY_ADJUST"
    ACTING = "ACTING"
    SECONDMENT = "SECONDMENT"
    DISCIPLINE = "DISCIPLINE"
    LEAVING = "LEAVING"
    OTHER = "OTHER"
    AMENDMENT = "AMENDMENT"
    CANCELLATION = "CANCELLATION"


@dataclass(frozen=True)
class KindOfOrder:
    """How a kind of order is called, and the codes of the movements that its lines may be."""

    says: Words
    movements: tuple[str, ...]


KINDS: dict[OrderKind, KindOfOrder] = {
    OrderKind.APPOINTMENT: KindOfOrder(
        Words("บรรจุและแต่งตั้ง", "appointment"), ("APPOINT", "REAPPOINT", "PROBATION", "PROBATION_PASSED")
    ),
    OrderKind.CONTRACT: KindOfOrder(
        Words("จ้าง ต่อ และสิ้นสุดสัญญาจ้าง", "contracts"), ("CONTRACT_START", "CONTRACT_RENEW", "CONTRACT_END")
    ),
    OrderKind.MOVE: KindOfOrder(Words("ย้าย", "move"), ("MOVE",)),
    OrderKind.PROMOTION: KindOfOrder(Words("เลื่อนระดับและแต่งตั้ง", "promotion"), ("PROMOTE", "RANK")),
    OrderKind.TRANSFER: KindOfOrder(Words("ให้โอนและรับโอน", "transfer"), ("TRANSFER_OUT", "TRANSFER_IN")),
    OrderKind.POSTS: KindOfOrder(
        Words("ปรับปรุงและตัดโอนตำแหน่ง", "changes of posts"),
        ("POST_TRANSFER", "POST_ADJUST", "POST_ABOLISH", "RECLASSIFY"),
    ),
    OrderKind.PAY_ROUND: KindOfOrder(
        Words("เลื่อนเงินเดือน", "rises of pay"), ("STEP_RISE", "PERCENT_RISE", "NO_RISE", "SPECIAL_PAY")
    ),
    OrderKind.PAY_ADJUST: KindOfOrder(
        Words("ปรับเงินเดือนและเงินประจำตำแหน่ง", "adjustments of pay"),
        ("SCHEDULE_ADJUST", "QUALIFICATION_ADJUST", "LAW_ADJUST", "ALLOWANCE"),
    ),
    OrderKind.ACTING: KindOfOrder(
        Words("รักษาราชการแทน รักษาการ และมอบหมาย", "acting and assignment"),
        ("ACTING_FOR", "ACTING_IN", "ASSIGNED", "DELEGATED"),
    ),
    OrderKind.SECONDMENT: KindOfOrder(Words("ช่วยราชการ", "secondment"), ("SECONDED",)),
    OrderKind.DISCIPLINE: KindOfOrder(
        Words("วินัย", "discipline"),
        ("PAY_CUT", "STEP_DOWN", "SUSPENDED", "REMOVED_PENDING", "DISCHARGE", "DISMISS", "EXPEL"),
    ),
    OrderKind.LEAVING: KindOfOrder(
        Words("พ้นจากราชการ", "leaving the service"), ("RESIGN", "RETIRE", "EARLY_RETIRE", "DEATH")
    ),
    # What domain.md 6.1 has no name for: the remark of each line says what was ordered.
    OrderKind.OTHER: KindOfOrder(Words("อื่น ๆ", "other orders"), ("OTHER",)),
    OrderKind.AMENDMENT: KindOfOrder(Words("แก้ไขคำสั่ง", "amendment of an order"), ("AMEND_ORDER",)),
    OrderKind.CANCELLATION: KindOfOrder(Words("ยกเลิกคำสั่ง", "cancellation of an order"), ("CANCEL_ORDER",)),
}
# What is drawn up from another order, never from nothing.
OF_ANOTHER = frozenset({OrderKind.AMENDMENT, OrderKind.CANCELLATION})

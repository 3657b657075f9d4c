"""How a transfer case is spoken of: where it stands, and what it waits for."""

from __future__ import annotations

from lhr.kernel.words import Words
from lhr.service_record.rules_of_swaps import SideStep, SwapStatus
from lhr.service_record.rules_of_transfers import CaseStatus, NextStep, Side

STATUS_SAYS: dict[CaseStatus, Words] = {
    CaseStatus.REQUESTED: Words("ขอโอน", "requested"),
    CaseStatus.RELEASED: Words("ให้โอนแล้ว", "released"),
    CaseStatus.ACCEPTED: Words("รับโอนแล้ว รอวันมีผล", "accepted, the day is to come"),
    CaseStatus.DONE: Words("โอนแล้ว", "done"),
    CaseStatus.CANCELLED: Words("ยกเลิก", "cancelled"),
}
STATUS_TONE: dict[CaseStatus, str] = {
    CaseStatus.REQUESTED: "warn",
    CaseStatus.RELEASED: "warn",
    CaseStatus.ACCEPTED: "ok",
    CaseStatus.DONE: "ok",
    CaseStatus.CANCELLED: "calm",
}
SIDE_SAYS: dict[Side, Words] = {
    Side.SENDER: Words("ต้นสังกัด", "sending LGO"),
    Side.RECEIVER: Words("อปท. ปลายทาง", "receiving LGO"),
}
STEP_SAYS: dict[NextStep, Words] = {
    NextStep.PREPARE_RELEASE: Words(
        "รอเจ้าหน้าที่ทะเบียนของต้นสังกัดบันทึกคำสั่งให้โอน", "the sender's records officer keys the order ให้โอน"
    ),
    NextStep.SIGN_RELEASE: Words(
        "รอนายทะเบียนของต้นสังกัดลงนามให้โอนด้วยบัตร", "the sender's registrar signs the release by card"
    ),
    NextStep.MEND_RELEASE: Words(
        "รอต้นสังกัดแก้รายการให้โอนที่ถูกส่งคืน", "the sender mends the release that was sent back"
    ),
    NextStep.PREPARE_RECEIPT: Words(
        "รอเจ้าหน้าที่ทะเบียนของปลายทางบันทึกคำสั่งรับโอน", "the receiver's records officer keys the order รับโอน"
    ),
    NextStep.SIGN_RECEIPT: Words(
        "รอนายทะเบียนของปลายทางลงนามรับโอนด้วยบัตร", "the receiver's registrar signs the receipt by card"
    ),
    NextStep.MEND_RECEIPT: Words(
        "รอปลายทางแก้รายการรับโอนที่ถูกส่งคืน", "the receiver mends the receipt that was sent back"
    ),
    NextStep.CANCEL_RELEASE: Words(
        "รอต้นสังกัดบันทึกคำสั่งยกเลิกการให้โอน", "the sender keys the order that cancels the release"
    ),
    NextStep.CANCEL_RECEIPT: Words(
        "รอปลายทางบันทึกคำสั่งยกเลิกการรับโอน", "the receiver keys the order that cancels the receipt"
    ),
    NextStep.AWAIT_DAY: Words("รอถึงวันมีผล ไม่มีผู้ใดต้องทำอะไร", "the day is to come; nobody has to do anything"),
    NextStep.NOTHING: Words("จบเรื่องแล้ว", "nothing more"),
}
SWAP_SAYS: dict[SwapStatus, Words] = {
    SwapStatus.PROPOSED: Words("เสนอสับเปลี่ยน", "proposed"),
    SwapStatus.AGREED: Words("ตกลงแล้ว รอลงนาม", "agreed, to be signed"),
    SwapStatus.SIGNED: Words("ลงนามครบแล้ว รอวันมีผล", "signed, the day is to come"),
    SwapStatus.DONE: Words("สับเปลี่ยนแล้ว", "done"),
    SwapStatus.CANCELLED: Words("ยกเลิก", "cancelled"),
}
SWAP_TONE: dict[SwapStatus, str] = {
    SwapStatus.PROPOSED: "warn",
    SwapStatus.AGREED: "warn",
    SwapStatus.SIGNED: "ok",
    SwapStatus.DONE: "ok",
    SwapStatus.CANCELLED: "calm",
}
SWAP_STEP_SAYS: dict[SideStep, Words] = {
    SideStep.ANSWER: Words("ตอบว่าจะสับเปลี่ยนหรือไม่", "answers whether it agrees"),
    SideStep.AWAIT_ANSWER: Words("รออีกฝ่ายตอบ", "awaits the answer"),
    SideStep.PREPARE: Words("ทำคำสั่งสับเปลี่ยน แล้วลงนามด้วยบัตร", "draws up its order and signs it by card"),
    SideStep.SIGN: Words("ลงนามรายการที่ยังค้างด้วยบัตร", "signs by card what is written"),
    SideStep.SIGNED: Words("ลงนามแล้ว รออีกฝ่าย", "has signed; the other side is next"),
    SideStep.NOTHING: Words("ไม่ต้องทำอะไร", "nothing more"),
}
BY_PROVINCE = Words(
    "รอจังหวัดลงนามด้วยบัตร เพราะเป็นประวัติของนายทะเบียนหรือเจ้าหน้าที่ทะเบียน",
    "the province signs by card: it is the registrar's or records officer's own record",
)

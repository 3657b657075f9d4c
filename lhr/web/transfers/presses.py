"""Who may press what on the page of a case. Each press leads to where such an act is always done."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.service_record import rules
from lhr.service_record.cases import CaseLine, CaseView
from lhr.service_record.rules_of_transfers import CaseStatus, NextStep, Side
from lhr.web.movements.here import pair_of
from lhr.web.shared.requests import OfficerRequest

_KEY_OUT = Words("บันทึกคำสั่งให้โอน", "Key the order ให้โอน")
_KEY_IN = Words("บันทึกคำสั่งรับโอน", "Key the order รับโอน")
_MEND = Words("แก้รายการที่ถูกส่งคืน", "Mend what was sent back")
_SIGN_OUT = Words("เปิดรายการให้โอนเพื่อลงนาม", "Open the release to sign it")
_SIGN_IN = Words("เปิดรายการรับโอนเพื่อลงนาม", "Open the receipt to sign it")
_CANCEL_OUT = Words("บันทึกคำสั่งยกเลิกการให้โอน", "Key the order that cancels the release")
_CANCEL_IN = Words("บันทึกคำสั่งยกเลิกการรับโอน", "Key the order that cancels the receipt")
_CHOOSE = Words("เลือกใน SEM102", "Choose in SEM102")
_WITHDRAW = Words("ถอนเรื่อง", "Withdraw the case")
_REFUSE = {
    Side.SENDER: Words("ไม่ให้โอน", "Refuse to release"),
    Side.RECEIVER: Words("ไม่รับโอน", "Decline to receive"),
}
_CALL_OFF = Words("แจ้งไม่โอนแล้ว", "Call the transfer off")


@dataclass(frozen=True, slots=True)
class Press:
    says: Words
    url: str
    tone: str = "btn-primary"


def presses(request: OfficerRequest, case: CaseView, mine: UUID | None) -> list[Press]:
    """Return what this officer may do next on this case, the main thing first."""
    side = case.side_of(mine)
    if side is None or mine is None:
        return []
    found = _turn(request, case, side, mine)
    if side is Side.RECEIVER and case.status in (CaseStatus.ACCEPTED, CaseStatus.DONE):
        found += _if(request, Permission.RIGHTS_APPOINT, Press(_CHOOSE, reverse("rights:edit"), "btn-outline-primary"))
    return [*found, *_cancelling(request, case, side, mine), *_closing(request, case, side, mine)]


def closing_says(case: CaseView, side: Side) -> Words | None:
    """Return what taking the case back is called for this side now; None when there is nothing to take back."""
    if not case.is_open or case.called_off_by:
        return None
    if case.status is CaseStatus.REQUESTED:
        return _WITHDRAW if case.begun_by is side else _REFUSE[side]
    if case.status is CaseStatus.RELEASED and side is Side.RECEIVER:
        return _REFUSE[side]
    # Whoever can cancel the own order does so by an order; the other side only says so.
    return _CALL_OFF if case.status is CaseStatus.ACCEPTED and side is Side.SENDER else None


def _turn(request: OfficerRequest, case: CaseView, side: Side, mine: UUID) -> list[Press]:
    if case.turn is not side:
        return []
    step, line = case.next_step, case.released if side is Side.SENDER else case.received
    if step in (NextStep.SIGN_RELEASE, NextStep.SIGN_RECEIPT) and line is not None:
        says = _SIGN_OUT if side is Side.SENDER else _SIGN_IN
        return _if(request, Permission.MOVEMENT_VERIFY, Press(says, reverse("movements:line", args=[line.entry])))
    if not _writes(request, case, mine):
        return []
    if step in (NextStep.MEND_RELEASE, NextStep.MEND_RECEIPT) and line is not None:
        return [Press(_MEND, key_url(again=line.entry))]
    if step is NextStep.PREPARE_RELEASE:
        return [Press(_KEY_OUT, key_url(movement=rules.TRANSFER_OUT, person=case.person.id, case=case.id))]
    if step is NextStep.PREPARE_RECEIPT:
        return [Press(_KEY_IN, key_url(movement=rules.TRANSFER_IN, case=case.id))]
    return []


def _cancelling(request: OfficerRequest, case: CaseView, side: Side, mine: UUID) -> list[Press]:
    """An order that stands is cancelled by an order: the receipt first, then the release."""
    line: CaseLine | None = None
    if side is Side.SENDER and case.status is CaseStatus.RELEASED:
        line = case.released
    if side is Side.RECEIVER and case.status is CaseStatus.ACCEPTED:
        line = case.received
    if line is None or line.status != "VERIFIED" or not _writes(request, case, mine):
        return []
    says = _CANCEL_OUT if side is Side.SENDER else _CANCEL_IN
    tone = "btn-primary" if case.called_off_by else "btn-outline-danger"
    return [Press(says, key_url(movement=rules.CANCEL_ORDER, cancels=line.entry), tone)]


def _closing(request: OfficerRequest, case: CaseView, side: Side, mine: UUID) -> list[Press]:
    says = closing_says(case, side)
    permission = Permission.TRANSFER_ANSWER if side is Side.SENDER else Permission.TRANSFER_ASK
    if says is None or request.actor.person_id == case.person.id:
        return []
    return _if(request, permission, Press(says, reverse("transfers:close", args=[case.id]), "btn-outline-danger"))


def _if(request: OfficerRequest, permission: Permission, press: Press) -> list[Press]:
    return [press] if policy.holds_anywhere(request.actor, permission) else []


def _writes(request: OfficerRequest, case: CaseView, mine: UUID) -> bool:
    """Say whether this hand may key anything of the person here (SR-03)."""
    actor = request.actor
    registrar = actor.holds(Role.REGISTRAR) and not actor.holds(Role.OFFICER)
    against = rules.check_hand(
        writer=actor.person_id,
        writer_is_registrar=registrar,
        person=case.person.id,
        pair=pair_of(mine, request),
    )
    return policy.holds_anywhere(actor, Permission.MOVEMENT_KEY) and not against


def key_url(**chosen: object) -> str:
    return f"{reverse('movements:key')}?{urlencode({name: str(value) for name, value in chosen.items()})}"

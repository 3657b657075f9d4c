"""Keeps transfer cases in step with the lines: keying ให้โอน or รับโอน joins or opens the person's case, verifying and
cancelling them move it on. Always inside the transaction of that act, with the person held."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.events import publish
from lhr.kernel.thai_date import show
from lhr.service_record import cases, reading, rules
from lhr.service_record.drafts import Citation
from lhr.service_record.events import TransferTold
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules import TRANSFER_IN, TRANSFER_OUT, Line, ServicePicture
from lhr.service_record.rules_of_transfers import OPEN, CaseStatus, Side, status_after

PROPOSED_ANEW = "ต้นสังกัดบันทึกให้โอนใหม่"
# Of a swap; the other side is told of the first, the second says no more.
SIDE_SIGNED, RECEIPT_SIGNED = "service:transfer:swap_side_signed", "service:transfer:swap_receipt_signed"
NO_KEEPER = "ต้นสังกัดไม่ได้ดูแลทะเบียนประวัติแล้ว"


def drawn_up(
    *, person: UUID, sender: UUID, receiver: UUID, day: date, begun_by: Side, order: Citation | None = None
) -> TransferCase:
    """Return a case that is not stored yet."""
    cited = order or Citation()
    return TransferCase(
        person_id=person,
        sender_id=sender,
        receiver_id=receiver,
        effective_on=day,
        status=CaseStatus.REQUESTED.value,
        begun_by=begun_by.value,
        order_number=cited.number.strip(),
        order_year=cited.year,
        order_signed_on=cited.signed_on,
        opened_at=clock.now(),
    )


def store_new(by: Actor, made: TransferCase, what: str) -> None:
    """Store the person's case. One that is done or closed by now says so first: the database holds one open case a
    person."""
    open_yet = TransferCase.objects.filter(person=made.person_id, status__in=OPEN)
    for row in open_yet.select_related("sender", "receiver"):
        now = cases.standing(row, by.day)
        if now not in OPEN:
            row.reason = cases.reason(row, by.day)
            row.status, row.closed_at = now.value, clock.now()
            row.save()
    made.save(force_insert=True)
    publish(TransferTold(made.pk, what, by))


def store(by: Actor, case: TransferCase, what: str, **differences: object) -> None:
    """Store the next version of a case and tell the packages above. Raises Overtaken when it is not the latest."""
    seen = TransferCase.objects.filter(pk=case.pk, version=case.version)
    if seen.update(version=case.version + 1, **differences) != 1:
        raise Overtaken(f"transfer case {case.pk}")
    publish(TransferTold(case.pk, what, by))


def _open(by: Actor, row: ServiceLine, made: TransferCase, **more: object) -> None:
    """Open a case that a line of the record begins."""
    for name, value in more.items():
        setattr(made, name, value)
    with change(by, "service:transfer:proposed", made, path=row.organisation.path):
        store_new(by, made, "service:transfer:proposed")


def _write(by: Actor, row: ServiceLine, case: TransferCase, what: str, **differences: object) -> None:
    reason = str(differences.get("reason", ""))
    with change(by, what, case, path=row.organisation.path, reason=reason):
        store(by, case, what, **differences)


def join(by: Actor, row: ServiceLine) -> None:
    """A line of a transfer was keyed: it belongs to the person's open case, or opens one."""
    if row.movement_code == TRANSFER_OUT and row.other_organisation_id is not None:
        _join_release(by, row, row.other_organisation_id)
    elif row.movement_code == TRANSFER_IN:
        _join_receipt(by, row)


def _join_release(by: Actor, row: ServiceLine, receiver: UUID) -> None:
    case = cases.open_row(row.person_id, by.day)
    if case is not None and (case.receiver_id, case.effective_on) == (receiver, row.starts):
        what = SIDE_SIGNED if _signed(row, case) else "service:transfer:prepared"
        _write(by, row, case, what, out_entry=row.entry_id)
        return
    if case is not None:
        if case.begun_by != Side.SENDER or case.status != CaseStatus.REQUESTED:
            raise Overtaken(f"transfer case {case.pk}")  # opened since the rules were asked
        _close(by, row, case, PROPOSED_ANEW)
    _open(by, row, _released_by(row, receiver), out_entry=row.entry_id)


def _released_by(row: ServiceLine, receiver: UUID) -> TransferCase:
    return drawn_up(
        person=row.person_id,
        sender=row.organisation_id,
        receiver=receiver,
        day=row.starts,
        begun_by=Side.SENDER,
    )


def _join_receipt(by: Actor, row: ServiceLine) -> None:
    case = cases.open_row(row.person_id, by.day)
    if case is None:
        _adopt_receipt(by, row)
        return
    if (case.receiver_id, case.effective_on) != (row.organisation_id, row.starts):
        raise Overtaken(f"transfer case {case.pk}")
    # Whoever receives after all has thought better of it.
    what = RECEIPT_SIGNED if _signed(row, case) else "service:transfer:accepting"
    _write(by, row, case, what, in_entry=row.entry_id, called_off_by="", reason="")


def _signed(row: ServiceLine, case: TransferCase) -> bool:
    """True for a line of a swap that is written with its own side's signature under it."""
    return case.swap is not None and row.verified_at is not None


def note_signed(by: Actor, row: ServiceLine) -> None:
    """A line of a swap was signed by its own side: the other one hears that it is next."""
    case = cases.case_of_line(row.entry_id)
    if case is not None:
        _write(by, row, case, SIDE_SIGNED if case.out_entry == row.entry_id else RECEIPT_SIGNED)


def _adopt_receipt(by: Actor, row: ServiceLine) -> None:
    """A release verified before there were cases gets its case with the line that answers it."""
    release = next((n for n in reading.lines_of_one(row.person_id) if _answers(row, n)), None)
    if release is not None:
        made = drawn_up(
            person=row.person_id,
            sender=release.organisation_id,
            receiver=row.organisation_id,
            day=row.starts,
            begun_by=Side.SENDER,
        )
        both = {"out_entry": release.entry_id, "in_entry": row.entry_id}
        _open(by, row, made, status=CaseStatus.RELEASED.value, **both)


def _answers(receipt: ServiceLine, line: Line) -> bool:
    """True for the verified release that this receipt answers."""
    same = line.starts == receipt.starts and line.other == receipt.organisation_id
    return same and line.verified and line.movement_code == TRANSFER_OUT


def leave(by: Actor, row: ServiceLine) -> None:
    """A line that was not verified is taken back: its case waits for another."""
    case = cases.case_of_line(row.entry_id)
    if case is not None and cases.standing(case, by.day) in OPEN:
        column = "out_entry" if case.out_entry == row.entry_id else "in_entry"
        _write(by, row, case, "service:transfer:unprepared", **{column: None})


def follow(by: Actor, row: ServiceLine, after: ServicePicture) -> None:
    """A line was verified: bring the case that rests on it, or on what it cancels, to where it stands now."""
    case = cases.case_of_line(row.cancels_entry or row.entry_id)
    if case is not None and case.swap is not None:
        return  # its two halves go on together (swapping)
    if case is not None:
        _bring_on(by, case, row)
    elif row.movement_code == TRANSFER_OUT and row.other_organisation_id is not None:
        _adopt_release(by, row, row.other_organisation_id)
    _close_orphan(by, row, after)


def _bring_on(by: Actor, case: TransferCase, row: ServiceLine) -> None:
    lines = reading.lines_of_one(row.person_id)
    standing = {n.entry_id for n in lines if n.verified} - rules.cancelled(lines)
    stored = CaseStatus(case.status)
    now = status_after(stored, released=case.out_entry in standing, received=case.in_entry in standing)
    other = cases.open_row(row.person_id, by.day)
    if now is stored or (now in OPEN and other is not None and other.pk != case.pk):
        return
    what = _happened(stored, now)
    if now is not CaseStatus.CANCELLED:
        _write(by, row, case, what, status=now.value, closed_at=None)
        return
    # Why the other side called it off stays; else the order that cancels is the reason.
    why = case.reason or _by_order(row)
    _write(by, row, case, what, status=now.value, closed_at=clock.now(), reason=why)


def _by_order(row: ServiceLine) -> str:
    """The cancelling order as the reason of the case that it closes, with what was remarked on it."""
    cited = reading.citation_of(row)
    named = f"คำสั่งที่ {cited.number}/{cited.year}" if cited.is_order else "คำสั่งยกเลิก"
    signed = f" ลว. {show(cited.signed_on, digits='arabic')}" if cited.signed_on else ""
    return f"ยกเลิกการให้โอนตาม{named}{signed}{f' ({row.remark})' if row.remark else ''}"


def _happened(before: CaseStatus, now: CaseStatus) -> str:
    if now is CaseStatus.RELEASED and before in (CaseStatus.ACCEPTED, CaseStatus.DONE):
        return "service:transfer:receipt_cancelled"
    if now is CaseStatus.ACCEPTED:
        return "service:transfer:accepted"
    return "service:transfer:released" if now is CaseStatus.RELEASED else "service:transfer:cancelled"


def _adopt_release(by: Actor, row: ServiceLine, receiver: UUID) -> None:
    """A release that was keyed before there were cases."""
    if cases.open_row(row.person_id, by.day) is None:
        _open(by, row, _released_by(row, receiver), status=CaseStatus.RELEASED.value, out_entry=row.entry_id)


def _close_orphan(by: Actor, row: ServiceLine, after: ServicePicture) -> None:
    """A request stands only while the record is with the LGO that was asked."""
    case = cases.open_row(row.person_id, by.day)
    if case is None or case.swap or case.status != CaseStatus.REQUESTED or not after.employments:
        return
    if after.employments[-1].organisation_id != case.sender_id:
        _close(by, row, case, NO_KEEPER)


def _close(by: Actor, row: ServiceLine, case: TransferCase, reason: str) -> None:
    closing = {"status": CaseStatus.CANCELLED.value, "reason": reason, "closed_at": clock.now()}
    _write(by, row, case, "service:transfer:cancelled", **closing)

"""Keeps the two halves of a swap together: what is signed is held back until all of it is, and if one falls, all falls.
A transfer of one person falls the same way when the person dies or leaves before its day.

Always inside the transaction of the act that causes it, with both people held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_date import show
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.service_record import (
    cases,
    judging,
    projecting,
    reading,
    rules,
    rules_of_swaps,
    transferring,
    writing,
)
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules import TRANSFER_OUT
from lhr.service_record.rules_of_transfers import OPEN, CaseStatus
from lhr.standards import queries as standards

Status = ServiceLine.Status
SIGNED, FELL = "service:transfer:swap_signed", "service:transfer:swap_fell"
TRANSFER_FELL = "service:transfer:fell"
_REASON_LENGTH = 300


def together(person_ids: Iterable[UUID]) -> set[UUID]:
    """Return these people, and who changes places with any of them: they are held together."""
    wanted = set(person_ids)
    keys = TransferCase.objects.filter(person__in=wanted, swap__isnull=False).values_list("swap", flat=True)
    mates = TransferCase.objects.filter(swap__in=list(keys)).values_list("person_id", flat=True)
    return wanted | set(mates)


def is_held(row: ServiceLine) -> bool:
    """True for a line that its own side has signed and the other side of a swap not yet."""
    return row.status == Status.SUBMITTED and row.verified_at is not None


def waits_for_the_other(row: ServiceLine, by: Actor) -> bool:
    """True for a line that does not count by its own side's signature alone."""
    return cases.open_swap_of_line(row.entry_id, by.day) is not None


def changing_places(person_ids: Iterable[UUID], by: Actor) -> frozenset[UUID]:
    """Return who of these is in a swap of which not all is signed."""
    wanted = TransferCase.objects.filter(
        person__in=set(person_ids), swap__isnull=False, status=CaseStatus.REQUESTED.value
    ).select_related("sender", "receiver")
    return frozenset(row.person_id for row in wanted if cases.standing(row, by.day) is CaseStatus.REQUESTED)


def concerned(rows: Sequence[ServiceLine]) -> list[ServiceLine]:
    """Return those of these lines that may let a case fall: of who is in an open one."""
    wanted = {row.person_id for row in rows}
    open_yet = TransferCase.objects.filter(person__in=wanted, status__in=OPEN)
    among = set(open_yet.values_list("person_id", flat=True))
    return [row for row in rows if row.person_id in among]


def complete(by: Actor, entries: Iterable[UUID], path: str) -> None:
    """Let the swaps of these lines count once all four lines of each are signed. All is judged anew: what has changed
    since the first side signed stops the second. Raises RuleBroken."""
    for key in {case.swap for entry in entries if (case := cases.open_swap_of_line(entry, by.day)) and case.swap}:
        both = cases.both_of(key)
        rows = _rows(both)
        if len(rows) == 2 * len(both) and all(is_held(row) for row in rows):
            for row in rows:
                stop_if(judging.at_verification(by, row).findings)
            _count(by, both, rows, path)


def _count(by: Actor, both: Sequence[TransferCase], rows: Sequence[ServiceLine], path: str) -> None:
    persons = [case.person_id for case in both]
    before = dict(reading.stored_pictures(persons))
    with change(by, SIGNED, both[0], path=path) as this:
        for row in rows:
            ledger.correct(this, row, status=Status.VERIFIED)
        projecting.rewrite_many(persons)
        after = reading.stored_pictures(persons)
        for case in both:
            transferring.store(by, case, SIGNED, status=CaseStatus.ACCEPTED.value)
    for row in rows:
        if row.movement_code == TRANSFER_OUT:
            writing.tell(by, row, before[row.person_id], after[row.person_id])


def follow(by: Actor, row: ServiceLine) -> None:
    """A line was verified: a swap that it cancels a part of, or that it makes impossible, falls as a whole; and a
    transfer that the person does not live or stay to see."""
    undone = cases.case_of_line(row.cancels_entry) if row.cancels_entry else None
    if undone is not None and undone.swap is not None:
        if CaseStatus(undone.status) in (CaseStatus.REQUESTED, CaseStatus.ACCEPTED):
            _fell(by, undone, row, _cancelled(by, row))
        return
    case = cases.open_row(row.person_id, by.day)
    if case is None or row.entry_id in (case.out_entry, case.in_entry):
        return
    lines, without = reading.lines_of_one(row.person_id), _entries([case])
    name = people.view_of(row.person_id, by.day).name
    if case.swap is None:
        falls = rules_of_swaps.ended_before(
            lines, case.sender_id, case.effective_on, without=without, by=row.entry_id
        )
    else:
        falls = bool(
            rules_of_swaps.check_goes(
                lines, case.sender_id, case.effective_on, without=without, person_name=name, label=""
            )
        )
    if falls:
        said = standards.movement_types()[row.movement_code].name
        _fell(by, case, row, f"{name} {said} {show(row.starts, 'full')}")


def _fell(by: Actor, case: TransferCase, row: ServiceLine, why: str) -> None:
    both, what = (cases.both_of(case.swap), FELL) if case.swap else ([case], TRANSFER_FELL)
    with change(by, what, both[0], path=row.organisation.path, reason=why) as this:
        fall(this, by, both, what, why)


def fall(this: Change, by: Actor, both: Sequence[TransferCase], what: str, reason: str) -> None:
    """Close both cases of a swap, or the one of a transfer: what waits is taken back, what counted counts no more, and
    everybody stays where they are. As known before, it stood."""
    persons = [case.person_id for case in both]
    reason = reason.strip()[:_REASON_LENGTH]
    before = dict(reading.stored_pictures(persons))
    for row in _rows(both):
        if row.status in (Status.SUBMITTED, Status.RETURNED):
            ledger.withdraw(this, row)
        elif row.status == Status.VERIFIED and row.entry_id not in _cancelled_of(row.person_id):
            ledger.correct(this, row, status=Status.STRUCK, strike_reason=reason)
    projecting.rewrite_many(persons)
    closing = {"status": CaseStatus.CANCELLED.value, "reason": reason, "closed_at": clock.now()}
    for case in both:
        transferring.store(by, case, what, **closing)
    for person, picture in reading.stored_pictures(persons).items():
        writing.told(by, person, rules.CANCEL_ORDER, before[person], picture, undoes=True)


def _cancelled_of(person_id: UUID) -> frozenset[UUID]:
    return rules.cancelled(reading.lines_of_one(person_id))


def _cancelled(by: Actor, row: ServiceLine) -> str:
    order = reading.citation_of(row)
    whose = organisations.view_of(row.organisation_id, by.day).label
    why = row.remark or row.warn_reason
    return f"{whose} ยกเลิกด้วยคำสั่งที่ {order.number}/{order.year} {why}".strip()


def _entries(both: Iterable[TransferCase]) -> frozenset[UUID]:
    return frozenset(entry for case in both for entry in (case.out_entry, case.in_entry) if entry)


def _rows(both: Sequence[TransferCase]) -> list[ServiceLine]:
    """The live lines of a swap, each person's release before the receipt."""
    rows = ServiceLine.objects.known().filter(entry_id__in=_entries(both)).select_related("organisation", "person")
    return sorted(rows, key=lambda row: (str(row.person_id), row.movement_code != TRANSFER_OUT))

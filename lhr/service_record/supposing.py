"""A swap judged as what it is: each side's lines as if the other side had done its own, for both count on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from lhr.organisations import queries as organisations
from lhr.posts import queries as posts
from lhr.service_record import cases, queries, reading, rules
from lhr.service_record.models import TransferCase
from lhr.service_record.rules import IncumbencySpan, Line, MovementClass, ServicePicture
from lhr.service_record.rules_of_swaps import SwapFacts
from lhr.service_record.rules_of_transfers import CaseStatus


def as_released(lines: Sequence[Line], person_id: UUID, organisation_id: UUID, day: date) -> list[Line]:
    """The person's lines as they stand once the other side of an open swap has released the person to this LGO; as
    they are where there is none."""
    case = cases.open_case_here(person_id, organisation_id, day)
    return _released(lines, case) if case is not None and case.swap is not None else list(lines)


def not_yet_received(lines: Sequence[Line], person_id: UUID, day: date) -> list[Line]:
    """The person's lines without the receipt that the other side of an open swap has written: it rests upon the
    release."""
    case = cases.open_swap_of(person_id, day)
    return [line for line in lines if case is None or line.entry_id != case.in_entry]


def _released(lines: Sequence[Line], case: TransferCase) -> list[Line]:
    if any(line.entry_id == case.out_entry for line in lines):
        return [replace(line, verified=True) if line.entry_id == case.out_entry else line for line in lines]
    release = Line(
        uuid4(), case.sender_id, rules.TRANSFER_OUT, MovementClass.END, case.effective_on, 0, other=case.receiver_id
    )
    return [*lines, release]


def pictures(holders: Iterable[UUID]) -> dict[UUID, ServicePicture]:
    """Return what these people hold; who changes places by a swap that is being signed leaves on its day."""
    found = dict(queries.services_of(holders))
    if not found:
        return found
    leaving = TransferCase.objects.filter(
        person__in=list(found), swap__isnull=False, status=CaseStatus.REQUESTED.value, out_entry__isnull=False
    )
    for case in leaving:
        found[case.person_id] = rules.project(_released(reading.lines_of_one(case.person_id), case))
    return found


def facts(case_id: UUID, day: date) -> SwapFacts:
    """Return what the swap of this case lays down for its lines."""
    case = TransferCase.objects.get(pk=case_id)
    other = other_half(case)
    left = post_left(other)
    number = posts.view_of(left.post_id, case.effective_on).number if left else ""
    label = organisations.view_of(case.receiver_id if case.begun_by == "SENDER" else case.sender_id, day).label
    return SwapFacts(case.agreed_at is not None, left.post_id if left else None, number, label)


def other_half(case: TransferCase) -> TransferCase:
    """Return the case of the other person of the swap. Raises ValueError for a case that is no swap's."""
    if case.swap is None:
        raise ValueError("a case of one person")
    return next(row for row in cases.both_of(case.swap) if row.pk != case.pk)


def post_left(case: TransferCase) -> IncumbencySpan | None:
    """Return the post that the person of the case holds on the eve of its day."""
    return queries.service_of(case.person_id).post_on(case.effective_on - timedelta(days=1))

"""The lines of an order as the movements that they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from lhr.orders import newcomers
from lhr.orders.models import OrderLine
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from lhr.service_record.rules import AMEND_ORDER, CancelEffect


@dataclass(frozen=True)
class Drawn:
    """One line of an order as it was drawn up; `id` is the key that its line in the record bears."""

    id: UUID
    version: int
    position: int
    draft: MovementDraft


def drawn(rows: Iterable[OrderLine]) -> list[Drawn]:
    """Return stored lines as they were drawn up, with whoever is to get a record by one of them."""
    found = list(rows)
    new = newcomers.of(row.entry_id for row in found if row.person_id is None)
    made = []
    for row in found:
        line = draft_of(row)
        if row.entry_id in new:
            number, particulars = new[row.entry_id]
            line = replace(line, national_id=number, new_person=particulars)
        made.append(Drawn(row.entry_id, row.version, row.position, line))
    return made


def draft_of(row: OrderLine) -> MovementDraft:
    """Return a stored line as the movement that it is."""
    amends = row.movement_code == AMEND_ORDER
    return MovementDraft(
        movement_code=row.movement_code,
        starts=row.starts,
        person_id=row.person_id,
        last_day=row.last_day,
        open_ended=row.open_ended,
        post_id=row.post_id,
        kind_code=row.kind_code,
        level_code=row.level_code,
        position_text=row.position_text,
        other_organisation_id=row.other_organisation_id,
        other_organisation_text=row.other_organisation_text,
        cancels=None if amends else row.target,
        cancel_effect=CancelEffect(row.cancel_effect or CancelEffect.FROM_START),
        amends=row.target if amends else None,
        pay=Pay(
            level_code=row.level_code,
            salary=row.salary,
            step=row.step,
            steps=row.steps,
            percent=row.percent,
            special_pay_pct=row.special_pay_pct,
            allowance=row.allowance,
        ),
        remark=row.remark,
        reason=row.reason,
    )

"""The time that a person has served, filled from the verified lines (SR-22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.service_record import reading
from lhr.service_record.rules_of_time import SUBTRACTED_KINDS, Multiplied, ServiceTime
from lhr.service_record.rules_of_time import service_time as computed
from lhr.standards import queries as standards


def service_time(person_id: UUID, day: date) -> ServiceTime:
    """Return the time that the person has served before `day`, as the lines that stand prove it today."""
    no_pay, multiplied = [], []
    for row in reading.standing(person_id, "NO_PAY", "DOUBLE_TIME"):
        if row.section == "DOUBLE_TIME":
            multiplied += _multiplied(row.values)
        elif row.values["kind"] in SUBTRACTED_KINDS:
            no_pay.append(row.period)
    return computed(reading.served(person_id), no_pay, multiplied, day)


def _multiplied(values: Mapping[str, Any]) -> list[Multiplied]:
    period = standards.double_time_periods().get(values["period"])
    if period is None:  # the list no longer has it: nothing is computed from a name alone
        return []
    return [Multiplied(Period(period.starts, period.until), period.days, int(values.get("minus_days") or 0))]

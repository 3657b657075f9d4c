"""Invented people of a pay round: on the schedule, and appraised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.national_id import make_synthetic
from lhr.service_record import actions
from lhr.service_record.drafts import NewPerson, OpeningLine, OpeningRecord
from lhr.service_record.pay import Pay
from lhr.service_record.rules_of_pay import Round
from tests.service_record.conftest import Place

HALF_1, HALF_2 = Round(2561, 1), Round(2561, 2)
WHEN = date(2016, 1, 1)


def opened(by: Actor, town: Place, count: int = 1, first: int = 5000, **more: object) -> list[UUID]:
    record = OpeningRecord(
        national_id="",
        person=NewPerson("นางสาว", "สมพร", "ทดสอบรอบเงินเดือน", date(1985, 2, 3), "F"),
        starts=WHEN,
        kind_code=town.kind_code,
        level_code="OPERATIONAL",
        pay=Pay(salary=Decimal(11960)),
        text="ยกยอด",
    )
    records = [replace(record, national_id=make_synthetic(first + at), **more) for at in range(count)]  # type: ignore[arg-type]
    return actions.open_record(by=by, organisation=town.organisation, records=records)


def appraised(by: Actor, town: Place, people: list[UUID], this: Round = HALF_1, grade: str = "GOOD") -> None:
    typed = {"year": str(this.year), "half": str(this.half), "grade": grade}
    lines = [OpeningLine("APPRAISAL", person, typed) for person in people]
    actions.open_card_lines(by=by, organisation=town.organisation, lines=lines)

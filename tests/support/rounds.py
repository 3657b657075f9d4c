"""Invented people of a pay round at an LGO of the standing cast: on the schedule, with an appraisal or without."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from lhr.access.actor import operator
from lhr.cli.demonstration import pay as demonstration
from lhr.service_record import actions
from lhr.service_record.drafts import NewPerson, OpeningLine, OpeningRecord
from lhr.service_record.pay import Pay
from tests.service_record.round_people import HALF_2, WHEN
from tests.support.cast import BORN, TODAY, Cast, Place

ASKED = "2561-2"
_NAMES = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")


def scheduled() -> None:
    """Let the demonstration's invented schedule in."""
    demonstration.load_schedule(operator(TODAY, "ผู้ดูแลระบบ"), WHEN)


def staffed(cast: Cast, place: Place, *, graded: int = 2, ungraded: int = 1, salary: int = 11960) -> list[UUID]:
    """Put people into service whose round the register can propose (`graded`) or leaves to the LGO."""
    records = [
        OpeningRecord(
            cast.number(), NewPerson("นาย", f"รอบ{_NAMES[at]}", "ทดสอบรอบเงินเดือน", BORN, "M"),
            WHEN, "MUN_OFFICIAL", level_code="OPERATIONAL", pay=Pay(salary=Decimal(salary)), text="ยกยอด",
        )
        for at in range(graded + ungraded)
    ]  # fmt: skip
    made = actions.open_record(by=cast.keeper, organisation=place.lgo, records=records)
    told = {"year": str(HALF_2.year), "half": str(HALF_2.half), "grade": "GOOD"}
    lines = [OpeningLine("APPRAISAL", who, told) for who in made[:graded]]
    if lines:
        actions.open_card_lines(by=cast.keeper, organisation=place.lgo, lines=lines)
    return list(made)

"""The comparison with the first round as a workbook. States only: the sheet goes round among offices, names do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

from lhr.access.roles import ROLE_SAYS
from lhr.followup.first_round import Row
from lhr.followup.models import FirstRoundList
from lhr.followup.rules_of_first_round import COMPARED_SAYS
from lhr.kernel.thai_date import show

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("ลำดับ", 7),
    ("ประเภท", 10),
    ("องค์กรปกครองส่วนท้องถิ่น", 42),
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("หน้าที่", 26),
    ("เทียบกับรอบแรก", 18),
)
_HEAD_ROW = 3
_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def export(found: Sequence[Row], asked: FirstRoundList, day: date) -> bytes:
    """Return the rows, in the order given, as an .xlsx file; every text is written as text."""
    made = BytesIO()
    with Workbook(made, _AS_TEXT) as book:
        sheet = book.add_worksheet("เทียบรอบแรก")
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, asked.title, bold)
        sheet.write_string(1, 0, f"{asked.letter_reference}  รายชื่อ ณ วันที่ {show(asked.as_of, 'full')}".strip())
        sheet.write_string(2, 0, f"เทียบกับผู้มีสิทธิ ณ วันที่ {show(day, 'full')}")
        for column, (says, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEAD_ROW, column, says, bold)
        sheet.freeze_panes(_HEAD_ROW + 1, 3)
        for number, row in enumerate(found, start=1):
            sheet.write_number(_HEAD_ROW + number, 0, number)
            for column, text in enumerate(_texts(row), start=1):
                sheet.write_string(_HEAD_ROW + number, column, text)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(found), len(_COLUMNS) - 1)
    return made.getvalue()


def _texts(row: Row) -> tuple[str, ...]:
    place = row.organisation
    return (
        place.kind_short,
        place.full_name,
        place.district_name,
        place.province_name,
        ROLE_SAYS[row.role].th,
        COMPARED_SAYS[row.state].th,
    )

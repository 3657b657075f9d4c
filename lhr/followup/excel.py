"""The rows of a round as a workbook. Every text is written as text: nothing that was typed becomes a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lhr.followup.models import FollowUpRound
from lhr.followup.queries import Row
from lhr.followup.rules import STATE_SAYS, RoleStanding
from lhr.kernel import clock
from lhr.kernel.digits import to_thai
from lhr.kernel.thai_date import show
from lhr.registry_rights.terms import CAPACITY_SAYS

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("ลำดับ", 7),
    ("ประเภท", 10),
    ("องค์กรปกครองส่วนท้องถิ่น", 42),
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("สถานะ", 22),
    ("ตั้งแต่วันที่", 16),
    ("ตั้งแต่วันที่ (ค.ศ.)", 14),
    ("ช้า (วัน)", 10),
    ("นายทะเบียนประวัติ", 24),
    ("เจ้าหน้าที่ทะเบียนประวัติ", 24),
    ("เหตุ", 60),
    ("สิทธิจะสิ้นสุด", 16),
)
_HEAD_ROW = 3


def export(found: Sequence[Row], asked: FollowUpRound, day: date) -> bytes:
    """Return the rows, in the order given, as an .xlsx file titled with the round and the day of the figures."""
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(made, options) as book:
        book.set_properties({"title": asked.title, "created": clock.now().replace(tzinfo=None)})
        sheet = book.add_worksheet("ติดตาม")
        _head(book, sheet, asked, day)
        # Excel sorts and filters only days of its own, and its own calendar is the Christian one.
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, row in enumerate(found):
            _write(sheet, _HEAD_ROW + 1 + place, place + 1, row, days)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(found), len(_COLUMNS) - 1)
    return made.getvalue()


def _head(book: Workbook, sheet: Worksheet, asked: FollowUpRound, day: date) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, asked.title, bold)
    letter = f"{asked.letter_reference}  " if asked.letter_reference else ""
    sheet.write_string(1, 0, f"{letter}กำหนดภายในวันที่ {show(asked.deadline, 'full')}")
    sheet.write_string(2, 0, f"ข้อมูล ณ วันที่ {show(day, 'full')}")
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for column, (says, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, says, heading)
    sheet.freeze_panes(_HEAD_ROW + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _write(sheet: Worksheet, at: int, number: int, row: Row, days: Format) -> None:
    place = row.organisation
    texts = (
        place.kind_short,
        place.full_name,
        place.district_name,
        place.province_name,
        STATE_SAYS[row.state].th,
        show(row.since) if row.since else "",
    )
    sheet.write_number(at, 0, number)
    for column, text in enumerate(texts, start=1):
        sheet.write_string(at, column, text)
    if row.since:
        sheet.write_datetime(at, 7, datetime.combine(row.since, time.min), days)
    sheet.write_number(at, 8, row.days_late)
    sheet.write_string(at, 9, _capacity(row.registrar))
    sheet.write_string(at, 10, _capacity(row.officer))
    sheet.write_string(at, 11, to_thai(" · ".join(why.text() for why in row.standing.why)))
    if row.ending:
        sheet.write_datetime(at, 12, datetime.combine(row.ending, time.min), days)


def _capacity(one: RoleStanding) -> str:
    """Return how the right stands, without a name: the sheet goes round among offices."""
    state = STATE_SAYS[one.state].th
    return f"{state} ({CAPACITY_SAYS[one.capacity].th})" if one.capacity else state

"""Those who leave as a workbook. Every text is written as text: nothing that was typed becomes a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from lhr.kernel.thai_date import show
from lhr.organisations.queries import OrganisationView
from lhr.service_record.leaving import WHY_SAYS, Leaver
from lhr.service_record.queries import Posting

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("ลำดับ", 7),
    ("ชื่อ", 30),
    ("องค์กรปกครองส่วนท้องถิ่น", 36),
    ("ตำแหน่ง", 34),
    ("เลขที่ตำแหน่ง", 20),
    ("พ้นจากราชการ", 16),
    ("พ้นจากราชการ (ค.ศ.)", 16),
    ("วันสุดท้าย", 16),
    ("เหตุ", 18),
    ("ข้อติดค้าง (ข้อ)", 12),
    ("ข้อติดค้างและผู้ที่ต้องแก้", 80),
)
_HEAD_ROW = 2
_AS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person; `gaps` are what is lacking, each with whose it is to mend."""

    one: Leaver
    name: str
    place: OrganisationView
    posting: Posting | None
    gaps: Sequence[tuple[str, str]]


def export(found: Sequence[Row], day: date) -> bytes:
    """Return the rows, in the order given, as an .xlsx file."""
    made = BytesIO()
    with Workbook(made, _AS_TEXT) as book:
        sheet = book.add_worksheet("เกษียณ")
        bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, "ผู้พ้นจากราชการใน ๒๔ เดือน", bold)
        sheet.write_string(1, 0, f"นับจากวันที่ {show(day, 'full')}")
        for column, (says, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEAD_ROW, column, says, bold)
        sheet.freeze_panes(_HEAD_ROW + 1, 2)
        for number, row in enumerate(found, start=1):
            at = _HEAD_ROW + number
            sheet.write_number(at, 0, number)
            for column, text in _texts(row).items():
                sheet.write_string(at, column, text)
            sheet.write_datetime(at, 6, datetime.combine(row.one.exit.day, time.min), days)
            sheet.write_number(at, 9, len(row.gaps))
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(found), len(_COLUMNS) - 1)
    return made.getvalue()


def _texts(row: Row) -> dict[int, str]:
    return {
        1: row.name,
        2: row.place.full_name,
        3: row.posting.full_name if row.posting else "",
        4: row.posting.number if row.posting else "",
        5: show(row.one.exit.day),
        7: show(row.one.last_day),
        8: WHY_SAYS[row.one.exit.why].th,
        10: " · ".join(f"{says} ({owner})" for says, owner in row.gaps),
    }

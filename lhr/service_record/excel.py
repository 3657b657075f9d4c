"""The posts of an LGO as a workbook. Every text is written as text: nothing that was typed becomes a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from uuid import UUID

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lhr.kernel import clock
from lhr.kernel.thai_date import show
from lhr.posts.rules import FUNDING_SAYS
from lhr.service_record.establishment import OCCUPANCY_SAYS, Occupancy, Seat

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("ลำดับ", 7),
    ("เลขที่ตำแหน่ง", 24),
    ("ตำแหน่ง", 40),
    ("สายงาน", 34),
    ("ระดับ", 24),
    ("ส่วนราชการ", 30),
    ("แหล่งเงิน", 18),
    ("สภาพ", 26),
    ("ตั้งแต่วันที่", 16),
    ("ตั้งแต่วันที่ (ค.ศ.)", 14),
)
_NAMED: tuple[tuple[str, int], ...] = (("ผู้ครองตำแหน่ง", 30), ("ผู้รักษาการ", 30))
_HEAD_ROW = 3


def establishment(seats: Sequence[Seat], names: Mapping[UUID, str] | None, label: str, day: date) -> bytes:
    """Return the posts, in the order given, as an .xlsx file; with who holds each where `names` are given."""
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    columns = (*_COLUMNS, *(_NAMED if names is not None else ()))
    with Workbook(made, options) as book:
        book.set_properties({"title": f"ตำแหน่งของหน่วยงาน {label}", "created": clock.now().replace(tzinfo=None)})
        sheet = book.add_worksheet("ตำแหน่ง")
        _head(book, sheet, columns, label, day)
        # Excel sorts and filters only days of its own, and its own calendar is the Christian one.
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, seat in enumerate(seats):
            _write(sheet, _HEAD_ROW + 1 + place, place + 1, seat, days)
            if names is not None:
                acting = ", ".join(names[who] for who in seat.acting)
                sheet.write_string(
                    _HEAD_ROW + 1 + place, len(_COLUMNS), names[seat.holder] if seat.holder else ""
                )
                sheet.write_string(_HEAD_ROW + 1 + place, len(_COLUMNS) + 1, acting)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(seats), len(columns) - 1)
    return made.getvalue()


def _head(
    book: Workbook, sheet: Worksheet, columns: Sequence[tuple[str, int]], label: str, day: date
) -> None:
    sheet.write_string(0, 0, "ตำแหน่งของหน่วยงาน", book.add_format({"bold": True}))
    sheet.write_string(1, 0, label)
    sheet.write_string(2, 0, f"ข้อมูล ณ วันที่ {show(day, 'full')}")
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for column, (says, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, says, heading)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _write(sheet: Worksheet, at: int, number: int, seat: Seat, days: Format) -> None:
    view, since = seat.post.view, seat.so_since
    texts = (
        view.number,
        view.title,
        view.line_name,
        view.levels,
        view.where,
        FUNDING_SAYS[seat.post.funding].th if seat.post.funding else "",
        ", ".join(OCCUPANCY_SAYS[one].th for one in Occupancy if one in seat.is_so),
        show(since) if since else "",
    )
    sheet.write_number(at, 0, number)
    for column, text in enumerate(texts, start=1):
        sheet.write_string(at, column, text)
    if since:
        sheet.write_datetime(at, 9, datetime.combine(since, time.min), days)

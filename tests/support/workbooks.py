"""Makes a workbook as an officer's spreadsheet would save it."""

from __future__ import annotations

import io

import xlsxwriter


def workbook(*rows: list[object]) -> bytes:
    """Return the file; numbers stay numbers, so that a test may show what a spreadsheet does to codes."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("อปท.")
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    book.close()
    return made.getvalue()

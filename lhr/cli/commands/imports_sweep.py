"""`lhr imports sweep`: forget the rows of imported files, and first-round names, that are past their time."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Command
from lhr.documents import actions as documents
from lhr.followup import actions as followup
from lhr.kernel import clock
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    by = operator(clock.today(), "lhr imports sweep")
    rows, names = documents.sweep_imports(by=by), followup.forget_first_rounds(by=by)
    print(
        f"ลบแถวของไฟล์นำเข้า {rows:,} แถว รายชื่อรอบแรก {names:,} ชื่อ / {rows:,} rows, {names:,} names forgotten"
    )
    return 0


COMMAND = Command(
    words=("imports", "sweep"),
    says=Words(
        "ลบแถวของไฟล์นำเข้าและรายชื่อรอบแรกที่พ้นกำหนดเก็บ (ตั้งให้ทำทุกวัน)",
        "forget rows of imported files and first-round names past LHR_IMPORT_FILE_DAYS; run it once a day",
    ),
    run=run,
)

"""`lhr salary-schedule list`: which schedules are loaded, from which document and file, and how sure they are."""

from __future__ import annotations

import argparse

from lhr.cli.command import Command
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.standards import queries
from lhr.standards.scales import PayScale

_NONE = "ยังไม่มีบัญชีเงินเดือน / no schedule is loaded"


def run(_: argparse.Namespace) -> int:
    print("\n".join(_told(scale) for scale in queries.pay_scales()) or _NONE)
    return 0


def _told(scale: PayScale) -> str:
    until = f" ถึงก่อน {show(scale.until)}" if scale.until else ""
    count = len(scale.cells) + len(scale.bands) + len(scale.wages)
    return "\n".join(
        (
            f"{scale.code} {scale.engine} ตั้งแต่ {show(scale.starts)}{until}: {scale.called}",
            f"  {' '.join(sorted(scale.kinds))} · {count:,} แถว",
            f"  {scale.source} · sha256 {scale.sha256}",
        )
    )


COMMAND = Command(
    words=("salary-schedule", "list"),
    says=Words(
        "แสดงบัญชีเงินเดือนที่นำเข้าแล้ว ที่มา แฟ้ม และสถานะการตรวจสอบ",
        "show the schedules that are loaded, with document, file and how far they are verified",
    ),
    run=run,
)

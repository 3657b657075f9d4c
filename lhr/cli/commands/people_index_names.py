"""`lhr people index-names`: take in the names that came past the acts, so that the search finds them."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Command
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.people import actions


def run(_: argparse.Namespace) -> int:
    lacked = actions.index_names(by=operator(clock.today(), "lhr people index-names"))
    print(f"เพิ่มชื่อเพื่อการค้นหา {lacked} ชื่อ / {lacked} names taken in for the search")
    return 0


COMMAND = Command(
    words=("people", "index-names"),
    says=Words(
        "เพิ่มชื่อและนามสกุลที่ยังค้นหาไม่พบ (หลังนำเข้าข้อมูลจำนวนมากนอกระบบ)",
        "take in first and family names that the search lacks, after rows were loaded past the product",
    ),
    run=run,
)

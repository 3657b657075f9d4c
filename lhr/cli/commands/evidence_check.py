"""`lhr evidence check`: recompute the digest of every stored file; name what is missing, damaged or orphaned."""

from __future__ import annotations

import argparse

from lhr.cli.command import Command
from lhr.documents.storing import Fault, faults
from lhr.kernel.words import Words

_SAYS = {
    Fault.MISSING: Words("หายไป กู้จากสำเนาสำรอง", "missing: restore it from the backup"),
    Fault.DAMAGED: Words("ไม่ตรงกับที่เก็บไว้ กู้จากสำเนาสำรอง", "damaged: restore it from the backup"),
    Fault.ORPHANED: Words("ไม่มีรายการใดอ้างถึง lhr sweep จะลบ", "orphaned: lhr sweep will remove it"),
}


def run(_: argparse.Namespace) -> int:
    counts = dict.fromkeys(Fault, 0)
    for one in faults():
        counts[one.fault] += 1
        needed = f"  (evidence {', '.join(one.evidence)})" if one.evidence else ""
        print(f"{one.sha256}  {_SAYS[one.fault].th} / {_SAYS[one.fault].en}{needed}")
    told = ", ".join(f"{fault.value} {count}" for fault, count in counts.items())
    print(f"ตรวจคลังหลักฐานแล้ว / evidence checked: {told}")
    return 1 if counts[Fault.MISSING] or counts[Fault.DAMAGED] else 0


COMMAND = Command(
    words=("evidence", "check"),
    says=Words(
        "ตรวจไฟล์หลักฐานทุกไฟล์ว่ายังอยู่และตรงกับที่เก็บไว้ (ทุกสัปดาห์ และหลังกู้คืน)",
        "read every stored file and name what is missing, damaged or orphaned; weekly, and after each restore",
    ),
    run=run,
)

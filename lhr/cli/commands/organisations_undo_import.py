"""`lhr organisations undo-import`: take a list back as a whole, while nothing rests on it."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli import lists
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.documents.imported import batches
from lhr.followup import lgo_lists
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words


def run(options: argparse.Namespace) -> int:
    if not options.batch:
        print("\n".join(lists.batch(one) for one in batches(*lgo_lists.PROFILES)) or lists.NO_BATCH)
        return 0
    batch = lgo_lists.batch_called(options.batch)
    if batch is None:
        raise CommandFailed(f"ไม่พบการนำเข้า {options.batch} / no such import; run without a number to see them")
    by = operator(clock.today(), options.operator or "lhr organisations undo-import")
    try:
        count = lgo_lists.undo(by=by, batch=batch, reason=options.reason)
    except RuleBroken as broken:
        raise CommandFailed("\n".join(lists.told(f) for f in broken.findings)) from broken
    print(f"ย้อนแล้ว {count:,} แห่ง / taken back for {count:,} LGOs")
    return 0


COMMAND = Command(
    words=("organisations", "undo-import"),
    says=Words(
        "ย้อนการนำเข้าบัญชี อปท. ทั้งชุด ไม่ใส่เลข: แสดงการนำเข้า",
        "take an imported list back as a whole while nothing rests on it; without a number, show the imports",
    ),
    run=run,
    arguments=(
        Argument("batch", "the import, by the first letters of its number", {"nargs": "?", "default": ""}),
        Argument("--reason", "why; it stands in the book", {"default": ""}),
        Argument("--operator", "your name, for the book of changes", {"default": ""}),
    ),
)

"""`lhr organisations settle-paths`: let every LGO stand under the office that it reports to today."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Argument, Command
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import actions


def run(options: argparse.Namespace) -> int:
    moved = actions.settle_paths(by=operator(clock.today(), options.operator))
    print(f"ย้ายสายการกำกับแล้ว {moved} แห่ง / {moved} LGOs were moved to their office of today")
    return 0


COMMAND = Command(
    words=("organisations", "settle-paths"),
    says=Words(
        "ปรับสายการกำกับของ อปท. ให้ตรงกับวันนี้ (คำขอแรกของวันทำเองอยู่แล้ว ทำซ้ำได้)",
        "let every LGO stand under its office of today; the first request of a day does so by itself, may be repeated",
    ),
    run=run,
    arguments=(Argument("--operator", "your name, for the book of changes", {"required": True}),),
)

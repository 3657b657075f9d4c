"""`lhr demo load`: enter the demonstration province into an empty register."""

from __future__ import annotations

import argparse

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.cli.demonstration import load, sheet
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    if not config.demo():
        raise CommandFailed(
            "this is not a demonstration: LHR_DEMO is not set, and invented people belong in no other"
        )
    made = load.load()
    sheet.keep(made)
    print(f"{len(made.lgos)} LGOs of the demonstration province entered")
    return 0


COMMAND = Command(
    words=("demo", "load"),
    says=Words("บันทึกจังหวัดสาธิตลงในทะเบียนว่าง", "enter the demonstration province into an empty register"),
    run=run,
)

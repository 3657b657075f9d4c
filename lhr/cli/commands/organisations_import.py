"""`lhr organisations import`: try a list of all local governments, then let it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from lhr.access.actor import operator
from lhr.cli import lists
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.followup.lgo_lists import Asked, Import
from lhr.kernel import clock, thai_date
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words


def run(options: argparse.Namespace) -> int:
    by = operator(clock.today(), options.operator or "lhr organisations import")
    try:
        asked = Asked(
            as_of=thai_date.parse(options.as_of) if options.as_of else by.day,
            events=Path(options.events).read_bytes() if options.events else b"",
            changes_on=thai_date.parse(options.changes_on) if options.changes_on else None,
            reference=options.reference,
        )
        found = Import.of(Path(options.file).read_bytes(), asked)
        print("\n".join(lists.report(found)))
        if options.check:
            found.note(by)
            print(lists.CHECKED)
        else:
            print(lists.NOTHING if found.plan.nothing_to_do else lists.applied(found.apply(by)))
    except FileNotFoundError as lost:
        raise CommandFailed(f"ไม่พบไฟล์ / no such file: {lost.filename}") from lost
    except RuleBroken as broken:
        raise CommandFailed("\n".join(lists.told(f) for f in broken.findings)) from broken
    return 0


COMMAND = Command(
    words=("organisations", "import"),
    says=Words(
        "นำเข้าบัญชี อปท. (ตรวจไฟล์ก่อนทุกครั้ง ทำซ้ำได้)",
        "let in a list of all LGOs: check it with --check first, then apply the same file; may be repeated",
    ),
    run=run,
    arguments=(
        Argument(
            "file",
            "CSV or .xlsx: DLA's code list or the list of all LGOs; see docs/operate/organisations.md",
        ),
        Argument("--check", "only say what would be done, row by row", {"action": "store_true"}),
        Argument("--as-of", "the day of the list, in the Buddhist era, such as 9/9/2563; today unless given"),
        Argument("--events", "CSV of status changes, renamings and mergers, which date the differences"),
        Argument("--changes-on", "the day of those differences that no event dates, Buddhist era"),
        Argument("--reference", "the announcement or letter for those differences", {"default": ""}),
        Argument("--operator", "your name, for the book of changes", {"default": ""}),
    ),
)

"""`lhr reference import`: bring one of the plain lists into line with a file."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli import reference_files
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.standards import actions, planning
from lhr.standards.files import IMPORTED

_PROFILE = "reference-list"


def run(options: argparse.Namespace) -> int:
    if options.table not in IMPORTED:
        raise CommandFailed(f"ไม่มีบัญชี {options.table} / no such list; there are: {', '.join(sorted(IMPORTED))}")
    by = operator(clock.today(), options.operator or "lhr reference import")
    data = reference_files.read(options.file)
    try:
        plan = planning.plain_list(options.table, data)
        print("\n".join(reference_files.report(plan)))
        if options.check:
            print(reference_files.note(by, plan, data, _PROFILE, options.table))
        else:
            print(
                reference_files.let_in(
                    by,
                    data,
                    _PROFILE,
                    options.table,
                    lambda: actions.apply_list(by=by, plan=plan, reason=options.reason),
                )
            )
    except RuleBroken as broken:
        raise reference_files.refused(broken) from broken
    return 0


COMMAND = Command(
    words=("reference", "import"),
    says=Words(
        "นำเข้าบัญชีมาตรฐานหนึ่งบัญชีจากไฟล์ (ตรวจไฟล์ก่อนทุกครั้ง ทำซ้ำได้)",
        "let in one list of reference data: check it with --check first, then apply the same file; may be repeated",
    ),
    run=run,
    arguments=(
        Argument("table", "the list, such as leave_types or double_time_periods"),
        Argument("file", "CSV in UTF-8 with the columns of the list; see docs/operate/reference-data.md"),
        Argument("--check", "only say what would be done", {"action": "store_true"}),
        Argument("--reason", "the announcement or letter; it stands in the book", {"default": ""}),
        Argument("--operator", "your name, for the book of changes", {"default": ""}),
    ),
)

"""`lhr salary-schedule import`: try a file of a salary schedule, then let it in."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli import reference_files
from lhr.cli.command import Argument, Command
from lhr.kernel import clock, thai_date
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.standards import actions, planning
from lhr.standards.planning import About
from lhr.standards.rules import PayEngine, Status

_PROFILE = "salary-schedule"


def run(options: argparse.Namespace) -> int:
    by = operator(clock.today(), options.operator or "lhr salary-schedule import")
    data = reference_files.read(options.file)
    try:
        about = _about(options)
        plan = planning.schedule(data, about)
        print("\n".join(reference_files.report(plan)))
        if options.check:
            print(reference_files.note(by, plan, data, _PROFILE, about.parameters))
        else:
            print(
                reference_files.let_in(
                    by,
                    data,
                    _PROFILE,
                    about.parameters,
                    lambda: actions.apply_schedule(by=by, plan=plan, reason=options.reason),
                )
            )
    except RuleBroken as broken:
        raise reference_files.refused(broken) from broken
    return 0


def _about(options: argparse.Namespace) -> About:
    return About(
        code=options.code,
        name=options.name,
        engine=PayEngine(options.engine),
        kinds=tuple(kind for kind in options.kinds.replace(",", " ").split() if kind),
        starts=thai_date.parse(options.starts),
        last_day=thai_date.parse(options.last_day) if options.last_day else None,
        source=options.source,
        status=Status(options.status),
        invented=options.invented,
    )


COMMAND = Command(
    words=("salary-schedule", "import"),
    says=Words(
        "นำเข้าบัญชีเงินเดือนหนึ่งฉบับ (ตรวจไฟล์ก่อนทุกครั้ง ทำซ้ำได้)",
        "let in one version of a salary schedule: check it with --check first, then apply the same file",
    ),
    run=run,
    arguments=(
        Argument("file", "CSV in UTF-8; the columns of each engine stand in docs/operate/reference-data.md"),
        Argument(
            "--code", "the same for all versions; ACCOUNT_5 is compared with the known cells", {"required": True}
        ),
        Argument("--name", "as the announcement calls it", {"required": True}),
        Argument("--engine", "STEP, PERCENT, FLAT or WAGE", {"required": True, "choices": list(PayEngine)}),
        Argument("--kinds", "kinds of staff by code, separated by commas", {"required": True}),
        Argument("--starts", "first day in force, Buddhist era, such as 1/1/2559", {"required": True}),
        Argument("--last-day", "last day in force; in force until further notice unless given"),
        Argument("--source", "the announcement: body, number, date", {"required": True}),
        Argument("--status", "C certain, P probable, U unverified", {"default": "U", "choices": list(Status)}),
        Argument("--invented", "ตัวอย่าง: not an announced one; refused in production", {"action": "store_true"}),
        Argument("--check", "only say what would be done", {"action": "store_true"}),
        Argument("--reason", "why it is let in in spite of a warning; it stands in the book", {"default": ""}),
        Argument("--operator", "your name, for the book of changes", {"default": ""}),
    ),
)

"""`lhr demo load`: enter the demonstration province into an empty register."""

from __future__ import annotations

import argparse
from typing import Any

from lhr import config
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.cli.demonstration import load, sheet, tree
from lhr.cli.demonstration.size import SHOWN, Size, first_lgos
from lhr.kernel.words import Words


def run(options: argparse.Namespace) -> int:
    if not config.demo():
        raise CommandFailed(
            "this is not a demonstration: LHR_DEMO is not set, and invented people belong in no other"
        )
    planned = first_lgos(tree.lgos(), options.lgos) if options.lgos else None
    made = load.load(planned, Size(options.whole, options.few, options.more, options.seed))
    sheet.keep(made)
    print(f"{len(made.lgos)} LGOs of the demonstration province entered")
    return 0


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"{number} is below 0")
    return number


def _number(default: int) -> dict[str, Any]:
    return {"type": _count, "default": default, "metavar": "N"}


COMMAND = Command(
    words=("demo", "load"),
    says=Words("บันทึกจังหวัดสาธิตลงในทะเบียนว่าง", "enter the demonstration province into an empty register"),
    run=run,
    arguments=(
        Argument("--seed", "people and careers follow from it", _number(SHOWN.seed)),
        Argument("--lgos", "how many LGOs of the province, the visitors' first (all)", _number(0)),
        Argument("--whole", "in how many LGOs everybody has a career", _number(SHOWN.whole)),
        Argument("--few", "how many people have one in each of the others", _number(SHOWN.few)),
        Argument("--more", "people beyond the five posts of an LGO, where everybody has one", _number(SHOWN.more)),
    ),
)

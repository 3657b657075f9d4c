"""`lhr rules-doc`."""

from __future__ import annotations

import argparse

from lhr.cli import documents
from lhr.cli.command import Command
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    print(documents.write("rules"))
    return 0


COMMAND = Command(
    words=("rules-doc",),
    says=Words("เขียน docs/rules.md จากโปรแกรม", "write docs/rules.md from the code"),
    run=run,
)

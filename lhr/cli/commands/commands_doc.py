"""`lhr commands-doc`."""

from __future__ import annotations

import argparse

from lhr.cli import documents
from lhr.cli.command import Command
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    print(documents.write("commands"))
    return 0


COMMAND = Command(
    words=("commands-doc",),
    says=Words("เขียน docs/commands.md จากโปรแกรม", "write docs/commands.md from the code"),
    run=run,
)

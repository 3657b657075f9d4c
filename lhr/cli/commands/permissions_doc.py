"""`lhr permissions-doc`."""

from __future__ import annotations

import argparse

from lhr.cli import documents
from lhr.cli.command import Command
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    print(documents.write("permissions"))
    return 0


COMMAND = Command(
    words=("permissions-doc",),
    says=Words("เขียน docs/permissions.md จากโปรแกรม", "write docs/permissions.md from the code"),
    run=run,
)

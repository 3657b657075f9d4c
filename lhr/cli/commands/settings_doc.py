"""`lhr settings-doc`."""

from __future__ import annotations

import argparse

from lhr.cli import documents
from lhr.cli.command import Command
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    print(documents.write("settings"))
    return 0


COMMAND = Command(
    words=("settings-doc",),
    says=Words("เขียน docs/settings.md จากโปรแกรม", "write docs/settings.md from the code"),
    run=run,
)

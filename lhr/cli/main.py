"""`lhr …`: reads the words and arguments, opens Django and runs the command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured

from lhr.cli.command import Command, CommandFailed, commands


def main(typed: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when it did what was asked, 1 when it could not, 2 when it was not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    try:
        django.setup()
        options = parser(list(commands().values())).parse_args(typed)
        chosen: Command = options.command
        return chosen.run(options)
    except (CommandFailed, ImproperlyConfigured) as why:
        print(f"lhr: {why}", file=sys.stderr)
        return 1


def parser(known: list[Command]) -> argparse.ArgumentParser:
    """Return the parser of all commands; `lhr demo load` is a branch `demo` with a leaf `load`."""
    root = argparse.ArgumentParser(prog="lhr", description="ศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ (LHR)")
    branches: dict[tuple[str, ...], Any] = {(): root.add_subparsers(required=True, metavar="command")}
    for command in known:
        for depth in range(1, len(command.words)):
            trunk = command.words[:depth]
            if trunk not in branches:
                branch = branches[trunk[:-1]].add_parser(trunk[-1])
                branches[trunk] = branch.add_subparsers(required=True, metavar="command")
        leaf = branches[command.words[:-1]].add_parser(
            command.words[-1], help=command.says.th, description=f"{command.says.th} / {command.says.en}"
        )
        for argument in command.arguments:
            leaf.add_argument(argument.name, help=argument.says, **argument.options)
        leaf.set_defaults(command=command)
    return root

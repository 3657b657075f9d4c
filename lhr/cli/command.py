"""What a command is, and how the commands are found: a file in `commands/` that holds one named COMMAND."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lhr.kernel.words import Words


class CommandFailed(Exception):
    """The command could not do what was asked; the text says why and what to do. Printed without a traceback."""


@dataclass(frozen=True)
class Argument:
    """One argument, as argparse takes it."""

    name: str
    says: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """`words` are what is typed after `lhr`; `run` returns the exit code."""

    words: tuple[str, ...]
    says: Words
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[Argument, ...] = ()


def commands() -> dict[tuple[str, ...], Command]:
    """Return every command by its words, in alphabetical order."""
    from lhr.cli import commands as folder

    found = [
        importlib.import_module(f"{folder.__name__}.{m.name}") for m in pkgutil.iter_modules(folder.__path__)
    ]
    return {command.words: command for command in sorted((m.COMMAND for m in found), key=lambda c: c.words)}

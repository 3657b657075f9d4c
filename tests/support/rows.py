"""The rows of assurance.md section 6: how large a test of one is in this run, with which seed, and what it counted.

`row` is small in the quick run and of the row's full size with --assurance. What a test counted is printed at the end
and, with --figures, written for `run.py assurance`.
"""

from __future__ import annotations

import json
import random
import secrets
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest

QUICK_SEED = 2561
_figures: list[Figure] = []


@dataclass
class Figure:
    """What one test of one row counted; `goal` is what the row asks for."""

    row: str
    test: str
    figure: str
    goal: str
    seed: int
    seconds: float
    engine: str


@dataclass
class Row:
    """One test of a row. `random` is seeded: fixed in the quick run, new (and printed) in the long one."""

    name: str
    test: str
    full: bool
    seed: int
    engine: str
    began: float = field(default_factory=time.monotonic)
    random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def size(self, quick: int, full: int) -> int:
        return full if self.full else quick

    def counted(self, figure: str, goal: str) -> None:
        """Say what was counted, before it is asserted: a red row shows its figure too."""
        seconds = round(time.monotonic() - self.began, 1)
        _figures.append(Figure(self.name, self.test, figure, goal, self.seed, seconds, self.engine))


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Row:
    """The row named by the test's mark `assurance`."""
    config, marker = request.config, request.node.get_closest_marker("assurance")
    full, asked = bool(config.option.assurance), config.option.seed
    seed = asked if asked is not None else secrets.randbelow(2**31) if full else QUICK_SEED
    return Row(marker.args[0], request.node.nodeid.split("[", 1)[0], full, seed, config.option.database)


def told() -> list[str]:
    return [
        f"{one.row} {one.engine}: {one.figure} (goal: {one.goal}; seed {one.seed}; {one.seconds} s)" for one in _figures
    ]


def write(config: pytest.Config) -> None:
    """Write what was counted in this run, for the program that asked for it."""
    if config.option.figures:
        Path(config.option.figures).write_text(json.dumps([asdict(one) for one in _figures]), encoding="utf-8")

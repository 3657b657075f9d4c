#!/usr/bin/env python3
"""LHR's launcher: standard library only, so that it runs on a fresh machine.

python3 run.py demo          the demonstration: server, worker, card agent with simulated cards; Ctrl-C ends it
python3 run.py demo-check    the main job over HTTP against the running demonstration, one line a step
python3 run.py demo-reset    throw the demonstration's data away and start over at the next `demo`
python3 run.py test          every quick test on SQLite and PostgreSQL, with the static checks
python3 run.py bench         measure (some 15 minutes), and write benchmarks/results; docs/bench.md says more
python3 run.py assurance     docs/assurance.md's rows at full size (`assurance A2 P1`: those) and long properties
python3 run.py setup         only make .venv (setup-test: with what the tests need)
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tools import assurance, checks, demo, environment, measures


def setup(_: list[str]) -> int:
    environment.ready()
    return 0


def setup_test(_: list[str]) -> int:
    environment.ready(test=True)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo.run,
    "demo-check": demo.check,
    "demo-reset": demo.reset,
    "test": checks.run,
    "bench": measures.bench,
    "assurance": assurance.run,
    "setup": setup,
    "setup-test": setup_test,
}


def main(words: list[str]) -> int:
    command = COMMANDS.get(words[0]) if words else None
    if command is None:
        print(__doc__)
        return 0 if words in (["-h"], ["--help"]) else 2
    try:
        return command(words[1:])
    except environment.CannotSetUp as why:
        print(f"lhr: {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

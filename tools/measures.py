"""`run.py bench` and `run.py assurance`: what takes longer than a quick test may."""

from __future__ import annotations

import os
import subprocess

from tools import environment
from tools.environment import ROOT, say


def bench(words: list[str]) -> int:
    """Run the named benchmarks, or all of them at province size on both engines (benchmarks/__main__.py says more)."""
    python = str(environment.ready(test=True))
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LHR_")}
    return subprocess.run([python, "-m", "benchmarks", *words], cwd=ROOT, env=plain, check=False).returncode


def assurance(words: list[str]) -> int:
    """Run the property tests at their long sizes on both engines; words choose by name, as pytest's -k."""
    python = str(environment.ready(test=True))
    which = ["-k", " or ".join(words)] if words else []
    codes = []
    for engine in ("sqlite", "postgresql"):
        say(f"property tests at their long sizes, {engine} …")
        command = [python, "-m", "pytest", "-q", "--no-header", "-m", "hypothesis or long", "--assurance",
                   "--nothing-skipped", "--durations=10", "--database", engine, *which]  # fmt: skip
        codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return max(code for code in codes)

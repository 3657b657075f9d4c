"""`run.py bench`: what takes longer than a quick test may."""

from __future__ import annotations

import os
import subprocess

from tools import environment
from tools.environment import ROOT


def bench(words: list[str]) -> int:
    """Run the named benchmarks, or all of them at province size on both engines (benchmarks/__main__.py says more)."""
    python = str(environment.ready(test=True))
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LHR_")}
    return subprocess.run([python, "-m", "benchmarks", *words], cwd=ROOT, env=plain, check=False).returncode

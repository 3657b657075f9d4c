"""`run.py bench`: what takes longer than a quick test may."""

from __future__ import annotations

import os
import subprocess

from tools import environment
from tools.environment import ROOT, say


def bench(words: list[str]) -> int:
    """Run the named benchmarks, or all of them, one after another."""
    python = str(environment.ready(test=True))
    files = sorted((ROOT / "benchmarks").glob("b_*.py"))
    chosen = [f for f in files if not words or f.stem.removeprefix("b_") in words]
    if not chosen:
        say("no such benchmark; there are: " + ", ".join(f.stem.removeprefix("b_") for f in files))
        return 2
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LHR_")}
    codes = [
        subprocess.run([python, "-m", f"benchmarks.{f.stem}"], cwd=ROOT, env=plain, check=False).returncode
        for f in chosen
    ]
    return max(codes)

"""`run.py bench` and `run.py assurance`: what takes longer than a quick test may."""

from __future__ import annotations

import os
import shutil
import subprocess

from tools import checks, environment
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


def assurance(words: list[str]) -> int:
    """Run the long tests and the long sizes of the property tests, on both engines; words choose by name (-k)."""
    python = str(environment.ready(test=True))
    checks.install_from_debian({"debootstrap": shutil.which("debootstrap") is not None})
    which = ["-k", " or ".join(words)] if words else []
    codes = []
    for engine in ("sqlite", "postgresql"):
        say(f"property tests at their long sizes, {engine} …")
        command = [python, "-m", "pytest", "-q", "--no-header", "-m", "hypothesis or long", "--assurance",
                   "--nothing-skipped", "--durations=10", "--database", engine, *which]  # fmt: skip
        codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return max(code for code in codes)

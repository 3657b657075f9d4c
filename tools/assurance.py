"""The rows of the assurance plan (tests/assurance/rows.csv): which tests show each, what the last long run counted, and
the page docs/assurance.md that says both."""

from __future__ import annotations

import csv
import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import checks, environment
from tools.environment import ROOT, say

TABLE = ROOT / "tests" / "assurance" / "rows.csv"
RESULTS = ROOT / "tests" / "assurance" / "results.json"
PAGE = ROOT / "docs" / "assurance.md"
ENGINES = ("sqlite", "postgresql")
_HEAD = """# Assurance

Made by `python3 run.py assurance --page` from tests/assurance; do not edit. A row runs at its quick size in
`python3 run.py test` and at its full size in `python3 run.py assurance ROW`. The figures are those of the last long run
of each row on each engine; a row without one has not been run at full size.

| row | shows | quick run | full run | last full run | tests |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    row: str
    area: str
    quick: str
    full: str
    tests: tuple[str, ...]
    notes: str

    @property
    def done(self) -> bool:
        return bool(self.full)


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**{**one, "tests": tuple(one["tests"].split())}) for one in csv.DictReader(file)]  # type: ignore[arg-type]


def cut(*, quick: bool) -> list[str]:
    """Say which rows this run leaves out, one line each."""
    if quick:
        return [f"not done: {one.row}" for one in rows() if not one.quick]
    return [f"not done: {one.row} ({one.notes or 'not built'})" for one in rows() if not one.done]


def run(words: list[str]) -> int:
    """Run the rows named (all without a name) at full size on both engines; any other word chooses as pytest's -k."""
    if words == ["--page"]:
        return write_page()
    environment.ready(test=True)
    # The package of the card program is installed on a fresh machine, made by debootstrap.
    checks.install_from_debian({"debootstrap": shutil.which("debootstrap") is not None})
    known = {one.row: one for one in rows()}
    chosen = [known[word] for word in words if word in known]
    others = [word for word in words if word not in known]
    codes = [_run_row(one) for one in (chosen if words else known.values()) if one.done]
    for one in chosen:
        if not one.done:
            say(f"not done: {one.row} ({one.notes or 'not built'})")
            codes.append(1)  # in this run what is not done is red
    if others or not words:
        codes.append(_properties(others))
    if not words:
        print("\n".join(cut(quick=False)))
    write_page()
    return max(codes, default=0)


def _run_row(one: Row) -> int:
    say(f"{one.row}, {one.area}: {one.full} …")
    codes = [_run_on(engine, one) for engine in ENGINES]
    return max(codes)


def _run_on(engine: str, one: Row) -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures, began = Path(folder) / "figures.json", time.monotonic()
        command = [*_pytest(engine), "--figures", str(figures), *one.tests]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        counted = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else []
    # 5: nothing to run on this engine, as for tests without a database on PostgreSQL.
    if code != 5:
        _keep(one, engine, code, round(time.monotonic() - began), counted)
    return 0 if code == 5 else code


def _pytest(engine: str) -> list[str]:
    python = str(environment.ready(test=True))
    return [python, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", "--assurance", "--nothing-skipped",
            "--durations=5", "--database", engine]  # fmt: skip


def _keep(one: Row, engine: str, code: int, seconds: int, counted: list[dict[str, Any]]) -> None:
    """Put what was counted beside the results of the other rows, instead of this row's earlier ones."""
    kept = [r for r in results() if (r["row"], r["engine"]) != (one.row, engine)]
    figures = [r for r in counted if r["row"] == one.row]
    kept.append(
        {
            "row": one.row,
            "engine": engine,
            "green": code == 0,
            "figure": "; ".join(r["figure"] for r in figures) or f"its tests {'passed' if code == 0 else 'failed'}",
            "goal": "; ".join(r["goal"] for r in figures) or "its tests pass",
            "seed": [r["seed"] for r in figures],
            "seconds": seconds,
            "on": time.strftime("%Y-%m-%d"),
            "versions": {"python": platform.python_version(), "system": platform.release(), "lhr": _commit()},
        }
    )
    kept.sort(key=lambda r: (r["row"], r["engine"]))
    RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def results() -> list[dict[str, Any]]:
    return list(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else []


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _properties(words: list[str]) -> int:
    """The property tests and what is marked `long`, at their long sizes."""
    which = ["-k", " or ".join(words)] if words else []
    codes = []
    for engine in ENGINES:
        say(f"property tests at their long sizes, {engine} …")
        command = [*_pytest(engine), "-m", "(hypothesis or long) and not assurance", *which]
        codes.append(subprocess.run(command, cwd=ROOT, check=False, env={**os.environ}).returncode)
    return max(codes)


def page() -> str:
    """Return docs/assurance.md as the table and the results make it."""
    return _HEAD + "".join(f"| {' | '.join(_cells(one))} |\n" for one in rows())


def _cells(one: Row) -> list[str]:
    mine = [r for r in results() if r["row"] == one.row]
    said = "<br>".join(
        f"{'green' if r['green'] else 'RED'} {r['on']}, {r['engine']}: {r['figure']} ({r['seconds']} s)" for r in mine
    )
    tests = "<br>".join(f"`{name}`" for name in one.tests)
    notes = f"{one.area}; {one.notes}" if one.notes else one.area
    return [one.row, notes, one.quick or "not done", one.full or "not done", said or "–", tests or "–"]


def write_page() -> int:
    PAGE.write_text(page(), encoding="utf-8")
    return 0

"""How a figure is taken and kept."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"
ROUNDS = 5
SECONDS_A_ROUND = 1.0


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was reached, against what, and the goal of docs (empty where none is set)."""

    what: str
    reached: str
    raw: str
    ratio: float | None
    goal: str
    met: bool | None


def rate(work: Callable[[], object], seconds: float = SECONDS_A_ROUND) -> float:
    """Return how many times a second `work` runs in this process."""
    began, times = time.perf_counter(), 0
    while (spent := time.perf_counter() - began) < seconds:
        work()
        times += 1
    return times / spent


def interleaved(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median rate of each work; they take turns, so that a busy machine hurts all alike."""
    for work in works:
        work()
    taken = [[rate(work) for work in works] for _ in range(rounds)]
    return [statistics.median(of_one) for of_one in zip(*taken, strict=True)]


def machine() -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{memory} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def keep(name: str, title: str, figures: Sequence[Figure]) -> int:
    """Print the figures, write results/NAME.json and the table of all. Return 1 when a goal was missed."""
    RESULTS.mkdir(exist_ok=True)
    made = {"title": title, "machine": machine(), "figures": [asdict(f) for f in figures]}
    (RESULTS / f"{name}.json").write_text(
        json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"\n{title}")
    for figure in figures:
        print("  " + _line(asdict(figure)))
    _write_table()
    return int(any(f.met is False for f in figures))


def _line(figure: dict[str, object]) -> str:
    ratio = "" if figure["ratio"] is None else f"ratio {figure['ratio']:.2f}"
    met = {True: "reached", False: "MISSED", None: ""}[figure["met"]]  # type: ignore[index]
    parts = [figure["what"], figure["reached"], f"raw {figure['raw']}" if figure["raw"] else "", ratio]
    return " · ".join(str(p) for p in [*parts, f"goal {figure['goal']}" if figure["goal"] else "", met] if p)


def _write_table() -> None:
    lines = [
        "# Results",
        "",
        "Written by `python3 run.py bench`. Ratios count; absolute figures belong to one machine.",
        "",
    ]
    for path in sorted(RESULTS.glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        lines += [
            f"## {kept['title']}",
            "",
            "| what | reached | raw | ratio | goal | |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_row(f) for f in kept["figures"]]
        lines += ["", "Machine: " + ", ".join(f"{k} {v}" for k, v in kept["machine"].items()), ""]
    (RESULTS / "README.md").write_text("\n".join(lines), encoding="utf-8")


def _row(figure: dict[str, object]) -> str:
    ratio = "" if figure["ratio"] is None else f"{figure['ratio']:.2f}"
    met = {True: "reached", False: "missed", None: ""}[figure["met"]]  # type: ignore[index]
    cells = (figure["what"], figure["reached"], figure["raw"], ratio, figure["goal"], met)
    return "| " + " | ".join(str(c) for c in cells) + " |"

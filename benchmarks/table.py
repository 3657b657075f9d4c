"""The table of results: one line a figure, by the goal's number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_HEAD = """# Results

Written by `python3 run.py bench`; the goals (P-..) are those of the project's performance paper. Ratios count; absolute
figures belong to one machine. Clients run on the same two cores as the server and the database. PostgreSQL is durable
(fsync, synchronous commit); SQLite is WAL with synchronous=FULL. Sizes: province 6,000 people in service and 123,000
lines, nation 400,000 and some 8 million, town 150. How it is measured: docs/bench.md.
"""
_COLUMNS = ("goal", "what", "engine", "size", "reached", "raw", "ratio", "asked for", "")
_MET = {True: "reached", False: "missed", None: ""}


def page(results: Mapping[str, Any], drawn: Sequence[str], quiet: float) -> str:
    rows = [
        (figure["goal_number"] or "–", kept, figure) for kept in results.values() for figure in kept["figures"]
    ]
    rows.sort(key=lambda row: (row[0] == "–", row[0]))
    lines = [_HEAD, *(f"![{name}]({name})\n" for name in drawn)]
    lines += ["| " + " | ".join(_COLUMNS) + " |", "|" + "---|" * len(_COLUMNS)]
    lines += ["| " + " | ".join(_cells(*row)) + " |" for row in rows]
    lines += ["", "## Runs", "", "| run | on | load average before | machine |", "|---|---|---|---|"]
    for name, kept in results.items():
        noise = kept["load_average_before"]
        noisy = f"{noise} (busy: not to be quoted)" if noise > quiet else f"{noise}"
        described = ", ".join(f"{k} {v}" for k, v in kept["machine"].items())
        lines.append(f"| {name} | {kept['on']} | {noisy} | {described} |")
    return "\n".join(lines) + "\n"


def _cells(number: str, kept: Mapping[str, Any], figure: Mapping[str, Any]) -> tuple[str, ...]:
    ratio = "" if figure["ratio"] is None else f"{figure['ratio']:.2f}"
    return (
        number, figure["what"], kept["engine"], kept["size"], figure["reached"], figure["raw"], ratio,
        figure["goal"], _MET[figure["met"]],
    )  # fmt: skip


def sentence(figure: Mapping[str, Any]) -> str:
    """Return a figure as one line of the terminal."""
    ratio = "" if figure["ratio"] is None else f"ratio {figure['ratio']:.2f}"
    raw, goal = figure["raw"] and f"raw {figure['raw']}", figure["goal"] and f"goal {figure['goal']}"
    met = _MET[figure["met"]].replace("missed", "MISSED")
    parts = [figure["goal_number"], figure["what"], figure["reached"], raw, ratio, goal, met]
    return " · ".join(part for part in parts if part)

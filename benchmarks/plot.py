"""The plots beside the table, as SVG written by hand: two small pictures need no library.

`goals.svg`: each figure that has a goal, on a logarithmic axis: right of the line the goal is reached.
`rollout.svg`: p95 of the rollout day's requests over the rate of sign-ins.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

GOOD, BAD, INK, FAINT = "#1b7f4b", "#b3261e", "#222222", "#d0d0d0"
ENGINES = {"sqlite": "#2f6db3", "postgresql": "#b0651b"}
WIDTH, LEFT, RIGHT, ROW, TOP = 1000, 560, 70, 22, 56
LOWEST, HIGHEST = 0.01, 100.0
P95_MS = 300


def draw(results: Mapping[str, Any], folder: Path) -> list[str]:
    """Write the pictures that there are figures for; return their names."""
    made = {"goals.svg": _goals(results), "rollout.svg": _rollout(results)}
    for name, svg in made.items():
        if svg:
            (folder / name).write_text(svg, encoding="utf-8")
    return [name for name, svg in made.items() if svg]


def _goals(results: Mapping[str, Any]) -> str:
    rows = [
        (f["goal_number"], f["what"], kept["engine"], kept["size"], f["of_goal"])
        for kept in results.values() for f in kept["figures"] if f["of_goal"] is not None
    ]  # fmt: skip
    if not rows:
        return ""
    rows.sort()
    height = TOP + ROW * len(rows) + 20
    parts = [
        _text(20, 20, "How many times better than the goal (logarithmic; 1 = just reached)", weight="bold"),
        *(_tick(value, height) for value in (0.01, 0.1, 1.0, 10.0, 100.0)),
    ]
    for nth, (number, what, engine, size, of_goal) in enumerate(rows):
        y = TOP + ROW * nth
        label = " · ".join(part for part in (number, _short(what), engine, size) if part)
        shown = min(max(of_goal, LOWEST), HIGHEST)
        start, end = sorted((_x(1.0), _x(shown)))
        colour = GOOD if of_goal >= 1 else BAD
        parts += [
            _text(LEFT - 10, y + 14, label, anchor="end", size=12),
            f'<rect x="{start:.1f}" y="{y + 4}" width="{max(end - start, 2):.1f}" height="{ROW - 8}" fill="{colour}"/>',
            _text(WIDTH - 10, y + 14, f"{of_goal:.2g}", anchor="end", size=12, colour=colour),
        ]
    return _svg(height, parts)


def _x(value: float) -> float:
    span = math.log10(HIGHEST) - math.log10(LOWEST)
    return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(value) - math.log10(LOWEST)) / span


def _tick(value: float, height: int) -> str:
    x, colour = _x(value), INK if value == 1 else FAINT
    line = f'<line x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{height - 14}" stroke="{colour}"/>'
    return line + _text(x, TOP - 12, f"{value:g}", anchor="middle", size=12)


def _short(what: str) -> str:
    """The figure's name without what is said beside it."""
    return what.partition(" (")[0].partition(", p95")[0]


def _rollout(results: Mapping[str, Any]) -> str:
    lines = {
        f"{kept['engine']} ({kept['size']})": (kept["engine"], kept["stages"])
        for kept in results.values() if kept.get("stages")
    }  # fmt: skip
    if not lines:
        return ""
    stages = [stage for _, mine in lines.values() for stage in mine]
    most = max(26.0, *(s["rate"] for s in stages)) * 1.08
    area = _Area(70, 60, 860, 320, most, 10.0, max(1000.0, *(s["p95_ms"] for s in stages)))
    parts = [
        _text(70, 24, "Rollout day: p95 of all requests over sign-ins started a second (open loop)", weight="bold"),
        *area.grid(),
        area.level(P95_MS, "goal: p95 300 ms"),
        area.upright(26, "26/s: 15,700 officers in ten minutes"),
    ]
    for nth, (name, (engine, mine)) in enumerate(lines.items()):
        colour = ENGINES.get(engine, INK)
        parts += area.line(sorted(mine, key=lambda s: s["rate"]), colour)
        parts += [_text(90 + 260 * nth, 440, f"● {name}", colour=colour)]
    parts.append(_text(930, 440, "hollow: errors or officers waiting", anchor="end", size=12))
    return _svg(460, parts)


class _Area:
    """The field of the second picture: the rate from left to right, milliseconds upwards on a logarithmic axis."""

    def __init__(self, x: int, y: int, width: int, height: int, most: float, low: float, high: float) -> None:
        self.x, self.y, self.width, self.height = x, y, width, height
        self.most, self.low, self.high = most, low, high

    def across(self, rate: float) -> float:
        return self.x + self.width * rate / self.most

    def up(self, ms: float) -> float:
        span = math.log10(self.high / self.low)
        return self.y + self.height * (1 - math.log10(max(ms, self.low) / self.low) / span)

    def grid(self) -> list[str]:
        bottom, right = self.y + self.height, self.x + self.width
        size = f'width="{self.width}" height="{self.height}"'
        made = [f'<rect x="{self.x}" y="{self.y}" {size} fill="none" stroke="{FAINT}"/>']
        for ms in (10, 30, 100, 300, 1000, 3000, 10000):
            if self.low <= ms <= self.high:
                at = self.up(ms)
                made.append(f'<line x1="{self.x}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="{FAINT}"/>')
                made.append(_text(self.x - 8, at + 4, f"{ms} ms", anchor="end", size=12))
        step = 2 if self.most < 20 else 5 if self.most < 60 else 10
        rates = range(0, int(self.most) + 1, step)
        made += [_text(self.across(rate), bottom + 18, f"{rate}", anchor="middle", size=12) for rate in rates]
        made.append(_text(right, bottom + 36, "sign-ins started a second", anchor="end", size=12))
        return made

    def level(self, ms: float, said: str) -> str:
        at, right = self.up(ms), self.x + self.width
        line = f'<line x1="{self.x}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="{INK}" stroke-dasharray="6 4"/>'
        return line + _text(right - 6, at - 6, said, anchor="end", size=12)

    def upright(self, rate: float, said: str) -> str:
        at = self.across(rate)
        ends = f'x1="{at:.1f}" y1="{self.y}" x2="{at:.1f}" y2="{self.y + self.height}"'
        line = f'<line {ends} stroke="{INK}" stroke-dasharray="2 4"/>'
        return line + _text(at - 6, self.y + 16, said, anchor="end", size=12)

    def line(self, stages: Sequence[Mapping[str, Any]], colour: str) -> list[str]:
        points = [(self.across(s["rate"]), self.up(s["p95_ms"]), s["clean"]) for s in stages]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        made = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
        return made + [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour if clean else "#ffffff"}" stroke="{colour}"/>'
            for x, y, clean in points
        ]


def _text(
    x: float, y: float, said: str, *, anchor: str = "start", size: int = 14, weight: str = "normal", colour: str = INK
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(said)}</text>'
    )


def _svg(height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="sans-serif"><rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )

"""Draw the demonstration's salary schedules through the known cells, and write it.

python3 tools/invented_schedule.py

Everything between the known cells is invented: straight lines, rounded to ten baht. It is labelled ตัวอย่าง wherever
it is shown and refused where real officers work. Written once; a test compares the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KNOWN = ROOT / "lhr/standards/data/known_pay_cells.csv"
DRAWN = ROOT / "lhr/cli/demonstration/data/invented_steps.csv"
WAGES = ROOT / "lhr/cli/demonstration/data/invented_wages.csv"
SCHEDULE = "ACCOUNT_5"
# First month and rise a half step of each group: round figures that nobody takes for an announced table.
GROUPS = {"1000": (5000, 150), "2000": (8000, 200), "3000": (10000, 400), "4000": (25000, 600)}
HALF, TEN = Decimal("0.5"), Decimal(10)
# Ends that no known cell gives: where a level begins or stops is as invented as what lies between. Three tops follow
# from published figures of vacant posts (domain.md 5.2).
ENDS: dict[str, dict[str, int]] = {
    "OPERATIONAL": {"32.5": 25750},
    "EXPERIENCED": {"31": 40900},  # from vacancy figures
    "SENIOR": {},
    "PRACTITIONER": {"32.5": 32260},
    "PROFESSIONAL": {"32.5": 49480},  # from vacancy figures
    "SENIOR_PROFESSIONAL": {"30": 63100},
    "EXPERT": {"29.5": 70030},
    "DIRECTOR_LOW": {"32.5": 50170},  # from vacancy figures
    "DIRECTOR_MIDDLE": {"30": 64190},
    "DIRECTOR_HIGH": {"29.5": 71240},
    "ADMIN_LOW": {"1": 15980, "32.5": 50920},
    "ADMIN_MIDDLE": {"1": 22700, "30": 65180},
    "ADMIN_HIGH": {},
}


def drawn() -> list[tuple[str, str, str]]:
    """Return every cell as level, step, amount."""
    return [
        (level, _written(step), str(amount)) for level, ends in ENDS.items() for step, amount in _column(level, ends)
    ]


def wages() -> list[tuple[str, ...]]:
    """Return every cell of the permanent employees' groups: group, step, month, day, hour. All of it is invented."""
    return [
        (group, _written(1 + HALF * at), str(month), f"{month / Decimal(23):.2f}", f"{month / Decimal(161):.2f}")
        for group, (first, rise) in GROUPS.items()
        for at in range(41)
        for month in (first + rise * at,)
    ]


def write() -> None:
    DRAWN.parent.mkdir(exist_ok=True)
    _write(DRAWN, ("level", "step", "amount"), drawn())
    _write(WAGES, ("group", "step", "month", "day", "hour"), wages())


def _write(path: Path, heading: tuple[str, ...], cells: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(heading)
        rows.writerows(cells)


def _column(level: str, ends: dict[str, int]) -> list[tuple[Decimal, Decimal]]:
    fixed = sorted({**_known(level), **{Decimal(step): Decimal(amount) for step, amount in ends.items()}}.items())
    cells = [fixed[0]]
    for (low, below), (high, above) in pairwise(fixed):
        steps = int((high - low) / HALF)
        cells += [
            (low + HALF * at, TEN * round((below + (above - below) * at / steps) / TEN)) for at in range(1, steps + 1)
        ]
    return cells


def _known(level: str) -> dict[Decimal, Decimal]:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return {
            Decimal(row["step"]): Decimal(row["amount"])
            for row in csv.DictReader(file)
            if (row["schedule"], row["level"]) == (SCHEDULE, level)
        }


def _written(step: Decimal) -> str:
    return str(step.normalize()) if step % 1 else str(int(step))


if __name__ == "__main__":
    write()

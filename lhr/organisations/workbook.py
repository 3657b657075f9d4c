"""Reads the first sheet of a workbook (.xlsx) in a process of its own that holds no secret, no database, no settings.

`python -I workbook.py` reads the file from its input and writes one line of JSON: the rows as texts, or null where the
file is no workbook. Run in that process it imports nothing of LHR: a hostile file, or one that unpacks into gigabytes,
meets an empty room with walls.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

MAGIC = b"PK\x03\x04"
_MEMORY_MB, _SECONDS = 1024, 30
_DIGITS_OF_A_CELL = 15  # what a spreadsheet keeps of a number


def rows(data: bytes) -> list[list[str]] | None:
    """Return the rows of the first sheet from its first row on; None when it cannot be read."""
    try:
        read = subprocess.run(  # noqa: S603 - our own program; the file comes on its input
            [sys.executable, "-I", str(Path(__file__).resolve())],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return json.loads(read.stdout) if read.returncode == 0 else None


def _text(cell: object) -> str:
    """A cell as its owner sees it: the number 5480201 without the point that the file gives it, a day as it is written
    in the lists. The codes of a list never begin with a nought, so none can have been lost."""
    if isinstance(cell, float) and cell.is_integer() and len(f"{cell:.0f}") <= _DIGITS_OF_A_CELL:
        return f"{cell:.0f}"
    return str(cell)[:10] if hasattr(cell, "isoformat") else str(cell)


def _hold_down() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such call
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MB * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> int:
    from python_calamine import CalamineError, CalamineWorkbook

    _hold_down()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError):
        found = None
    else:
        found = [[_text(cell) for cell in row] for row in cells]
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

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
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

MAGIC = b"PK\x03\x04"
_MEMORY_MB, _SECONDS = 1024, 30
_MOST_UNPACKED, _MOST_ENTRIES, _CHUNK = 100 * 1024 * 1024, 1_000, 256 * 1024
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


def _close_the_room() -> None:
    """No socket and no other program from here on: a file that names an address reaches nobody."""
    shut = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.")

    def refuse(event: str, _: object) -> None:
        if event.startswith(shut):
            raise PermissionError(f"not in this room: {event}")

    sys.addaudithook(refuse)


def _harmless(data: bytes) -> bool:
    """Unpack as a stream and count what comes out, before a reader is given it: not too much, no program, no entry that
    leaves its folder, no XML that defines or fetches anything."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        if len(entries) > _MOST_ENTRIES or any(_stranger(one.filename) for one in entries):
            return False
        for entry in entries:
            with packed.open(entry) as file:
                first = True
                while chunk := file.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > _MOST_UNPACKED or (first and b"<!DOCTYPE" in chunk.replace(b"\x00", b"")):
                        return False
                    first = False
    return True


def _stranger(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    inside = not name.lower().endswith((".zip", ".xlsx", ".xlsm", ".bin", ".js", ".exe", ".vbs"))
    return ".." in parts or parts[0] == "" or ":" in name or not inside


def _read(data: bytes, opened: Callable[[io.BytesIO], Any]) -> list[list[str]]:
    cells = opened(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in cells]


def main() -> int:
    from python_calamine import CalamineError, CalamineWorkbook

    _hold_down()
    _close_the_room()
    data = sys.stdin.buffer.read()
    try:
        found = _read(data, CalamineWorkbook.from_filelike) if _harmless(data) else None
    except (CalamineError, IndexError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        found = None
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

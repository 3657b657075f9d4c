"""A file of rows, CSV or a workbook: bytes to cells by column, or a row refused with its number and why."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lhr.kernel.rules import Finding, RuleBroken, Weight
from lhr.organisations import workbook
from lhr.organisations.rules_of_lists import OG_01

LARGEST_BYTES, MOST_ROWS = 20_000_000, 20_000
WORKBOOK = "xlsx"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# A scan, an older workbook, a letter: their first line may read like text.
_NO_TABLE = (b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_THAI = "cp874"
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one row; `raw` as it stood in the file."""

    row: int
    raw: str
    findings: tuple[Finding, ...]

    @property
    def refuses(self) -> bool:
        return any(f.weight is Weight.BLOCK for f in self.findings)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet counts, as it stood in the file, and its cells by column."""

    number: int
    raw: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before its columns are known; `cells` is None where its letters cannot be read."""

    number: int
    raw: str
    cells: list[str] | None


def table(
    data: bytes, needed: Callable[[list[str]], Iterable[str]]
) -> tuple[str, list[str], list[Line], list[Told]]:
    """Return encoding, header, lines and refused lines of a file whose columns `needed` names for a header.

    CSV in UTF-8 with or without BOM or in TIS-620 (cp874) throughout, or the first sheet of a workbook. A cell of a CSV
    never runs over a line, so one physical line is one row and a line cut short damages no other. Raises RuleBroken
    (OG-01.1, .16, .18, .19, .20) for the file as a whole.
    """
    if len(data) > LARGEST_BYTES:
        _refuse(16, have="-", most=f"{LARGEST_BYTES // 1_000_000} MB")
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        _refuse(18)
    encoding, found = _of_workbook(data) if data.startswith(workbook.MAGIC) else _of_text(data)
    if len(found) > MOST_ROWS + 1:
        _refuse(16, have=f"{len(found) - 1:,}", most=f"{MOST_ROWS:,}")
    header = (found[0].cells if found else None) or []
    _check_header(header, list(needed(header)))
    lines: list[Line] = []
    refused: list[Told] = []
    for row in found[1:]:
        _take(row, encoding, header, lines, refused)
    return encoding, header, lines, refused


def _check_header(header: list[str], needed: list[str]) -> None:
    if missing := [column for column in needed if column not in header]:
        have = ", ".join(name for name in header if name)
        _refuse(1, columns=" ".join(missing), have=(have[:_SHOWN] + "…" if len(have) > _SHOWN else have) or "–")
    if doubled := [column for column in needed if header.count(column) > 1]:
        _refuse(19, columns=" ".join(doubled))


def _take(row: _Row, encoding: str, header: list[str], lines: list[Line], refused: list[Told]) -> None:
    if row.cells is None:
        refused.append(Told(row.number, row.raw, (OG_01.finding(variant=3, encoding=encoding),)))
    elif not any(row.cells):
        return
    elif len(row.cells) != len(header):
        found = OG_01.finding(variant=2, have=len(row.cells), want=len(header))
        refused.append(Told(row.number, row.raw, (found,)))
    else:
        lines.append(Line(row.number, row.raw, dict(zip(header, row.cells, strict=True))))


def _of_workbook(data: bytes) -> tuple[str, list[_Row]]:
    rows = workbook.rows(data)
    if rows is None:
        _refuse(20)
    made = []
    for number, cells in enumerate(rows or [], start=1):
        bare = [cell.strip() for cell in cells]
        made.append(_Row(number, _shown(",".join(bare)), bare if all(map(_readable, bare)) else None))
    return WORKBOOK, made


def _of_text(data: bytes) -> tuple[str, list[_Row]]:
    raw = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    # UTF-16 says so in two bytes or, without them, shows itself by a NUL in its heading; an older workbook likewise.
    if data[:2] in _UTF16 or data.startswith(_NO_TABLE) or b"\x00" in raw[0]:
        _refuse(20)
    encoding = _encoding(raw)
    found = list(_text_rows(raw, encoding))
    if found[0].cells is None:  # a heading that is no text in any letters
        _refuse(20)
    return encoding, found


def _text_rows(raw: list[bytes], encoding: str) -> Iterator[_Row]:
    for number, bare in enumerate(raw, start=1):
        text = _decoded(bare, encoding)
        shown = _shown(bare.decode(encoding, errors="replace")) if text is None else text
        yield _Row(number, shown, None if text is None else _cells(text))


def _refuse(variant: int, **values: str) -> None:
    raise RuleBroken([OG_01.finding(variant=variant, **values)])


def _encoding(raw: list[bytes]) -> str:
    """Return utf-8 unless every line with other than plain letters fails as such: then it is the Thai code page."""
    thai = [line for line in raw if not line.isascii()]
    return _THAI if thai and not any(_decoded(line, "utf-8") for line in thai) else "utf-8"


def _decoded(line: bytes, encoding: str) -> str | None:
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _readable(text) else None


def _shown(text: str) -> str:
    """A row as it may be kept and printed: no database keeps a NUL."""
    return "".join("�" if c < " " and c != "\t" else c for c in text)


def _readable(text: str) -> bool:
    return not any(c < " " and c != "\t" for c in text)


def _cells(text: str) -> list[str] | None:
    """Return the cells of a line; None for one that is longer than any cell of a list."""
    try:
        return [cell.strip() for cell in next(csv.reader([text]), [])]
    except csv.Error:
        return None

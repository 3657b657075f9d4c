"""The ก.พ.๗ on paper (P-15): one card of six pages by the warm press, and an LGO of 300 people in a row.

Every card is of somebody else, so that nothing kept from the card before helps. The figures hold what an officer waits
for: the value as a job, the process beside, word boxes, QR and PDF; not the reading of the record nor the print log.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import count

from pypdf import PdfReader

from benchmarks.harness import Errors, Figure, keep, load_average
from benchmarks.serving import processor_s
from lhr.documents import kp7_paper, press_room
from lhr.documents.kp7 import Block, Kp7, Row
from lhr.documents.press import PRESS
from lhr.documents.qr_token import DocumentKind, Signer, Token, write
from tests.support.kp7 import LONGEST_LGO, card

ISSUED = date(2026, 11, 27)
PAGES, PEOPLE, TIMES = 6, 300, 30
ONE_MS, ALL_S = 150.0, 60.0


def main() -> int:
    noise = load_average()
    tiny = os.environ.get("BENCH_PACE", "") == "tiny"
    return keep("paper", figures(*(3, 2) if tiny else (PEOPLE, TIMES)), noise=noise)


def figures(people: int, times: int) -> list[Figure]:
    """Raise Errors when the card has not the pages that the goal speaks of."""
    cards = _cards()
    pages = len(PdfReader(BytesIO(_set(next(cards)))).pages)
    if pages != PAGES:
        raise Errors(f"the card has {pages} pages and not {PAGES}: this run is not kept")
    one, here = _one_by_one(cards, times)
    return _figures(one, here, _in_a_row(cards, people))


def _one_by_one(cards: Iterator[Kp7], times: int) -> tuple[float, float]:
    """Return the median milliseconds of one card: by the press, and by its parts in this process, in turn."""
    _set_here(next(cards))
    taken = [(_milliseconds(_set, next(cards)), _milliseconds(_set_here, next(cards))) for _ in range(times)]
    return statistics.median(one for one, _ in taken), statistics.median(here for _, here in taken)


@dataclass(frozen=True)
class _Row:
    """Many papers in a row: seconds, processor time of the press for each, and what memory it holds at the end."""

    people: int
    seconds: float
    processor_ms: float
    megabytes: int


def _in_a_row(cards: Iterator[Kp7], people: int) -> _Row:
    pid = PRESS.process or 0
    began, used = time.perf_counter(), processor_s(pid)
    for _ in range(people):
        _set(next(cards))
    seconds = time.perf_counter() - began
    return _Row(people, seconds, (processor_s(pid) - used) * 1000 / people, PRESS.megabytes)


def _figures(one: float, here: float, row: _Row) -> list[Figure]:
    return [
        Figure(
            "P-15",
            f"ก.พ.๗ of {PAGES} pages, unsigned, by the warm press, against its parts in this process",
            f"{one:.0f} ms",
            f"{here:.0f} ms",
            one / here,
            f"<= {ONE_MS:.0f} ms",
            ONE_MS / one,
        ),
        Figure(
            "P-15",
            f"an LGO of {row.people} people in a row, one press: {row.processor_ms:.0f} ms of processor a paper, "
            f"{row.megabytes} MB at the end",
            f"{row.seconds:.1f} s",
            goal=f"<= {ALL_S:.0f} s",
            of_goal=ALL_S / row.seconds,
        ),
    ]


def _milliseconds(work: object, value: Kp7) -> float:
    began = time.perf_counter()
    work(value)  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def _set(value: Kp7) -> bytes:
    return kp7_paper.paper(value, issued=ISSUED, address=_address(value))


def _set_here(value: Kp7) -> bytes:
    job = kp7_paper.job_of(value, issued=ISSUED, address=_address(value))
    head = {"template": job.template, "data": job.data, "names": job.names, "qr": job.qr}
    return press_room.make({**head, "issued": ISSUED.isoformat()}, job.pictures, job.record)


def _address(value: Kp7) -> str:
    token = Token(DocumentKind.KP7, int(value.document_number.replace("-", "")), ISSUED, bytes(16))
    return "HTTPS://LHR.DLA.GO.TH/V/" + write(token, Signer(1, bytes(32)))


def _cards() -> Iterator[Kp7]:
    """Cards of people who differ in name, number and every sum of money."""
    pattern = card()
    for nth in count(1):
        name = f"นางสาวสมใจ ทดสอบ{chr(0x0E01 + nth % 40)}{chr(0x0E01 + nth // 40 % 40)}"
        header = replace(pattern.header, name=name, lgo="เทศบาลตำบลท่าอุเทน")
        blocks = tuple(_block(block, nth) for block in pattern.blocks)
        yield replace(pattern, header=header, blocks=blocks, document_number=f"00000-00000-{nth:05}")


def _block(block: Block, nth: int) -> Block:
    tables = tuple(replace(t, rows=tuple(_row(r, nth) if t.landscape else r for r in t.rows)) for t in block.tables)
    return replace(block, tables=tables)


def _row(row: Row, nth: int) -> Row:
    day, post, number, kind, level, pay, allowance, order = row.cells
    paid = f"{int(pay.replace(',', '')) + nth * 10:,}"
    cited = order.replace(f"คำสั่ง {LONGEST_LGO} ", "")
    return replace(row, cells=(day, post, number, kind, level, paid, allowance, cited))


if __name__ == "__main__":
    sys.exit(main())

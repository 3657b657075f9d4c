"""What a scan is of, as one key: an order of an LGO, or one line that rests on evidence instead of an order. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from lhr.kernel.digits import to_arabic
from lhr.kernel.thai_date import buddhist_year
from lhr.kernel.thai_text import normalise


class Kind(StrEnum):
    ORDER = "ORDER"  # คำสั่ง: one scan serves every line that cites the same order
    OTHER = "OTHER"  # หลักฐาน: a notice of retirement, a death certificate; serves its own line only


def order(number: str, signed_on: date | None, year: int | None = None) -> str:
    """Return the key of an order, the same however its number was typed (๔๔๙/๒๕๖๑, 449 and year 2561).

    Empty when the number or the day is missing: then it names no order yet.
    """
    bare = to_arabic("".join(normalise(number).split()))
    before, slash, after = bare.rpartition("/")
    if slash and before and len(after) == 4 and after.isdecimal():
        bare, year = before, year or int(after)
    if not bare or signed_on is None:
        return ""
    return f"{Kind.ORDER}:{bare}/{year or buddhist_year(signed_on)}:{signed_on.isoformat()}"


def line(entry: UUID) -> str:
    """Return the key of what one line alone rests on."""
    return f"{Kind.OTHER}:{entry}"


def kind(of: str) -> Kind:
    return Kind(of.partition(":")[0])

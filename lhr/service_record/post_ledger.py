"""What became of one post, with who held it and acted in it, and when it stood vacant: one list by days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from lhr.kernel.digits import to_arabic
from lhr.kernel.periods import Period
from lhr.kernel.words import Words
from lhr.posts import register
from lhr.posts.register import Happened, Mended
from lhr.service_record.establishment import Seat, seated
from lhr.service_record.models import Incumbency, Overlay, ServiceLine
from lhr.service_record.queries import ACTING_CODES
from lhr.service_record.rules_of_time import MONTHS_OF_YEAR, Length, difference

_HELD = Words("มีผู้ครองตำแหน่ง", "Held")
_ACTED = Words("มีผู้รักษาการ", "Somebody acts in it")
_VACANT = Words("ว่าง", "Vacant")
_ORDER = Words("คำสั่งที่ {number}", "Order {number}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register of a post. `until` is exclusive; `length` of a vacancy, up to the day asked about."""

    starts: date
    says: Words
    until: date | None = None
    person: UUID | None = None
    reference: Words | None = None
    reference_on: date | None = None
    mended: tuple[Mended, ...] = ()
    length: Length | None = None
    vacant: bool = False

    @property
    def last_day(self) -> date | None:
        return Period(self.starts, self.until).last_day


@dataclass(frozen=True, slots=True)
class Ledger:
    """The post on a day, and everything that became and is to become of it, the earliest first."""

    seat: Seat
    entries: list[Entry]

    def vacancy(self, day: date) -> Entry | None:
        """The vacancy that lasts on the day."""
        return next((e for e in self.entries if e.vacant and Period(e.starts, e.until).covers(day)), None)


def ledger(post_id: UUID, day: date) -> Ledger:
    """Six queries, however much became of the post. Raises Post.DoesNotExist."""
    facts = register.of(post_id)
    held = list(Incumbency.objects.filter(post=post_id).order_by("starts"))
    lines = list(ServiceLine.objects.known().filter(post=post_id, status=ServiceLine.Status.VERIFIED))
    acted = _acted(lines)
    found = [
        *(_of_fact(one) for one in facts.entries()),
        *_tenures(held, lines),
        *acted,
        *_vacant(facts.spans(), held, day),
    ]
    begun = [row for row in held if row.starts <= day]
    acting = dict.fromkeys(e.person for e in acted if e.person and Period(e.starts, e.until).covers(day))
    seat = seated(facts.on(day), begun[-1] if begun else None, tuple(acting), day)
    return Ledger(seat, sorted(found, key=lambda one: one.starts))


def _of_fact(one: Happened) -> Entry:
    reference = Words(one.reference, one.reference) if one.reference else None
    return Entry(one.day, one.says, reference=reference, reference_on=one.reference_on, mended=one.mended)


def _tenures(held: Sequence[Incumbency], lines: Sequence[ServiceLine]) -> Iterator[Entry]:
    orders = {(line.person_id, line.starts): line for line in lines if line.movement_code not in ACTING_CODES}
    for row in held:
        yield _by_order(row, _HELD, orders.get((row.person_id, row.starts)))


def _acted(lines: Sequence[ServiceLine]) -> list[Entry]:
    mine = [line for line in lines if line.movement_code in ACTING_CODES]
    people = {line.person_id for line in mine}
    laid = Overlay.objects.filter(movement_code__in=ACTING_CODES, person__in=people) if people else ()
    standing = {(row.person_id, row.movement_code, row.starts): row for row in laid}
    found = ((line, standing.get((line.person_id, line.movement_code, line.starts))) for line in mine)
    return [_by_order(row, _ACTED, line) for line, row in found if row is not None]


def _by_order(row: Incumbency | Overlay, said: Words, line: ServiceLine | None) -> Entry:
    reference = _cited(line) if line is not None else None
    signed_on = line.citation_signed_on if line is not None else None
    return Entry(row.starts, said, row.until, row.person_id, reference, signed_on)


def _cited(line: ServiceLine) -> Words | None:
    if not line.citation_number:
        return Words(line.citation_text, line.citation_text) if line.citation_text else None
    written = to_arabic(line.citation_number)
    number = written if "/" in written or line.citation_year is None else f"{written}/{line.citation_year}"
    return Words(_ORDER.text("th", number=number), _ORDER.text("en", number=number))


def _vacant(
    stands: Sequence[Period], held: Sequence[Incumbency], day: date
) -> Iterator[Entry]:
    """The days on which the post stands and nobody holds it."""
    for span in stands:
        ends, free = span.until, cast("date | None", span.starts)
        for row in held:
            if free is None or (ends is not None and row.starts >= ends):
                break
            if row.starts > free:
                yield _gap(free, row.starts, day)
            if row.until is None or row.until > free:
                free = row.until
        if free is not None and (ends is None or free < ends):
            yield _gap(free, ends, day)


def _gap(starts: date, until: date | None, day: date) -> Entry:
    """A vacancy that lasts, or that is still to come, has no length beyond the day."""
    end = min(until or day, day)
    length = None
    if end > starts:
        months, days = difference(starts, end)
        length = Length(*divmod(months, MONTHS_OF_YEAR), days)
    return Entry(starts, _VACANT, until, length=length, vacant=True)

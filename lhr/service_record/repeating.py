"""Brings OR-05 together with what the register holds: which document said already what a new line says. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.kernel.digits import to_arabic, to_thai
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import Precision, in_full
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.service_record import reading, rules_of_repeats
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import Line
from lhr.service_record.rules_of_repeats import InWords
from lhr.standards.queries import MovementView


@dataclass(frozen=True, slots=True)
class NewLine:
    """A movement as the line that it would become, and the lines of that person that count: those that wait for
    verification too."""

    draft: MovementDraft
    movement: MovementView
    line: Line
    known: Sequence[Line]
    person_name: str


def found(one: NewLine, day: date) -> list[Finding]:
    """Return OR-05 of one movement that another document has said already."""
    return found_all([one], day)[0]


def found_all(asked: Sequence[NewLine], day: date) -> list[list[Finding]]:
    """The same of the lines of an order, in two queries however many they are, and none where nothing is alike."""
    alike = [_alike(one) for one in asked]
    rows = _rows({line.entry_id for lines in alike for line in lines})
    places = {row.organisation_id for row in rows.values()} - {one.line.organisation_id for one in asked}
    names = {one: view.label for one, view in organisations.views(places, day).items()} if places else {}
    return [_found(one, lines, rows, names) for one, lines in zip(asked, alike, strict=True)]


def _alike(one: NewLine) -> list[Line]:
    if not rules_of_repeats.may_repeat(one.line, one.known):
        return []
    return rules_of_repeats.of_one_day(one.line, reading.as_if_verified(one.known))


def _found(
    one: NewLine, alike: Sequence[Line], rows: dict[UUID, ServiceLine], names: dict[UUID, str]
) -> list[Finding]:
    draft = one.draft
    said = InWords(draft.position_text, draft.remark, draft.literal.precision is Precision.DAY)
    for line in alike:
        row = rows[line.entry_id]
        was = InWords(row.position_text, row.remark, row.starts_precision == Precision.DAY)
        if rules_of_repeats.is_repeated(one.line, said, line, was, one.movement.affects):
            order = _order(row, names.get(row.organisation_id, ""))
            code = one.movement.code
            return [rules_of_repeats.said_before(code, one.movement.name, line, one.person_name, order)]
    return []


def _rows(entries: set[UUID]) -> dict[UUID, ServiceLine]:
    rows = ServiceLine.objects.known().filter(entry_id__in=entries) if entries else ()
    return {row.entry_id: row for row in rows}


def _order(row: ServiceLine, of_lgo: str) -> Words:
    """The document as a sentence names it: its LGO where that is another one, and whether it waits still."""
    cited = reading.citation_of(row)
    other = Words(f"ของ{of_lgo}", f" of {of_lgo}") if of_lgo else Words("", "")
    waits = row.status != ServiceLine.Status.VERIFIED
    waiting = Words(" (รอตรวจสอบ)", " (waits for verification)") if waits else Words("", "")
    if cited.signed_on is None or not cited.is_order:
        text = cited.text.strip() or "เอกสารอ้างอิงของรายการเดิม"
        return Words(f"{text}{other.th}{waiting.th}", f"“{text}”{other.en}{waiting.en}")
    # Some write the year behind the number, as the paper does.
    bare = to_arabic(cited.number.strip()).removesuffix(f"/{cited.year}")
    number, signed = f"{bare}/{cited.year}", in_full(cited.signed_on)
    return Words(
        f"คำสั่ง{other.th}ที่ {to_thai(number)} ลงวันที่ {signed.th}{waiting.th}",
        f"order {number}{other.en} signed {signed.en}{waiting.en}",
    )

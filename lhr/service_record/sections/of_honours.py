"""Block B 3: royal decorations, asked for, received and given back."""

from __future__ import annotations

import re

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import SR_17, SR_18, SR_19
from lhr.service_record.sections.columns import Choice, PaperDate, Text, Year, whole_day
from lhr.service_record.sections.section import Cites, Facts, Section, Tab, Typed, Values

AWARDED, REQUESTED = "AWARDED", "REQUESTED"
_GAZETTE = {
    "book": Words("เล่ม", "book"),
    "part": Words("ตอน", "part"),
    "page": Words("หน้า", "page"),
    "gazette_on": Words("วันที่", "day"),
}


# “ขอ ต.ช. ปี 2555”, “อยู่ระหว่างเสนอขอพระราชทาน”: the reference of a request, not of an award.
_ASKED_FOR = re.compile("(?:อยู่ระหว่าง(?:การ)?)?(?:เสนอ)?ขอ(?:พระราชทาน| )")


def check_gazette(new: Typed, facts: Facts) -> list[Finding]:
    """SR-18: a request bears nothing of an award. SR-19: an award's reference is whole, or a text of the paper."""
    received = [name for name in ("received_on", "handed_over_on", *_GAZETTE) if new.values.get(name)]
    if new.text("kind") == REQUESTED:
        return [SR_18.finding()] if received else []
    if _ASKED_FOR.match(new.text("gazette_text")):
        return [SR_18.finding()]
    missing = [said for name, said in _GAZETTE.items() if not new.values.get(name)]
    if not missing or new.text("gazette_text"):
        return []
    named = Words(" ".join(m.th for m in missing), ", ".join(m.en for m in missing))
    return [SR_19.finding(missing=named)]


def check_rank(new: Typed, facts: Facts) -> list[Finding]:
    """SR-17: inside service; within one family the later is not the lower unless the higher was given back."""
    if new.text("kind") != AWARDED:
        return []
    day, found = new.day("received_on"), []
    if day is not None and facts.service and not facts.serves_on(day):
        found.append(SR_17.finding(field="received_on", date=in_full(day)))
    ranks, names = facts.lists.get("decoration_rank", {}), facts.lists.get("decoration", {})
    mine = ranks.get(new.text("decoration"))
    if day is None or mine is None:
        return found
    for other in facts.stood:
        theirs = ranks.get(str(other.values.get("decoration")))
        if theirs is None or theirs.th != mine.th:
            continue
        both = ((int(mine.en), new.values), (int(theirs.en), other.values))
        (higher_rank, higher), (lower_rank, lower) = sorted(both, key=lambda award: -award[0])
        if higher_rank > lower_rank and _descends(higher, lower):
            earlier, later = (names[str(award["decoration"])] for award in (higher, lower))
            found.append(SR_17.finding(variant=2, field="decoration", later=later, earlier=earlier))
            break
    return found


def _descends(higher: Values, lower: Values) -> bool:
    """True when the higher of two awards came first and was not given back, in whichever order they are keyed."""
    if higher.get("returned_on") or not higher.get("kind") == lower.get("kind") == AWARDED:
        return False
    first, then = whole_day(higher.get("received_on")), whole_day(lower.get("received_on"))
    return first is not None and then is not None and first < then


def only_requested(values: Values) -> bool:
    return values.get("kind") != AWARDED


DECORATION = Section(
    code="DECORATION",
    label=Words("เครื่องราชอิสริยาภรณ์", "Royal decorations"),
    tab=Tab.HONOURS,
    number="ข 3",
    columns=(
        Choice(
            name="kind",
            label=Words("สถานะ", "State"),
            options={
                AWARDED: Words("ได้รับพระราชทาน", "awarded"),
                REQUESTED: Words("ขอพระราชทาน (ยังไม่ได้รับ)", "requested, not received"),
            },
            required=True,
            paper=False,
        ),
        Choice(
            name="decoration",
            label=Words("ชั้นตรา", "Class"),
            source="decoration",
            required=True,
            heads="ชั้นตรา / ตำแหน่งขณะได้รับ",
        ),
        Year(name="year", label=Words("ประจำปี พ.ศ.", "Of the year (B.E.)"), width=15),
        PaperDate(name="received_on", label=Words("วันที่ได้รับ", "Received on"), width=24),
        Text(name="seq", listed=False, label=Words("ลำดับที่", "No."), most=20, width=14),
        Text(
            name="book",
            listed=False,
            label=Words("เล่ม", "Book"),
            most=20,
            width=33,
            within="เล่ม {}",
            heads="ราชกิจจานุเบกษา เล่ม / ตอน / หน้า / ลงวันที่",
        ),
        Text(
            name="part", listed=False, label=Words("ตอน", "Part"), most=30, beside="book", within="ตอน {}"
        ),
        Text(
            name="page", listed=False, label=Words("หน้า", "Page"), most=20, beside="book", within="หน้า {}"
        ),
        PaperDate(
            name="gazette_on",
            label=Words("ราชกิจจานุเบกษาลงวันที่", "Gazette of"),
            beside="book",
            within="ลว. {}",
        ),
        Text(
            name="gazette_text",
            listed=False,
            label=Words("ข้อความอ้างอิงตามต้นฉบับ", "Reference as the paper has it"),
            most=200,
            beside="book",
        ),
        PaperDate(
            name="handed_over_on",
            listed=False,
            label=Words("วันรับมอบ", "Handed over on"),
            width=24,
            heads="รับมอบ / ส่งคืน",
        ),
        PaperDate(
            name="returned_on",
            label=Words("วันส่งคืน", "Returned on"),
            beside="handed_over_on",
            within="ส่งคืน {}",
        ),
        Text(
            name="position",
            label=Words("ตำแหน่งขณะได้รับ", "Position at the award"),
            most=150,
            beside="decoration",
        ),
    ),
    weight=2,
    cites=Cites.FREE,
    starts="received_on",
    key=("kind", "decoration", "received_on", "year"),
    checks=(check_gazette, check_rank),
    summary=("decoration", "year"),
    hides=only_requested,
)

SECTIONS = (DECORATION,)

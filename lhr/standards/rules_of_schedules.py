"""RD: what reference data brought in as a file must keep to, a salary schedule above all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from lhr.kernel.digits import baht
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words
from lhr.standards.scales import Cell, PayScale

HALF_STEP = Decimal("0.5")
_HOME = "standards"
_ANNOUNCED = Words("บัญชีเงินเดือนตามประกาศ ก.กลาง", "Salary schedules as announced by the central committees")
_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")
_MEND = Words("แก้ไฟล์ตามต้นฉบับแล้วตรวจอีกครั้ง", "Mend the file after the original and check it again")

RD_01 = Rule(
    code="RD-01",
    weight=Weight.BLOCK,
    on="file",
    home=_HOME,
    says=Words("ไฟล์ข้อมูลมาตรฐานอ่านไม่ได้", "The file of reference data cannot be read"),
    remedy=_MEND,
    source=_SYSTEM,
    gist="A file of reference data has the columns of its table, values that fit them, and no row twice.",
    variants=(
        Variant(
            1,
            Words("หัวตารางไม่ตรง: ต้องมีคอลัมน์ {columns}", "The heading is wrong: it needs the columns {columns}"),
            Words("ใช้ไฟล์ CSV (UTF-8) ที่มีหัวตารางตามนี้", "Send a CSV file (UTF-8) with that heading"),
        ),
        Variant(
            2,
            Words(
                "แถว {row}: ค่า “{typed}” ใช้กับคอลัมน์ {column} ไม่ได้",
                "Row {row}: “{typed}” does not fit column {column}",
            ),
            _MEND,
        ),
        Variant(
            3,
            Words("แถว {row}: ซ้ำกับแถวก่อน ({key})", "Row {row}: the same as an earlier row ({key})"),
            Words("ลบแถวที่ซ้ำ เหลือแถวที่ตรงกับต้นฉบับ", "Keep only the row that agrees with the original"),
        ),
        Variant(
            4,
            Words("ไม่รู้จัก{what} “{typed}”", "Unknown {what}: “{typed}”"),
            Words("ใช้รหัสที่มีในข้อมูลมาตรฐาน", "Use a code of the reference tables"),
        ),
        Variant(
            5,
            Words("ไฟล์ไม่มีแถวข้อมูล", "The file holds no row"),
            _MEND,
        ),
    ),
)
RD_02 = Rule(
    code="RD-02",
    weight=Weight.BLOCK,
    on="file",
    home=_HOME,
    says=Words("บัญชีเงินเดือนในไฟล์ไม่สมบูรณ์", "The schedule in the file is not whole"),
    remedy=_MEND,
    source=_ANNOUNCED,
    gist="In each level pay rises with each half step and no step is missing; cells known before are equal.",
    variants=(
        Variant(
            1,
            Words(
                "ระดับ {level} ขั้น {at} ({amount}) ไม่สูงกว่าขั้นก่อนหน้า ({before})",
                "Level {level}, step {at} ({amount}) is not above the step before ({before})",
            ),
            _MEND,
        ),
        Variant(
            2,
            Words("ระดับ {level} ไม่มีขั้น {at}", "Level {level} lacks step {at}"),
            Words("เติมขั้นที่ขาดตามประกาศ ห้ามเดา", "Add the missing step from the announcement; never guess"),
        ),
        Variant(
            3,
            Words(
                "ระดับ {level} ขั้น {at} ในไฟล์คือ {amount} ไม่ตรงกับที่ทราบ ({known})",
                "Level {level}, step {at} is {amount} in the file and not {known} as known before",
            ),
            Words(
                "เทียบกับประกาศ ถ้าประกาศเป็นตามไฟล์ให้นำเข้าพร้อมเหตุผล",
                "Compare with the announcement; if the file is right, load it and say so as the reason",
            ),
            Weight.WARN,
        ),
        Variant(
            4,
            Words(
                "ระดับ {level} ขั้น {at} ไม่ใช่ทวีคูณของครึ่งขั้น",
                "Level {level}, step {at} is no multiple of half a step",
            ),
            _MEND,
        ),
    ),
)
RD_03 = Rule(
    code="RD-03",
    weight=Weight.BLOCK,
    on="invented",
    home=_HOME,
    says=Words("บัญชีเงินเดือนตัวอย่างใช้กับงานจริงไม่ได้", "An invented schedule is no use where real officers work"),
    remedy=Words("นำเข้าบัญชีตามประกาศ ก.กลาง", "Load the schedule that the central committee announced"),
    source=_SYSTEM,
    gist="An invented schedule (ตัวอย่าง) is refused in production.",
)
RD_04 = Rule(
    code="RD-04",
    weight=Weight.BLOCK,
    on="starts",
    home=_HOME,
    says=Words(
        "ช่วงวันที่ทับกับบัญชี “{name}” ที่ใช้กับ{kind}", "Its days meet those of the schedule “{name}” for {kind}"
    ),
    remedy=Words(
        "นำเข้าบัญชีเดิมอีกครั้งโดยใส่วันสุดท้าย แล้วนำเข้าบัญชีใหม่",
        "Load the earlier schedule again with its last day, then the new one",
    ),
    source=_ANNOUNCED,
    gist="One schedule a kind of staff on one day; of a list with days, one row of its key on one day.",
    variants=(
        Variant(
            1,
            Words("ช่วงวันที่ของ {key} ทับกับอีกแถว", "The days of {key} meet those of another row"),
            Words(
                "ใส่วันสิ้นสุด (until) ของแถวเดิมในไฟล์ด้วย แล้วตรวจอีกครั้ง",
                "Name the earlier row in the file too, with its end (until), and check again",
            ),
        ),
    ),
)
RULES = (RD_01, RD_02, RD_03, RD_04)


def check_scale(scale: PayScale, known: Mapping[tuple[str, Decimal], Decimal]) -> list[Finding]:
    """RD-02: every level's steps rise and follow one another without a gap; `known` cells (level, step) are equal."""
    found: list[Finding] = []
    for level in dict.fromkeys(scale.levels):
        found += _check_column(level, scale.column(level))
    found += [
        RD_02.finding(variant=3, level=level, at=step, amount=baht(have), known=baht(amount))
        for (level, step), amount in known.items()
        if (have := scale.amount_at(level, step)) is not None and have != amount
    ]
    return found


def check_invented(*, invented: bool, production: bool) -> list[Finding]:
    """RD-03."""
    return [RD_03.finding()] if invented and production else []


def check_apart(scale: PayScale, standing: Iterable[PayScale], kinds: Mapping[str, str]) -> list[Finding]:
    """RD-04: no other schedule in force for one of its kinds on one of its days; `kinds` are their names."""
    return [
        RD_04.finding(name=other.name, kind=kinds.get(kind, kind))
        for other in standing
        if (other.code, other.starts) != (scale.code, scale.starts) and _meet(scale, other)
        for kind in sorted(scale.kinds & other.kinds)[:1]
    ]


def _meet(one: PayScale, other: PayScale) -> bool:
    return (one.until is None or other.starts < one.until) and (
        other.until is None or one.starts < other.until
    )


def _check_column(level: str, column: tuple[Cell, ...]) -> list[Finding]:
    found: list[Finding] = [
        RD_02.finding(variant=4, level=level, at=cell.step) for cell in column if cell.step % HALF_STEP
    ]
    for before, cell in pairwise(column):
        if cell.step - before.step > HALF_STEP:
            found.append(RD_02.finding(variant=2, level=level, at=before.step + HALF_STEP))
        if cell.amount <= before.amount:
            said = {"amount": baht(cell.amount), "before": baht(before.amount)}
            found.append(RD_02.finding(variant=1, level=level, at=cell.step, **said))
    return found

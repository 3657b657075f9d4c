"""Items 4 to 6: spouse, father, mother; and the children."""

from __future__ import annotations

from datetime import date

from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import PE_08
from lhr.service_record.sections.columns import Choice, PaperDate, Text, first_day, last_day
from lhr.service_record.sections.section import Facts, Section, Tab, Typed, Values

# ป.พ.พ. มาตรา ๑๔๔๘ before the equal-marriage law, which made it 18 from 22 January 2025 [P].
LEAST_AGE_YEARS, LEAST_AGE_OF_LATE_YEARS, LATE = 17, 18, date(2025, 1, 22)


def check_marriages(new: Typed, facts: Facts) -> list[Finding]:
    """PE-08: no two marriages at once; one that began before the legal age of its time warns."""
    mine, found = _surely_married(new.values, facts.today), []
    for other in facts.stood:
        span = _surely_married(other.values, facts.today)
        if mine and span and mine.overlaps(span):
            theirs = str(other.values.get("name", ""))
            found.append(PE_08.finding(spouse_1=theirs, spouse_2=new.text("name")))
            break
    married = new.day("married_on")
    if married is None:
        return found
    least = LEAST_AGE_OF_LATE_YEARS if married >= LATE else LEAST_AGE_YEARS
    if _age(facts.born, married) < least:
        found.append(PE_08.finding(variant=1, age=least, date=in_full(married)))
    return found


def _surely_married(values: Values, today: date) -> Period | None:
    """Return the days on which the marriage held for certain, None where the paper leaves every day open.

    Of a partial date only the day counts on which it is past (or not yet begun) at the latest; a marriage without
    a day that has not ended holds today. Whoever is divorced in the morning may marry on that day.
    """
    starts, until = last_day(values.get("married_on")), first_day(values.get("ended_on"))
    if until is None and (values.get("ended_on") or values.get("ended_by")):
        return None
    if starts is None and until is not None:
        return None
    starts = starts or today
    return None if until is not None and until <= starts else Period(starts, until)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


_NAME = Words("คำนำหน้า ชื่อ และนามสกุล", "Title and name")

SPOUSE = Section(
    code="SPOUSE",
    label=Words("คู่สมรส", "Spouse"),
    tab=Tab.FAMILY,
    number="4",
    columns=(
        Text(name="name", label=_NAME, required=True, most=160),
        PaperDate(name="married_on", label=Words("วันจดทะเบียนสมรส", "Married on"), width=24),
        Text(name="register_no", label=Words("ทะเบียนสมรสเลขที่", "Register no."), most=40),
        Text(name="office", label=Words("สำนักทะเบียน", "Registered at"), most=120),
        PaperDate(name="ended_on", label=Words("สิ้นสุดเมื่อ", "Ended on"), width=24),
        Choice(
            name="ended_by",
            label=Words("เหตุที่สิ้นสุด", "Ended by"),
            options={
                "DIVORCE": Words("หย่า", "divorce"),
                "DEATH": Words("คู่สมรสถึงแก่กรรม", "death of the spouse"),
                "COURT": Words("คำพิพากษาของศาล", "judgment"),
            },
        ),
    ),
    starts="married_on",
    ends="ended_on",
    checks=(check_marriages,),
)
PARENT = Section(
    code="PARENT",
    expected=True,
    label=Words("บิดาและมารดา", "Father and mother"),
    tab=Tab.FAMILY,
    number="5, 6",
    columns=(
        Choice(
            name="relation",
            label=Words("ความสัมพันธ์", "Relation"),
            options={"FATHER": Words("บิดา", "father"), "MOTHER": Words("มารดา", "mother")},
            required=True,
            width=22,
        ),
        Text(name="name", label=_NAME, required=True, most=160),
        Choice(
            name="alive",
            label=Words("สถานะ", "State"),
            options={"YES": Words("มีชีวิต", "alive"), "NO": Words("ถึงแก่กรรม", "dead")},
            width=22,
        ),
        PaperDate(
            name="since",
            label=Words("ใช้ชื่อนี้ตั้งแต่", "Called so since"),
            hint=Words("กรอกเมื่อเปลี่ยนชื่อ", "when the name was changed"),
            before_birth=True,
            width=24,
        ),
    ),
    starts="since",
    key=("relation", "since"),
    summary=("relation", "name"),
)
CHILD = Section(
    code="CHILD",
    label=Words("บุตร", "Children"),
    tab=Tab.FAMILY,
    number="–",
    columns=(
        Text(name="name", label=_NAME, required=True, most=160),
        PaperDate(name="born_on", label=Words("วันเกิด", "Born on"), width=24),
        Choice(
            name="status",
            label=Words("ฐานะ", "Status"),
            options={
                "LEGITIMATE": Words("บุตรชอบด้วยกฎหมาย", "legitimate"),
                "ADOPTED": Words("บุตรบุญธรรม", "adopted"),
            },
            width=36,
        ),
    ),
    starts="born_on",
)

SECTIONS = (SPOUSE, PARENT, CHILD)

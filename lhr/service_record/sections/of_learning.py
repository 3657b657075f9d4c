"""Item 10: education, training and study visits; and licences to practise."""

from __future__ import annotations

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import SR_17
from lhr.service_record.sections.columns import Choice, Number, PaperDate, Text
from lhr.service_record.sections.section import Cites, Facts, Section, Tab, Typed

_FROM, _TO = Words("ตั้งแต่", "From"), Words("ถึง", "To")


def check_in_service(new: Typed, facts: Facts) -> list[Finding]:
    """SR-17: what an official did as one lies inside the time of service."""
    day = new.day("starts_on")
    if day is None or not facts.service or facts.serves_on(day):
        return []
    return [SR_17.finding(field="starts_on", date=in_full(day))]


EDUCATION = Section(
    code="EDUCATION",
    expected=True,
    label=Words("ประวัติการศึกษา", "Education"),
    tab=Tab.LEARNING,
    number="10",
    columns=(
        Text(name="place", label=Words("สถานศึกษา", "Place"), required=True),
        PaperDate(
            months=True,
            name="starts_on",
            label=_FROM,
            hint=Words("เดือน ปี เช่น มิ.ย. 2540", "month and year"),
            width=28,
            heads="ตั้งแต่ – ถึง (เดือน ปี)",
        ),
        PaperDate(
            months=True,
            name="ended_on",
            label=_TO,
            hint=Words("เดือน ปี", "month and year"),
            beside="starts_on",
            within="– {}",
        ),
        Choice(
            name="level",
            label=Words("ระดับการศึกษา", "Level"),
            source="education_level",
            beside="degree",
            within="({})",
        ),
        Text(
            name="degree",
            label=Words("วุฒิที่ได้รับ", "Degree"),
            required=True,
            most=120,
            heads="วุฒิที่ได้รับ ระบุสาขาวิชาเอก (ถ้ามี)",
        ),
        Text(
            name="major", label=Words("สาขาวิชาเอก", "Major"), most=120, beside="degree", within="สาขา{}"
        ),
        Text(
            name="country", label=Words("ประเทศ", "Country"), most=60, beside="place", within="ประเทศ{}"
        ),
    ),
    starts="starts_on",
    ends="ended_on",
    summary=("degree", "place"),
)
TRAINING = Section(
    code="TRAINING",
    label=Words("ฝึกอบรมและดูงาน", "Training and study visits"),
    tab=Tab.LEARNING,
    number="10",
    columns=(
        Choice(
            name="kind",
            label=Words("ประเภท", "Kind"),
            options={
                "TRAINING": Words("ฝึกอบรม", "training"),
                "VISIT": Words("ดูงาน", "study visit"),
                "SEMINAR": Words("สัมมนา", "seminar"),
            },
            required=True,
            width=18,
        ),
        Text(name="course", label=Words("หลักสูตร", "Course"), required=True, heads="หลักสูตร / รุ่นที่"),
        Text(name="batch", label=Words("รุ่นที่", "Batch"), most=30, beside="course", within="รุ่นที่ {}"),
        Text(name="organiser", label=Words("ผู้จัด", "Organiser"), required=True, heads="ผู้จัด / สถานที่"),
        Text(name="place", label=Words("สถานที่", "Place"), beside="organiser", within="ณ {}"),
        PaperDate(name="starts_on", label=_FROM, required=True, width=28, heads="ตั้งแต่ – ถึง"),
        PaperDate(name="ended_on", label=_TO, beside="starts_on", within="– {}"),
        Number(name="hours", label=Words("จำนวนชั่วโมง", "Hours"), least=1, most=9999, width=15),
    ),
    starts="starts_on",
    ends="ended_on",
    checks=(check_in_service,),
    summary=("course", "batch"),
)
LICENCE = Section(
    code="LICENCE",
    label=Words("ใบอนุญาตประกอบวิชาชีพ", "Licences to practise"),
    tab=Tab.LEARNING,
    number="–",
    columns=(
        Text(name="name", label=Words("ใบอนุญาต", "Licence"), required=True, most=150),
        Text(name="number", label=Words("เลขที่", "No."), required=True, most=40),
        Text(name="issuer", label=Words("ออกโดย", "Issued by"), required=True),
        PaperDate(name="issued_on", label=Words("วันที่ออก", "Issued on"), required=True, width=24),
        PaperDate(name="expires_on", label=Words("วันหมดอายุ", "Valid until"), width=24),
    ),
    cites=Cites.DOCUMENT,
    starts="issued_on",
    ends="expires_on",
    key=("name", "number"),
    summary=("name", "number"),
)

SECTIONS = (EDUCATION, TRAINING, LICENCE)

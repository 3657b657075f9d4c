"""Items 11 and 12, multiplied time and appraisals."""

from __future__ import annotations

from datetime import date

from lhr.kernel.periods import Period
from lhr.kernel.privacy import Privacy
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import SR_20, SR_21
from lhr.service_record.sections.columns import Choice, Number, PaperDate, Text, Year
from lhr.service_record.sections.of_leave import span_of
from lhr.service_record.sections.section import Cites, Facts, Section, Tab, Typed

_OPEN = Words("ยังไม่มีวันสิ้นสุด", "it has no last day")
_OUTSIDE = Words("อยู่นอกช่วงรับราชการ", "it lies outside service")
_TWICE = Words("ทับกับรายการเดิมประเภทเดียวกัน", "it overlaps a line of the same kind")
_TOO_MANY = Words("วันที่ต้องหัก {minus} วัน มากกว่าช่วงที่ประกาศ {days} วัน", "{minus} days to subtract, of {days}")


def check_no_pay(new: Typed, facts: Facts) -> list[Finding]:
    """SR-20: closed, inside service, no overlap of the same kind."""
    if new.day("ended_on") is None:
        return [SR_20.finding(field="ended_on", why=_OPEN)]
    starts, until = NO_PAY.holds(new.values, facts.born)
    if until is None:
        return []  # the last day lies before the first one: CD-04 says so
    mine = Period(starts, until)
    found = [] if _inside(mine, facts.service) else [SR_20.finding(why=_OUTSIDE)]
    same = [o for o in facts.stood if o.values.get("kind") == new.values.get("kind")]
    if any(mine.overlaps(Period(other.starts, other.until)) for other in same):
        found.append(SR_20.finding(why=_TWICE))
    return found


def _inside(span: Period, service: tuple[Period, ...]) -> bool:
    """True when every day of the span is one of service; spans that meet count as one."""
    day = span.starts
    for period in service:
        if period.covers(day):
            if period.until is None or (span.until is not None and span.until <= period.until):
                return True
            day = period.until
    return False


def check_double_time(new: Typed, facts: Facts) -> list[Finding]:
    """SR-21: the days to subtract lie within the period, which meets service."""
    period = facts.lists.get("double_time_days", {}).get(new.text("period"))
    if period is None:
        return []
    first, last, days = period.en.split("/")
    minus, found = int(new.text("minus_days") or 0), []
    if minus > int(days):
        found.append(
            SR_21.finding(
                field="minus_days",
                why=Words(
                    _TOO_MANY.th.format(minus=minus, days=days), _TOO_MANY.en.format(minus=minus, days=days)
                ),
            )
        )
    span = Period(date.fromisoformat(first), date.fromisoformat(last))
    if not any(span.overlaps(service) for service in facts.service):
        found.append(SR_21.finding(why=_OUTSIDE))
    return found


DISCIPLINE = Section(
    code="DISCIPLINE",
    label=Words("การได้รับโทษทางวินัย", "Disciplinary penalties"),
    tab=Tab.DISCIPLINE,
    number="11",
    columns=(
        PaperDate(
            months=True,
            name="on",
            label=Words("วันที่ / พ.ศ.", "Day or year"),
            required=True,
            width=24,
            privacy=Privacy.SENSITIVE,
        ),
        Choice(
            name="penalty",
            label=Words("โทษ", "Penalty"),
            source="penalty",
            required=True,
            width=34,
            privacy=Privacy.SENSITIVE,
        ),
        Text(
            name="offence",
            label=Words("กรณีความผิด", "Offence"),
            required=True,
            most=400,
            long=True,
            privacy=Privacy.SENSITIVE,
        ),
        Text(name="cleared_by", label=Words("กฎหมายล้างมลทิน", "Cleared by law"), privacy=Privacy.SENSITIVE),
    ),
    weight=3,
    cites=Cites.ORDER,
    starts="on",
    sensitive=True,
    summary=("penalty", "offence"),
)
NO_PAY = Section(
    code="NO_PAY",
    label=Words(
        "วันที่ไม่ได้รับเงินเดือน หรือได้รับไม่เต็ม หรือมิได้ประจำปฏิบัติหน้าที่ในเขตกฎอัยการศึก",
        "Days without pay, with part pay, or off duty under martial law",
    ),
    tab=Tab.SERVICE,
    number="12",
    columns=(
        PaperDate(name="starts_on", label=Words("ตั้งแต่", "From"), required=True, whole=True, width=24),
        PaperDate(  # that there must be one is SR-20
            name="ended_on", label=Words("ถึง", "To"), whole=True, width=24
        ),
        Choice(
            name="kind",
            label=Words("ประเภท", "Kind"),
            options={
                "NO_PAY": Words("ไม่ได้รับเงินเดือน", "no pay"),
                "PART_PAY": Words("ได้รับเงินเดือนไม่เต็ม", "part pay"),
                "NOT_ON_DUTY": Words("มิได้ประจำปฏิบัติหน้าที่ในเขตกฎอัยการศึก", "off duty under martial law"),
            },
            required=True,
            width=50,
        ),
        Text(name="detail", label=Words("รายการ", "Detail")),
    ),
    weight=2,
    cites=Cites.DOCUMENT,
    starts="starts_on",
    ends="ended_on",
    checks=(check_no_pay,),
    summary=("kind", "starts_on", "ended_on"),
)
DOUBLE_TIME = Section(
    code="DOUBLE_TIME",
    label=Words("เวลาราชการทวีคูณ", "Multiplied time"),
    tab=Tab.SERVICE,
    number="–",
    columns=(
        Choice(name="period", label=Words("ช่วงที่ประกาศ", "Period"), source="double_time", required=True),
        Number(name="minus_days", label=Words("หักวัน", "Days to subtract"), most=9999, width=20),
    ),
    weight=2,
    cites=Cites.DOCUMENT,
    key=("period",),
    checks=(check_double_time,),
    summary=("period",),
)
APPRAISAL = Section(
    code="APPRAISAL",
    label=Words("ผลการประเมิน", "Appraisals"),
    tab=Tab.SERVICE,
    number="–",
    columns=(
        Year(name="year", label=Words("ปีงบประมาณ", "Fiscal year"), required=True, width=22),
        Choice(
            name="half",
            label=Words("ครั้งที่", "Half"),
            options={
                "1": Words("1 (1 ต.ค. – 31 มี.ค.)", "1 (1 Oct – 31 Mar)"),
                "2": Words("2 (1 เม.ย. – 30 ก.ย.)", "2 (1 Apr – 30 Sep)"),
            },
            required=True,
            width=40,
        ),
        Choice(
            name="grade",
            label=Words("ระดับผลการประเมิน", "Grade"),
            source="review_grade",
            required=True,
        ),
        Number(name="score", label=Words("คะแนนร้อยละ", "Score (%)"), most=100, step="0.01", width=24),
    ),
    span=span_of,
    key=("year", "half"),
    summary=("year", "half", "grade"),
)

SECTIONS = (DISCIPLINE, NO_PAY, DOUBLE_TIME, APPRAISAL)

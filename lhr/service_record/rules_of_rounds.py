"""What a pay round proposes for one person, and why. Pure: everything needed comes as a value.

It is a proposal: the officer edits it, an order carries it, and SR-10 to SR-15 judge it like any other line. What the
register does not know it does not decide: no appraisal, a penalty in the half or a suspension leave the person open,
for the loss of a rise is for a committee to say. How much a grade earns is data (lhr.standards.criteria). Where none is
let in, half a step is proposed for every appraisal that passes, the least that a rise can be, and no percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from lhr.kernel.digits import baht, plain
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words
from lhr.service_record.pay import NO_PAY, Pay
from lhr.service_record.rules_of_pay import (
    NO_RISE,
    PCT_OF_A_STEP,
    PERCENT_RISE,
    SPECIAL_PAY,
    STEP_RISE,
    USUAL_LIMITS,
    Round,
    StepLimits,
    special_of,
)
from lhr.standards.criteria import Criterion, in_force
from lhr.standards.rules import PayEngine
from lhr.standards.scales import PayScale

_NOTHING, _HALF = Decimal(0), Decimal("0.5")
_MOST_SPECIAL = Decimal(4)  # per cent: a whole step's worth
_SATANG = Decimal("0.01")

# Item 11 is sensitive: shown to who may read it, told to anybody else as UNSEEN.
DISCIPLINED = Words(
    "มีรายการโทษทางวินัยในรอบนี้ (หัวข้อ ๑๑): ให้ผู้มีอำนาจพิจารณา",
    "A disciplinary entry of this half (item 11): to be decided by those who may",
)
UNSEEN = Words(
    "มีข้อมูลอ่อนไหวที่ต้องพิจารณา: เปิดประวัติและยืนยันตัวตนเพื่อดู",
    "Sensitive data to be considered: open the record and confirm who you are",
)
NO_APPRAISAL = Words(
    "ไม่มีผลการประเมินของรอบนี้: บันทึกผลการประเมินก่อน", "No appraisal of this half: record the appraisal first"
)
NO_CRITERIA = Words("ข้อเสนอของระบบ ยังไม่มีเกณฑ์ที่นำเข้า", "The system's proposal: no criteria are loaded")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The appraisal of the half; `name` is how its grade is called, `verified` False while it waits for a signature."""

    grade: str
    name: Words
    passes: bool
    verified: bool = True


@dataclass(frozen=True)
class Candidate:
    """Somebody in service on the day of the round, as the register knows them.

    `salary` is drawn up to the round; `scale` is in force on its day. `given_in_half` and `given_in_year` are steps
    that lines of this round and of its round year gave already. `days` were served in the half, those without pay
    subtracted. `leaves_on` is the first day out of service where it is known.
    """

    kind_code: str
    engine: PayEngine | None
    level_code: str = ""
    salary: Decimal | None = None
    scale: PayScale | None = None
    given_in_half: Decimal = _NOTHING
    given_in_year: Decimal = _NOTHING
    appraisal: Appraisal | None = None
    days: int = 0
    unpaid_days: int = 0
    once_a_year: bool = False
    in_round: bool = False
    disciplined: bool = False
    suspended: bool = False
    leaves_on: date | None = None


@dataclass(frozen=True)
class Proposal:
    """What is proposed. Without a movement the person is left to the officer, and the reasons say why.

    A salary that the schedule does not tell stays empty in `pay`, to be filled in after the resolution. `capped`: the
    top of the level cut the rise short.
    """

    reasons: tuple[Words, ...]
    movement_code: str = ""
    pay: Pay = NO_PAY
    old: Decimal | None = None
    capped: bool = False

    @property
    def new(self) -> Decimal | None:
        return self.pay.salary


def propose(
    this: Round, one: Candidate, criteria: Iterable[Criterion] = (), limits: StepLimits = USUAL_LIMITS
) -> Proposal:
    """Return the line that the round proposes for somebody."""
    table = in_force(criteria, one.kind_code, this.half, this.effective)
    appraisal = one.appraisal
    criterion = table.get(appraisal.grade) if appraisal else None
    left = tuple(_left_open(this, one, named=criterion is not None or not table))
    if left or appraisal is None:
        return Proposal(left, old=one.salary)
    found = _judged(this, one, appraisal, criterion, limits)
    return replace(found, old=one.salary, reasons=(*_basis(appraisal, criterion), *_noted(this, one), *found.reasons))


def _left_open(this: Round, one: Candidate, *, named: bool) -> Iterator[Words]:
    """Why nothing is proposed; the first reason that closes the matter stands alone."""
    outside = next(_outside(this, one), None)
    if outside is not None:
        yield outside
        return
    if one.suspended:
        yield Words("พักราชการหรือให้ออกไว้ก่อนในวันที่มีผล: รอมติ", "Suspended on the effective day: await the resolution")
    if one.disciplined:
        yield DISCIPLINED
    if one.appraisal is None:
        yield NO_APPRAISAL
    elif not one.appraisal.verified:
        yield Words("ผลการประเมินของรอบนี้รอตรวจสอบ", "The appraisal of this half waits for verification")
    elif not named:
        yield Words("เกณฑ์ที่นำเข้าไม่มีระดับผลการประเมินนี้", "The criteria loaded do not name this grade")


def _outside(this: Round, one: Candidate) -> Iterator[Words]:
    if one.in_round:
        yield Words("มีรายการของรอบนี้แล้ว", "There is a line of this round already")
    if one.leaves_on is not None and one.leaves_on <= this.effective:
        left = said(one.leaves_on)
        yield Words(f"พ้นจากราชการวันที่ {left.th} ไม่อยู่ในรอบนี้", f"Leaves on {left.en}: not of this round")
    if one.once_a_year and this.half == 1:
        yield Words("เลื่อนปีละครั้ง วันที่ ๑ ต.ค.", "Rises once a year, on 1 October")
    if one.engine is PayEngine.FLAT:
        yield Words("อัตราเดียว ไม่มีการเลื่อน", "A flat rate: nothing to rise on")
    if one.engine is None:
        yield Words(
            "ไม่มีบัญชีเงินเดือนของวันที่นี้ จึงไม่ทราบว่าเลื่อนเป็นขั้นหรือร้อยละ",
            "No schedule of this day says whether the rise is by steps or per cent",
        )
    if one.days <= 0:
        yield Words("ไม่มีวันปฏิบัติราชการในรอบนี้", "No days of service in this half")


def _basis(appraisal: Appraisal, criterion: Criterion | None) -> Iterator[Words]:
    grade = appraisal.name.literal()
    yield Words(f"ผลการประเมิน{grade.th}", f"Appraised {grade.en}")
    if criterion is None:
        yield NO_CRITERIA
    else:
        yield Words(f"ตามเกณฑ์ {criterion.called.th}", f"By the criteria of {criterion.called.en}")


def _noted(this: Round, one: Candidate) -> Iterator[Words]:
    of_half = this.days
    if one.unpaid_days:
        yield Words(f"ไม่ได้รับเงินเดือน {one.unpaid_days} วันในรอบ", f"{one.unpaid_days} days of the half without pay")
    if one.days < of_half:
        yield Words(f"ปฏิบัติราชการ {one.days} จาก {of_half} วันในรอบ", f"Served {one.days} of the half's {of_half} days")
    if one.scale is not None and one.scale.doubt is not None:
        yield Words(f"ใช้{one.scale.called.th}", f"By {one.scale.called.en}")


def _judged(
    this: Round, one: Candidate, appraisal: Appraisal, criterion: Criterion | None, limits: StepLimits
) -> Proposal:
    if criterion is None and not appraisal.passes:
        return _none(one, Words("ผลการประเมินไม่ผ่าน", "The appraisal does not pass"))
    least = criterion.least_days if criterion else None
    if least is not None and one.days < least:
        return _none(one, Words(f"เกณฑ์ให้มีวันปฏิบัติราชการ {least} วัน", f"The criteria ask for {least} days"))
    if one.engine is PayEngine.PERCENT:
        return _by_percent(one, criterion)
    wanted = _HALF if criterion is None else criterion.steps
    if wanted is None:
        return _unsaid(STEP_RISE, Pay(), Words("เกณฑ์ไม่บอกจำนวนขั้น", "The criteria name no steps"))
    return _by_steps(this, one, wanted, limits)


def _by_steps(this: Round, one: Candidate, wanted: Decimal, limits: StepLimits) -> Proposal:
    if not wanted:
        return _none(one, Words("เกณฑ์ไม่ให้เลื่อนขั้น", "The criteria give no step"))
    granted, cut = _within(this, one, wanted, limits)
    if not granted:
        return _none(one, *cut)
    column = one.scale.column(one.level_code) if one.scale else ()
    amounts = {cell.step: cell.amount for cell in column}
    at = one.scale.step_of(one.level_code, one.salary) if one.scale and one.salary is not None else None
    if at is None:
        return _unsaid(STEP_RISE, Pay(steps=granted), *cut, _unknown(one))
    moved = min(granted, column[-1].step - at)
    rest = granted - moved
    special = min(rest * PCT_OF_A_STEP, _MOST_SPECIAL) or None
    if not moved:
        return Proposal((*cut, _topped(special)), SPECIAL_PAY, Pay(salary=one.salary, step=at, special_pay_pct=special),
                        capped=True)  # fmt: skip
    pay = Pay(salary=amounts[at + moved], step=at + moved, steps=moved, special_pay_pct=special)
    steps = Words(f"เลื่อน {plain(moved)} ขั้น", f"{plain(moved)} steps")
    return Proposal((*cut, steps, *((_topped(special),) if rest else ())), STEP_RISE, pay, capped=bool(rest))


def _within(
    this: Round, one: Candidate, wanted: Decimal, limits: StepLimits
) -> tuple[Decimal, tuple[Words, ...]]:
    """Return the steps that half and round year still allow (SR-11), and what cut them."""
    room = min(limits.of_half(this.half) - one.given_in_half, limits.year - one.given_in_year)
    room = max(room - room % _HALF, _NOTHING)
    if wanted <= room:
        return wanted, ()
    given = plain(one.given_in_year)
    return room, (
        Words(
            f"เกณฑ์ให้ {plain(wanted)} ขั้น แต่รอบปี {this.year} ได้แล้ว {given} ขั้น เหลือ {plain(room)} ขั้น",
            f"{plain(wanted)} steps by the criteria; {given} given in round year {this.year}, {plain(room)} left",
        ),
    )


def _by_percent(one: Candidate, criterion: Criterion | None) -> Proposal:
    percent = criterion.percent if criterion else None
    if criterion is None or percent is None:
        fill = Words("กรอกร้อยละและเงินเดือนใหม่ตามมติ", "Fill in percentage and salary after the resolution")
        return _unsaid(PERCENT_RISE, Pay(), fill)
    if not percent:
        return _none(one, Words("เกณฑ์ไม่ให้เลื่อน", "The criteria give no rise"))
    known = one.scale.range_of(one.level_code) if one.scale else None
    if one.scale is None or known is None or one.salary is None:
        return _unsaid(PERCENT_RISE, Pay(percent=percent), _unknown(one))
    if one.salary >= known[1]:
        pct = special_of(percent)
        return Proposal((_topped(pct),), SPECIAL_PAY, Pay(salary=one.salary, special_pay_pct=pct), capped=True)
    base = one.scale.base_of(one.level_code) or one.salary
    new = one.salary + _rounded(base * percent / 100, criterion.rounded_up_to)
    capped = new > known[1]
    reason = Words(f"ร้อยละ {plain(percent)} ของฐาน {baht(base)} บาท", f"{plain(percent)} per cent of {baht(base)} baht")
    top = (Words("ถึงขั้นสูงของระดับ", "Up to the highest of the level"),) if capped else ()
    return Proposal((reason, *top), PERCENT_RISE, Pay(salary=min(new, known[1]), percent=percent), capped=capped)


def _rounded(rise: Decimal, up_to: int | None) -> Decimal:
    if not up_to:
        return rise.quantize(_SATANG, ROUND_HALF_UP)
    return (rise / up_to).to_integral_value(ROUND_CEILING) * up_to


def _none(one: Candidate, *reasons: Words) -> Proposal:
    step = one.scale.step_of(one.level_code, one.salary) if one.scale and one.salary is not None else None
    return Proposal(reasons, NO_RISE, Pay(salary=one.salary, step=step))


def _unsaid(movement: str, pay: Pay, *reasons: Words) -> Proposal:
    return Proposal(reasons, movement, pay)


def _unknown(one: Candidate) -> Words:
    if one.salary is None:
        return Words("ไม่มีเงินเดือนเดิมในทะเบียน: กรอกเงินเดือนใหม่", "No salary in the register: fill in the new one")
    if one.scale is None:
        return Words("ไม่มีบัญชีเงินเดือนของวันที่นี้: กรอกเงินเดือนใหม่", "No schedule of this day: fill in the new salary")
    return Words(
        f"ไม่มี {baht(one.salary)} บาทในบัญชีของระดับนี้: กรอกเงินเดือนใหม่",
        f"{baht(one.salary)} baht is not on this level's schedule: fill in the new salary",
    )


def _topped(special: Decimal | None) -> Words:
    pct = plain(special or _NOTHING)
    return Words(f"เต็มขั้น: เงินตอบแทนพิเศษร้อยละ {pct}", f"At the top: special remuneration of {pct} per cent")

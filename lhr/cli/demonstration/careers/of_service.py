"""Leave and appraisals of the last ten fiscal years, and the rare lines: a penalty, a leave without pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lhr.cli.demonstration.careers.life import Life, Told, written
from lhr.kernel.fiscal import fiscal_year
from lhr.service_record.drafts import Citation
from lhr.service_record.sections.of_leave import half_year

_YEARS = 10
SICK, MATERNITY, PERSONAL, REST, ORDINATION, LATE, WITH_HIS_WIFE = "01", "02", "03", "04", "05", "10", "14"
_GRADES = (("EXCELLENT", 90, 99), ("VERY_GOOD", 80, 89), ("GOOD", 70, 79), ("FAIR", 60, 69))
_OFFENCES = (
    ("REPRIMAND", "มาปฏิบัติราชการสายเป็นประจำโดยไม่มีเหตุอันสมควร"),
    ("REPRIMAND", "ไม่ปฏิบัติตามระเบียบของทางราชการเรื่องการลา"),
    ("PAY_CUT", "ประมาทเลินเล่อในหน้าที่ราชการ เป็นเหตุให้พัสดุสูญหาย"),
)


def told(life: Life) -> Iterator[Told]:
    ordained = life.who.born.year + life.chance.randint(25, 34)
    if life.woman or life.happens(0.8):
        ordained = 0
    for year, half, first, last in _halves(life):
        yield from _leave(life, str(year), half, first, last, ordained=ordained == first.year)
        if life.who.official:
            yield _appraisal(life, str(year), half)
    yield from _rare(life)


def _halves(life: Life) -> Iterator[tuple[int, str, date, date]]:
    """The halves that are over and in which the person served, as far as the register knows."""
    now = fiscal_year(life.today)
    for year in range(now - _YEARS + 1, now + 1):
        for half in ("1", "2"):
            first, last = half_year(year, half)
            if last < life.today and first >= life.who.started:
                yield year, half, first, last


def _leave(
    life: Life, year: str, half: str, first: date, last: date, *, ordained: bool
) -> Iterator[Told]:
    chance, taken = life.chance, list[tuple[str, str, str]]()
    if rested := chance.randint(0, 10):
        taken.append((REST, _halved(rested), ""))
    if life.happens(0.65):
        taken.append((SICK, _halved(chance.randint(1, 12)), str(chance.randint(1, 4))))
    if life.happens(0.45):
        taken.append((PERSONAL, _halved(chance.randint(1, 8)), str(chance.randint(1, 3))))
    if life.happens(0.3):
        taken.append((LATE, "", str(chance.randint(1, 6))))
    if any(first <= born <= last for born in life.children):
        taken.append((MATERNITY, "90", "") if life.woman else (WITH_HIS_WIFE, "15", ""))
    if ordained and half == "1":
        taken.append((ORDINATION, str(chance.choice((15, 30, 90))), ""))
    for kind, days, times in sorted(taken):
        yield Told("LEAVE", {"year": year, "half": half, "type": kind, "days": days, "times": times})


def _halved(halves: int) -> str:
    """Days in steps of a half."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def _appraisal(life: Life, year: str, half: str) -> Told:
    grade, low, high = life.chance.choices(_GRADES, weights=(45, 40, 13, 2))[0]
    score = f"{life.chance.randint(low, high)}.{life.chance.choice(('00', '25', '50', '75'))}"
    return Told("APPRAISAL", {"year": year, "half": half, "grade": grade, "score": score})


def _rare(life: Life) -> Iterator[Told]:
    since, until = life.who.started, life.today - timedelta(days=200)
    if (until - since).days < 400:
        return
    if life.happens(0.04):
        on, (penalty, offence) = life.day_between(since, until), life.chance.choice(_OFFENCES)
        typed = {"on": written(on), "penalty": penalty, "offence": f"{offence} (ตัวอย่าง)"}
        yield Told("DISCIPLINE", typed, life.order(on))
    if life.happens(0.05):
        starts = life.day_between(since, until)
        ended = starts + timedelta(days=life.chance.choice((14, 29, 59, 89)))
        typed = {"starts_on": written(starts), "ended_on": written(ended), "kind": "NO_PAY"}
        order: Citation = life.order(starts)
        yield Told("NO_PAY", {**typed, "detail": "ลากิจส่วนตัวเพื่อเลี้ยงดูบุตรโดยไม่ได้รับเงินเดือน"}, order)

"""Decorations of a career: one order every five years, as the rank allows, with the position held on that day. The
Gazette's references are invented, and say so wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lhr.cli.demonstration.careers.life import Life, Told, written

# บ.ม. บ.ช. จ.ม. จ.ช. ต.ม. ต.ช. ท.ม. ท.ช.: the two families by turns, each only climbing.
LADDER = ("34", "33", "29", "28", "24", "23", "16", "15")
_TOP = {
    "OPERATIONAL": 2, "EXPERIENCED": 4, "SENIOR": 5, "PRACTITIONER": 3, "PROFESSIONAL": 6, "SENIOR_PROFESSIONAL": 7,
    "DIRECTOR_LOW": 6, "DIRECTOR_MIDDLE": 7, "ADMIN_LOW": 6, "ADMIN_MIDDLE": 8,
}  # fmt: skip
MEDAL, YEARS_OF_MEDAL = "61", 25
_YEARS_BETWEEN = 5
_NEW_DAY = 2017  # awards of the year are of 5 December before, of 28 July from then on


def told(life: Life) -> Iterator[Told]:
    if not life.who.official:
        return
    top = _TOP.get(life.who.level, 2)
    year, step = life.appointed.year + _YEARS_BETWEEN, 0
    while step < top and _day(year) < life.today - timedelta(days=400):
        yield _awarded(life, LADDER[step], year)
        step, year = step + 1, year + _YEARS_BETWEEN + life.chance.choice((0, 0, 1))
    medal = life.appointed.year + YEARS_OF_MEDAL
    if _day(medal) < life.today - timedelta(days=400):
        yield _awarded(life, MEDAL, medal)
    if step < len(LADDER) and year <= life.today.year + 1 and life.happens(0.3):
        asked = {"kind": "REQUESTED", "decoration": LADDER[step], "year": str(life.today.year + 542)}
        yield Told("DECORATION", {**asked, "position": life.who.position})


def _day(year: int) -> date:
    return date(year, 12, 5) if year < _NEW_DAY else date(year, 7, 28)


def _awarded(life: Life, decoration: str, year: int) -> Told:
    received = _day(year)
    announced = received + timedelta(days=life.chance.randint(20, 90))
    handed = announced + timedelta(days=life.chance.randint(60, 240))
    return Told(
        "DECORATION",
        {
            "kind": "AWARDED",
            "decoration": decoration,
            "year": str(year + 543),
            "received_on": written(received),
            "seq": str(life.chance.randint(1, 4000)),
            "book": str(year - 1883),
            "part": "ตัวอย่าง",
            "page": str(life.chance.randint(1, 300)),
            "gazette_on": written(announced),
            "gazette_text": "ตัวอย่าง: เลขเล่ม หน้า และลำดับแต่งขึ้น ไม่ใช่ราชกิจจานุเบกษา",
            "handed_over_on": written(handed),
            "position": life.position_on(received),
        },
    )

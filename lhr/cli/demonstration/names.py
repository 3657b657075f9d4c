"""Invented people. Every family name ends with สาธิต ("demonstration"), so that nobody's family is named; ID numbers
come from the synthetic ranges that production refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lhr.kernel.national_id import make_synthetic

_MEN = ("ธนา", "ปรีชา", "วิชัย", "สมชาย", "อนันต์", "กิตติ", "ชัยวัฒน์", "ณรงค์", "ประเสริฐ", "มานะ", "ศักดิ์ชัย", "สุรชัย")
_WOMEN = ("สมใจ", "กานดา", "จันทร์เพ็ญ", "ดวงใจ", "นภา", "ปราณี", "พรทิพย์", "มาลี", "วันเพ็ญ", "ศิริพร", "สุดา", "อรุณี")
_FIRST_HALF = (
    "ทอง",
    "ศรี",
    "แสง",
    "บุญ",
    "แก้ว",
    "คำ",
    "พร",
    "วงศ์",
    "ชัย",
    "เพชร",
    "ดวง",
    "สุข",
    "จันทร์",
    "ไพร",
    "ธาร",
    "ภู",
)
_SECOND_HALF = ("งาม", "สว่าง", "มั่น", "เจริญ", "รุ่ง", "ดี", "วัน", "เย็น", "ใส", "คง", "พูน", "ลือ")
_ENDING = "สาธิต"


@dataclass(frozen=True, slots=True)
class Invented:
    """One person of the demonstration, with the number that stands on the simulated card."""

    national_id: str
    prefix: str
    first: str
    last: str
    gender: str
    born: date

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.first} {self.last}"


def people(seed: int) -> Iterator[Invented]:
    """Yield persons without end, the same ones for the same seed; numbers never repeat."""
    chance = Random(seed)  # noqa: S311 invented names need no cryptographic chance
    serial = 0
    while True:
        serial += 1
        woman = chance.random() < 0.55
        prefix = chance.choice(("นาง", "นางสาว")) if woman else "นาย"
        yield Invented(
            national_id=make_synthetic(serial, lead=chance.choice((1, 3))),
            prefix=prefix,
            first=first_name("F" if woman else "M", chance),
            last=family_name(chance),
            gender="F" if woman else "M",
            born=date(1968, 1, 1) + timedelta(days=chance.randrange(27 * 365)),
        )


def first_name(gender: str, chance: Random, *, not_: str = "") -> str:
    return chance.choice([one for one in (_WOMEN if gender == "F" else _MEN) if one != not_])


def family_name(chance: Random) -> str:
    """Return a family name put together of halves, which no register lists."""
    return chance.choice(_FIRST_HALF) + chance.choice(_SECOND_HALF) + _ENDING

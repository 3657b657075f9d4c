"""Schooling, training and licences of a career."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lhr.cli.demonstration.careers.life import (
    ACADEMIC_AGE,
    VOCATIONAL_AGE,
    Life,
    Told,
    month,
    working,
    written,
)
from lhr.service_record.drafts import Citation

_SCHOOLS = ("โรงเรียนตัวอย่างวิทยา", "โรงเรียนตัวอย่างพิทยาคม", "โรงเรียนตัวอย่างราษฎร์บำรุง")
_COLLEGES = ("วิทยาลัยเทคนิคตัวอย่าง", "วิทยาลัยอาชีวศึกษาตัวอย่าง")
_UNIVERSITIES = ("มหาวิทยาลัยตัวอย่าง", "มหาวิทยาลัยราชภัฏตัวอย่าง", "มหาวิทยาลัยเปิดตัวอย่าง")
# Degrees by the first digits of the post's line; the last is for every other.
_DEGREES = {
    "32": ("บัญชีบัณฑิต", "การบัญชี"),
    "37": ("วิศวกรรมศาสตรบัณฑิต", "วิศวกรรมโยธา"),
    "36": ("วิทยาศาสตรบัณฑิต", "สาธารณสุขศาสตร์"),
    "38": ("ศิลปศาสตรบัณฑิต", "การพัฒนาชุมชน"),
    "2102": ("บริหารธุรกิจบัณฑิต", "การเงิน"),
    "": ("รัฐศาสตรบัณฑิต", "การปกครองท้องถิ่น"),
}
_DIPLOMAS = {
    "47": ("ประกาศนียบัตรวิชาชีพชั้นสูง", "ช่างก่อสร้าง"),
    "42": ("ประกาศนียบัตรวิชาชีพชั้นสูง", "การบัญชี"),
    "": ("ประกาศนียบัตรวิชาชีพชั้นสูง", "การจัดการสำนักงาน"),
}
_COURSES = (
    ("TRAINING", "ปฐมนิเทศข้าราชการหรือพนักงานส่วนท้องถิ่นบรรจุใหม่", 5),
    ("TRAINING", "ระเบียบงานสารบรรณและการเขียนหนังสือราชการ", 3),
    ("TRAINING", "การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ", 3),
    ("TRAINING", "การเงินและบัญชีขององค์กรปกครองส่วนท้องถิ่น", 10),
    ("TRAINING", "วินัยและการดำเนินการทางวินัย", 3),
    ("TRAINING", "การคุ้มครองข้อมูลส่วนบุคคลสำหรับหน่วยงานของรัฐ", 1),
    ("TRAINING", "การจัดทำแผนพัฒนาท้องถิ่น", 4),
    ("TRAINING", "ภาษีที่ดินและสิ่งปลูกสร้าง", 3),
    ("TRAINING", "การบริหารงานบุคคลส่วนท้องถิ่น", 5),
    ("TRAINING", "ผู้นำยุคใหม่กับการบริหารองค์กร", 12),
    ("SEMINAR", "สัมมนาเครือข่ายความโปร่งใสในการดำเนินงาน", 2),
    ("SEMINAR", "สัมมนาทิศทางการกระจายอำนาจ", 1),
    ("VISIT", "ศึกษาดูงานการจัดการขยะมูลฝอยในชุมชน", 3),
    ("VISIT", "ศึกษาดูงานระบบบริการประชาชนแบบเบ็ดเสร็จ", 2),
)
_ORGANISERS = (
    ("สถาบันพัฒนาบุคลากรท้องถิ่น", "ปทุมธานี"),
    ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", "ศาลากลางจังหวัด"),
    ("มหาวิทยาลัยตัวอย่าง", "หอประชุมมหาวิทยาลัย"),
)
_YEARS_OF_LICENCE, _HOURS_A_DAY = 5, 6
_ENGINEERS = ("3701", "3704", "3705", "3706")


def told(life: Life) -> Iterator[Told]:
    yield from _schools(life)
    yield from _later_degrees(life)
    yield from _training(life)
    yield from _licence(life)


def _schools(life: Life) -> Iterator[Told]:
    """The schools before service, by the year in which the person was of their age."""
    born = life.who.born.year
    secondary = ("UPPER_SECONDARY", "มัธยมศึกษาตอนปลาย", "ศิลป์–คำนวณ", _SCHOOLS)
    vocational = ("VOC_CERT", "ประกาศนียบัตรวิชาชีพ", "พาณิชยการ", _COLLEGES)
    first = vocational if life.schooled == VOCATIONAL_AGE else secondary
    yield _school(life, born + 15, born + 18, *first)
    if life.schooled == VOCATIONAL_AGE:
        degree, major = _of_line(_DIPLOMAS, life.who.line)
        yield _school(life, born + 18, born + 20, "VOC_DIPLOMA", degree, major, _COLLEGES)
    if life.schooled == ACADEMIC_AGE:
        degree, major = _of_line(_DEGREES, life.who.line)
        yield _school(life, born + 18, born + 22, "BACHELOR", degree, major, _UNIVERSITIES)


def _later_degrees(life: Life) -> Iterator[Told]:
    """Beside the work: a bachelor's degree for who had none, a master's for many who lead."""
    year = life.appointed.year + life.chance.randint(2, 6)
    needed = 0.6 if life.who.line[:1] in ("", "4") else 1.0
    if life.schooled < ACADEMIC_AGE and life.happens(needed) and year + 3 < life.today.year:
        degree, major = _of_line(_DEGREES, life.who.line)
        yield _school(life, year, year + 2, "BACHELOR", degree, f"{major} (ต่อเนื่อง)", _UNIVERSITIES)
        return
    leads = life.who.line[:1] in ("1", "2")
    if life.schooled == ACADEMIC_AGE and life.happens(0.8 if leads else 0.2) and year + 3 < life.today.year:
        yield _school(life, year, year + 2, "MASTER", "รัฐประศาสนศาสตรมหาบัณฑิต", "รัฐประศาสนศาสตร์", _UNIVERSITIES)


def _school(
    life: Life, first: int, last: int, level: str, degree: str, major: str, places: tuple[str, ...]
) -> Told:
    return Told(
        "EDUCATION",
        {
            "place": life.chance.choice(places),
            "starts_on": month(date(first, life.chance.choice((5, 6)), 1)),
            "ended_on": month(date(last, life.chance.choice((2, 3)), 1)),
            "level": level,
            "degree": degree,
            "major": major,
            "country": "ไทย",
        },
    )


def _of_line(known: dict[str, tuple[str, str]], line: str) -> tuple[str, str]:
    return known.get(line) or known.get(line[:2]) or known[""]


def _training(life: Life) -> Iterator[Told]:
    """A course every two years or so, the first one soon after the appointment."""
    day = life.appointed + timedelta(days=life.chance.randint(60, 400))
    for kind, course, days in [_COURSES[0], *life.chance.sample(_COURSES[1:], 9)]:
        starts = working(day)
        ends = starts + timedelta(days=days - 1)
        if ends >= life.today:
            return
        organiser, place = life.chance.choice(_ORGANISERS)
        yield Told(
            "TRAINING",
            {
                "kind": kind,
                "course": course,
                "batch": str(life.chance.randint(1, 80)) if kind == "TRAINING" else "",
                "organiser": organiser,
                "place": place,
                "starts_on": written(starts),
                "ended_on": written(ends),
                "hours": str(days * _HOURS_A_DAY),
            },
            life.order(starts, most=20) if life.happens(0.7) else Citation(),
        )
        day = ends + timedelta(days=life.chance.randint(250, 1200))


def _licence(life: Life) -> Iterator[Told]:
    if life.who.line not in _ENGINEERS:
        return
    issued = max(life.appointed, life.today - timedelta(days=life.chance.randint(100, 1600)))
    number = f"ตัวอย่าง-{life.chance.randint(10000, 99999)}"
    yield Told(
        "LICENCE",
        {
            "name": "ใบอนุญาตประกอบวิชาชีพวิศวกรรมควบคุม ระดับภาคีวิศวกร",
            "number": number,
            "issuer": "สภาวิศวกร",
            "issued_on": written(issued),
            "expires_on": written(date(issued.year + _YEARS_OF_LICENCE, issued.month, 1)),
        },
        Citation(text=f"ใบอนุญาตเลขที่ {number}"),
    )

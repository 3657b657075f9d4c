"""Names, beginning, addresses, skills, special duties and other items of a career."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lhr.cli.demonstration.careers.life import Life, Told, working, written
from lhr.kernel.thai_date import show
from lhr.service_record.drafts import Citation
from lhr.service_record.rules import last_day_of_service

OLD_CARD = Citation(text="บัตร ก.พ.๗ ฉบับเดิม (ตัวอย่าง)")
_ROADS = ("นิตโย", "สุนทรวิจิตร", "อภิบาลบัญชา", "บำรุงเมือง", "ชยางกูร")
_SKILLS = (
    ("คอมพิวเตอร์ (โปรแกรมสำนักงาน)", "ดีมาก"),
    ("ภาษาอังกฤษ", "พอใช้"),
    ("ภาษาลาว", "ดีมาก"),
    ("ภาษาเวียดนาม", "ดี"),
    ("วิทยากรกระบวนการ", "ผ่านหลักสูตรวิทยากร"),
    ("ดนตรีไทย", "ดี"),
    ("การปฐมพยาบาล", "ผ่านการอบรม ๑๘ ชั่วโมง"),
    ("ถ่ายภาพและตัดต่อวิดีโอ", "ดี"),
)
_DUTIES = (
    ("กรรมการประจำหน่วยเลือกตั้ง", "หน่วยเลือกตั้งในเขตตำบล", 1),
    ("ผู้ช่วยเหลือศูนย์ป้องกันและบรรเทาอุทกภัย", "ศูนย์ปฏิบัติการอำเภอ", 45),
    ("คณะทำงานสำรวจข้อมูลที่ดินและสิ่งปลูกสร้าง", "พื้นที่ตำบล", 180),
    ("คณะกรรมการตรวจการจ้าง", "สำนักงาน", 120),
    ("เจ้าหน้าที่ศูนย์พักคอยโรคติดเชื้อ", "ศูนย์พักคอยตำบล", 60),
    ("เลขานุการคณะกรรมการสนับสนุนแผนพัฒนาท้องถิ่น", "สำนักงาน", 365),
)
_ITEMS = (
    "ได้รับเกียรติบัตรผู้ปฏิบัติงานดีเด่นของหน่วยงาน",
    "ได้รับโล่บุคคลต้นแบบด้านคุณธรรมและจริยธรรม",
    "อุปสมบทโดยได้รับอนุญาต",
    "บริจาคโลหิตครบ ๒๔ ครั้ง ได้รับเข็มที่ระลึก",
    "เป็นวิทยากรโครงการอบรมเยาวชนของอำเภอ",
)


def told(life: Life) -> Iterator[Told]:
    who = life.who
    began = working(life.appointed + timedelta(days=life.chance.choice((0, 0, 0, 1, 3))))
    yield Told(
        "BEGINNING",
        {"appointed_on": written(life.appointed), "began_on": written(began)},
        who.order if who.order.is_order else life.order(life.appointed),
    )
    home = life.chance.choice(who.homes)[0].rsplit(" ", 1)[-1]
    yield Told("DOMICILE", {"domicile": f"จังหวัด{home}"})
    if who.official:
        yield Told("RETIREMENT", {"printed": show(last_day_of_service(who.born), "full")}, OLD_CARD)
    yield from _renamed(life)
    yield from _addresses(life)
    yield from _skills(life)
    yield from _duties(life)
    yield from _items(life)


def _renamed(life: Life) -> Iterator[Told]:
    """Some women took the name of their first husband, and the title that goes with it."""
    if not life.maiden:
        return
    who, on = life.who, life.marriages[0].on
    number = f"{life.chance.randint(1, 300)}/{life.chance.randint(1000, 30000)}"
    yield Told(
        "NAME",
        {
            "changed_on": written(on),
            "former": f"นางสาว{who.first} {life.maiden}",
            "prefix": who.prefix,
            "first_name": who.first,
            "last_name": who.last,
        },
        Citation(text=f"ทะเบียนสมรสเลขที่ {number} (ตัวอย่าง)"),
    )


def _addresses(life: Life) -> Iterator[Told]:
    registered = _address(life, "REGISTERED")
    yield Told("ADDRESS", {"kind": "REGISTERED", **registered})
    if life.happens(0.4):
        yield Told("ADDRESS", {"kind": "CURRENT", **registered, "phone": "042-000-000"})
        return
    since = life.day_between(life.appointed, life.today)
    if life.happens(0.4) and since > life.appointed:
        yield Told("ADDRESS", {"kind": "CURRENT", "since": written(life.appointed), **_address(life, "CURRENT")})
    if since < life.today:
        later = {"since": written(since), **_address(life, "CURRENT"), "phone": "042-000-000"}
        yield Told("ADDRESS", {"kind": "CURRENT", **later})


def _address(life: Life, kind: str) -> dict[str, str]:
    where, code = life.chance.choice(life.who.homes)
    made = {
        "house": f"{life.chance.randint(1, 299)}" + (f"/{life.chance.randint(1, 9)}" if life.happens(0.2) else ""),
        "moo": str(life.chance.randint(1, 14)),
        "subdistrict": where,
        "zip": code,
    }
    if kind == "CURRENT" and life.happens(0.4):
        made["road"] = life.chance.choice(_ROADS)
    return made


def _skills(life: Life) -> Iterator[Told]:
    for skill, grade in life.chance.sample(_SKILLS, life.chance.choice((0, 1, 1, 2))):
        since = str(life.day_between(life.left_school, life.today).year + 543)
        yield Told("SKILL", {"skill": skill, "grade": grade, "since": since})


def _duties(life: Life) -> Iterator[Told]:
    for duty, place, days in life.chance.sample(_DUTIES, life.chance.choice((0, 1, 1, 2))):
        starts = life.day_between(life.who.started, life.today - timedelta(days=days + 10))
        if starts + timedelta(days=days) < life.today:
            ended = starts + timedelta(days=days - 1)
            typed = {"duty": duty, "place": place, "starts_on": written(starts), "ended_on": written(ended)}
            yield Told("SPECIAL_DUTY", typed, life.order(starts))


def _items(life: Life) -> Iterator[Told]:
    for item in life.chance.sample(_ITEMS, life.chance.choice((0, 0, 1, 1, 2))):
        if item.startswith("อุปสมบท") and life.woman:
            continue
        on: date = life.day_between(life.appointed, life.today)
        if on <= life.today:
            yield Told("OTHER", {"on": written(on), "item": item})

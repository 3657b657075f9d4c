"""Post numbers: how they are read and compared, and what they must agree with. Source: domain.md 4.3."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words


class Status(StrEnum):
    ACTIVE = "ACTIVE"
    FROZEN = "FROZEN"
    ABOLISHED = "ABOLISHED"


class Funding(StrEnum):
    """Whose money pays for a post (domain.md 7.2): only the LGO's own counts towards the ceiling."""

    OWN = "OWN"
    GRANT = "GRANT"
    OTHER = "OTHER"


STATUS_SAYS: dict[Status, Words] = {
    Status.ACTIVE: Words("ใช้อยู่", "in use"),
    Status.FROZEN: Words("ยุบพัก", "frozen"),
    Status.ABOLISHED: Words("ยุบเลิก", "abolished"),
}
FUNDING_SAYS: dict[Funding, Words] = {
    Funding.OWN: Words("รายได้ของ อปท.", "the LGO's own income"),
    Funding.GRANT: Words("เงินอุดหนุน", "grant"),
    Funding.OTHER: Words("เงินอื่น", "other money"),
}
# As the real numbers of one อบจ. have them; what an LGO calls its own unit stands beside the number.
DEPARTMENT_SAYS: dict[str, str] = {
    "00": "ปลัด / รองปลัด",
    "01": "สำนักปลัด",
    "02": "สำนักงานเลขานุการ อบจ.",
    "04": "คลัง",
    "05": "ช่าง",
    "06": "สาธารณสุข",
    "07": "ยุทธศาสตร์และงบประมาณ",
    "08": "การศึกษา",
    "11": "สวัสดิการสังคม",
    "12": "ตรวจสอบภายใน",
    "14": "ส่งเสริมการเกษตร",
    "21": "พัสดุและทรัพย์สิน",
    "29": "การเจ้าหน้าที่",
}

PALAD_LINE = "1101"
HR_OFFICER_LINE = "3102"
_NUMBERED, _EDUCATION = "NUMBERED", "EDUCATION"  # types of position whose levels are no line's own

# Table, not NFKC: that would take ำ apart.
_PLAIN = str.maketrans(
    {
        "（": "(",
        "）": ")",
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
    }
)
_NUMBER = re.compile(r"(\d{2})-(\d)-(\d{2})-(\d{4})-(\d{3})(?:\((.+)\))?")
HEALTH_TRANSFER = "ถ"
# T in a post number, which is not the type digit of DLA's own LGO code; that of Pattaya is not known.
_TYPE_DIGIT = {"PAO": "1", "CITY_MUN": "2", "TOWN_MUN": "2", "TAMBON_MUN": "2", "TAO": "3"}

_ANNOUNCED = Words("ตรวจกับประกาศแผนอัตรากำลัง", "Check against the announced staffing plan")
_CODES = Words("หนังสือกำหนดรหัสเลขที่ตำแหน่ง ก.กลาง", "Central committee's letter on post number codes")

PO_01 = Rule(
    code="PO-01",
    weight=Weight.BLOCK,
    on="post",
    home="posts",
    says=Words("เลขที่ตำแหน่งไม่ตรงกับประเภทบุคลากร", "The post does not agree with the kind of staff"),
    remedy=Words("แก้เลขที่ตำแหน่งหรือประเภทบุคลากร", "Change the post or the kind of staff"),
    source=Words(
        "ประกาศ ก.กลาง เรื่องมาตรฐานทั่วไปเกี่ยวกับอัตราตำแหน่ง", "Central committee's general standard on posts"
    ),
    gist="A kind that needs a post has one; a kind that has none names none.",
    variants=(
        Variant(
            1,
            Words("{kind} ต้องระบุเลขที่ตำแหน่ง", "“{kind}” needs a post number"),
            Words("เลือกตำแหน่งว่างของ อปท.", "Choose a vacant post of the LGO"),
        ),
        Variant(
            2,
            Words("{kind} ไม่มีเลขที่ตำแหน่ง", "“{kind}” has no post number"),
            Words("ลบเลขที่ตำแหน่ง หรือแก้ประเภทบุคลากร", "Remove the post number, or change the kind of staff"),
        ),
    ),
)
PO_02 = Rule(
    code="PO-02",
    weight=Weight.WARN,
    on="post_number",
    home="posts",
    says=Words("เลขที่ตำแหน่ง “{number}” ไม่ตรงกับ{parts}", "Post number “{number}” does not agree with: {parts}"),
    remedy=Words(
        _ANNOUNCED.th + " หากเลขในเอกสารเป็นเช่นนี้ให้คงไว้ตามต้นฉบับและระบุเหตุผล",
        _ANNOUNCED.en + "; if the document has it so keep it and say why",
    ),
    source=_CODES,
    gist="The number parses; province, type and line agree; “(ถ)” only for transferred health staff.",
)
PO_03 = Rule(
    code="PO-03",
    weight=Weight.BLOCK,
    on="post_number",
    home="posts",
    says=Words(
        "เลขที่ตำแหน่ง “{number}” ซ้ำกับ “{other}” ที่มีอยู่แล้ว",
        "Post number “{number}” is that of “{other}”, which exists",
    ),
    remedy=Words(
        "เปิดตำแหน่งเดิม หากเป็นคนละตำแหน่งให้ตรวจกับประกาศแล้วแก้เลขใดเลขหนึ่ง",
        "Open the existing post; if they are two posts check the announcement and mend one number",
    ),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="The normalised number is unique in the LGO among live posts; a collision is never merged.",
)
PO_04 = Rule(
    code="PO-04",
    weight=Weight.WARN,
    on="post_number",
    home="posts",
    says=Words(
        "ลำดับที่ {running} ของสายงาน {line} ถูกใช้แล้วที่เลขที่ {other}",
        "Running number {running} of line {line} is used already by {other}",
    ),
    remedy=Words(
        "ใช้ลำดับถัดไป หรือระบุเหตุผลหากเลขทั้งสองมีในประกาศจริง",
        "Use the next number, or say why if the announcement has both",
    ),
    source=_CODES,
    gist="LGO, line, running number and suffix are unique across departments.",
)
PO_05 = Rule(
    code="PO-05",
    weight=Weight.BLOCK,
    on="level",
    home="posts",
    says=Words(
        "สายงาน{line}ไม่มีระดับ{level} ณ วันที่ {date}", "The line {line} has no level {level} on {date}"
    ),
    remedy=Words(
        "เลือกระดับจากรายการของสายงาน หากคำสั่งระบุเช่นนี้จริงให้แจ้งกรมฯ ปรับข้อมูลมาตรฐาน",
        "Choose a level of the line; if the order has it so, tell DLA to mend the reference data",
    ),
    source=Words("มาตรฐานกำหนดตำแหน่ง ก.กลาง", "Central committee's standard of positions"),
    gist="The level belongs to the type of the line on that day; for a line that is not verified it only warns, and so "
    "does a level that is none of the post's own.",
    variants=(
        Variant(
            1,
            Words(
                "สายงาน{line} (ยังไม่ยืนยันข้อมูล) ไม่น่ามีระดับ{level} ณ วันที่ {date}",
                "The line {line} (not verified yet) is not known to have level {level} on {date}",
            ),
            Words("ตรวจกับคำสั่ง แล้วระบุเหตุผล", "Compare with the order and say why"),
            Weight.WARN,
        ),
        Variant(
            2,
            Words(
                "ตำแหน่งเลขที่ {number} เป็นระดับ{levels} แต่ผู้ครองจะอยู่ระดับ{level} ณ วันที่ {date}",
                "Post {number} is of level {levels}, but its holder would be of level {level} on {date}",
            ),
            Words(
                "ตรวจกับคำสั่ง ย้ายแล้วระดับคงเดิม หากเลื่อนระดับให้บันทึกเป็น “เลื่อนระดับ / เลื่อนและแต่งตั้ง” "
                "หากตำแหน่งปรับระดับแล้วให้บันทึกในทะเบียนตำแหน่งก่อน หากแต่งตั้งเช่นนี้จริงให้ระบุเหตุผล",
                "Compare with the order; a move keeps the level, so key a promotion as one; if the post has other "
                "levels by now enter that in the register of posts first; if the order has it so say why",
            ),
            Weight.WARN,
        ),
    ),
)
PO_06 = Rule(
    code="PO-06",
    weight=Weight.BLOCK,
    on="level",
    home="posts",
    says=Words(
        "ระดับ “{level}” ใช้กับวันที่มีผล {date} ไม่ได้ (เปลี่ยนระบบจำแนกตำแหน่งเมื่อ ๑ ม.ค. ๒๕๕๙)",
        "Level “{level}” is not in use on {date} (positions were classified anew on 1 January 2016)",
    ),
    remedy=Words("แก้ระดับหรือวันที่มีผลให้ตรงกับคำสั่ง", "Mend the level or the effective day after the order"),
    source=Words(
        "ประกาศ ก.กลาง ระบบจำแนกตำแหน่ง ๑ ม.ค. ๒๕๕๙", "Central committee's classification of 1 January 2016"
    ),
    gist="Officials' lines from 1 January 2016 use the new levels, those before it the numbered ones.",
)
PO_09 = Rule(
    code="PO-09",
    weight=Weight.BLOCK,
    on="starts",
    home="posts",
    says=Words(
        "ทำรายการนี้กับตำแหน่งเลขที่ “{number}” ณ วันที่ {date} ไม่ได้",
        "This cannot be done to post “{number}” on {date}",
    ),
    remedy=Words("ตรวจวันที่มีผลกับทะเบียนตำแหน่ง", "Compare the day with the register of the post"),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="An act on a post finds it standing on that day and changes something; a frozen post takes no new holder, an "
    "abolished one keeps none.",
    variants=(
        Variant(
            1,
            Words(
                "ไม่มีตำแหน่งเลขที่ “{number}” ณ วันที่ {date}: ยังไม่กำหนด หรือยุบเลิกแล้ว",
                "There is no post “{number}” on {date}: not established yet, or abolished",
            ),
            Words(
                "แก้วันที่มีผลให้อยู่ในช่วงที่มีตำแหน่ง ดูทะเบียนตำแหน่ง",
                "Choose a day on which the post stands; see its register",
            ),
        ),
        Variant(
            2,
            Words(
                "ตำแหน่งเลขที่ “{number}” เป็นเช่นนี้อยู่แล้ว ณ วันที่ {date}",
                "Post “{number}” is so already on {date}",
            ),
            Words("ไม่ต้องบันทึกซ้ำ หรือแก้วันที่มีผล", "Nothing is to be entered, or mend the day"),
        ),
        Variant(
            3,
            Words(
                "ตำแหน่งเลขที่ “{number}” ยุบพักอยู่ ณ วันที่ {date}", "Post “{number}” is frozen on {date}"
            ),
            Words(
                "บันทึกการคืนตำแหน่งในทะเบียนตำแหน่งก่อน หรือเลือกตำแหน่งว่างอื่น",
                "Enter in its register that the post is in use again, or choose another vacant one",
            ),
        ),
        Variant(
            4,
            Words(
                "ตำแหน่งเลขที่ “{number}” ที่จะกลับมาครองหรือครองต่อ ยุบเลิกแล้วตั้งแต่วันที่ {date}",
                "Post “{number}”, which would be held again or on, is abolished from {date}",
            ),
            Words(
                "บันทึกการคืนตำแหน่งในทะเบียนตำแหน่งก่อน หรือทำคำสั่งย้ายไปตำแหน่งว่างอื่นแทน",
                "Enter in its register that the post is in use again, or move the person to another vacant one instead",
            ),
        ),
    ),
)
RULES = (PO_01, PO_02, PO_03, PO_04, PO_05, PO_06, PO_09)

_PARTS = {
    "form": Words("รูปแบบเลขที่ตำแหน่ง", "the form of a post number"),
    "province": Words("จังหวัด", "the province"),
    "type": Words("ประเภท อปท.", "the kind of LGO"),
    "line": Words("สายงาน", "the position line"),
    "suffix": Words("เครื่องหมาย (ถ)", "the sign (ถ)"),
}


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """PP-T-DD-LLLL-RRR with its suffix."""

    province: str
    type_digit: str
    department: str
    line: str
    running: str
    suffix: str = ""


def key_of(printed: str) -> str:
    """Return the key by which two spellings of one number are the same; the printed text itself is kept beside it."""
    plain = to_arabic(unicodedata.normalize("NFC", printed).translate(_PLAIN))
    seen = (c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join("".join(seen).split())


def parse(printed: str) -> ParsedNumber | None:
    """Return the parts, or None for a number of another form (ลูกจ้างประจำ, before 2559): never refused for that."""
    found = _NUMBER.fullmatch(key_of(printed))
    return ParsedNumber(*(part or "" for part in found.groups())) if found else None


def moved(printed: str, department: str) -> str:
    """Return the number with the department changed and all else, the running number too, kept; one without parts
    stays as it is."""
    parts = parse(printed)
    if parts is None:
        return printed
    suffix = f" ({parts.suffix})" if parts.suffix else ""
    return f"{parts.province}-{parts.type_digit}-{department}-{parts.line}-{parts.running}{suffix}"


def check_stands(number: str, status: str | None, day: date) -> list[Finding]:
    """PO-09.1: `status` is that of the post on the day, None where it has none."""
    if status in (Status.ACTIVE, Status.FROZEN):
        return []
    return [PO_09.finding(variant=1, number=number, date=in_full(day))]


def check_changes(number: str, day: date, *, now: object, wanted: object) -> list[Finding]:
    """PO-09.2: what is so already is not entered again."""
    return [PO_09.finding(variant=2, number=number, date=in_full(day))] if now == wanted else []


def check_not_frozen(number: str, status: str | None, day: date, *, field: str = "post") -> list[Finding]:
    """PO-09.3: nobody is put into a frozen post."""
    if status != Status.FROZEN:
        return []
    return [PO_09.finding(variant=3, field=field, number=number, date=in_full(day))]


def check_lasts(number: str, gone: date) -> list[Finding]:
    """PO-09.4: nobody holds a post on a day on which it is abolished; `gone` is the first such day."""
    return [PO_09.finding(variant=4, field="post", number=number, date=in_full(gone))]


def check_level(
    *, line_name: str, line_type: str, line_verified: bool, level_name: str, level_type: str, day: date
) -> list[Finding]:
    """PO-05: the level is one of the line's type. Which of a type's levels a line has is not verified for any line, so
    all of them pass; the numbered levels of before 2559 belong to no type (PO-06)."""
    if level_type in (line_type, _NUMBERED) or line_type == _EDUCATION:
        return []
    variant = None if line_verified else 1
    return [PO_05.finding(variant=variant, line=line_name, level=bare_level(level_name), date=in_full(day))]


def check_post_level(
    *,
    number: str,
    levels: str,
    span: tuple[str, str],
    level: str,
    level_name: str,
    ladder: Sequence[str],
    day: date,
) -> list[Finding]:
    """PO-05.2: the level lies between the lowest and the highest of the post, `span`. `ladder`: the levels of its type,
    low to high. A post whose levels are of another type, or are not told, is not judged."""
    low, top = span[0], span[1] or span[0]
    if low not in ladder or top not in ladder:
        return []
    if ladder.index(low) <= ladder.index(level) <= ladder.index(top):
        return []
    said: dict[str, Any] = {"levels": levels, "level": bare_level(level_name)}
    return [PO_05.finding(variant=2, number=number, date=in_full(day), **said)]


def check_classification(*, official: bool, teacher: bool, in_use: bool, level_name: str, day: date) -> list[Finding]:
    """PO-06: an official's level is one in use on the day; teachers, employees and contracts have their own."""
    if in_use or not official or teacher:
        return []
    return [PO_06.finding(level=level_name, date=in_full(day))]


def bare_level(name: str) -> str:
    """ระดับ ๗ without its first word, for a sentence that says it already."""
    return name.removeprefix("ระดับ").strip()


def check_need(*, need: str, kind_name: str, has_post: bool) -> list[Finding]:
    """PO-01: `need` is REQUIRED or FORBIDDEN, from the kinds of staff."""
    if need == "REQUIRED" and not has_post:
        return [PO_01.finding(variant=1, kind=kind_name)]
    if need == "FORBIDDEN" and has_post:
        return [PO_01.finding(variant=2, kind=kind_name)]
    return []


def check_number(
    printed: str,
    *,
    province: str,
    lgo_kind: str,
    line_code: str,
    health_transfer: bool = False,
    exempt: bool = False,
) -> list[Finding]:
    """PO-02: warn of the parts that do not agree. `exempt`: ลูกจ้างประจำ and numbers of before 2559."""
    if exempt:
        return []
    number = parse(printed)
    wrong = (
        ["form"] if number is None else _disagreeing(number, province, lgo_kind, line_code, health_transfer)
    )
    if not wrong:
        return []
    parts = Words(" ".join(_PARTS[p].th for p in wrong), ", ".join(_PARTS[p].en for p in wrong))
    return [PO_02.finding(number=printed, parts=parts)]


def _disagreeing(
    number: ParsedNumber, province: str, lgo_kind: str, line_code: str, health_transfer: bool
) -> list[str]:
    expected = _TYPE_DIGIT.get(lgo_kind)
    wrong = {
        "province": bool(province) and number.province != province,
        "type": expected is not None and number.type_digit != expected,
        "line": bool(line_code) and number.line != line_code,
        "suffix": (number.suffix == HEALTH_TRANSFER) != health_transfer,
    }
    return [part for part, differs in wrong.items() if differs]


def check_unique(printed: str, live: Iterable[str]) -> list[Finding]:
    """PO-03 and PO-04: `live` are the printed numbers of the LGO's other posts on those days."""
    numbers = list(live)
    same = next((other for other in numbers if key_of(other) == key_of(printed)), None)
    if same is not None:
        return [PO_03.finding(number=printed, other=same)]
    mine = parse(printed)
    if mine is None:
        return []
    for other in numbers:
        theirs = parse(other)
        if theirs and (theirs.line, theirs.running, theirs.suffix) == (mine.line, mine.running, mine.suffix):
            return [PO_04.finding(running=mine.running, line=mine.line, other=other)]
    return []

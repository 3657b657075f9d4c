"""OG-02: what a dated change of an organisation must fit to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations.rules import CODE_DIGIT, KIND_SAYS, WITHOUT_DISTRICT, Kind

OG_02 = Rule(
    code="OG-02",
    weight=Weight.BLOCK,
    on="starts",
    home="organisations",
    says=Words(
        "การเปลี่ยนแปลงของหน่วยงานไม่เข้ากับทะเบียน",
        "The change does not fit what the register holds of the organisation",
    ),
    remedy=Words(
        "ตรวจวันที่และรายการกับประกาศ แล้วบันทึกใหม่",
        "Check day and content against the announcement, then save again",
    ),
    source=Words(
        "ประกาศกระทรวงมหาดไทยเรื่องการจัดตั้ง เปลี่ยนฐานะ เปลี่ยนชื่อ รวม และยุบเลิก อปท.; ข้อกำหนดของระบบ",
        "The ministry's announcements on founding, upgrading, renaming, merging and abolishing LGOs; "
        "requirement of the system",
    ),
    gist="A dated change falls within the life of the organisation, changes something, and uses nobody else's code.",
    variants=(
        Variant(
            1,
            Words(
                "{organisation} ไม่ได้ตั้งอยู่ในวันที่ {day} (มีในทะเบียน {life})",
                "{organisation} does not stand on {day} (in the register {life})",
            ),
            Words(
                "ตรวจวันที่มีผลในประกาศ แล้วพิมพ์ใหม่",
                "Check the effective day in the announcement and type it again",
            ),
        ),
        Variant(
            2,
            Words(
                "{organisation} มีชื่อ ประเภท หรือที่ตั้งนี้อยู่แล้ว",
                "{organisation} has this name, kind or place already",
            ),
            Words("เปิดประวัติหน่วยงานดูว่าบันทึกแล้วหรือไม่", "Look in its history whether it was entered already"),
        ),
        Variant(
            3,
            Words(
                "รหัส อปท. {typed} ไม่ใช่เลข ๗ หลักที่ขึ้นต้นตามประเภท ({digit} สำหรับ{kind})",
                "The code {typed} is not seven digits beginning with that of the kind ({digit} for {kind})",
            ),
            Words(
                "พิมพ์รหัสตามบัญชีของกรม หรือเว้นว่างไว้จนกว่าจะได้รหัสใหม่",
                "Type the code of the department's list, or leave it empty until it is given",
            ),
        ),
        Variant(
            4,
            Words(
                "รหัส อปท. {typed} เป็นของ {holder} ในวันนั้น", "The code {typed} is held by {holder} on that day"
            ),
            Words("ตรวจรหัสกับบัญชีของกรม", "Check the code against the department's list"),
        ),
        Variant(
            5,
            Words(
                "รวมเข้ากับ {organisation} ไม่ได้ เพราะเป็นหน่วยงานเดียวกัน หรือไม่ได้ตั้งอยู่ในวันนั้น",
                "It cannot be merged into {organisation}: it is the same one, or does not stand on that day",
            ),
            Words("เลือก อปท. ที่รับรวมใหม่", "Choose the LGO that takes it in again"),
        ),
        Variant(
            6,
            Words(
                "เปลี่ยนเป็นหรือจาก{kind}ไม่ได้ เพราะ อบจ. ไม่มีอำเภอ และเป็นอย่างอื่นไม่ได้",
                "Nothing becomes {kind} or ceases to be one: it lies in no district",
            ),
            Words("เลือกประเภทอื่น", "Choose another kind"),
        ),
        Variant(
            7,
            Words(
                "อำเภอ{district}ยังไม่มีสำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอในทะเบียน "
                "{organisation} จึงยังไม่มีหน่วยงานที่กำกับที่นั่น",
                "The district {district} has no office in the register yet, "
                "so {organisation} would report to nobody there",
            ),
            Words(
                "ให้ผู้ดูแลรายชื่อของกรมเปิด รายชื่อ อปท. → นำเข้าบัญชี แล้วนำเข้าบัญชีที่ระบุ อปท. ในอำเภอ{district} "
                "ระบบตั้งสำนักงานของอำเภอพร้อมกัน จากนั้นบันทึกรายการนี้ใหม่",
                "Let the department's keeper of the list open Local governments → Import a list, and let in a list "
                "that names an LGO in the district {district}: its office is founded with it; then enter this again",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Life:
    """How an organisation is called, and the days on which it stands: `until` exclusive, None while it goes on."""

    called: str
    founded_on: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        return self.founded_on <= day and (self.until is None or day < self.until)

    def ends_lawfully_on(self, day: date) -> bool:
        """It must have stood a day before, and may not have ended already."""
        return self.founded_on < day and self.until is None


def check_day(life: Life, day: date, *, ends: bool = False) -> list[Finding]:
    """OG-02.1"""
    if life.ends_lawfully_on(day) if ends else life.stands_on(day):
        return []
    until = f" ถึงก่อน {show(life.until)}" if life.until else ""
    since = f"ตั้งแต่ {show(life.founded_on)}{until}"
    return [OG_02.finding(variant=1, organisation=life.called, day=show(day), life=since)]


def check_difference(
    life: Life, before: Iterable[object], after: Iterable[object], field: str
) -> list[Finding]:
    """OG-02.2"""
    same = list(before) == list(after)
    return [OG_02.finding(variant=2, field=field, organisation=life.called)] if same else []


def check_kind(before: Kind | None, after: Kind) -> list[Finding]:
    """OG-02.6"""
    bound = [k for k in (before, after) if k in WITHOUT_DISTRICT]
    return [OG_02.finding(variant=6, field="kind", kind="อบจ.")] if bound else []


def check_code(code: str, kind: Kind | None, holder: str = "") -> list[Finding]:
    """OG-02.3 and .4; an empty code is one not known yet. `holder` is who else has it that day."""
    if not code:
        return []
    digit = CODE_DIGIT.get(kind, "") if kind else ""
    if not (len(code) == 7 and code.isascii() and code.isdigit() and code.startswith(digit)):
        return [OG_02.finding(variant=3, field="code", typed=code[:20], digit=digit, kind=_kind_words(kind))]
    return [OG_02.finding(variant=4, field="code", typed=code, holder=holder)] if holder else []


def check_successor(life: Life, day: date, *, same: bool) -> list[Finding]:
    """OG-02.5"""
    if same or not life.stands_on(day):
        return [OG_02.finding(variant=5, field="successor", organisation=life.called)]
    return []


def check_superior(life: Life, *, has_office: bool, district: str, field: str) -> list[Finding]:
    """OG-02.7"""
    if has_office:
        return []
    said = {"organisation": life.called, "district": district}
    return [OG_02.finding(variant=7, field=field, step="organisations:import", **said)]


def _kind_words(kind: Kind | None) -> Words:
    return KIND_SAYS[kind] if kind else Words("ทุกประเภท", "any kind")

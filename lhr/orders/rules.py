"""What an order must keep to before it is checked, signed and written into the records. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from lhr.kernel.digits import to_thai
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.orders.drafts import Signature
from lhr.orders.terms import KINDS, STATE_SAYS, OrderKind, OrderState
from lhr.service_record.rules_of_free_text import check_column
from lhr.service_record.rules_of_projection import CancelEffect

_HOME = "orders"
_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")
_CORRESPONDENCE = Words(
    "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ", "Regulation of the Prime Minister's Office on correspondence"
)
_BUDDHIST = 543

OR_01 = Rule(
    code="OR-01",
    weight=Weight.BLOCK,
    on="number",
    home=_HOME,
    says=Words("เลขที่คำสั่งใช้ไม่ได้", "The number of the order cannot be used"),
    remedy=Words("ตรวจเลขที่ ปี และวันที่กับคำสั่งที่ลงนาม", "Check number, year and day against the signed order"),
    source=_CORRESPONDENCE,
    gist="A number is one order's in its LGO, series and year; the year is the B.E. year of the day signed.",
    variants=(
        Variant(
            1,
            Words(
                "คำสั่งที่ {number}/{year} มีอยู่แล้ว ลงวันที่ {date}",
                "Order {number}/{year} exists already, signed {date}",
            ),
            Words("เปิดคำสั่งเดิมเพื่อเพิ่มรายชื่อ หรือแก้เลขที่", "Open that order to add its lines, or change the number"),
        ),
        Variant(
            2,
            Words(
                "ปีของคำสั่ง {year} ไม่ตรงกับวันที่ลงนาม {date}",
                "The year {year} does not agree with the day of signing {date}",
            ),
            Words("แก้ปีหรือวันที่ตามต้นฉบับ", "Change year or day as the signed order has it"),
        ),
        Variant(
            3,
            Words(
                "คำสั่งที่ลงนามต้องมีเลขที่ ปี พ.ศ. และวันที่ลงนาม",
                "A signed order has a number, a year and a day of signing",
            ),
            Words("กรอกเลขที่ ปี และวันที่ตามคำสั่งที่ลงนาม", "Enter number, year and day as the signed order has them"),
        ),
        Variant(
            4,
            Words("ยังไม่ได้ระบุผู้ลงนาม", "It is not said who signed"),
            Words("กรอกชื่อและตำแหน่งของผู้ลงนามตามคำสั่ง", "Enter name and office of who signed, as the order has them"),
        ),
    ),
)
OR_06 = Rule(
    code="OR-06",
    weight=Weight.BLOCK,
    on="lines",
    home=_HOME,
    says=Words("คำสั่งนี้ยังไม่มีรายชื่อ", "This order names nobody yet"),
    remedy=Words("เพิ่มรายชื่ออย่างน้อยหนึ่งรายการก่อนส่งต่อ", "Add one line at least before it goes on"),
    source=_SYSTEM,
    gist="An order that is checked names somebody.",
)
OR_07 = Rule(
    code="OR-07",
    weight=Weight.BLOCK,
    on="movement",
    home=_HOME,
    says=Words("คำสั่ง{kind}ไม่มีรายการประเภทนี้", "An order of the kind “{kind}” has no such lines"),
    remedy=Words(
        "เลือกประเภทรายการตามชนิดของคำสั่ง หรือทำคำสั่งอีกฉบับ",
        "Choose a kind of line that belongs to it, or draw up another order",
    ),
    source=_SYSTEM,
    gist="A line is of a kind that belongs to the kind of its order.",
)
OR_08 = Rule(
    code="OR-08",
    weight=Weight.BLOCK,
    on="order",
    home=_HOME,
    says=Words("คำสั่งนี้อยู่ในสถานะ “{state}” ทำขั้นนี้ไม่ได้", "This order is “{state}”; this step is not possible now"),
    remedy=Words(
        "หากต้องแก้ร่าง ให้กดกลับเป็นร่างก่อน หากลงทะเบียนแล้วให้ทำคำสั่งแก้ไขหรือคำสั่งยกเลิก",
        "To change it, take it back to a draft first; once in the records it is amended or cancelled by an order",
    ),
    source=_SYSTEM,
    gist="An order goes on step by step; what is written into the records is undone by another order only.",
    variants=(
        Variant(
            1,
            Words("คำสั่งนี้มีคำสั่งยกเลิกอยู่แล้ว", "An order that cancels this one is there already"),
            Words("เปิดคำสั่งยกเลิกที่มีอยู่แล้วทำต่อ", "Open the cancelling order and go on with it"),
        ),
        Variant(
            2,
            Words("ไม่มีรายการของคำสั่งนี้ที่ยังมีผลให้ยกเลิกหรือแก้ไข", "No line of this order stands that could be undone"),
            Words("ตรวจรายการของคำสั่งในทะเบียนประวัติ", "Look at the lines of the order in the records"),
        ),
        Variant(
            3,
            Words(
                "รายการของคำสั่งนี้ {n} รายการยังรอจังหวัดตรวจสอบ จึงยังกำหนดวันสิ้นผลของทั้งคำสั่งไม่ได้",
                "{n} lines of this order still wait for the province, so it cannot end as a whole from a day on yet",
            ),
            Words(
                "ให้จังหวัดตรวจสอบรายการนั้นก่อน หรือเลือก “ถือว่าไม่เคยมีผลตั้งแต่ต้น” ซึ่งถอนรายการที่รอไปด้วย",
                "Let the province verify them first, or choose “counts as never having held”, which withdraws them",
            ),
        ),
        Variant(
            4,
            Words(
                "คำสั่งยกเลิกต้องมีครบทุกรายการของคำสั่งเดิมที่ยังมีผล ({standing} รายการ) ฉบับนี้ขาด {lacking} รายการ",
                "A cancelling order has every line of the other that stands ({standing}); this one lacks {lacking}",
            ),
            Words(
                "กลับเป็นร่าง ทิ้งร่างนี้ แล้วเปิดคำสั่งเดิมเพื่อร่างคำสั่งยกเลิกใหม่ "
                "หากจะยกเลิกบางรายการ ให้บันทึกคำสั่งยกเลิกที่รายการนั้นใน ก.พ.๗",
                "Take it back to a draft, discard it, open the other order and draw up a new one; to cancel single "
                "lines key the cancelling order at the line in the record",
            ),
        ),
        Variant(
            5,
            Words(
                "ทะเบียนประวัติของทุกคนในรายการที่ยังมีผลของคำสั่งนี้ อยู่ในความดูแลของ{keepers}แล้ว",
                "The records of everybody in what stands of this order are kept by {keepers} now",
            ),
            Words(
                "แจ้ง{keepers}ให้บันทึกคำสั่งยกเลิกหรือแก้ไขที่รายการนั้น โดยอ้างคำสั่งของท่าน",
                "Ask {keepers} to key the cancelling or amending order at the line, citing your order",
            ),
        ),
    ),
)
OR_11 = Rule(
    code="OR-11",
    weight=Weight.BLOCK,
    on="person",
    home=_HOME,
    says=Words("ยังไม่ได้เลือกผู้ที่จะเกษียณ", "Nobody who retires was chosen"),
    remedy=Words("เลือกอย่างน้อยหนึ่งคนที่พ้นจากราชการวันเดียวกัน", "Tick at least one person; all of one day"),
    source=_SYSTEM,
    gist="One order of leaving names those who retire on one day, each once.",
    variants=(
        Variant(
            1,
            Words("ผู้ที่เลือกพ้นจากราชการคนละวัน ({days})", "Those chosen leave on different days ({days})"),
            Words("เลือกเฉพาะผู้ที่พ้นวันเดียวกัน วันอื่นทำอีกคำสั่ง", "Choose those of one day; another day is another order"),
        ),
        Variant(
            2,
            Words("ผู้ที่เลือก {n} คนไม่อยู่ในรายชื่อผู้เกษียณแล้ว", "{n} of those chosen do not stand in the list any more"),
            Words("ดูรายชื่อล่าสุดด้านล่างแล้วเลือกใหม่", "Look at the list as it stands below and choose anew"),
        ),
        Variant(
            3,
            Words("{person}อยู่ในร่างคำสั่งเกษียณแล้ว", "{person} stands in an order of retirement already"),
            Words("เปิดคำสั่งเดิมทำต่อ หรือทิ้งร่างนั้นก่อน", "Go on with that order, or discard its draft first"),
        ),
    ),
)
OR_14 = Rule(
    code="OR-14",
    weight=Weight.BLOCK,
    on="order",
    home=_HOME,
    says=Words("{lgo}ทำคำสั่งของรอบนี้แล้ว", "{lgo} has begun its order of this round itself"),
    remedy=Words(
        "ติดตามคำสั่งที่มีอยู่ สำนักงานไม่เตรียมซ้ำและไม่แก้แทน",
        "Follow the order that is there; the office prepares none beside it and changes nothing in it",
    ),
    source=_SYSTEM,
    gist="An office above prepares a round only where the LGO has begun none.",
)
RULES = (OR_01, OR_06, OR_07, OR_08, OR_11, OR_14)


_LABELS = {
    "subject": Words("เรื่อง", "Subject"),
    "preamble": Words("ข้อความนำ", "Text above the table"),
    "approval_body": Words("คณะกรรมการที่เห็นชอบ", "Committee"),
    "approval_number": Words("มติครั้งที่", "Resolution no."),
    "reason": Words("เหตุผล", "Reason"),
    "number": Words("เลขที่คำสั่ง", "Order no."),
    "series": Words("ชุดเลข", "Series"),
    "signatory": Words("ผู้ลงนาม", "Signed by"),
    "signatory_title": Words("ตำแหน่งผู้ลงนาม", "Office of who signed"),
}


def check_texts(typed: Mapping[str, str]) -> list[Finding]:
    """CD-06: no text of an order's head holds somebody's whole ID number."""
    return [found for field, text in typed.items() for found in check_column(field, _LABELS[field], text)]


def check_signature(signed: Signature, same: Iterable[tuple[str, int, date]]) -> list[Finding]:
    """OR-01: the number is this order's alone, the year that of the day, and it is said who signed. `same` are number,
    year and day of the other orders of this LGO and series with this number."""
    if not signed.citation.is_order or signed.year is None or signed.signed_on is None:
        return [OR_01.finding(variant=3)]
    found = []
    if signed.year != signed.signed_on.year + _BUDDHIST:
        year, day = to_thai(str(signed.year)), in_full(signed.signed_on)
        found.append(OR_01.finding(variant=2, field="year", year=year, date=day))
    for number, of_year, on in same:
        if of_year == signed.year:
            named = {"number": to_thai(number), "year": to_thai(str(of_year))}
            found.append(OR_01.finding(variant=1, field="number", step="", date=in_full(on), **named))
    if not signed.signatory.strip() or not signed.signatory_title.strip():
        found.append(OR_01.finding(variant=4, field="signatory"))
    return found


def check_kind(kind: OrderKind, movement_code: str) -> list[Finding]:
    """OR-07."""
    if movement_code in KINDS[kind].movements:
        return []
    return [OR_07.finding(kind=KINDS[kind].says)]


def check_lines(count: int) -> list[Finding]:
    """OR-06."""
    return [] if count else [OR_06.finding()]


def check_state(state: OrderState, *allowed: OrderState) -> list[Finding]:
    """OR-08."""
    return [] if state in allowed else [OR_08.finding(state=STATE_SAYS[state])]


def check_waiting(effect: CancelEffect, waiting: int) -> list[Finding]:
    """OR-08.3: what nobody verified has not held up to any day."""
    stops = effect is CancelEffect.FROM_DAY and waiting
    return [OR_08.finding(variant=3, n=waiting)] if stops else []


def check_standing(*, here: int, keepers: str) -> list[Finding]:
    """OR-08.2, .5: something stands that this LGO may undo; `keepers` are the LGOs that keep the rest."""
    if here:
        return []
    return [OR_08.finding(variant=5, keepers=keepers) if keepers else OR_08.finding(variant=2)]


def check_whole(*, standing: int, lacking: int) -> list[Finding]:
    """OR-08.4: a cancelling order cancels as a whole."""
    return [OR_08.finding(variant=4, standing=standing, lacking=lacking)] if lacking else []


def check_leaves_whole(kind: OrderKind, lines: int) -> list[Finding]:
    """OR-08.4: no line is taken out of a cancelling order."""
    return check_whole(standing=lines, lacking=1 if kind is OrderKind.CANCELLATION else 0)


def check_not_begun(begun: int, lgo: str) -> list[Finding]:
    """OR-14: the LGO has no live order of the round."""
    return [OR_14.finding(lgo=lgo)] if begun else []


def check_retiring(days: Collection[date], *, gone: int, drawn: Iterable[str]) -> list[Finding]:
    """OR-11: those chosen leave on one day, stand in the list still, and in no other order of retirement."""
    found = [OR_11.finding(variant=3, person=name) for name in drawn]
    if gone:
        found.append(OR_11.finding(variant=2, n=gone))
    if len(days) > 1:
        shown = [in_full(day) for day in sorted(days)]
        told = Words(", ".join(one.th for one in shown), ", ".join(one.en for one in shown))
        found.append(OR_11.finding(variant=1, days=told))
    return found if found or days else [OR_11.finding()]

"""Rules RR-01 to RR-04: what is said, what to do next, where it comes from. The checks stand in rules.py."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words
from lhr.registry_rights.terms import Capacity

_SECOND_LETTER = Words("มท ๐๘๐๔.๓/ว ๒๕๖๔", "DLA letter MT 0804.3/W 2564")
_COMPLETE_IT = Words(
    "กรอกเลขที่คำสั่ง วันที่ลงนาม วันเริ่ม และวันสิ้นสุดให้ครบตามฐานะ",
    "Enter the order's number, the day it was signed, the first day and the last day, as the capacity needs",
)

RR_01 = Rule(
    code="RR-01",
    weight=Weight.BLOCK,
    on="role",
    home="registry_rights",
    says=Words("{organisation}มี{role}ได้คราวละ ๑ คน", "{organisation} has one {role} at a time"),
    remedy=Words("เลือกบุคคลอื่น หรือแก้วันเริ่ม", "Choose somebody else, or change the first day"),
    source=Words("มท ๐๘๐๔.๓/ว ๒๕๖๔ (จำนวน ๑ คน)", "DLA letter MT 0804.3/W 2564 (one person)"),
    gist="At most one registrar and one records officer in force at an LGO on any day; one person holds one role.",
    variants=(
        Variant(
            1,
            Words(
                "{organisation}มี{role}ในช่วงวันที่นี้อยู่แล้ว คือ {person}",
                "{organisation} already has a {role} in these days: {person}",
            ),
            Words(
                "แก้วันเริ่มให้หลังวันที่ {since} รายการใหม่จะแทนที่รายการเดิมเองตั้งแต่วันเริ่มนั้น",
                "Let the new entry begin after {since}: it then takes the place of the present one by itself",
            ),
        ),
        Variant(
            2,
            Words("{person}เป็น{other_role}อยู่แล้ว", "{person} is already {other_role}"),
            Words("เลือกบุคคลอื่น", "Choose somebody else"),
        ),
        Variant(
            3,
            Words("หน้าที่ “{role}” ไม่ใช่ของสำนักงานนี้", "“{role}” is not a duty of this office"),
            Words("เลือกหน้าที่ของสำนักงานนั้น", "Choose the duty of that office"),
        ),
        Variant(
            4,
            Words(
                "ผู้ที่เข้าระบบด้วยรหัสผ่านชั่วคราวแทนบัตรบันทึก SEM102 ไม่ได้",
                "Who signed in by a one-time way in cannot save SEM102",
            ),
            Words("เข้าระบบด้วยบัตรประจำตัวประชาชนแล้วบันทึกใหม่", "Sign in with the ID card, then save again"),
        ),
    ),
)
RR_02 = Rule(
    code="RR-02",
    weight=Weight.BLOCK,
    on="capacity",
    home="registry_rights",
    says=Words("ฐานะ “{capacity}” ยังไม่มีหลักฐาน", "The capacity “{capacity}” is not proved"),
    remedy=_COMPLETE_IT,
    source=_SECOND_LETTER,
    gist="PALAD needs a live post of line 1101 with the title ปลัด here, HR_OFFICER one of line 3102; "
    "ACTING and DELEGATED need an order, a first and a last day; ASSIGNED needs an order.",
    variants=(
        Variant(
            1,
            Words(
                "{person}ไม่ได้ดำรงตำแหน่ง{title}ของ{organisation} ณ วันที่ {date}",
                "{person} does not hold the post of {title} at {organisation} on {date}",
            ),
            Words(
                "เลือกฐานะ {instead} พร้อมคำสั่ง หรือบันทึกคำสั่งแต่งตั้งใน ก.พ.๗ ก่อน",
                "Choose {instead} with its order, or key the order of appointment in the service record first",
            ),
        ),
        Variant(
            2,
            Words("ฐานะ “{capacity}” ยังขาด{missing}", "The capacity “{capacity}” still lacks: {missing}"),
            Words("กรอก{missing} แล้วบันทึกใหม่", "Enter {missing}, then save again"),
        ),
        Variant(
            3,
            Words("ฐานะ “{capacity}” ใช้กับ{role}ไม่ได้", "The capacity “{capacity}” is not one of a {role}"),
            Words("เลือกฐานะจากรายการของช่องนี้", "Choose a capacity from the list of this block"),
        ),
        Variant(
            4,
            Words("ฐานะ “{capacity}” ไม่มีวันสิ้นสุด", "The capacity “{capacity}” has no last day"),
            Words(
                "ลบวันสิ้นสุด สิทธิจะสิ้นสุดเองเมื่อพ้นตำแหน่ง",
                "Clear the last day: the right ends by itself when the post is left",
            ),
        ),
    ),
)
RR_03 = Rule(
    code="RR-03",
    weight=Weight.BLOCK,
    on="person",
    home="registry_rights",
    says=Words(
        "{person}ไม่ได้สังกัด{organisation} ณ วันที่ {date}", "{person} does not serve {organisation} on {date}"
    ),
    remedy=Words(
        "หากเพิ่งรับโอน ให้บันทึกคำสั่งรับโอนใน ก.พ.๗ ก่อน แล้วกลับมาแต่งตั้งใหม่",
        "If the person has just been received, key the receiving order in the service record first, then name again",
    ),
    source=_SECOND_LETTER,
    gist="The person serves this LGO on the first day, in a kind that may hold rights, and is not suspended.",
    variants=(
        Variant(
            1,
            Words("{person}อยู่ระหว่าง{movement} ณ วันที่ {date}", "{person} is under “{movement}” on {date}"),
            Words(
                "เลือกบุคคลอื่น หรือบันทึกคำสั่งที่ให้กลับเข้าปฏิบัติหน้าที่ก่อน",
                "Choose somebody else, or key the order that brings the person back first",
            ),
        ),
        Variant(
            2,
            Words("ยังไม่ได้ค้นหาเลขประจำตัวประชาชนของ{person}", "The number of {person} was not searched yet"),
            Words(
                "กด “ค้นหา” ด้วยเลขนี้ก่อน แล้วจึงกรอกรายละเอียด",
                "Press “search” with this number first, then enter the particulars",
            ),
        ),
    ),
)
RR_04 = Rule(
    code="RR-04",
    weight=Weight.DERIVED,
    on="appointment",
    home="registry_rights",
    says=Words(
        "สิทธิ{role}ของ{person}สิ้นสุดเมื่อ {date} เพราะ{movement}",
        "The right of {person} as {role} ended on {date}: {movement}",
    ),
    remedy=Words("เปิด SEM102 เพื่อลงทะเบียนผู้รับหน้าที่ใหม่", "Open SEM102 to register who takes over the duty"),
    source=_SECOND_LETTER,
    gist="Leaving, suspension or loss of the qualifying post ends the right at its effective instant; "
    "cancelling the movement brings it back by a new version.",
    variants=(
        Variant(
            1,
            Words("รายการนี้ไม่ได้รอจังหวัดยืนยันแล้ว", "This appointment does not wait for the province any more"),
            Words("เปิดรายการรอยืนยันใหม่อีกครั้ง", "Open the list of those that wait again"),
            Weight.BLOCK,
        ),
        Variant(
            2,
            Words("ยังไม่ได้ระบุเหตุผล", "The reason is missing"),
            Words("ระบุเหตุผลให้ผู้เกี่ยวข้องทราบ", "Say why; those concerned will read it"),
            Weight.BLOCK,
        ),
        Variant(
            3,
            Words(
                "สิทธินี้สิ้นสุดก่อนแล้ว หรือวันสิ้นสุดที่ระบุผ่านไปแล้ว",
                "This right has ended already, or the last day given has passed",
            ),
            Words("ระบุวันสิ้นสุดตั้งแต่วันนี้เป็นต้นไป", "Give a last day from today on"),
            Weight.BLOCK,
        ),
    ),
)
RR_05 = Rule(
    code="RR-05",
    weight=Weight.WARN,
    on="starts",
    home="registry_rights",
    says=Words(
        "วันเริ่มสิทธิ {date} อยู่ก่อนวันที่บันทึก {days} วัน ขณะนั้นยังไม่มีผู้ลงทะเบียน{role}ผู้นี้ในระบบ",
        "The first day {date} lies {days} days before the day of saving; on that day this {role} was not on file",
    ),
    remedy=Words(
        "แก้วันเริ่มเป็นวันนี้ หรือระบุเหตุผลที่มีผลย้อนหลัง", "Let it begin today, or say why it takes effect backwards"
    ),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="A right that begins before the day of saving, far ahead, or after days without a holder needs a reason.",
    variants=(
        Variant(
            1,
            Words(
                "วันเริ่มสิทธิ {date} อยู่ล่วงหน้า {days} วัน เกินกว่า {most} วัน",
                "The first day {date} lies {days} days ahead, more than {most}",
            ),
            Words(
                "ตรวจปี พ.ศ. ของวันเริ่มกับคำสั่ง หรือระบุเหตุผลที่บันทึกล่วงหน้า",
                "Compare the year of the first day with the order, or say why it is saved so early",
            ),
        ),
        Variant(
            2,
            Words(
                "{span} จะไม่มี{role} เพราะสิทธิของ{person}สิ้นสุด {until} ก่อนวันเริ่มของผู้ใหม่",
                "{span} there will be no {role}: the right of {person} ends on {until}, before the new one begins",
            ),
            Words(
                "แก้วันเริ่มเป็น {until} หรือลงทะเบียนผู้อื่นในวันที่ว่าง หรือระบุเหตุผลที่ปล่อยว่าง",
                "Let the new one begin on {until}, register somebody for the empty days, or say why they stay empty",
            ),
        ),
        Variant(
            3,
            Words(
                "วันสุดท้าย {date} ผ่านไปแล้ว วันที่ใช้สิทธิไปแล้วลบออกไม่ได้",
                "The last day {date} has passed; days on which the right was used cannot be taken away",
            ),
            Words("ระบุวันสุดท้ายตั้งแต่เมื่อวานนี้เป็นต้นไป", "Give a last day from yesterday on"),
            Weight.BLOCK,
        ),
    ),
)
RULES = (RR_01, RR_02, RR_03, RR_04, RR_05)

ORDER_NUMBER_MISSING = Words("เลขที่คำสั่ง", "the order's number")
ORDER_DAY_MISSING = Words("วันที่ลงนาม", "the day the order was signed")
END_MISSING = Words("วันสิ้นสุด", "the last day")
END_BEFORE_START = Words("วันสิ้นสุดที่ไม่ก่อนวันเริ่ม", "a last day that is not before the first")
POST_TITLES: dict[Capacity, Words] = {
    Capacity.PALAD: Words("ปลัด", "chief administrator (palad)"),
    Capacity.HR_OFFICER: Words("นักทรัพยากรบุคคล", "human resource officer"),
}
INSTEAD: dict[Capacity, Words] = {
    Capacity.PALAD: Words("“ผู้รักษาการ” หรือ “ผู้ได้รับมอบหมาย”", "“acting” or “delegated”"),
    Capacity.HR_OFFICER: Words("“เจ้าหน้าที่ที่ได้รับมอบหมาย”", "“assigned official”"),
}

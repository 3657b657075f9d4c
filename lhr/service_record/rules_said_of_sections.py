"""Rules of the card's other sections: what is said, what to do next, where it comes from."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")
_FORM = Words("แบบ ก.พ.๗", "Form ก.พ.๗")
_HOME = "service_record"

CD_01 = Rule(
    code="CD-01",
    weight=Weight.BLOCK,
    on="line",
    home=_HOME,
    says=Words("ยังไม่ได้กรอก{label}", "“{label}” is missing"),
    remedy=Words("กรอกตามเอกสารต้นฉบับ", "Enter it as in the document"),
    source=_FORM,
    gist="A column that its section needs is filled.",
)
CD_02 = Rule(
    code="CD-02",
    weight=Weight.BLOCK,
    on="line",
    home=_HOME,
    says=Words("{label} “{typed}” ไม่ใช่ตัวเลขที่ใช้ได้", "{label}: “{typed}” is no number that can be used"),
    remedy=Words("พิมพ์เป็นตัวเลข {least} ถึง {most}", "Type a number from {least} to {most}"),
    source=_SYSTEM,
    gist="A number is a number within its limits, a choice one of its list, a text not longer than the card takes.",
    variants=(
        Variant(
            1,
            Words("{label} “{typed}” ไม่อยู่ในรายการให้เลือก", "{label}: “{typed}” is not on the list"),
            Words("เลือกจากรายการ", "Choose from the list"),
        ),
        Variant(
            2,
            Words("{label}ยาวเกิน {most} ตัวอักษร", "{label} is longer than {most} characters"),
            Words("ย่อข้อความให้สั้นลง ส่วนที่เหลือเก็บไว้ในช่องหมายเหตุ", "Shorten it; keep the rest in the remark"),
        ),
        Variant(
            3,
            Words("{label} “{typed}” ไม่ใช่ปี พ.ศ.", "{label}: “{typed}” is no year of the Buddhist era"),
            Words("พิมพ์ปี พ.ศ. ๔ หลัก", "Type the year as four digits of the Buddhist era"),
        ),
        Variant(
            4,
            Words("ไม่พบตำบลหรือแขวง “{typed}”", "There is no sub-district “{typed}”"),
            Words(
                "พิมพ์ ตำบล อำเภอ จังหวัด เว้นวรรคระหว่างกัน หากต้นฉบับเขียนเช่นนี้ให้ระบุเหตุผล",
                "Type sub-district, district and province with spaces between, or say why it stays as it is",
            ),
            Weight.WARN,
        ),
        Variant(
            5,
            Words("มีตำบลชื่อ “{typed}” หลายแห่ง", "Several sub-districts are called “{typed}”"),
            Words("เติมชื่ออำเภอและจังหวัด", "Add the district and the province"),
            Weight.WARN,
        ),
    ),
)
CD_03 = Rule(
    code="CD-03",
    weight=Weight.BLOCK,
    on="line",
    home=_HOME,
    says=Words("{section}มีรายการนี้อยู่แล้ว: {other}", "{section} has this line already: {other}"),
    remedy=Words(
        "หากรายการเดิมผิด ให้เปิดรายการเดิมแล้วกด “ขอแก้ไขรายการ” หากเป็นคนละรายการให้แก้ค่าที่ซ้ำ",
        "If the earlier line is wrong, open it and ask for a correction; if it is another one, change what is the same",
    ),
    source=_FORM,
    gist="What may stand once in a section stands once.",
)
CD_04 = Rule(
    code="CD-04",
    weight=Weight.BLOCK,
    on="ended_on",
    home=_HOME,
    says=Words(
        "วันสิ้นสุด {until} อยู่ก่อนวันเริ่ม {starts}", "The last day {until} lies before the first day {starts}"
    ),
    remedy=Words("ตรวจวันทั้งสองกับเอกสาร", "Check both days against the document"),
    source=_SYSTEM,
    gist="A span ends on or after its first day, begins after birth and not in the future.",
    variants=(
        Variant(
            1,
            Words("วันที่ {date} ยังไม่ถึง", "{date} is still to come"),
            Words("บันทึกเมื่อเกิดขึ้นแล้ว หรือแก้วันที่ให้ตรงกับเอกสาร", "Key it when it has happened, or correct the day"),
        ),
        Variant(
            2,
            Words("วันที่ {date} อยู่ก่อนวันเกิด {born}", "{date} lies before the birth date {born}"),
            Words("ตรวจปี พ.ศ. กับเอกสาร", "Check the year against the document"),
        ),
        Variant(
            3,
            Words("ปี พ.ศ. {year} ยังไม่ถึง", "The year {year} is still to come"),
            Words("ตรวจปี พ.ศ. กับเอกสาร", "Check the year against the document"),
        ),
    ),
)
CD_05 = Rule(
    code="CD-05",
    weight=Weight.BLOCK,
    on="reason",
    home=_HOME,
    says=Words("การแก้ไขต้องระบุเหตุผล", "A correction needs its reason"),
    remedy=Words(
        "เขียนว่าผิดอย่างไร เช่น พิมพ์สลับหลัก อ่านเอกสารผิด", "Say what was wrong, as: digits swapped, document misread"
    ),
    source=Words("แนวปฏิบัติทะเบียนประวัติ (ขีดฆ่า ไม่ลบ)", "Practice of the register (strike, never erase)"),
    gist="A correction has a reason and differs from what it corrects, which is verified and corrected by nobody else.",
    variants=(
        Variant(
            1,
            Words("ไม่มีค่าใดต่างจากรายการเดิม", "Nothing differs from the line as it stands"),
            Words(
                "แก้ค่าที่ผิด หากทั้งรายการไม่ควรมี ให้เลือก “ขีดฆ่าทั้งรายการ”",
                "Change what is wrong, or strike the whole line",
            ),
        ),
        Variant(
            2,
            Words(
                "มีคำขอแก้ไขรายการนี้รอตรวจสอบอยู่แล้ว", "A correction of this line waits for verification already"
            ),
            Words("เปิดคำขอเดิมเพื่อแก้หรือถอน", "Open the one that waits, to change or withdraw it"),
        ),
        Variant(
            3,
            Words("รายการประเภทนี้แก้ไขการบันทึกไม่ได้", "A line of this kind is not corrected as a mistyping"),
            Words(
                "บันทึกคำสั่งแก้ไขหรือคำสั่งยกเลิกเป็นรายการใหม่ และแก้ไขการบันทึกเป็นประเภทเดียวกับรายการเดิมเท่านั้น",
                "Key the order that amends or cancels it as a new line; a correction keeps the kind of the line",
            ),
        ),
        Variant(
            4,
            Words(
                "ขีดฆ่ารายการนี้ไม่ได้ เพราะ{type} {date} อาศัยรายการนี้",
                "This line cannot be struck: {type} of {date} rests on it",
            ),
            Words(
                "ขีดฆ่าหรือแก้ไขรายการที่อาศัยรายการนี้ก่อน แล้วขอขีดฆ่าใหม่ หรือแก้ไขการบันทึกให้ถูกแทนการขีดฆ่า",
                "Strike or correct what rests on it first; or correct this line instead of striking it",
            ),
        ),
        Variant(
            5,
            Words(
                "ขีดฆ่ารายการนี้ไม่ได้ เพราะเป็นรายการเดียวที่แสดงว่า{person}เข้ารับราชการ",
                "This line cannot be struck: it is the only one by which {person} came into service",
            ),
            Words(
                "แก้ไขการบันทึกให้ถูก หากบันทึกผิดคนทั้งทะเบียน ให้บันทึกคำสั่งยกเลิก",
                "Correct it; where the whole record is of the wrong person, key an order that cancels it",
            ),
        ),
        Variant(
            6,
            Words("การขีดฆ่าต้องอ้างเอกสารหลักฐาน", "A striking names the document that shows the mistake"),
            Words(
                "ระบุคำสั่งหรือเอกสารที่แสดงว่าบันทึกผิด เช่น สำเนาคำสั่งที่มีชื่อบุคคลที่ถูกต้อง",
                "Name the order or document that shows it, as a copy of the order with the right person",
            ),
        ),
    ),
)
CD_06 = Rule(
    code="CD-06",
    weight=Weight.BLOCK,
    on="line",
    home=_HOME,
    says=Words(
        "ช่อง{label}มีเลขประจำตัวประชาชน 13 หลัก", "“{label}” holds a whole national ID number of 13 digits"
    ),
    remedy=Words(
        "ลบเลขออกจากช่องนี้ ก.พ.๗ ระบุบุคคลด้วยชื่อเท่านั้น หากเอกสารต้องใช้เลข ให้แนบไฟล์สแกนของเอกสารแทน",
        "Take the number out: the card names people only. If the document has it, attach its scan instead",
    ),
    source=Words("พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒ (เลขประจำตัวของบุคคลในครอบครัว)", "PDPA B.E. 2562"),
    gist="No free text of a line holds a whole valid ID number: whoever reads the line would read it.",
)
PE_04 = Rule(
    code="PE-04",
    weight=Weight.BLOCK,
    on="birth_date",
    home=_HOME,
    says=Words("แก้ไขวันเดือนปีเกิดที่หน้านี้ไม่ได้", "The birth date cannot be changed here"),
    remedy=Words(
        "ใช้ “ขอแก้ไขวันเดือนปีเกิด” แนบหนังสืออนุมัติและหลักฐาน ระบบคำนวณวันเกษียณอายุใหม่ให้หลังอนุมัติ",
        "Use “Change of birth date” with the approval and its evidence; retirement is computed anew after approval",
    ),
    source=Words("มติ ก.กลาง / ก.จังหวัด (ผู้มีอำนาจตามที่กรมฯ กำหนด)", "Resolution of the committee in charge"),
    gist="A verified birth date changes by its own procedure, with authority, document and day, by two persons.",
    variants=(
        Variant(
            1,
            Words("วันเกิดใหม่เป็นวันเดียวกับที่มีอยู่", "The new birth date is the one on record"),
            Words("ตรวจวันเกิดใหม่กับหนังสืออนุมัติ", "Check the new day against the approval"),
        ),
        Variant(
            2,
            Words(
                "การแก้ไขวันเดือนปีเกิดต้องให้นายทะเบียนเห็นชอบก่อน แล้วจังหวัดอนุมัติ",
                "A change of birth date is endorsed by the registrar first, then approved by the province",
            ),
            Words(
                "รอนายทะเบียนประวัติเห็นชอบ แล้วจังหวัดเปิดรายการนี้อีกครั้ง",
                "Wait for the registrar, then open this line again",
            ),
        ),
        Variant(
            3,
            Words("ผู้อนุมัติต้องไม่ใช่ผู้เห็นชอบหรือผู้บันทึก", "Who approves is neither who endorsed nor who keyed"),
            Words("ให้เจ้าหน้าที่จังหวัดคนอื่นอนุมัติ", "Let another officer of the province approve"),
        ),
    ),
)
PE_08 = Rule(
    code="PE-08",
    weight=Weight.BLOCK,
    on="married_on",
    home=_HOME,
    says=Words(
        "ช่วงสมรสกับ {spouse_1} และ {spouse_2} ทับซ้อนกัน", "The marriages to {spouse_1} and {spouse_2} overlap"
    ),
    remedy=Words(
        "ใส่วันหย่าหรือวันที่คู่สมรสถึงแก่กรรมของรายการก่อน หรือแก้วันจดทะเบียนสมรส",
        "Enter the divorce or death that ended the earlier one, or correct the day of marriage",
    ),
    source=Words("ป.พ.พ. บรรพ ๕", "Civil and Commercial Code, Book 5"),
    gist="Spouse periods do not overlap; a marriage below the legal age of its time warns.",
    variants=(
        Variant(
            1,
            Words(
                "อายุไม่ครบ {age} ปี ณ วันจดทะเบียนสมรส {date}",
                "Not yet {age} years old on the day of marriage {date}",
            ),
            Words("ตรวจวันจดทะเบียนสมรสและวันเกิด หากถูกต้องให้ระบุเหตุผล", "Check both days; if right, say why"),
            Weight.WARN,
        ),
    ),
)
PE_09 = Rule(
    code="PE-09",
    weight=Weight.BLOCK,
    on="slot",
    home=_HOME,
    says=Words("ภาพถ่ายใช้ไม่ได้: ยังไม่ได้แนบภาพ", "The photograph cannot be used: no picture is attached"),
    remedy=Words("แนบไฟล์ภาพ JPEG หรือ PNG", "Attach a JPEG or PNG picture"),
    source=_FORM,
    gist="Slot 1 to 7, year not before the start of service, JPEG or PNG, drawn anew without metadata.",
    variants=(
        Variant(
            1,
            Words(
                "ภาพถ่ายใช้ไม่ได้: ปี {year} ก่อนปีที่เริ่มรับราชการ ({began})",
                "The year {year} is before service began ({began})",
            ),
            Words(
                "ใส่ปี พ.ศ. ที่ถ่าย ไม่ก่อนปีที่เริ่มรับราชการ",
                "Enter the year of the photograph, not before service began",
            ),
        ),
        Variant(
            2,
            Words("ภาพถ่ายใช้ไม่ได้: ไฟล์นี้ไม่ใช่ภาพ", "This file is no picture"),
            Words("เลือกไฟล์ JPEG หรือ PNG", "Choose a JPEG or PNG file"),
        ),
    ),
)
SR_16 = Rule(
    code="SR-16",
    weight=Weight.BLOCK,
    on="days",
    home=_HOME,
    says=Words(
        "วันลารวม {days} วัน เกินจำนวนวันในรอบ ({limit} วัน)",
        "{days} days of leave are more than the half-year has ({limit})",
    ),
    remedy=Words("แก้จำนวนวันลาให้ตรงกับทะเบียนวันลา", "Correct the days as in the leave book"),
    source=Words("ระเบียบว่าด้วยการลา", "Regulation on leave"),
    gist="Days in halves, their sum within the half-year; times whole; one line a type and half-year.",
    variants=(
        Variant(
            1,
            Words("จำนวนวันลา {days} ไม่เป็นทวีคูณของครึ่งวัน", "{days} days is no multiple of half a day"),
            Words("พิมพ์เช่น 3 หรือ 3.5", "Type as 3 or 3.5"),
        ),
        Variant(
            2,
            Words("{type}ต้องกรอก{unit}", "{type} is counted in: {unit}"),
            Words(
                "กรอกจำนวนตามทะเบียนวันลา หากไม่มีการลาไม่ต้องบันทึกรายการ",
                "Enter the number; with none, no line is needed",
            ),
        ),
        Variant(
            3,
            Words("{type}ไม่นับเป็น{unit}", "{type} is not counted in: {unit}"),
            Words("ลบจำนวนในช่องนี้", "Clear this field"),
        ),
    ),
)
SR_17 = Rule(
    code="SR-17",
    weight=Weight.WARN,
    on="starts_on",
    home=_HOME,
    says=Words("รายการวันที่ {date} อยู่นอกช่วงรับราชการ", "{date} lies outside the time of service"),
    remedy=Words("แก้วันที่หรือระบุเหตุผล", "Correct the day, or say why"),
    source=Words("ระเบียบว่าด้วยการขอพระราชทานเครื่องราชอิสริยาภรณ์", "Regulation on requesting royal decorations"),
    gist="Leave, training, decorations lie inside service; in one family the later is not the lower without a return.",
    variants=(
        Variant(
            2,
            Words("{later}ต่ำกว่า{earlier}ที่ได้รับก่อน", "{later} is lower than {earlier}, received before"),
            Words("ตรวจลำดับหรือบันทึกวันส่งคืน", "Check the order, or enter the day of return"),
        ),
    ),
)
SR_18 = Rule(
    code="SR-18",
    weight=Weight.BLOCK,
    on="kind",
    home=_HOME,
    says=Words("รายการนี้เป็นการขอพระราชทาน ยังไม่ใช่การได้รับ", "This is a request, not yet an award"),
    remedy=Words(
        "เปลี่ยนเป็น “ได้รับพระราชทาน” เมื่อมีราชกิจจานุเบกษา พร้อมเล่ม ตอน หน้า และวันที่",
        "Make it an award once the Gazette has it, with book, part, page and day",
    ),
    source=_FORM,
    gist="REQUESTED never counts or prints as received.",
)
SR_19 = Rule(
    code="SR-19",
    weight=Weight.BLOCK,
    on="book",
    home=_HOME,
    says=Words(
        "เลขราชกิจจานุเบกษาไม่ครบ: ขาด{missing}", "The Gazette reference is not whole; missing: {missing}"
    ),
    remedy=Words(
        "กรอกเล่ม ตอน หน้า และวันที่ หรือคัดข้อความตามต้นฉบับ", "Enter book, part, page and day, or copy the text"
    ),
    source=_FORM,
    gist="Book, part, page and date are all there, or a literal text.",
)
SR_20 = Rule(
    code="SR-20",
    weight=Weight.BLOCK,
    on="starts_on",
    home=_HOME,
    says=Words("ช่วงวันที่ไม่ได้รับเงินเดือนใช้ไม่ได้: {why}", "This period without pay cannot be used: {why}"),
    remedy=Words(
        "ใส่วันเริ่มและวันสิ้นสุดในช่วงรับราชการ ไม่ให้ทับรายการเดิม และแนบเอกสาร",
        "Enter a first and a last day inside service that overlap no earlier line, and cite the document",
    ),
    source=Words("แบบ ก.พ.๗ รายการที่ ๑๒", "Form ก.พ.๗, item 12"),
    gist="Inside service, closed, no overlap of the same kind, document required.",
)
SR_21 = Rule(
    code="SR-21",
    weight=Weight.BLOCK,
    on="period",
    home=_HOME,
    says=Words("เวลาทวีคูณใช้ไม่ได้: {why}", "This double time cannot be used: {why}"),
    remedy=Words(
        "ตรวจช่วงที่ประกาศ วันที่ต้องหัก และรายการเดิมของบุคคลนี้",
        "Check the period, the days to subtract and this person's lines",
    ),
    source=Words("กฎหมายบำเหน็จบำนาญ เวลาราชการทวีคูณ", "Pension law, double time of service"),
    gist="Minus days within the period; the period meets service; one grant a person and period.",
)
SR_22 = Rule(
    code="SR-22",
    weight=Weight.DERIVED,
    on="service_time",
    home=_HOME,
    says=Words(
        "อายุราชการ {service} หัก {no_pay} วัน เวลาทวีคูณ {double} วัน รวม {total}",
        "Service {service}, minus {no_pay} days, double time {double} days, in all {total}",
    ),
    remedy=Words(
        "หากไม่ตรงให้ตรวจรายการบรรจุ พ้นจากราชการ รายการที่ ๑๒ และเวลาทวีคูณ",
        "If it differs check the lines of appointment and leaving, item 12 and double time",
    ),
    source=Words("กฎหมายบำเหน็จบำนาญข้าราชการส่วนท้องถิ่น", "Local officials' pension law"),
    gist="The parts of the time of service are shown apart, never folded in.",
)

SECTION_RULES = (
    CD_01, CD_02, CD_03, CD_04, CD_05, CD_06, PE_04, PE_08, PE_09, SR_16, SR_17, SR_18, SR_19, SR_20, SR_21, SR_22,
)  # fmt: skip

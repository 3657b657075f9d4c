"""Rules KE-01 to KE-04: what a date or a year may be, and what is said when it is not."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

_OF_THE_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")

KE_01 = Rule(
    code="KE-01",
    weight=Weight.BLOCK,
    on="date",
    home="kernel",
    says=Words("ไม่มีวันที่ “{typed}” ในปฏิทิน", "There is no day “{typed}” in the calendar"),
    remedy=Words(
        "ตรวจวัน เดือน ปี กับเอกสารต้นฉบับแล้วพิมพ์ใหม่ "  # and the two days met most often:
        "(ปี พ.ศ. ๒๕๖๒ ไม่มีวันที่ ๒๙ กุมภาพันธ์ และปี พ.ศ. ๒๔๘๓ เริ่มเดือนเมษายน)",
        "Check day, month and year against the original document and type them again "
        "(B.E. 2562 has no 29 February, and B.E. 2483 began in April)",
    ),
    source=Words("พ.ร.บ.ปีประดิทิน พ.ศ. ๒๔๘๓", "Calendar Year Act B.E. 2483"),
    gist="The day exists after conversion to C.E.; January-March 2483 and years below 2432 do not.",
    variants=(
        Variant(
            1,
            Words("อ่านวันที่ “{typed}” ไม่ได้", "The date “{typed}” cannot be read"),
            Words("พิมพ์เช่น ๑ ต.ค. ๒๕๖๑ หรือ 1/10/2561", "Type for example ๑ ต.ค. ๒๕๖๑ or 1/10/2561"),
        ),
        Variant(
            2,
            Words("ไม่มีเดือน “{month}”", "There is no month “{month}”"),
            Words("พิมพ์ชื่อเดือนหรือเลข 1-12", "Type the name of a month or a number from 1 to 12"),
        ),
        Variant(
            3,
            Words("ไม่มีวันที่ {day} {month} พ.ศ. {year}", "There is no {day} {month} B.E. {year}"),
            Words("ตรวจวันกับเอกสาร", "Check the day against the document"),
        ),
        Variant(
            4,
            Words("ปี พ.ศ. ๒๔๘๓ ไม่มีเดือนมกราคม-มีนาคม", "The year B.E. 2483 has no January to March"),
            Words("ตรวจว่าเอกสารหมายถึง พ.ศ. ๒๔๘๒", "Check whether the document means B.E. 2482"),
        ),
        Variant(
            5,
            Words("ก่อน พ.ศ. ๒๔๓๒ ใช้ปฏิทินจันทรคติ", "Before B.E. 2432 the calendar was lunar"),
            Words("บันทึกข้อความตามเอกสาร", "Keep the text as the document has it"),
        ),
    ),
)

KE_02 = Rule(
    code="KE-02",
    weight=Weight.BLOCK,
    on="year",
    home="kernel",
    says=Words(
        "ปี “{typed}” ไม่ใช่ปี พ.ศ. ที่ใช้ได้ หมายถึง พ.ศ. {guess} หรือไม่",
        "The year “{typed}” is not a B.E. year that can be used; is B.E. {guess} meant?",
    ),
    remedy=Words(
        "กด “ใช่ พ.ศ. {guess}” หรือพิมพ์ปี พ.ศ. ๔ หลัก",
        "Press “Yes, B.E. {guess}” or type a B.E. year of four digits",
    ),
    source=_OF_THE_SYSTEM,
    gist="Four digits from 2432 to 2600 are B.E.; C.E. only where it says so; else refuse and guess.",
    variants=(
        Variant(
            1,
            Words("ปี “{typed}” มีไม่ครบ ๔ หลัก", "The year “{typed}” has fewer than four digits"),
            Words(
                "พิมพ์ปี พ.ศ. ๔ หลัก หมายถึง พ.ศ. {guess} หรือไม่",
                "Type a B.E. year of four digits; is B.E. {guess} meant?",
            ),
        ),
        Variant(
            2,
            Words("ปี {year} ดูเหมือน ค.ศ.", "The year {year} looks like C.E."),
            Words("หมายถึง พ.ศ. {guess} หรือไม่", "Is B.E. {guess} meant?"),
        ),
        Variant(
            3,
            Words(
                "ปี {year} เกินช่วงที่ระบบรับ (พ.ศ. ๒๔๓๒-๒๖๐๐)",
                "The year {year} is beyond what the register takes (B.E. 2432-2600)",
            ),
            Words("ตรวจปีกับเอกสาร", "Check the year against the document"),
        ),
        Variant(
            4,
            Words("ปี “{typed}” มีไม่ครบ ๔ หลัก", "The year “{typed}” has fewer than four digits"),
            Words(
                "ตรวจปีกับเอกสาร แล้วพิมพ์ปี พ.ศ. ๔ หลัก",
                "Check the year against the document and type a B.E. year of four digits",
            ),
        ),
    ),
)

KE_03 = Rule(
    code="KE-03",
    weight=Weight.WARN,
    on="date",
    home="kernel",
    says=Words(
        "วันที่ไม่ครบ “{text}” ระบบเก็บข้อความตามต้นฉบับและไม่นำไปคำนวณ",
        "The date “{text}” is not complete; the text is kept as the original has it and not computed with",
    ),
    remedy=Words(
        "หากเอกสารมีวันที่ครบให้พิมพ์ให้ครบ หากไม่มีให้คงข้อความตามต้นฉบับและระบุเหตุผล",
        "If the document has the whole date, type it; if not, leave the text as it is and give a reason",
    ),
    source=Words(
        "ข้อกำหนดของระบบ (รักษาข้อความตามต้นฉบับ)",
        "Requirement of the system (the text of the original is kept)",
    ),
    gist="A partial date only where a literal text is kept, and then the literal is mandatory.",
    variants=(
        Variant(
            1,
            Words("ช่องนี้ต้องระบุวัน เดือน และปี", "This field needs day, month and year"),
            Words("ตรวจวันเต็มจากเอกสาร", "Look up the whole date in the document"),
            weight=Weight.BLOCK,
        ),
        Variant(
            2,  # where the line must have its place among others
            Words(
                "วันที่ตามต้นฉบับ “{text}” ไม่ครบ ระบบเก็บข้อความตามต้นฉบับ และนับจากวันแรกของเดือนหรือปีนั้น",
                "The date “{text}” is not complete; its text is kept, and the line counts from the first day of it",
            ),
            Words(
                "หากเอกสารมีวันที่ครบให้พิมพ์ให้ครบ หากไม่มีให้คงข้อความตามต้นฉบับและระบุเหตุผล",
                "If the document has the whole date, type it; if not, leave the text as it is and give a reason",
            ),
        ),
    ),
)

KE_04 = Rule(
    code="KE-04",
    weight=Weight.DERIVED,
    on="fiscal_year",
    home="kernel",
    says=Words(
        "วันที่ {date} อยู่ในปีงบประมาณ พ.ศ. {fiscal_year}",
        "The day {date} lies in fiscal year B.E. {fiscal_year}",
    ),
    remedy=Words(
        "หากปีงบประมาณไม่ตรงกับเอกสาร ให้แก้วันที่ ปีงบประมาณพิมพ์เองไม่ได้",
        "If the fiscal year differs from the document, correct the day; a fiscal year cannot be typed",
    ),
    source=Words("พ.ร.บ.วิธีการงบประมาณ", "Budget Procedures Act"),
    gist="Fiscal year of a day = B.E. year + 1 from October on.",
)

RULES = (KE_01, KE_02, KE_03, KE_04)

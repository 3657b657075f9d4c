"""Rules PE-01 to PE-10: what is said, what to do next, where it comes from. The checks stand in rules.py."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

_OF_THE_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")

PE_01 = Rule(
    code="PE-01",
    weight=Weight.BLOCK,
    on="national_id",
    home="people",
    says=Words(
        "เลขประจำตัวประชาชนไม่ถูกต้อง ต้องเป็นตัวเลข ๑๓ หลัก และหลักสุดท้ายตรงตามสูตรตรวจสอบ",
        "The national ID is not right: it has 13 digits, and the last one follows from the others",
    ),
    remedy=Words(
        "เทียบกับหน้าบัตรแล้วพิมพ์ใหม่ หรือเสียบบัตรให้ระบบอ่าน หากไม่มีเลข ๑๓ หลักให้เลือกเหตุยกเว้น",
        "Compare it with the card and type it again, or insert the card; without a 13-digit number choose an exception",
    ),
    source=Words(
        "มาตรฐานเลขประจำตัวประชาชน กรมการปกครอง",
        "National ID standard, Department of Provincial Administration",
    ),
    gist="Thirteen digits with a right check digit, unless an exception is given.",
    variants=(
        Variant(
            1,  # where the screen has no field for an exception
            Words(
                "เลขประจำตัวประชาชนไม่ถูกต้อง ต้องเป็นตัวเลข ๑๓ หลัก และหลักสุดท้ายตรงตามสูตรตรวจสอบ",
                "The national ID is not right: it has 13 digits, and the last one follows from the others",
            ),
            Words(
                "เทียบกับหน้าบัตรหรือคำสั่ง แล้วพิมพ์ใหม่ทั้ง ๑๓ หลัก",
                "Compare it with the card or the order and type all 13 digits again",
            ),
        ),
    ),
)
PE_02 = Rule(
    code="PE-02",
    weight=Weight.BLOCK,
    on="national_id",
    home="people",
    says=Words("เลขประจำตัวประชาชนนี้มีทะเบียนประวัติอยู่แล้ว", "This national ID already has a record"),
    remedy=Words("เปิดทะเบียนเดิม ห้ามสร้างทะเบียนซ้ำ", "Open the existing record; never make a second one"),
    source=Words("ข้อกำหนดของระบบ (หนึ่งคนหนึ่งทะเบียน)", "Requirement of the system (one person, one record)"),
    gist="One person per national ID in the whole country; who holds a record elsewhere is not told; whoever is taken "
    "into service anew joins the record, and what is typed otherwise than there is found.",
    variants=(
        Variant(
            1,
            Words(
                "เลขประจำตัวประชาชนนี้มีทะเบียนประวัติใน อปท. ของท่านอยู่แล้ว",
                "This national ID already has a record in your LGO",
            ),
            Words("เปิดทะเบียนเดิม", "Open the existing record"),
        ),
        Variant(
            2,
            Words("ใช้เลขนี้เปิดทะเบียนใหม่ไม่ได้", "This number cannot open a new record"),
            Words(
                "หากเป็นการโอนให้บันทึกคำสั่งรับโอน หากพ้นจากหน่วยงานเดิมแล้วให้หน่วยงานเดิมบันทึกการพ้นก่อน "
                "หรือขอให้จังหวัดตรวจสอบ ห้ามสร้างทะเบียนซ้ำ",
                "For a transfer key the receiving order; for somebody who has left let the former LGO key the leaving "
                "first; or ask the province to look; never make a second record",
            ),
        ),
        Variant(
            3,
            Words(
                "เลขนี้เป็นของผู้ที่มีทะเบียนประวัติอยู่แล้ว แต่ชื่อและวันเดือนปีเกิดที่กรอกไม่ใช่ของผู้นั้น",
                "The number is that of somebody on record, whose name and birth date are not those typed",
            ),
            Words(
                "เทียบเลข ชื่อ และวันเกิดกับบัตรประจำตัวประชาชนและคำสั่ง แล้วแก้ให้ตรง "
                "หากตรงกับบัตรแล้วขอให้จังหวัดตรวจสอบ ห้ามสร้างทะเบียนซ้ำ",
                "Compare number, name and birth date with the ID card and the order; if they are right ask the "
                "province to look; never make a second record",
            ),
        ),
        Variant(
            4,
            Words(
                "เลขนี้มีทะเบียนประวัติอยู่แล้ว ที่กรอกต่างจากทะเบียน: {what} ทะเบียนจะไม่ถูกแก้ตามที่กรอก",
                "The number has a record, from which what was typed differs: {what}. The record is not changed by it",
            ),
            Words(
                "เทียบกับบัตรประจำตัวประชาชน หากกรอกผิดให้แก้ หากถูกแล้วให้ระบุเหตุผล "
                "และบันทึก “เปลี่ยนชื่อ นามสกุล หรือคำนำหน้าชื่อ” ใน ก.พ.๗ เมื่อรายการนี้ตรวจสอบแล้ว",
                "Compare it with the ID card and mend what was mistyped; if it is right say why, and key “Change of "
                "name or title” in the record once this line is verified",
            ),
            Weight.WARN,
        ),
    ),
)
PE_03 = Rule(
    code="PE-03",
    weight=Weight.WARN,
    on="national_id",
    home="people",
    says=Words(
        "เลขประจำตัวขึ้นต้นด้วย {digit} ซึ่งไม่ใช่เลขของผู้มีสัญชาติไทย",
        "The number begins with {digit}, which is not that of a Thai national",
    ),
    remedy=Words(
        "ตรวจกับบัตร หากถูกต้องให้ระบุเหตุผลและแนบเอกสาร",
        "Check it against the card; if it is right say why and attach the document",
    ),
    source=Words("ระเบียบการทะเบียนราษฎร", "Regulation on civil registration"),
    gist="The first digit is 1 to 8; 0 and 9 need a reason and a document.",
)
PE_05 = Rule(
    code="PE-05",
    weight=Weight.BLOCK,
    on="prefix",
    home="people",
    says=Words(
        "คำนำหน้าชื่อ “{prefix}” ไม่ตรงกับเพศ{gender}", "The title “{prefix}” does not agree with: {gender}"
    ),
    remedy=Words(
        "แก้คำนำหน้าชื่อหรือเพศให้ตรงกับบัตรประจำตัวประชาชน", "Make the title or the gender agree with the ID card"
    ),
    source=Words("พ.ร.บ.คำนำหน้านามหญิง พ.ศ. ๒๕๕๑", "Female Titles Act B.E. 2551"),
    gist="A gendered civil title agrees with the gender; ranks and professions are neutral unless they say it.",
)
PE_06 = Rule(
    code="PE-06",
    weight=Weight.BLOCK,
    on="first_name",
    home="people",
    says=Words(
        "“{typed}” มีคำนำหน้าชื่อ “{prefix}”",
        "“{typed}” holds the title “{prefix}”",
    ),
    remedy=Words(
        "ย้าย “{prefix}” ไปช่องคำนำหน้าชื่อ",
        "Move “{prefix}” to the title",
    ),
    source=_OF_THE_SYSTEM,
    gist="Thai letters and marks, single spaces, “.” and “-”; no title at the head of the name (family name: warns).",
    variants=(
        Variant(
            1,
            Words("นามสกุล “{typed}” ขึ้นต้นเหมือนคำนำหน้าชื่อ", "The family name “{typed}” begins like a title"),
            Words("หากเป็นนามสกุลจริงให้ยืนยัน", "If it is the true family name, confirm it"),
            Weight.WARN,
        ),
        Variant(
            2,
            Words("ยังไม่ได้กรอกชื่อหรือนามสกุล", "The first name or the family name is missing"),
            Words("กรอกชื่อและนามสกุลตามบัตรประจำตัวประชาชน", "Enter both as on the ID card"),
        ),
        Variant(
            3,
            Words(
                "“{typed}” มีอักขระที่ใช้ในชื่อไม่ได้: {bad}", "“{typed}” holds characters that no name has: {bad}"
            ),
            Words(
                "ลบอักขระ {bad} แล้วพิมพ์ชื่อภาษาไทยตามบัตรประจำตัวประชาชน",
                "Remove {bad} and type the Thai name as on the ID card",
            ),
        ),
    ),
)
PE_07 = Rule(
    code="PE-07",
    weight=Weight.WARN,
    on="first_name",
    home="people",
    says=Words(
        "ข้อความมีสระหรือวรรณยุกต์ผิดรูป ระบบแก้ “{before}” เป็น “{after}”",
        "The text had misplaced vowels or tones: “{before}” was mended to “{after}”",
    ),
    remedy=Words(
        "ตรวจคำที่แก้แล้ว หากไม่ตรงกับเอกสารให้พิมพ์ใหม่",
        "Check the mended word; if it differs from the document type it again",
    ),
    source=_OF_THE_SYSTEM,
    gist="Ill-formed clusters are normalised and the change is shown; what cannot be mended is refused.",
    variants=(
        Variant(
            1,
            Words(
                "“{before}” มีสระหรือวรรณยุกต์ที่ไม่มีพยัญชนะรับ",
                "“{before}” has a vowel or tone without its consonant",
            ),
            Words("พิมพ์คำนี้ใหม่ตามเอกสาร", "Type the word again as in the document"),
            Weight.BLOCK,
        ),
    ),
)
PE_10 = Rule(
    code="PE-10",
    weight=Weight.BLOCK,
    on="national_id",
    home="people",
    says=Words(
        "ค้นหาด้วยเลขประจำตัวประชาชนครบ {limit} ครั้งแล้ว ระบบหยุดการค้นหาชั่วคราว",
        "{limit} searches by national ID have been made; searching rests for a while",
    ),
    remedy=Words(
        "ตรวจเลขกับบัตรหรือคำสั่ง แล้วค้นหาใหม่ได้หลังเวลา {time} หรือติดต่อ{next_tier} "
        "การค้นหาทุกครั้งถูกบันทึกและเจ้าของข้อมูลดูได้",
        "Check the number against card or order and search again after {time}, or ask {next_tier}. "
        "Every search is noted, and the person concerned can see it",
    ),
    source=Words("พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒", "Personal Data Protection Act B.E. 2562"),
    gist="At most so many searches an hour; a row of misses stops the search and tells the next tier.",
)

RULES = (PE_01, PE_02, PE_03, PE_05, PE_06, PE_07, PE_10)

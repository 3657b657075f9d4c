"""Rules of item 13 that the movement screen needs: what is said, what to do next, where it comes from."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_pay import RULES_OF_PAY
from lhr.service_record.rules_said_of_posts import POST_RULES
from lhr.service_record.rules_said_of_sections import SECTION_RULES

_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")
_FORM = Words("แบบ ก.พ.๗", "Form ก.พ.๗")
_HOME = "service_record"

OR_02 = Rule(
    code="OR-02",
    weight=Weight.WARN,
    on="starts",
    home=_HOME,
    says=Words(
        "วันที่มีผล {effective} อยู่ก่อนวันลงนาม {signed} (มีผลย้อนหลัง {days} วัน)",
        "The effective day {effective} lies before the day of signing {signed} ({days} days back)",
    ),
    remedy=Words("ระบุเหตุผลที่มีผลย้อนหลัง หรือแก้วันที่", "Say why it takes effect backwards, or change the day"),
    source=_SYSTEM,
    gist="An effective day before the date signed needs a reason; a date signed after today is refused.",
    variants=(
        Variant(
            1,
            Words("วันลงนาม {signed} ยังไม่ถึง", "The day of signing {signed} is still to come"),
            Words("แก้วันลงนามให้ตรงกับคำสั่ง", "Enter the day on which the order was signed"),
            Weight.BLOCK,
        ),
    ),
)
OR_03 = Rule(
    code="OR-03",
    weight=Weight.BLOCK,
    on="citation",
    home=_HOME,
    says=Words("รายการนี้ยังไม่มีเอกสารอ้างอิง", "This line cites no document"),
    remedy=Words(
        "กรอกเลขที่คำสั่ง ปี พ.ศ. และวันที่ลงนาม พร้อมแนบไฟล์ กรณีเกษียณอายุหรือถึงแก่กรรมแนบหลักฐานแทน "
        "กรณีคัดจากบัตรเดิมให้คัดข้อความและแนบภาพหน้าบัตร",
        "Enter the order's number, year and day of signing and attach its scan; for retirement or death name or attach "
        "the evidence instead; for a line copied from a paper card copy its text",
    ),
    source=Words("แบบ ก.พ.๗ ช่องเอกสารอ้างอิง", "Form ก.พ.๗, column of documents cited"),
    gist="Every line cites an order with number, year and date; RETIRE and DEATH evidence; a copied line its text.",
)
OR_04 = Rule(
    code="OR-04",
    weight=Weight.BLOCK,
    on="cancels",
    home=_HOME,
    says=Words("{type}ต้องอ้างคำสั่งเดิมของ{person}", "“{type}” must name an earlier order of {person}"),
    remedy=Words(
        "เลือกคำสั่งเดิมจากรายการใน ก.พ.๗ ของบุคคลนี้ รายการเดิมยังแสดงอยู่พร้อมหมายเหตุ",
        "Choose the earlier order from this person's record; its line stays visible with a remark",
    ),
    source=_FORM,
    gist="An amending or cancelling order names an order already cited by a line of the same person.",
    variants=(
        Variant(
            1,
            Words(
                "รายการเริ่มปฏิบัติงาน ทำหรือต่อสัญญา โอน หรือพ้นจากหน่วยงาน ยกเลิกให้สิ้นผลตั้งแต่วันใดวันหนึ่งไม่ได้",
                "What begins service, a contract, a transfer or a leaving cannot be cancelled from a day on",
            ),
            Words(
                "เลือก “ถือว่าไม่เคยมีผลตั้งแต่ต้น” หรือบันทึกคำสั่งใหม่ที่มีผลแทน เช่น ให้ออก หรือบรรจุกลับ",
                "Choose “counts as never having held”, or key the order that takes its place: a discharge, a return",
            ),
        ),
        Variant(
            2,
            Words(
                "รายการเริ่มปฏิบัติงาน โอน รักษาการ หรือพ้นจากหน่วยงาน แก้ไขด้วยคำสั่งแก้ไขเช่นนี้ไม่ได้",
                "What begins service, transfers, lies over a post or ends service is not amended this way",
            ),
            Words(
                "บันทึกคำสั่งยกเลิกรายการเดิม แล้วบันทึกรายการที่ถูกต้องใหม่",
                "Key the order that cancels that line, then key the right one anew",
            ),
        ),
        Variant(
            3,
            Words(
                "วันที่สิ้นผลต้องอยู่หลังวันที่รายการเดิมมีผล ({date})",
                "The day on which it ends comes after the one on which the line took effect ({date})",
            ),
            Words(
                "แก้วันที่มีผลของคำสั่งยกเลิก หากรายการเดิมไม่ควรมีผลเลยให้เลือก “ถือว่าไม่เคยมีผลตั้งแต่ต้น”",
                "Change the day; if the line should not have held at all, choose “counts as never having held”",
            ),
        ),
    ),
)
OR_05 = Rule(
    code="OR-05",
    weight=Weight.BLOCK,
    on="person",
    home=_HOME,
    says=Words("รายการนี้ซ้ำกับรายการที่ {line} ของคำสั่งนี้", "This line says the same as line {line} of this order"),
    remedy=Words(
        "ลบรายการที่ซ้ำ หรือแก้บุคคล ประเภท หรือวันที่มีผลของรายการใดรายการหนึ่ง",
        "Remove the line that stands twice, or change the person, the kind or the day of one of them",
    ),
    source=_SYSTEM,
    gist="One kind of thing is said of a person on a day once, whatever the order that says it.",
    variants=(
        Variant(
            1,
            Words(
                "{person}มีรายการ{type}ที่มีผล {date} แล้ว ตาม{order} รอบเดียวกันสั่งซ้ำไม่ได้",
                "{person} has “{type}” of this round already, effective {date}, by {order}",
            ),
            Words(
                "ตัดรายการนี้ออก หากรายการเดิมผิดให้ทำคำสั่งแก้ไขหรือคำสั่งยกเลิกรายการเดิม (รายการที่รอตรวจสอบให้ถอนก่อน)",
                "Leave this line out; if the earlier one is wrong, amend or cancel it by an order, or take it back "
                "while it waits for verification",
            ),
        ),
        Variant(
            2,
            Words(
                "{person}มีรายการ{type}ที่มีผล {date} และมีเนื้อหาเดียวกันนี้แล้ว ตาม{order}",
                "{person} has “{type}” with the same content already, effective {date}, by {order}",
            ),
            Words(
                "ตัดรายการนี้ออก หากรายการเดิมผิดให้ทำคำสั่งแก้ไขหรือคำสั่งยกเลิกรายการเดิม (รายการที่รอตรวจสอบให้ถอนก่อน)",
                "Leave this line out; if the earlier one is wrong, amend or cancel it by an order, or take it back "
                "while it waits for verification",
            ),
        ),
    ),
)
OR_10 = Rule(
    code="OR-10",
    weight=Weight.BLOCK,
    on="person",
    home=_HOME,
    says=Words(
        "เลขของ{person}มีทะเบียนประวัติที่หน่วยงานนี้แล้ว รายการนี้เปิดทะเบียนใหม่ไม่ได้",
        "The number of {person} has a record at this LGO by now; this line cannot open a new one",
    ),
    remedy=Words(
        "นำคำสั่งกลับเป็นร่าง กดแก้ที่รายการนี้แล้วกดบันทึก รายการจะเป็นของทะเบียนที่มีอยู่",
        "Take the order back to a draft, change this line and save it: it is then one of the record that is there",
    ),
    source=Words("ข้อกำหนดของระบบ (หนึ่งคนหนึ่งทะเบียน)", "Requirement of the system (one person, one record)"),
    gist="An order opens a record only for a number that has none; one opened here meanwhile is taken instead.",
)
PO_07 = Rule(
    code="PO-07",
    weight=Weight.BLOCK,
    on="post",
    home=_HOME,
    says=Words(
        "ตำแหน่งเลขที่ {number} มี{person}ครองอยู่ตั้งแต่ {date}", "Post {number} is held by {person} since {date}"
    ),
    remedy=Words(
        "บันทึกคำสั่งที่ทำให้ผู้ครองเดิมพ้นตำแหน่งก่อน หากเป็นการรักษาการให้เลือกประเภท “รักษาการในตำแหน่ง”",
        "Key the order by which the holder leaves the post first; for an acting holder choose “รักษาการในตำแหน่ง”",
    ),
    source=Words("ประกาศ ก.กลาง เรื่องอัตราตำแหน่ง", "Central committee's announcement on posts"),
    gist="One incumbent per post at a time.",
)
PO_08 = Rule(
    code="PO-08",
    weight=Weight.BLOCK,
    on="person",
    home=_HOME,
    says=Words(
        "{person}ครองตำแหน่งเลขที่ {number} อยู่แล้วในช่วงวันที่นี้", "{person} already holds post {number} on these days"
    ),
    remedy=Words(
        "บันทึกการพ้นตำแหน่งเดิมก่อน หรือบันทึกเป็นรักษาการหรือช่วยราชการ",
        "Key the leaving of the earlier post first, or key it as acting or secondment",
    ),
    source=Words("ประกาศ ก.กลาง เรื่องการแต่งตั้ง", "Central committee's announcement on appointment"),
    gist="One substantive post per person at a time; others only as overlay.",
)
SR_01 = Rule(
    code="SR-01",
    weight=Weight.BLOCK,
    on="line",
    home=_HOME,
    says=Words("รายการนี้ตรวจสอบแล้ว แก้ไขทับไม่ได้", "This line is verified and cannot be written over"),
    remedy=Words(
        "กด “ขอแก้ไขรายการ” ใส่ค่าที่ถูกต้อง เหตุผล และหลักฐาน หากคำสั่งผิดให้บันทึกคำสั่งแก้ไขเป็นรายการใหม่",
        "Ask for a correction with value, reason and evidence; if the order is wrong key the correcting order",
    ),
    source=Words("แนวปฏิบัติทะเบียนประวัติ (ขีดฆ่า ไม่ลบ)", "Practice of the register (strike, never erase)"),
    gist="A verified line is immutable.",
)
SR_02 = Rule(
    code="SR-02",
    weight=Weight.BLOCK,
    on="verify",
    home=_HOME,
    says=Words(
        "ผู้ตรวจสอบต้องไม่ใช่ผู้บันทึกรายการเดียวกัน และต้องไม่ใช่เจ้าของประวัติ",
        "Who verifies a line must be neither its author nor the person of the record",
    ),
    remedy=Words(
        "ให้นายทะเบียนประวัติตรวจสอบรายการนี้ หากเป็นประวัติของนายทะเบียนหรือของเจ้าหน้าที่ทะเบียนเอง ให้จังหวัดตรวจสอบ "
        "หากมีผู้ปฏิบัติคนเดียวให้ขอข้อยกเว้นตามที่กรมฯ กำหนด",
        "Let the registrar verify this line; a line of the registrar or of the records officer goes to the province",
    ),
    source=Words(
        "ข้อกำหนดของระบบ (แบ่งแยกหน้าที่ผู้บันทึกและผู้ตรวจสอบ)",
        "Requirement of the system (who keys does not verify)",
    ),
    gist="The verifier is neither the author nor the person; the pair's own lines go to the province.",
)
SR_03 = Rule(
    code="SR-03",
    weight=Weight.BLOCK,
    on="person",
    home=_HOME,
    says=Words("ทะเบียนประวัตินี้ท่านดูได้แต่แก้ไขไม่ได้", "You may read this record but not change it"),
    remedy=Words("แจ้งหน่วยงานที่ดูแลทะเบียนให้บันทึก", "Let the LGO that keeps it know, which records it"),
    source=Words(
        "ข้อกำหนดของระบบ (อปท. ผู้ดูแลทะเบียนเป็นผู้บันทึก)",
        "Requirement of the system (the LGO with custody writes)",
    ),
    gist="Only the LGO with custody writes; nobody keys the own record; the province only verifies the pair's lines.",
    variants=(
        Variant(
            1,
            Words(
                "ทะเบียนประวัตินี้อยู่ในความดูแลของ {organisation} ท่านดูได้แต่แก้ไขไม่ได้",
                "This record is kept by {organisation}; you may read it but not change it",
            ),
            Words(
                "แจ้ง {organisation} {reach} ให้บันทึก หากบุคคลย้ายมาหน่วยงานท่านแล้วให้กด “ขอรับโอน”",
                "Let {organisation} know {reach}; it records it. If the person has come to your LGO press “Ask for a "
                "transfer”",
            ),
        ),
        Variant(
            2,
            Words("บันทึกประวัติของตนเองไม่ได้", "Nobody keys the own record"),
            Words(
                "ให้นายทะเบียนบันทึกรายการของเจ้าหน้าที่ ให้เจ้าหน้าที่บันทึกรายการของนายทะเบียน แล้วจังหวัดเป็นผู้ตรวจสอบ",
                "The registrar keys the officer's lines, the officer the registrar's, and the province verifies both",
            ),
        ),
        Variant(
            3,
            Words(
                "นายทะเบียนประวัติบันทึกได้เฉพาะรายการของเจ้าหน้าที่ทะเบียนประวัติ",
                "The registrar keys only the lines of the records officer",
            ),
            Words(
                "ให้เจ้าหน้าที่ทะเบียนประวัติเป็นผู้บันทึก แล้วท่านตรวจสอบ",
                "Let the records officer key the line; you verify it",
            ),
        ),
        Variant(
            4,
            Words(
                "ทะเบียนประวัตินี้อยู่ในความดูแลของ {organisation} แล้ว ท่านดูช่วงที่เคยปฏิบัติงานที่นี่ได้แต่แก้ไขไม่ได้",
                "This record is kept by {organisation} by now; you may read the years served here but not change them",
            ),
            Words(
                "แจ้ง {organisation} {reach} ให้บันทึก เรื่องของช่วงที่อยู่หน่วยงานท่านให้ส่งสำเนาคำสั่งของท่านไปให้อ้าง",
                "Let {organisation} know {reach}; it records it, and what concerns the years at your LGO citing your "
                "order: send a copy",
            ),
        ),
        Variant(
            5,
            Words(
                "รายการนี้นายทะเบียนประวัติของ {organisation} เป็นผู้ตรวจสอบ จังหวัดตรวจสอบเฉพาะรายการของผู้มีสิทธิสองคน",
                "The registrar of {organisation} verifies this line; the province those of the two right holders",
            ),
            Words(
                "แจ้ง {organisation} ให้นายทะเบียนประวัติตรวจสอบ", "Let {organisation} know: its registrar verifies the line"
            ),
        ),
    ),
)
SR_04 = Rule(
    code="SR-04",
    weight=Weight.BLOCK,
    on="movement",
    home=_HOME,
    says=Words("ลำดับรายการไม่ถูกต้อง", "The order of the lines is not right"),
    remedy=Words("ตรวจประเภทและวันที่มีผล", "Check the kind of movement and its effective day"),
    source=Words("แบบ ก.พ.๗ รายการที่ ๑๓", "Form ก.พ.๗, item 13"),
    gist="The first line of an employment is START; after END only START, AMEND or CANCEL.",
    variants=(
        Variant(
            1,
            Words(
                "รายการแรกต้องเป็นบรรจุ รับโอน บรรจุกลับ ทำสัญญา หรือยกยอด",
                "The first line is an appointment, a transfer in, a re-appointment, a contract or an opening line",
            ),
            Words("เพิ่มรายการเริ่มต้นก่อน", "Add the starting line first"),
        ),
        Variant(
            2,
            Words(
                "{person}พ้นจากราชการเมื่อ {date} แล้ว บันทึก{type}หลังวันนั้นไม่ได้",
                "{person} left the service on {date}; “{type}” cannot be keyed after that day",
            ),
            Words(
                "ตรวจวันที่มีผล หรือบันทึกบรรจุกลับหรือยกเลิกคำสั่งก่อน",
                "Check the effective day, or key a re-appointment or a cancelling order first",
            ),
        ),
        Variant(
            3,
            Words(
                "{person}ปฏิบัติราชการอยู่แล้วตั้งแต่ {date} บันทึก{type}ซ้ำไม่ได้",
                "{person} has been serving since {date}; “{type}” cannot be keyed again",
            ),
            Words("บันทึกการพ้นจากราชการก่อน หรือเลือกย้าย", "Key the leaving first, or choose a move"),
        ),
        Variant(
            4,
            Words(
                "{person}มีรายการ{other}ตั้งแต่ {date} อยู่แล้ว รายการนี้ให้พ้นก่อนวันนั้น",
                "{person} has “{other}” from {date} already; this line lets the person leave before that day",
            ),
            Words(
                "ตรวจว่าคำสั่งใดถูก แล้วบันทึกคำสั่งยกเลิกอีกรายการ หรือระบุเหตุผลหากถูกทั้งสองรายการ",
                "See which order is right and key one that cancels the other, or say why both stand",
            ),
            weight=Weight.WARN,
        ),
        Variant(
            5,
            Words("วันที่ถึงแก่กรรม {date} ยังมาไม่ถึง", "The day of death {date} has not come yet"),
            Words("ตรวจวันที่กับมรณบัตร", "Compare the day with the death certificate"),
        ),
        Variant(
            6,
            Words(
                "{person}โอนไปจากหน่วยงานนี้เมื่อ {date} แล้ว บันทึก{type}หลังวันนั้นไม่ได้",
                "{person} was transferred from here on {date}; “{type}” cannot be keyed after that day",
            ),
            Words(
                "ตรวจวันที่มีผล หรือบันทึกคำสั่งยกเลิกการให้โอนก่อน หน่วยงานที่รับโอนเป็นผู้บันทึกรายการต่อจากนั้น",
                "Check the effective day, or key the order that cancels the transfer first; the receiving LGO keys "
                "what follows",
            ),
        ),
        Variant(
            7,
            Words(
                "วันที่ {date} {person}ยังสังกัดหน่วยงานเดิม รายการนี้ต้องมาจากคำสั่งของหน่วยงานนั้น",
                "On {date} {person} still served the LGO of before: this has to rest on an order of that one",
            ),
            Words(
                "ตรวจว่าเป็นคำสั่งของหน่วยงานเดิม ระบุชื่อหน่วยงานในหมายเหตุ แล้วให้เหตุผล หากเป็นคำสั่งของหน่วยงานนี้ให้แก้วันที่มีผล",
                "See that it is that LGO's order, name it in the remark and say why; if it is this one's, mend the day",
            ),
            weight=Weight.WARN,
        ),
    ),
)
SR_05 = Rule(
    code="SR-05",
    weight=Weight.BLOCK,
    on="transfer",
    home=_HOME,
    says=Words(
        "การให้โอนและรับโอนของ{person}ไม่ตรงกัน: {detail}",
        "Transfer out and in of {person} do not agree: {detail}",
    ),
    remedy=Words(
        "ประสาน {other_organisation} ให้วันที่มีผลตรงกัน ทะเบียนประวัติจะย้ายเมื่อบันทึกครบทั้งสองฝ่าย",
        "Agree with {other_organisation} on one effective day; the record moves when both sides are keyed",
    ),
    source=Words("ประกาศ ก.จังหวัด หลักเกณฑ์การโอน", "Provincial committee's announcement on transfers"),
    gist="Transfer out and in pair: same person, same effective day, different LGO; custody moves once.",
    variants=(
        Variant(
            1,
            Words("ไม่พบทะเบียนตามเลขนี้ที่ {organisation}", "No record with this number is kept by {organisation}"),
            Words(
                "ตรวจต้นสังกัดกับคำสั่ง หรือขอให้จังหวัดตรวจสอบ",
                "Compare the sending LGO with the order, or ask the province to look into it",
            ),
        ),
        Variant(
            2,
            Words(
                "พบทะเบียนประวัติแล้ว อยู่ในความดูแลของ {organisation} แต่มีเรื่องโอนอีกเรื่องหนึ่งเปิดอยู่",
                "The record is kept by {organisation}, but another transfer of this person is under way",
            ),
            Words(
                "ประสานต้นสังกัด เมื่อเรื่องเดิมถูกยกเลิกแล้วจึงขอรับโอนใหม่",
                "Speak to the sending LGO; ask again once the other transfer is cancelled",
            ),
        ),
        Variant(
            3,
            Words(
                "มีเรื่องโอนของ{person}เปิดอยู่แล้ว กับ {other} มีผล {date}",
                "A transfer of {person} is open already, with {other}, effective {date}",
            ),
            Words(
                "เปิด “เรื่องโอน” แล้วบันทึกให้ตรงกับเรื่องเดิม หรือยกเลิกเรื่องเดิมก่อน",
                "Open “Transfers” and key what agrees with it, or cancel that transfer first",
            ),
        ),
        Variant(
            4,
            Words("ต้นสังกัดแจ้งยกเลิกการโอนของ{person}แล้ว", "The sending LGO has called off the transfer of {person}"),
            Words(
                "เปิด “เรื่องโอน” ดูเหตุผล แล้วประสานต้นสังกัด",
                "Open “Transfers”, read the reason and speak to the sending LGO",
            ),
        ),
        Variant(
            5,
            Words(
                "เรื่องโอนของ{person}ถูกถอนหรือยกเลิกไปแล้ว จึงลงนามไม่ได้",
                "The transfer of {person} was taken back meanwhile and cannot be signed",
            ),
            Words(
                "เปิด “เรื่องโอน” ดูเหตุผล แล้วส่งคืนรายการนี้ให้ผู้บันทึก",
                "Open “Transfers”, read the reason and send this line back to who keyed it",
            ),
        ),
        Variant(
            6,
            Words("ต้นสังกัดที่ระบุคือหน่วยงานของท่านเอง", "The sending LGO named is your own"),
            Words("เลือก อปท. ต้นสังกัดตามคำสั่งรับโอน", "Choose the sending LGO that the receiving order names"),
        ),
        Variant(
            7,
            Words("ยังไม่ได้ระบุเหตุผล", "No reason is given"),
            Words(
                "กรอกเหตุผล อีกฝ่ายและเจ้าของประวัติจะเห็นเหตุผลนี้",
                "Say why; the other side and the person will read it",
            ),
        ),
        Variant(
            8,
            Words(
                "{organisation} ไม่ได้ตั้งอยู่ในวันที่ {date} เพราะยุบเลิกหรือรวมเข้ากับ อปท. อื่นตั้งแต่ {ends}",
                "{organisation} does not stand on {date}: it was abolished or merged into another from {ends} on",
            ),
            Words(
                "ตรวจวันที่มีผลกับคำสั่ง หากคำสั่งเป็นวันนั้นจริง ต้องมีคำสั่งโอนฉบับใหม่ไปยัง อปท. ที่ตั้งอยู่ในวันนั้น",
                "Compare the day with the order; if it says so, a new one must name an LGO that stands on that day",
            ),
        ),
        Variant(
            9,
            Words("{other} ยังไม่ตอบตกลงสับเปลี่ยน{person}", "{other} has not agreed to the swap of {person} yet"),
            Words(
                "รอคำตอบในเรื่องสับเปลี่ยน แล้วจึงทำคำสั่งของแต่ละฝ่าย", "Await the answer; each side's order is drawn up then"
            ),
        ),
        Variant(
            10,
            Words(
                "ในเรื่องสับเปลี่ยน {person}ต้องลงตำแหน่งเลขที่ {number} ที่อีกคนหนึ่งพ้นไปในวันเดียวกัน",
                "In a swap {person} comes into post {number}, which the other one leaves on that day",
            ),
            Words(
                "เลือกตำแหน่งนั้น หากลงตำแหน่งอื่นให้ถอนเรื่องสับเปลี่ยน แล้วทำเป็นเรื่องโอนสองเรื่อง",
                "Choose that post; for another one withdraw the swap and make two transfers",
            ),
        ),
        Variant(
            11,
            Words(
                "ฝ่ายท่านลงนามการสับเปลี่ยนของ{person}แล้ว รออีกฝ่ายลงนาม",
                "Your side has signed the swap of {person}; the other one has yet to sign",
            ),
            Words(
                "เปิดเรื่องสับเปลี่ยนเพื่อติดตาม หรือถอนทั้งเรื่องพร้อมเหตุผล",
                "Open the swap to follow it, or to withdraw the whole with a reason",
            ),
        ),
        Variant(
            12,
            Words(
                "การสับเปลี่ยนมีผลแล้วตั้งแต่ {date} ฝ่ายเดียวยกเลิกไม่ได้",
                "The swap took effect on {date}; one side cannot undo it any more",
            ),
            Words("ทำเรื่องสับเปลี่ยนกลับ หรือเรื่องโอนใหม่", "Make another swap back, or new transfers"),
        ),
        Variant(
            13,
            Words(
                "{person}ไม่ได้ครองตำแหน่งของ {organisation} อยู่ ณ วันที่ {date} จึงสับเปลี่ยนไม่ได้",
                "{person} does not hold a post of {organisation} on {date} and cannot change places",
            ),
            Words(
                "ตรวจรายการที่ ๑๓ ของบุคคลนี้และวันที่มีผล หรือทำเป็นเรื่องโอนแทน",
                "Look at item 13 of this person and at the day, or make it a transfer",
            ),
        ),
        Variant(
            14,
            Words(
                "ต้นสังกัดยังไม่ได้ให้โอน{person} หรือเรื่องโอนจบไปแล้ว จึงยังไม่แสดงทะเบียนและรับโอนไม่ได้",
                "{person} is not released, or the transfer is over: the record is not shown and nobody is received",
            ),
            Words(
                "เปิด “เรื่องโอน” ดูสถานะ รอต้นสังกัดลงนามให้โอน หรือลบรายการนี้ออกจากร่าง",
                "Open “Transfers” to see where it stands; wait for the release, or take this line out of the draft",
            ),
        ),
    ),
)
SR_06 = Rule(
    code="SR-06",
    weight=Weight.BLOCK,
    on="last_day",
    home=_HOME,
    says=Words(
        "{type}ไม่เปลี่ยนตำแหน่งหรือสังกัด และต้องมีคำสั่งกับช่วงวันที่",
        "“{type}” changes neither post nor LGO, and needs an order and its days",
    ),
    remedy=Words(
        "บันทึกเป็นรายการ{type}พร้อมวันเริ่มและวันสิ้นสุด อย่าบันทึกเป็น “ย้าย”",
        "Key it as “{type}” with first and last day, never as a move",
    ),
    source=Words(
        "พ.ร.บ.ระเบียบบริหารงานบุคคลส่วนท้องถิ่น พ.ศ. ๒๕๔๒ และประกาศ ก.จังหวัด",
        "Local Personnel Administration Act B.E. 2542 and provincial committee's announcement",
    ),
    gist="Secondment, acting and assignment have an order, a start and a last day or “until further order”.",
    variants=(
        Variant(
            1,
            Words(
                "ถึงวันที่ {until} อยู่ก่อนวันที่มีผล {starts}",
                "The last day {until} lies before the effective day {starts}",
            ),
            Words("แก้วันที่มีผลหรือวันสุดท้ายให้ตรงกับคำสั่ง", "Mend the first or the last day after the order"),
        ),
        Variant(
            2,
            Words(
                "ระบุทั้งวันสุดท้าย ({until}) และ “จนกว่าจะมีคำสั่งเปลี่ยนแปลง”",
                "Both a last day ({until}) and “until another order says so” are given",
            ),
            Words(
                "เลือกอย่างเดียวตามคำสั่ง: ลบวันสุดท้าย หรือเอาเครื่องหมาย “จนกว่าจะมีคำสั่งเปลี่ยนแปลง” ออก",
                "Keep what the order says: clear the last day, or take the tick away",
            ),
        ),
    ),
)
SR_07 = Rule(
    code="SR-07",
    weight=Weight.BLOCK,
    on="birth_date",
    home=_HOME,
    says=Words(
        "{person}อายุไม่ครบ {age} ปี ณ วันเริ่มรับราชการ {date}",
        "{person} is not yet {age} on the first day of service {date}",
    ),
    remedy=Words("ตรวจวันเดือนปีเกิดและวันบรรจุกับเอกสาร", "Check the birth date and the day of appointment"),
    source=Words("ประกาศ ก.กลาง คุณสมบัติทั่วไป", "Central committee's announcement on qualifications"),
    gist="At least 18 years old on the day service starts.",
)
SR_08 = Rule(
    code="SR-08",
    weight=Weight.DERIVED,
    on="starts",
    home=_HOME,
    says=Words(
        "ผู้เกิด {born} พ้นจากราชการเพราะเกษียณอายุวันที่ {exit_date} วันสุดท้ายที่ปฏิบัติราชการ {last_day}",
        "Who was born on {born} retires on {exit_date}; the last day of service is {last_day}",
    ),
    remedy=Words(
        "หากบัตรเดิมพิมพ์วันอื่นให้เก็บเป็นข้อความตามต้นฉบับพร้อมหลักฐาน",
        "If the old card prints another day keep its text with evidence",
    ),
    source=Words(
        "กฎหมายบำเหน็จบำนาญข้าราชการส่วนท้องถิ่น; มติ ครม. ๑๓ มี.ค. ๒๕๓๘",
        "Local officials' pension law; cabinet resolution of 13 March 2538",
    ),
    gist="Exit day and last day of service follow from the birth date.",
    variants=(
        Variant(
            1,
            Words(
                "กรอกวันเกษียณอายุ {typed} แต่ผู้เกิด {born} พ้นจากราชการวันที่ {exit_date} (วันสุดท้าย {last_day})",
                "The day entered is {typed}, but who was born on {born} leaves on {exit_date} (last day {last_day})",
            ),
            Words(
                "ใช้วันที่ระบบคำนวณ หากบัตรเดิมพิมพ์วันอื่นให้เก็บไว้ในช่องหมายเหตุ",
                "Use the day computed; if the old card prints another keep it in the remark",
            ),
            Weight.BLOCK,
        ),
    ),
)

RULES = (
    OR_02, OR_03, OR_04, OR_05, OR_10, PO_07, PO_08, SR_01, SR_02, SR_03, SR_04, SR_05, SR_06, SR_07, SR_08,
    *POST_RULES,
    *RULES_OF_PAY,
    *SECTION_RULES,
)  # fmt: skip

"""The rules of pay and of contracts: what is said, what to do next, where it comes from."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

_HOME = "service_record"
_SCHEDULE = Words("บัญชีเงินเดือนตามประกาศ ก.กลาง", "Salary schedules as announced by the central committee")
_RISES = Words("ประกาศ ก.กลาง หลักเกณฑ์การเลื่อนขั้นเงินเดือน", "Central committee's announcement on step rises")

SR_09 = Rule(
    code="SR-09",
    weight=Weight.BLOCK,
    on="last_day",
    home=_HOME,
    says=Words("สัญญาจ้างสิ้นสุดได้ไม่เกินวันที่ {limit}", "The contract may end on {limit} at the latest"),
    remedy=Words(
        "แก้วันสิ้นสุดสัญญา แล้วบันทึกต่อสัญญาเมื่อครบกำหนด", "Mend the contract's last day; key the renewal when it is due"
    ),
    source=Words(
        "ประกาศ ก.กลาง มาตรฐานทั่วไปเกี่ยวกับพนักงานจ้าง", "Central committee's general standard on contract employees"
    ),
    gist="A contract has an end, not later than its longest term and the age limit allow.",
    variants=(
        Variant(
            1,
            Words("สัญญาจ้างต้องมีวันสิ้นสุด", "A contract needs its last day"),
            Words("กรอกวันสิ้นสุดสัญญาตามคำสั่ง", "Enter the last day from the order"),
        ),
        Variant(
            2,
            Words("วันสิ้นสุดสัญญาอยู่ก่อนวันเริ่ม", "The contract would end before it starts"),
            Words("ตรวจวันเริ่มและวันสิ้นสุดกับคำสั่ง", "Compare both days with the order"),
        ),
    ),
)
SR_10 = Rule(
    code="SR-10",
    weight=Weight.BLOCK,
    on="salary",
    home=_HOME,
    says=Words(
        "เงินเดือน {amount} บาท ไม่มีในบัญชีเงินเดือนของ{level} ณ วันที่ {date} ตาม{schedule}",
        "{amount} baht is not on the schedule of {level} on {date}, by {schedule}",
    ),
    remedy=Words(
        "เลือก {lawful} บาทตามคำสั่ง หากเป็นอัตราเก่าที่ไม่มีในบัญชีให้คงข้อความตามต้นฉบับและแจ้งกรมฯ",
        "Choose {lawful} baht as the order has it; for an old rate keep the text of the card and tell DLA",
    ),
    source=_SCHEDULE,
    gist="The salary is lawful in the schedule in force on the effective day; without a schedule it only warns. An "
    "allowance other than the rate in force warns, and so does one that goes on unsaid in another post or level.",
    variants=(
        Variant(
            1,
            Words(
                "ไม่มีบัญชีเงินเดือนของวันที่นี้ ({date}) จึงตรวจเงินเดือนไม่ได้",
                "No schedule is loaded for this day ({date}), so the salary is not judged",
            ),
            Words("ตรวจกับคำสั่ง แล้วระบุเหตุผลว่าตรวจแล้ว", "Compare with the order and say so as the reason"),
            Weight.WARN,
        ),
        Variant(
            2,
            Words(
                "ขั้น {at} ของ{level} คือ {expected} บาท ไม่ใช่ {amount} บาท",
                "Step {at} of {level} pays {expected} baht, not {amount}",
            ),
            Words("แก้ขั้นหรือเงินเดือนให้ตรงคำสั่ง", "Mend the step or the salary after the order"),
        ),
        Variant(
            3,
            Words("เงินเดือนต้องมากกว่าศูนย์", "The salary must be above nought"),
            Words("กรอกเงินเดือนตามคำสั่ง", "Enter the salary that the order names"),
        ),
        Variant(
            4,
            Words("รายการนี้ยังไม่มีเงินเดือน", "The line has no salary yet"),
            Words("กรอกเงินเดือนหลังรายการนี้ตามคำสั่ง", "Enter the salary after this line, as the order has it"),
        ),
        Variant(
            5,
            Words(
                "เงินประจำตำแหน่ง {amount} บาท ไม่ตรงกับอัตรา ณ วันที่ {date}: {rates}",
                "The allowance of {amount} baht is not the rate of {date}: {rates}",
            ),
            Words("แก้จำนวนเงินให้ตรงคำสั่ง หรือระบุเหตุผล", "Mend the amount after the order, or say why"),
            Weight.WARN,
        ),
        Variant(
            6,
            Words(
                "เงินประจำตำแหน่งเดิม {amount} บาทยังจ่ายต่อในตำแหน่งหรือระดับใหม่ เพราะรายการนี้ไม่ระบุ "
                "(อัตราของตำแหน่งใหม่: {rates})",
                "The allowance of {amount} baht goes on in the new post or level, for the line says none "
                "(rates of the new one: {rates})",
            ),
            Words(
                "กรอกเงินประจำตำแหน่งใหม่ตามคำสั่ง ไม่มีแล้วกรอก ๐ หากจ่ายต่อให้ระบุเหตุผล",
                "Enter the new allowance after the order, 0 where there is none; if it goes on say why",
            ),
            Weight.WARN,
        ),
    ),
)
SR_11 = Rule(
    code="SR-11",
    weight=Weight.BLOCK,
    on="steps",
    home=_HOME,
    says=Words(
        "เลื่อนขั้นรวม {steps} ขั้นในปี {round_year} เกินที่กำหนด {limit} ขั้น",
        "{steps} steps in the round year {round_year}: more than the {limit} allowed",
    ),
    remedy=Words("ตรวจจำนวนขั้นทั้งสองรอบกับคำสั่ง", "Compare the steps of both rounds with the orders"),
    source=_RISES,
    gist="At most 1 step in half 1, 1.5 in half 2, 2 in a round year (1 April with the 1 October that follows).",
    variants=(
        Variant(
            1,
            Words("จำนวนขั้น {steps} ไม่ใช่ทวีคูณของครึ่งขั้น", "{steps} is no multiple of half a step"),
            Words("กรอก ๐.๕ ๑ ๑.๕ หรือ ๒ ขั้น", "Enter 0.5, 1, 1.5 or 2 steps"),
        ),
        Variant(
            2,
            Words(
                "เลื่อน {steps} ขั้นในรอบที่ {half} ปี {round_year} เกินที่กำหนด {limit} ขั้น",
                "{steps} steps in half {half} of {round_year}: more than the {limit} allowed",
            ),
            Words("ตรวจจำนวนขั้นกับคำสั่ง", "Compare the steps with the order"),
        ),
        Variant(
            3,
            Words("ยังไม่ได้ระบุจำนวนขั้น", "The number of steps is missing"),
            Words("กรอกจำนวนขั้นตามคำสั่ง", "Enter the steps that the order names"),
        ),
    ),
)
SR_12 = Rule(
    code="SR-12",
    weight=Weight.WARN,
    on="salary",
    home=_HOME,
    says=Words("เงินเดือนใหม่ไม่ตรงกับขั้นที่เลื่อน", "The new salary does not follow from the steps"),
    remedy=Words("แก้จำนวนขั้นหรือเงินเดือนให้ตรงคำสั่ง", "Mend the steps or the salary after the order"),
    source=_RISES,
    gist="The new salary is the old one plus the steps on the schedule, or plus a percentage of the base; at the top "
    "only special pay.",
    variants=(
        Variant(
            1,
            Words(
                "เงินเดือนใหม่ {new} ไม่เท่ากับเดิม {old} บวก {steps} ขั้น (ควรเป็น {expected})",
                "The new salary {new} is not the old {old} plus {steps} steps (expected {expected})",
            ),
            Words("แก้จำนวนขั้นหรือเงินเดือนให้ตรงคำสั่ง", "Mend the steps or the salary after the order"),
        ),
        Variant(
            2,
            Words("เงินเดือนเต็มขั้นแล้ว", "The salary is at the top step already"),
            Words("บันทึกเป็นเงินตอบแทนพิเศษร้อยละ {pct}", "Key it as special remuneration of {pct} per cent"),
        ),
        Variant(
            3,
            Words(
                "เงินเดือน {old} บาทยังไม่เต็มขั้น จึงยังไม่มีเงินตอบแทนพิเศษ",
                "{old} baht is not the top step, so there is no special remuneration yet",
            ),
            Words("ตรวจกับคำสั่ง หรือบันทึกเป็นเลื่อนขั้นเงินเดือน", "Compare with the order, or key it as a step rise"),
        ),
        Variant(
            4,
            Words(
                "เงินเดือนใหม่ {new} ไม่เท่ากับเดิม {old} บวกร้อยละ {pct} ของฐาน {base} (ควรเป็น {expected})",
                "The new {new} is not the old {old} plus {pct} per cent of the base {base} (expected {expected})",
            ),
            Words("แก้ร้อยละหรือเงินเดือนให้ตรงคำสั่ง", "Mend the percentage or the salary after the order"),
        ),
    ),
)
SR_13 = Rule(
    code="SR-13",
    weight=Weight.WARN,
    on="starts",
    home=_HOME,
    says=Words(
        "การเลื่อนขั้นมีผลวันที่ {date} ซึ่งไม่ใช่ ๑ เม.ย. หรือ ๑ ต.ค.",
        "The rise takes effect on {date}, which is neither 1 April nor 1 October",
    ),
    remedy=Words(
        "แก้วันที่มีผล หากเป็นการปรับเงินเดือนให้เลือกประเภทนั้น เช่น “ปรับตามกฎหมาย” หากเลื่อนขั้นจริงให้ระบุเหตุผล",
        "Mend the day; for an adjustment choose its kind, as “Adjustment by law”; if it is a rise say why",
    ),
    source=_RISES,
    gist="Pay rounds take effect on 1 April or 1 October; other days only for adjustments.",
)
SR_14 = Rule(
    code="SR-14",
    weight=Weight.BLOCK,
    on="salary",
    home=_HOME,
    says=Words(
        "เงินเดือน {amount} บาท ไม่อยู่ในช่วงของระดับ{level} ({min}–{max})",
        "{amount} baht is outside the range of level {level} ({min}–{max})",
    ),
    remedy=Words(
        "แก้เงินเดือนตามคำสั่งเลื่อนระดับ (ไม่ต่ำกว่าเดิมและไม่ต่ำกว่าขั้นต่ำของระดับใหม่)",
        "Mend the salary after the order: not below the old one, nor below the new level's lowest",
    ),
    source=_SCHEDULE,
    gist="A promotion climbs one level, keeps or raises the salary and lands inside the new level's range; what "
    "changes the post alone keeps the level.",
    variants=(
        Variant(
            1,
            Words(
                "เลื่อนระดับแล้วเงินเดือนลดจาก {old} เป็น {amount} บาท",
                "The promotion would lower the salary from {old} to {amount} baht",
            ),
            Words("แก้เงินเดือนตามคำสั่งเลื่อนระดับ", "Mend the salary after the order of promotion"),
        ),
        Variant(
            2,
            Words(
                "“{type}” ไม่เปลี่ยนระดับ แต่รายการนี้เปลี่ยนจากระดับ{old}เป็นระดับ{level}",
                "“{type}” changes no level, but this line changes level {old} to level {level}",
            ),
            Words(
                "หากคำสั่งให้เลื่อนระดับด้วย ให้บันทึกเป็น “เลื่อนระดับ / เลื่อนและแต่งตั้ง” "
                "หากไม่ใช่ ตรวจตำแหน่งและระดับกับคำสั่ง แล้วระบุเหตุผล",
                "If the order promotes as well key it as a promotion; if it does not compare post and level with the "
                "order and say why",
            ),
            Weight.WARN,
        ),
        Variant(
            3,
            Words(
                "เลื่อนระดับโดยไม่ระบุเงินเดือน และทะเบียนไม่มีเงินเดือนเดิม",
                "The promotion says no salary, and the register knows none of before",
            ),
            Words(
                "กรอกเงินเดือนตามคำสั่งเลื่อนระดับ หากคำสั่งไม่ระบุให้เขียนเหตุผล",
                "Enter the salary after the order of promotion; if it says none say why",
            ),
            Weight.WARN,
        ),
        Variant(
            4,
            Words(
                "เลื่อนจากระดับ{old}เป็นระดับ{level} ข้ามระดับ{skipped}",
                "The promotion from level {old} to level {level} leaves out level {skipped}",
            ),
            Words(
                "ตรวจระดับกับคำสั่ง หากคำสั่งเลื่อนครั้งก่อนยังไม่ได้บันทึกให้บันทึกก่อน หากคำสั่งเขียนเช่นนี้จริงให้ระบุเหตุผล",
                "Compare the level with the order; key an earlier promotion first if it is missing; if the order has "
                "it so say why",
            ),
            Weight.WARN,
        ),
        Variant(
            5,
            Words(
                "เลื่อนระดับ แต่ระดับใหม่ ({level}) ไม่สูงกว่าระดับเดิม ({old})",
                "A promotion, but the new level ({level}) is not above the old one ({old})",
            ),
            Words(
                "เลือกระดับใหม่ตามคำสั่ง หากคำสั่งเขียนเช่นนี้จริงให้ระบุเหตุผล",
                "Choose the new level after the order; if the order has it so say why",
            ),
            Weight.WARN,
        ),
    ),
)
SR_15 = Rule(
    code="SR-15",
    weight=Weight.WARN,
    on="salary",
    home=_HOME,
    says=Words(
        "เงินเดือนลดจาก {old} เป็น {new} โดยไม่มีคำสั่งลดขั้นหรือตัดเงินเดือน",
        "The salary falls from {old} to {new} without an order that lowers or cuts it",
    ),
    remedy=Words(
        "ตรวจตัวเลขและลำดับวันที่ หากถูกต้องให้ระบุเหตุผลหรือเพิ่มรายการที่ขาด",
        "Check figures and days; if they are right say why, or add the line that is missing",
    ),
    source=Words("แบบ ก.พ.๗ รายการที่ ๑๓", "Form ก.พ.๗, item 13"),
    gist="Along item 13 the salary falls only by STEP_DOWN, PAY_CUT or a new schedule.",
)
RULES_OF_PAY = (SR_09, SR_10, SR_11, SR_12, SR_13, SR_14, SR_15)

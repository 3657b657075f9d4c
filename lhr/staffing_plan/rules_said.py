"""The rules of the staffing plan as they are said: SP-02, SP-04, SP-05. Pure."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

_HOME = "staffing_plan"
_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")

SP_02 = Rule(
    code="SP-02",
    weight=Weight.WARN,
    on="total",
    home=_HOME,
    says=Words(
        "ภาระค่าใช้จ่ายด้านการบริหารงานบุคคลปี {year} ร้อยละ {ratio} เกินร้อยละ {ceiling} อยู่ {over} บาท",
        "Personnel cost of {year} is {ratio} per cent of the budget, {over} baht above {ceiling} per cent",
    ),
    remedy=Words(
        "ลดหรือเลื่อนตำแหน่งที่กำหนดเพิ่ม ทบทวนประมาณการงบประมาณ หรือตรวจแหล่งเงินของแต่ละตำแหน่ง",
        "Reduce or put off new posts, look at the budget again, or check whose money pays for each post",
    ),
    source=Words(
        "พ.ร.บ.ระเบียบบริหารงานบุคคลส่วนท้องถิ่น พ.ศ. ๒๕๔๒ มาตรา ๓๕",
        "Local Personnel Administration Act B.E. 2542, section 35",
    ),
    gist="What is paid to personnel from own income is at most 40 per cent of the annual expenditure budget.",
    variants=(
        Variant(
            1,
            Words(
                "คำสั่งนี้ทำให้ภาระค่าใช้จ่ายด้านการบริหารงานบุคคลปี {year} เพิ่มขึ้น {more} บาท เป็นร้อยละ {ratio} "
                "เกินร้อยละ {ceiling} อยู่ {over} บาท",
                "This order raises the personnel cost of {year} by {more} baht to {ratio} per cent of the budget, "
                "{over} baht above {ceiling} per cent",
            ),
            Words(
                "ตรวจแหล่งเงินของแต่ละตำแหน่งและงบประมาณที่บันทึกไว้ก่อน หากต้องออกคำสั่งนี้ ให้ระบุเหตุผลที่หัวคำสั่ง",
                "Check whose money pays for each post and the budget on record; if the order has to be given, state "
                "the reason in its head",
            ),
        ),
    ),
)
SP_04 = Rule(
    code="SP-04",
    weight=Weight.DERIVED,
    on="vacant",
    home=_HOME,
    says=Words("ค่าใช้จ่ายตำแหน่งว่าง {range} ปีละ {amount} บาท", "A vacant post {range} costs {amount} baht a year"),
    remedy=Words(
        "หากไม่ตรงกับแบบของ ก.จังหวัด ให้ตรวจบัญชีเงินเดือนและช่วงระดับของตำแหน่ง",
        "If the committee's form says otherwise check the salary schedule and the levels of the post",
    ),
    source=Words("แบบแผนอัตรากำลัง ๓ ปี", "Form of the three-year staffing plan"),
    gist="A vacant post costs (first pay of its lowest level + top pay of its highest level) / 2 × 12.",
)
SP_05 = Rule(
    code="SP-05",
    weight=Weight.BLOCK,
    on="amount",
    home=_HOME,
    says=Words("งบประมาณรายจ่ายประจำปีที่กรอกใช้ไม่ได้", "The annual budget as typed cannot be used"),
    remedy=Words("แก้ตามข้อบัญญัติหรือเทศบัญญัติ", "Correct it as the local ordinance has it"),
    source=_SYSTEM,
    gist="A budget is of one year of an LGO: an amount, other benefits in per cent or baht, and what it rests on.",
    variants=(
        Variant(
            1,
            Words("งบประมาณรายจ่ายต้องมากกว่า 0 บาท", "The budget is more than 0 baht"),
            Words("กรอกยอดรวมทั้งปีตามข้อบัญญัติหรือเทศบัญญัติ", "Enter the year's sum as the local ordinance has it"),
        ),
        Variant(
            2,
            Words(
                "ประโยชน์ตอบแทนอื่นต้องกรอกอย่างใดอย่างหนึ่ง: ร้อยละของเงินเดือนรวม (0 ถึง 100) หรือจำนวนบาทต่อปี",
                "Other benefits are given one way: per cent of all pay (0 to 100), or baht a year",
            ),
            Words("กรอกร้อยละหรือจำนวนบาท แล้วเว้นอีกช่องว่างไว้", "Fill in one of the two and leave the other empty"),
        ),
        Variant(
            3,
            Words("ปีงบประมาณ {year} อยู่นอกช่วง {first} ถึง {last}", "Fiscal year {year} is not from {first} to {last}"),
            Words("เลือกปีงบประมาณจากหน้าเพดานค่าใช้จ่าย", "Choose the fiscal year on the page of the ceiling"),
        ),
        Variant(
            4,
            Words("ยังไม่ได้ระบุข้อบัญญัติหรือเทศบัญญัติและวันที่", "The local ordinance and its day are not given"),
            Words("กรอกเลขที่และวันที่ตามฉบับที่ประกาศ", "Enter number and day as it was announced"),
        ),
        Variant(
            5,
            Words(
                "งบประมาณปี {year} บันทึกไว้แล้วเป็น {amount} บาท", "The budget of {year} is on record: {amount} baht"
            ),
            Words("เปิดหน้างบประมาณของปีนั้นแล้วแก้ไขพร้อมเหตุผล", "Open the budget of that year and correct it, with a reason"),
        ),
        Variant(
            6,
            Words("ยังไม่ได้ระบุเหตุผลที่แก้งบประมาณ", "It is not said why the budget is corrected"),
            Words(
                "กรอกเหตุผล เช่น พิมพ์ผิด หรือ มีงบประมาณรายจ่ายเพิ่มเติม",
                "Give the reason: a slip, or an additional budget",
            ),
        ),
    ),
)

# What is typed as words beside a budget, by the name of its field.
LABELS = {
    "reference": Words("ข้อบัญญัติหรือเทศบัญญัติ", "Local ordinance"),
    "reason": Words("เหตุผลที่แก้", "Why it is corrected"),
}

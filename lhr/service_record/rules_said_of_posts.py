"""What stands in the way of abolishing a post: SP-03 of the staffing plan, as far as it is about holders."""

from __future__ import annotations

from lhr.kernel.rules import Rule, Variant, Weight
from lhr.kernel.words import Words

SP_03 = Rule(
    code="SP-03",
    weight=Weight.BLOCK,
    on="starts",
    home="service_record",
    says=Words("กรอบอัตรากำลังไม่สอดคล้องกับตำแหน่งที่มีผู้ครอง", "The plan does not agree with the posts that are held"),
    remedy=Words("ตรวจกับแผนอัตรากำลัง ๓ ปี", "Compare with the three-year staffing plan"),
    source=Words("ประกาศ ก.กลาง การจัดทำแผนอัตรากำลัง ๓ ปี", "Central committee's notice on staffing plans"),
    gist="A post to be abolished is vacant on that day and later.",
    variants=(
        Variant(
            2,
            Words(
                "ยุบเลิกตำแหน่งเลขที่ {number} ตั้งแต่วันที่ {date} ไม่ได้ เพราะมี{person}ครองอยู่ตั้งแต่ {since}",
                "Post {number} cannot be abolished from {date} on: {person} holds it since {since}",
            ),
            Words(
                "เลื่อนการยุบเลิกไปหลังวันที่ว่าง หรือบันทึกคำสั่งย้ายผู้ครองและให้นายทะเบียนตรวจสอบก่อน",
                "Abolish it after it falls vacant, or key the holder's move and have it verified first",
            ),
        ),
    ),
)
POST_RULES = (SP_03,)

"""Every audit tag with the sentence an officer reads in the book of changes."""

from __future__ import annotations

from lhr.kernel.words import Words

TAGS: dict[str, Words] = {
    "organisations:places:loaded": Words("นำเข้ารหัสจังหวัด อำเภอ ตำบล", "Loaded the codes of places"),
    "organisations:centre:founded": Words("บันทึกกรมส่งเสริมการปกครองท้องถิ่น", "Entered the centre"),
    "organisations:office:founded": Words("บันทึกสำนักงานจังหวัดหรืออำเภอ", "Entered a province or district office"),
    "organisations:lgo:founded": Words("บันทึก อปท. ใหม่", "Entered a local government"),
    "organisations:organisation:renamed": Words("เปลี่ยนชื่อหน่วยงาน", "Renamed an organisation"),
    "organisations:kind:changed": Words("เปลี่ยนประเภท อปท.", "Changed the kind of a local government"),
    "organisations:code:given": Words("กำหนดรหัส อปท.", "Gave a local government its code"),
    "organisations:parent:changed": Words("เปลี่ยนหน่วยงานที่กำกับ", "Placed an organisation under another office"),
    "organisations:paths:settled": Words("ปรับสายการกำกับให้ตรงกับวันที่มีผล", "Settled the lines of reporting as of the day"),
    "organisations:organisation:dissolved": Words("ยุบเลิกหน่วยงาน", "Dissolved an organisation"),
    "organisations:contact:changed": Words("เปลี่ยนผู้ประสานงานของสำนักงาน", "Changed an office's contact person"),
    "standards:reference:loaded": Words("นำเข้าตารางมาตรฐาน", "Loaded the reference tables"),
    "followup:round:opened": Words("เปิดรอบการติดตาม", "Opened a follow-up round"),
}

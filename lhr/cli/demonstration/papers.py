"""Scans for the demonstration: orders of nobody, set by the product itself and marked "ตัวอย่าง" across the page."""

from __future__ import annotations

from datetime import date
from functools import cache

from lhr.documents.checked import Checked
from lhr.documents.checking import check
from lhr.documents.typesetting import render
from lhr.kernel.digits import to_thai
from lhr.kernel.thai_date import show

_BODY = {
    "acting": (
        "ให้รองปลัดหรือผู้ที่ได้รับมอบหมายเป็น ผู้รักษาราชการแทนปลัด ในระหว่างที่ ปลัดไม่อยู่หรือไม่อาจปฏิบัติราชการได้",
        "เอกสารนี้ทำขึ้นเพื่อสาธิตระบบ ไม่ใช่คำสั่งของหน่วยงานใด และไม่มีชื่อบุคคลจริง",
    ),
    "assigned": (
        "มอบหมายให้บุคลากรตามบัญชีแนบท้ายปฏิบัติหน้าที่อื่น ตามวันที่ปรากฏในรายการ",
        "เอกสารนี้ทำขึ้นเพื่อสาธิตระบบ ไม่ใช่คำสั่งของหน่วยงานใด และไม่มีชื่อบุคคลจริง",
    ),
    "transfer": (
        "ให้โอนข้าราชการหรือพนักงานส่วนท้องถิ่น ตามมติคณะกรรมการ ตั้งแต่วันที่ปรากฏในรายการ",
        "เอกสารนี้ทำขึ้นเพื่อสาธิตระบบ ไม่ใช่คำสั่งของหน่วยงานใด และไม่มีชื่อบุคคลจริง",
    ),
}


@cache
def order(kind: str, number: str, signed_on: date) -> Checked:
    """Return the scan of an order; one paper serves every LGO that has an order of this number and day."""
    told = {
        "title": "คำสั่ง (ตัวอย่าง)",
        "issuer": "ข้อมูลสาธิต",
        "footer": "ตัวอย่างเพื่อการสาธิต",
        "head": [f"ที่ {to_thai(number)}"],
        "body": list(_BODY[kind]),
        "signed": f"สั่ง ณ วันที่ {show(signed_on, 'full')}",
    }
    return check(render("sample_order", told, issued=signed_on))

"""The kinds of readings, as the person who was read is told of them (assurance.md 3.6)."""

from __future__ import annotations

from lhr.kernel.words import Words
from lhr.service_record import search_limits

(
    PERSON, STAFF, LINES, SCAN, NUMBER, HOLDERS, CASE, CARD_LINE, CARD_SCAN,
    SENSITIVE, FOUND, FIND, ORDER, POSTS, POST, RETIRING,
) = (
    "person.page",
    "person.list",
    "line.page",
    "line.scan",
    search_limits.KEY,
    "rights.holders",
    "transfer.case",
    "card.line",
    "card.scan",
    "card.sensitive",
    "person.search",
    search_limits.FIND,
    "order.page",
    "post.list",
    "post.page",
    "person.retiring",
)
VIEW_SAYS: dict[str, Words] = {
    PERSON: Words("ทะเบียนประวัติ", "the record"),
    STAFF: Words("ปรากฏในรายการ: รายชื่อบุคลากร", "in a list: the staff"),
    RETIRING: Words("ปรากฏในรายการ: เกษียณอายุใน ๒๔ เดือน", "in a list: those who retire within 24 months"),
    FOUND: Words("ปรากฏในผลการค้นหาด้วยชื่อ", "in what a search by name found"),
    FIND: Words("ค้นหาด้วยเลขประจำตัวประชาชน", "a search by the number"),
    POSTS: Words("ปรากฏในรายการ: ตำแหน่งของหน่วยงาน", "in a list: the posts of the LGO"),
    POST: Words("ทะเบียนตำแหน่งที่เคยครองหรือรักษาการ", "the register of a post held or acted in"),
    LINES: Words("รายการเคลื่อนไหว", "movements"),
    NUMBER: Words("ตรวจเลขประจำตัวเพื่อบันทึกคำสั่ง", "the number, to key an order"),
    "card.print": Words("พิมพ์ ก.พ.๗", "a print of the record"),
    CARD_LINE: Words("รายการใน ก.พ.๗", "lines of the record"),
    CARD_SCAN: Words("ไฟล์แนบของรายการใน ก.พ.๗", "the scan of a line of the record"),
    SENSITIVE: Words("ยืนยันตัวตนเพื่อดูข้อมูลอ่อนไหว", "a proof of identity, to see what is sensitive"),
    HOLDERS: Words("ผู้มีสิทธิของหน่วยงาน", "the holders of rights"),
    CASE: Words("เรื่องโอน", "a transfer case"),
    ORDER: Words("ปรากฏในคำสั่ง", "in an order"),
    search_limits.ASK: Words("ขอรับโอน", "an asking for a transfer"),
    search_limits.SEARCH: Words("ค้นหาเพื่อลงทะเบียนสิทธิ", "the search of SEM102"),
    "rights.view": Words("ผู้มีสิทธิของหน่วยงาน (SEM101)", "the holders of rights (SEM101)"),
    SCAN: Words("ไฟล์สแกนของรายการเคลื่อนไหว", "the scan of a movement's order"),
    "rights.scan": Words("ไฟล์สแกนคำสั่งแต่งตั้งสิทธิ", "the scan of an appointment's order"),
    "orders.print": Words("คำสั่งที่พิมพ์", "a printed order"),
    "rights.print": Words("แบบฟอร์มสิทธิที่พิมพ์ (SEM102)", "the printed form (SEM102)"),
}


def what(view: str) -> Words:
    """Return how a kind of reading is named; its own name when it has no words yet."""
    return VIEW_SAYS.get(view, Words(view, view))

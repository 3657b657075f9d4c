"""One line for every section of the card that uses every column, as an officer would type it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from io import BytesIO

from PIL import Image

from lhr.access.actor import operator
from lhr.audit.book import change
from lhr.documents.checked import Checked
from lhr.service_record.drafts import Citation
from lhr.standards.lists import DoubleTimePeriod

# Born before 2520, in service from 1 ม.ค. 2558 at the latest, still there on 1 ส.ค. 2561.
FULL: dict[str, dict[str, str]] = {
    "NAME": {
        "changed_on": "5 มี.ค. 2555",
        "former": "นายสมบัติ ทดสอบเดิม",
        "prefix": "นาย",
        "first_name": "สมบูรณ์",
        "last_name": "ทดสอบใหม่",
    },
    "BIRTH": {"birth_date": "3 ก.พ. 2519", "authority": "มติ ก.ท.จ. ครั้งที่ 5/2561"},
    "RETIREMENT": {"printed": "30 กันยายน 2578"},
    "BEGINNING": {"appointed_on": "1 ม.ค. 2551", "began_on": "4 ม.ค. 2551"},
    "DOMICILE": {"domicile": "จังหวัดนครพนม"},
    "ADDRESS": {
        "kind": "CURRENT",
        "since": "มิ.ย. 2553",
        "house": "99/1",
        "moo": "4",
        "soi": "สุขใจ",
        "road": "นิตโย",
        "subdistrict": "ในเมือง เมืองนครพนม นครพนม",
        "zip": "48000",
        "phone": "042-000-000",
    },
    "PHOTO": {"slot": "1", "year": "2560"},
    "SKILL": {"skill": "ภาษาลาว", "grade": "ดีมาก", "since": "2545"},
    "SPECIAL_DUTY": {
        "duty": "เลขานุการศูนย์อำนวยการเลือกตั้ง",
        "place": "ที่ว่าการอำเภอ",
        "starts_on": "1 ก.พ. 2554",
        "ended_on": "31 ก.ค. 2554",
    },
    "OTHER": {"on": "9 ธ.ค. 2559", "item": "ได้รับเกียรติบัตรผู้ปฏิบัติงานดีเด่น"},
    "SPOUSE": {
        "name": "นางสมฤดี ทดสอบสมรส",
        "married_on": "14 ก.พ. 2545",
        "register_no": "12/345",
        "office": "อำเภอเมืองนครพนม",
        "ended_on": "1 มี.ค. 2558",
        "ended_by": "DIVORCE",
    },
    "PARENT": {"relation": "FATHER", "name": "นายสมชาติ ทดสอบบิดา", "alive": "YES", "since": "2520"},
    "CHILD": {"name": "เด็กหญิงสมหญิง ทดสอบบุตร", "born_on": "2 พ.ค. 2550", "status": "LEGITIMATE"},
    "EDUCATION": {
        "place": "มหาวิทยาลัยตัวอย่าง",
        "starts_on": "มิ.ย. 2536",
        "ended_on": "มี.ค. 2540",
        "level": "BACHELOR",
        "degree": "รัฐศาสตรบัณฑิต",
        "major": "การปกครองท้องถิ่น",
        "country": "ไทย",
    },
    "TRAINING": {
        "kind": "TRAINING",
        "course": "นักทรัพยากรบุคคล",
        "batch": "12",
        "organiser": "สถาบันพัฒนาบุคลากรท้องถิ่น",
        "place": "ปทุมธานี",
        "starts_on": "4 มิ.ย. 2559",
        "ended_on": "29 มิ.ย. 2559",
        "hours": "120",
    },
    "LICENCE": {
        "name": "ใบอนุญาตประกอบวิชาชีพวิศวกรรมควบคุม",
        "number": "ภย.12345",
        "issuer": "สภาวิศวกร",
        "issued_on": "1 ต.ค. 2556",
        "expires_on": "30 ก.ย. 2561",
    },
    "DISCIPLINE": {
        "on": "12 ก.ย. 2557",
        "penalty": "REPRIMAND",
        "offence": "ไม่มาปฏิบัติราชการโดยไม่มีเหตุอันสมควร",
        "cleared_by": "พ.ร.บ. ล้างมลทิน (ตัวอย่าง)",
    },
    "NO_PAY": {
        "starts_on": "1 ก.ค. 2559",
        "ended_on": "31 ก.ค. 2559",
        "kind": "NO_PAY",
        "detail": "ลากิจเพื่อเลี้ยงดูบุตร",
    },
    "DOUBLE_TIME": {"period": "TEST", "minus_days": "20"},
    "APPRAISAL": {"year": "2560", "half": "2", "grade": "EXCELLENT", "score": "92.5"},
    "DECORATION": {
        "kind": "AWARDED",
        "decoration": "28",
        "year": "2559",
        "received_on": "5 ธ.ค. 2559",
        "seq": "120",
        "book": "132",
        "part": "33 ข",
        "page": "15",
        "gazette_on": "10 ธ.ค. 2559",
        "gazette_text": "เล่ม 132 ตอน 33 ข (ตัวอย่าง)",
        "handed_over_on": "1 มี.ค. 2560",
        "returned_on": "1 ก.ค. 2560",
        "position": "เจ้าพนักงานธุรการ",
    },
    "LEAVE": {"year": "2560", "half": "1", "type": "01", "days": "3.5", "times": "2"},
}

ORDER = Citation(number="12", year=2561, signed_on=date(2018, 7, 20), text="หนังสือรับรอง")


def photograph() -> Checked:
    """A picture as the check would return it."""
    content = BytesIO()
    Image.new("RGB", (30, 40), "#8aa").save(content, "JPEG")
    made = content.getvalue()
    return Checked(sha256(made).hexdigest(), "image/jpeg", 1, made)


def double_time_period() -> None:
    """Load the one period of multiplied time that the tests speak of; none is shipped."""
    made = DoubleTimePeriod(
        code="TEST", name="ช่วงตัวอย่าง", area="จังหวัดตัวอย่าง", starts=date(2015, 3, 1), until=date(2015, 5, 10), days=70,
        legal_reference="ประกาศตัวอย่าง",
    )  # fmt: skip
    with change(operator(date(2018, 8, 1), "ผู้ดูแลระบบ"), "standards:reference:loaded", made):
        made.save(force_insert=True)

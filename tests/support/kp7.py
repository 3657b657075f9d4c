"""A card of somebody invented, long enough to try the paper: every letter stack, the longest names, 60 lines of pay."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from lhr.documents.kp7 import Block, Column, Header, Item, Kp7, Photo, Row, Signature, Table
from lhr.kernel.digits import to_thai

# Every kind of letter stack that a font or an engine can get wrong.
STRESS = (
    "ที่ ปู่ ป้ำ ญู ฐู กำลัง น้ำ ผู้ ฎุ ฏู ปั้น ป๊ะ ฝ้าย ฟื้น ฬุ กตัญญู เบี้ย ปรัชญ์ พิพัฒน์ สิทธิ์ ศักดิ์ ฤๅษี ๆ ฯลฯ ญี่ปุ่น ป่า ฬ่ำ ฏ่ำ ฐิ่"
)
LONGEST_LGO = "องค์การบริหารส่วนตำบลหนองบัวสะอาดเหนือบึงทุ่งเขาหลวงใต้"
LONG_NAME = "ว่าที่ร้อยตรีหญิง กุลธิดาลักษณ์ปิยพัชราภรณ์ เจริญสุขสวัสดิ์วัฒนากุลทดสอบท่าอุเทน"
POST = "42-3-02-3029-001"
LINES = 60
_STRUCK = {7, 31}

EDUCATION = (
    Column("สถานที่ศึกษา ฝึกอบรม และดูงาน"),
    Column("ตั้งแต่ – ถึง (เดือน ปี)", 40.0, "center"),
    Column("วุฒิที่ได้รับ ระบุสาขาวิชาเอก (ถ้ามี)", 62.0),
)
DISCIPLINE = (Column("พ.ศ.", 16.0, "center"), Column("รายการ"), Column("เอกสารอ้างอิง", 55.0))
UNPAID = (Column("ตั้งแต่ – ถึง", 46.0, "center"), Column("รายการ"), Column("เอกสารอ้างอิง", 55.0))
PAY = (
    Column("วัน เดือน ปี", 22.0),
    Column("ตำแหน่ง"),
    Column("เลขที่ตำแหน่ง", 31.0, "center"),
    Column("ประเภทตำแหน่ง", 22.0),
    Column("ระดับ", 20.0),
    Column("อัตราเงินเดือน", 17.0, "right"),
    Column("เงินประจำตำแหน่ง", 18.0, "right"),
    Column("เอกสารอ้างอิง", 46.0),
)
DECORATIONS = (
    Column("วันที่ได้รับ", 22.0),
    Column("เครื่องราชอิสริยาภรณ์ / ชั้นตรา"),
    Column("ลำดับที่", 14.0, "center"),
    Column("เล่ม / ตอน / หน้า", 34.0),
    Column("ลงวันที่", 22.0),
    Column("วันรับมอบ", 20.0),
    Column("วันส่งคืน", 20.0),
)
LEAVE = (
    Column("ปีงบประมาณ พ.ศ."),
    *(Column(label, 22.0, "center") for label in ("ลาป่วย", "กิจและพักผ่อน", "มาสาย", "ขาดราชการ", "ศึกษาต่อ")),
)
LISTED = (Column("วัน เดือน ปี", 24.0), Column("รายการ"), Column("เอกสารอ้างอิง", 55.0))


def card(**changed: object) -> Kp7:
    """The card of the golden images; `changed` replaces fields of the value."""
    given: dict[str, object] = {
        "header": Header(
            title="ก.พ.๗ ทะเบียนประวัติ",
            name=LONG_NAME,
            lgo=LONGEST_LGO,
            kind="ข้าราชการหรือพนักงานส่วนท้องถิ่น",
            domicile="จังหวัดนครพนม",
            national_id="1-99xx-xxxxx-xx-4",
        ),
        "photo": picture("ก"),
        "blocks": (_block_a(), _block_b()),
        "photos": tuple(
            Photo(f"รูปที่ {n} พ.ศ. {2553 + n * 2}", picture(str(n))) for n in range(1, 8)
        ),
        "as_of_text": "วันที่ 1 สิงหาคม 2561",
        "known_text": "วันที่ 1 สิงหาคม 2561 เวลา 09.30 น.",
        "document_number": "42319-00341-99812",
        "printed_by": "นางสาวสมใจ ทดสอบท่าอุเทน",
        "printed_at": "1 สิงหาคม 2561 เวลา 09.31 น.",
    }
    return Kp7(**(given | changed))  # type: ignore[arg-type]


@cache
def picture(letter: str) -> bytes:
    """A face that is nobody's."""
    drawn = Image.new("RGB", (300, 400), "#c9d6e6")
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((90, 60, 210, 210), fill="#7a8ba3")
    pen.rectangle((50, 240, 250, 400), fill="#7a8ba3")
    pen.rectangle((0, 0, 20 + 40 * (ord(letter[-1]) % 7), 16), fill="#17407a")
    kept = BytesIO()
    drawn.save(kept, "PNG")
    return kept.getvalue()


def _block_a() -> Block:
    return Block(
        label="ก. ประวัติ",
        items=(
            Item("1", "ชื่อ", LONG_NAME, "(เดิม นางสาวกุลธิดา เจริญสุข)"),
            Item("2", "วัน เดือน ปี เกิด", "15 มกราคม 2510 (สิบห้า มกราคม สองพันห้าร้อยสิบ)"),
            Item("3", "วันครบเกษียณอายุ", "30 กันยายน 2570"),
            Item("4", "ชื่อคู่สมรส", "นายสมชาย ทดสอบท่าอุเทน"),
            Item("5", "ชื่อบิดา", "นายสมหมาย เจริญสุข"),
            Item("6", "ชื่อมารดา", "นางสมร เจริญสุข"),
            Item("7", "วันสั่งบรรจุ", "มี.ค. 2531"),
            Item("8", "วันเริ่มปฏิบัติราชการ", "1 เม.ย. 2531"),
            Item("9", "ประเภทข้าราชการ", "ข้าราชการหรือพนักงานส่วนท้องถิ่น"),
        ),
        tables=(
            Table("A10", "10", "ประวัติการศึกษา ฝึกอบรมและดูงาน", EDUCATION, _education()),
            Table("A11", "11", "การได้รับโทษทางวินัย", DISCIPLINE),
            Table(
                "A12",
                "12",
                "วันที่ไม่ได้รับเงินเดือน หรือได้รับเงินเดือนไม่เต็ม หรือวันที่มิได้ประจำปฏิบัติหน้าที่อยู่ในเขตที่ได้มีประกาศใช้กฎอัยการศึก",
                UNPAID,
                (Row(("1 ต.ค. 2549 – 30 ก.ย. 2550", "ลาไปศึกษาโดยไม่ได้รับเงินเดือน", "คำสั่งที่ 44/2549 ลว. 28 ก.ย. 2549")),),
            ),
            Table("A13", "13", "ตำแหน่งและอัตราเงินเดือน", PAY, _pay(), landscape=True, size_pt=11.9),
        ),
        signatures=(Signature("เจ้าของประวัติ", LONG_NAME), Signature("นายทะเบียนประวัติ", "นายสมหวัง ทดสอบท่าอุเทน")),
    )


def _education() -> tuple[Row, ...]:
    return (
        Row(("มหาวิทยาลัยตัวอย่างแห่งชาติ คณะรัฐศาสตร์", "มิ.ย. 2527 – มี.ค. 2531", "รัฐศาสตรบัณฑิต (บริหารรัฐกิจ)")),
        Row((STRESS, "พ.ค. 2545", "หลักสูตรเจ้าหน้าที่ทะเบียนประวัติ รุ่นที่ 12")),
        Row(
            (
                "สถาบันพัฒนาบุคลากรท้องถิ่น กรมส่งเสริมการปกครองท้องถิ่น กระทรวงมหาดไทย",
                "2548",
                "หลักสูตรนักบริหารงานท้องถิ่น ระดับสูง",
            )
        ),
    )


def _pay() -> tuple[Row, ...]:
    """Two rises a year; two of them mistyped and struck through, and one line marked as corrected by an order."""
    rows: list[Row] = []
    for n in range(LINES):
        year, month = 2531 + (n + 1) // 2, ("ต.ค.", "เม.ย.")[n % 2]
        cells = (
            f"1 {month} {year}",
            _post(n),
            POST,
            "วิชาการ" if n > 40 else "ทั่วไป",
            ("ปฏิบัติงาน", "ชำนาญงาน", "อาวุโส", "ชำนาญการพิเศษ")[min(n // 18, 3)],
            f"{9_440 + n * 530:,}",
            "3,500" if n > 50 else "-",
            f"คำสั่ง {LONGEST_LGO} ที่ {100 + n}/{year} ลว. 28 {month} {year}",
        )
        if n in _STRUCK:
            mistyped = (*cells[:5], f"{9_440 + n * 530 + 270:,}", *cells[6:])
            rows.append(Row(mistyped, struck=True, note="พิมพ์สลับหลัก (ส.ห. 5 พ.ค. 2561)"))
        rows.append(
            Row(
                cells,
                marked="แก้ไขแล้ว" if n == 44 else "",
                values=(("effective", f"{year - 543}-{(10, 4)[n % 2]:02}-01"), ("salary", f"{9_440 + n * 530}.00")),
            )
        )
    return tuple(rows[:LINES])


def _post(n: int) -> str:
    if n == 0:
        return "บรรจุและแต่งตั้ง เจ้าพนักงานธุรการ สำนักปลัด"
    if n == 45:
        return "แก้ไขคำสั่ง ที่ 144/2553 ลว. 28 ต.ค. 2553: ตำแหน่งเลขที่ 42-3-02-3029-001 ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ"
    return ("เลื่อนขั้นเงินเดือน 1 ขั้น", "เลื่อนขั้นเงินเดือน 0.5 ขั้น", "ไม่ได้เลื่อนขั้นเงินเดือน")[n % 3]


def _block_b() -> Block:
    return Block(
        label="ข. ข้อมูลสำคัญโดยย่อ",
        with_photos=True,
        items=(
            Item("1", "ชื่อ วัน เดือน ปี เกิด", f"{LONG_NAME} เกิดวันที่ 15 มกราคม 2510"),
            Item("2", "ที่อยู่ปัจจุบัน", "99/9 หมู่ที่ 9 ตำบลท่าอุเทน อำเภอท่าอุเทน จังหวัดนครพนม 48120"),
            Item("", "ที่อยู่ตามทะเบียนบ้าน", "อย่างเดียวกัน"),
        ),
        tables=(
            Table(
                "B3",
                "3",
                "เครื่องราชอิสริยาภรณ์",
                DECORATIONS,
                (
                    _award("5 ธ.ค. 2541", "เหรียญเงินมงกุฎไทย (ร.ง.ม.)", "112", "115 / 22 ข / 9",
                           "4 ธ.ค. 2541", "2 ม.ค. 2542", "-"),
                    _award("5 ธ.ค. 2551", "จัตุรถาภรณ์มงกุฎไทย (จ.ม.)", "1,204", "125 / 19 ข / 77",
                           "4 ธ.ค. 2551", "5 ก.พ. 2552", "-"),
                ),
            ),
            Table(
                "B4",
                "4",
                "จำนวนวันลาหยุด ขาดราชการ มาสาย",
                LEAVE,
                tuple(Row((str(2550 + n), f"{n} วัน", f"{n + 2} วัน", "-", "-", "-")) for n in range(10)),
            ),
            Table("B5", "5", "ความสามารถพิเศษ", LISTED, (Row(("-", "ภาษาญี่ปุ่น ระดับพอใช้", "-")),)),
            Table(
                "B6",
                "6",
                "การปฏิบัติราชการพิเศษ",
                LISTED,
                (Row(("9 ก.ย. 2554", "กรรมการศูนย์อำนวยการช่วยเหลือผู้ประสบอุทกภัย", "คำสั่งที่ 9/2554 ลว. 9 ก.ย. 2554")),),
            ),
            Table(
                "B7",
                "7",
                "รายการอื่น ๆ ที่จำเป็น",
                LISTED,
                (Row(("2 ก.พ. 2540", f"เปลี่ยนชื่อตัวและชื่อสกุล จาก นางสาวกุลธิดา เจริญสุข เป็น {LONG_NAME}", "ทะเบียนสมรส")),),
            ),
        ),
        signatures=(
            Signature("เจ้าของประวัติ", LONG_NAME),
            Signature("นายทะเบียนประวัติ", "นายสมหวัง ทดสอบท่าอุเทน", "ปลัดเทศบาล"),
            Signature("เจ้าหน้าที่ทะเบียนประวัติ", "นางสาวสมใจ ทดสอบท่าอุเทน", to_thai("นักทรัพยากรบุคคล")),
        ),
    )


def _award(*cells: str) -> Row:
    return Row(cells)

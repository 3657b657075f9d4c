"""EV-01 to EV-04: which files may stand for an order, and which are handed out. Rules of our own, numbered as
the field's are. Pure."""

from __future__ import annotations

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words

_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")
_AGAIN = Words(
    "เปิดไฟล์ดูในเครื่องก่อนว่าอ่านได้ แล้วสแกนหรือบันทึกเป็น PDF, JPEG หรือ PNG ใหม่",
    "Open the file on your own PC to see that it can be read, then scan or save it anew as PDF, JPEG or PNG",
)
_PRINT = Words(
    "พิมพ์เอกสารนั้นออกมาแล้วสแกน หรือสั่ง “พิมพ์เป็น PDF” แล้วแนบไฟล์ใหม่",
    "Print the document and scan it, or use “Print to PDF”, and attach the new file",
)
_FROM_BACKUP = Words(
    "แจ้งผู้ดูแลระบบพร้อมรหัส {digest} เพื่อกู้จากสำเนาสำรอง หากมีต้นฉบับ ให้แนบไฟล์ใหม่กับคำสั่งเดิม",
    "Tell the operator the code {digest}, to restore it from the backup; if you have the original, attach it again",
)

EV_01 = Rule(
    code="EV-01",
    weight=Weight.BLOCK,
    on="scan",
    home="documents",
    says=Words("ไฟล์นี้อ่านเป็นเอกสารไม่ได้", "This file cannot be read as a document"),
    remedy=_AGAIN,
    source=_SYSTEM,
    gist="A scan is a PDF, JPEG or PNG by its content, whole, and shows something.",
    variants=(
        Variant(
            1,
            Words(
                "ไฟล์นี้ไม่ใช่ PDF, JPEG หรือ PNG (ดูจากเนื้อไฟล์ ไม่ใช่จากชื่อ)",
                "This file is no PDF, JPEG or PNG (by its content, whatever its name)",
            ),
            Words(
                "บันทึกหรือสแกนเป็น PDF, JPEG หรือ PNG แล้วแนบใหม่",
                "Save or scan it as PDF, JPEG or PNG and attach it again",
            ),
        ),
        Variant(
            2,
            Words(
                "ไฟล์นี้เสียหายหรือมาไม่ครบ จึงเปิดไม่ได้", "This file is damaged or incomplete and cannot be opened"
            ),
            _AGAIN,
        ),
        Variant(
            3,
            Words("ภาพนี้ว่างเปล่า ไม่มีข้อความให้อ่าน", "This picture is blank; there is nothing to read on it"),
            Words(
                "ตรวจว่าวางคำสั่งคว่ำหน้าถูกด้าน แล้วสแกนใหม่",
                "See that the order lies with its face to the glass, and scan again",
            ),
        ),
        Variant(
            4,
            Words("ภาพนี้เล็กเกินกว่าจะอ่านได้", "This picture is too small to be read"),
            Words(
                "สแกนใหม่ที่ความละเอียด ๒๐๐ จุดต่อนิ้ว หรือถ่ายภาพให้เต็มหน้ากระดาษ",
                "Scan again at 200 dots an inch, or take a picture that the page fills",
            ),
        ),
        Variant(
            5,
            Words("รูปถ่ายนี้เล็กเกินไป", "This photograph is too small"),
            Words(
                "ใช้รูปถ่ายที่ด้านยาวอย่างน้อย ๓๐๐ จุด เช่น รูป ๑ นิ้วสแกนที่ ๓๐๐ จุดต่อนิ้ว",
                "Use one with 300 pixels on its longer side, such as a 1-inch print scanned at 300 dots an inch",
            ),
        ),
    ),
)
EV_02 = Rule(
    code="EV-02",
    weight=Weight.BLOCK,
    on="scan",
    home="documents",
    says=Words("ไฟล์นี้มีสิ่งที่เอกสารสแกนไม่ควรมี", "This file holds what a scan has no need of"),
    remedy=_PRINT,
    source=_SYSTEM,
    gist="No scan is locked, runs anything, carries another file, or is another kind of file as well.",
    variants=(
        Variant(
            1,
            Words("ไฟล์ PDF นี้ใส่รหัสผ่านหรือเข้ารหัสไว้", "This PDF is locked or encrypted"),
            Words(
                "เปิดด้วยรหัส แล้วสั่ง “พิมพ์เป็น PDF” ให้ได้ไฟล์ที่ไม่มีรหัส", "Open it and “Print to PDF” without a password"
            ),
        ),
        Variant(
            2,
            Words(
                "ไฟล์ PDF นี้มีคำสั่งโปรแกรม (สคริปต์ แบบฟอร์มที่ส่งข้อมูล หรือสื่อ) ฝังอยู่",
                "This PDF has a program in it (a script, a form that sends, media)",
            ),
            _PRINT,
        ),
        Variant(3, Words("ไฟล์ PDF นี้มีไฟล์อื่นแนบอยู่ข้างใน", "This PDF carries another file"), _PRINT),
        Variant(
            4,
            Words(
                "ไฟล์นี้มีข้อมูลอื่นต่อหน้าหรือต่อท้ายเอกสาร PDF",
                "This file has other data before or behind the PDF",
            ),
            _PRINT,
        ),
        Variant(
            5,
            Words("โปรแกรมตรวจไวรัสพบสิ่งอันตรายในไฟล์นี้", "The virus scanner found something in this file"),
            Words(
                "อย่าเปิดไฟล์นี้อีก แจ้งผู้ดูแลเครื่อง แล้วสแกนเอกสารต้นฉบับใหม่",
                "Do not open the file again, tell who keeps your PC, and scan the original paper anew",
            ),
        ),
        Variant(
            6,
            Words(
                "ตรวจไวรัสไม่ได้ในขณะนี้ จึงยังไม่รับไฟล์",
                "The virus scanner does not answer, so the file is not taken",
            ),
            Words(
                "ลองแนบใหม่อีกครั้ง บันทึกรายการไว้ก่อนโดยไม่แนบไฟล์ได้ หากยังพบให้แจ้งผู้ดูแลระบบ",
                "Attach it again; the entry can be saved without the file; if it stays, tell the operator",
            ),
        ),
    ),
)
EV_03 = Rule(
    code="EV-03",
    weight=Weight.BLOCK,
    on="scan",
    home="documents",
    says=Words("ไฟล์นี้ใหญ่เกินกำหนด", "This file is too large"),
    remedy=Words("สแกนขาวดำ ๒๐๐ จุดต่อนิ้ว แล้วแนบใหม่", "Scan in black and white at 200 dots an inch"),
    source=_SYSTEM,
    gist="20 MB a file, 200 MB an account and day, 8,000 pixels a side and 40 megapixels (settings).",
    variants=(
        Variant(
            1,
            Words("ไฟล์นี้ใหญ่กว่า {most} MB", "This file has more than {most} MB"),
            Words(
                "สแกนขาวดำ ๒๐๐ จุดต่อนิ้ว ซึ่งได้หน้าละไม่ถึง ๐.๒ MB หรือแนบเฉพาะหน้าของคำสั่ง",
                "Scan in black and white at 200 dots an inch (under 0.2 MB a page), or attach the order's pages only",
            ),
        ),
        Variant(
            2,
            Words("วันนี้ท่านส่งไฟล์ครบ {most} MB แล้ว", "You have sent {most} MB of files today"),
            Words(
                "แนบต่อได้ตั้งแต่พรุ่งนี้ บันทึกรายการไว้ก่อนโดยไม่แนบไฟล์ได้",
                "Attach more from tomorrow on; the entry itself can be saved without the file",
            ),
        ),
        Variant(
            3,
            Words(
                "ภาพนี้เกิน {side} จุดต่อด้าน หรือเกิน {area} ล้านจุด",
                "This picture has more than {side} pixels a side or {area} million in all",
            ),
            Words(
                "ลดความละเอียดเหลือ ๒๐๐–๓๐๐ จุดต่อนิ้ว แล้วแนบใหม่",
                "Scan at 200 to 300 dots an inch and attach it again",
            ),
        ),
        Variant(
            4,
            Words("ไฟล์นี้ซับซ้อนเกินกว่าระบบจะตรวจได้", "This file is too intricate to be looked at"),
            _PRINT,
        ),
    ),
)

EV_04 = Rule(
    code="EV-04",
    weight=Weight.BLOCK,
    on="scan",
    home="documents",
    says=Words("ไฟล์หลักฐานในคลังเปิดไม่ได้", "The evidence in the store cannot be opened"),
    remedy=_FROM_BACKUP,
    source=_SYSTEM,
    gist="A stored file is handed out only while its bytes are still those of its digest.",
    variants=(
        Variant(
            1,
            Words(
                "ไม่พบไฟล์หลักฐานนี้ในคลัง ข้อมูลในทะเบียนยังอยู่ครบ",
                "This evidence is not in the store; what the register says is whole",
            ),
            _FROM_BACKUP,
        ),
        Variant(
            2,
            Words(
                "ไฟล์หลักฐานนี้ไม่ตรงกับที่เก็บไว้ (เสียหายหรือถูกแก้ไข) ระบบจึงไม่เปิดให้",
                "This evidence is not what was stored (damaged or altered), so it is not opened",
            ),
            _FROM_BACKUP,
        ),
    ),
)

RULES = (EV_01, EV_02, EV_03, EV_04)

_REFUSED: dict[str, tuple[Rule, int]] = {
    "kind": (EV_01, 1),
    "broken": (EV_01, 2),
    "blank": (EV_01, 3),
    "small": (EV_01, 4),
    "small_photograph": (EV_01, 5),
    "encrypted": (EV_02, 1),
    "active": (EV_02, 2),
    "embedded": (EV_02, 3),
    "before_pdf": (EV_02, 4),
    "after_pdf": (EV_02, 4),
    "virus": (EV_02, 5),
    "unscanned": (EV_02, 6),
    "pixels": (EV_03, 3),
    "heavy": (EV_03, 4),
}


def check_seen(refused: str, *, side: int, area: int) -> list[Finding]:
    """EV-01, EV-02, EV-03: what the look at the file's content found ("": nothing against it)."""
    if not refused:
        return []
    rule, variant = _REFUSED[refused]
    return [rule.finding(variant=variant, side=side, area=area)]


def check_size(size: int, *, most_mb: int) -> list[Finding]:
    """EV-03.1: a file has at most so many MB; EV-01.2: and at least one byte."""
    if size > most_mb * 1024 * 1024:
        return [EV_03.finding(variant=1, most=most_mb)]
    return [] if size else [EV_01.finding(variant=2)]


def check_arrived(*, same: bool) -> list[Finding]:
    """EV-01.2: what came in parts is, put together, what was announced."""
    return [] if same else [EV_01.finding(variant=2)]


def check_day(*, fits: bool, most_mb: int) -> list[Finding]:
    """EV-03.2: one account sends at most so many MB a day."""
    return [] if fits else [EV_03.finding(variant=2, most=most_mb)]


def check_kept(*, gone: bool, digest: str) -> list[Finding]:
    """EV-04: what stands in the store under a digest is gone, or is something else."""
    return [EV_04.finding(variant=1 if gone else 2, digest=digest)]

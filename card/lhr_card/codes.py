"""Every code of the card sign-in with its number, HTTP status, what it says and what to do next.

Shown as `CL-07  says` + `ทำต่อ: remedy`. Placeholders stand in English letters, because Thai names
with a full stop cannot be format fields: {office} สำนักงาน, {field} ชื่อช่อง, {day} วันที่,
{duty} หน้าที่, {organisation} อปท., {movement} การเคลื่อนไหว, {minutes} นาที, {ver}, {min}.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["th", "en"]


class Said(NamedTuple):
    th: str
    en: str


# The agent does not know which office stands above its officer.
SOME_OFFICE = Said("สำนักงานท้องถิ่นจังหวัด", "the provincial office")


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class CardCode:
    """One code. `raised_by`: agent, server or page. `http` is None where no answer carries it.

    `neutral` marks the refusals that show the officer one and the same text (CL-23); the precise
    code goes to the audit and to the centre only.
    """

    code: str
    number: str
    raised_by: Literal["agent", "server", "page"]
    http: int | None
    says: Said
    remedy: Said
    neutral: bool = False
    rule: str = ""

    def says_text(self, lang: Language = "th", **values: object) -> str:
        return _filled(self.says, lang, values)

    def remedy_text(self, lang: Language = "th", **values: object) -> str:
        return _filled(self.remedy, lang, values)

    def shown(self, lang: Language = "th", **values: object) -> str:
        """Both lines as an officer reads them."""
        then = "Next" if lang == "en" else "ทำต่อ"
        return f"{self.number}  {self.says_text(lang, **values)}\n{then}: {self.remedy_text(lang, **values)}"


def _filled(said: Said, lang: Language, values: dict[str, object]) -> str:
    office = SOME_OFFICE.en if lang == "en" else SOME_OFFICE.th
    return (said.en if lang == "en" else said.th).format_map(_Kept({"office": office, **values}))


class CardProblem(Exception):
    """Something about card, reader or request that the officer is told by its code.

    Its text is the code only: an exception ends up in logs, where no name or number may stand.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def text(self) -> CardCode:
        return CODES[self.code]

    def shown(self, lang: Language = "th") -> str:
        values = dict(self.values)
        if lang == "en" and "field_en" in values:
            values["field"] = values["field_en"]
        return self.text.shown(lang, **values)


_AGENT_AGAIN = Said("กดลองใหม่ แล้วเลือกอนุญาต", "Try again and choose to allow it")
_OUT_AND_IN = Said("ถอดบัตรแล้วเสียบใหม่", "Take the card out and insert it again")

_TEXTS_17 = (
    Said(
        "หน้านี้ไม่ใช่หน้าของระบบ LHR ที่ลงทะเบียนไว้ โปรแกรมจึงไม่อ่านบัตร",
        "This page is not of the LHR system that this PC is registered with, so the card was not read",
    ),
    Said("ปิดหน้านี้ แล้วเข้าจากที่อยู่ของระบบโดยตรง", "Close this page and open the system by its own address"),
)
_TEXTS_23 = (
    Said("ระบบไม่รับการยืนยันจากเครื่องนี้", "The system does not accept a confirmation from this PC"),
    Said(
        "ลงทะเบียนเครื่องใหม่กับ {office} หากมิได้เปลี่ยนเครื่องให้แจ้งผู้ดูแลทันที",
        "Register the PC again with {office}; if you did not change your PC, tell the administrator at once",
    ),
)


def _not_our_page(code: str, http: int) -> CardCode:
    return CardCode(code, "CL-17", "agent", http, *_TEXTS_17)


def _not_accepted(code: str) -> CardCode:
    return CardCode(code, "CL-23", "server", 403, *_TEXTS_23, neutral=True)


_ALL = (
    CardCode(
        "NO_AGENT",
        "CL-01",
        "page",
        None,
        Said("ไม่พบโปรแกรมอ่านบัตร LHR บนเครื่องนี้", "The LHR card program was not found on this PC"),
        Said(
            "เปิดโปรแกรม “LHR อ่านบัตร” หรือติดตั้งจากหน้าช่วยเหลือ แล้วกดลองใหม่",
            "Start “LHR card reader” or install it from the help page, then try again",
        ),
    ),
    CardCode(
        "LNA_DENIED",
        "CL-02",
        "page",
        None,
        Said(
            "เบราว์เซอร์ไม่อนุญาตให้หน้านี้ติดต่อโปรแกรมอ่านบัตร",
            "The browser does not let this page reach the card program",
        ),
        Said(
            "กด “อ่านบัตรวิธีสำรอง” หรืออนุญาตที่ไอคอนหน้าแถบที่อยู่",
            "Press “Read the card the other way”, or allow it at the icon before the address",
        ),
    ),
    CardCode(
        "AGENT_OLD",
        "CL-03",
        "server",
        403,
        Said(
            "โปรแกรมอ่านบัตรรุ่น {ver} เก่ากว่ารุ่นที่ระบบรับ ({min})",
            "Version {ver} of the card program is older than the system accepts ({min})",
        ),
        Said("ติดตั้งรุ่นใหม่จากหน้าช่วยเหลือ", "Install the new version from the help page"),
    ),
    CardCode(
        "NO_SERVICE",
        "CL-04",
        "agent",
        503,
        Said("บริการสมาร์ตการ์ดของเครื่องไม่ทำงาน", "The smart card service of this PC is not running"),
        Said(
            "รอสักครู่ ระบบจะเชื่อมต่อเอง หากเกิน ๓๐ วินาทีให้เปิดเครื่องใหม่",
            "Wait a moment, it reconnects by itself; after 30 seconds restart the PC",
        ),
    ),
    CardCode(
        "NO_READER",
        "CL-05",
        "agent",
        409,
        Said("ไม่พบเครื่องอ่านบัตร", "No card reader was found"),
        Said("เสียบสายเครื่องอ่านกับเครื่องนี้ แล้วกดลองใหม่", "Plug the reader into this PC, then try again"),
    ),
    CardCode(
        "NO_CARD",
        "CL-06",
        "agent",
        409,
        Said("ยังไม่ได้เสียบบัตรประจำตัวประชาชน", "No national ID card is inserted"),
        Said("เสียบบัตรโดยให้ด้านชิปเข้าเครื่องอ่าน", "Insert the card with the chip into the reader"),
    ),
    CardCode(
        "MANY_CARDS",
        "CL-07",
        "agent",
        409,
        Said("พบบัตรมากกว่าหนึ่งใบ", "More than one card was found"),
        Said(
            "เลือกเครื่องอ่านที่เสียบบัตรของท่าน หรือถอดใบอื่นออก",
            "Choose the reader that holds your card, or take the others out",
        ),
    ),
    CardCode(
        "NOT_THAI_ID",
        "CL-08",
        "agent",
        409,
        Said("บัตรที่เสียบไม่ใช่บัตรประจำตัวประชาชน", "The inserted card is not a national ID card"),
        Said("เปลี่ยนเป็นบัตรประจำตัวประชาชนของท่าน", "Insert your national ID card instead"),
    ),
    CardCode(
        "CARD_BUSY",
        "CL-09",
        "agent",
        409,
        Said("โปรแกรมอื่นกำลังใช้บัตรใบนี้", "Another program is using this card"),
        Said("ปิดโปรแกรมอ่านบัตรอื่น แล้วกดลองใหม่", "Close the other card program, then try again"),
    ),
    CardCode(
        "CARD_REMOVED",
        "CL-10",
        "agent",
        409,
        Said("บัตรถูกถอดก่อนอ่านเสร็จ", "The card was taken out before it was read"),
        Said("เสียบบัตรค้างไว้จนเข้าระบบได้", "Leave the card in until you are signed in"),
    ),
    CardCode(
        "CARD_ERROR",
        "CL-11",
        "agent",
        502,
        Said("อ่านชิปของบัตรไม่สำเร็จ", "The chip of the card could not be read"),
        Said(
            "ถอดบัตร เช็ดหน้าชิปด้วยผ้าแห้ง แล้วเสียบใหม่ หากยังไม่ได้ให้ลองเครื่องอ่านอื่น",
            "Take the card out, wipe the chip with a dry cloth and insert it again; else try another reader",
        ),
    ),
    CardCode(
        "CARD_TIMEOUT",
        "CL-12",
        "agent",
        504,
        Said("บัตรไม่ตอบภายใน ๘ วินาที", "The card did not answer within 8 seconds"),
        _OUT_AND_IN,
    ),
    CardCode(
        "BAD_CID",
        "CL-13",
        "agent",
        409,
        Said(
            "เลขประจำตัวในชิปอ่านได้ไม่ครบหรือเลขตรวจสอบไม่ตรง",
            "The number in the chip is incomplete or its check digit is wrong",
        ),
        Said(
            "ถอดบัตรแล้วเสียบใหม่ หากยังพบ ให้นำบัตรไปตรวจที่สำนักทะเบียน",
            "Take the card out and insert it again; if it stays, have it checked at the registry office",
        ),
    ),
    CardCode(
        "BAD_FIELD",
        "CL-14",
        "agent",
        409,
        Said("อ่าน{field}ในชิปไม่ได้", "The {field} in the chip cannot be read"),
        Said(
            "ถอดบัตรแล้วเสียบใหม่ หากยังพบให้แจ้งผู้ดูแลพร้อมรหัสนี้",
            "Take the card out and insert it again; if it stays, give the administrator this code",
        ),
    ),
    CardCode(
        "CONSENT_REFUSED",
        "CL-15",
        "agent",
        409,
        Said("ท่านไม่อนุญาตให้ส่งข้อมูลบัตรครั้งนี้", "You did not allow the card to be used this time"),
        _AGENT_AGAIN,
    ),
    CardCode(
        "NOT_PAIRED",
        "CL-16",
        "agent",
        409,
        Said("เครื่องนี้ยังไม่ได้ลงทะเบียนกับระบบ", "This PC is not yet registered with the system"),
        Said(
            "ขอรหัสลงทะเบียนเครื่องจาก {office} แล้วใส่ในโปรแกรมอ่านบัตร",
            "Ask {office} for a registration code and enter it in the card program",
        ),
    ),
    _not_our_page("BAD_HOST", 421),
    _not_our_page("BAD_ORIGIN", 403),
    _not_our_page("NO_ORIGIN", 403),
    _not_our_page("BAD_RETURN", 403),
    _not_our_page("BAD_TYPE", 415),
    _not_our_page("BAD_NONCE", 400),
    _not_our_page("BAD_TX", 400),
    CardCode(
        "LOGIN_EXPIRED",
        "CL-20",
        "server",
        403,
        Said("หมดเวลายืนยันบัตร (๖๐ วินาที)", "The time to confirm with the card (60 seconds) is over"),
        Said("กดอ่านบัตรอีกครั้ง", "Read the card again"),
    ),
    CardCode(
        "LOGIN_USED",
        "CL-21",
        "server",
        403,
        Said(
            "คำขอนี้ใช้ไปแล้วหรือเปิดจากหน้าต่างอื่น",
            "This request was already used or belongs to another window",
        ),
        Said("เริ่มเข้าสู่ระบบใหม่จากหน้านี้", "Start signing in again from this page"),
    ),
    CardCode(
        "AGENT_PENDING",
        "CL-22",
        "server",
        403,
        Said("เครื่องนี้รอ {office} อนุมัติ", "This PC waits for the approval of {office}"),
        Said("ติดต่อ {office} แล้วลองใหม่หลังอนุมัติ", "Contact {office} and try again once it is approved"),
    ),
    _not_accepted("AGENT_UNKNOWN"),
    _not_accepted("AGENT_REVOKED"),
    _not_accepted("AGENT_OTHER_LGO"),
    _not_accepted("BAD_SIGNATURE"),
    _not_accepted("BAD_AUDIENCE"),
    _not_accepted("BAD_STATEMENT"),
    CardCode(
        "NOT_YOUR_CARD",
        "CL-24",
        "server",
        403,
        Said("บัตรที่เสียบไม่ตรงกับเจ้าของบัญชีผู้ใช้", "The inserted card is not that of the account's owner"),
        Said(
            "เสียบบัตรประจำตัวประชาชนของท่านเอง หากบัตรหายหรือเปลี่ยนบัตรให้ทำตามหน้า “บัตรใช้ไม่ได้”",
            "Insert your own national ID card; if lost or renewed follow the page “Card cannot be used”",
        ),
        rule="ID-01",
    ),
    CardCode(
        "CARD_EXPIRED",
        "CL-25",
        "server",
        403,
        Said("บัตรหมดอายุเมื่อ {day}", "The card expired on {day}"),
        Said(
            "ทำบัตรใหม่ที่สำนักทะเบียน แล้วลงทะเบียนบัตรใหม่กับ {office}",
            "Renew the card at the registry office, then register the new card with {office}",
        ),
    ),
    CardCode(
        "CARD_PENDING",
        "CL-26",
        "server",
        403,
        Said("บัตรใบนี้รอการยืนยันตัวบุคคล", "This card waits for its holder to be confirmed"),
        Said(
            "ยืนยันด้วย ThaID หรือนำบัตรไปแสดงที่ {office}",
            "Confirm with ThaID or show the card at {office}",
        ),
    ),
    CardCode(
        "CARD_CHANGED",
        "CL-27",
        "server",
        403,
        Said("บัตรใบนี้ไม่ตรงกับใบที่ลงทะเบียนไว้", "This card is not the one that was registered"),
        Said(
            "หากทำบัตรใหม่ ให้ลงทะเบียนบัตรใหม่กับ {office}",
            "If you renewed your card, register the new one with {office}",
        ),
    ),
    CardCode(
        "CARD_NOT_CURRENT",
        "CL-28",
        "server",
        403,
        Said(
            "กรมการปกครองแจ้งว่าบัตรใบนี้ไม่อยู่ในสถานะปกติ",
            "The Department of Provincial Administration says this card is not in normal status",
        ),
        Said("ติดต่อสำนักทะเบียน", "Contact the registry office"),
    ),
    CardCode(
        "RIGHTS_ENDED",
        "CL-29",
        "server",
        403,
        Said(
            "สิทธิ{duty}ของท่านที่ {organisation} สิ้นสุดเมื่อ {day} เพราะ{movement}",
            "Your right as {duty} at {organisation} ended on {day} because of {movement}",
        ),
        Said(
            "หากย้ายมาหน่วยงานใหม่ ให้หน่วยงานใหม่ลงทะเบียนสิทธิ (SEM102)",
            "If you moved, your new office registers your right (SEM102)",
        ),
        rule="RR-04",
    ),
    CardCode(
        "TX_CHANGED",
        "CL-30",
        "server",
        409,
        Said(
            "ข้อมูลที่ยืนยันไม่ตรงกับที่จะบันทึก ระบบยังไม่ได้บันทึก",
            "What was confirmed differs from what would be saved; nothing was saved",
        ),
        Said("ตรวจข้อมูลอีกครั้งแล้วกดบันทึก", "Check the data again, then save"),
    ),
    CardCode(
        "LOCKED_REMOVED",
        "CL-31",
        "server",
        423,
        Said(
            "ถอดบัตรแล้ว ระบบล็อกหน้าจอไว้ ข้อมูลที่พิมพ์ยังอยู่",
            "The card was taken out and the screen is locked; what you typed is kept",
        ),
        Said("เสียบบัตรใบเดิม แล้วกดทำงานต่อ", "Insert the same card and press Continue"),
    ),
    CardCode(
        "LOCKED_SWAPPED",
        "CL-32",
        "server",
        423,
        Said(
            "มีการเปลี่ยนบัตรในเครื่องอ่าน ระบบจึงล็อกหน้าจอ",
            "The card in the reader was changed, so the screen is locked",
        ),
        Said("เสียบบัตรของท่าน แล้วกดทำงานต่อ", "Insert your card and press Continue"),
    ),
    CardCode(
        "LOCKED_LINK",
        "CL-33",
        "server",
        423,
        Said(
            "ขาดการติดต่อกับโปรแกรมอ่านบัตรเกิน ๖๐ วินาที",
            "Nothing was heard from the card program for more than 60 seconds",
        ),
        Said(
            "ตรวจว่าโปรแกรมเปิดอยู่และเครือข่ายใช้ได้ แล้วกดทำงานต่อ",
            "Check that the program runs and the network works, then press Continue",
        ),
    ),
    CardCode(
        "CLOCK_SKEW",
        "CL-34",
        "page",
        None,
        Said(
            "นาฬิกาของเครื่องต่างจากระบบ {minutes} นาที",
            "The clock of this PC differs from the system's by {minutes} minutes",
        ),
        Said("ตั้งเวลาเครื่องเป็นอัตโนมัติ", "Set the PC's clock to automatic"),
    ),
)

CODES: dict[str, CardCode] = {entry.code: entry for entry in _ALL}

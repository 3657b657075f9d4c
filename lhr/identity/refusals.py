"""Why somebody is not let in: a code for the books, words and a next step for the officer."""

from __future__ import annotations

from dataclasses import dataclass

from lhr.kernel.words import Words
from lhr_card.codes import CODES, SOME_OFFICE, CardCode, Said

OFFICE = Words(SOME_OFFICE.th, SOME_OFFICE.en)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way of being refused that is not the card's. `neutral`: the precise code is for the book and the offices."""

    code: str
    http: int
    says: Words
    remedy: Words
    number: str = ""
    neutral: bool = False


_ASK = "หากลองครบ ๑๐ ครั้งหรือรหัสครั้งเดียวหมดอายุ ขอรหัสใหม่จาก{office}"
_ASK_EN = "after 10 tries, or when a one-time password is out of date, ask {office} for a new one"

WRONG = Refusal(
    "WRONG",
    403,
    Words("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง", "User name or password is wrong"),
    Words(
        f"ตรวจแป้นภาษาและ Caps Lock แล้วลองใหม่ {_ASK}",
        f"Check the keyboard and Caps Lock, then try again; {_ASK_EN}",
    ),
)
TOO_MANY = Refusal(
    "TOO_MANY",
    429,
    Words("ลองหลายครั้งเกินไป", "Too many tries"),
    Words(
        "รอ {minutes} นาทีแล้วลองใหม่ เจ้าของบัญชีที่ลงทะเบียนเครื่องแล้วกด “ยืนยันด้วยเครื่องของฉัน” ได้ทันที",
        "Wait {minutes} minutes, then try again; an owner with a registered PC may press “Confirm with my PC” at once",
    ),
)
PROOF_NEEDED = Refusal(
    "PROOF_NEEDED",
    403,
    Words("บัญชีนี้ถูกลองรหัสผ่านผิดติดต่อกันเกินกำหนด", "The password of this account was tried too often"),
    Words("ติดต่อ{office}เพื่อยืนยันตัวบุคคลและรับรหัสผ่านใหม่", "Prove who you are to {office} and get a new password"),
)
LOCKED = Refusal(
    "LOCKED",
    403,
    Words("บัญชีนี้ถูกล็อก", "This account is locked"),
    Words("ติดต่อ{office}เพื่อปลดล็อก โดยแจ้งเหตุผล", "Ask {office} to unlock it and state the reason"),
)
CLOSED = Refusal(
    "CLOSED",
    403,
    Words("บัญชีนี้ปิดแล้ว", "This account is closed"),
    Words("ติดต่อ{office}", "Contact {office}"),
)
LIMITS_UNREADABLE = Refusal(
    "LIMITS_UNREADABLE",
    503,
    Words("ขณะนี้ระบบตรวจการเข้าใช้ไม่ได้ จึงยังไม่ให้เข้า", "Sign-ins cannot be checked now, so nobody is let in"),
    Words("รอสักครู่แล้วลองใหม่ หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ", "Wait a moment and try again; else tell the operator"),
)
PAIRING_CODE = Refusal(
    "PAIRING_CODE",
    403,
    Words(
        "รหัสลงทะเบียนเครื่องไม่ถูกต้องหรือหมดอายุ (๑๐ นาที)",
        "The registration code is wrong or out of date (10 minutes)",
    ),
    Words(
        "ตรวจรหัสอีกครั้ง หรือขอรหัสใหม่ในหน้า “ลงทะเบียนเครื่อง”",
        "Check the code or get a new one on the page “Register PC”",
    ),
)
KEY_OF_ANOTHER = Refusal(
    "KEY_OF_ANOTHER",
    409,
    Words("กุญแจของเครื่องนี้ลงทะเบียนไว้กับผู้อื่นแล้ว", "The key of this PC is registered for somebody else"),
    Words(
        "ใช้บัญชีผู้ใช้เครื่อง (Windows) ของท่านเอง หรือสั่ง lhr-card unpair แล้วลงทะเบียนใหม่",
        "Use your own account on the PC, or run lhr-card unpair and register again",
    ),
)
NOT_DUE = Refusal(
    "NOT_DUE",
    409,
    Words("กุญแจของเครื่องนี้ยังไม่ถึงกำหนดเปลี่ยน", "The key of this PC is not due to be replaced"),
    Words("ไม่ต้องทำสิ่งใด โปรแกรมอ่านบัตรเปลี่ยนให้เองเมื่อถึงกำหนด", "Do nothing: the card agent replaces it when it is due"),
)
PASS_CODE = Refusal(
    "PASS_CODE",
    403,
    Words("รหัสผ่านชั่วคราวไม่ถูกต้อง ใช้ไปแล้ว หรือหมดเวลา", "The one-time code is wrong, used or out of date"),
    Words("ติดต่อ{office}", "Contact {office}"),
)
PASS_NEVER = Refusal(
    "PASS_NEVER",
    403,
    Words(
        "เข้าระบบโดยไม่ใช้บัตร (รหัสผ่านชั่วคราวหรือ ThaID) จึงบันทึกสิทธิผู้ใช้งาน (SEM102) ไม่ได้",
        "Whoever came in without the card (one-time code or ThaID) cannot save SEM102",
    ),
    Words("เข้าระบบใหม่ด้วยบัตรประจำตัวประชาชน", "Sign in again with the ID card"),
)
PASSWORD_NEEDED = Refusal(
    "PASSWORD_NEEDED",
    403,
    Words("ล็อกนานเกินกำหนด ต้องใส่รหัสผ่านด้วย", "Locked for long: the password is needed too"),
    Words("ใส่รหัสผ่าน แล้วกดทำงานต่อ", "Enter the password and press Continue"),
)
WRONG_STAGE = Refusal(
    "WRONG_STAGE",
    403,
    Words("ขั้นนี้ยังทำไม่ได้", "This step is not possible yet"),
    Words("เริ่มเข้าสู่ระบบใหม่จากหน้าแรก", "Start signing in again from the first page"),
)


class SignInRefused(Exception):
    """Not let in, or a confirmation not accepted.

    `code` is precise and belongs into the books; when `neutral` is true the page and its JSON must show `number`
    and the words only. The exception's own text is the code: it ends up in logs, where no name may stand.
    """

    def __init__(self, refusal: Refusal | CardCode, **values: object) -> None:
        super().__init__(refusal.code)
        self.code = refusal.code
        self.number = refusal.number
        self.neutral = refusal.neutral
        self.http = refusal.http or 403
        self._says, self._remedy = _words(refusal.says), _words(refusal.remedy)
        self._values = {"office": OFFICE, **values}

    def ask(self, office: Words) -> None:
        """Name the office that helps, once it is known whose account it is."""
        self._values["office"] = office

    def says(self, lang: str = "th") -> str:
        return self._says.text(lang, **self._values)

    def remedy(self, lang: str = "th") -> str:
        return self._remedy.text(lang, **self._values)


def _words(said: Words | Said) -> Words:
    return said if isinstance(said, Words) else Words(said.th, said.en)


def card_refusal(code: str, **values: object) -> SignInRefused:
    """Return the refusal of a code of lhr_card.codes."""
    return SignInRefused(CODES[code], **values)

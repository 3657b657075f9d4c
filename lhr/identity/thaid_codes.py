"""Every refusal on the way through ThaID with its number, what it says and what to do next."""

from __future__ import annotations

from lhr.identity.refusals import Refusal
from lhr.kernel.words import Words

_AGAIN = Words("เริ่มใหม่จากหน้านี้", "Begin again from this page")
_NOT_TAKEN = Words("ระบบไม่รับคำตอบจาก ThaID", "The answer of ThaID is not accepted")
_TELL = Words("ลองใหม่อีกครั้ง หากยังไม่ได้ ติดต่อ{office}", "Try once more; if it stays, contact {office}")


def _bad(code: str) -> Refusal:
    return Refusal(code, 403, _NOT_TAKEN, _TELL, "TH-04", neutral=True)


_CODES = (
    Refusal("THAID_CANCELLED", 403, Words("ท่านยกเลิกใน ThaID", "It was cancelled in ThaID"), _AGAIN, "TH-01"),
    Refusal(
        "THAID_STATE",
        403,
        Words(
            "คำขอนี้ใช้ไปแล้ว หมดเวลา หรือเปิดจากหน้าต่างอื่น",
            "This request was used, is out of time, or comes from another window",
        ),
        _AGAIN,
        "TH-02",
    ),
    Refusal(
        "THAID_CODE",
        403,
        Words("ThaID ไม่รับรหัสของคำขอนี้ หรือใช้ไปแล้ว", "ThaID does not take the code of this request, or it was used"),
        _AGAIN,
        "TH-03",
    ),
    # One text; the precise code is in the book: form, algorithm, key, signature, issuer, audience, time, nonce, no pid.
    _bad("THAID_FORM"),
    _bad("THAID_ALGORITHM"),
    _bad("THAID_KEY"),
    _bad("THAID_SIGNATURE"),
    _bad("THAID_ISSUER"),
    _bad("THAID_AUDIENCE"),
    _bad("THAID_EXPIRED"),
    _bad("THAID_NONCE"),
    Refusal(
        "THAID_OTHER_PERSON",
        403,
        Words("ผู้ยืนยันใน ThaID ไม่ใช่เจ้าของบัญชีนี้", "Whoever confirmed in ThaID does not own this account"),
        Words("ใช้ ThaID ของท่านเอง หรือเข้าด้วยบัญชีของท่าน", "Use your own ThaID, or your own account"),
        "TH-05",
    ),
    Refusal(
        "THAID_CARD",
        403,
        Words(
            "วันออกบัตรใน ThaID ไม่ตรงกับบัตรที่อ่านไว้ หรือไม่มีบัตรที่รอยืนยัน",
            "The card's date of issue at ThaID is not that of the card read, or no card waits",
        ),
        Words(
            "อ่านบัตรใบปัจจุบันอีกครั้ง หรือนำบัตรไปแสดงที่{office}", "Read your present card again, or show it at {office}"
        ),
        "TH-06",
    ),
    Refusal(
        "THAID_UNREACHABLE",
        503,
        Words("ติดต่อ ThaID ไม่ได้ในขณะนี้", "ThaID cannot be reached now"),
        Words("รอสักครู่แล้วลองใหม่ หรือติดต่อ{office}", "Wait a moment and try again, or contact {office}"),
        "TH-07",
    ),
    Refusal(
        "THAID_OFF",
        403,
        Words("ระบบนี้ยังไม่เปิดใช้ ThaID", "ThaID is not switched on here"),
        Words("ติดต่อ{office}", "Contact {office}"),
        "TH-08",
    ),
)
CODES = {refusal.code: refusal for refusal in _CODES}

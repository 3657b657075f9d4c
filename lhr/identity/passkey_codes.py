"""Every refusal of a passkey with its number, what it says and what to do next; shown as the CL codes are."""

from __future__ import annotations

from lhr.identity.refusals import Refusal
from lhr.kernel.words import Words

_AGAIN = Words("กดปุ่มอีกครั้ง แล้วทำตามที่เครื่องบอก", "Press the button again and follow what the device says")
_UNKNOWN = Words("กุญแจผ่านนี้ไม่ได้ลงทะเบียนไว้กับบัญชีนี้", "This passkey is not registered for this account")
_OTHER = Words(
    "ใช้กุญแจผ่านที่ลงทะเบียนไว้กับบัญชีนี้ หากหายทุกอัน ติดต่อ{office}เพื่อขอเริ่มใหม่",
    "Use a passkey that is registered for this account; if all are lost, ask {office} for a new start",
)
_NOT_TAKEN = Words("ระบบไม่รับการยืนยันจากกุญแจผ่านนี้", "The confirmation by this passkey is not accepted")
_FROM_OURS = Words(
    "เปิดระบบจากที่อยู่ของระบบโดยตรง แล้วลองใหม่ หากยังไม่ได้ ติดต่อ{office}",
    "Open the system at its own address and try again; if it stays, contact {office}",
)

_CODES = (
    # The first two and PK-10 are raised by the page too: no answer of the server carries PK-01 and PK-02.
    Refusal(
        "PASSKEY_CANCELLED",
        409,
        Words("ยกเลิก หรือหมดเวลา จึงยังไม่ได้ใช้กุญแจผ่าน", "Cancelled, or out of time: the passkey was not used"),
        _AGAIN,
        "PK-01",
    ),
    Refusal(
        "PASSKEY_UNSUPPORTED",
        409,
        Words("เบราว์เซอร์หรือเครื่องนี้ใช้กุญแจผ่านไม่ได้", "This browser or device cannot use passkeys"),
        Words(
            "ใช้ Chrome, Edge, Firefox หรือ Safari รุ่นปัจจุบัน และตั้งการล็อกหน้าจอของเครื่อง หรือเสียบกุญแจ USB",
            "Use a present Chrome, Edge, Firefox or Safari and set up the screen lock, or plug in a USB key",
        ),
        "PK-02",
    ),
    Refusal(
        "PASSKEY_EXPIRED",
        403,
        Words("หมดเวลายืนยันด้วยกุญแจผ่าน", "The time for confirming by passkey is over"),
        _AGAIN,
        "PK-03",
    ),
    Refusal(
        "PASSKEY_USED",
        403,
        Words("คำขอนี้ใช้ไปแล้วหรือเปิดจากหน้าต่างอื่น", "This request was used or comes from another window"),
        _AGAIN,
        "PK-04",
    ),
    # One text for three: nobody learns by trying whose passkey it is. The precise code is for the offices above.
    Refusal("PASSKEY_UNKNOWN", 403, _UNKNOWN, _OTHER, "PK-05", neutral=True),
    Refusal("PASSKEY_REVOKED", 403, _UNKNOWN, _OTHER, "PK-05", neutral=True),
    Refusal("PASSKEY_OF_ANOTHER", 403, _UNKNOWN, _OTHER, "PK-05", neutral=True),
    Refusal("PASSKEY_MALFORMED", 403, _NOT_TAKEN, _FROM_OURS, "PK-06", neutral=True),
    Refusal("PASSKEY_BAD", 403, _NOT_TAKEN, _FROM_OURS, "PK-06", neutral=True),
    Refusal(
        "PASSKEY_PENDING",
        403,
        Words("กุญแจผ่านนี้รอ{office}อนุมัติ", "This passkey waits for the approval of {office}"),
        Words(
            "ติดต่อ{office} แล้วเข้าสู่ระบบใหม่หลังอนุมัติ", "Contact {office} and sign in again once it is approved"
        ),
        "PK-07",
    ),
    Refusal(
        "PASSKEY_COPIED",
        403,
        Words(
            "ตัวนับของกุญแจผ่านย้อนหลัง อาจมีผู้ทำสำเนาไว้ ระบบจึงไม่รับและแจ้งท่านแล้ว",
            "The passkey's counter went back: it may have been copied. It is not accepted, and you were told",
        ),
        Words(
            "ใช้กุญแจผ่านอีกอันแล้วลบอันนี้ หากไม่มี ติดต่อ{office}ทันที",
            "Use another passkey and remove this one; without another, contact {office} at once",
        ),
        "PK-08",
    ),
    Refusal(
        "PASSKEY_NEEDED",
        403,
        Words("การบันทึกต้องยืนยันด้วยกุญแจผ่าน", "Saving needs your passkey"),
        Words("กดบันทึกอีกครั้ง แล้วทำตามที่เครื่องบอก", "Press Save again and follow what the device says"),
        "PK-09",
    ),
    Refusal(
        "PASSKEY_KNOWN",
        409,
        Words("เครื่องหรือกุญแจนี้ลงทะเบียนไว้แล้ว", "This device or key is registered already"),
        Words("ใช้เครื่องหรือกุญแจอื่น", "Use another device or key"),
        "PK-10",
    ),
)
CODES = {refusal.code: refusal for refusal in _CODES}
# What a page's script says by itself.
OF_THE_PAGE = ("PASSKEY_CANCELLED", "PASSKEY_UNSUPPORTED", "PASSKEY_KNOWN")

"""States of PCs, cards and sign-ins as tags with a word."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html

from lhr.identity.passkey_codes import CODES as PASSKEY_CODES
from lhr.identity.passkey_codes import OF_THE_PAGE
from lhr.identity.refusals import Refusal
from lhr.identity.thaid_codes import CODES as THAID_CODES
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.web.templatetags.lhr import say, status
from lhr_card.codes import CODES

register = template.Library()

_KEY = {
    "PENDING": ("warn", Words("รออนุมัติ", "waiting for approval")),
    "ACTIVE": ("ok", Words("ใช้ได้", "in force")),
    "REVOKED": ("calm", Words("ยกเลิกแล้ว", "ended")),
}
_CARD = {
    "PENDING": ("warn", Words("รอการยืนยัน", "waiting to be confirmed")),
    "ACTIVE": ("ok", Words("ใช้ได้", "in force")),
    "ENDED": ("calm", Words("สิ้นสุด", "ended")),
}
_ACCOUNT = {
    "ENROLLING": ("warn", Words("กำลังลงทะเบียน", "enrolling")),
    "ACTIVE": ("ok", Words("ใช้งาน", "active")),
    "LOCKED": ("bad", Words("ล็อก", "locked")),
    "CLOSED": ("calm", Words("ปิดแล้ว", "closed")),
}
_VIA = {
    "card": Words("รหัสผ่านและบัตร", "password and card"),
    "password": Words("รหัสผ่าน", "password"),
    "pass": Words("รหัสผ่านชั่วคราว", "one-time code"),
    "passkey": Words("รหัสผ่านและกุญแจผ่าน", "password and passkey"),
    "thaid": Words("รหัสผ่านและ ThaID", "password and ThaID"),
}
_WHY = {
    "WRONG": Words("รหัสผ่านไม่ถูกต้อง", "wrong password"),
    "TOO_MANY": Words("ลองหลายครั้งเกินไป", "too many tries"),
    "LOCKED": Words("บัญชีถูกล็อก", "account locked"),
    "CLOSED": Words("บัญชีปิดแล้ว", "account closed"),
    "PASS_CODE": Words("รหัสผ่านชั่วคราวไม่ถูกต้อง", "wrong one-time code"),
    "PAIRING_CODE": Words("รหัสลงทะเบียนเครื่องไม่ถูกต้อง", "wrong registration code"),
    # The book keeps the code only: these say without the day, version or office what the officer was told with it.
    "AGENT_OLD": Words("CL-03 โปรแกรมอ่านบัตรเก่ากว่ารุ่นที่ระบบรับ", "CL-03 the card program is too old"),
    "AGENT_PENDING": Words("CL-22 เครื่องยังรออนุมัติ", "CL-22 the PC waits for approval"),
    "CARD_EXPIRED": Words("CL-25 บัตรหมดอายุ", "CL-25 the card is out of date"),
    "RIGHTS_ENDED": Words("CL-29 สิทธิในหน่วยงานนี้สิ้นสุดแล้วหรือยังไม่มี", "CL-29 no right at this office on that day"),
}
# Behind the one neutral text of CL-23.
_PRECISELY = {
    "PASSKEY_OF_ANOTHER": Words("เป็นของบัญชีอื่น", "it belongs to another account"),
    "PASSKEY_REVOKED": Words("ลบหรือยกเลิกไปแล้ว", "it was removed or ended"),
    "PASSKEY_MALFORMED": Words("ข้อมูลผิดรูปแบบ", "the data is malformed"),
    "PASSKEY_BAD": Words("ลายเซ็น ที่อยู่ หรือการยืนยันตัวผู้ใช้ไม่ถูกต้อง", "signature, origin or recognition of the user is wrong"),
    "AGENT_UNKNOWN": Words("ไม่รู้จักกุญแจของเครื่องนี้", "the PC's key is not known"),
    "AGENT_REVOKED": Words("กุญแจของเครื่องนี้ถูกยกเลิกหรือพ้นกำหนด", "the PC's key was ended or is out of its term"),
    "AGENT_OTHER_LGO": Words("กุญแจเป็นของผู้อื่นหรือหน่วยงานอื่น", "the key is of another person or office"),
    "BAD_SIGNATURE": Words("ลายเซ็นของเครื่องไม่ถูกต้อง", "the PC's signature is wrong"),
    "BAD_AUDIENCE": Words("ลงนามให้ที่อยู่อื่นที่ไม่ใช่ระบบนี้", "signed for another address than this system"),
    "BAD_STATEMENT": Words("คำยืนยันผิดรูปแบบ", "the statement is malformed"),
}


@register.simple_tag(takes_context=True)
def key_state(context: Context, key: Any) -> str:
    if key.status == "ACTIVE" and key.until is not None and key.until <= context["actor"].day:
        return status(context, "calm", Words("สิ้นสุดพร้อมสิทธิ", "ended with the right"))
    return status(context, *_KEY[key.status])


@register.simple_tag(takes_context=True)
def card_state(context: Context, card: Any) -> str:
    return status(context, *_CARD[card.status])


@register.simple_tag(takes_context=True)
def account_state(context: Context, account: Any) -> str:
    if account.status == "ACTIVE" and account.must_change:
        return status(context, "warn", Words("ยังใช้รหัสครั้งเดียว", "still its one-time password"))
    return status(context, *_ACCOUNT[account.status])


@register.simple_tag(takes_context=True)
def via(context: Context, row: Any) -> str:
    """How somebody came in: the way, and the passkey shown beside it."""
    way = _VIA.get(row.via, Words("-", "-"))
    both = row.via != "passkey" and "passkey" in row.factors.split()
    return say(context, Words(f"{way.th}และกุญแจผ่าน", f"{way.en} and passkey") if both else way)


@register.simple_tag(takes_context=True)
def refused_why(context: Context, code: str, precise: bool = False) -> str:
    """A refusal as the owner may read it: what is neutral for everybody stays neutral. `precise`: as an office above
    may, which must know why a PC was not taken."""
    if code in _WHY:
        return say(context, _WHY[code])
    known = CODES.get(code) or PASSKEY_CODES.get(code) or THAID_CODES.get(code)
    if known is None:
        return conditional_escape(code)
    neutral = say(context, Words(f"{known.number} {known.says.th}", f"{known.number} {known.says.en}"))
    if not (precise and known.neutral):
        return neutral
    why = say(context, _PRECISELY.get(code, Words(code, code)))
    return format_html("{}<br><small>{} ({})</small>", neutral, why, code)


@register.simple_tag(takes_context=True)
def ruled(context: Context, found: Finding) -> str:
    """A rule that stands in the way, where no form could say it: code, sentence, next step."""
    lang = str(context.get("lang", "th"))
    then = "Next:" if lang == "en" else "ทำต่อ:"
    said = '<b class="nw">{}</b> {}<br>{} {}'
    return format_html(said, found.code, found.says(lang), then, found.remedy(lang))


@register.simple_tag(takes_context=True)
def key_storage(context: Context, key: Any) -> str:
    """Where the key is kept; one kept in software is flagged for the approver."""
    if key.storage in ("tpm", "secure-enclave"):
        return status(context, "ok", Words("ชิปของเครื่อง", "the PC's chip"))
    return status(context, "warn", Words("ซอฟต์แวร์", "software"))


@register.simple_tag
def passkey_codes() -> list[tuple[str, Words]]:
    """What the page's own script says of a passkey, by code."""
    told = [PASSKEY_CODES[code] for code in OF_THE_PAGE]
    return [(one.code, _in_full(one)) for one in told]


def _in_full(one: Refusal) -> Words:
    th = f"{one.number} {one.says.th} ทำต่อ: {one.remedy.th}"
    return Words(th, f"{one.number} {one.says.en} Next: {one.remedy.en}")

"""Pages for what cannot be done: what happened, why, and a way on. Never whose fault."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from lhr.access.policy import Denied
from lhr.kernel.rules import Finding, RuleBroken
from lhr.kernel.words import Words
from lhr.web.shared.digits import both
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.standing import Ended

log = logging.getLogger(__name__)

HOME = Words("ไปหน้าแรก", "Go to the first page")
BACK = Words("กลับหน้าเดิม", "Back to the page before")
SIGN_IN = Words("เข้าสู่ระบบ", "Sign in")


@dataclass(frozen=True, slots=True)
class Way:
    url: str
    says: Words


@dataclass(frozen=True, slots=True)
class Said:
    """What an error page says."""

    status: int
    heading: Words
    remedy: Words
    reason: Words | None = None
    number: str = ""


_BAD = Said(
    400,
    Words("คำขอนี้อ่านไม่ได้", "This request cannot be read"),
    Words("เปิดหน้าเดิมใหม่แล้วทำอีกครั้ง", "Open the page again and repeat"),
)
_STALE_FORM = Said(
    403,
    Words(
        "แบบฟอร์มนี้หมดอายุหรือเปิดจากที่อื่น จึงยังไม่ได้บันทึก",
        "This form is out of date or came from elsewhere; nothing was saved",
    ),
    Words(
        "กดย้อนกลับ ข้อมูลที่พิมพ์ยังอยู่ เปิดหน้าใหม่แล้วส่งอีกครั้ง และเปิดให้เบราว์เซอร์รับคุกกี้ของระบบนี้",
        "Go back, what you typed is still there; reload and send again, with cookies of this site allowed",
    ),
)
_NOT_FOUND = Said(
    404,
    Words("ไม่พบหน้านี้ หรืออยู่นอกความรับผิดชอบของท่าน", "This page does not exist or is outside your charge"),
    Words("ตรวจที่อยู่ หรือเริ่มจากหน้าแรก", "Check the address, or start from the first page"),
)
_NOT_ALLOWED = Words("ท่านทำรายการนี้ไม่ได้", "You cannot do this")
_ASK_ABOVE = Words(
    "กลับไปหน้าแรกเพื่อทำงานตามหน้าที่ หากควรทำได้ให้ติดต่อสำนักงานที่กำกับดูแล",
    "Go to the first page for your own work; if you should be able to do this, ask the office above",
)
_OVERTAKEN = Said(
    409,
    Words("มีผู้บันทึกรายการนี้ก่อนท่าน จึงยังไม่ได้บันทึกของท่าน", "Somebody saved this before you; yours was not saved"),
    Words(
        "กดย้อนกลับ ข้อมูลที่พิมพ์ยังอยู่ แล้วเปิดหน้าล่าสุดเทียบกัน",
        "Go back, what you typed is kept, and compare with the latest page",
    ),
)
_TOO_BIG = Said(
    413,
    Words("ข้อมูลที่ส่งใหญ่เกินกำหนด จึงยังไม่ได้บันทึก", "What was sent is too large; nothing was saved"),
    Words("ลดขนาดไฟล์หรือแบ่งส่ง แล้วส่งอีกครั้ง", "Make the file smaller or send it in parts"),
)
_BROKEN = Said(
    500,
    Words("ระบบขัดข้อง เราบันทึกเหตุไว้แล้ว", "Something broke; it has been noted"),
    Words(
        "หากกำลังบันทึกอยู่ ให้เปิดรายการดูก่อนว่าบันทึกแล้วหรือไม่ แล้วจึงทำอีกครั้ง หากยังพบให้แจ้งผู้ดูแลระบบพร้อมเวลา",
        "If you were saving, first look whether it was saved, then repeat; if it stays, tell the operator the time",
    ),
)
_NOT_SET = Said(
    503,
    Words("ยังพิมพ์เอกสารนี้ไม่ได้ในขณะนี้", "This paper could not be set just now"),
    Words(
        "กด “ลองพิมพ์อีกครั้ง” หากยังไม่ได้ให้แจ้งผู้ดูแลระบบพร้อมเวลา งานอื่นในระบบทำต่อได้ตามปกติ",
        "Press “Print again”; if it stays so tell the operator the time. Everything else goes on as usual",
    ),
    reason=Words(
        "โปรแกรมเรียงพิมพ์ทำเอกสารไม่สำเร็จ ๒ ครั้ง ยังไม่มีการบันทึกว่าพิมพ์",
        "The typesetting program failed twice; nothing was noted as printed",
    ),
)
_AGAIN = Words("ลองพิมพ์อีกครั้ง", "Print again")
_RULES = Said(
    409,
    Words("ยังทำรายการนี้ไม่ได้", "This cannot be done yet"),
    Words("แก้ตามรายการข้างต้น แล้วทำอีกครั้ง", "Mend what is listed above, then repeat"),
)


def say(
    request: HttpRequest, said: Said, *, found: Iterable[Finding] = (), ways: Iterable[Way] | None = None
) -> HttpResponse:
    """Render one error page; when even that fails (the store is gone), a page that needs nothing."""
    lang, digits = getattr(request, "lang", "th"), getattr(request, "digits", "arabic")
    told = [{"code": f.code, "says": f.says(lang), "remedy": f.remedy(lang)} for f in found]
    context: dict[str, Any] = {
        "status": said.status,
        "heading": both(said.heading, digits),
        "remedy": both(said.remedy, digits),
        "reason": both(said.reason, digits) if said.reason else None,
        "number": said.number,
        "found": told,
        "ways": list(ways) if ways is not None else _ways(request),
    }
    try:
        text = render_to_string("shared/error.html", context, request)
    except Exception:  # the page about an error must not become one
        log.exception("error page")
        text = render_to_string("shared/bare.html", {**context, "lang": lang})
    return HttpResponse(text, status=said.status)


def _ways(request: HttpRequest) -> list[Way]:
    standing = getattr(request, "standing", None)
    if standing is None or not standing.signed_in:
        return [Way(reverse("accounts:sign_in"), SIGN_IN)]
    return [Way(reverse("home"), HOME)]


def denied(request: OfficerRequest, why: Denied) -> HttpResponse:
    """403 with the reason; a place outside the actor's reach is answered as if it did not exist."""
    if why.outside:
        return not_found(request)
    return say(request, Said(403, _NOT_ALLOWED, _ASK_ABOVE, reason=why.reason))


def not_found(request: HttpRequest) -> HttpResponse:
    return say(request, _NOT_FOUND)


def overtaken(request: HttpRequest) -> HttpResponse:
    return say(request, _OVERTAKEN)


def broken(request: HttpRequest, why: RuleBroken) -> HttpResponse:
    """An act without a form of its own was stopped by a rule."""
    return say(request, _RULES, found=why.findings)


def not_set(request: OfficerRequest) -> HttpResponse:
    """A paper that could not be set: the way on is the same press again."""
    again = [Way(request.get_full_path(), _AGAIN)] if request.method in ("GET", "HEAD") else []
    return say(request, _NOT_SET, ways=[*again, *_ways(request)])


def refused(request: HttpRequest, said: Said) -> HttpResponse:
    return say(request, said)


def rights_ended(request: HttpRequest, ended: Ended) -> HttpResponse:
    """CL-29: the right ended; what was typed stays in the page the officer came from."""
    out = Way(reverse("accounts:sign_in"), Words("เข้าสู่ระบบด้วยบัญชีอื่น", "Sign in with another account"))
    return say(request, Said(403, ended.says, ended.remedy, number="CL-29"), ways=[out])


# --- Django's own handlers ---------------------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return say(request, _TOO_BIG if isinstance(exception, RequestDataTooBig) else _BAD)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return say(request, Said(403, _NOT_ALLOWED, _ASK_ABOVE))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return not_found(request)


def server_error(request: HttpRequest) -> HttpResponse:
    return say(request, _BROKEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a good CSRF token: nothing was done."""
    log.warning("csrf: %s", reason)
    return say(cast(OfficerRequest, request), _STALE_FORM)

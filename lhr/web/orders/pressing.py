"""A press on an order: done once, and where somebody was faster, who changed what since, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from lhr.audit.tags import TAGS
from lhr.kernel import clock
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words, filled
from lhr.orders import queries
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_SINCE = Words(
    "ตั้งแต่ที่ท่านเปิดหน้านี้: {what}\nทำต่อ: ดูคำสั่งล่าสุดด้านล่าง แล้วกดอีกครั้งหากยังต้องการ",
    "Since you opened this page: {what}\nNext: look at the order as it stands below, then press again if still wanted",
)
_TOLD = Words("{what} โดย {by} {day} {time} น.", "{what} by {by}, {day} {time}")
_AT_MOST = 5


def press(
    request: OfficerRequest,
    order_id: UUID,
    form: LhrForm,
    action: str,
    act: Callable[[], str],
    *,
    confirm: Callable[[], Transaction] | None = None,
) -> HttpResponse | None:
    """Save as every form does; None when the page is to say what stood against it."""
    answer = saving(request, form, action, act, confirm=confirm)
    if answer is None:
        tell_since(form, order_id)
    return answer


def tell_since(form: LhrForm, order_id: UUID) -> None:
    """Say what was done to the order after the version that the form has seen."""
    seen = form.cleaned_data.get("version") if hasattr(form, "cleaned_data") else None
    since = queries.history(order_id, after=seen) if seen else []
    if not since:
        return
    told = [_said(one) for one in since[-_AT_MOST:]]
    what = Words("; ".join(one.text("th") for one in told), "; ".join(one.text("en") for one in told)).literal()
    form.say(filled(_SINCE, what=what))


def _said(one: queries.Touched) -> Words:
    local = one.at.astimezone(clock.BANGKOK)
    day, tag = said(local.date()), TAGS.get(one.tag, Words(one.tag, one.tag))
    return filled(_TOLD, what=tag, by=one.by, day=day, time=f"{local:%H:%M}")

"""A press on an order: done once, and where somebody was faster, who changed what since, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse

from lhr.audit.queries import Touched
from lhr.kernel.words import Words, filled
from lhr.orders import queries
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.differing import told
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_SINCE = Words(
    "ตั้งแต่ที่ท่านเปิดหน้านี้: {what}\nทำต่อ: ดูคำสั่งล่าสุดด้านล่าง แล้วกดอีกครั้งหากยังต้องการ",
    "Since you opened this page: {what}\nNext: look at the order as it stands below, then press again if still wanted",
)


def press(
    request: OfficerRequest,
    order_id: UUID,
    form: LhrForm,
    action: str,
    act: Callable[[], str],
    *,
    confirm: Callable[[], Transaction] | None = None,
    seen: int | None = None,
) -> HttpResponse | None:
    """Save as every form does; None when the page is to say what stood against it. `seen` is the version of the order
    that was before the officer, where the form itself does not say it."""
    version = form.cleaned_data.get("version") if seen is None else seen

    def since() -> list[Touched]:
        return queries.history(order_id, after=version) if version else []

    answer = saving(request, form, action, act, confirm=confirm, since=since)
    if answer is None and form.overtaken is None:
        tell_since(form, since())
    return answer


def tell_since(form: LhrForm, acts: list[Touched]) -> None:
    """Say what was done to the order after the version that the form has seen, where a rule stopped the press."""
    if not acts:
        return
    since = told(acts)
    what = Words("; ".join(one.text("th") for one in since), "; ".join(one.text("en") for one in since)).literal()
    form.say(filled(_SINCE, what=what))

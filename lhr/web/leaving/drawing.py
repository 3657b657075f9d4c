"""From the list to the one order of leaving of those who retire on one day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from lhr.access.permissions import Permission
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words, filled
from lhr.orders import retiring
from lhr.web.leaving.asking import Asked, asked
from lhr.web.leaving.listing import TickedForm, show
from lhr.web.movements.forms import as_uuid
from lhr.web.movements.here import own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_DRAWN = Words(
    "ร่างคำสั่งให้พ้นจากราชการตั้งแต่วันที่ {day} แล้ว {n} คน ตรวจร่างแล้วเสนอลงนามต่อ",
    "The order of leaving on {day} is drawn up for {n} people; check it and lay it before who signs",
)


@needs(Permission.ORDER_DRAW)
@require_POST
def draw(request: OfficerRequest) -> HttpResponse:
    """Draw the order up and open it; what is refused is told above the list, which keeps what was ticked."""
    question = asked(request.GET.dict(), request.actor.day)
    form = TickedForm(request.POST, offered=request.POST.getlist("person"))
    if form.is_valid():

        def act() -> str:
            ticked = {one for text in form.cleaned_data["person"] if (one := as_uuid(text))}
            made = retiring.draw_retirement(
                by=request.actor, organisation=own_lgo(request), person_ids=ticked, day=question.day
            )
            told = filled(_DRAWN, day=in_full(made.starts), n=len(ticked))
            messages.success(request, told.text(request.lang))
            return _address(made.entry_id, question)

        answer = saving(request, form, "leaving.draw", act)
        if answer is not None:
            return answer
    return show(request, question, form, at=reverse("leaving:list") + question.link())


def _address(order: UUID, question: Asked) -> str:
    try:
        return reverse("orders:order", args=[order])
    except NoReverseMatch:
        return reverse("leaving:list") + question.link()

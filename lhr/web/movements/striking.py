"""A verified movement recorded by mistake is asked to be struck: it stays readable and counts no more."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.service_record import actions
from lhr.service_record import queries as service
from lhr.web.movements import reading
from lhr.web.movements.asking import note_line
from lhr.web.movements.forms import StrikeForm
from lhr.web.movements.here import pair_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_ASKED = Words("ส่งคำขอขีดฆ่าให้ตรวจสอบแล้ว", "The striking was sent to be verified")


@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Say why, and by which document; nothing is struck before another hand has verified it."""
    found = service.line(line, within=request.reach, day=request.actor.day)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = actions.strike_movement(
                by=request.actor,
                line_id=line,
                why=str(form.cleaned_data["why"]),
                citation=form.citation(),
                pair=pair_of(found.organisation_id, request),
            )
            messages.success(request, _ASKED.text(request.lang))
            return reverse("movements:line", args=[made.entry_id])

        answer = saving(request, form, "movements.strike", act)
        if answer is not None:
            return answer
    if asked := note_line(request, reading.LINES, found):
        return asked
    return page(request, "movements/strike.html", {"form": form, "line": found})

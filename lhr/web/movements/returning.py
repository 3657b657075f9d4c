"""A movement goes back to who keyed it, with the reason; nothing is edited here."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.service_record import actions, line_history
from lhr.service_record import queries as service
from lhr.web.movements import reading
from lhr.web.movements.asking import note_line
from lhr.web.movements.forms import SendBackForm
from lhr.web.movements.here import pair_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

RETURNED = Words(
    "ส่งคืน{what}ของ{person}แล้ว ผู้บันทึกเห็นเหตุผลที่หน้าแรกของตน",
    "Sent back: {what} of {person}; who keyed it reads the reason on the first page",
)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Return a line to who keyed it, with the reason."""
    found = service.line(line, within=request.reach, day=request.actor.day)
    form = SendBackForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        pair = pair_of(found.organisation_id, request)

        def act() -> str:
            actions.send_back(
                by=request.actor, line_id=line, version=typed["version"], reason=typed["reason"], pair=pair
            )
            what = Words(found.movement.name, found.movement.name_en).text(request.lang)
            messages.success(request, RETURNED.text(request.lang, what=what, person=found.person.name))
            return reverse("verifying:queue")

        since = partial(line_history.acts_upon, line, after=typed["version"])
        answer = saving(request, form, "movements.send_back", act, since=since)
        if answer is not None:
            return answer
    if asked := note_line(request, reading.LINES, found):
        return asked
    return page(request, "movements/send_back.html", {"form": form, "line": found})

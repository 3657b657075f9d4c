"""A line goes back to who keyed it; and where the queue of such lines used to stand."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access.permissions import Permission
from lhr.service_record import actions, card_view
from lhr.web.card.forms import SendBackForm
from lhr.web.movements.asking import note_line
from lhr.web.movements.here import pair_of
from lhr.web.movements.returning import RETURNED
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CARD_LINE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """All that waits stands on one page now."""
    return HttpResponseRedirect(reverse("verifying:queue"))


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Return a line to who keyed it, with the reason."""
    found = card_view.line(line, within=request.reach, day=request.actor.day)
    form = SendBackForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed, pair = form.cleaned_data, pair_of(found.organisation_id, request)

        def act() -> str:
            actions.send_card_line_back(
                by=request.actor, line_id=line, version=typed["version"], reason=typed["reason"], pair=pair
            )
            what = found.section.label.text(request.lang)
            messages.success(request, RETURNED.text(request.lang, what=what, person=found.person.name))
            return reverse("verifying:queue")

        since = partial(card_view.acts_upon, line, after=typed["version"])
        answer = saving(request, form, "card.send_back", act, since=since)
        if answer is not None:
            return answer
    if asked := note_line(request, CARD_LINE, found):
        return asked
    return page(request, "card/send_back.html", {"form": form, "line": found})

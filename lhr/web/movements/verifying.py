"""What waits for this officer's eyes: one click verifies, a reason sends back, nothing is edited here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.service_record import actions
from lhr.service_record import queries as service
from lhr.web.movements import reading, signing
from lhr.web.movements.asking import note_line
from lhr.web.movements.comparing import card_of, cards
from lhr.web.movements.forms import SendBackForm, VerifyForm
from lhr.web.movements.here import at_an_lgo, own_lgo, pair_of, pairs_within
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

AT_ONCE = 40
_VERIFIED = Words("ตรวจสอบ{movement}ของ{person}แล้ว", "Verified: {movement} of {person}")
_RETURNED = Words("ส่งคืนแล้ว", "Sent back")


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR, Permission.MOVEMENT_VIEW)
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """The lines that wait: at an LGO its own, at the province those of registrars and records officers."""
    day = request.actor.day
    if at_an_lgo(request):
        waiting, purpose = service.to_verify(request.reach, day), reading.OWN_WORK
    else:
        waiting = service.to_verify(request.reach, day, among=pairs_within(request))
        purpose = reading.PURPOSES["pair"].th
    shown = waiting[:AT_ONCE]
    path = own_lgo(request).path
    reading.note(request.actor, reading.LINES, [line.person.id for line in shown], path, purpose)
    made = cards(request, shown)
    context = {
        "mine": [
            (card, VerifyForm(initial={"version": card.line.version})) for card in made if card.mine_to_verify
        ],
        "others": [card for card in made if not card.mine_to_verify],
        "more": len(waiting) - len(shown),
        "above": not at_an_lgo(request),
    }
    return page(request, "movements/queue.html", context)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@require_POST
def verify(request: OfficerRequest, line: UUID) -> HttpResponse:
    """One click: confirm the line as it was seen. A release or receipt is signed by card (card-login.md 4.6)."""
    found = service.line(line, within=request.reach, day=request.actor.day)
    form = VerifyForm(request.POST)
    if form.is_valid():
        pair = pair_of(found.organisation_id, request)

        def act() -> str:
            actions.verify(by=request.actor, line_id=line, version=form.cleaned_data["version"], pair=pair)
            said = _VERIFIED.text(request.lang, movement=_named(found, request), person=found.person.name)
            messages.success(request, said)
            return reverse("movements:queue")

        confirm = signing.transaction_of(request, found, form.cleaned_data["version"])
        answer = saving(request, form, "movements.verify", act, confirm=confirm)
        if answer is not None:
            return answer
    purpose = reading.OWN_WORK if at_an_lgo(request) else reading.PURPOSES["pair"].th
    reading.note(request.actor, reading.LINES, [found.person.id], found.organisation_path, purpose)
    fresh = service.line(line, within=request.reach, day=request.actor.day)
    context = {
        "card": card_of(request, fresh),
        "line": fresh,
        "form": form,
        "mine": fresh.keyed_by == request.actor.account_id,
        "may_key": False,
        "may_cancel": False,
        "may_attach": False,
        "signs": signing.signs(fresh),
    }
    return page(request, "movements/line.html", context, at=reverse("movements:line", args=[line]))


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
            messages.success(request, _RETURNED.text(request.lang))
            return reverse("movements:queue")

        answer = saving(request, form, "movements.send_back", act)
        if answer is not None:
            return answer
    if asked := note_line(request, reading.LINES, found):
        return asked
    return page(request, "movements/send_back.html", {"form": form, "line": found})


def _named(found: service.LineView, request: OfficerRequest) -> str:
    return found.movement.name_en if request.lang == "en" else found.movement.name

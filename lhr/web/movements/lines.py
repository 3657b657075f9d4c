"""รายการเคลื่อนไหว: the lines of the LGO, one line with its old and new, and taking an unverified one back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr import config
from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.service_record import actions, cases, line_history, rules
from lhr.service_record import queries as service
from lhr.service_record.line_view import STATUS_SAYS, LineView
from lhr.service_record.rules import is_amendable
from lhr.web.movements import reading, scans
from lhr.web.movements.asking import note_line
from lhr.web.movements.comparing import card_of
from lhr.web.movements.forms import WithdrawForm
from lhr.web.movements.here import at_an_lgo, own_lgo
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_WITHDRAWN = Words("ถอนรายการแล้ว", "The line was taken back")


@needs(Permission.MOVEMENT_VIEW)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """The LGO's lines, newest first, those sent back before all; an office above goes to its queue."""
    if not at_an_lgo(request):
        return HttpResponseRedirect(reverse("verifying:queue"))
    lgo, asked = own_lgo(request), str(request.GET.get("state", ""))
    states = (asked,) if asked in STATUS_SAYS else ()
    lines = service.recent(lgo.pk, request.actor.day, statuses=states)
    lines.sort(key=lambda line: line.status != "RETURNED")
    reading.note(request.actor, reading.LINES, [line.person.id for line in lines], lgo.path)
    context = {"lines": lines, "states": STATUS_SAYS, "asked": asked if states else ""}
    return page(request, "movements/list.html", context)


def may_mend(line: LineView) -> bool:
    """True for what still waits and can be keyed anew; a striking is asked for anew, a transfer bound to its case."""
    return line.status == "SUBMITTED" and not line.strikes and cases.case_id_of_line(line.id) is None


@needs(Permission.MOVEMENT_VIEW)
@reaches_agent
@require_safe
def line(request: OfficerRequest, line: UUID) -> HttpResponse:
    """One line: what was keyed, by whom, the old and the new side by side, and what may be done with it."""
    found = service.line_of_record(line, within=request.reach, day=request.actor.day)
    if asked := note_line(request, reading.LINES, found):
        return asked
    may_key = policy.can(request.actor, Permission.MOVEMENT_KEY, found.path)
    may_write = may_key and not found.strikes and scans.may_write(request, found)
    # What another LGO keyed is undone by its order, never mended here.
    mine, by_order = not found.kept_at, not found.kept_at or rules.follows_the_record(found.movement)
    context = {
        "card": card_of(request, found),
        "line": found,
        "mine": found.keyed_by == request.actor.account_id,
        "may_key": may_key and mine,
        "may_mend": may_write and mine and may_mend(found),
        "may_cancel": may_write and by_order,
        "may_amend": may_write and by_order and is_amendable(found.movement),
        "may_correct": mine and found.movement.code not in rules.UNCORRECTED and found.movement.code in rules.OFFERED,
        "may_strike": mine and found.movement.code not in rules.UNCORRECTED,
        "may_attach": may_key and mine and scans.may_attach(request, found),
        "scan_most": config.scan_max_mb(),
        "history": line_history.history(found.id, request.actor.day),
        "case": cases.case_id_of_line(found.id),
    }
    return page(request, "movements/line.html", context)


@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Take back a line that is not verified."""
    found = service.line(line, within=request.reach, day=request.actor.day)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> str:
            actions.withdraw_line(
                by=request.actor, line_id=line, version=typed["version"], reason=typed["reason"]
            )
            messages.success(request, _WITHDRAWN.text(request.lang))
            return reverse("movements:list")

        since = partial(line_history.acts_upon, line, after=typed["version"])
        answer = saving(request, form, "movements.withdraw", act, since=since)
        if answer is not None:
            return answer
    reading.note(request.actor, reading.LINES, [found.person.id], found.organisation_path)
    return page(request, "movements/withdraw.html", {"form": form, "line": found})

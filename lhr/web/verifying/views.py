"""รอฉันตรวจ: the one queue of the second hand; each signature stands under exactly the lines that were ticked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.history.ledger import Overtaken
from lhr.kernel.words import Words
from lhr.service_record import actions
from lhr.service_record.line_view import LineView
from lhr.web.movements import reading
from lhr.web.movements.here import at_an_lgo, own_lgo, pair_of
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CARD_LINE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.verifying import signing
from lhr.web.verifying.forms import BatchForm
from lhr.web.verifying.waiting import (
    AnyLine,
    Waiting,
    chosen,
    grouped,
    is_closed,
    label_of,
    signed_orders,
    waiting,
)

OTHERS = 40
_VERIFIED = Words("ตรวจสอบ{what}ของ{person}แล้ว", "Verified: {what} of {person}")
_ALL_VERIFIED = Words("ตรวจสอบแล้ว {n} รายการ", "{n} lines verified")
_OF_ORDER = Words(" ตามคำสั่งที่ {number}/{year}", " under order {number}/{year}")
_MORE = Words(" · ยังรอท่านอีก {n} รายการ", " · {n} more wait for you")
_NO_MORE = Words(" · ไม่มีรายการรอท่านแล้ว", " · nothing waits for you any more")
_NONE = Words(
    "ยังไม่ได้เลือกรายการ เลือกอย่างน้อยหนึ่งรายการแล้วกดตรวจสอบ", "No line is chosen; choose one at least, then verify"
)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR, Permission.MOVEMENT_VIEW)
@reaches_agent
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """The lines that wait for this officer; at an LGO also those that wait for somebody else."""
    return _page(request, BatchForm(), waiting(request, request.reach))


def _page(request: OfficerRequest, form: BatchForm, found: Waiting) -> HttpResponse:
    groups, more = grouped(request, found.mine)
    others = found.others[:OTHERS]
    _note(request, [*(one.line for group in groups for one in group.lines), *others])
    context = {
        "groups": groups,
        "waits": len(found.mine),
        "more": more,
        "others": [(line, label_of(line), found.by_province(line)) for line in others],
        "above": not at_an_lgo(request),
        "orders": signed_orders(request),
        "form": form,
    }
    return page(request, "verifying/queue.html", context, at=reverse("verifying:queue"))


def _note(request: OfficerRequest, lines: list[AnyLine]) -> None:
    purpose = reading.OWN_WORK if at_an_lgo(request) else reading.PURPOSES["pair"].th
    path = own_lgo(request).path
    for view, kind in ((reading.LINES, True), (CARD_LINE, False)):
        persons = [line.person.id for line in lines if isinstance(line, LineView) is kind]
        reading.note(request.actor, view, persons, path, purpose)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@reaches_agent
@require_POST
def verify(request: OfficerRequest) -> HttpResponse:
    """Confirm the ticked lines as they were seen, with a fresh card statement over exactly these."""
    found, sent = waiting(request, request.reach), request.POST.getlist("line")
    form = BatchForm(request.POST, offered=sent)
    # What is sensitive is signed by who has seen it.
    ticked = {
        value: line
        for value, line in chosen(found, sent).items()
        if line is None or not is_closed(request, line)
    }
    if not ticked:
        form.is_valid()
        form.errors.clear()
        form.say(_NONE)
        return _page(request, form, found)
    if form.is_valid():

        def lines() -> list[AnyLine]:
            """Raises Overtaken for what waits for this officer no more, and for lines of two LGOs, offered nowhere."""
            known = [line for line in ticked.values() if line is not None]
            if len(known) < len(ticked) or len({line.organisation_id for line in known}) > 1:
                raise Overtaken("lines that wait")
            return known

        def confirm() -> Transaction:
            return signing.transaction_of(request, lines())

        def act() -> str:
            signed = lines()
            _verify(request, signed)
            messages.success(request, _told(request, signed, len(found.mine) - len(signed)))
            return reverse("verifying:queue")

        answer = saving(request, form, "verifying.verify", act, confirm=confirm)
        if answer is not None:
            return answer
    return _page(request, form, found)


def _verify(request: OfficerRequest, lines: list[AnyLine]) -> None:
    seen: dict[bool, list[tuple[UUID, int]]] = {True: [], False: []}
    for line in lines:
        seen[isinstance(line, LineView)].append((line.id, line.version))
    pair = pair_of(lines[0].organisation_id, request)
    actions.verify_together(by=request.actor, movements=seen[True], lines=seen[False], pair=pair)


def _told(request: OfficerRequest, lines: list[AnyLine], left: int) -> str:
    """Say what was signed, and how much is left to do."""
    lang, first = request.lang, lines[0]
    said = _ALL_VERIFIED.text(lang, n=len(lines))
    if len(lines) == 1:
        said = _VERIFIED.text(lang, what=label_of(first).text(lang), person=first.person.name)
    elif first.citation.is_order and len({line.citation.evidence_key(line.id) for line in lines}) == 1:
        said += _OF_ORDER.text(lang, number=first.citation.number, year=first.citation.year)
    return said + (_MORE.text(lang, n=left) if left else _NO_MORE.text(lang))

"""The page of a swap: two LGOs beside each other, who has signed, what each does next; agreeing, and the own order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.orders import actions as orders
from lhr.orders import queries as drawn
from lhr.orders.drafts import Header
from lhr.orders.terms import OrderKind
from lhr.posts.queries import PostView
from lhr.service_record import actions, cases, rules, swaps
from lhr.service_record.cases import CaseView
from lhr.service_record.rules_of_swaps import SideStep, SwapStatus
from lhr.service_record.swaps import SwapSide, SwapView
from lhr.web.movements import reading
from lhr.web.movements.here import at_an_lgo, own_lgo
from lhr.web.orders.forms import VersionForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CASE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.transfers.presses import Press, key_url
from lhr.web.transfers.words import SWAP_SAYS, SWAP_STEP_SAYS, SWAP_TONE

_AGREED = Words("ตกลงสับเปลี่ยนแล้ว แต่ละฝ่ายทำคำสั่งของตนต่อ", "Agreed; each side now draws up its order")
_DRAWN = Words(
    "ร่างคำสั่งสับเปลี่ยนแล้ว ทั้งให้โอนและรับโอน ตรวจร่างแล้วเสนอลงนามต่อ",
    "The order is drawn up with both lines; check it and go on",
)
_OVER = Words(
    "เรื่องนี้เปลี่ยนไปแล้วระหว่างที่ท่านเปิดหน้าอยู่ ดูสถานะล่าสุดด้านล่าง",
    "This case has moved on while your page was open; see below where it stands",
)
_OPEN_ORDER = Words("เปิดคำสั่งสับเปลี่ยนที่ร่างไว้", "Open the order that is drawn up")
_CANCEL_ORDER = Words("ยกเลิกโดยคำสั่ง", "Cancel by an order")
_CHOOSE = Words("เลือกใน SEM102", "Choose in SEM102")
_WITHDRAW = Words("ถอนเรื่องสับเปลี่ยน", "Withdraw the swap")
_REFUSE = Words("ไม่รับสับเปลี่ยน", "Refuse the swap")
_DAY_COMES = Words("รอถึงวันมีผล ไม่มีผู้ใดต้องทำอะไร", "the day is to come; nobody has to do anything")
_OVER_NOW = Words("จบเรื่องแล้ว", "nothing more")
_SUBJECT = "สับเปลี่ยน: ให้โอนและรับโอน"


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swap as this officer reads it. `mine` is the label of the own LGO where it is waited for, "" elsewhere."""

    swap: SwapView
    case: UUID
    names: list[str]
    says: Words
    tone: str
    waits: list[tuple[str, Words]]
    rests: Words
    mine: str


@dataclass(frozen=True, slots=True)
class SideShown:
    """One LGO of a swap as it is shown: the post it gives only to who may read whose it is."""

    side: SwapSide
    goes: str
    comes: str
    post: PostView | None
    step: Words
    opens: bool


def row(found: SwapView, here: UUID | None) -> SwapRow:
    """Return the swap as one row of a list."""
    busy = [(side.place.label, SWAP_STEP_SAYS[side.step]) for side in found.sides if side.step is not SideStep.NOTHING]
    mine = found.side_of(here)
    own_case = mine.goes if mine else found.sides[0].goes
    return SwapRow(
        swap=found,
        case=own_case.id,
        names=[side.goes.name_for(here) for side in found.sides],
        says=SWAP_SAYS[found.status],
        tone=SWAP_TONE[found.status],
        waits=busy,
        rests=_DAY_COMES if found.status is SwapStatus.SIGNED else _OVER_NOW,
        mine=mine.place.label if mine and found.waits_for(here) else "",
    )


def show(request: OfficerRequest, case: CaseView, here: UUID | None, form: VersionForm | None = None) -> HttpResponse:
    """Answer with the page of the swap that this case is a half of; both people are read."""
    found = _swap(request, case)
    purpose = reading.OWN_WORK if at_an_lgo(request) else reading.PURPOSES["follow_up"].th
    reading.note(request.actor, CASE, found.persons, min(request.reach.paths), purpose)
    mine = found.side_of(here)
    opens = policy.holds_anywhere(request.actor, Permission.MOVEMENT_VIEW)
    labels = {side.goes.sender.path: side.place.label for side in found.sides}
    answers = policy.holds_anywhere(request.actor, Permission.TRANSFER_ANSWER)
    context = {
        "swap": found,
        "case": case,
        "row": row(found, here),
        "form": form or VersionForm(initial={"version": found.version}),
        "sides": [_shown(side, here, opens=opens and side is mine) for side in found.sides],
        "happened": [(one, labels.get(one.path, "–")) for one in swaps.history_of(found.id)],
        "agrees": answers and mine is not None and mine.step is SideStep.ANSWER and not _own(request, found),
        "draws": _draws(request, found, mine),
        "presses": _presses(request, found, case, mine),
    }
    return page(request, "transfers/swap.html", context, at=_address(case.id))


@needs(Permission.TRANSFER_ANSWER)
@require_POST
def agree(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Agree for the LGO that was asked."""

    def act(found: SwapView, version: int) -> str:
        actions.agree_to_swap(by=request.actor, swap=found.id, version=version)
        messages.success(request, _AGREED.text(request.lang))
        return _address(case)

    return _press(request, case, "transfers.agree", act)


@needs(Permission.ORDER_DRAW)
@require_POST
def order(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Draw up the order of the own side with its two lines; it goes on like any order."""

    def act(found: SwapView, version: int) -> str:
        place = own_lgo(request)
        header = Header(OrderKind.TRANSFER, found.effective_on, subject=_SUBJECT)
        lines = swaps.lines_for(found, place.pk)
        made = orders.draw_up(by=request.actor, organisation=place, header=header, lines=lines)
        messages.success(request, _DRAWN.text(request.lang))
        return reverse("orders:order", args=[made.entry_id])

    return _press(request, case, "transfers.order", act)


def _press(
    request: OfficerRequest, case: UUID, action: str, act: Callable[[SwapView, int], str]
) -> HttpResponse:
    """Do it once, upon the swap as it was seen."""
    half, here = _half(request, case), own_lgo(request).pk
    form = VersionForm(request.POST)
    found = _swap(request, half) if half.swap else None
    side = found.side_of(here) if found else None
    moved = found is None or side is None or request.POST.get("version") != str(found.version)
    if moved or found is None or side is None or side.step not in (SideStep.ANSWER, SideStep.PREPARE):
        messages.warning(request, _OVER.text(request.lang))
        return HttpResponseRedirect(_address(case))
    if form.is_valid():
        answer = saving(request, form, action, lambda: act(found, form.cleaned_data["version"]))
        if answer is not None:
            return answer
    return show(request, half, here, form)


def _half(request: OfficerRequest, case: UUID) -> CaseView:
    """Raises ObjectDoesNotExist for a case of which this officer knows nothing."""
    found = cases.case(case, within=request.reach, day=request.actor.day)
    if request.actor.holds(Role.LGO_BOOTSTRAP):
        raise ObjectDoesNotExist
    return found


def _swap(request: OfficerRequest, case: CaseView) -> SwapView:
    if case.swap is None:
        raise ObjectDoesNotExist
    return swaps.swap(case.swap, within=request.reach, day=request.actor.day)


def _shown(side: SwapSide, here: UUID | None, *, opens: bool) -> SideShown:
    knows = side.place.id == here or side.goes.shows_name_to(here)
    return SideShown(
        side=side,
        goes=side.goes.name_for(here),
        comes=side.comes.name_for(here),
        post=side.post if knows else None,
        step=SWAP_STEP_SAYS[side.step],
        opens=opens,
    )


def _own(request: OfficerRequest, found: SwapView) -> bool:
    return request.actor.person_id in found.persons


def _draws(request: OfficerRequest, found: SwapView, mine: SwapSide | None) -> bool:
    """True for who draws up orders of a side that has none on the way."""
    if mine is None or mine.step is not SideStep.PREPARE or _on_the_way(found, mine):
        return False
    return policy.holds_anywhere(request.actor, Permission.ORDER_DRAW)


def _on_the_way(found: SwapView, mine: SwapSide) -> UUID | None:
    return drawn.on_the_way(mine.place.id, mine.goes.person.id, rules.TRANSFER_OUT, found.effective_on)


def _presses(request: OfficerRequest, found: SwapView, case: CaseView, mine: SwapSide | None) -> list[Press]:
    if mine is None:
        return []
    made: list[Press] = []
    may = policy.holds_anywhere
    way = _on_the_way(found, mine) if mine.step is SideStep.PREPARE else None
    if way is not None and may(request.actor, Permission.ORDER_VIEW):
        made.append(Press(_OPEN_ORDER, reverse("orders:order", args=[way])))
    if found.status in (SwapStatus.SIGNED, SwapStatus.DONE) and may(request.actor, Permission.RIGHTS_APPOINT):
        made.append(Press(_CHOOSE, reverse("rights:edit"), "btn-outline-primary"))
    if found.status is SwapStatus.SIGNED and mine.goes.released and may(request.actor, Permission.ORDER_DRAW):
        made.append(Press(_CANCEL_ORDER, _cancelling(mine.goes.released.entry), "btn-outline-danger"))
    closes = found.status in (SwapStatus.PROPOSED, SwapStatus.AGREED) and not _own(request, found)
    if closes and may(request.actor, Permission.TRANSFER_ANSWER):
        made.append(Press(closing_says(mine), reverse("transfers:close", args=[case.id]), "btn-outline-danger"))
    return made


def closing_says(mine: SwapSide) -> Words:
    return _REFUSE if mine.step is SideStep.ANSWER else _WITHDRAW


def _cancelling(entry: UUID) -> str:
    by_order = drawn.order_of_line(entry)
    if by_order is not None:
        return reverse("orders:cancel", args=[by_order])
    return key_url(movement=rules.CANCEL_ORDER, cancels=entry)


def _address(case: UUID) -> str:
    return reverse("transfers:case", args=[case])


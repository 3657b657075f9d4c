"""The list of transfer cases, coming and going, and the page of one of them: two columns and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.service_record import cases, swaps
from lhr.service_record.cases import CaseView, Happening
from lhr.service_record.rules_of_transfers import HELD_ELSEWHERE, CaseStatus, NextStep, Side
from lhr.service_record.swaps import SwapView
from lhr.web.movements import reading
from lhr.web.movements.here import at_an_lgo, own_lgo, pairs_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CASE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.transfers import swapping
from lhr.web.transfers.presses import presses
from lhr.web.transfers.words import BY_PROVINCE, SIDE_SAYS, STATUS_SAYS, STATUS_TONE, STEP_SAYS

_SIGNING = (NextStep.SIGN_RELEASE, NextStep.SIGN_RECEIPT)


@dataclass(frozen=True, slots=True)
class Row:
    """One case as this officer reads it."""

    case: CaseView
    name: str
    says: Words
    tone: str
    waits: Words
    mine: bool  # it is this officer's LGO that is waited for


@needs(Permission.TRANSFER_VIEW)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """An LGO reads its cases coming and going; the province all of its LGOs, read only."""
    here, found = _own(request), _seen(request)
    _note(request, found)
    rows = _rows(request, [one for one in found if one.swap is None])
    swapped = {one.swap for one in found}
    context = {
        "above": here is None,
        "coming": [row for row in rows if row.case.side_of(here) is Side.RECEIVER],
        "going": [row for row in rows if row.case.side_of(here) is Side.SENDER],
        "all": rows,
        "swaps": [swapping.row(one, here) for one in _swaps(request) if one.id in swapped],
    }
    return page(request, "transfers/list.html", context)


@needs(Permission.TRANSFER_VIEW)
@require_safe
def case(request: OfficerRequest, case: UUID) -> HttpResponse:
    """One case: what each side has done and has to do, and what happened in order."""
    found, here = case_of(request, case), _own(request)
    if found.swap is not None:
        return swapping.show(request, found, here)
    _note(request, [found])
    (row,) = _rows(request, [found])
    side = found.side_of(here)
    held = side is Side.RECEIVER and found.status in (CaseStatus.REQUESTED, CaseStatus.RELEASED)
    told = HELD_ELSEWHERE.text(request.lang, sender=found.sender.label) if held else ""
    context = {
        "row": row,
        "case": found,
        "side": side,
        "sides": SIDE_SAYS,
        "held": told,
        "happened": [(one, _side_at(found, one)) for one in cases.history_of(found.id)],
        "presses": presses(request, found, here),
        "opens_lines": {one: _opens_lines(request, one is side) for one in Side},
        "asked": found.order if found.order.number else None,
        "bootstrap": request.actor.holds(Role.LGO_BOOTSTRAP),
    }
    return page(request, "transfers/case.html", context)


def _opens_lines(request: OfficerRequest, own: bool) -> bool:
    """A line is opened by the LGO that keyed it, and not by a first account."""
    return own and policy.holds_anywhere(request.actor, Permission.MOVEMENT_VIEW)


def case_of(request: OfficerRequest, case: UUID) -> CaseView:
    """Raises ObjectDoesNotExist for a case of which this officer knows nothing."""
    found = cases.case(case, within=request.reach, day=request.actor.day)
    if not _may_see(request, found):
        raise ObjectDoesNotExist
    return found


def _seen(request: OfficerRequest) -> list[CaseView]:
    found = cases.cases(within=request.reach, day=request.actor.day)
    return [one for one in found if _may_see(request, one)]


def _may_see(request: OfficerRequest, found: CaseView) -> bool:
    """A first account sees no record (ID-02): only what its LGO asks for."""
    if not request.actor.holds(Role.LGO_BOOTSTRAP):
        return True
    return found.swap is None and found.side_of(_own(request)) is Side.RECEIVER


def _swaps(request: OfficerRequest) -> list[SwapView]:
    return swaps.swaps(within=request.reach, day=request.actor.day)


def _own(request: OfficerRequest) -> UUID | None:
    return own_lgo(request).pk if at_an_lgo(request) else None


def _rows(request: OfficerRequest, found: list[CaseView]) -> list[Row]:
    here = _own(request)
    signing = {one.sender.id for one in found if one.next_step in _SIGNING}
    pairs = pairs_of(signing | {one.receiver.id for one in found if one.next_step in _SIGNING}, request)
    return [_row(one, here, pairs) for one in found]


def _row(one: CaseView, here: UUID | None, pairs: frozenset[UUID]) -> Row:
    by_province = one.next_step in _SIGNING and one.person.id in pairs
    return Row(
        case=one,
        name=one.name_for(here),
        says=STATUS_SAYS[one.status],
        tone=STATUS_TONE[one.status],
        waits=BY_PROVINCE if by_province else STEP_SAYS[one.next_step],
        mine=one.turn is not None and one.turn is one.side_of(here) and not by_province,
    )


def _note(request: OfficerRequest, found: list[CaseView]) -> None:
    purpose = reading.OWN_WORK if at_an_lgo(request) else reading.PURPOSES["follow_up"].th
    path = min(request.reach.paths)
    reading.note(request.actor, CASE, [one.person.id for one in found], path, purpose)


def _side_at(found: CaseView, one: Happening) -> Words:
    for side, place in ((Side.SENDER, found.sender), (Side.RECEIVER, found.receiver)):
        if one.path == place.path:
            return SIDE_SAYS[side]
    return Words("–", "–")

"""สับเปลี่ยน: two people of two LGOs change places on one day, each into the other's post; both go, or neither. Pure.

Two transfer cases bear one key. What one side signs is held back until all four lines are signed, so no record ever
holds half of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.rules_of_projection import Line, project
from lhr.service_record.rules_of_transfers import TRANSFER_IN, CaseStatus
from lhr.service_record.rules_said import SR_05

_CASES = "transfers:list"


class SwapStatus(StrEnum):
    PROPOSED = "PROPOSED"  # the other LGO has not answered
    AGREED = "AGREED"  # both draw up and sign their orders; nothing is written in any record yet
    SIGNED = "SIGNED"  # both have signed; the day is to come
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class SideStep(StrEnum):
    """How far one of the two LGOs is."""

    ANSWER = "ANSWER"
    AWAIT_ANSWER = "AWAIT_ANSWER"
    PREPARE = "PREPARE"
    SIGN = "SIGN"
    SIGNED = "SIGNED"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class SwapFacts:
    """The open swap that a movement belongs to. `post` is the one that the other person leaves, with its number."""

    agreed: bool
    post: UUID | None
    number: str
    other_label: str


def status_of(stored: CaseStatus, *, agreed: bool) -> SwapStatus:
    """Return where a swap stands; `stored` is that of its two cases on the day."""
    if stored is CaseStatus.REQUESTED:
        return SwapStatus.AGREED if agreed else SwapStatus.PROPOSED
    by_case = {CaseStatus.DONE: SwapStatus.DONE, CaseStatus.CANCELLED: SwapStatus.CANCELLED}
    return by_case.get(stored, SwapStatus.SIGNED)


def step_of(status: SwapStatus, *, proposed: bool, lines: int, signed: int) -> SideStep:
    """Return what one side has to do: `lines` of its two are written, `signed` of them signed; `proposed` by it."""
    if status is SwapStatus.PROPOSED:
        return SideStep.AWAIT_ANSWER if proposed else SideStep.ANSWER
    if status is not SwapStatus.AGREED:
        return SideStep.NOTHING
    if signed == 2:
        return SideStep.SIGNED
    return SideStep.SIGN if lines == 2 else SideStep.PREPARE


def check_line(draft: MovementDraft, swap: SwapFacts, person_name: str) -> list[Finding]:
    """SR-05.9, .10: nobody writes before both agree, and each comes into the post that the other leaves."""
    if not swap.agreed:
        return [SR_05.finding(variant=9, step=_CASES, person=person_name, other=swap.other_label)]
    if draft.movement_code != TRANSFER_IN or draft.post_id == swap.post:
        return []
    return [SR_05.finding(variant=10, field="post", person=person_name, number=swap.number)]


def check_held(*, held: bool, person_name: str) -> list[Finding]:
    """SR-05.11: what one side has signed waits for the other, and is taken back with the whole only."""
    return [SR_05.finding(variant=11, field="verify", step=_CASES, person=person_name)] if held else []


def check_before_its_day(effective_on: date, today: date) -> list[Finding]:
    """SR-05.12: once it has taken effect it is not undone by one side."""
    return [] if today < effective_on else [SR_05.finding(variant=12, step=_CASES, date=in_full(effective_on))]


def check_goes(
    lines: list[Line], organisation: UUID, day: date, *, without: frozenset[UUID], person_name: str, label: str
) -> list[Finding]:
    """SR-05.13: whoever changes places serves the LGO up to and on that day and leaves a post there. `without` are the
    lines of the swap itself."""
    picture = project(n for n in lines if n.entry_id not in without and n.cancels not in without)
    held = picture.post_on(day)
    if picture.serves(organisation, day) and held is not None and held.organisation_id == organisation:
        return []
    said = {"person": person_name, "organisation": label, "date": in_full(day)}
    return [SR_05.finding(variant=13, field="person", step="", **said)]


def ended_before(lines: list[Line], organisation: UUID, day: date, *, without: frozenset[UUID], by: UUID) -> bool:
    """True when the line `by` ends the service from which the person was to be let go on that day: a transfer does not
    outlive who dies or leaves before it. `without` are the lines of the transfer itself."""
    rest = [n for n in lines if n.entry_id not in without and n.cancels not in without]
    was = project(n for n in rest if n.entry_id != by)
    return was.serves(organisation, day) and not project(rest).serves(organisation, day)

"""What a line of item 13 must keep to, and who may write and verify it. Pure: everything needed comes as a value.

The projection stands in rules_of_projection.py, the texts in rules_said.py; both are offered from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.service_record.drafts import Citation, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.rules_of_projection import (
    CancelEffect,
    EmploymentSpan,
    HeldPost,
    IncumbencySpan,
    Line,
    News,
    OverlaySpan,
    Projection,
    ServicePicture,
    cancelled,
    compare,
    first_lost,
    project,
    released,
)
from lhr.service_record.rules_said import (
    OR_02,
    OR_03,
    OR_04,
    PO_07,
    PO_08,
    RULES,
    SR_01,
    SR_02,
    SR_03,
    SR_04,
    SR_05,
    SR_06,
    SR_07,
    SR_08,
)
from lhr.standards.rules import Affects, MovementClass, NeedsCitation, RightsEffect

RETIREMENT_AGE_YEARS = 60
MINIMUM_AGE_YEARS = 18
TRANSFER_IN, TRANSFER_OUT, RETIRE, DEATH, APPOINT, OPENING = (
    "TRANSFER_IN",
    "TRANSFER_OUT",
    "RETIRE",
    "DEATH",
    "APPOINT",
    "OPENING",
)
CANCEL_ORDER = "CANCEL_ORDER"
# What the one movement screen offers; pay, leave and the rest of item 13 have screens of their own later.
OFFERED = (
    APPOINT,
    TRANSFER_IN,
    "REAPPOINT",
    "CONTRACT_START",
    "MOVE",
    "PROMOTE",
    TRANSFER_OUT,
    "RESIGN",
    RETIRE,
    "EARLY_RETIRE",
    DEATH,
    "DISCHARGE",
    "DISMISS",
    "EXPEL",
    "CONTRACT_END",
    "ACTING_FOR",
    "ACTING_IN",
    "ASSIGNED",
    "DELEGATED",
    "SECONDED",
    "SUSPENDED",
    "REMOVED_PENDING",
    CANCEL_ORDER,
)
_NO_MATCHING_RELEASE = Words(
    "ยังไม่มีคำสั่งให้โอนที่ตรวจสอบแล้วซึ่งตรงกัน", "there is no verified order of transfer out that matches"
)
_NO_COUNTERPART = Words("ยังไม่ระบุ อปท. คู่โอน", "the other LGO is not named")
_SAME_PLACE = Words("ต้นสังกัดและปลายทางเป็น อปท. เดียวกัน", "both sides are one LGO")
_ALREADY_RECEIVED = Words("อปท. ปลายทางรับโอนแล้ว", "the other LGO has received the person already")
_THE_OTHER_SIDE = Words("อปท. คู่โอน", "the other LGO")


class Movement(Protocol):
    """A movement type of the reference table."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def movement_class(self) -> str: ...
    @property
    def affects(self) -> str: ...
    @property
    def rights_effect(self) -> str: ...
    @property
    def needs_citation(self) -> str: ...
    @property
    def retro_grace_days(self) -> int: ...


def exit_date(born: date) -> date:
    """Return the first day out of service, 1 October, of an official born on `born`.

    An age is complete at the end of the day before the birthday, so who is born on 1 October completes sixty years on
    30 September and leaves in that same year. Gregorian years: Buddhist ones before 2484 would mislead.
    Source: rule SR-08, domain.md 6.3.
    """
    year = born.year + RETIREMENT_AGE_YEARS + (1 if (born.month, born.day) > (10, 1) else 0)
    return date(year, 10, 1)


def last_day_of_service(born: date) -> date:
    """Return the last day of service (30 September) of an official born on `born`."""
    return exit_date(born) - timedelta(days=1)


def retirement(born: date) -> Finding:
    """SR-08 as the screen shows it beside the person's birth date."""
    return SR_08.finding(
        exit_date=show(exit_date(born), "full"), last_day=show(last_day_of_service(born), "full")
    )


def is_start(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.START


def is_overlay(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.OVERLAY


def is_cancel(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.CANCEL


def check_citation(movement: Movement, citation: Citation, starts: date, today: date) -> list[Finding]:
    """OR-03: the document cited is whole. OR-02: it was signed by today, and by the effective day or with a reason."""
    enough = citation.is_order or (
        movement.needs_citation != NeedsCitation.ORDER
        and bool(citation.text.strip() or citation.number.strip())
    )
    found = [] if enough else [OR_03.finding()]
    signed = citation.signed_on
    if signed is None:
        return found
    if signed > today:
        return [*found, OR_02.finding(variant=1, field="citation_signed_on", signed=show(signed, "full"))]
    back = (signed - starts).days
    if movement.needs_citation == NeedsCitation.ORDER and back > movement.retro_grace_days:
        found.append(OR_02.finding(effective=show(starts, "full"), signed=show(signed, "full"), days=back))
    return found


def check_writer(
    *,
    writer: UUID | None,
    writer_is_registrar: bool,
    person: UUID,
    pair: frozenset[UUID],
    keeper: UUID | None,
    organisation: UUID,
    keeper_name: str,
    released_here: bool,
) -> list[Finding]:
    """SR-03: the LGO with custody writes, or the one to which the person was released; nobody writes the own record."""
    if writer == person:
        return [SR_03.finding(variant=2)]
    if writer_is_registrar and person not in pair:
        return [SR_03.finding(variant=3)]
    if keeper in (None, organisation) or released_here:
        return []
    return [SR_03.finding(variant=1, organisation=keeper_name)]


def check_verifier(
    *,
    account: UUID | None,
    verifier: UUID | None,
    keyed_by: UUID | None,
    keyed_by_person: UUID | None,
    person: UUID,
    pair: frozenset[UUID],
    as_province: bool,
    keeper_name: str = "",
) -> list[Finding]:
    """SR-02: another hand than the author's, never the person's own; the pair's own lines go to the province, and
    nothing else does (SR-03)."""
    own_work = (account is not None and account == keyed_by) or (
        verifier is not None and verifier == keyed_by_person
    )
    if own_work or verifier == person:
        return [SR_02.finding()]
    if person in pair and not as_province:
        return [SR_02.finding()]
    if person not in pair and as_province:
        return [SR_03.finding(variant=1, field="verify", organisation=keeper_name)]
    return []


def check_course(
    movement: Movement, starts: date, organisation: UUID, picture: ServicePicture, person_name: str
) -> list[Finding]:
    """SR-04 and PO-08: does this movement find the person where it supposes?

    `picture` is the person's service without this line.
    """
    match movement.movement_class:
        case MovementClass.START:
            return _check_begins(movement, starts, picture, person_name)
        case MovementClass.END:
            return _check_leaves(movement, starts, organisation, picture, person_name)
        case MovementClass.CHANGE | MovementClass.OVERLAY:
            return _check_serves(movement, starts, organisation, picture, person_name)
        case _:
            return []


def _check_begins(movement: Movement, starts: date, picture: ServicePicture, name: str) -> list[Finding]:
    standing = next((e for e in picture.employments if e.until is None or starts < e.until), None)
    if standing is None:
        return []
    values = {"person": name, "type": movement.name, "date": show(standing.starts, "full")}
    return [SR_04.finding(variant=3, **values)]


def _check_leaves(
    movement: Movement, starts: date, organisation: UUID, picture: ServicePicture, name: str
) -> list[Finding]:
    """One may leave before a day already set (a death before the retirement), but not twice on one day."""
    if any(e.organisation_id == organisation and e.until == starts for e in picture.employments):
        return [SR_04.finding(variant=2, person=name, type=movement.name, date=show(starts, "full"))]
    return _check_serves(movement, starts - timedelta(days=1), organisation, picture, name)


def _check_serves(
    movement: Movement, day: date, organisation: UUID, picture: ServicePicture, name: str
) -> list[Finding]:
    if picture.serves(organisation, day):
        return []
    left = [e.until for e in picture.employments if e.organisation_id == organisation and e.until is not None]
    ended = [until for until in left if until <= day + timedelta(days=1)]
    if not ended:
        return [SR_04.finding(variant=1)]
    return [SR_04.finding(variant=2, person=name, type=movement.name, date=show(max(ended), "full"))]


def no_start() -> Finding:
    """SR-04.1 for somebody of whom nothing is known here: the same answer for an unknown number and for one held
    elsewhere."""
    return SR_04.finding(variant=1)


def check_overlay(movement: Movement, draft: MovementDraft) -> list[Finding]:
    """SR-06: an overlay has its days; and what reads like an overlay is not keyed as a move."""
    said = f"{draft.position_text} {draft.remark}"
    if is_overlay(movement):
        backwards = draft.last_day is not None and draft.last_day < draft.starts
        lacking = draft.last_day is None and not draft.open_ended
        return [SR_06.finding(type=movement.name)] if backwards or lacking else []
    disguised = next((word for word in ("รักษาราชการแทน", "รักษาการ", "ช่วยราชการ") if word in said), None)
    if movement.movement_class == MovementClass.CHANGE and disguised:
        return [SR_06.finding(field="movement", type=disguised)]
    return []


def check_age(movement: Movement, born: date, starts: date, person_name: str) -> list[Finding]:
    """SR-07: eighteen years complete on the first day of service (at the end of the day before the birthday)."""
    if not is_start(movement):
        return []
    comes_of_age = _years_after(born, MINIMUM_AGE_YEARS)
    if starts >= comes_of_age:
        return []
    return [SR_07.finding(person=person_name, age=MINIMUM_AGE_YEARS, date=show(starts, "full"))]


def check_retirement(movement: Movement, born: date, starts: date) -> list[Finding]:
    """SR-08: the day of retirement is computed, whatever was typed."""
    if movement.code != RETIRE or starts == exit_date(born):
        return []
    out, last = exit_date(born), last_day_of_service(born)
    return [SR_08.finding(variant=1, exit_date=show(out, "full"), last_day=show(last, "full"))]


def check_release(draft: MovementDraft, organisation: UUID, person_name: str) -> list[Finding]:
    """SR-05 on a transfer out: the other LGO is named and is another one."""
    if draft.movement_code != TRANSFER_OUT:
        return []
    if draft.other_organisation_id is None and not draft.other_organisation_text.strip():
        return [_unpaired(person_name, _NO_COUNTERPART)]
    if draft.other_organisation_id == organisation:
        return [_unpaired(person_name, _SAME_PLACE)]
    return []


def check_received(*, released_here: bool, person_name: str) -> list[Finding]:
    """SR-05 on a transfer in of somebody known to the register. Whether the number is held elsewhere or unknown, the
    text is one: the asker learns nothing that the order did not say."""
    return [] if released_here else [_unpaired(person_name, _NO_MATCHING_RELEASE)]


def check_cancelling(
    draft: MovementDraft,
    movement: Movement,
    target: Line | None,
    standing: Sequence[Line],
    organisation: UUID,
    person_name: str,
) -> list[Finding]:
    """OR-04 and SR-05: a cancelling order names a standing line of this person and LGO, and undoes no transfer that
    the other side has completed. `standing` are the person's verified lines that nothing cancels yet."""
    if not is_cancel(movement):
        return []
    if target is None or target.organisation_id != organisation or target not in standing:
        return [OR_04.finding(type=movement.name, person=person_name)]
    if draft.cancel_effect is CancelEffect.FROM_DAY and target.movement_class is not MovementClass.OVERLAY:
        return [OR_04.finding(variant=1)]
    if target.movement_code == TRANSFER_OUT and _received(target, standing):
        return [_unpaired(person_name, _ALREADY_RECEIVED)]
    return _check_orphans(target, standing)


def _received(release: Line, standing: Iterable[Line]) -> bool:
    return any(
        n.movement_code == TRANSFER_IN
        and n.starts == release.starts
        and n.organisation_id != release.organisation_id
        for n in standing
    )


def _check_orphans(target: Line, standing: Sequence[Line]) -> list[Finding]:
    """SR-04: what rests on a start is cancelled before the start itself."""
    if target.movement_class is not MovementClass.START:
        return []
    rest = [n for n in standing if n.entry_id != target.entry_id]
    picture = project(rest)
    resting = (n for n in rest if n.organisation_id == target.organisation_id and n.starts >= target.starts)
    kinds = (MovementClass.CHANGE, MovementClass.OVERLAY)
    orphaned = any(
        n.movement_class in kinds and not picture.serves(n.organisation_id, n.starts) for n in resting
    )
    return [SR_04.finding(variant=1)] if orphaned else []


def check_posts_free(
    mine: Iterable[IncumbencySpan], others: Iterable[tuple[IncumbencySpan, str, str]]
) -> list[Finding]:
    """PO-07: no post of `mine` is held by another on a shared day. `others` come with post number and holder's name."""
    held = list(others)
    return [
        PO_07.finding(number=number, person=name, date=show(other.starts, "full"))
        for span in mine
        for other, number, name in held
        if other.post_id == span.post_id and other.period.overlaps(span.period)
    ]


def check_one_post(
    movement: Movement, starts: date, picture: ServicePicture, number: str, person_name: str
) -> list[Finding]:
    """PO-08: a start with a post finds nobody who holds one already; `number` is that of the post held."""
    if not is_start(movement) or picture.post_on(starts) is None:
        return []
    return [PO_08.finding(person=person_name, number=number)]


def check_changeable(status: str) -> list[Finding]:
    """SR-01: what is verified is not touched again."""
    return [SR_01.finding()] if status in ("VERIFIED", "STRUCK") else []


def check_reason(findings: Iterable[Finding], reason: str) -> list[Finding]:
    """Return the warnings that nobody answered: with a reason they pass, and the verifier sees it."""
    return [] if reason.strip() else [f for f in findings if f.weight is Weight.WARN]


def _unpaired(person_name: str, detail: Words) -> Finding:
    return SR_05.finding(person=person_name, detail=detail, other_organisation=_THE_OTHER_SIDE)


def _years_after(day: date, years: int) -> date:
    """The same day of the month so many years on; 29 February becomes 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


__all__ = [
    "OFFERED",
    "RULES",
    "Affects",
    "CancelEffect",
    "Citation",
    "EmploymentSpan",
    "HeldPost",
    "IncumbencySpan",
    "Line",
    "MovementClass",
    "MovementDraft",
    "NewPerson",
    "News",
    "OpeningRecord",
    "OverlaySpan",
    "Period",
    "Projection",
    "RightsEffect",
    "ServicePicture",
    "cancelled",
    "compare",
    "exit_date",
    "first_lost",
    "last_day_of_service",
    "project",
    "released",
]

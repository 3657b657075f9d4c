"""Whether a movement fits the service that it is laid upon: its course, its transfers, its posts, what it cancels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.rules_of_projection import (
    AMENDABLE,
    CancelEffect,
    EmploymentSpan,
    IncumbencySpan,
    Line,
    ServicePicture,
    endable,
    project,
)
from lhr.service_record.rules_said import OR_04, PO_07, PO_08, SR_04, SR_05
from lhr.service_record.rules_said_of_sections import CD_05
from lhr.standards.rules import MovementClass

TRANSFER_IN, TRANSFER_OUT, DEATH = "TRANSFER_IN", "TRANSFER_OUT", "DEATH"
_NO_MATCHING_RELEASE = Words(
    "ยังไม่มีคำสั่งให้โอนที่ตรวจสอบแล้วซึ่งตรงกัน", "there is no verified order of transfer out that matches"
)
_NO_COUNTERPART = Words("ยังไม่ระบุหน่วยงานคู่โอน", "the other LGO or agency is not named")
_SAME_PLACE = Words("ต้นสังกัดและปลายทางเป็น อปท. เดียวกัน", "both sides are one LGO")
_ALREADY_RECEIVED = Words("อปท. ปลายทางรับโอนแล้ว", "the other LGO has received the person already")
_THE_OTHER_SIDE = Words("หน่วยงานคู่โอน", "the other side")


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


def is_start(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.START


def ends_or_begins(movement: Movement) -> bool:
    return movement.movement_class in (MovementClass.START, MovementClass.END)


def is_overlay(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.OVERLAY


def is_cancel(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.CANCEL


def is_amend(movement: Movement) -> bool:
    return movement.movement_class == MovementClass.AMEND


def check_course(
    movement: Movement,
    starts: date,
    organisation: UUID,
    picture: ServicePicture,
    person_name: str,
    movement_names: Mapping[str, str],
    *,
    pays_only: bool = False,
) -> list[Finding]:
    """SR-04 and PO-08: does this movement find the person where it supposes?

    `picture` is the person's service without this line; `movement_names` say a kind of movement by its code.
    """
    match movement.movement_class:
        case MovementClass.START:
            return _check_begins(movement, starts, picture, person_name)
        case MovementClass.END:
            return _check_leaves(movement, starts, organisation, picture, person_name, movement_names)
        case MovementClass.CHANGE | MovementClass.OVERLAY:
            if pays_only and (found := _check_years_elsewhere(starts, organisation, picture, person_name)):
                return found
            return _check_serves(movement, starts, organisation, picture, person_name)
        case _:
            return []


def _check_begins(movement: Movement, starts: date, picture: ServicePicture, name: str) -> list[Finding]:
    standing = next((e for e in picture.employments if e.until is None or starts < e.until), None)
    if standing is None:
        return []
    values: dict[str, Any] = {"person": name, "type": movement.name, "date": in_full(standing.starts)}
    return [SR_04.finding(variant=3, **values)]


def _check_leaves(
    movement: Movement,
    starts: date,
    organisation: UUID,
    picture: ServicePicture,
    name: str,
    movement_names: Mapping[str, str],
) -> list[Finding]:
    """One may leave before a day already set (a death before the retirement; else with a reason), but not twice on one
    day."""
    mine = [e for e in picture.employments if e.organisation_id == organisation]
    same = next((e for e in mine if e.until == starts), None)
    if same is not None:
        return [_gone(same, movement, starts, name)]
    found = _check_serves(movement, starts - timedelta(days=1), organisation, picture, name)
    later = next((e for e in mine if e.until is not None and e.starts < starts < e.until), None)
    if found or later is None or later.until is None or movement.code == DEATH:
        return found
    said = movement_names.get(later.end_movement, later.end_movement)
    return [SR_04.finding(variant=4, person=name, other=said, date=in_full(later.until))]


def _gone(span: EmploymentSpan, movement: Movement, day: date, name: str) -> Finding:
    """SR-04.2 and .6: a transfer is no leaving of the service."""
    variant = 6 if span.end_movement == TRANSFER_OUT else 2
    return SR_04.finding(variant=variant, person=name, type=movement.name, date=in_full(day))


def check_death(movement: Movement, starts: date, today: date) -> list[Finding]:
    """SR-04.5: nobody's death is known ahead."""
    if movement.code != DEATH or starts <= today:
        return []
    return [SR_04.finding(variant=5, field="starts", date=in_full(starts))]


def _check_years_elsewhere(day: date, organisation: UUID, picture: ServicePicture, name: str) -> list[Finding]:
    """SR-04.7: an order of the LGO of before, about pay of its own years, is keyed by the one that keeps the record."""
    then = picture.employment_on(day)
    came = any(e.organisation_id == organisation and e.starts > day for e in picture.employments)
    if then is None or then.organisation_id == organisation or not came:
        return []
    return [SR_04.finding(variant=7, person=name, date=in_full(day))]


def _check_serves(
    movement: Movement, day: date, organisation: UUID, picture: ServicePicture, name: str
) -> list[Finding]:
    if picture.serves(organisation, day):
        return []
    left = [(e.until, e) for e in picture.employments if e.organisation_id == organisation and e.until is not None]
    ended = [(until, e) for until, e in left if until <= day + timedelta(days=1)]
    if not ended:
        return [SR_04.finding(variant=1)]
    until, last = max(ended, key=lambda one: one[0])
    return [_gone(last, movement, until, name)]


def no_start() -> Finding:
    """SR-04.1 for somebody of whom nothing is known here: the same answer for an unknown number and for one held
    elsewhere."""
    return SR_04.finding(variant=1)


def check_release(draft: MovementDraft, organisation: UUID, person_name: str) -> list[Finding]:
    """SR-05 on a transfer out, and on the receipt of somebody without a record: the other LGO, or the agency outside,
    is named and is another one."""
    opens = draft.movement_code == TRANSFER_IN and draft.new_person is not None
    if draft.movement_code != TRANSFER_OUT and not opens:
        return []
    if draft.other_organisation_id is None and not draft.other_organisation_text.strip():
        return [_unpaired(person_name, _NO_COUNTERPART)]
    if draft.other_organisation_id == organisation:
        return [_unpaired(person_name, _SAME_PLACE)]
    return []


def check_received(*, released_here: bool, person_name: str) -> list[Finding]:
    """SR-05 on a transfer in of somebody known to the register. Whether the number is held elsewhere or unknown, the
    text is one: the asker learns nothing that the order did not say."""
    return [] if released_here else [_unpaired(person_name, _NO_MATCHING_RELEASE, "transfers:ask")]


def check_seen(*, seen: bool, person_name: str) -> list[Finding]:
    """SR-05.14: an order receives whom the sending LGO has released, and shows nothing of anybody else."""
    return [] if seen else [SR_05.finding(variant=14, step="transfers:list", field="person", person=person_name)]


def check_cancelling(
    draft: MovementDraft,
    movement: Movement,
    target: Line | None,
    standing: Sequence[Line],
    organisation: UUID,
    person_name: str,
    *,
    whole: bool = False,
) -> list[Finding]:
    """OR-04 and SR-05: a cancelling order names a standing line of this person and LGO, and undoes no transfer that
    the other side has completed, unless the `whole` falls with it. `standing` are the person's verified lines that
    nothing cancels yet."""
    if not is_cancel(movement):
        return []
    if target is None or not _undone_here(target, organisation) or target not in standing:
        return [OR_04.finding(type=movement.name, person=person_name)]
    wrong = check_effect(draft.cancel_effect, draft.starts, target.movement_class, target.movement_code, target.starts)
    if wrong:
        return wrong
    if target.movement_code == TRANSFER_OUT and not whole and _received(target, standing):
        return [_unpaired(person_name, _ALREADY_RECEIVED)]
    return _check_orphans(target, standing)


def _undone_here(target: Line, organisation: UUID) -> bool:
    """The LGO that keeps the record undoes what another one keyed of its own years, by an order of that one; what
    begins or ends a service there stays as that one signed it. That it keeps the record, SR-03 says."""
    return target.organisation_id == organisation or _follows(target.movement_class)


def follows_the_record(movement: Movement) -> bool:
    """True for what who keeps the record now may undo though another LGO keyed it: changes of post and pay, duties."""
    return _follows(movement.movement_class)


def _follows(of_class: str) -> bool:
    return of_class in (MovementClass.CHANGE, MovementClass.OVERLAY)


def check_effect(
    effect: CancelEffect, day: date, of_class: MovementClass, code: str, starts: date
) -> list[Finding]:
    """OR-04.1, .3: from a day on is cancelled what changes post, pay or duty, and from a day after its first one."""
    if effect is CancelEffect.FROM_START:
        return []
    if not endable(of_class, code):
        return [OR_04.finding(variant=1)]
    return [] if starts < day else [OR_04.finding(variant=3, field="starts", date=in_full(starts))]


def check_amending(
    draft: MovementDraft,
    movement: Movement,
    target: Line | None,
    standing: Sequence[Line],
    organisation: UUID,
    person_name: str,
) -> list[Finding]:
    """OR-04: an amending order names a standing line of this person and LGO that changes post or pay, or the one that
    began the service and then on its own day; ends, transfers and overlays are cancelled and keyed anew."""
    if not is_amend(movement):
        return []
    if target is None or not _undone_here(target, organisation) or target not in standing:
        return [OR_04.finding(field="amends", type=movement.name, person=person_name)]
    begins = target.movement_class is MovementClass.START
    if _amendable(target.movement_class, target.movement_code) and (not begins or target.starts == draft.starts):
        return []
    return [OR_04.finding(variant=2, field="amends")]


def is_amendable(movement: Movement) -> bool:
    """True for what an amending order may correct: what changes post or pay, and what began the service."""
    return _amendable(movement.movement_class, movement.code)


def _amendable(of_class: str, code: str) -> bool:
    return of_class in AMENDABLE and code != TRANSFER_IN


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
        n.movement_code == TRANSFER_OUT  # released onward: that order is cancelled first
        or (n.movement_class in kinds and not picture.serves(n.organisation_id, n.starts))
        for n in resting
    )
    return [SR_04.finding(variant=1)] if orphaned else []


def check_striking(
    target: Line,
    standing: Sequence[Line],
    movements: Mapping[str, Movement],
    person_name: str,
) -> list[Finding]:
    """CD-05.4, .5: a line that others rest on, or the only one of the service, is not struck. `standing` are the
    person's verified lines that nothing cancels, `target` among them; one that a standing order speaks of is left to
    that order."""
    rest = [line for line in standing if line.entry_id != target.entry_id]
    names = {code: movement.name for code, movement in movements.items()}
    if len(rest) == len(standing):
        return [CD_05.finding(variant=3, field="why")]
    if project(standing).employments and not project(rest).employments:
        return [CD_05.finding(variant=5, field="why", person=person_name)]
    for line in sorted(rest, key=lambda one: (one.starts, one.seq)):
        speaks_of_it = target.entry_id in (line.cancels, line.amends)
        if speaks_of_it or (_misplaced(line, rest, movements) and not _misplaced(line, standing, movements)):
            said, on = names[line.movement_code], in_full(line.starts)
            return [CD_05.finding(variant=4, field="why", type=said, date=on)]
    return []


def _misplaced(line: Line, lines: Sequence[Line], movements: Mapping[str, Movement]) -> bool:
    """Would this line be refused now, laid upon the others?"""
    picture = project(one for one in lines if one.entry_id != line.entry_id)
    found = check_course(movements[line.movement_code], line.starts, line.organisation_id, picture, "", {})
    return any(one.weight is Weight.BLOCK for one in found)


def check_posts_free(
    mine: Iterable[IncumbencySpan], others: Iterable[tuple[IncumbencySpan, str, str]]
) -> list[Finding]:
    """PO-07: no post of `mine` is held by another on a shared day. `others` come with post number and holder's name."""
    held = list(others)
    return [
        PO_07.finding(number=number, person=name, date=in_full(other.starts))
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


def _unpaired(person_name: str, detail: Words, step: str = "") -> Finding:
    said: dict[str, Any] = {"person": person_name, "detail": detail, "other_organisation": _THE_OTHER_SIDE}
    return SR_05.finding(step=step, **said)

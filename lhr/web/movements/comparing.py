"""The lines that wait, each with the old and the new side by side; as many queries for forty lines as for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.identity import queries as identity
from lhr.kernel.words import Words
from lhr.registry_rights import seats
from lhr.registry_rights.queries import appointments_bulk
from lhr.registry_rights.seats import Tenure
from lhr.service_record import queries as service
from lhr.service_record import reading
from lhr.service_record.card_view import CardLineView
from lhr.service_record.line_history import told_apart
from lhr.service_record.line_view import LineView
from lhr.service_record.pay_cases import UNPAID, Paid, sides
from lhr.service_record.rules import (
    TRANSFER_OUT,
    Line,
    MovementClass,
    ServicePicture,
    before_receipt,
    is_cancel,
    is_overlay,
    project,
)
from lhr.web.movements import effects
from lhr.web.movements.effects import Compared, Course, Effect
from lhr.web.shared.requests import OfficerRequest

WAITS = "SUBMITTED"
_LAST = 10**9


@dataclass(frozen=True)
class Card:
    """One line with what it changes. `by_province`: the person holds a right here, so the province verifies.

    `since` is the day on which old and new are compared; `other` the line that this one cancels, or that cancels it;
    `target` the verified line that it corrects; `left` number and name of the post that was held up to a day on which
    the line begins a service.
    """

    line: LineView
    compared: Compared
    effects: list[Effect]
    by_province: bool
    mine_to_verify: bool
    since: date
    other: LineView | None = None
    keyed_by: str = ""
    verified_by: str = ""
    paid: Paid = UNPAID
    target: LineView | None = None
    left: tuple[str, str] = ("", "")

    @property
    def differs(self) -> bool:
        """True when the person stands otherwise with it than without it."""
        return any(changed for *_, changed in self.compared.rows)

    @property
    def corrected(self) -> list[tuple[Words, Words, Words, bool]]:
        """What the corrected line says and what it would say, piece by piece: a clerical correction may change nothing
        of the service, as a mistyped order number does not."""
        return told_apart(self.target, self.line) if self.target and not self.line.strikes else []


def cards(request: OfficerRequest, lines: Sequence[LineView]) -> list[Card]:
    """Return the lines with old and new, in their order."""
    day = request.actor.day
    by_person = reading.lines_by_person({line.person.id for line in lines})
    tenures = appointments_bulk({line.organisation_id for line in lines})
    sides = {line.id: _sides(line, by_person[line.person.id]) for line in lines}
    paid = {line.id: _paid(line, by_person[line.person.id]) for line in lines}
    labels = effects.labels_for((picture for pair in sides.values() for picture in pair), day)
    beside = {line.id: _beside(line, by_person[line.person.id]) for line in lines}
    wanted = {*beside.values(), *(line.corrects for line in lines)}
    others = service.lines_named(filter(None, wanted), within=request.reach, day=day)
    hands = {account for line in lines for account in (line.keyed_by, line.verified_by) if account}
    named = identity.names_of(hands, day)
    made = []
    for line in lines:
        mine = tenures.get(line.organisation_id, [])
        to = None if is_overlay(line.movement) else line.last_day
        course = Course(line.person.id, line.organisation_id, *sides[line.id], mine, paid[line.id], to)
        pair = pair_among(mine, day)
        undoes = is_cancel(line.movement) or line.corrects
        since = effects.first_change(course) if undoes else None
        since = since or line.starts
        made.append(
            Card(
                line,
                _compared(course, line, since, day, labels),
                effects.effects(course, day, labels),
                line.person.id in pair,
                may_verify(request, line, pair),
                since,
                _among(others, beside[line.id]),
                named.get(line.keyed_by, "") if line.keyed_by else "",
                named.get(line.verified_by, "") if line.verified_by else "",
                paid[line.id],
                _among(others, line.corrects),
                _left(line, sides[line.id][0], labels),
            )
        )
    return made


def _among(lines: Mapping[UUID, LineView], wanted: UUID | None) -> LineView | None:
    return lines.get(wanted) if wanted else None


def _beside(line: LineView, lines: Sequence[Line]) -> UUID | None:
    """Return the line that this one cancels or amends, or the verified one that does so to it."""
    if line.cancels or line.amends:
        return line.cancels or line.amends
    return next((n.entry_id for n in lines if n.verified and line.id in (n.cancels, n.amends)), None)


def _compared(course: Course, line: LineView, since: date, day: date, labels: effects.Labels) -> Compared:
    made = effects.compared(course, since, day, labels)
    if line.movement.code != TRANSFER_OUT or course.after.employment_on(since) is not None:
        return made
    # Nobody who is transferred has left the service: the other LGO has not keyed the receiving yet.
    other = line.other_organisation
    gone = Words(
        f"โอนไป {other} (รอปลายทางบันทึกรับโอน)", f"transferred to {other}, which has not keyed the receiving yet"
    )
    if line.outside:
        gone = Words(f"โอนไป {other} (หน่วยงานนอกระบบนี้)", f"transferred to {other}, an agency outside this register")
    return replace(made, new=replace(made.new, place=gone))


def card_of(request: OfficerRequest, line: LineView) -> Card:
    return cards(request, [line])[0]


def may_verify(request: OfficerRequest, line: LineView | CardLineView, pair: frozenset[UUID]) -> bool:
    """Say whether the button is offered; the action asks the rules themselves (SR-02, PE-04)."""
    actor = request.actor
    own_work = actor.account_id == line.keyed_by or actor.person_id in (line.keyed_by_person, line.person.id)
    held = isinstance(line, LineView) and line.held  # signed already; the other side of a swap is next
    if line.status != WAITS or own_work or held:
        return False
    if policy.can(actor, Permission.MOVEMENT_VERIFY, line.organisation_path):
        return not for_province(line, pair)
    return for_province(line, pair) and policy.can(
        actor, Permission.MOVEMENT_VERIFY_PAIR, line.organisation_path
    )


def for_province(line: LineView | CardLineView, pair: frozenset[UUID]) -> bool:
    """True for the own lines of the pair, and for a change of birth date that the registrar has endorsed."""
    return line.person.id in pair or (isinstance(line, CardLineView) and line.endorsed)


def pair_among(tenures: Sequence[Tenure], day: date) -> frozenset[UUID]:
    """Return who of these holds a right on the day."""
    return frozenset(t.person for t in seats.pair_on(tenures, day).values() if t is not None)


def _left(line: LineView, before: ServicePicture, labels: effects.Labels) -> tuple[str, str]:
    """Of who comes from another LGO that very day, or served here before."""
    held = before.held_up_to(line.starts) if line.movement.movement_class is MovementClass.START else None
    seat = labels.seats.get(held.post_id) if held else None
    if held is None or seat is None or (held.until != line.starts and held.organisation_id != line.organisation_id):
        return "", ""
    return seat.number, seat.name


def _sides(line: LineView, lines: Sequence[Line]) -> tuple[ServicePicture, ServicePicture]:
    """Return the person's service as verified without this line, and with it. Nobody would have received the person
    without the release."""
    rest, all_of_them = _without_and_with(line, lines)
    release = next((n for n in lines if n.entry_id == line.id and n.movement_code == TRANSFER_OUT), None)
    if release is not None:
        rest = before_receipt(rest, release.other, release.starts)
    return project(rest), project(all_of_them)


def _paid(line: LineView, lines: Sequence[Line]) -> Paid:
    """Return level and pay on the line's day without it, and with it. Later lines of that day do not count: they were
    not yet there when it was written."""
    mine = (line.id, line.corrects)
    known = [n for n in lines if n.entry_id in mine or (n.starts, n.seq) < _place(line, lines)]
    return sides(*_without_and_with(line, known), line.starts)


def _place(line: LineView, lines: Sequence[Line]) -> tuple[date, int]:
    return next(((n.starts, n.seq) for n in lines if n.entry_id == line.id), (line.starts, _LAST))


def _without_and_with(line: LineView, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    rest = [n for n in lines if n.entry_id != line.id]
    mine = [replace(n, verified=True) for n in lines if n.entry_id == line.id and not n.strikes]
    # What a line corrects is struck by it.
    return rest, [*(n for n in rest if n.entry_id != line.corrects), *mine]

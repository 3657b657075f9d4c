"""The lines that wait, each with the old and the new side by side; as many queries for forty lines as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.registry_rights import seats
from lhr.registry_rights.queries import appointments_bulk
from lhr.registry_rights.seats import Tenure
from lhr.service_record import reading
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import Line, ServicePicture, project
from lhr.web.movements import effects
from lhr.web.movements.effects import Compared, Course, Effect
from lhr.web.shared.requests import OfficerRequest

WAITS = "SUBMITTED"


@dataclass(frozen=True)
class Card:
    """One line with what it changes. `by_province`: the person holds a right here, so the province verifies."""

    line: LineView
    compared: Compared
    effects: list[Effect]
    by_province: bool
    mine_to_verify: bool


def cards(request: OfficerRequest, lines: Sequence[LineView]) -> list[Card]:
    """Return the lines with old and new, in their order."""
    day = request.actor.day
    by_person = reading.lines_by_person({line.person.id for line in lines})
    tenures = appointments_bulk({line.organisation_id for line in lines})
    sides = {line.id: _sides(line, by_person[line.person.id]) for line in lines}
    labels = effects.labels_for((picture for pair in sides.values() for picture in pair), day)
    made = []
    for line in lines:
        mine = tenures.get(line.organisation_id, [])
        course = Course(line.person.id, line.organisation_id, *sides[line.id], mine)
        pair = _pair(mine, day)
        made.append(
            Card(
                line,
                effects.compared(course, line.starts, day, labels),
                effects.effects(course, day, labels),
                line.person.id in pair,
                may_verify(request, line, pair),
            )
        )
    return made


def card_of(request: OfficerRequest, line: LineView) -> Card:
    return cards(request, [line])[0]


def may_verify(request: OfficerRequest, line: LineView, pair: frozenset[UUID]) -> bool:
    """Say whether the button is offered; the action asks the rules themselves (SR-02)."""
    actor = request.actor
    own_work = actor.account_id == line.keyed_by or actor.person_id in (line.keyed_by_person, line.person.id)
    if line.status != WAITS or own_work:
        return False
    if line.person.id in pair:
        return not policy.can(actor, Permission.MOVEMENT_VERIFY, line.organisation_path) and policy.can(
            actor, Permission.MOVEMENT_VERIFY_PAIR, line.organisation_path
        )
    return policy.can(actor, Permission.MOVEMENT_VERIFY, line.organisation_path)


def _pair(tenures: Sequence[Tenure], day: date) -> frozenset[UUID]:
    return frozenset(t.person for t in seats.pair_on(tenures, day).values() if t is not None)


def _sides(line: LineView, lines: Sequence[Line]) -> tuple[ServicePicture, ServicePicture]:
    """Return the person's service as verified without this line, and with it."""
    rest = [n for n in lines if n.entry_id != line.id]
    mine = [replace(n, verified=True) for n in lines if n.entry_id == line.id]
    return project(rest), project([*rest, *mine])

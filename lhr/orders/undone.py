"""What of an order in the records stands and can be undone by another one, and what of it is another LGO's to undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.events import publish
from lhr.kernel.rules import Finding
from lhr.orders import queries, rules
from lhr.orders.drawn import Drawn
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.service_record import actions as service
from lhr.service_record import reading, swapping
from lhr.service_record import rules as of_course
from lhr.service_record.events import OrderCancelledElsewhere
from lhr.service_record.models import ServiceLine
from lhr.standards import queries as standards
from lhr.standards.rules import MovementClass


@dataclass(frozen=True)
class Standing:
    """The lines of an order that count: those that its LGO may undo, and those in records that another LGO keeps now,
    by that LGO: what is cancelled of them it records itself, citing this LGO's order."""

    here: tuple[Drawn, ...]
    elsewhere: dict[UUID, tuple[Drawn, ...]]


def standing(row: Order, day: date) -> Standing:
    """Read it as of today, whatever the day on which the undoing is to take effect."""
    states = queries.written(row.entry_id, day)
    found = [one for one in queries.lines_of(row.entry_id) if states.get(one.id) == ServiceLine.Status.VERIFIED]
    keepers = reading.keepers((one.draft.person_id for one in found if one.draft.person_id), day)
    here: list[Drawn] = []
    elsewhere: dict[UUID, tuple[Drawn, ...]] = {}
    for one in found:
        keeper = keepers.get(one.draft.person_id) if one.draft.person_id else None
        if keeper in (None, row.organisation_id) or _yet_to_begin(one, day):
            here.append(one)
        elif keeper is not None:
            elsewhere[keeper] = (*elsewhere.get(keeper, ()), one)
    return Standing(tuple(here), elsewhere)


def _yet_to_begin(line: Drawn, day: date) -> bool:
    """Whom this LGO takes in from a later day it may leave where he is."""
    movement = standards.movement_types()[line.draft.movement_code]
    return movement.movement_class == MovementClass.START and day < line.draft.starts


def is_amendable(line: Drawn) -> bool:
    """False for a line that is cancelled and drawn up anew instead: a transfer, a duty, what ends a service."""
    return of_course.is_amendable(standards.movement_types()[line.draft.movement_code])


def check_whole(row: Order, lines: Iterable[Drawn], day: date) -> list[Finding]:
    """OR-08.4: a cancelling order has one line for every line of the other that stands and is this LGO's to undo."""
    if row.kind != OrderKind.CANCELLATION or row.cancels is None:
        return []
    stands = {one.id for one in standing(queries.row_of(row.cancels), day).here}
    named = {line.draft.cancels for line in lines}
    return rules.check_whole(standing=len(stands), lacking=len(stands - named))


def hold(order_id: UUID) -> None:
    """Let nobody else write of the people of this order, or of who changes places with them, until the transaction
    ends: all at once, for two who take some first and others later may wait for each other."""
    people.hold(swapping.together({one.draft.person_id for one in queries.lines_of(order_id) if one.draft.person_id}))


def take_back(by: Actor, cancelled: UUID) -> None:
    """The lines of the cancelled order that still wait for the province go with it."""
    waiting = ServiceLine.objects.known().filter(
        entry_id__in=[line.id for line in queries.lines_of(cancelled)],
        status__in=(ServiceLine.Status.SUBMITTED, ServiceLine.Status.RETURNED),
    )
    for line in waiting:
        service.take_back(by=by, line_id=line.entry_id, version=line.version)


def keepers(found: Standing, day: date) -> str:
    """The LGOs that keep the records of the others, as they are called."""
    return ", ".join(organisations.view_of(one, day).full_name for one in found.elsewhere)


def names_elsewhere(found: Standing, day: date) -> list[tuple[str, str]]:
    """Whose lines are another LGO's to undo: name and LGO, in the order of the lines."""
    lines = (one for each in found.elsewhere.values() for one in each)
    named = people.views({who for one in lines if (who := one.draft.person_id)}, day)
    return [
        (named[one.draft.person_id].name, organisations.view_of(keeper, day).full_name)
        for keeper, each in found.elsewhere.items()
        for one in each
        if one.draft.person_id
    ]


def tell(by: Actor, row: Order, cancelled: Order) -> None:
    """Publish to each LGO that keeps some of the records what it has to cancel there itself."""
    for keeper, each in standing(cancelled, by.day).elsewhere.items():
        old, new = (f"{one.number}/{one.year}" for one in (cancelled, row))
        for who in dict.fromkeys(one.draft.person_id for one in each):
            if who is not None:
                publish(OrderCancelledElsewhere(row.organisation_id, keeper, who, old, new, by))

"""Sentences about a right that several screens, notices and refusals share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lhr.access.roles import ROLE_SAYS
from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full, said
from lhr.kernel.words import Words, filled
from lhr.people import queries as people
from lhr.registry_rights import fates
from lhr.registry_rights.proofs import ORDER_OVER, POST_LOST, serves
from lhr.registry_rights.rules_said import RR_04
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import STATE_SAYS, Ended, State
from lhr.service_record import queries as service
from lhr.standards import queries as standards

_POST_LOST = Words("พ้นจากตำแหน่งที่เป็นเหตุแห่งสิทธิ", "the post that gave the right was left")
_ORDER_OVER = Words("คำสั่งให้รักษาการหรือมอบหมายสิ้นสุดหรือถูกยกเลิก", "the order to act has ended or was cancelled")

_BY_ORDER = Words("ตามคำสั่งที่ {number} ลงวันที่ {signed}", "by order {number} of {signed}")
_BY_NUMBER = Words("ตามคำสั่งที่ {number}", "by order {number}")
_WITH_ORDER = Words("{why} {order}", "{why} {order}")


def movement_says(code: str) -> Words:
    """Return how the standard table names a movement; a code that it does not know is shown as it is."""
    if code in ("", POST_LOST):
        return _POST_LOST
    if code == ORDER_OVER:
        return _ORDER_OVER
    found = standards.movement_types().get(code)
    return Words(found.name, found.name_en) if found else Words(code, code)


def cause_of_end(tenure: Tenure) -> Words:
    """Return what ends or ended the right: the movement, the order's last day, a successor, the LGO's own word."""
    return fates.cause(tenure, movement_says)


def why_ended(tenure: Tenure, day: date = date.min) -> Words:
    """Return the cause, and what it came to where the right never was in force by `day`."""
    return fates.why(tenure, day, movement_says)


def whys(tenures: Iterable[Tenure], day: date) -> dict[UUID, Words]:
    """Return for each appointment why it has ended or will end, a movement with its order; one query at most."""
    every = list(tenures)
    orders = service.orders_of(
        (t.person, t.movement, t.moved_on) for t in every if t.ended is Ended.MOVED and t.moved_on is not None
    )

    def says(tenure: Tenure) -> Words:
        order = orders.get((tenure.person, tenure.movement, tenure.moved_on)) if tenure.moved_on else None
        because = why_ended(tenure, day)
        if order is None or tenure.ended is not Ended.MOVED:
            return because
        number = Words(to_arabic(order.number), to_arabic(order.number))
        signed = said(order.signed_on) if order.signed_on else Words("", "")
        cited = filled(_BY_ORDER if order.signed_on else _BY_NUMBER, number=number.literal(), signed=signed)
        return filled(_WITH_ORDER, why=because, order=cited)

    return {tenure.entry: says(tenure) for tenure in every}


def suspension_is_over(tenure: Tenure, day: date) -> bool:
    """True when the suspension that took the right had a last day of its own, which has passed: the person is back in
    the post, but the right does not come back by itself."""
    if tenure.ended is not Ended.MOVED or tenure.moved_on is None:
        return False
    picture = service.service_of(tenure.person)
    taken_by = picture.suspended_on(tenure.organisation, tenure.moved_on)
    back = serves(picture, tenure.organisation, day) and not picture.suspended_on(tenure.organisation, day)
    return taken_by is not None and back


def right_ended(tenure: Tenure, day: date, covered_by: Tenure | None = None) -> Finding:
    """RR-04 for an appointment that has ended, will end, or rests under an acting registrar (`covered_by`)."""
    name = people.view_of(tenure.person, day).name
    when = covered_by.starts if covered_by else tenure.until or tenure.starts
    why = STATE_SAYS[State.COVERED] if covered_by else cause_of_end(tenure)
    role = ROLE_SAYS[tenure.role]
    return RR_04.finding(step="rights:edit", role=role, person=name, date=in_full(when), movement=why)

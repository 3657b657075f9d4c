"""Whom an LGO may name, and whom the record proposes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import national_id as numbers
from lhr.people import queries as people
from lhr.people import vault
from lhr.registry_rights import seats
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.proofs import HR_LINE, PALAD_LINE
from lhr.registry_rights.queries.appointments import appointments_of
from lhr.registry_rights.terms import Capacity
from lhr.service_record import queries as service
from lhr.service_record.models import Employment


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody whom the record shows as the obvious holder, from `starts` on; the officer still confirms. An acting
    registrar comes with the order and its days."""

    role: Role
    capacity: Capacity
    person_id: UUID
    person_name: str
    post_name: str
    starts: date
    last_day: date | None = None
    order_number: str = ""
    order_signed_on: date | None = None


def is_cold(organisation_id: UUID) -> bool:
    """True while nothing verified says who serves the LGO: its record can prove no post yet."""
    return not Employment.objects.filter(organisation=organisation_id).exists()


def known_here(person_id: UUID, organisation_id: UUID, day: date) -> bool:
    """True when the LGO may be shown the name: its own people, of today or once, and those it has named before."""
    if any(e.organisation_id == organisation_id for e in service.service_of(person_id).employments):
        return True
    if service.custody(person_id, day) == organisation_id:
        return True
    return Appointment.objects.filter(person=person_id, organisation=organisation_id).exists()


def ticket_of(by: Actor, national_id: str) -> str:
    """Return the proof that this account searched this number today; keyed, so that it cannot be made up."""
    digits = numbers.read(national_id).digits
    return vault.digest(f"search|{by.account_id}|{by.day.isoformat()}|{digits}")


def proposals(organisation_id: UUID, day: date) -> list[Proposal]:
    """Return whom the record shows for each role where somebody else or nobody is named: who holds the post today, who
    acts for the ปลัด by a verified order, who will hold the post when the present right has ended; one a role."""
    everyone = appointments_of(organisation_id)
    found = [
        *_sitting(organisation_id, everyone, day),
        *_acting(organisation_id, everyone, day),
        *_coming(organisation_id, everyone, day),
    ]
    return list({one.role: one for one in reversed(found)}.values())


def _acting(organisation_id: UUID, everyone: list[seats.Tenure], day: date) -> list[Proposal]:
    """Who acts for the ปลัด by an order of the record and is not named for those days."""
    found = []
    for order in service.acting_palads(organisation_id, day):
        named = any(
            t.role is Role.REGISTRAR and t.person == order.person_id and _goes_on(t, day) and t.until is not None
            and order.covers_any(t.starts, t.until - timedelta(days=1))
            for t in everyone
        )
        if named:
            continue
        starts = max(order.starts, day)
        made = _proposal(Role.REGISTRAR, Capacity.ACTING, order.person_id, organisation_id, starts)
        found.append(
            replace(made, last_day=order.last_day, order_number=order.number, order_signed_on=order.signed_on)
        )
    return found[:1]


def _coming(organisation_id: UUID, everyone: list[seats.Tenure], day: date) -> list[Proposal]:
    """Who will hold the post that proves the role from a day on which nobody is named for it."""
    posts = (
        (Role.REGISTRAR, Capacity.PALAD, PALAD_LINE),
        (Role.OFFICER, Capacity.HR_OFFICER, HR_LINE),
    )
    found = []
    for role, capacity, line in posts:
        seat = service.next_holder(organisation_id, line, day, palad=role is Role.REGISTRAR)
        if seat is None or seats.holder_on(everyone, role, seat.starts) is not None:
            continue
        if not any(t.role is role and t.person == seat.person_id and _goes_on(t, seat.starts) for t in everyone):
            found.append(_proposal(role, capacity, seat.person_id, organisation_id, seat.starts))
    return found


def _sitting(organisation_id: UUID, everyone: list[seats.Tenure], day: date) -> list[Proposal]:
    """The ปลัด and the only holder of line 3102 today."""
    holding = service.holders_of_line(organisation_id, HR_LINE, day)
    obvious = (
        (Role.REGISTRAR, Capacity.PALAD, service.palad_of(organisation_id, day)),
        (Role.OFFICER, Capacity.HR_OFFICER, holding[0] if len(holding) == 1 else None),
    )
    found = []
    for role, capacity, person in obvious:
        named = any(t.role is role and t.person == person and _goes_on(t, day) for t in everyone)
        if person is not None and not named and not _vacancy_is_no_matter(everyone, role, capacity, day):
            found.append(_proposal(role, capacity, person, organisation_id, day))
    return found


def _vacancy_is_no_matter(everyone: list[seats.Tenure], role: Role, capacity: Capacity, day: date) -> bool:
    """An assigned officer, chosen over the holder of line 3102, is a choice already made."""
    holder = seats.holder_on(everyone, role, day)
    return capacity is Capacity.HR_OFFICER and holder is not None


def _goes_on(tenure: seats.Tenure, day: date) -> bool:
    return not tenure.void and (tenure.until is None or day < tenure.until)


def _proposal(role: Role, capacity: Capacity, person: UUID, organisation_id: UUID, day: date) -> Proposal:
    where = service.posting(person, organisation_id, day)
    name = people.view_of(person, day).name
    return Proposal(role, capacity, person, name, where.name if where else "", day)

"""The appointments on file, as the pure values that seats.py reckons with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.documents import cited
from lhr.kernel import clock
from lhr.organisations.queries import inside
from lhr.registry_rights import seats
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import Capacity, Cover, Ended


def rows_of(organisation_id: UUID, known_at: int | None = None) -> list[Appointment]:
    """Return every appointment of the LGO, ended ones too, in order of their start."""
    mine = Appointment.objects.known(known_at).filter(organisation=organisation_id)
    return list(mine.select_related("recorded", "organisation").order_by("starts", "recorded_id"))


# What of an appointment is reckoned with, as `_tenure` takes it.
_SAID = (
    "entry_id", "organisation_id", "role", "person_id", "capacity", "cover", "starts", "granted_until", "closed_on",
    "moved_on", "suspended_by_movement", "took_effect", "refused_reason", "unproven", "order_number", "order_signed_on",
    "ended_text", "until", "void", "ended_reason",
)  # fmt: skip


def tenure_of(row: Appointment) -> Tenure:
    return _tenure([getattr(row, name) for name in _SAID])


def _tenure(said: Sequence[Any]) -> Tenure:
    (
        entry, organisation, role, person, capacity, cover, starts, granted_until, closed_on,
        moved_on, movement, took_effect, refused, unproven, order_number, order_signed_on,
        ended_text, until, void, ended,
    ) = said  # fmt: skip
    return Tenure(
        entry=entry,
        organisation=organisation,
        role=Role(role),
        person=person,
        capacity=Capacity(capacity),
        cover=Cover(cover),
        starts=starts,
        granted_until=granted_until,
        closed_on=closed_on,
        moved_on=moved_on,
        movement=movement,
        took_effect=took_effect,
        refused=bool(refused),
        unproven=unproven,
        order_number=order_number,
        order_signed_on=order_signed_on,
        reason=refused or ended_text,
        until=until,
        void=void,
        ended=Ended(ended) if ended else None,
    )


def appointments_of(organisation_id: UUID, known_at: int | None = None) -> list[Tenure]:
    """Return the LGO's appointments as the register knows them now, or knew them after change `known_at`."""
    # Plain values and no rows of the ORM: it is asked at every request of everybody.
    mine = Appointment.objects.known(known_at).filter(organisation=organisation_id)
    return [_tenure(said) for said in mine.order_by("starts", "recorded_id").values_list(*_SAID)]


def appointments_bulk(
    organisation_ids: Iterable[UUID], day: date | None = None, known_at: int | None = None
) -> dict[UUID, list[Tenure]]:
    """Return the appointments of many LGOs in one query; with `day` only those saved to begin by then.

    An LGO without any is not among the keys.
    """
    wanted = Appointment.objects.known(known_at).filter(organisation__in=set(organisation_ids))
    if day is not None:
        wanted = wanted.filter(starts__lte=day)
    found: dict[UUID, list[Tenure]] = {}
    for row in wanted.order_by("starts", "recorded_id"):
        found.setdefault(row.organisation_id, []).append(tenure_of(row))
    return found


def versions_of(organisation_ids: Iterable[UUID] | None = None) -> dict[UUID, tuple[int, ...]]:
    """Return a mark for each LGO that has appointments, which every act on one of them changes; None: of all LGOs."""
    rows = Appointment.objects.all()
    if organisation_ids is not None:
        rows = rows.filter(organisation__in=set(organisation_ids))
    counted = rows.values("organisation_id").annotate(
        versions=Count("recorded"), ended=Count("superseded"), last=Max("recorded")
    )
    return {place: tuple(mark) for place, *mark in counted.values_list("organisation_id", "versions", "ended", "last")}


def version_of_all() -> tuple[int, ...]:
    """Return a mark of all appointments, which every act on one of them changes."""
    counted = Appointment.objects.aggregate(Count("pk"), Count("superseded"), Max("recorded"))
    return tuple(number or 0 for number in counted.values())


def saved_days(entries: Iterable[UUID]) -> dict[UUID, date]:
    """Return the day on which SEM102 named each of these; no question when there are none."""
    wanted = set(entries)
    if not wanted:
        return {}
    rows = Appointment.objects.known().filter(entry_id__in=wanted)
    return {entry: clock.day_of(at) for entry, at in rows.values_list("entry_id", "form__saved_at")}


def pair_on(organisation_id: UUID, day: date, known_at: int | None = None) -> dict[Role, Tenure | None]:
    """Return who holds each of the two rights on `day`."""
    return seats.pair_on(appointments_of(organisation_id, known_at), day)


def pair_persons(organisation_id: UUID, day: date) -> frozenset[UUID]:
    """Return the persons whose own lines the province verifies: the holders of the two rights that day."""
    return frozenset(t.person for t in pair_on(organisation_id, day).values() if t is not None)


def of_person(person_id: UUID, organisation_id: UUID) -> list[Tenure]:
    """Return every appointment of the LGO in which the person has a part, among all of it: rights rest on others."""
    everyone = appointments_of(organisation_id)
    return everyone if any(t.person == person_id for t in everyone) else []


def awaiting(*, within: Reach, day: date) -> list[Appointment]:
    """Return the acting and delegated registrars, and cold starts, that wait for the province; oldest first."""
    rows = Appointment.objects.known().filter(
        inside(within, "organisation__path"), took_effect=None, void=False, needs_confirmation=True
    )
    waiting = rows.select_related("organisation", "recorded").order_by("recorded_id")
    return [row for row in waiting if row.until is None or day < row.until]


def get(entry_id: UUID, *, within: Reach) -> Appointment:
    """Raises Appointment.DoesNotExist when there is none or it lies outside: the two must look alike."""
    rows = Appointment.objects.known().filter(inside(within, "organisation__path"))
    return rows.select_related("organisation", "form").get(entry_id=entry_id)


def evidence_key(row: Appointment) -> str:
    """Return what a scan of the appointment's order is a scan of; "" for one that needs no order."""
    return cited.order(row.order_number, row.order_signed_on)


def named_in_order_of(row: Appointment) -> set[UUID]:
    """Return everybody whom the LGO appointed by the same order: who opens its scan sees them all."""
    same = Appointment.objects.known().filter(
        organisation=row.organisation_id, order_signed_on=row.order_signed_on
    )
    return {one.person_id for one in same if evidence_key(one) == evidence_key(row)}

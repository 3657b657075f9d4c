"""Write what `seats.settle` made of all decisions: one new version for each appointment whose end has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import actions as identity
from lhr.kernel.periods import Period
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights import proofs, seats, telling
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.queries.appointments import rows_of, tenure_of
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import PROVED_BY_POST, Ended
from lhr.registry_rights.wording import cause_of_end
from lhr.service_record import queries as service
from lhr.service_record.rules_of_projection import ServicePicture


@dataclass(frozen=True)
class Settled:
    """The LGO's appointments before and after an act, and the rows that now stand for them."""

    before: Mapping[UUID, Tenure]
    after: Mapping[UUID, Tenure]


def hold(organisation_id: UUID, also: Iterable[UUID] = ()) -> list[Appointment]:
    """Return the LGO's appointments, with everybody in them (and `also`) locked until the transaction ends.

    A movement locks its person before it is verified, so no right is given here on a record that is just changing.
    """
    people.hold({*(row.person_id for row in rows_of(organisation_id)), *also})
    return rows_of(organisation_id)


def settle(
    this: Change,
    rows: Iterable[Appointment],
    decided: Iterable[Tenure],
    *,
    fresh: Mapping[UUID, dict[str, Any]] | None = None,
    also: Mapping[UUID, dict[str, Any]] | None = None,
) -> Settled:
    """Bring the file into line with the decisions, inside the change `this`.

    `decided` holds every appointment of the LGO with its decisions as they now stand; `fresh` the remaining columns
    of those that have no row yet, `also` further columns of those that have. What gets shorter is written first:
    the database lets no two share a day, not even for a moment.
    """
    by_entry = {row.entry_id: row for row in rows}
    before = {entry: tenure_of(row) for entry, row in by_entry.items()}
    after = {t.entry: t for t in seats.settle(decided)}
    touched = [
        t for t in after.values() if t.entry in before and (t != before[t.entry] or t.entry in (also or {}))
    ]
    for tenure in sorted(touched, key=lambda t: _grows(before[t.entry], t)):
        ledger.correct(this, by_entry[tenure.entry], **_columns(tenure), **(also or {}).get(tenure.entry, {}))
    for entry, columns in (fresh or {}).items():
        ledger.record(
            this, Appointment, entry_id=entry, **_head(after[entry]), **_columns(after[entry]), **columns
        )
    return Settled(before, after)


def laid_for(tenure: Tenure) -> tuple[Period, ...] | None:
    """The days of the order that the appointment cites, where the service record has that order."""
    if tenure.capacity in PROVED_BY_POST or not tenure.order_number.strip():
        return None
    return service.days_to_act(tenure.organisation, tenure.person, tenure.order_number, tenure.order_signed_on)


def with_record(
    tenure: Tenure, picture: ServicePicture, today: date, laid: tuple[Period, ...] | None = None
) -> Tenure:
    """Return the appointment with what the service record says of it now; `laid` as `laid_for` found it, None where
    nothing new was asked of its order."""
    if tenure.unproven and proofs.ever_proved(tenure, picture, today):
        tenure = replace(tenure, unproven=False)
    found = [proofs.end_of_right(tenure, picture)]
    if laid is not None:
        found.append(proofs.end_of_order(tenure, laid, today))
    elif tenure.movement == proofs.ORDER_OVER and tenure.moved_on is not None:
        found.append(proofs.Loss(tenure.moved_on, proofs.ORDER_OVER))
    loss = min((one for one in found if one is not None), key=lambda one: one.day, default=None)
    if loss is None:
        return replace(tenure, moved_on=None, movement="")
    return replace(tenure, moved_on=loss.day, movement=loss.movement)


def follow_up(by: Actor, place: Organisation, settled: Settled) -> None:
    """Tell those whose right ended or came back, and let their keys hold exactly as long as their rights."""
    for entry, was in settled.before.items():
        now = settled.after[entry]
        if _end(now) < _end(was) and not seats.goes_on_himself(now, settled.after.values()):
            telling.of_end(by, place, now)
        elif _end(now) > _end(was) and was.ended is Ended.MOVED and was.took_effect is not None:
            # One that awaited the province never was in force: its confirmation is told as such, not as a return.
            telling.of_return(by, place, now)
    for person in {t.person for t in settled.after.values()}:
        _keys(by, place, person, settled)


def _keys(by: Actor, place: Organisation, person: UUID, settled: Settled) -> None:
    had, had_until = seats.until_of_person(settled.before.values(), person)
    has, until = seats.until_of_person(settled.after.values(), person)
    if (had, had_until) == (has, until):
        return
    at = {"person_id": person, "organisation_id": place.pk}
    if has:
        identity.restore_keys(by=by, **at)
    if had and not has:
        identity.end_keys(by=by, until=by.day, reason=_last_reason(settled, person), **at)
    if has and until is not None:
        identity.end_keys(by=by, until=until, reason=_last_reason(settled, person), **at)


def _last_reason(settled: Settled, person: UUID) -> str:
    mine = [t for t in settled.after.values() if t.person == person and t.ended]
    return cause_of_end(max(mine, key=lambda t: t.until or t.starts)).text("th") if mine else ""


def _grows(was: Tenure, now: Tenure) -> bool:
    return _end(now) > _end(was) or now.starts < was.starts


def _end(tenure: Tenure) -> date:
    """The day from which there is no right: comparable, also for one that never was or that has no end."""
    if not tenure.counts:
        return tenure.starts
    return tenure.until or date.max


def _head(tenure: Tenure) -> dict[str, Any]:
    return {
        "organisation_id": tenure.organisation,
        "person_id": tenure.person,
        "role": tenure.role,
        "capacity": tenure.capacity,
        "cover": tenure.cover,
        "starts": tenure.starts,
        "granted_until": tenure.granted_until,
        "order_number": tenure.order_number,
        "order_signed_on": tenure.order_signed_on,
    }


def _columns(tenure: Tenure) -> dict[str, Any]:
    return {
        "until": tenure.until,
        "closed_on": tenure.closed_on,
        "moved_on": tenure.moved_on,
        "suspended_by_movement": tenure.movement,
        "took_effect": tenure.took_effect,
        "void": tenure.void,
        "unproven": tenure.unproven,
        "ended_reason": tenure.ended or "",
    }

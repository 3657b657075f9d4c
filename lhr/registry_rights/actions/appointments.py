"""What happens to an appointment after its saving: the province confirms or refuses, the LGO ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.registry_rights import preparing, seating, telling
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.queries.appointments import tenure_of
from lhr.registry_rights.rules_of_acts import check_ending, check_reason, check_waiting
from lhr.registry_rights.seats import Tenure, close, end_day
from lhr.service_record import queries as service


def confirm(*, by: Actor, appointment: Appointment) -> None:
    """The province confirms an acting or delegated registrar, or a cold start: now the appointment counts, and only
    now does it end whom it replaces.

    Raises RuleBroken when it waits no more or the record has come to speak against it, Overtaken when it was altered
    since `appointment` was read.
    """
    place = appointment.organisation
    policy.require(by, Permission.RIGHTS_CONFIRM, place.path)
    with transaction.atomic():
        rows, mine = _fresh(appointment)
        picture = service.service_of(mine.person)
        among = [tenure_of(row) for row in rows if row.entry_id != mine.entry]
        stop_if([*check_waiting(mine, by.day), *preparing.check_again(by, appointment, mine, picture, among)])
        with change(by, "rights:appointment:confirmed", appointment, path=place.path) as this:
            counting = replace(mine, took_effect=this.seq)
            counted = seating.with_record(counting, picture, by.day, seating.laid_for(mine))
            said = {"confirmed_by": by.account_id, "confirmed_at": clock.now()}
            settled = seating.settle(this, rows, [*among, counted], also={mine.entry: said})
            telling.of_confirmation(by, place, settled.after[mine.entry])
            seating.follow_up(by, place, settled)


def refuse(*, by: Actor, appointment: Appointment, reason: str) -> None:
    """The province does not confirm; the appointment never counts, and nobody was replaced by it."""
    place = appointment.organisation
    policy.require(by, Permission.RIGHTS_CONFIRM, place.path)
    with transaction.atomic():
        rows, mine = _fresh(appointment)
        stop_if([*check_waiting(mine, by.day), *check_reason(reason)])
        with change(by, "rights:appointment:refused", appointment, path=place.path, reason=reason) as this:
            also = {mine.entry: {"refused_reason": reason}}
            settled = seating.settle(
                this, rows, _with(rows, mine, lambda t: replace(t, refused=True, reason=reason)), also=also
            )
            telling.of_refusal(by, place, settled.after[mine.entry], reason)


def end_appointment(
    *, by: Actor, appointment: Appointment, reason: str, last_day: date | None = None
) -> None:
    """The LGO lets a right end after `last_day` (inclusive; None: at once) without naming a successor. One that has
    not begun by then is taken back; one that awaits the province is withdrawn, whatever day is given.

    Raises RuleBroken when it is over already, the day has passed or no reason is given; Overtaken when it was altered
    since `appointment` was read.
    """
    place = appointment.organisation
    policy.require(by, Permission.RIGHTS_APPOINT, place.path)
    with transaction.atomic():
        rows, mine = _fresh(appointment)
        stop_if(check_ending(mine, last_day, reason, by.day, by.via))
        until = end_day(mine, last_day, by.day)
        with change(by, "rights:appointment:ended", appointment, path=place.path, reason=reason) as this:
            closed = [close(t, until, reason) if t.entry == mine.entry else t for t in map(tenure_of, rows)]
            settled = seating.settle(this, rows, closed, also={mine.entry: {"ended_text": reason}})
            if mine.took_effect is None:
                telling.of_end(by, place, settled.after[mine.entry])
            seating.follow_up(by, place, settled)
            telling.of_bootstrap(by, place, ended=True)


def _fresh(appointment: Appointment) -> tuple[list[Appointment], Tenure]:
    """Return the LGO's appointments as they stand now. Raises Overtaken when this one was altered since it was read."""
    rows = seating.hold(appointment.organisation_id)
    for row in rows:
        if row.entry_id == appointment.entry_id and row.version == appointment.version:
            return rows, tenure_of(row)
    raise Overtaken(f"appointment {appointment.entry_id}")


def _with(rows: list[Appointment], mine: Tenure, decide: Callable[[Tenure], Tenure]) -> list[Tenure]:
    tenures = [tenure_of(row) for row in rows]
    return [decide(t) if t.entry == mine.entry else t for t in tenures]

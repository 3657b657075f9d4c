"""Opening a person's record, and what changes in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.kernel import national_id as numbers
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_text import normalise, sort_key
from lhr.people import queries, rules, vault
from lhr.people.models import Person, PersonName


def register(
    *,
    by: Actor,
    national_id: str,
    prefix: str,
    first: str,
    last: str,
    birth_date: date,
    gender: str,
    starts: date,
    path: str,
    permission: Permission,
    id_exception_reason: str = "",
    birth_text: str = "",
    held_by: UUID | None = None,
    titles: Iterable[str] = (),
) -> Person:
    """Open the record of a new person, who is called so from `starts` on.

    `permission` is that of the act which needs the person, `held_by` the LGO that opens the record. Raises RuleBroken
    with PE-02.2 when the number has a record already, whoever holds it: the caller who may say more looks first.
    """
    policy.require(by, permission, path)
    found = queries.judge(
        national_id=national_id,
        prefix=prefix,
        first=first,
        last=last,
        birth_date=birth_date,
        gender=gender,
        today=by.day,
        id_exception_reason=id_exception_reason,
        titles=titles,
    )
    stop_if([*found, *rules.check_only_record(known=queries.find(national_id) is not None, held_here=False)])
    number = numbers.read(national_id)
    person = Person(
        id=uuid.uuid4(),
        birth_date=birth_date,
        birth_text=birth_text,
        gender=gender,
        id_exception_reason=id_exception_reason,
        first_held_by=held_by,
    )
    if number.valid:
        person.national_id_hmac = vault.digest(number.digits)
        person.national_id_enc = vault.seal(number.digits, person.id)
        person.id_last4 = number.last4
    with change(by, "people:person:registered", person, path=path) as this:
        person.save(force_insert=True)
        ledger.record(this, PersonName, person=person, starts=starts, **_written(prefix, first, last))
    return person


def change_name(
    *,
    by: Actor,
    person_id: UUID,
    prefix: str,
    first: str,
    last: str,
    starts: date,
    path: str,
    permission: Permission,
    reason: str,
    titles: Iterable[str] = (),
) -> PersonName:
    """Let the person be called so from `starts` on; the name before it stays in the history."""
    policy.require(by, permission, path)
    person = queries.get(person_id)
    stop_if([*rules.check_title(prefix, person.gender), *rules.check_name(first, last, titles)])
    with change(by, "people:name:changed", person, path=path, reason=reason) as this:
        until = None
        for name in PersonName.objects.known().filter(person=person).order_by("starts"):
            if name.period.covers(starts) or name.starts == starts:
                until = name.until
                ledger.end(this, name, starts)
            elif name.starts > starts:
                until = name.starts if until is None else min(until, name.starts)
        return ledger.record(
            this, PersonName, person=person, starts=starts, until=until, **_written(prefix, first, last)
        )


def note_death(
    *, by: Actor, person_id: UUID, died_on: date | None, path: str, permission: Permission
) -> None:
    """Write down the day of death, or take it back (None) when the line that said so was cancelled."""
    policy.require(by, permission, path)
    person = queries.get(person_id)
    with change(by, "people:death:noted", person, path=path):
        person.died_on = died_on
        person.save(update_fields=["died_on"])


def _written(prefix: str, first: str, last: str) -> dict[str, str]:
    prefix, first, last = normalise(prefix), normalise(first), normalise(last)
    return {"prefix": prefix, "first": first, "last": last, "sort_key": sort_key(f"{first} {last}")}

"""Opening a person's record, and what changes in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel import national_id as numbers
from lhr.kernel.rules import RuleBroken, stop_if
from lhr.kernel.thai_text import normalise, sort_key
from lhr.people import queries, rules, tokens, vault
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
        _insert(person)
        ledger.record(this, PersonName, person=person, starts=starts, **_written(prefix, first, last))
        tokens.keep(first, last)
    return person


def _insert(person: Person) -> None:
    """Raises RuleBroken (PE-02.2) for a number whose record somebody else opened since it was looked up."""
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(rules.check_only_record(known=True, held_here=False)) from None


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
        tokens.keep(first, last)
        return ledger.record(
            this, PersonName, person=person, starts=starts, until=until, **_written(prefix, first, last)
        )


@dataclass(frozen=True, slots=True)
class NameFrom:
    """What a person is called from a day on."""

    starts: date
    prefix: str
    first: str
    last: str


def rewrite_names(
    *,
    by: Actor,
    person_id: UUID,
    names: Sequence[NameFrom],
    path: str,
    permission: Permission,
    titles: Iterable[str] = (),
) -> None:
    """Let the person be called by the name first registered, and from their days on by `names`, in their order.

    The names follow from verified lines of the record: one that was struck is gone again. What was known before stays
    in the history.
    """
    policy.require(by, permission, path)
    person = queries.get(person_id)
    for name in names:
        stop_if([*rules.check_title(name.prefix, person.gender), *rules.check_name(name.first, name.last, titles)])
    first = PersonName.objects.filter(person=person).order_by("recorded_id", "starts").first()
    with change(by, "people:name:changed", person, path=path) as this:
        wanted = {name.starts: _written(name.prefix, name.first, name.last) for name in names}
        if first is not None and first.starts not in wanted:
            wanted[first.starts] = _written(first.prefix, first.first, first.last)
        _lay(this, person, wanted)


def _lay(this: Change, person: Person, wanted: dict[date, dict[str, str]]) -> None:
    """Let exactly these names hold, each until the next; a row that is right already stays."""
    days = sorted(wanted)
    until = dict(zip(days, [*days[1:], None], strict=True))
    standing = set()
    for row in PersonName.objects.known().filter(person=person):
        same = row.starts in wanted and wanted[row.starts] == {name: getattr(row, name) for name in wanted[row.starts]}
        if same and row.until == until[row.starts]:
            standing.add(row.starts)
        else:
            ledger.withdraw(this, row)
    for day in days:
        if day not in standing:
            ledger.record(this, PersonName, person=person, starts=day, until=until[day], **wanted[day])
            tokens.keep(wanted[day]["first"], wanted[day]["last"])


def change_birth_date(
    *, by: Actor, person_id: UUID, born: date, path: str, permission: Permission, reason: str
) -> None:
    """Let the person be born on another day, as the authority approved (PE-04); retirement follows from it."""
    policy.require(by, permission, path)
    person = queries.get(person_id)
    stop_if(rules.check_birth_date(born, by.day))
    with change(by, "people:birth:changed", person, path=path, reason=reason):
        person.birth_date, person.birth_precision, person.birth_text = born, "day", ""
        person.save(update_fields=["birth_date", "birth_precision", "birth_text"])


def note_death(
    *, by: Actor, person_id: UUID, died_on: date | None, path: str, permission: Permission
) -> None:
    """Write down the day of death, or take it back (None) when the line that said so was cancelled."""
    policy.require(by, permission, path)
    person = queries.get(person_id)
    with change(by, "people:death:noted", person, path=path):
        person.died_on = died_on
        person.save(update_fields=["died_on"])


@technical_act("the list of names in use: derived from the names, and filled where a name lacks in it")
def index_names(*, by: Actor) -> int:
    """Take in every name that came past the acts (a bulk load); return how many lacked."""
    return tokens.fill()


def _written(prefix: str, first: str, last: str) -> dict[str, str]:
    prefix, first, last = normalise(prefix), normalise(first), normalise(last)
    return {"prefix": prefix, "first": first, "last": last, "sort_key": sort_key(f"{first} {last}")}

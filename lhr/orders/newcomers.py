"""Who is to get a record by a line of an order: kept while the order is drawn up, forgotten once it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from lhr.kernel import national_id as numbers
from lhr.orders.models import Newcomer
from lhr.people import vault
from lhr.service_record.drafts import MovementDraft, NewPerson


def of(lines: Iterable[UUID]) -> dict[UUID, tuple[str, NewPerson]]:
    """Return number and particulars of whom these lines name who has no record, by the line."""
    rows = Newcomer.objects.filter(line__in=wanted) if (wanted := set(lines)) else ()
    return {
        row.line: (
            vault.open_sealed(bytes(row.national_id_enc), row.line),
            NewPerson(row.prefix, row.first, row.last, row.birth_date, row.gender),
        )
        for row in rows
    }


def keep(named: Mapping[UUID, MovementDraft]) -> None:
    """Keep whom these lines name who has no record, within the open change; whom they named before is forgotten."""
    forget(named)
    Newcomer.objects.bulk_create(
        _row(line, draft.national_id, draft.new_person) for line, draft in named.items() if draft.new_person
    )


def forget(lines: Iterable[UUID]) -> None:
    Newcomer.objects.filter(line__in=set(lines)).delete()


def said(lines: Iterable[UUID]) -> dict[str, str]:
    """Return what these lines say of newcomers, as it is signed over: no number, but what stands for it."""
    rows = Newcomer.objects.filter(line__in=set(lines))
    return {
        str(row.line): f"{row.national_id_hmac} {row.prefix}|{row.first}|{row.last} {row.birth_date} {row.gender}"
        for row in rows
    }


# The words stay as they were typed: what the register makes of them is told while the order is drawn up (PE-07).
def _row(line: UUID, national_id: str, new: NewPerson) -> Newcomer:
    number = numbers.read(national_id)
    return Newcomer(
        line=line,
        national_id_hmac=vault.digest(number.digits),
        national_id_enc=vault.seal(number.digits, line),
        id_last4=number.last4,
        prefix=new.prefix.strip(),
        first=new.first.strip(),
        last=new.last.strip(),
        birth_date=new.birth_date,
        gender=new.gender,
    )

"""The only way to write a fact: record it, correct it by a new version, end it, withdraw it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar, cast

from django.db.models import Max, QuerySet

from lhr.audit.models import Change
from lhr.history.models import Fact

F = TypeVar("F", bound=Fact)
_AT_ONCE = 500


class Overtaken(Exception):
    """Somebody else wrote a newer version meanwhile: show what differs, save nothing."""


def record(this: Change, kind: type[F], /, **values: Any) -> F:
    """Write the first version of a fact, known from the open change on."""
    return cast("F", kind._default_manager.create(recorded=this, **values))


def record_all(this: Change, kind: type[F], rows: Iterable[dict[str, Any]], /) -> list[F]:
    """Write the first versions of many facts of one kind, a few hundred a statement."""
    made = [kind(recorded=this, **values) for values in rows]
    return cast("list[F]", kind._default_manager.bulk_create(made, batch_size=_AT_ONCE))


def correct(this: Change, row: F, /, **differences: Any) -> F:
    """Write the next version of `row` with the differences. Raises Overtaken when `row` is not the live version."""
    _supersede(this, row)
    values = {**row.content(), **differences}
    for name in [n for n in differences if f"{n}_id" in values]:
        del values[f"{name}_id"]
    made = type(row)._default_manager.create(
        recorded=this, entry_id=row.entry_id, version=row.version + 1, **values
    )
    return cast("F", made)


def end(this: Change, row: F, /, until: date, **differences: Any) -> F | None:
    """Let the fact hold only before `until`; when nothing is left of it, withdraw it and return None."""
    if until <= row.starts:
        withdraw(this, row)
        return None
    return correct(this, row, until=until, **differences)


def withdraw(this: Change, row: Fact) -> None:
    """Let the fact never have held, as the register knows it from now on. Raises Overtaken as `correct` does."""
    _supersede(this, row)


def withdraw_all(this: Change, rows: QuerySet[Fact]) -> int:
    """Withdraw every live version among the rows, in one statement; return how many."""
    return rows.filter(superseded=None).update(superseded=this)


def revive(this: Change, row: F) -> F:
    """Let the fact hold again as this superseded version had it. No version of it may be live."""
    kind = type(row)
    last = kind._default_manager.filter(entry_id=row.entry_id).aggregate(last=Max("version"))["last"]
    made = kind._default_manager.create(
        recorded=this, entry_id=row.entry_id, version=last + 1, **row.content()
    )
    return cast("F", made)


def _supersede(this: Change, row: Fact) -> None:
    live = type(row)._default_manager.filter(pk=row.pk, superseded=None)
    if live.update(superseded=this) != 1:
        raise Overtaken(f"{row._meta.label} {row.pk}")

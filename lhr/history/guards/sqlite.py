"""The guards as SQLite triggers. Names carry a digest of the text, so that a change of the code is seen."""

from __future__ import annotations

import hashlib

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.guards.plan import Table


def prelude() -> list[str]:
    return []


def sweep(cursor: CursorWrapper, table: Table) -> list[str]:
    """Return the SQL that drops every guard that stands on the table, also those of older code."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table.name])
    return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]


def statements(table: Table) -> list[str]:
    """Return the SQL that creates the guards of the table."""
    return [text for _, text in _triggers(table)]


def missing(connection: BaseDatabaseWrapper, tables: list[Table]) -> list[str]:
    """Return the guards that are not there word for word: SQLite keeps the text of a trigger as it was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
        cursor.execute("PRAGMA recursive_triggers")
        refuses_replace = cursor.fetchone() == (1,)
    lacking = [name for table in tables for name, text in _triggers(table) if present.get(name) != text]
    return lacking if refuses_replace else [*lacking, "recursive_triggers"]


def excess(connection: BaseDatabaseWrapper, tables: list[Table]) -> list[str]:
    """SQLite knows no roles: what a connection may do stands in lhr.audit.locked."""
    return []


def _triggers(table: Table) -> list[tuple[str, str]]:
    bodies: list[tuple[str, str]] = []
    if table.guard is Guard.APPEND_ONLY:
        bodies += [_refuse(table, "UPDATE"), _refuse(table, "DELETE")]
    if table.opens:
        bodies.append(_numbers_grow(table))
    if table.guard is Guard.FACT:
        bodies += [_only_supersede(table), _refuse(table, "DELETE"), _recorded_now(table)]
    bodies += [_no_overlap(table, rule, event) for rule in table.no_overlaps for event in _events(table)]
    if table.captured:
        bodies += [_capture(table, "INSERT"), _capture(table, "UPDATE")]
    if table.guard is Guard.AUDITED:
        bodies += [_capture(table, "DELETE")]
    return [_named(table, what, body) for what, body in bodies]


def _events(table: Table) -> tuple[str, ...]:
    # A fact's only update marks it superseded, which cannot make an overlap.
    return ("INSERT",) if table.dated_fact else ("INSERT", "UPDATE")


def _named(table: Table, what: str, body: str) -> tuple[str, str]:
    name = f"{table.name}__{what}_{hashlib.sha256(body.encode()).hexdigest()[:8]}"
    return name, f'CREATE TRIGGER "{name}" {body}'


def _refuse(table: Table, event: str) -> tuple[str, str]:
    return f"no_{event.lower()}", (
        f'BEFORE {event} ON "{table.name}" BEGIN SELECT RAISE(ABORT, '
        f"'{table.name}: rows are never altered'); END"
    )


def _numbers_grow(table: Table) -> tuple[str, str]:
    # AFTER: before the row is in, SQLite has not given its number yet.
    return "numbers_grow", (
        f'AFTER INSERT ON "{table.name}" WHEN NEW."{table.key}" <> (SELECT max("{table.key}") FROM "{table.name}") '
        f"BEGIN SELECT RAISE(ABORT, '{table.name}: a number is given by the database'); END"
    )


def _only_supersede(table: Table) -> tuple[str, str]:
    same = " AND ".join(f'NEW."{c}" IS OLD."{c}"' for c in table.columns if c != "superseded_id")
    return "supersede_once", (
        f'BEFORE UPDATE ON "{table.name}" WHEN NOT (OLD."superseded_id" IS NULL '
        f'AND NEW."superseded_id" IS lhr_change() AND NEW."superseded_id" IS NOT NULL AND {same}) '
        f"BEGIN SELECT RAISE(ABORT, '{table.name}: rows are never altered'); END"
    )


def _recorded_now(table: Table) -> tuple[str, str]:
    return "recorded_now", (
        f'BEFORE INSERT ON "{table.name}" WHEN NEW."recorded_id" IS NOT lhr_change() '
        f'OR NEW."superseded_id" IS NOT NULL '
        f"BEGIN SELECT RAISE(ABORT, '{table.name}: recorded by the open change only'); END"
    )


def _no_overlap(table: Table, rule: NoOverlap, event: str) -> tuple[str, str]:
    equal = " AND ".join(f'o."{k}" = NEW."{k}"' for k in rule.keys)
    live = "AND o.superseded_id IS NULL" if table.dated_fact else ""
    theirs = f"AND ({rule.where.format(row='o')})" if rule.where else ""
    mine = f"({rule.where.format(row='NEW')})" if rule.where else "1"
    return f"{rule.name}_{event.lower()}", (
        f'BEFORE {event} ON "{table.name}" WHEN {mine} AND EXISTS (SELECT 1 FROM "{table.name}" o '
        f'WHERE {equal} AND o."{table.key}" <> NEW."{table.key}" {live} {theirs} '
        f'AND (NEW."until" IS NULL OR o."starts" < NEW."until") '
        f'AND (o."until" IS NULL OR NEW."starts" < o."until")) '
        f"BEGIN SELECT RAISE(ABORT, '{rule.name}: two rows share a day'); END"
    )


def _capture(table: Table, event: str) -> tuple[str, str]:
    old = _as_json(table, "OLD") if event != "INSERT" else "NULL"
    new = _as_json(table, "NEW") if event != "DELETE" else "NULL"
    row = "OLD" if event == "DELETE" else "NEW"
    return f"capture_{event.lower()}", (
        f'AFTER {event} ON "{table.name}" BEGIN '
        f"SELECT RAISE(ABORT, '{table.name}: written outside an open change') WHERE lhr_change() IS NULL; "
        f'INSERT INTO audit_changedrow (change_id, "table", "row", operation, old, new) '
        f"VALUES (lhr_change(), '{table.name}', CAST({row}.\"{table.key}\" AS TEXT), '{event}', {old}, {new}); END"
    )


def _as_json(table: Table, row: str) -> str:
    def value(column: str) -> str:
        if column in table.unrecorded:
            return "'(not recorded)'"
        return f'hex({row}."{column}")' if column in table.binary else f'{row}."{column}"'

    return "json_object(" + ", ".join(f"'{c}', {value(c)}" for c in table.columns) + ")"

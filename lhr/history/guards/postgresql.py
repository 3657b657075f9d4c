"""The guards on PostgreSQL: trigger functions, exclusion constraints and the privileges of the application's role."""

from __future__ import annotations

import hashlib
import re

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.guards.plan import Table

_REFUSE = """
CREATE OR REPLACE FUNCTION lhr_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%: rows are never altered', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_SUPERSEDE = """
CREATE OR REPLACE FUNCTION lhr_supersede_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.superseded_id IS NULL AND NEW.superseded_id IS NOT NULL AND NEW.superseded_id = lhr_change()
     AND to_jsonb(NEW) - 'superseded_id' = to_jsonb(OLD) - 'superseded_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: rows are never altered', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_RECORDED = """
CREATE OR REPLACE FUNCTION lhr_recorded_now() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.recorded_id IS NOT DISTINCT FROM lhr_change() AND NEW.superseded_id IS NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: recorded by the open change only', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""

# The setting alone proves nothing: any SQL may write it. The change must have been made in this very transaction.
_CHANGE = """
CREATE OR REPLACE FUNCTION lhr_change() RETURNS bigint LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT seq FROM audit_change
          WHERE seq = nullif(current_setting('lhr.change', true), '')::bigint
            AND transaction = pg_current_xact_id()::text::bigint AND began = transaction_timestamp());
END $$"""

# The number orders what the register knew, and the transaction tells who may write under it: neither can be said.
_OPEN = """
CREATE OR REPLACE FUNCTION lhr_open_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM currval(pg_get_serial_sequence('audit_change', 'seq')) THEN
    RAISE EXCEPTION '%: a number is given by the database', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.transaction := pg_current_xact_id()::text::bigint;
  NEW.began := transaction_timestamp();
  RETURN NEW;
END $$"""

# SECURITY DEFINER: the application's role may read the captured rows but never write one itself.
_CAPTURE = """
CREATE OR REPLACE FUNCTION lhr_capture() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  this bigint := lhr_change();
  key_column text := TG_ARGV[0];
  hidden text[] := TG_ARGV[1]::text[];
  before jsonb;
  after jsonb;
BEGIN
  IF this IS NULL THEN
    RAISE EXCEPTION '%: written outside an open change', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
  INSERT INTO audit_changedrow (change_id, "table", "row", operation, old, new)
  VALUES (this, TG_TABLE_NAME, coalesce(after, before) ->> key_column, TG_OP,
          (before - hidden)::text, (after - hidden)::text);
  RETURN NULL;
END $$"""


_FUNCTIONS = {
    "lhr_change": _CHANGE,
    "lhr_open_change": _OPEN,
    "lhr_refuse": _REFUSE,
    "lhr_supersede_once": _SUPERSEDE,
    "lhr_recorded_now": _RECORDED,
    "lhr_capture": _CAPTURE,
}
_VERBS = ("own", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
_SPELLING = re.compile(r'public\.|[()"\s]')


def prelude() -> list[str]:
    # Whoever may execute a trigger function may hang it on a table of his own, and capture what never happened.
    kept = [f"REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC" for name in _FUNCTIONS if name != "lhr_change"]
    return ["CREATE EXTENSION IF NOT EXISTS btree_gist", *_FUNCTIONS.values(), *kept]


def sweep(cursor: CursorWrapper, table: Table) -> list[str]:
    """Return the SQL that drops every guard that stands on the table, also those of older code."""
    cursor.execute(
        "SELECT tgname, 't' FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal "
        "UNION ALL SELECT conname, 'c' FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'x'",
        [table.name, table.name],
    )
    return [
        f'DROP TRIGGER "{name}" ON "{table.name}"'
        if kind == "t"
        else f'ALTER TABLE "{table.name}" DROP CONSTRAINT "{name}"'
        for name, kind in cursor.fetchall()
    ]


def statements(table: Table) -> list[str]:
    """Return the SQL that creates the guards of the table."""
    return [text for _, text in (*_triggers(table), *_exclusions(table))]


def missing(connection: BaseDatabaseWrapper, tables: list[Table]) -> list[str]:
    """Return the guards that are not there word for word, or are switched off."""
    with connection.cursor() as cursor:
        present = _standing(cursor)
    declared = [guard for table in tables for guard in (*_triggers(table), *_exclusions(table))]
    lacking = [name for name, text in declared if present.get(name) != _plain(text)]
    lacking += [name for name, text in _FUNCTIONS.items() if present.get(name) != _function(text)]
    return lacking if present["session_replication_role"] == "origin" else [*lacking, "session_replication_role"]


def _standing(cursor: CursorWrapper) -> dict[str, str]:
    """Return what the catalogue says of every trigger that fires, every exclusion and every function of ours."""
    cursor.execute(
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "UNION ALL SELECT conname, 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || conname || ' ' || "
        "pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
    )
    found = {name: _plain(text) for name, text in cursor.fetchall()}
    cursor.execute(
        "SELECT proname, pg_get_functiondef(oid) FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace AND proname = ANY(%s)",
        [list(_FUNCTIONS)],
    )
    found |= {name: _function(text) for name, text in cursor.fetchall()}
    cursor.execute("SHOW session_replication_role")
    return found | {"session_replication_role": cursor.fetchone()[0]}


def _plain(text: str) -> str:
    """Return a definition without what the catalogue writes otherwise: quotes, brackets, spaces, the schema."""
    return _SPELLING.sub("", text).lower()


def _function(text: str) -> str:
    """Return what a function does and with whose rights, in the one spelling of both sides."""
    head, body = re.split(r"\$\w*\$", text)[:2]
    return f"{'SECURITY DEFINER' in head} {'search_path' in head} {body}"


def excess(connection: BaseDatabaseWrapper, tables: list[Table]) -> list[str]:
    """Return what the role in use could do and must not: whoever owns a table can switch its guards off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_has_role(relowner, 'MEMBER'), "
            "has_table_privilege(oid, 'INSERT'), has_table_privilege(oid, 'UPDATE'), "
            "has_table_privilege(oid, 'DELETE'), has_table_privilege(oid, 'TRUNCATE') "
            "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        rights = {name: dict(zip(_VERBS, may, strict=True)) for name, *may in cursor.fetchall()}
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY')")
        temporary = ["make temporary tables"] if cursor.fetchone()[0] else []
    return temporary + [
        f"{verb} {table.name}" for table in tables for verb in _forbidden(table) if rights[table.name][verb]
    ]


def _forbidden(table: Table) -> list[str]:
    kept = table.guard in (Guard.APPEND_ONLY, Guard.FACT)
    never = ["own", "TRUNCATE"] if table.guard is not Guard.FREE else ["own"]
    return [*never, *(["UPDATE", "DELETE"] if kept else []), *(["INSERT"] if table.by_triggers else [])]


def grants(tables: list[Table], role: str) -> list[str]:
    """Return the privileges of the application's role; what Django keeps for itself is ordinary."""
    made = [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        # A temporary table is found before the real one of its name: readings would be noted in thin air.
        "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$",
    ]
    for table in tables:
        if table.guard in (Guard.APPEND_ONLY, Guard.FACT):
            made.append(f'REVOKE UPDATE, DELETE ON "{table.name}" FROM {role}')
        if table.guard is Guard.FACT:
            made.append(f'GRANT UPDATE (superseded_id) ON "{table.name}" TO {role}')
        if table.by_triggers:
            made.append(f'REVOKE INSERT ON "{table.name}" FROM {role}')
    return made


def _triggers(table: Table) -> list[tuple[str, str]]:
    bodies: list[tuple[str, str]] = []
    if table.guard is Guard.APPEND_ONLY:
        bodies.append(("no_alter", "BEFORE DELETE OR UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_refuse()"))
    if table.opens:
        bodies.append(("open", "BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_open_change()"))
    if table.guard is Guard.FACT:
        bodies += [
            ("supersede_once", "BEFORE UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_supersede_once()"),
            ("no_delete", "BEFORE DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_refuse()"),
            ("recorded_now", "BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_recorded_now()"),
        ]
    if table.guard is not Guard.FREE:
        bodies.append(("no_truncate", "BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION lhr_refuse()"))
    if table.captured:
        hidden = "{{" + ",".join(sorted(table.unrecorded)) + "}}"
        arguments = f"'{table.key}', '{hidden}'"
        # In the order in which the catalogue says it.
        event = "AFTER INSERT OR DELETE OR UPDATE ON {t} FOR EACH ROW"
        bodies.append(("capture", f"{event} EXECUTE FUNCTION lhr_capture({arguments})"))
    return [_named(table, what, body.format(t=f'"{table.name}"')) for what, body in bodies]


def _named(table: Table, what: str, body: str) -> tuple[str, str]:
    name = f"{table.name[:40]}__{what}_{hashlib.sha256(body.encode()).hexdigest()[:6]}"
    return name, f'CREATE TRIGGER "{name}" {body}'


def _exclusions(table: Table) -> list[tuple[str, str]]:
    return [_exclusion(table, rule) for rule in table.no_overlaps]


def _exclusion(table: Table, rule: NoOverlap) -> tuple[str, str]:
    keys = ", ".join(f'"{k}" WITH =' for k in rule.keys)
    live = ["superseded_id IS NULL"] if table.dated_fact else []
    own = [rule.where.replace("{row}.", "")] if rule.where else []
    where = f" WHERE ({' AND '.join(live + own)})" if live or own else ""
    body = f"EXCLUDE USING gist ({keys}, daterange(starts, until) WITH &&){where}"
    name = f"{rule.name[:50]}_{hashlib.sha256(body.encode()).hexdigest()[:6]}"
    return name, f'ALTER TABLE "{table.name}" ADD CONSTRAINT "{name}" {body}'

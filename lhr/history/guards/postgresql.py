"""The guards on PostgreSQL: trigger functions, exclusion constraints and the privileges of the application's role."""

from __future__ import annotations

import hashlib

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

_CHANGE = """
CREATE OR REPLACE FUNCTION lhr_change() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('lhr.change', true), '')::bigint $$"""

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


def prelude() -> list[str]:
    return ["CREATE EXTENSION IF NOT EXISTS btree_gist", _CHANGE, _REFUSE, _SUPERSEDE, _RECORDED, _CAPTURE]


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
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger UNION ALL SELECT conname FROM pg_constraint")
        present = {name for (name,) in cursor.fetchall()}
    declared = [n for t in tables for n, _ in (*_triggers(t), *_exclusions(t))]
    return [name for name in declared if name not in present]


def grants(tables: list[Table], role: str) -> list[str]:
    """Return the privileges of the application's role; what Django keeps for itself is ordinary."""
    made = [
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
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
        bodies.append(("no_alter", "BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION lhr_refuse()"))
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
        event = "AFTER INSERT OR UPDATE OR DELETE ON {t} FOR EACH ROW"
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

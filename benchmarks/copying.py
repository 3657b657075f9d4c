"""The nation's SQLite file into an empty, migrated PostgreSQL database: `python -m benchmarks.copying FILE DSN`.

Made anew on each engine the nation takes an hour of writing; copied, it takes a tenth of it. SQLite writes the lines of
PostgreSQL's COPY itself. The guards rest meanwhile (session_replication_role, a superuser's), for what is copied has
passed the guards of SQLite; indexes are built over the full tables, and the sequences go on behind the last number.
"""

from __future__ import annotations

import sqlite3
import sys
import time

import psycopg
from psycopg import sql

ROWS_AT_ONCE = 5_000
KEPT = ("django_migrations", "django_content_type")
_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position
"""
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'public'
AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
"""
_EXCLUSIONS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'x' AND connamespace = 'public'::regnamespace
"""
_SEQUENCES = """
SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
FROM information_schema.columns
WHERE table_schema = 'public' AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
"""


def copied(file: str, dsn: str) -> None:
    """Fill the database. Raises psycopg.Error when a row does not fit; the database is of no use then."""
    began = time.monotonic()
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with psycopg.connect(dsn, autocommit=True) as target:
        target.execute("SET session_replication_role = replica")
        target.execute("SET timezone = 'UTC'")
        target.execute("SET maintenance_work_mem = '1GB'")
        indexes = target.execute(_INDEXES).fetchall()
        exclusions = target.execute(_EXCLUSIONS).fetchall()
        for name, _ in indexes:
            target.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        for table, name, _ in exclusions:
            target.execute(sql.SQL(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
        tables = _tables(source, target)
        names = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
        target.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for table, columns in tables.items():
            _copy(source, target, table, columns)
        print(f"{time.monotonic() - began:7.1f} s  rows copied", flush=True)
        for _, definition in indexes:
            target.execute(sql.SQL(definition))
        for table, name, definition in exclusions:
            target.execute(sql.SQL(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'))
        for table, column, sequence in target.execute(_SEQUENCES).fetchall():
            target.execute(
                sql.SQL("SELECT setval({}, coalesce(max({}), 0) + 1, false) FROM {}").format(
                    sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table)
                )
            )
        target.execute("VACUUM ANALYZE")
    print(f"{time.monotonic() - began:7.1f} s  indexes and statistics", flush=True)


def _tables(source: sqlite3.Connection, target: psycopg.Connection) -> dict[str, dict[str, str]]:
    """Return the columns, with PostgreSQL's types, of the tables that both have."""
    have = {name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in target.execute(_COLUMNS).fetchall():
        if table in have and table not in KEPT:
            found.setdefault(table, {})[column] = kind
    return found


def _copy(
    source: sqlite3.Connection, target: psycopg.Connection, table: str, columns: dict[str, str]
) -> None:
    line = " || char(9) || ".join(_written(column, kind) for column, kind in columns.items())
    rows = source.execute(f'SELECT {line} FROM "{table}"')
    names = sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with target.cursor() as cursor, cursor.copy(into) as copy:
        while portion := rows.fetchmany(ROWS_AT_ONCE):
            copy.write("".join(f"{row}\n" for (row,) in portion))


def _written(column: str, kind: str) -> str:
    """Return the SQLite expression that writes this column as COPY reads it."""
    value = f'"{column}"'
    if kind == "bytea":
        value = f"'\\\\x' || hex({value})"
    elif kind in {"text", "character varying", "jsonb"}:
        for raw, said in (("'\\'", "'\\\\'"), ("char(9)", "'\\t'"), ("char(10)", "'\\n'"), ("char(13)", "'\\r'")):
            value = f"replace({value}, {raw}, {said})"
    return f"coalesce({value}, '\\N')"


if __name__ == "__main__":
    copied(*sys.argv[1:3])

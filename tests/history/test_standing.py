"""A guard that is gone, switched off or altered is seen, and nothing is served from such a database."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from lhr.audit import locked
from lhr.history import guards
from tests.support.databases import Store
from tests.support.postgresql import OWNER


def _trigger(table: str, what: str) -> str:
    with connection.cursor() as cursor:
        postgres = connection.vendor == "postgresql"
        cursor.execute("SELECT tgname FROM pg_trigger" if postgres else "SELECT name FROM sqlite_master")
        return next(n for (n,) in cursor.fetchall() if n.startswith(f"{table}__{what}_"))


def _serving(url: str) -> subprocess.CompletedProcess[str]:
    """Open the application as granian's worker does."""
    return subprocess.run(
        [sys.executable, "-c", "import lhr.wsgi; print('serving')"],
        env={**os.environ, "LHR_DATABASE_URL": url}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_whole_database_is_served_from(own_database: str) -> None:
    done = _serving(own_database)
    assert (done.returncode, done.stdout) == (0, "serving\n")


def test_the_server_does_not_start_over_a_database_that_lacks_a_guard(own_database: str, store: Store) -> None:
    name = _trigger("audit_change", "no_delete" if connection.vendor == "sqlite" else "no_alter")
    store.as_owner(f'DROP TRIGGER "{name}"' + (" ON audit_change" if connection.vendor == "postgresql" else ""))
    done = _serving(own_database)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"lhr: not serving: the database lacks these guards, or they were altered: {name}: run `lhr migrate`"
    ]


def test_the_server_does_not_start_over_an_empty_or_absent_database(own_database: str) -> None:
    absent = f"{own_database}-none" if connection.vendor == "sqlite" else own_database.replace("@/lhr", "@/none")
    done = _serving(absent)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) <= 2
    assert done.stderr.startswith("lhr: not serving: the database ")


@pytest.mark.postgresql
def test_the_server_does_not_start_as_a_role_that_could_switch_the_guards_off(own_database: str) -> None:
    done = _serving(own_database.replace("lhr_app@", "lhr_owner@"))
    assert done.returncode == 1
    assert "the database role in use may do what it must not: " in done.stderr
    assert "lhr migrate --app-role" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.postgresql
def test_a_right_too_many_is_told(own_database: str, store: Store) -> None:
    rights = {
        "DELETE ON audit_readingof": "DELETE audit_readingof",
        "UPDATE ON people_personname": "UPDATE people_personname",
        "INSERT ON audit_changedrow": "INSERT audit_changedrow",
        "TRUNCATE ON identity_account": "TRUNCATE identity_account",
        f"TEMPORARY ON DATABASE {connection.settings_dict['NAME']}": "make temporary tables",
    }
    for right, told in rights.items():
        assert guards.faults(connection) == []
        store.as_owner(f"GRANT {right} TO lhr_app")
        (fault,) = guards.faults(connection)
        assert f"may do what it must not: {told}: run" in fault
        store.as_owner(f"REVOKE {right} FROM lhr_app")


@pytest.mark.sqlite
@pytest.mark.parametrize("body", ["BEFORE UPDATE ON audit_change BEGIN SELECT 1; END", ""])
def test_a_trigger_of_the_same_name_with_another_body_is_seen(db: None, body: str) -> None:
    name = _trigger("audit_change", "no_update")
    locked.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"')
        if body:
            cursor.execute(f'CREATE TRIGGER "{name}" {body}')
    assert guards.missing(connection) == [name]
    locked.lock(connection)


@pytest.mark.sqlite
def test_a_connection_that_would_replace_rows_unasked_is_seen(own_database: str) -> None:
    locked.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    assert guards.missing(connection) == ["recursive_triggers"]


ALTERED = {
    "ALTER TABLE audit_reading DISABLE TRIGGER USER": ["audit_reading__no_alter", "audit_reading__no_truncate"],
    "ALTER TABLE audit_reading ENABLE REPLICA TRIGGER {no_alter}": ["audit_reading__no_alter"],
    "ALTER FUNCTION lhr_capture() SECURITY INVOKER": ["lhr_capture"],
    "ALTER FUNCTION lhr_capture() RESET search_path": ["lhr_capture"],
    "CREATE OR REPLACE FUNCTION lhr_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp "
    "AS $$ BEGIN RETURN NULL; END $$": ["lhr_refuse"],
    "DROP TRIGGER {no_alter} ON audit_reading; CREATE TRIGGER {no_alter} BEFORE DELETE OR UPDATE ON audit_reading "
    "FOR EACH ROW WHEN (false) EXECUTE FUNCTION lhr_refuse()": ["audit_reading__no_alter"],
    "ALTER TABLE people_personname DROP CONSTRAINT {overlap}": ["people_one_name_a_day"],
    "ALTER TABLE people_personname DROP CONSTRAINT {overlap}, ADD CONSTRAINT {overlap} "
    "EXCLUDE USING gist (person_id WITH =, daterange(starts, until) WITH &&) WHERE (version = 0)": [
        "people_one_name_a_day"
    ],
}


@pytest.mark.postgresql
def test_a_guard_that_was_altered_or_switched_off_is_seen_and_put_back(own_database: str, store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conname LIKE 'people_one_name_a_day%%'")
        (overlap,) = cursor.fetchone()
    for altered, lacking in ALTERED.items():
        assert guards.missing(connection) == []
        store.as_owner(altered.format(overlap=overlap, no_alter=_trigger("audit_reading", "no_alter")))
        # What comes after the last underline is the digest of a trigger's text.
        seen = [found if found in lacking else found.rpartition("_")[0] for found in guards.missing(connection)]
        assert seen == lacking, altered
        _put_back()
    assert guards.missing(connection) == []


@pytest.mark.postgresql
def test_a_database_in_which_no_trigger_fires_is_seen(own_database: str, store: Store) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    store.as_owner(f"ALTER DATABASE {name} SET session_replication_role = replica")
    assert guards.missing(connection) == ["session_replication_role"]


@pytest.mark.sqlite
def test_migrate_puts_back_what_was_altered(own_database: str, store: Store) -> None:
    name = _trigger("audit_reading", "no_update")
    store.as_owner(f'DROP TRIGGER "{name}"')
    assert guards.missing(connection) == [name]
    _put_back()
    assert guards.missing(connection) == []


def _put_back() -> None:
    """Do what `lhr migrate` does at its end, as the owner of the tables."""
    settings = connection.settings_dict
    application = settings["USER"]
    connection.close()
    settings["USER"] = OWNER if application else ""
    try:
        locked.unlock(connection)
        guards.install(connection)
    finally:
        connection.close()
        settings["USER"] = application

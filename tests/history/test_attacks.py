"""Somebody who gets SQL of his own onto the application's connection tries to write history or the books unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from lhr.access.actor import Actor
from lhr.audit import context
from lhr.audit.book import change
from lhr.audit.models import Change, ChangedRow
from lhr.history import ledger
from lhr.organisations.models import Organisation, OrganisationName
from tests.history.refusing import done, refused
from tests.support.databases import Store
from tests.support.postgresql import TEMPLATE

CAPTURED = (
    'INSERT INTO audit_changedrow (change_id, "table", "row", operation, old, new) '
    "VALUES (%s, 'people_person', 'x', 'UPDATE', NULL, 'forged')"
)
CHANGE = (
    "INTO audit_change ({numbered}at, tag, subject_kind, subject_id, organisation_path, actor_name, actor_role, via, "
    "reason) VALUES ({number}'2001-01-01 00:00:00+00', 'forged', 'x', 'y', '/', 'somebody else', '', '', '')"
)
BACKDATED = (
    "INSERT INTO organisations_organisationname (id, entry_id, version, starts, recorded_id, name, sort_key, "
    "organisation_id) SELECT gen_random_uuid(), gen_random_uuid(), 1, '1990-01-01', recorded_id, 'ปลอม', 'ป', "
    "organisation_id FROM organisations_organisationname"
)
WITHOUT_NUMBER = "INSERT " + CHANGE.format(numbered="", number="")
WITH_NUMBER = CHANGE.format(numbered="seq, ", number="%s, ")


# --- on both engines -----------------------------------------------------------------------------------------------


def test_a_row_captured_by_nobody_cannot_be_written(name: OrganisationName, by: Actor, any_tag: str) -> None:
    refused(CAPTURED, name.recorded_id)
    with change(by, any_tag, name) as this:
        refused(CAPTURED, this.seq)
    assert not ChangedRow.objects.filter(new="forged").exists()


def test_a_change_cannot_be_given_a_number_that_is_not_the_next(
    name: OrganisationName, by: Actor, any_tag: str
) -> None:
    """A number between two others would say that the register knew something earlier than it did."""
    with pytest.raises(ZeroDivisionError), change(by, any_tag, name) as never:
        raise ZeroDivisionError
    with change(by, any_tag, name):
        pass
    refused(f"INSERT {WITH_NUMBER}", never.seq - 1, saying="audit_change|UNIQUE")
    if Change.objects.filter(pk=never.seq).exists():  # SQLite gives the number of a change that failed once more
        done(WITHOUT_NUMBER)
    else:
        refused(f"INSERT {WITH_NUMBER}", never.seq, saying="a number is given by the database")


@pytest.mark.parametrize("closed", ["committed", "earlier in this transaction"])
def test_an_own_row_in_the_book_of_changes_opens_nothing_by_itself(
    centre: Organisation, closed: str, by: Actor, any_tag: str
) -> None:
    if closed != "committed":
        with change(by, any_tag, centre):
            pass
    done(WITHOUT_NUMBER)
    refused("UPDATE organisations_organisation SET demonstration = %s", True, saying="outside an open change")


def test_a_change_that_was_rolled_back_is_not_open(centre: Organisation, by: Actor, any_tag: str) -> None:
    with pytest.raises(ZeroDivisionError), change(by, any_tag, centre) as never:
        raise ZeroDivisionError
    assert context.open_change(connection) is None
    if connection.vendor == "postgresql":
        done("SELECT set_config('lhr.change', %s, true)", str(never.seq))
    refused("UPDATE organisations_organisation SET demonstration = %s", True, saying="outside an open change")


# --- SQLite: one file, one kind of connection ----------------------------------------------------------------------


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_no_row_of_the_books_can_be_replaced(name: OrganisationName, verb: str) -> None:
    row = ChangedRow.objects.earliest("pk")
    refused(f"{verb} {WITH_NUMBER}", row.change_id, saying="rows are never altered")
    columns = '(id, change_id, "table", "row", operation)'
    refused(f"{verb} INTO audit_changedrow {columns} VALUES (%s, %s, 'x', 'y', 'INSERT')", row.pk, row.change_id)
    assert not Change.objects.filter(tag="forged").exists()


@pytest.mark.sqlite
def test_no_fact_can_be_replaced_in_an_open_change(name: OrganisationName, by: Actor, any_tag: str) -> None:
    columns = "id, entry_id, version, starts, until, superseded_id, sort_key, organisation_id"
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with change(by, any_tag, name) as this:
            refused(
                f"{verb} INTO organisations_organisationname ({columns}, recorded_id, name) SELECT {columns}, %s, "
                "'ปลอม' FROM organisations_organisationname",
                this.seq,
                saying="rows are never altered",
            )
    assert [row.name for row in OrganisationName.objects.all()] == ["กรม"]


@pytest.mark.sqlite
def test_a_row_that_is_replaced_in_an_audited_table_is_captured(centre: Organisation, by: Actor, any_tag: str) -> None:
    with change(by, any_tag, centre) as this:
        done("REPLACE INTO organisations_province (code, name_th, name_en, abbreviation) VALUES ('48', 'x', 'x', 'x')")
    assert sorted(ChangedRow.objects.filter(change=this).values_list("operation", "row")) == [
        ("DELETE", "48"),
        ("INSERT", "48"),
    ]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x)",
        "CREATE TEMP TABLE audit_change (x)",
        "CREATE TEMP TRIGGER t AFTER INSERT ON audit_change BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE INDEX i ON audit_change (tag)",
        "DROP TABLE audit_readingof",
        "ALTER TABLE audit_change RENAME TO elsewhere",
        "ATTACH 'other.sqlite3' AS other",
        "PRAGMA writable_schema = 1",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA recursive_triggers(0)",
        "PRAGMA ignore_check_constraints = 1",
        "PRAGMA foreign_keys = 0",
        "DELETE FROM sqlite_master WHERE type = 'trigger'",
        "UPDATE sqlite_sequence SET seq = 0",
    ],
)
def test_a_connection_defines_nothing_and_turns_nothing(centre: Organisation, statement: str) -> None:
    refused(statement, saying="not authorized|may not be modified")


@pytest.mark.sqlite
def test_no_trigger_can_be_dropped(centre: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [name for (name,) in cursor.fetchall()]
    assert len(names) > 100
    for name in names:
        refused(f'DROP TRIGGER "{name}"', saying="not authorized")


# --- PostgreSQL: the application's role ----------------------------------------------------------------------------


def _claim(seq: int) -> None:
    """Say that a change is open, as any SQL can."""
    done("SELECT set_config('lhr.change', %s, true)", str(seq))


@pytest.mark.postgresql
def test_an_earlier_change_cannot_be_opened_again(own_database: str, by: Actor, any_tag: str) -> None:
    centre = Organisation(level="CENTRE", path="/", founded_on=date(1997, 1, 1))
    with change(by, any_tag, centre) as old:
        centre.save(force_insert=True)
        values = {"organisation": centre, "name": "กรม", "sort_key": "กรม", "starts": date(1997, 1, 1), "until": None}
        ledger.record(old, OrganisationName, **values)
    with transaction.atomic():
        _claim(old.seq)
        for act in (
            "UPDATE organisations_organisation SET demonstration = true",
            "DELETE FROM organisations_organisation",
            f"UPDATE organisations_organisationname SET superseded_id = {old.seq}",
            BACKDATED,
        ):
            refused(act, saying="outside an open change|never altered|open change only")
    assert ChangedRow.objects.filter(change=old).count() == 2


@pytest.mark.postgresql
def test_the_database_marks_the_change_with_its_transaction_whatever_an_insert_says(
    centre: Organisation, by: Actor, any_tag: str
) -> None:
    lying = WITHOUT_NUMBER.replace("(at", "(transaction, began, at").replace("VALUES (", "VALUES (7, '2001-01-01', ")
    done(lying)
    with change(by, any_tag, centre) as this:
        this.refresh_from_db()
    forged = Change.objects.get(tag="forged")
    assert (forged.transaction, forged.began) == (this.transaction, this.began)
    assert this.transaction


@pytest.mark.postgresql
def test_an_id_of_a_transaction_that_comes_again_in_a_restored_database_opens_nothing(
    own_database: str, store: Store, by: Actor, any_tag: str
) -> None:
    """After a dump is restored, ids begin anew: an old row may carry the id of the transaction that runs now."""
    centre = Organisation(level="CENTRE", path="/", founded_on=date(1997, 1, 1))
    with change(by, any_tag, centre) as old:
        centre.save(force_insert=True)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            (now,) = cursor.fetchone()
        store.as_owner(
            "ALTER TABLE audit_change DISABLE TRIGGER USER; "
            f"UPDATE audit_change SET transaction = {now}; "
            "ALTER TABLE audit_change ENABLE TRIGGER USER"
        )
        _claim(old.seq)
        refused("UPDATE organisations_organisation SET demonstration = true", saying="outside an open change")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_change DISABLE TRIGGER ALL",
        "CREATE TABLE mine (x int)",
        "CREATE TEMP TABLE audit_readingof (x int)",
        "CREATE TEMP VIEW audit_change AS SELECT 1",
        "SET session_replication_role = replica",
        "SET ROLE lhr_owner",
        "CREATE OR REPLACE FUNCTION lhr_change() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
        "CREATE RULE r AS ON INSERT TO audit_change DO INSTEAD NOTHING",
        "CREATE TRIGGER t BEFORE INSERT ON people_person FOR EACH ROW EXECUTE FUNCTION lhr_capture('id', '{}')",
        "SELECT setval('audit_change_seq_seq', 1)",
        "INSERT INTO audit_changedrow (change_id, operation) VALUES (1, 'x')",
        "DELETE FROM audit_reading",
    ],
)
def test_the_application_defines_nothing_and_turns_nothing(centre: Organisation, statement: str) -> None:
    refused(statement, saying="permission denied|must be owner")


@pytest.mark.postgresql
def test_migrate_takes_the_right_to_make_temporary_tables_away(db: None) -> None:
    """A temporary table is found before the real one of its name. The right is the database's own, never copied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege('lhr_app', %s, 'TEMPORARY')", [TEMPLATE])
        assert cursor.fetchone() == (False,)


@pytest.mark.postgresql
def test_no_function_of_the_guards_can_be_hung_on_a_table_of_ones_own(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE 'lhr%%' AND has_function_privilege(oid, 'EXECUTE')"
        )
        assert [name for (name,) in cursor.fetchall()] == ["lhr_change"]

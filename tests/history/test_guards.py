"""The database itself refuses to alter history and the books, whoever asks: the ORM, raw SQL, on both engines; on
PostgreSQL as the application's own role."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lhr.access.actor import Actor
from lhr.audit.book import change, reading
from lhr.audit.models import Change, ChangedRow, Reading
from lhr.history import guards, ledger
from lhr.organisations.models import Organisation, OrganisationName
from tests.history.refusing import refused


def test_every_declared_guard_stands_in_the_database(db: None) -> None:
    assert guards.missing(connection) == []
    assert len(guards.tables()) > 10


@pytest.mark.postgresql
def test_on_postgresql_the_tests_come_as_the_application_and_not_as_the_owner(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolinherit FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("lhr_app", False, False)


@pytest.mark.parametrize("column", ["name", "starts", "until", "organisation_id", "recorded_id", "entry_id", "version"])
def test_no_column_of_a_fact_can_be_updated_by_raw_sql(name: OrganisationName, column: str) -> None:
    values = {"name": "อื่น", "starts": date(1990, 1, 1), "until": date(2030, 1, 1), "version": 7}
    other = values.get(column, name.recorded_id if column == "recorded_id" else str(name.pk).replace("-", ""))
    refused(f'UPDATE organisations_organisationname SET "{column}" = %s', other)
    name.refresh_from_db()
    assert name.name == "กรม"


def test_no_fact_can_be_updated_or_deleted_through_the_orm(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    with pytest.raises(DatabaseError), change(by, any_tag, centre):
        OrganisationName.objects.filter(pk=name.pk).update(name="อื่น")
    with pytest.raises(DatabaseError), change(by, any_tag, centre):
        name.delete()
    assert OrganisationName.objects.filter(pk=name.pk, name="กรม").exists()


def test_no_fact_can_be_deleted_by_raw_sql(name: OrganisationName) -> None:
    refused("DELETE FROM organisations_organisationname")


def test_a_fact_can_be_superseded_only_once_and_only_by_the_open_change(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    refused("UPDATE organisations_organisationname SET superseded_id = %s", name.recorded_id)
    with change(by, any_tag, centre) as this:
        ledger.withdraw(this, name)
    with pytest.raises(DatabaseError), change(by, any_tag, centre) as that, connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_organisationname SET superseded_id = %s", [that.seq])
    refused("UPDATE organisations_organisationname SET superseded_id = NULL")


def test_a_fact_cannot_claim_to_have_been_recorded_by_an_earlier_change(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    with pytest.raises(IntegrityError), change(by, any_tag, centre):
        OrganisationName.objects.create(
            organisation=centre, name="ย้อน", sort_key="ย", starts=date(1980, 1, 1), recorded_id=name.recorded_id
        )


def test_two_live_facts_of_one_key_cannot_share_a_day(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    with pytest.raises(IntegrityError), change(by, any_tag, centre) as this:
        ledger.record(
            this, OrganisationName, organisation=centre, name="ซ้อน", sort_key="ซ", starts=date(2000, 1, 1), until=None
        )


def test_a_fact_may_begin_on_the_day_the_other_ends(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    with change(by, any_tag, centre) as this:
        ledger.end(this, name, date(2002, 10, 9))
        ledger.record(
            this, OrganisationName, organisation=centre, name="ใหม่", sort_key="ห", starts=date(2002, 10, 9), until=None
        )
    assert [n.name for n in OrganisationName.objects.as_of(date(2002, 10, 8))] == ["กรม"]
    assert [n.name for n in OrganisationName.objects.as_of(date(2002, 10, 9))] == ["ใหม่"]


@pytest.mark.parametrize("table", ["audit_change", "audit_changedrow", "audit_reading", "audit_readingof"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_books_cannot_be_altered_by_raw_sql(name: OrganisationName, by: Actor, table: str, statement: str) -> None:
    reading(by, "test", purpose="ทดสอบ", persons=[name.pk])
    column = {"audit_change": "tag", "audit_changedrow": "operation", "audit_reading": "view"}.get(table, "person")
    refused(statement.format(table, column, column))


def test_the_books_cannot_be_altered_through_the_orm(name: OrganisationName, by: Actor) -> None:
    row = reading(by, "test", purpose="ทดสอบ")
    for act in (row.delete, lambda: Reading.objects.update(view="อื่น"), lambda: Change.objects.update(tag="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.postgresql
def test_nothing_can_be_truncated_on_postgresql(name: OrganisationName) -> None:
    for table in ("organisations_organisationname", "audit_change", "organisations_organisation"):
        refused(f"TRUNCATE {table} CASCADE")


def test_an_ordinary_table_cannot_be_written_outside_an_open_change(centre: Organisation) -> None:
    refused("UPDATE organisations_organisation SET demonstration = %s", True)
    refused("DELETE FROM organisations_organisation")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=centre.pk).update(demonstration=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(level="PROVINCE", path="/48/", founded_on=date(2000, 1, 1))


def test_each_write_is_captured_with_old_and_new_values_even_when_it_is_raw_sql(
    centre: Organisation, by: Actor, any_tag: str
) -> None:
    with change(by, any_tag, centre) as this, connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_organisation SET demonstration = %s", [True])
    row = ChangedRow.objects.get(change=this)
    assert (row.table, row.operation) == ("organisations_organisation", "UPDATE")
    assert row.old
    assert row.new
    assert row.old != row.new


def test_a_change_that_fails_leaves_no_row_in_the_book(centre: Organisation, by: Actor, any_tag: str) -> None:
    before = Change.objects.count()
    with pytest.raises(ZeroDivisionError), change(by, any_tag, centre):
        raise ZeroDivisionError
    assert Change.objects.count() == before


def test_a_change_inside_another_is_its_own_row_and_the_outer_one_is_open_again(
    centre: Organisation, by: Actor, any_tag: str
) -> None:
    with change(by, any_tag, centre) as outer:
        with change(by, any_tag, centre) as inner:
            pass
        Organisation.objects.filter(pk=centre.pk).update(demonstration=True)
    assert inner.seq > outer.seq
    assert ChangedRow.objects.get(table="organisations_organisation", operation="UPDATE").change_id == outer.seq


def test_a_tag_without_a_sentence_is_refused(centre: Organisation, by: Actor) -> None:
    with pytest.raises(LookupError), change(by, "no:such:tag", centre):
        pass


def test_of_two_who_correct_the_same_version_the_second_is_told(
    name: OrganisationName, by: Actor, any_tag: str, centre: Organisation
) -> None:
    with change(by, any_tag, centre) as this:
        ledger.correct(this, name, name="แรก")
    with pytest.raises(ledger.Overtaken), change(by, any_tag, centre) as that:
        ledger.correct(that, name, name="หลัง")

"""Nothing changes a verified line of a section: not the ORM, not SQL by the application's own role, inside an open
change or outside; and no entry has two live versions, however they are written. On both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.service_record import actions, card_view
from lhr.service_record import queries as service
from lhr.service_record.drafts import CardDraft
from lhr.service_record.models import CardLine
from tests.history.refusing import refused
from tests.service_record.conftest import Place
from tests.support.cards import FULL, ORDER

pytestmark = pytest.mark.django_db
TABLE = CardLine._meta.db_table
# SQLite answers by its triggers, PostgreSQL before them by what the application's role was never given.
GUARDED = r"never altered|outside an open change|by the open change only|permission denied"
COLUMNS = [field for field in CardLine._meta.concrete_fields if field.name != "superseded"]


@pytest.fixture
def line(town: Place, officer: Actor, registrar: Actor) -> CardLine:
    draft = CardDraft("DOMICILE", town.people["finance"], FULL["DOMICILE"], ORDER)
    waiting = actions.key_card_line(by=officer, organisation=town.organisation, line=draft, pair=frozenset())
    return actions.verify_card_lines(by=registrar, lines=[(waiting.entry_id, 1)], pair=frozenset())[0]


def other_value(line: CardLine, column: Any) -> Any:
    """Something else that the column could hold."""
    now = getattr(line, column.attname)
    match column.get_internal_type():
        case "UUIDField":
            return uuid4()
        case "ForeignKey":
            return now if isinstance(now, UUID) else line.recorded_id
        case "DateField":
            return date(1999, 9, 9)
        case "DateTimeField":
            return line.keyed_at.replace(year=1999)
        case "JSONField":
            return {"domicile": "จังหวัดอื่น"}
        case "BooleanField":
            return not now
        case "CharField":
            return "STRUCK" if column.name == "status" else "อื่น"
    return (now or 0) + 7


def stored(line: CardLine) -> list[dict[str, Any]]:
    return list(CardLine.objects.filter(entry_id=line.entry_id).order_by("version").values())


def test_no_column_can_be_updated_by_the_orm_or_by_sql(line: CardLine, officer: Actor) -> None:
    before = stored(line)
    assert {field.name for field in COLUMNS} >= {"values", "status", "starts", "verified_by", "entry_id", "recorded"}
    for column in COLUMNS:
        value = other_value(line, column)
        told = column.get_db_prep_save(value, connection)
        refused(f'UPDATE {TABLE} SET "{column.column}" = %s', told, saying=GUARDED)
        with pytest.raises(DatabaseError, match=GUARDED), change(officer, "service:card:keyed", line):
            CardLine.objects.filter(pk=line.pk).update(**{column.attname: value})
    assert stored(line) == before


def test_no_way_of_the_orm_writes_over_it_or_deletes_it(line: CardLine, officer: Actor) -> None:
    def saved() -> None:
        mine = CardLine.objects.get(pk=line.pk)
        mine.values = {"domicile": "จังหวัดอื่น"}
        mine.save()

    def in_bulk() -> None:
        mine = CardLine.objects.get(pk=line.pk)
        mine.status = "STRUCK"
        CardLine.objects.bulk_update([mine], ["status"])

    def upserted() -> None:
        mine = CardLine.objects.get(pk=line.pk)
        mine.values = {"domicile": "จังหวัดอื่น"}
        CardLine.objects.bulk_create(
            [mine], update_conflicts=True, update_fields=["values"], unique_fields=["id"]
        )

    def updated_or_created() -> None:
        CardLine.objects.update_or_create(pk=line.pk, defaults={"remark": "อื่น"})

    ways: tuple[Callable[[], Any], ...] = (
        saved, in_bulk, upserted, updated_or_created, lambda: line.delete(),
        lambda: CardLine.objects.filter(person=line.person_id).delete(),
        lambda: CardLine.objects.filter(pk=line.pk)._raw_delete(using="default"),
    )  # fmt: skip
    before = stored(line)
    for way in ways:
        with pytest.raises(DatabaseError), transaction.atomic():
            way()
        with pytest.raises(DatabaseError), change(officer, "service:card:keyed", line):
            way()
        assert stored(line) == before
    refused(f"DELETE FROM {TABLE}")
    refused(f"UPDATE {TABLE} SET superseded_id = %s", line.recorded_id)
    refused(f"UPDATE {TABLE} SET superseded_id = NULL WHERE version = 1")
    assert stored(line) == before


def test_an_entry_has_one_live_version_however_it_is_written(line: CardLine, officer: Actor) -> None:
    def written(this: Change, **values: Any) -> CardLine:
        content = {**line.content(), "key": "", **values}
        return CardLine.objects.create(recorded=this, entry_id=line.entry_id, version=9, **content)

    before = stored(line)
    twice = pytest.raises(DatabaseError, match=r"one_live_version|entry_id")
    with twice, change(officer, "service:card:keyed", line) as this:
        written(this)
    # Nor as one that an earlier change knew, outside a change, or by SQL.
    with pytest.raises(DatabaseError), transaction.atomic():
        written(Change.objects.get(pk=line.recorded_id))
    names = ", ".join(f'"{field.column}"' for field in CardLine._meta.concrete_fields if field.name != "id")
    chosen = names.replace('"version"', "9").replace('"key"', "''")
    with change(officer, "service:card:keyed", line) as that:
        chosen = chosen.replace('"recorded_id"', str(that.seq)).replace('"superseded_id"', "NULL")
        made = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
        refused(
            f"INSERT INTO {TABLE} (id, {names}) SELECT {made}, {chosen} FROM {TABLE} WHERE superseded_id IS NULL",
            saying=r"one_live_version|entry_id",
        )
    assert stored(line) == before


def test_what_may_stand_once_stands_once_even_past_the_rules(line: CardLine, officer: Actor) -> None:
    twice = pytest.raises(DatabaseError, match=r"stands_once|person_id")
    with twice, change(officer, "service:card:keyed", line) as this:
        ledger.record(this, CardLine, **{**line.content(), "seq": 2})
    before = stored(line)
    assert [row["status"] for row in before] == ["SUBMITTED", "VERIFIED"]


def test_looking_at_the_record_and_its_history_writes_nothing(line: CardLine) -> None:
    everywhere, day, person = Reach(frozenset({"/"})), date(2018, 8, 31), line.person_id
    with CaptureQueriesContext(connection) as asked:
        assert card_view.lines_of(person, day, known_at=line.recorded_id, as_of=day)
        assert len(card_view.history(line.entry_id)) == 2
        assert card_view.line_of_record(line.entry_id, within=everywhere, day=day).stands
        assert card_view.to_verify(everywhere, day) == []
        assert service.service_time(person, day).service_days
    assert len(asked) > 5
    assert [sql["sql"] for sql in asked if not sql["sql"].startswith(("SELECT", "(SELECT"))] == []


@pytest.mark.sqlite
def test_no_verified_line_can_be_replaced(line: CardLine, officer: Actor) -> None:
    names = ", ".join(f'"{field.column}"' for field in CardLine._meta.concrete_fields)
    before = stored(line)
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with change(officer, "service:card:keyed", line) as this:
            chosen = names.replace('"recorded_id"', str(this.seq)).replace('"remark"', "'ปลอม'")
            refused(
                f"{verb} INTO {TABLE} ({names}) SELECT {chosen} FROM {TABLE} WHERE superseded_id IS NULL",
                saying="never altered|UNIQUE",
            )
    assert stored(line) == before


@pytest.mark.postgresql
def test_the_application_cannot_take_the_guard_of_the_lines_away(line: CardLine) -> None:
    for statement in (
        f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL",
        f"DROP TABLE {TABLE}",
        f"TRUNCATE {TABLE}",
        f"CREATE RULE r AS ON UPDATE TO {TABLE} DO INSTEAD NOTHING",
        "SET session_replication_role = replica",
    ):
        refused(statement, saying="permission denied|must be owner")

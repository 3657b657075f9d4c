"""A person's record: opened once, found by number only, named over time, its number sealed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from pytest_django import DjangoAssertNumQueries

from lhr.access.actor import Actor, Duty
from lhr.access.permissions import Permission
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import ChangedRow
from lhr.kernel.national_id import make_synthetic
from lhr.people import actions, queries, vault
from lhr.people.models import Person
from tests.support.rules import refused

DAY = date(2018, 8, 31)
PATH = "/48/4803/0000000a/"
NUMBER = make_synthetic(4711)


@pytest.fixture
def officer() -> Actor:
    return Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.OFFICER, PATH),))


def opened(by: Actor, number: str = NUMBER, first: str = "สมใจ", last: str = "ดีงาม") -> Person:
    return actions.register(
        by=by,
        national_id=number,
        prefix="นางสาว",
        first=first,
        last=last,
        birth_date=date(1990, 2, 3),
        gender="F",
        starts=date(2015, 1, 1),
        path=PATH,
        permission=Permission.MOVEMENT_KEY,
    )


@pytest.mark.django_db
def test_a_person_is_found_by_the_number_however_it_is_typed(officer: Actor) -> None:
    person = opened(officer)
    thai = NUMBER.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    dashed = f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}"
    for typed in (NUMBER, thai, dashed, f" {NUMBER} "):
        assert queries.find(typed) == person
    assert queries.find(make_synthetic(4712)) is None
    assert queries.find("12345") is None


@pytest.mark.django_db
def test_the_view_shows_name_and_masked_number(officer: Actor) -> None:
    view = queries.view_of(opened(officer).id, DAY)
    assert view.name == "นางสาวสมใจ ดีงาม"
    assert view.masked_id == f"{NUMBER[0]}-{NUMBER[1:3]}xx-xxxxx-xx-{NUMBER[-1]}"
    assert NUMBER not in repr(view)


@pytest.mark.django_db
def test_the_number_stands_nowhere_in_the_clear(officer: Actor) -> None:
    person = opened(officer)
    assert person.national_id_enc is not None
    assert NUMBER.encode() not in bytes(person.national_id_enc)
    assert queries.national_id_of(person.id) == NUMBER
    captured = "".join(row.new or "" for row in ChangedRow.objects.all())
    assert NUMBER not in captured
    assert str(person.national_id_hmac) not in captured


@pytest.mark.django_db
def test_a_sealed_number_moved_to_another_row_does_not_open(officer: Actor) -> None:
    person = opened(officer)
    with pytest.raises(InvalidTag):
        vault.open_sealed(bytes(person.national_id_enc or b""), uuid4())


@pytest.mark.django_db
def test_PE02_a_number_opens_one_record_only(officer: Actor) -> None:
    opened(officer)
    with refused("PE-02.2", on="national_id"):
        opened(officer, first="สมหมาย")


@pytest.mark.django_db
def test_PE01_a_wrong_number_opens_none(officer: Actor) -> None:
    with refused("PE-01"):
        opened(officer, number=NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_who_has_no_right_there_opens_no_record(officer: Actor) -> None:
    stranger = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.OFFICER, "/48/4802/0000000b/"),))
    with pytest.raises(Denied):
        opened(stranger)


@pytest.mark.django_db
def test_a_new_name_holds_from_its_day_and_the_old_one_before(officer: Actor) -> None:
    person = opened(officer)
    actions.change_name(
        by=officer,
        person_id=person.id,
        prefix="นาง",
        first="สมใจ",
        last="นางาม",
        starts=date(2018, 6, 1),
        path=PATH,
        permission=Permission.MOVEMENT_KEY,
        reason="จดทะเบียนสมรส",
    )
    assert queries.view_of(person.id, date(2018, 5, 31)).name == "นางสาวสมใจ ดีงาม"
    assert queries.view_of(person.id, date(2018, 6, 1)).name == "นางสมใจ นางาม"
    assert queries.view_of(person.id, date(2001, 1, 1)).name == "นางสาวสมใจ ดีงาม"
    assert [name.last for name in queries.names_of(person.id)] == ["ดีงาม", "นางาม"]


@pytest.mark.django_db
def test_a_name_found_later_takes_its_place_before_a_later_one(officer: Actor) -> None:
    person = opened(officer)
    for last, starts in (("นางาม", date(2018, 6, 1)), ("แก้วกล้า", date(2016, 1, 1))):
        actions.change_name(
            by=officer,
            person_id=person.id,
            prefix="นางสาว",
            first="สมใจ",
            last=last,
            starts=starts,
            path=PATH,
            permission=Permission.MOVEMENT_KEY,
            reason="เปลี่ยนชื่อสกุล",
        )
    days = [date(2015, 6, 1), date(2016, 1, 1), date(2018, 5, 31), date(2018, 6, 1)]
    assert [queries.view_of(person.id, day).last for day in days] == ["ดีงาม", "แก้วกล้า", "แก้วกล้า", "นางาม"]


@pytest.mark.django_db
def test_many_people_are_shown_in_one_query(
    officer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [opened(officer, make_synthetic(100 + n), last="กขคงจฉชซ"[n] + "างาม").id for n in range(8)]
    with django_assert_num_queries(1):
        views = queries.views(made, DAY)
    in_order = sorted(views.values(), key=lambda view: view.sort_key)
    assert [view.last[0] for view in in_order] == list("กขคงจฉชซ")

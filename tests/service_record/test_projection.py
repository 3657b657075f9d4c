"""The day of retirement, the stored projection, and what its questions cost."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.kernel.national_id import make_synthetic
from lhr.service_record import actions, projecting, queries, reading, rules
from lhr.service_record.drafts import NewPerson, OpeningRecord
from lhr.service_record.models import Employment, Incumbency, ServiceLine
from tests.service_record.conftest import BEGINS, BORN, DAY, Place, done, hand, move
from tests.support.rules import refused, rule

# domain.md 6.3, row by row.
RETIREMENTS = [
    (date(1958, 9, 30), date(2018, 10, 1)),
    (date(1958, 10, 1), date(2018, 10, 1)),
    (date(1958, 10, 2), date(2019, 10, 1)),
    (date(1949, 10, 1), date(2009, 10, 1)),
    (date(1949, 10, 2), date(2010, 10, 1)),
    (date(1964, 1, 1), date(2024, 10, 1)),
    (date(1964, 12, 31), date(2025, 10, 1)),
    (date(1940, 2, 15), date(2000, 10, 1)),
]


@rule("SR-08")
@pytest.mark.parametrize(("born", "leaves"), RETIREMENTS)
def test_SR08_who_completes_sixty_by_the_thirtieth_of_september_leaves_the_next_day(
    born: date, leaves: date
) -> None:
    assert rules.exit_date(born) == leaves
    assert rules.last_day_of_service(born) == date(leaves.year, 9, 30)


def test_SR08_says_both_days() -> None:
    said = rules.retirement(date(1958, 10, 1)).says()
    assert "ตุลาคม" in said
    assert "กันยายน" in said


@pytest.mark.django_db
def test_a_carried_over_record_proves_the_palad_and_the_hr_officer(town: Place) -> None:
    assert queries.palad_of(town.id, DAY) == town.people["palad"]
    assert queries.holders_of_line(town.id, "3102", DAY) == [town.people["hr"]]
    assert queries.holders_of_line(town.id, "1101", DAY) == sorted(
        (town.people["palad"], town.people["deputy"]), key=lambda person: held_row(person)
    )
    palad = queries.posting(town.people["palad"], town.id, DAY)
    assert palad is not None
    assert (palad.title, palad.is_palad, palad.level_name) == ("ปลัดเทศบาล", True, "กลาง")


def held_row(person: object) -> str:
    return str(Incumbency.objects.get(person=person).pk)


@pytest.mark.django_db
def test_on_the_day_before_nobody_serves(town: Place) -> None:
    assert queries.people_of(town.id, date(2014, 12, 31)) == []
    assert queries.palad_of(town.id, date(2014, 12, 31)) is None


@pytest.mark.django_db
def test_rebuilt_is_what_was_stored(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor, keeper: Actor
) -> None:
    person = town.people["finance"]
    day = date(2018, 8, 1)
    done(town, officer, registrar, move(person, "MOVE", day, post_id=town.posts["vacant"].id))
    done(town, officer, registrar, move(town.people["deputy"], "RESIGN", day))
    done(town, officer, registrar, move(person, "MOVE", date(2018, 8, 9), post_id=town.posts["deputy"].id))
    done(town, officer, registrar, move(person, "ACTING_FOR", date(2018, 8, 10), open_ended=True))
    everybody = [*town.people.values(), *neighbour.people.values()]
    stored = queries.services_of(everybody)
    assert actions.rebuild(by=keeper) == 0
    projecting._clear(everybody)
    assert actions.rebuild(by=keeper) == len(everybody)
    assert queries.services_of(everybody) == stored
    assert {p: rules.project(n) for p, n in reading.lines_by_person(everybody).items()} == stored


@pytest.mark.django_db
def test_a_span_whose_lines_are_gone_is_cleared_by_rebuilding(town: Place, keeper: Actor) -> None:
    Employment.objects.filter(person=town.people["finance"]).update(until=date(2016, 1, 1))
    assert actions.rebuild(by=keeper) == 1
    assert queries.serves(town.people["finance"], town.id, DAY)


@pytest.mark.django_db
def test_only_who_loads_data_carries_records_over(town: Place, officer: Actor, registrar: Actor) -> None:
    record = OpeningRecord(
        make_synthetic(555), NewPerson("นาย", "สมคิด", "ทดสอบ", BORN, "M"), BEGINS, "CONTRACT_GENERAL"
    )
    for who in (officer, registrar):
        with pytest.raises(Denied):
            actions.open_record(by=who, organisation=town.organisation, records=[record])
    operator = Actor(day=DAY, name="ผู้ดูแลระบบ", duties=(Duty(Role.OPERATOR, "/"),))
    (person,) = actions.open_record(by=operator, organisation=town.organisation, records=[record])
    posting = queries.posting(person, town.id, DAY)
    assert posting is not None
    assert (posting.name, posting.number) == ("พนักงานจ้างทั่วไป", "")
    with refused("PE-02.2"):
        actions.open_record(by=operator, organisation=town.organisation, records=[record])


@pytest.mark.django_db
def test_a_list_of_staff_costs_the_same_for_four_and_for_forty(
    town: Place, keeper: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def list_them() -> int:
        return len(queries.people_of(town.id, DAY))

    with django_assert_num_queries(8):
        assert list_them() == 4
    more = [
        OpeningRecord(
            make_synthetic(5000 + n), NewPerson("นาย", "สมคิด", "ทดสอบ", BORN, "M"), BEGINS, "CONTRACT_GENERAL"
        )
        for n in range(36)
    ]
    actions.open_record(by=keeper, organisation=town.organisation, records=more)
    with django_assert_num_queries(8):
        assert list_them() == 40


@pytest.mark.django_db
def test_a_list_of_lines_costs_the_same_for_one_and_for_many(
    town: Place, officer: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def cost() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            queries.recent(town.id, DAY)
        return len(seen)

    before = cost()
    for who in ("deputy", "finance"):
        draft = move(town.people[who], "ACTING_FOR", DAY, open_ended=True)
        actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=frozenset())
    assert cost() == before


@pytest.mark.django_db
def test_staff_stand_in_dictionary_order(town: Place) -> None:
    assert [one.person.first for one in queries.people_of(town.id, DAY)] == ["สมใจ", "สมปอง", "สมศรี", "สมหวัง"]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_holder_of_a_post(town: Place) -> None:
    sitting = Incumbency.objects.get(person=town.people["palad"])
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Incumbency.objects.create(
            person_id=town.people["hr"],
            post_id=sitting.post_id,
            organisation_id=town.id,
            starts=date(2018, 1, 1),
            until=date(2018, 1, 2),
        )


@pytest.mark.django_db
def test_a_line_is_never_rewritten_or_deleted(town: Place) -> None:
    line = ServiceLine.objects.filter(person=town.people["palad"])
    for break_it in (lambda: line.update(starts=date(2016, 1, 1)), line.delete):
        with pytest.raises(Exception, match=r"never altered|permission denied"), transaction.atomic():
            break_it()


@pytest.mark.django_db
def test_vacant_posts_are_those_that_nobody_holds(town: Place, officer: Actor, registrar: Actor) -> None:
    assert [post.id for post in queries.vacant_posts(town.id, DAY)] == [town.posts["vacant"].id]
    done(town, officer, registrar, move(town.people["finance"], "RESIGN", DAY))
    free = {post.id for post in queries.vacant_posts(town.id, DAY)}
    assert free == {town.posts["vacant"].id, town.posts["finance"].id}


@pytest.mark.django_db
def test_staff_are_counted_for_many_places_at_once(
    town: Place, neighbour: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    nowhere = uuid4()
    with django_assert_num_queries(1):
        assert queries.headcount([town.id, neighbour.id, nowhere], DAY) == {
            town.id: 4,
            neighbour.id: 4,
            nowhere: 0,
        }


@pytest.mark.django_db
def test_a_person_opened_here_without_a_line_is_in_the_custody_of_the_opener(town: Place) -> None:
    from lhr.access.permissions import Permission
    from lhr.people import actions as people

    person = people.register(
        by=hand(town, Role.OFFICER, "hr"),
        national_id=make_synthetic(31),
        prefix="นาย",
        first="สมคิด",
        last="ทดสอบ",
        birth_date=BORN,
        gender="M",
        starts=DAY,
        path=town.organisation.path,
        permission=Permission.RIGHTS_APPOINT,
        held_by=town.id,
    )
    assert queries.custody(person.id, DAY) == town.id
    assert queries.service_of(person.id) == rules.ServicePicture()

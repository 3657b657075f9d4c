"""An order takes somebody into service who is on record and serves nowhere: upon the one record, whoever kept it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.orders import actions, previewing, queries
from lhr.orders.drafts import Header
from lhr.orders.models import Newcomer, Order
from lhr.orders.terms import OrderKind
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions as service
from lhr.service_record import queries as record
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from tests.orders.conftest import ON, Office
from tests.orders.test_newcomers import HER, NUMBER
from tests.service_record.conftest import BEGINS, DAY, Place, hand, move, on_record, settled
from tests.service_record.test_at_once import at_once
from tests.support.rules import refused, rule

LEFT = date(2018, 8, 15)


def office_of(place: Place, day: date = DAY) -> Office:
    return Office(place, hand(place, Role.OFFICER, "hr", day), hand(place, Role.REGISTRAR, "palad", day))


@pytest.fixture
def there(neighbour: Place) -> Office:
    return office_of(neighbour)


def appoints(office: Office, person: UUID | None = None, code: str = "APPOINT", **more: object) -> MovementDraft:
    whom = on_record(person) if person else {"national_id": NUMBER, "new_person": HER}
    seat = {"kind_code": office.place.kind_code, "post_id": office.place.posts["vacant"].id}
    return replace(MovementDraft(code, ON), **{**seat, **whom, **more})


def drawn(office: Office, *lines: MovementDraft, reason: str = "") -> Order:
    return office.drawn(*lines, kind=OrderKind.APPOINTMENT, reason=reason)


def leaves(office: Office, who: str = "finance") -> UUID:
    person = office.place.people[who]
    resign = move(person, "RESIGN", LEFT)
    line = service.key_movement(
        by=office.officer, organisation=office.place.organisation, movement=resign, pair=office.pair
    )
    service.verify(by=office.registrar, line_id=line.entry_id, version=1, pair=office.pair)
    return person


@rule("PE-02")
@pytest.mark.django_db
@pytest.mark.parametrize("code", ["APPOINT", "REAPPOINT"])
def test_who_left_one_lgo_is_appointed_by_an_order_of_another(office: Office, there: Office, code: str) -> None:
    person, everybody = leaves(office), Person.objects.count()
    row = there.signed(drawn(there, appoints(there, person, code)))
    (line,) = previewing.preview(there.officer, row, there.pair).lines
    assert (line.opens, line.person.id, line.old_post) == (False, person, None)
    there_done = actions.apply(by=there.registrar, order_id=row.entry_id, version=row.version, pair=there.pair)
    assert there_done.status == "APPLIED"
    assert (Person.objects.count(), Newcomer.objects.exists()) == (everybody, False)
    assert [one.draft.person_id for one in queries.lines_of(row.entry_id)] == [person]
    assert record.custody(person, date(2018, 8, 31)) == office.place.id
    assert record.custody(person, ON) == there.place.id


@pytest.mark.django_db
def test_a_contract_employee_becomes_an_official_of_another_lgo(office: Office, there: Office) -> None:
    hired = appoints(office, None, "CONTRACT_START", kind_code="CONTRACT_GENERAL", post_id=None,
                     last_day=date(2019, 8, 31), pay=Pay(salary=Decimal(9000)))  # fmt: skip
    office.applied(office.drawn(hired, kind=OrderKind.CONTRACT), "1")
    person = people.find(NUMBER)
    assert person is not None
    ends = MovementDraft("CONTRACT_END", date(2018, 9, 30), person_id=person.pk)
    office.applied(office.drawn(ends, kind=OrderKind.CONTRACT), "2")
    later = date(2018, 10, 1)
    with clock.standing_at(clock.midnight(later)):
        new = office_of(there.place, later)
        draft = replace(appoints(new), starts=later, pay=Pay(salary=Decimal(15000)))
        row = new.checked(drawn(new, draft, reason="ทดสอบ"))
        (line,) = previewing.preview(new.officer, row, new.pair).lines
        before, after = line.judged.paid
        assert (before.salary, after.salary) == (None, Decimal(15000))
        assert line.judged.before.employments == ()
        new.applied(actions.reopen(by=new.officer, order_id=row.entry_id, version=row.version), "3")
        assert record.custody(person.pk, later) == there.place.id


@pytest.mark.django_db
def test_an_appointment_that_an_order_cancelled_binds_nobody(office: Office, there: Office) -> None:
    row = office.applied(drawn(office, appoints(office)), "1")
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    with refused("PE-02.2"):
        there.checked(drawn(there, appoints(there)))
    office.applied(actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=header), "2")
    there.applied(drawn(there, appoints(there)), "1")
    person = people.find(NUMBER)
    assert person is not None
    assert record.custody(person.pk, ON) == there.place.id
    assert Person.objects.filter(national_id_hmac=person.national_id_hmac).count() == 1


@rule("PE-02", breaks=True)
@pytest.mark.django_db
def test_particulars_that_are_not_those_on_record_are_found_and_change_nothing(office: Office, there: Office) -> None:
    person = leaves(office)
    named = people.view_of(person, DAY).name
    draft = appoints(there, person)
    assert draft.new_person is not None
    renamed = replace(draft, new_person=replace(draft.new_person, last="เปลี่ยนสกุล"))
    row = drawn(there, renamed)
    (line,) = previewing.preview(there.officer, row, there.pair).lines
    assert ([one.code for one in line.findings], line.unanswered) == (["PE-02.4"], True)
    assert line.person.last == "เปลี่ยนสกุล"
    somebody = replace(draft, new_person=replace(HER, prefix="นาย", gender="M"))
    with refused("PE-02.3") as broken:
        there.checked(drawn(there, somebody))
    assert named not in str([one.says() + one.remedy() for one in broken.value.findings])
    there.applied(drawn(there, renamed, reason="เปลี่ยนชื่อสกุลตามหนังสือสำคัญ"))
    assert people.view_of(person, DAY).name == named
    assert record.custody(person, ON) == there.place.id


@pytest.fixture
def three(own_database: str) -> list[Office]:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    named = [(Kind.TAMBON_MUN, "ท่าอุเทน", "MUN"), (Kind.TAO, "โนนตาล", "TAO"), (Kind.TAO, "รามราช", "TAO")]
    return [office_of(settled(keeper, *one, at)) for at, one in enumerate(named, start=1)]


def _by_order(office: Office, person: UUID) -> Callable[[], object]:
    row = office.signed(drawn(office, appoints(office, person)))
    return lambda: actions.apply(
        by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair
    )


def _by_screen(office: Office, person: UUID) -> Callable[[], object]:
    fields = {**on_record(person), "kind_code": office.place.kind_code, "post_id": office.place.posts["vacant"].id}
    draft = move(None, "APPOINT", ON, **fields)
    return lambda: service.key_movement(
        by=office.officer, organisation=office.place.organisation, movement=draft, pair=office.pair
    )


@pytest.mark.parametrize("how", [(_by_order, _by_order), (_by_screen, _by_screen)])
def test_of_two_lgos_that_appoint_one_person_at_once_one_does_and_the_other_is_told(
    three: list[Office], how: tuple[Callable[[Office, UUID], Callable[[], object]], ...]
) -> None:
    first, *others = three
    person = leaves(first)
    results = at_once(*(act(office, person) for act, office in zip(how, others, strict=True)))
    broken = [one for one in results if isinstance(one, RuleBroken)]
    assert [[found.code for found in one.findings] for one in broken] == [["PE-02.2"]]
    lines = ServiceLine.objects.known().filter(person=person, movement_code="APPOINT")
    winner = next(at for at, one in enumerate(results) if not isinstance(one, RuleBroken))
    assert [line.organisation_id for line in lines] == [others[winner].place.id]

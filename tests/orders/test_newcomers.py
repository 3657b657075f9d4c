"""An order opens the record of somebody who has none yet: by one line, with all the others, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lhr.audit.models import ChangedRow
from lhr.kernel.national_id import make_synthetic
from lhr.orders import actions, previewing, queries
from lhr.orders.drafts import Header
from lhr.orders.models import Newcomer, Order, OrderLine
from lhr.orders.terms import OrderKind
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions as service
from lhr.service_record import queries as record
from lhr.service_record.drafts import MovementDraft, NewPerson
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import DAY, Place, move
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
NUMBER = make_synthetic(9001)
HER = NewPerson("นางสาว", "สมฤดี", "ทดสอบใหม่", date(1990, 5, 6), "F")
APPOINTMENT = OrderKind.APPOINTMENT


def appoints(office: Office, number: str = NUMBER, new: NewPerson = HER, seat: str = "vacant") -> MovementDraft:
    return MovementDraft(
        "APPOINT", ON, national_id=number, new_person=new, kind_code=office.place.kind_code,
        post_id=office.place.posts[seat].id, level_code="PRACTITIONER",
    )  # fmt: skip


def drawn(office: Office, *lines: MovementDraft, kind: OrderKind = APPOINTMENT) -> Order:
    return office.drawn(*lines, kind=kind)


def told(office: Office, row: Order) -> list[str]:
    return [one.code for one in previewing.preview(office.officer, row, office.pair).findings]


@rule("OR-10")
def test_an_appointment_opens_the_record_when_it_is_written_and_not_before(office: Office) -> None:
    before = Person.objects.count()
    row = office.signed(drawn(office, appoints(office)))
    (line,) = previewing.preview(office.officer, row, office.pair).lines
    assert (line.opens, line.person.name) == (True, "นางสาวสมฤดี ทดสอบใหม่")
    assert line.person.masked_id == f"{NUMBER[0]}-{NUMBER[1:3]}xx-xxxxx-xx-{NUMBER[-1]}"
    assert Person.objects.count() == before
    actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    person = people.find(NUMBER)
    assert person is not None
    assert (person.first_held_by, person.birth_date) == (office.place.id, HER.birth_date)
    (served,) = record.services_of([person.pk])[person.pk].employments
    assert (served.organisation_id, served.starts) == (office.place.id, ON)
    assert people.view_of(person.pk, ON).name == "นางสาวสมฤดี ทดสอบใหม่"
    (one,) = queries.lines_of(row.entry_id)
    assert (one.draft.person_id, one.draft.new_person, one.draft.national_id) == (person.pk, None, "")


def test_of_a_newcomer_the_draft_keeps_what_a_person_has_and_nothing_once_it_is_done(office: Office) -> None:
    row = drawn(office, appoints(office))
    kept = Newcomer.objects.get()
    assert (kept.id_last4, len(kept.national_id_hmac)) == (NUMBER[-4:], 64)
    assert NUMBER.encode() not in bytes(kept.national_id_enc)
    book = "".join(str(one.new) for one in ChangedRow.objects.filter(table="orders_newcomer"))
    assert kept.line.hex in book.replace("-", "")
    assert NUMBER not in book
    assert HER.last not in book
    office.applied(row)
    assert not Newcomer.objects.exists()
    assert OrderLine.objects.known().get(order=row.entry_id).person_id is not None


def test_whoever_is_given_up_is_forgotten(office: Office) -> None:
    second = appoints(office, make_synthetic(9002), replace(HER, first="สมหญิง"))
    row = drawn(office, appoints(office))
    (line,) = queries.lines_of(row.entry_id)
    row = actions.remove_line(by=office.officer, order_id=row.entry_id, version=row.version, line_id=line.id)
    assert not Newcomer.objects.exists()
    row = actions.add_lines(by=office.officer, order_id=row.entry_id, version=row.version, lines=[appoints(office)])
    row = actions.write_lines(by=office.officer, order_id=row.entry_id, version=row.version, lines=[second])
    assert [one.first for one in Newcomer.objects.all()] == ["สมหญิง"]
    (line,) = queries.lines_of(row.entry_id)
    known = replace(line.draft, national_id="", new_person=None, person_id=office.place.people["finance"])
    changed = actions.change_line(
        by=office.officer, order_id=row.entry_id, version=row.version, line_id=line.id, line=known
    )
    assert not Newcomer.objects.exists()
    again = actions.change_line(
        by=office.officer, order_id=row.entry_id, version=changed.version, line_id=line.id, line=second
    )
    actions.discard(by=office.officer, order_id=row.entry_id, version=again.version)
    assert not Newcomer.objects.exists()


@pytest.mark.parametrize(
    ("new", "number", "code"),
    [
        (HER, "1100500000009", "PE-01.1"),
        (replace(HER, gender="M"), NUMBER, "PE-05"),
        (replace(HER, first="นางสาวสมฤดี"), NUMBER, "PE-06"),
        (replace(HER, last="ทดสอบ9"), NUMBER, "PE-06.3"),
        (replace(HER, last="ทดดสอบ่่"), NUMBER, "PE-07"),
        (replace(HER, birth_date=date(2018, 9, 30)), NUMBER, "KE-01"),
        (replace(HER, birth_date=date(2002, 5, 6)), NUMBER, "SR-07"),
    ],
)
def test_every_finding_of_the_particulars_is_told_in_the_preview(
    office: Office, new: NewPerson, number: str, code: str
) -> None:
    row = drawn(office, appoints(office, number, new))
    assert code in told(office, row)
    if code != "PE-07":  # a warning, which the order's reason answers
        with refused(code):
            office.checked(row)


@rule("OR-10", breaks=True)
def test_who_got_a_record_here_meanwhile_is_named_and_the_line_can_be_of_that_record(office: Office) -> None:
    row = office.signed(drawn(office, appoints(office)))
    mine = move(None, "APPOINT", ON, national_id=NUMBER, new_person=HER, kind_code=office.place.kind_code,
                post_id=office.place.posts["vacant"].id, level_code="PRACTITIONER")  # fmt: skip
    service.key_movement(
        by=office.officer, organisation=office.place.organisation, movement=mine, pair=office.pair
    )
    with refused("OR-10") as broken:
        actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    (found,) = [one for one in broken.value.findings if one.code == "OR-10"]
    assert "นางสาวสมฤดี ทดสอบใหม่" in found.says()
    assert "กลับเป็นร่าง" in found.remedy()


def test_a_number_with_a_record_elsewhere_opens_none_and_tells_neither_name_nor_place(
    office: Office, neighbour: Place
) -> None:
    theirs = people.national_id_of(neighbour.people["finance"])
    row = drawn(office, appoints(office, theirs, replace(HER, prefix="นาย", gender="M")))
    (line,) = previewing.preview(office.officer, row, office.pair).lines
    assert [one.code for one in line.findings if one.code.startswith("PE")] == ["PE-02.2"]
    said = str([one.says() + one.remedy() for one in line.findings]) + line.person.name
    assert "โนนตาล" not in said
    assert "สมปอง" not in said


def test_two_lines_of_one_newcomer_are_one_person(office: Office) -> None:
    row = drawn(office, appoints(office), appoints(office))
    assert "OR-05" in told(office, row)
    second = appoints(office, make_synthetic(9002), replace(HER, first="สมหญิง"))
    taken = drawn(office, appoints(office), second)
    assert "PO-07" in told(office, taken)


def test_only_what_begins_a_service_names_somebody_new(office: Office) -> None:
    line = MovementDraft("PROBATION", ON, national_id=NUMBER, new_person=HER)
    row = drawn(office, line)
    with pytest.raises(LookupError):
        office.checked(row)
    with pytest.raises(LookupError):
        drawn(office, MovementDraft("APPOINT", ON, national_id=NUMBER))


def test_a_contract_begins_with_a_record_too(office: Office) -> None:
    line = MovementDraft(
        "CONTRACT_START", ON, national_id=NUMBER, new_person=HER, kind_code="CONTRACT_GENERAL",
        last_day=date(2019, 8, 31),
    )  # fmt: skip
    office.applied(drawn(office, line, kind=OrderKind.CONTRACT))
    person = people.find(NUMBER)
    assert person is not None
    assert record.custody(person.pk, DAY) == office.place.id


def test_the_order_that_cancels_it_leaves_the_record_where_it_was_opened(office: Office) -> None:
    row = office.applied(drawn(office, appoints(office)))
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    office.applied(actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=header), "13")
    person = people.find(NUMBER)
    assert person is not None
    assert record.services_of([person.pk])[person.pk].employments == ()
    assert record.custody(person.pk, ON) == office.place.id
    again = replace(appoints(office), national_id="", new_person=None, person_id=person.pk)
    office.applied(drawn(office, again), "14")
    assert record.services_of([person.pk])[person.pk].employments[0].starts == ON


def test_what_is_signed_over_names_the_newcomer(office: Office) -> None:
    row = drawn(office, appoints(office))
    before = queries.digest(row.entry_id)
    (line,) = queries.lines_of(row.entry_id)
    renamed = replace(line.draft, new_person=replace(HER, first="สมหญิง"))
    actions.change_line(by=office.officer, order_id=row.entry_id, version=row.version, line_id=line.id, line=renamed)
    assert queries.digest(row.entry_id) != before

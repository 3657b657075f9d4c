"""Transfers by an order from and to an agency that is no LGO: a ministry, กทม. No case is opened; one record, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lhr.access.roles import Role
from lhr.orders import previewing, printing, queries
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions as service
from lhr.service_record import card_paper
from lhr.service_record import queries as record
from lhr.service_record.drafts import CardDraft, Citation, MovementDraft
from lhr.service_record.models import ServiceLine, TransferCase
from tests.orders.conftest import ON, Office
from tests.orders.test_newcomers import HER, NUMBER
from tests.service_record.conftest import DAY, Place, hand, on_record
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
LAND, BANGKOK = "กรมที่ดิน กระทรวงมหาดไทย", "กรุงเทพมหานคร"


def receives(office: Office, seat: str = "vacant", **said: object) -> MovementDraft:
    draft = MovementDraft(
        "TRANSFER_IN", ON, national_id=NUMBER, new_person=HER, kind_code=office.place.kind_code,
        post_id=office.place.posts[seat].id, level_code="PRACTITIONER", other_organisation_text=LAND,
    )  # fmt: skip
    return replace(draft, **said)  # type: ignore[arg-type]


def releases(office: Office, who: str = "finance", day: date = ON, to: str = BANGKOK) -> MovementDraft:
    return MovementDraft("TRANSFER_OUT", day, person_id=office.place.people[who], other_organisation_text=to)


def drawn(office: Office, *lines: MovementDraft) -> Order:
    return office.drawn(*lines, kind=OrderKind.TRANSFER)


def elsewhere(place: Place) -> Office:
    return Office(place, hand(place, Role.OFFICER, "hr"), hand(place, Role.REGISTRAR, "palad"))


@rule("SR-05")
def test_somebody_without_a_record_is_received_from_an_agency_outside(office: Office) -> None:
    row = office.applied(drawn(office, receives(office)))
    person = people.find(NUMBER)
    assert person is not None
    (served,) = record.services_of([person.pk])[person.pk].employments
    assert (served.organisation_id, served.starts, served.start_movement) == (office.place.id, ON, "TRANSFER_IN")
    line = ServiceLine.objects.known().get(person=person)
    assert (line.other_organisation_id, line.other_organisation_text) == (None, LAND)
    assert not TransferCase.objects.exists()
    assert set(queries.written(row.entry_id, DAY).values()) == {"VERIFIED"}
    # What was before is keyed on the card afterwards.
    began = dict.fromkeys(("appointed_on", "began_on"), "1 มิ.ย. 2555")
    before = CardDraft(
        "BEGINNING", person.pk, began, Citation("7", 2555, date(2012, 5, 20)), reason="ตามแฟ้มเดิม"
    )
    keyed = service.key_card_line(
        by=office.officer, organisation=office.place.organisation, line=before, pair=office.pair
    )
    assert keyed.person_id == person.pk


@rule("SR-05", breaks=True)
def test_a_receipt_says_from_where(office: Office) -> None:
    with refused("SR-05"):
        office.checked(drawn(office, receives(office, other_organisation_text="")))
    bare = receives(office, other_organisation_text="", citation=Citation("7", 2561, date(2018, 8, 20)))
    with refused("SR-05"):
        service.key_movement(
            by=office.officer, organisation=office.place.organisation, movement=bare, pair=office.pair
        )


def test_the_service_of_who_goes_outside_ends_and_the_record_stays_with_its_last_keeper(office: Office) -> None:
    who = office.place.people["finance"]
    before = ServiceLine.objects.known().filter(person=who).count()
    office.applied(drawn(office, releases(office)))
    (served,) = record.services_of([who])[who].employments
    assert (served.until, served.end_movement) == (ON, "TRANSFER_OUT")
    assert record.custody(who, ON) == office.place.id
    assert record.custody(who, date(2030, 1, 1)) == office.place.id
    assert ServiceLine.objects.known().filter(person=who).count() == before + 1
    assert not TransferCase.objects.exists()
    vacant = {post.id for post in record.vacant_posts(office.place.id, ON)}
    assert office.place.posts["finance"].id in vacant


@rule("SR-05")
def test_who_comes_back_from_outside_is_received_by_another_lgo_upon_the_one_record(
    office: Office, neighbour: Place
) -> None:
    gone, there = date(2018, 8, 1), elsewhere(neighbour)
    office.applied(drawn(office, releases(office, day=gone)))
    who, everybody = office.place.people["finance"], Person.objects.count()
    view = people.view_of(who, DAY)
    back = receives(there, other_organisation_text=BANGKOK, **on_record(who))
    row = drawn(there, back)
    (line,) = previewing.preview(there.officer, row, there.pair).lines
    assert (line.opens, line.person.name, line.other) == (False, view.name, BANGKOK)
    there.applied(row)
    assert Person.objects.count() == everybody
    assert record.custody(who, ON) == neighbour.id
    assert [one.draft.person_id for one in queries.lines_of(row.entry_id)] == [who]


@rule("SR-05", breaks=True)
def test_nobody_who_serves_elsewhere_comes_from_outside(office: Office, neighbour: Place) -> None:
    number = people.national_id_of(neighbour.people["finance"])
    his = replace(HER, prefix="นาย", gender="M")
    row = drawn(office, receives(office, national_id=number, new_person=his))
    (line,) = previewing.preview(office.officer, row, office.pair).lines
    assert "SR-05" in {one.code for one in line.findings}
    assert line.person.first == HER.first
    # Nor does who was let go to another LGO, which has not received him yet.
    there = elsewhere(neighbour)
    out = MovementDraft(
        "TRANSFER_OUT", date(2018, 8, 1), person_id=neighbour.people["finance"], other_organisation_id=office.place.id
    )
    there.applied(drawn(there, out))
    with refused("SR-05"):
        office.checked(drawn(office, receives(office, national_id=number, new_person=his)))


def test_the_paper_of_the_order_and_the_card_name_the_agency(office: Office) -> None:
    row = drawn(office, receives(office), releases(office))
    told = printing.values(row, previewing.preview(office.officer, row, office.pair))
    cells = [[cell["t"] for cell in one] for one in told["rows"]]
    assert cells[0][3] == f"จาก {LAND}"
    assert "๓๑๐๒-๐๐๒" in cells[0][4]
    assert "๓๒๐๑-๐๐๑" in cells[1][3]
    assert cells[1][4] == f"ไป {BANGKOK}"
    office.applied(row)
    card = card_paper.card_of(office.place.people["finance"], card_paper.Wanted(ON))
    assert f"ให้โอน ไป{BANGKOK}" in " ".join(" ".join(str(one) for one in row.cells) for row in card.rows())


@rule("SR-05")
def test_a_movement_keyed_by_hand_comes_from_outside_as_by_an_order(office: Office) -> None:
    keyed = receives(office, citation=Citation("7", 2561, date(2018, 8, 20)))
    line = service.key_movement(
        by=office.officer, organisation=office.place.organisation, movement=keyed, pair=office.pair
    )
    done = service.verify(by=office.registrar, line_id=line.entry_id, version=line.version, pair=office.pair)
    assert (done.status, done.other_organisation_text) == ("VERIFIED", LAND)

"""Somebody who is on record and serves nowhere is taken into service by any LGO, upon the one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel.rules import Weight
from lhr.people import actions as of_people
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions, judging, queries
from lhr.service_record.actions import Author, OrderedLine
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.judging import Judged
from lhr.service_record.pay import Pay
from lhr.service_record.rules import ServicePicture
from tests.service_record.conftest import DAY, Place, done, hand, move, newcomer, on_record, order
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
LEAVES, BEGINS = date(2018, 8, 1), date(2018, 8, 15)
NOBODY: frozenset[UUID] = frozenset()
CONTRACT = {"kind_code": "CONTRACT_GENERAL", "last_day": date(2019, 7, 31)}


def hands(place: Place) -> tuple[Actor, Actor]:
    return hand(place, Role.OFFICER, "hr"), hand(place, Role.REGISTRAR, "palad")


def taking(place: Place, person: UUID, code: str = "APPOINT", **more: object) -> MovementDraft:
    """The other LGO takes somebody into service by the number and what is typed beside it."""
    seat = {"kind_code": place.kind_code, "post_id": place.posts["vacant"].id}
    return move(None, code, BEGINS, **{**seat, **on_record(person), **more})


def judged(place: Place, draft: MovementDraft) -> Judged:
    return judging.at_keying(hands(place)[0], place.organisation, draft, NOBODY)


def left(town: Place, who: str = "finance") -> UUID:
    person = town.people[who]
    done(town, *hands(town), move(person, "RESIGN", LEAVES))
    return person


def hired(town: Place, **more: object) -> UUID:
    until = {"last_day": date(2019, 6, 30), "reason": "ทดสอบ"}
    fields = {**newcomer(), **CONTRACT, **until, "pay": Pay(salary=Decimal(9000)), **more}
    return done(town, *hands(town), move(None, "CONTRACT_START", date(2018, 7, 1), **fields)).person_id


# --- who is free ---


@rule("PE-02")
@pytest.mark.parametrize(("code", "fields"), [("APPOINT", {}), ("REAPPOINT", {}), ("CONTRACT_START", CONTRACT)])
def test_who_left_the_one_lgo_is_taken_into_service_by_another(
    town: Place, neighbour: Place, code: str, fields: dict[str, object]
) -> None:
    person, everybody = left(town), Person.objects.count()
    if fields:
        fields = {**fields, "post_id": None}
    line = done(neighbour, *hands(neighbour), taking(neighbour, person, code, **fields))
    assert (line.person_id, Person.objects.count()) == (person, everybody)
    served = queries.service_of(person).employments
    assert [(one.organisation_id, one.starts) for one in served][1:] == [(neighbour.id, BEGINS)]
    assert queries.custody(person, date(2018, 8, 14)) == town.id
    assert queries.custody(person, BEGINS) == neighbour.id


def test_an_appointment_that_was_cancelled_from_its_start_binds_nobody(town: Place, neighbour: Place) -> None:
    seat = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    line = done(town, *hands(town), move(None, "APPOINT", LEAVES, **newcomer(), **seat))
    with refused("PE-02.2"):
        actions.key_movement(
            by=hands(neighbour)[0], organisation=neighbour.organisation,
            movement=taking(neighbour, line.person_id), pair=NOBODY,
        )  # fmt: skip
    officer, registrar = hands(town)
    undo = actions.cancel_movement(by=officer, line_id=line.entry_id, citation=order("90"), pair=NOBODY)
    actions.verify(by=registrar, line_id=undo.entry_id, version=1, pair=NOBODY)
    done(neighbour, *hands(neighbour), taking(neighbour, line.person_id))
    assert queries.custody(line.person_id, BEGINS) == neighbour.id
    assert [one.organisation_id for one in queries.service_of(line.person_id).employments] == [neighbour.id]


def test_a_first_line_that_was_taken_back_binds_nobody_and_one_that_waits_does(town: Place, neighbour: Place) -> None:
    officer, registrar = hands(town)
    seat = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    line = actions.key_movement(
        by=officer, organisation=town.organisation, movement=move(None, "APPOINT", LEAVES, **newcomer(), **seat),
        pair=NOBODY,
    )  # fmt: skip
    draft = taking(neighbour, line.person_id)
    assert codes(judged(neighbour, draft).findings) == ["PE-02.2"]
    back = actions.send_back(by=registrar, line_id=line.entry_id, version=1, reason="ตรวจ", pair=NOBODY)
    assert codes(judged(neighbour, draft).findings) == ["PE-02.2"]
    actions.withdraw_line(by=officer, line_id=line.entry_id, version=back.version)
    assert codes(judged(neighbour, draft).findings) == []


def _leaving_waits(town: Place, neighbour: Place, person: UUID) -> None:
    resign = move(person, "RESIGN", LEAVES)
    actions.key_movement(by=hands(town)[0], organisation=town.organisation, movement=resign, pair=NOBODY)


def _serves_again_later(town: Place, neighbour: Place, person: UUID) -> None:
    done(town, *hands(town), move(person, "RESIGN", LEAVES))
    done(town, *hands(town), move(person, "REAPPOINT", date(2018, 8, 20), **CONTRACT))


def _is_on_the_way_to_another(town: Place, neighbour: Place, person: UUID) -> None:
    out = move(person, "TRANSFER_OUT", LEAVES, other_organisation_id=neighbour.id)
    done(town, *hands(town), out)


def _died(town: Place, neighbour: Place, person: UUID) -> None:
    done(town, *hands(town), move(person, "DEATH", LEAVES, citation=Citation(text="ใบมรณบัตร")))


@rule("PE-02", breaks=True)
@pytest.mark.parametrize("code", ["APPOINT", "REAPPOINT"])
@pytest.mark.parametrize("how", [_leaving_waits, _serves_again_later, _is_on_the_way_to_another, _died])
def test_who_is_not_free_is_taken_by_nobody_and_nothing_is_told(
    town: Place, neighbour: Place, how: Callable[[Place, Place, UUID], None], code: str
) -> None:
    person = town.people["finance"]
    how(town, neighbour, person)
    (found,) = judged(neighbour, taking(neighbour, person, code)).findings
    assert found.code == "PE-02.2"
    assert "ท่าอุเทน" not in found.says() + found.remedy()


def test_whose_record_was_opened_without_a_line_is_for_the_opener_to_begin(town: Place, neighbour: Place) -> None:
    def registered(at: int, held_by: UUID | None) -> UUID:
        her = newcomer(at)
        new = her["new_person"]
        return of_people.register(
            by=hands(town)[0], national_id=str(her["national_id"]), prefix=new.prefix, first=new.first,  # type: ignore[attr-defined]
            last=new.last, birth_date=new.birth_date, gender=new.gender, starts=LEAVES,  # type: ignore[attr-defined]
            path=town.organisation.path, permission=Permission.MOVEMENT_KEY, held_by=held_by,
        ).pk  # fmt: skip

    named_there, of_an_office = registered(9001, town.id), registered(9002, None)
    assert codes(judged(neighbour, taking(neighbour, named_there)).findings) == ["PE-02.2"]
    assert codes(judged(neighbour, taking(neighbour, of_an_office)).findings) == []


def test_one_lgo_appoints_its_own_contract_employee_by_the_number_too(town: Place) -> None:
    person = hired(town)
    assert codes(judged(town, taking(town, person)).findings) == ["PE-02.1"]
    done(town, *hands(town), move(person, "CONTRACT_END", LEAVES))
    line = done(town, *hands(town), taking(town, person))
    assert (line.person_id, queries.serves(person, town.id, DAY)) == (person, True)


@rule("SR-05")
def test_who_serves_nowhere_comes_from_an_agency_outside_as_an_unknown_does(town: Place, neighbour: Place) -> None:
    person = left(town)
    draft = taking(neighbour, person, "TRANSFER_IN", other_organisation_text="กรมที่ดิน")
    assert codes(judged(neighbour, replace(draft, new_person=None)).findings) == ["SR-05"]
    done(neighbour, *hands(neighbour), draft)
    assert queries.custody(person, BEGINS) == neighbour.id


# --- who it is ---


def test_what_is_typed_otherwise_is_found_and_the_record_keeps_what_it_has(town: Place, neighbour: Place) -> None:
    person = hired(town)
    done(town, *hands(town), move(person, "CONTRACT_END", LEAVES))
    draft = taking(neighbour, person)
    new = draft.new_person
    assert new is not None
    married = replace(draft, new_person=replace(new, prefix="นาง", last="ทดสอบสมรส"))
    (found,) = judged(neighbour, married).findings
    assert (found.code, found.weight) == ("PE-02.4", Weight.WARN)
    assert "คำนำหน้าชื่อ นามสกุล ทะเบียน" in found.says()
    assert "ทดสอบใหม่" not in found.says() + found.remedy()
    with refused("PE-02.4"):
        done(neighbour, *hands(neighbour), married)
    done(neighbour, *hands(neighbour), replace(married, reason="สมรสแล้ว"))
    assert people.view_of(person, DAY).name == "นางสาวสมฤดี ทดสอบใหม่"
    assert queries.custody(person, DAY) == neighbour.id


@rule("PE-02", breaks=True)
def test_neither_name_nor_birth_date_of_the_bearer_is_somebody_else(town: Place, neighbour: Place) -> None:
    draft = taking(neighbour, left(town))
    new = draft.new_person
    assert new is not None
    other = replace(draft, new_person=replace(new, first="สมชาย", birth_date=date(1980, 1, 2)))
    (found,) = judged(neighbour, other).findings
    assert found.code == "PE-02.3"
    assert "สมปอง" not in found.says() + found.remedy()
    for born in (replace(new, birth_date=date(1980, 1, 2)), replace(new, first="สมชาย")):
        assert codes(judged(neighbour, replace(draft, new_person=born)).findings) == ["PE-02.4"]


def test_a_bare_number_takes_nobody_and_tells_what_it_tells_of_an_unknown_one(town: Place, neighbour: Place) -> None:
    person = left(town)
    said = []
    for number in (people.national_id_of(person), str(newcomer(9005)["national_id"])):
        draft = replace(taking(neighbour, person), national_id=number, new_person=None)
        said.append([(one.code, one.says()) for one in judged(neighbour, draft).findings if one.code[:2] == "PE"])
    assert said[0] == said[1]
    assert said[0][0][0] == "PE-06.2"


def test_before_the_line_is_verified_the_new_lgo_sees_what_it_typed_and_nothing_of_the_record(
    town: Place, neighbour: Place
) -> None:
    person = hired(town)
    done(town, *hands(town), move(person, "CONTRACT_END", LEAVES))
    shown = judged(neighbour, taking(neighbour, person, pay=Pay(salary=Decimal(15000))))
    assert shown.name == "นางสาวสมฤดี ทดสอบใหม่"
    assert (shown.before, shown.paid[0].salary) == (ServicePicture(), None)
    assert [one.organisation_id for one in shown.after.employments] == [neighbour.id]


# --- who comes second ---


def test_who_keys_second_is_told_and_so_is_who_is_verified_second(town: Place, neighbour: Place) -> None:
    person = left(town)
    officer, registrar = hands(neighbour)
    line = actions.key_movement(
        by=officer, organisation=neighbour.organisation, movement=taking(neighbour, person), pair=NOBODY
    )
    mine = move(person, "REAPPOINT", BEGINS, **CONTRACT)
    assert "SR-04.3" in codes(judged(town, mine).findings)
    officer_there, registrar_there = hands(town)
    actions.apply_lines(
        by=registrar_there, organisation=town.organisation, lines=[OrderedLine(uuid4(), mine)], citation=mine.citation,
        author=Author(officer_there.account_id, officer_there.person_id), pair=NOBODY,
    )  # fmt: skip
    with refused("PE-02.2") as broken:
        actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=NOBODY)
    assert codes(broken.value.findings) == ["PE-02.2"]
    assert "ท่าอุเทน" not in str([one.says() + one.remedy() for one in broken.value.findings])

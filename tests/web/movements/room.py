"""The town on the day on which everything that can be wrong with a movement is keyed: people about to leave, rise and
come, lines that wait, were corrected and cancelled. All of it by the register's own acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from stdnum.th import pin

from lhr.access.actor import operator
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.cli.demonstration import pay as demonstration
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from lhr.people import queries as people
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions as record
from lhr.service_record import swaps
from lhr.service_record.actions import Author, OrderedLine
from lhr.service_record.drafts import Citation, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.pay import Pay
from lhr.service_record.rules_of_transfers import Side
from lhr.standards import actions as standards
from lhr.standards import planning
from lhr.standards.rules import PayEngine
from tests.standards import schedules
from tests.support.cast import (
    FOUNDED,
    NEIGHBOURS,
    TODAY,
    Cast,
    Place,
    acting_as,
    cancelled,
    keying,
    moves,
    verified,
)
from tests.web.desks import account_at

JANUARY, APRIL, SOON, SEPTEMBER = date(2018, 1, 1), date(2018, 4, 1), date(2018, 8, 15), date(2018, 9, 1)
MAY, JUNE = date(2018, 5, 20), date(2018, 6, 15)
EVERYWHERE = Reach(frozenset({"/"}))
NOBODY: frozenset[UUID] = frozenset()
BY_ORDER = Citation("55", 2561, date(2018, 7, 20))
HIRED = {"kind_code": "CONTRACT_GENERAL"}
RATE = (
    "allowance,kind_code,title_code,line_code,level_code,amount,per,starts,until,status,source\n"
    "POSITION,,,,PROFESSIONAL,3500,MONTH,2016-01-01,,U,ตารางทดสอบ\n"
)


def furnished(town: Place, cast: Cast) -> dict[str, str]:
    """Return people, posts, lines, cases and numbers by the words of tests/support/broken_movements.py."""
    about = replace(schedules.ABOUT, kinds=("MUN_OFFICIAL",))
    schedules.load(operator(TODAY, "ทดสอบ"), demonstration.STEPS.read_bytes(), about)
    announced = [PostDraft(f"48-2-01-4202-00{n}", "4202", "", FOUNDED) for n in (1, 2, 3)]
    announced.append(PostDraft("48-2-01-3201-091", "3201", "PRACTITIONER", FOUNDED))
    vacant, frozen, ending, lower = posts.establish_all(by=cast.keeper, organisation=town.lgo, posts=announced)
    posts.freeze(by=cast.keeper, post_id=frozen.pk, starts=FOUNDED)
    posts.abolish(by=cast.keeper, post_id=ending.pk, until=date(2018, 10, 1), reason="ปรับแผน")
    known: dict[str, Any] = {
        "vacant": vacant.pk, "frozen": frozen.pk, "ending": ending.pk, "lower": lower.pk,
        **town.people, "post_clerk": town.posts["clerk"], "post_finance": town.posts["finance"],
        **_paid(town), **_contracted(town, cast), **_left(town, cast), **_transferred(town, cast),
        **_swapped(town, cast), **_numbers(town),
    }  # fmt: skip
    return {name: str(what) for name, what in known.items()}


def _paid(town: Place) -> dict[str, Any]:
    """The finance official at step 27 after a rise in April, the clerk at the top of the schedule."""

    def earns(who: str, code: str, starts: date, **pay: Any) -> ServiceLine:
        level = {"level_code": pay.pop("level")} if "level" in pay else {}
        return moves(town, town[who], code, starts, pay=Pay(**pay), reason="ทดสอบ", **level)

    earns("finance", "PROMOTE", JANUARY, level="PROFESSIONAL", salary=Decimal(40420))
    earns("finance", "STEP_RISE", APRIL, steps=Decimal(1), salary=Decimal(41550))
    earns("clerk", "PROMOTE", JANUARY, level="SENIOR", salary=Decimal(54090))
    promotion = earns("deputy", "PROMOTE", JANUARY, level="ADMIN_MIDDLE", salary=Decimal(25770))
    earns("deputy", "ALLOWANCE", APRIL, allowance=Decimal(3500))
    opening = ServiceLine.objects.known().get(person=town["finance"], movement_code="OPENING")
    return {"promotion": promotion.entry_id, "opening": opening.entry_id}


def _contracted(town: Place, cast: Cast) -> dict[str, Any]:
    """A mission employee paid within a band; a rate for the allowance of the finance official's level."""
    by = operator(TODAY, "ทดสอบ")
    schedules.load(by, *schedules.OF_ENGINE[PayEngine.PERCENT])
    standards.apply_list(by=by, plan=planning.plain_list("allowance_rates", RATE.encode()))
    opening = OpeningRecord(
        cast.number(), NewPerson("นาย", "สมควร", "ทดสอบภารกิจ", date(1985, 2, 3), "M"), FOUNDED,
        "CONTRACT_MISSION_SKILLED", pay=Pay(salary=Decimal(10000)), text="ยกยอด",
    )  # fmt: skip
    return {"skilled": record.open_record(by=cast.keeper, organisation=town.lgo, records=[opening])[0]}


def _left(town: Place, cast: Cast) -> dict[str, Any]:
    worker, left, doubting, returned, undoing = (
        cast.joins(town, first, FOUNDED) for first in ("สมคิด", "สมนึก", "สมชาย", "สมพร", "สมบูรณ์")
    )
    leave, doubted, undone = (_resigned(town, one) for one in (left, doubting, undoing))
    keyed(town, "RESIGN", doubting, date(2018, 9, 2), corrects=doubted.entry_id, why="พิมพ์ผิด")
    keyed(town, "CANCEL_ORDER", undoing, SOON, cancels=undone.entry_id)
    before = moves(town, returned, "RESIGN", APRIL)
    moves(town, returned, "REAPPOINT", SEPTEMBER, **HIRED)
    registrar = replace(acting_as(Role.REGISTRAR, town.lgo, town["palad"]), account_id=account_at(town, "palad").pk)
    own = record.key_movement(
        by=registrar,
        organisation=town.lgo,
        movement=MovementDraft("RESIGN", SEPTEMBER, BY_ORDER, person_id=town["hr"]),
        pair=frozenset({town["palad"], town["hr"]}),
    )
    return {
        "worker": worker, "left": left, "leave": leave.entry_id, "doubted": doubted.entry_id,
        "undone": undone.entry_id, "before_return": before.entry_id, "by_registrar": own.entry_id,
    }  # fmt: skip


def _transferred(town: Place, cast: Cast) -> dict[str, Any]:
    """One who goes soon, one who went, one who is asked for, one whose coming was called off, one on another way."""
    near, ends = cast.settled("โนนตาล", NEIGHBOURS), cast.lgo("เวินพระบาท")
    to_near: dict[str, Any] = {"other_organisation_id": near.lgo.pk}
    going, gone = (cast.joins(town, first, FOUNDED) for first in ("สมเกียรติ", "สมหมาย"))
    moves(town, going, "TRANSFER_OUT", SOON, **to_near)
    released = moves(town, gone, "TRANSFER_OUT", APRIL, **to_near)
    moves(near, gone, "TRANSFER_IN", APRIL, other_organisation_id=town.lgo.pk, **HIRED)
    newly = cast.joins(near, "สมัย", FOUNDED)
    moves(near, newly, "TRANSFER_OUT", APRIL, other_organisation_id=town.lgo.pk)
    moves(town, newly, "TRANSFER_IN", APRIL, other_organisation_id=near.lgo.pk, **HIRED)
    coming, onward = cast.joins(near, "ประเสริฐ", FOUNDED), near["hr"]
    called_off = _called_off(town, near, coming)
    free = cast.joins(near, "สมเจตน์", FOUNDED)
    moves(near, free, "RESIGN", APRIL)
    moves(near, onward, "TRANSFER_OUT", SOON, other_organisation_id=ends.pk)
    asked = record.ask(
        by=acting_as(Role.OFFICER, near.lgo, uuid4()), organisation=near.lgo, sender=town.lgo,
        national_id=town.numbers["deputy"], order=BY_ORDER, effective_on=SOON,
    )  # fmt: skip
    organisations.dissolve(by=acting_as(Role.CENTRE, cast.centre, uuid4()), organisation=ends, on=date(2018, 8, 20))
    return {
        "newly": newly, "going": going, "of_one_gone": released.entry_id, "called_off": called_off,
        "asked_for": asked.case_id,
        "number_on_the_way": near.numbers["hr"], "number_elsewhere": near.numbers["palad"],
        "number_free": people.national_id_of(free),
    }  # fmt: skip


def _swapped(town: Place, cast: Cast) -> dict[str, Any]:
    """Two swaps with one LGO: proposed only, and done in June; and one who leaves too soon for another."""
    mates = cast.settled("หนองเทา")
    announced = [PostDraft(f"48-2-01-4202-01{n}", "4202", "", FOUNDED) for n in range(3)]
    seats = posts.establish_all(by=cast.keeper, organisation=town.lgo, posts=announced)
    first = ("สมถวิล", "สมพงษ์", "สมจินต์")
    opening = [
        OpeningRecord(
            cast.number(), NewPerson("นาย", name, "ทดสอบสับเปลี่ยน", date(1985, 2, 3), "M"), FOUNDED, "MUN_OFFICIAL",
            post_id=seat.pk, text="ยกยอด",
        )
        for name, seat in zip(first, seats, strict=True)
    ]  # fmt: skip
    asking, gone, leaving = record.open_record(by=cast.keeper, organisation=town.lgo, records=opening)
    _proposed(town, mates, asking, "finance", SOON)
    moves(town, leaving, "RESIGN", SEPTEMBER)
    done = _agreed(town, mates, gone, "deputy", JUNE, day=MAY)
    for side in (mates, town):
        _signs(side, done)
    receipt = ServiceLine.objects.known().get(person=mates["deputy"], movement_code="TRANSFER_IN")
    return {
        "asking": asking, "swap_done": receipt.entry_id,
        "leaving": leaving, "number_mate": mates.numbers["hr"],
    }  # fmt: skip


def _proposed(town: Place, mates: Place, who: UUID, other: str, starts: date, *, day: date = TODAY) -> UUID:
    record.propose_swap(
        by=acting_as(Role.OFFICER, town.lgo, uuid4(), on=day), organisation=town.lgo, person_id=who,
        other=mates.lgo, national_id=mates.numbers[other], order=Citation("55", 2561, day), effective_on=starts,
    )  # fmt: skip
    key = TransferCase.objects.get(person=who).swap
    assert key is not None
    return key


def _agreed(town: Place, mates: Place, who: UUID, other: str, starts: date, *, day: date = TODAY) -> UUID:
    key = _proposed(town, mates, who, other, starts, day=day)
    found = swaps.swap(key, within=EVERYWHERE, day=day)
    record.agree_to_swap(by=acting_as(Role.OFFICER, mates.lgo, uuid4(), on=day), swap=key, version=found.version)
    return key


def _signs(side: Place, key: UUID) -> None:
    officer = acting_as(Role.OFFICER, side.lgo, uuid4(), on=MAY)
    record.apply_lines(
        by=acting_as(Role.REGISTRAR, side.lgo, uuid4(), on=MAY),
        organisation=side.lgo,
        lines=[
            OrderedLine(uuid4(), draft)
            for draft in swaps.lines_for(swaps.swap(key, within=EVERYWHERE, day=MAY), side.lgo.pk)
        ],
        citation=Citation("71", 2561, MAY),
        author=Author(officer.account_id, officer.person_id),
        pair=NOBODY,
    )


def _called_off(town: Place, near: Place, coming: UUID) -> UUID:
    """Released, received, called off by the sender, the receipt cancelled: it is not received again."""
    moves(near, coming, "TRANSFER_OUT", SOON, other_organisation_id=town.lgo.pk)
    receipt = moves(town, coming, "TRANSFER_IN", SOON, other_organisation_id=near.lgo.pk, **HIRED)
    case = TransferCase.objects.get(person=coming)
    by = acting_as(Role.REGISTRAR, near.lgo, uuid4())
    record.close_case(by=by, case_id=case.pk, version=case.version, side=Side.SENDER, reason="มติถูกเพิกถอน")
    cancelled(town, receipt)
    return case.pk


def _numbers(town: Place) -> Mapping[str, str]:
    foreign, right = "099010000001", make_synthetic(9101)
    return {
        "unknown": right,
        "mistyped": right[:-1] + str((int(right[-1]) + 1) % 10),
        "foreign": foreign + pin.calc_check_digit(foreign),
        "number_finance": town.numbers["finance"],
    }


def _resigned(town: Place, person: UUID) -> ServiceLine:
    return verified(town, keyed(town, "RESIGN", person, SEPTEMBER), TODAY)


def keyed(town: Place, code: str, person: UUID, starts: date, **more: Any) -> ServiceLine:
    """Key a movement that waits, by a hand that is not concerned itself."""
    draft = MovementDraft(code, starts, BY_ORDER, person_id=person, **more)
    return record.key_movement(by=keying(town, TODAY), organisation=town.lgo, movement=draft, pair=NOBODY)

"""What an order makes of the personnel cost of its LGO: seen once for the order, and a warning above the ceiling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.audit import kept
from lhr.kernel.national_id import make_synthetic
from lhr.orders import actions, previewing
from lhr.orders.ceiling import Ceiling
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record.drafts import MovementDraft, NewPerson
from lhr.service_record.pay import Pay
from lhr.staffing_plan import actions as plan
from lhr.staffing_plan.rules import Budget, Burden
from tests.orders.conftest import ON, SIGNED_ON, Office
from tests.service_record.conftest import BEGINS
from tests.staffing_plan.conftest import Costed, costed
from tests.support.rules import codes, refused, rule

__all__ = ["costed"]
pytestmark = pytest.mark.django_db
WHY = "ตามกฎหมาย"
# The five posts that are paid from own income: with 15 per cent 2,200,203, which is 40 per cent of 5,500,507.50.
SUM = 1_913_220


def budget(office: Office, amount: int, year: int = 2561) -> None:
    said = Budget(year, Decimal(amount), Decimal(15), None, "เทศบัญญัติงบประมาณรายจ่าย", date(2017, 9, 20))
    plan.record_budget(by=office.officer, organisation=office.place.organisation, budget=said)


def line(costed: Costed, who: str, salary: int, **more: object) -> MovementDraft:
    draft = MovementDraft("LAW_ADJUST", ON, person_id=costed.people[who], pay=Pay(salary=Decimal(salary)), reason=WHY)
    return replace(draft, **more)  # type: ignore[arg-type]


def drawn(office: Office, *lines: MovementDraft, kind: OrderKind = OrderKind.PAY_ADJUST, reason: str = "") -> Order:
    return office.drawn(*lines, kind=kind, reason=reason)


def seen(office: Office, row: Order) -> Ceiling:
    found = previewing.preview(office.officer, row, office.pair).ceiling
    assert found is not None
    return found


def costs(found: Ceiling) -> tuple[Decimal, Decimal]:
    before, after = found.outlook.before, found.outlook.after
    assert isinstance(before, Burden)
    assert isinstance(after, Burden)
    return before.pay, after.pay


def test_without_a_budget_nothing_is_found_and_that_is_told(office: Office, costed: Costed) -> None:
    row = drawn(office, line(costed, "clerk", 12_470))
    found = seen(office, row)
    assert (found.checked, found.outlook.year, found.found) == (False, 2561, ())
    assert office.checked(row)


@rule("SP-02")
def test_SP02_below_the_ceiling_an_order_is_only_told_its_cost(office: Office, costed: Costed) -> None:
    budget(office, 6_000_000)
    row = drawn(office, line(costed, "clerk", 12_470), line(costed, "hr", 42_890))
    assert costs(seen(office, row)) == (SUM, SUM + 12 * (510 + 1_340))
    assert seen(office, row).found == ()
    assert office.checked(row)


@rule("SP-02", breaks=True)
def test_SP02_above_the_ceiling_the_draft_waits_for_a_reason(office: Office, costed: Costed) -> None:
    budget(office, 5_501_000)
    row = drawn(office, line(costed, "clerk", 12_470), line(costed, "hr", 42_890))
    found = previewing.preview(office.officer, row, office.pair)
    assert (found.passes, found.unanswered, found.blocked) == (False, 0, 0)
    with refused("SP-02.1", on="total") as broken:
        office.checked(row)
    assert codes(broken.value.findings) == ["SP-02.1"]
    assert "เพิ่มขึ้น 25,530 บาท เป็นร้อยละ 40.46" in broken.value.findings[0].says()
    header = Header(OrderKind.PAY_ADJUST, ON, subject="ปรับเงินเดือน", reason="จำเป็นตามกฎหมาย")
    told = {"by": office.officer, "order_id": row.entry_id, "version": row.version}
    answered = office.checked(actions.change_head(**told, header=header))  # type: ignore[arg-type]
    # It stays to be seen, and nothing that comes later refuses what was signed.
    assert codes(seen(office, answered).found) == ["SP-02.1"]


@rule("SP-02")
def test_SP02_what_is_signed_is_applied_whatever_the_budget_became(office: Office, costed: Costed) -> None:
    budget(office, 6_000_000)
    row = office.signed(drawn(office, line(costed, "clerk", 12_470)))
    said = Budget(2561, Decimal(5_000_000), Decimal(15), None, "เทศบัญญัติ", SIGNED_ON)
    place = office.place.organisation
    plan.correct_budget(by=office.officer, organisation=place, budget=said, version=1, reason="พิมพ์ผิด")
    found = previewing.preview(office.registrar, row, office.pair)
    assert found.ceiling is not None
    assert (codes(found.ceiling.found), found.passes) == (["SP-02.1"], True)
    row = actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    assert previewing.preview(office.registrar, row, office.pair).ceiling is None


@rule("SP-02")
def test_SP02_an_order_that_lowers_the_cost_is_not_asked(office: Office, costed: Costed) -> None:
    budget(office, 4_000_000)
    gone = MovementDraft("RESIGN", ON, person_id=costed.people["director"])
    row = drawn(office, gone, kind=OrderKind.LEAVING)
    before, after = costs(seen(office, row))
    # The post stands vacant at half of the ends of อำนวยการ ต้น.
    assert before - after == 617_880 - 393_600
    assert office.checked(row)


def test_who_takes_a_vacant_post_costs_what_is_drawn_there(office: Office, costed: Costed) -> None:
    budget(office, 9_000_000)
    moved = MovementDraft("MOVE", ON, person_id=costed.people["hr"], post_id=costed.posts["academic"], reason=WHY)
    assert costs(seen(office, drawn(office, moved, kind=OrderKind.MOVE))) == (SUM, SUM)
    # From a post that a grant pays for into one of own income: the vacant one goes, what is drawn comes.
    moved = replace(moved, person_id=costed.people["granted"])
    before, after = costs(seen(office, drawn(office, moved, kind=OrderKind.MOVE)))
    assert after - before == 498_600 - 355_320
    assert "granted" in costed.people


def test_who_has_no_record_yet_costs_what_the_order_says(office: Office, costed: Costed) -> None:
    budget(office, 9_000_000)
    appointed = MovementDraft(
        "APPOINT", ON, national_id=make_synthetic(9001), kind_code=office.place.kind_code,
        new_person=NewPerson("นางสาว", "สมฤดี", "ทดสอบใหม่", date(1990, 5, 6), "F"),
        post_id=costed.posts["academic"], level_code="PRACTITIONER", pay=Pay(salary=Decimal(9_740)), reason=WHY,
    )  # fmt: skip
    before, after = costs(seen(office, drawn(office, appointed, kind=OrderKind.APPOINTMENT)))
    assert before - after == 355_320 - 9_740 * 12


def test_two_who_change_places_cost_what_they_did(office: Office, costed: Costed) -> None:
    budget(office, 9_000_000)
    pair = [("hr", "granted"), ("granted", "hr")]
    lines = [
        MovementDraft("MOVE", ON, person_id=costed.people[who], post_id=costed.posts[to], reason=WHY)
        for who, to in pair
    ]
    assert costs(seen(office, drawn(office, *lines, kind=OrderKind.MOVE))) == (SUM, SUM)


def test_the_fiscal_year_is_that_of_the_effective_day(office: Office, costed: Costed) -> None:
    budget(office, 4_000_000)
    header = Header(OrderKind.PAY_ADJUST, date(2018, 10, 1), subject="ปรับเงินเดือน")
    row = actions.draw_up(by=office.officer, organisation=office.place.organisation, header=header, lines=())
    assert seen(office, row).outlook.year == 2562
    assert not seen(office, row).checked


def test_as_many_queries_for_many_lines_and_posts_as_for_few(office: Office, costed: Costed, keeper: Actor) -> None:
    few, many = [line(costed, "clerk", 12_470)], [
        line(costed, who, 12_470 + 510 * at) for at, who in enumerate(("clerk", "hr", "director", "granted"))
    ]

    def asked(row: Order) -> int:
        with CaptureQueriesContext(connection) as captured, kept.while_asked(reads=True):
            seen(office, row)
        return len(captured)

    plain = asked(drawn(office, *few))
    budget(office, 9_000_000)
    one = asked(drawn(office, *few))
    more = [
        PostDraft(f"48-2-01-4101-{at:03}", "4101", "OPERATIONAL", BEGINS, funding="OWN") for at in range(100, 130)
    ]
    posts.establish_all(by=keeper, organisation=costed.organisation, posts=more)
    assert asked(drawn(office, *many)) <= one
    assert one - plain <= 12

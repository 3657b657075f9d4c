"""An order that ends another from a day on: up to that day it held, from that day everything stands as without it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.kernel.rules import RuleBroken
from lhr.orders import actions, previewing, printing, queries
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind, OrderState
from lhr.posts import actions as of_posts
from lhr.posts import queries as posts
from lhr.service_record import actions as service_actions
from lhr.service_record import queries as service
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import CancelEffect
from tests.orders.conftest import ON, SIGNED_ON, Office
from tests.service_record.conftest import DAY
from tests.support import papers
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
ENDS = date(2018, 12, 1)
EVE = ENDS - timedelta(days=1)
FROM_DAY = CancelEffect.FROM_DAY
EVERYWHERE = Reach(frozenset({"/"}))


def swapped(office: Office) -> Order:
    """An order by which two people change posts, in the records."""
    to = {"finance": "deputy", "deputy": "finance"}
    moves = [
        MovementDraft("MOVE", ON, person_id=office.place.people[one], post_id=office.place.posts[post].id)
        for one, post in to.items()
    ]
    return office.applied(office.drawn(*moves, kind=OrderKind.MOVE), "11")


def ending(office: Office, order: Order, day: date = ENDS, effect: CancelEffect = FROM_DAY) -> Order:
    header = Header(OrderKind.CANCELLATION, day, subject="ยกเลิกคำสั่ง", reason="คณะกรรมการมีมติ")
    return actions.draw_cancelling(by=office.officer, order_id=order.entry_id, header=header, effect=effect)


def held(office: Office, who: str, day: date) -> str:
    span = service.service_of(office.place.people[who]).post_on(day)
    return posts.view_of(span.post_id, day).number if span else ""


def salary(office: Office, who: str, day: date, known_at: int | None = None) -> Decimal | None:
    return service.pay_of(office.place.people[who], day, known_at).salary


def test_posts_return_on_the_day_and_not_before(office: Office) -> None:
    own = {who: held(office, who, ON - timedelta(days=1)) for who in ("finance", "deputy")}
    order = swapped(office)
    draft = ending(office, order)
    seen = previewing.preview(office.officer, queries.row_of(draft.entry_id), office.pair)
    assert [(one.old_post.number, one.new_post.number) for one in seen.lines if one.old_post and one.new_post] == [
        (own["deputy"], own["finance"]), (own["finance"], own["deputy"])
    ]  # fmt: skip
    assert held(office, "finance", ENDS) == own["deputy"]  # nothing is written before it is applied
    office.applied(draft, "12")
    assert [held(office, who, EVE) for who in own] == [own["deputy"], own["finance"]]
    assert [held(office, who, ENDS) for who in own] == list(own.values())
    line = queries.lines_of(order.entry_id)[0].id
    (shown,) = [one for one in service.lines_of(office.place.people["finance"], day=DAY) if one.id == line]
    assert (shown.status, shown.undone_from) == ("VERIFIED", ENDS)


def mark(office: Office, row: Order) -> str:
    row = queries.row_of(row.entry_id)
    return str(printing.values(row, previewing.preview(office.officer, row, office.pair))["mark"]["t"])


def test_the_paper_of_an_order_says_on_every_page_which_one_cancels_it(office: Office, tmp_path: Path) -> None:
    lines = [office.line("finance", 20000 + n, starts=ON + timedelta(n)) for n in range(60)]
    done = office.applied(office.drawn(*lines))
    assert mark(office, done) == ""
    undo = ending(office, done, ON, CancelEffect.FROM_START)
    assert mark(office, done) == "", "a draft cancels nothing"
    office.applied(undo, "13")
    says = "ยกเลิกแล้วโดยคำสั่งที่ ๑๓/๒๕๖๑ ลงวันที่ ๒๐ สิงหาคม ๒๕๖๑"
    assert mark(office, done) == says
    made = printing.order_pdf(by=office.officer, order_id=done.entry_id, pair=office.pair)
    pages = papers.texts_of(made, tmp_path)
    assert len(pages) > 2
    assert [page.count("".join(says.split())) for page in pages] == [1] * len(pages)
    back = ending(office, queries.row_of(undo.entry_id), ON, CancelEffect.FROM_START)
    office.applied(back, "14")
    assert mark(office, done) == "", "what cancelled it is cancelled"


def test_the_paper_of_an_order_says_from_which_day_it_ends(office: Office) -> None:
    order = swapped(office)
    office.applied(ending(office, order), "12")
    assert mark(office, order) == "สิ้นผลตั้งแต่วันที่ ๑ ธันวาคม ๒๕๖๑ โดยคำสั่งที่ ๑๒/๒๕๖๑ ลงวันที่ ๒๐ สิงหาคม ๒๕๖๑"


def test_the_paper_of_an_order_says_which_one_amends_it(office: Office) -> None:
    done = office.applied(office.drawn(office.line("finance")))
    header = Header(OrderKind.AMENDMENT, ON, reason="พิมพ์ผิด")
    (line,) = queries.lines_of(done.entry_id)
    mends = actions.draw_amending(by=office.officer, order_id=done.entry_id, header=header, entries=[line.id])
    office.applied(mends, "15")
    assert mark(office, done).startswith("แก้ไขแล้วโดยคำสั่งที่ ๑๕/๒๕๖๑")


def test_pay_returns_on_the_day_a_later_line_goes_on_and_as_known_before_it_held(office: Office) -> None:
    office.applied(office.drawn(office.line("finance", 19000), office.line("deputy", 29000)), "10")
    rises = [office.line(who, amount, "SCHEDULE_ADJUST") for who, amount in (("finance", 20000), ("deputy", 30000))]
    rise = office.applied(office.drawn(*rises), "11")
    later = office.line("deputy", 31000, starts=date(2018, 10, 15))
    known = office.applied(office.drawn(later), "12").recorded_id
    draft = ending(office, rise)
    seen = previewing.preview(office.officer, queries.row_of(draft.entry_id), office.pair)
    assert [(one.judged.paid[0].salary, one.judged.paid[1].salary) for one in seen.lines] == [
        (20000, 19000), (31000, 31000)
    ]  # fmt: skip
    undo = office.applied(draft, "13")
    assert [salary(office, "finance", day) for day in (EVE, ENDS)] == [20000, 19000]
    assert [salary(office, "deputy", day) for day in (EVE, ENDS)] == [31000, 31000]
    assert salary(office, "finance", ENDS, known) == 20000
    office.applied(ending(office, undo, ON, CancelEffect.FROM_START), "14")
    assert salary(office, "finance", ENDS) == 20000


@rule("OR-04", breaks=True)
@rule("OR-08", breaks=True)
def test_OR04_only_what_can_end_ends_from_a_day_and_never_before_it_began(office: Office, province: Actor) -> None:
    leave = MovementDraft("RESIGN", ON, person_id=office.place.people["finance"])
    left = office.applied(office.drawn(leave, kind=OrderKind.LEAVING), "11")
    with refused("OR-04.1"):
        ending(office, left)
    moved = office.applied(office.drawn(office.line("deputy", 30000), office.line("hr", 21000)), "12")
    with refused("OR-08.3"):  # nobody has verified the officer's own line yet
        ending(office, moved)
    mine = next(one.id for one in queries.lines_of(moved.entry_id) if one.draft.person_id == office.place.people["hr"])
    service_actions.verify(by=province, line_id=mine, version=1, pair=office.pair)
    with refused("OR-04.3"):
        ending(office, moved, ON)
    assert len(queries.lines_of(ending(office, moved).entry_id)) == 2
    assert [row.movement_code for row in ServiceLine.objects.known().filter(movement_code="CANCEL_ORDER")] == []


def test_a_post_that_was_given_away_meanwhile_holds_the_whole_order_up(office: Office) -> None:
    def move(who: str, post: str, day: date, number: str) -> Order:
        draft = MovementDraft("MOVE", day, person_id=office.place.people[who], post_id=office.place.posts[post].id)
        return office.applied(office.drawn(draft, kind=OrderKind.MOVE), number)

    first = move("finance", "vacant", ON, "11")
    move("deputy", "finance", date(2018, 10, 1), "12")
    draft = ending(office, first)
    with refused("PO-07"):
        office.checked(draft)
    assert held(office, "finance", ENDS) == held(office, "finance", ON)


def test_a_single_movement_ends_from_a_day_by_the_same_rule(office: Office) -> None:
    order = swapped(office)
    line = next(one.id for one in queries.lines_of(order.entry_id))
    draft = MovementDraft(
        "CANCEL_ORDER", ENDS, Citation("12", 2561, SIGNED_ON), office.place.people["finance"], cancels=line,
        cancel_effect=FROM_DAY,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as told:  # the deputy sits in the post of finance still
        service_actions.key_movement(
            by=office.officer, organisation=office.place.organisation, movement=draft, pair=office.pair
        )
    assert codes(told.value.findings) == ["PO-07"]


@pytest.mark.parametrize(
    ("effect", "told"),
    [(FROM_DAY, "ตั้งแต่วันที่๑ธันวาคม๒๕๖๑เป็นต้นไปก่อนวันนั้นให้ถือว่าคำสั่งเดิมมีผล"),
     (CancelEffect.FROM_START, "ทั้งฉบับโดยถือว่าไม่เคยมีผลตั้งแต่ต้น")],
)  # fmt: skip
def test_the_print_says_which_effect_it_has(office: Office, tmp_path: Path, effect: CancelEffect, told: str) -> None:
    order = office.applied(office.drawn(office.line("finance")), "11")
    draft = ending(office, order, effect=effect)
    made = printing.order_pdf(by=office.officer, order_id=draft.entry_id, pair=office.pair)
    assert f"ให้ยกเลิกคำสั่งที่๑๑/๒๕๖๑ลงวันที่๒๐สิงหาคม๒๕๖๑{told}" in papers.text_of(made, tmp_path)


@rule("OR-08", breaks=True)
def test_an_order_whose_cancelling_was_cancelled_holds_again_and_can_be_cancelled_again(office: Office) -> None:
    def states() -> list[str]:
        rows = queries.orders(EVERYWHERE, day=DAY)
        shown = {one.id: one.state for one in rows}
        for state in OrderState:
            listed = {one.id for one in queries.orders(EVERYWHERE, day=DAY, states=[state])}
            assert listed == {one for one, its in shown.items() if its is state}
        return [shown[one.entry_id] for one in made]

    def undo(order: Order, number: str) -> Order:
        made.append(office.applied(ending(office, order, ON, CancelEffect.FROM_START), number))
        return made[-1]

    made = [office.applied(office.drawn(office.line("finance", 20000)), "11")]
    before, (order,) = salary(office, "finance", EVE), made
    again = undo(order, "12")
    assert states() == ["CANCELLED", "APPLIED"]
    with refused("OR-08"):
        ending(office, order, ON, CancelEffect.FROM_START)
    assert salary(office, "finance", EVE) != before
    undo(again, "13")
    assert states() == ["APPLIED", "CANCELLED", "APPLIED"]
    assert salary(office, "finance", EVE) == before
    undo(order, "14")
    assert states() == ["CANCELLED", "CANCELLED", "APPLIED", "APPLIED"]
    assert salary(office, "finance", EVE) != before


def test_an_order_whose_amending_was_cancelled_is_amended_no_more(office: Office) -> None:
    order = office.applied(office.drawn(office.line("finance", 20000)), "11")
    header = Header(OrderKind.AMENDMENT, ON, subject="แก้ไข", reason="พิมพ์ผิด")
    line = queries.lines_of(order.entry_id)[0].id
    draft = actions.draw_amending(by=office.officer, order_id=order.entry_id, header=header, entries=[line])
    amending = office.applied(draft, "12")
    assert queries.order(order.entry_id, within=EVERYWHERE, day=DAY).state is OrderState.AMENDED
    office.applied(ending(office, amending, ON, CancelEffect.FROM_START), "13")
    assert queries.order(order.entry_id, within=EVERYWHERE, day=DAY).state is OrderState.APPLIED
    assert [one.id for one in queries.orders(EVERYWHERE, day=DAY, states=[OrderState.AMENDED])] == []


@rule("PO-09", breaks=True)
def test_PO09_an_order_gives_back_no_post_that_was_abolished_meanwhile(office: Office, keeper: Actor) -> None:
    moves = MovementDraft("MOVE", ON, person_id=office.place.people["finance"], post_id=office.place.posts["vacant"].id)
    order = office.applied(office.drawn(moves, kind=OrderKind.MOVE), "11")
    own = office.place.posts["finance"].id
    of_posts.abolish(by=keeper, post_id=own, until=ENDS, reason="ปรับแผน")
    draft = ending(office, order)
    with refused("PO-09.4") as broken:
        office.checked(draft)
    assert posts.view_of(own, ON).number in broken.value.findings[0].says()
    of_posts.reinstate(by=keeper, post_id=own, starts=ENDS)
    office.applied(draft, "12")
    assert held(office, "finance", ENDS) == posts.view_of(own, ENDS).number

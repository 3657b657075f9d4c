"""An order from its draft into the records and out of them again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.orders import actions, previewing, printing, queries
from lhr.orders.drafts import Header, Signature
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import KINDS, OF_ANOTHER, OrderKind, OrderState
from lhr.service_record import queries as service
from lhr.service_record import rules as of_service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.standards import queries as standards
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import DAY, newcomer
from tests.support.rules import refused, rule
from tests.support.walks import WALKS

pytestmark = pytest.mark.django_db
EVERYWHERE = Reach(frozenset({"/"}))


def salary(office: Office, who: str, known_at: int | None = None) -> Decimal | None:
    return service.lines_and_pay(office.place.people[who], known_at, day=DAY, pay_on=ON)[1].salary


def state(row: Order) -> OrderState:
    return queries.order(row.entry_id, within=EVERYWHERE, day=DAY).state


# Kinds of movement that no LGO's order can say, and why.
NO_ORDER = {"OPENING": "a record that begins in the middle of a career is copied from the card: nobody ordered it"}


def test_every_movement_of_the_products_table_belongs_to_one_kind_of_order() -> None:
    counted = Counter(code for kind in KINDS.values() for code in kind.movements)
    assert set(counted) == set(standards.movement_types()) - NO_ORDER.keys()
    assert set(counted.values()) == {1}
    assert set(of_service.BY_NO_ORDER) == NO_ORDER.keys()
    assert set(of_service.OFFERED) == set(standards.movement_types())


def test_what_has_no_kind_of_its_own_is_ordered_too(office: Office) -> None:
    said = MovementDraft("OTHER", ON, person_id=office.place.people["finance"], remark="ให้ประดับเข็มเชิดชูเกียรติ")
    row = office.drawn(said, replace(said, person_id=office.place.people["deputy"]), kind=OrderKind.OTHER, reason="")
    office.applied(row)
    written = ServiceLine.objects.known().filter(movement_code="OTHER")
    assert {(line.remark, line.status, line.citation_number) for line in written} == {(said.remark, "VERIFIED", "12")}
    again = previewing.preview(office.officer, office.drawn(said, kind=OrderKind.OTHER), office.pair)
    assert [one.code for one in again.findings] == ["OR-05.2"]
    other = office.drawn(replace(said, remark="ให้รับรางวัล"), kind=OrderKind.OTHER)
    assert previewing.preview(office.officer, other, office.pair).passes


def test_every_kind_of_movement_has_its_walk_through_the_browser() -> None:
    """A new kind comes into the walks too (tests/support/walks.py, walked by tests/e2e/day/test_movement_types.py)."""
    assert sorted(walk.code for walk in WALKS) == sorted(standards.movement_types())


@rule("OR-01")
@rule("OR-06")
@rule("OR-07")
@rule("OR-08")
@rule("OR-05")
def test_an_order_goes_from_draft_into_the_records(office: Office) -> None:
    row = office.drawn(office.line("finance"), office.line("deputy", 30000))
    assert state(row) is OrderState.DRAFT
    assert salary(office, "finance") is None
    row = office.signed(row)
    assert state(row) is OrderState.SIGNED
    assert salary(office, "finance") is None
    row = actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    assert state(row) is OrderState.APPLIED
    assert (salary(office, "finance"), salary(office, "deputy")) == (Decimal(20000), Decimal(30000))
    lines = {line.id for line in queries.lines_of(row.entry_id)}
    assert lines == set(ServiceLine.objects.known().filter(source="ORDER").values_list("entry_id", flat=True))
    assert set(queries.written(row.entry_id, DAY).values()) == {"VERIFIED"}


def test_an_order_is_applied_once(office: Office) -> None:
    row = office.signed(office.drawn(office.line("finance")))
    told = {"by": office.registrar, "order_id": row.entry_id, "version": row.version, "pair": office.pair}
    actions.apply(**told)  # type: ignore[arg-type]
    with refused("OR-08"):
        actions.apply(**told)  # type: ignore[arg-type]
    assert ServiceLine.objects.filter(source="ORDER").count() == 1


def test_what_was_seen_is_what_is_applied(office: Office) -> None:
    row = office.signed(office.drawn(office.line("finance")))
    with pytest.raises(Overtaken):
        actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version - 1, pair=office.pair)


def test_the_officer_draws_up_and_the_registrar_applies(office: Office) -> None:
    row = office.drawn(office.line("finance"))
    header = Header(OrderKind.PAY_ADJUST, ON)
    with pytest.raises(Denied):
        actions.draw_up(by=office.registrar, organisation=office.place.organisation, header=header)
    row = office.signed(row)
    told = {"order_id": row.entry_id, "version": row.version, "pair": office.pair}
    with pytest.raises(Denied):
        actions.apply(by=office.officer, **told)  # type: ignore[arg-type]
    both = replace(office.officer, duties=(*office.officer.duties, *office.registrar.duties))
    with refused("SR-02"):
        actions.apply(by=both, **told)  # type: ignore[arg-type]


def test_only_a_draft_is_changed_and_the_second_writer_is_told(office: Office) -> None:
    row = office.drawn(office.line("finance"))
    later = actions.add_lines(
        by=office.officer, order_id=row.entry_id, version=row.version, lines=[office.line("deputy")]
    )
    with pytest.raises(Overtaken):
        actions.add_lines(by=office.officer, order_id=row.entry_id, version=row.version, lines=[office.line("deputy")])
    first = queries.lines_of(row.entry_id)[0]
    told = {"by": office.officer, "order_id": row.entry_id, "line_id": first.id}
    later = actions.change_line(version=later.version, line=office.line("finance", 21000), **told)  # type: ignore[arg-type]
    assert [one.draft.pay.salary for one in queries.lines_of(row.entry_id)] == [Decimal(21000), Decimal(20000)]
    later = actions.remove_line(version=later.version, **told)  # type: ignore[arg-type]
    assert [one.draft.person_id for one in queries.lines_of(row.entry_id)] == [office.place.people["deputy"]]
    later = actions.write_lines(
        by=office.officer, order_id=row.entry_id, version=later.version, lines=[office.line("finance", 22000)]
    )
    assert [one.position for one in queries.lines_of(row.entry_id)] == [1]
    header = Header(OrderKind.PAY_ADJUST, date(2018, 10, 1), subject="ใหม่", reason="ตามกฎหมาย")
    later = actions.change_head(by=office.officer, order_id=row.entry_id, version=later.version, header=header)
    assert (later.starts, later.subject) == (date(2018, 10, 1), "ใหม่")
    assert [one.draft.starts for one in queries.lines_of(row.entry_id)] == [later.starts]
    checked = office.checked(later)
    with refused("OR-08"):
        actions.remove_line(version=checked.version, **told)  # type: ignore[arg-type]
    assert OrderLine.objects.count() == 5  # every version is kept


@pytest.mark.parametrize("kind", sorted(set(OrderKind) - OF_ANOTHER - {OrderKind.PAY_ADJUST}))
def test_a_line_belongs_to_the_kind_of_its_order(office: Office, kind: OrderKind) -> None:
    with refused("OR-07") as broken:
        office.drawn(office.line("finance"), kind=kind)
    assert KINDS[kind].says.th in broken.value.findings[0].says()
    assert "ทำคำสั่งอีกฉบับ" in broken.value.findings[0].remedy()


def test_an_order_of_nobody_is_not_checked(office: Office) -> None:
    with refused("OR-06"):
        office.checked(office.drawn())


def test_every_finding_of_every_line_is_told_before_anything_is_written(office: Office) -> None:
    row = office.drawn(office.line("finance", -1), office.line("deputy", 20000), office.line("finance", -2))
    found = previewing.preview(office.officer, row, office.pair)
    told = [[one.code for one in line.findings] for line in found.lines]
    assert "SR-10.3" in told[0]
    assert "SR-10.3" not in told[1]
    assert {"SR-10.3", "OR-05"} <= set(told[2])
    assert (found.blocked, found.passes) == (2, False)
    with pytest.raises(RuleBroken) as broken:
        office.checked(row)
    assert Counter(one.code for one in broken.value.findings)["SR-10.3"] == 2


def test_a_warning_is_answered_by_the_line_or_by_the_order(office: Office) -> None:
    with refused("SR-10.1"):
        office.checked(office.drawn(office.line("finance"), reason=""))
    assert office.checked(office.drawn(replace(office.line("finance"), reason="ไม่มีบัญชี"), reason=""))
    assert office.checked(office.drawn(office.line("finance"), reason="ไม่มีบัญชี"))


def test_the_number_is_one_orders_in_its_year(office: Office) -> None:
    office.signed(office.drawn(office.line("finance")))
    other = office.drawn(office.line("deputy"))
    with refused("OR-01.1") as broken:
        office.signed(other)
    assert "คำสั่งที่ ๑๒/๒๕๖๑ มีอยู่แล้ว" in broken.value.findings[0].says()
    version = queries.row_of(other.entry_id).version
    signed = Signature("13", 2561, date(2018, 8, 20), "นายทดสอบ นายก", "นายกเทศมนตรี")

    def sign(signed: Signature) -> Order:
        return actions.sign(
            by=office.officer, order_id=other.entry_id, version=version, signed=signed, pair=office.pair
        )

    for wrong, code in (
        (replace(signed, year=2562), "OR-01.2"),
        (replace(signed, number=""), "OR-01.3"),
        (replace(signed, signed_on=None), "OR-01.3"),
        (replace(signed, signatory=" "), "OR-01.4"),
        (replace(signed, signed_on=date(2018, 9, 2)), "OR-02.1"),
    ):
        with refused(code):
            sign(wrong)
    assert sign(replace(signed, number="12", series="สป"))


@rule("OR-01", breaks=True)
@pytest.mark.parametrize("again", ["012", "12 ", "๑๒", "๐๐๑๒", "1 2", "12/2561"])
def test_a_number_is_the_same_however_it_is_typed(office: Office, again: str) -> None:
    office.signed(office.drawn(office.line("finance")), "012" if again == "12 " else "12")
    other = office.drawn(office.line("deputy"))
    with refused("OR-01.1"):
        office.signed(other, again)


@rule("OR-01")
def test_numbers_that_differ_are_kept_as_they_are_typed(office: Office) -> None:
    for at, number in enumerate(("12", "120", "12/1", "1/12", "ท 5", "ท 50", "012/10", "12 ก", "0")):
        row = office.signed(office.drawn(office.line("finance", 20000 + at)), number)
        assert (row.number, queries.row_of(row.entry_id).number) == (number, number)
    for again in ("12/01", "ท05", "๐๑๒/๑๐", "00"):
        with refused("OR-01.1"):
            office.signed(office.drawn(office.line("deputy")), again)


def test_the_database_holds_one_order_a_number_and_no_signed_one_without(office: Office) -> None:
    row = office.signed(office.drawn(office.line("finance")))
    for told in ({"number": "12", "year": 2561, "signed_on": ON, "status": "DRAFT"}, {"status": "SIGNED"}):
        place = office.place.organisation
        with pytest.raises(IntegrityError), change(office.officer, "orders:order:drawn", row) as this:
            ledger.record(this, Order, organisation=place, starts=ON, kind="PAY_ADJUST", **told)
    assert Order.objects.known().count() == 1


def test_an_order_goes_back_to_a_draft_and_gives_its_number_back(office: Office) -> None:
    row = office.signed(office.drawn(office.line("finance")))
    with pytest.raises(ValueError, match="reason"):
        actions.reopen(by=office.registrar, order_id=row.entry_id, version=row.version)
    back = actions.reopen(by=office.registrar, order_id=row.entry_id, version=row.version, reason="ชื่อผิด")
    assert (back.status, back.number, back.return_reason) == ("DRAFT", "", "ชื่อผิด")
    office.signed(office.drawn(office.line("deputy")))
    applied = office.applied(queries.row_of(back.entry_id), "14")
    with refused("OR-08"):
        actions.reopen(by=office.registrar, order_id=applied.entry_id, version=applied.version, reason="ชื่อผิด")


def test_a_draft_is_thrown_away_and_the_book_keeps_it(office: Office) -> None:
    row = office.drawn(office.line("finance"))
    actions.discard(by=office.officer, order_id=row.entry_id, version=row.version)
    assert queries.orders(EVERYWHERE, DAY) == []
    assert Order.objects.filter(entry_id=row.entry_id).count() == 1
    kept = office.signed(office.drawn(office.line("finance")))
    with refused("OR-08"):
        actions.discard(by=office.officer, order_id=kept.entry_id, version=kept.version)


def test_a_cancelling_order_undoes_all_of_it_in_plain_sight(office: Office) -> None:
    first = office.applied(office.drawn(office.line("finance", 19000), office.line("deputy", 29000)), "11")
    second = office.applied(office.drawn(office.line("finance", 20000, "SCHEDULE_ADJUST")), "12")
    assert salary(office, "finance") == Decimal(20000)
    known = queries.row_of(second.entry_id).recorded_id
    header = Header(OrderKind.CANCELLATION, ON, subject="ยกเลิกคำสั่งที่ ๑๑", reason="ออกคำสั่งผิด")
    undo = actions.draw_cancelling(by=office.officer, order_id=first.entry_id, header=header)
    assert state(first) is OrderState.APPLIED
    with refused("OR-08.1"):
        actions.draw_cancelling(by=office.officer, order_id=first.entry_id, header=header)
    undo = office.applied(undo, "13")
    assert state(first) is OrderState.CANCELLED
    assert set(queries.written(first.entry_id, DAY).values()) == {"STRUCK"}
    assert (salary(office, "finance"), salary(office, "deputy")) == (Decimal(20000), None)
    assert salary(office, "deputy", known) == Decimal(29000)  # as known before, they did hold
    again = actions.draw_cancelling(by=office.officer, order_id=undo.entry_id, header=header)
    office.applied(again, "15")
    assert salary(office, "deputy") == Decimal(29000)


def test_what_waits_for_the_province_goes_with_the_cancelled_order(office: Office, province: Actor) -> None:
    row = office.applied(office.drawn(office.line("hr"), office.line("finance")))
    hr = office.place.people["hr"]
    assert queries.written(row.entry_id, DAY)[line_of(row, hr)] == "SUBMITTED"
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    office.applied(actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=header), "13")
    assert line_of(row, hr) not in queries.written(row.entry_id, DAY)
    assert salary(office, "hr") is None


def line_of(row: Order, person: UUID) -> UUID:
    return next(one.id for one in queries.lines_of(row.entry_id) if one.draft.person_id == person)


def test_an_amending_order_says_what_the_other_should_have(office: Office) -> None:
    first = office.applied(office.drawn(office.line("finance", 19000), office.line("deputy", 29000)), "11")
    header = Header(OrderKind.AMENDMENT, ON, reason="ตัวเลขผิด")
    chosen = line_of(first, office.place.people["finance"])
    row = actions.draw_amending(by=office.officer, order_id=first.entry_id, header=header, entries=[chosen])
    line = queries.lines_of(row.entry_id)[0]
    mended = replace(line.draft, pay=Pay(salary=Decimal(19500)))
    row = actions.change_line(
        by=office.officer, order_id=row.entry_id, version=row.version, line_id=line.id, line=mended
    )
    office.applied(row, "12")
    assert (salary(office, "finance"), salary(office, "deputy")) == (Decimal(19500), Decimal(29000))
    assert state(first) is OrderState.AMENDED
    with refused("OR-08.2"):
        actions.draw_amending(by=office.officer, order_id=first.entry_id, header=header, entries=[])


def test_an_order_that_amends_a_contract_begins_with_its_end_as_it_stands(office: Office) -> None:
    hired = MovementDraft(
        "CONTRACT_START", ON, last_day=date(2019, 8, 31), pay=Pay(salary=Decimal(9000)),
        kind_code="CONTRACT_MISSION_SKILLED", **newcomer(),
    )  # fmt: skip
    first = office.applied(office.drawn(hired, kind=OrderKind.CONTRACT), "11")
    head = Header(OrderKind.AMENDMENT, ON, reason="ตัวเลขผิด")

    def amends(**more: object) -> tuple[Order, MovementDraft]:
        entries = [one.id for one in queries.lines_of(first.entry_id)]
        row = actions.draw_amending(by=office.officer, order_id=first.entry_id, header=head, entries=entries)
        line = queries.lines_of(row.entry_id)[0]
        mended = replace(line.draft, **more)
        by, key = office.officer, row.entry_id
        row = actions.change_line(by=by, order_id=key, version=row.version, line_id=line.id, line=mended)
        return row, line.draft

    row, drawn = amends(pay=Pay(salary=Decimal(9500)), last_day=date(2020, 8, 30))
    assert drawn.last_day == date(2019, 8, 31)
    row = office.applied(row, "12")
    told = printing.values(queries.row_of(row.entry_id), previewing.preview(office.officer, row, office.pair))
    assert "๓๐ ส.ค. ๒๕๖๓" in str(told["rows"])
    _, drawn = amends()
    assert (drawn.last_day, drawn.pay.salary) == (date(2020, 8, 30), Decimal(9500))


def test_a_cancelling_order_is_drawn_from_another_only(office: Office) -> None:
    with pytest.raises(ValueError, match="another order"):
        office.drawn(kind=OrderKind.CANCELLATION)
    row = office.drawn(office.line("finance"))
    header = Header(OrderKind.CANCELLATION, ON)
    with refused("OR-08"):
        actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=header)


def test_the_digest_is_of_exactly_what_is_signed(office: Office) -> None:
    row = office.drawn(office.line("finance"), office.line("deputy"))
    before = queries.digest(row.entry_id)
    assert queries.digest(row.entry_id) == before
    line = queries.lines_of(row.entry_id)[1]
    actions.change_line(
        by=office.officer, order_id=row.entry_id, version=row.version, line_id=line.id, line=office.line("deputy", 1)
    )
    assert queries.digest(row.entry_id) != before


def test_an_order_is_seen_where_one_reaches(office: Office, neighbour: object) -> None:
    row = office.drawn(office.line("finance"))
    elsewhere = Reach(frozenset({"/48/4803/nowhere/"}))
    with pytest.raises(Order.DoesNotExist):
        queries.order(row.entry_id, within=elsewhere, day=DAY)
    assert queries.orders(elsewhere, DAY) == []
    stranger = Actor(day=DAY, duties=(Duty(Role.OFFICER, "/48/4803/nowhere/"),))
    with pytest.raises(Denied):
        actions.discard(by=stranger, order_id=row.entry_id, version=row.version)


def test_a_preview_asks_as_much_for_four_as_for_one(office: Office) -> None:
    asked = []
    for who in (["finance"], ["finance", "deputy", "hr", "palad"]):
        row = office.drawn(*(office.line(one) for one in who))
        with CaptureQueriesContext(connection) as found:
            previewing.preview(office.officer, row, office.pair)
        asked.append(len(found))
    assert asked[1] <= asked[0]

"""The lines of one order written together: judged upon one another, all or none, in a constant number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.service_record import actions, judging_orders, queries
from lhr.service_record.actions import Author, OrderedLine
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import Incumbency, ServiceLine
from lhr.service_record.pay import Pay
from tests.service_record.conftest import Place, hand

pytestmark = pytest.mark.django_db
ORDER = Citation("12", 2561, date(2018, 8, 20))
ON = date(2018, 9, 1)


def drafts(place: Place, *who: str, code: str = "LAW_ADJUST") -> list[MovementDraft]:
    return [
        MovementDraft(code, ON, person_id=place.people[one], pay=Pay(salary=Decimal(20000)), reason="ตามคำสั่ง")
        for one in who
    ]


def apply(
    place: Place, lines: list[MovementDraft], keys: Iterable[UUID] = iter(uuid4, None), **more: object
) -> list[ServiceLine]:
    officer = hand(place, Role.OFFICER, "hr")
    told = {
        "by": hand(place, Role.REGISTRAR, "palad"),
        "organisation": place.organisation,
        "lines": [OrderedLine(key, line) for key, line in zip(keys, lines, strict=False)],
        "citation": ORDER,
        "author": Author(officer.account_id, officer.person_id),
        "pair": frozenset({place.people["hr"], place.people["palad"]}),
    } | more
    return actions.apply_lines(**told)  # type: ignore[arg-type]


def test_every_line_is_written_verified_under_one_citation(town: Place) -> None:
    rows = apply(town, drafts(town, "finance", "deputy"))
    assert {row.status for row in rows} == {"VERIFIED"}
    assert {(row.citation_number, row.citation_year, row.source) for row in rows} == {("12", 2561, "ORDER")}
    for who in ("finance", "deputy"):
        _, pay = queries.lines_and_pay(town.people[who], day=ON)
        assert pay.salary == Decimal(20000)


def test_the_pairs_own_lines_wait_for_the_province(town: Place, province: Actor) -> None:
    officer, registrar = hand(town, Role.OFFICER, "hr"), hand(town, Role.REGISTRAR, "palad")
    author = Author(officer.account_id, officer.person_id)
    rows = apply(town, drafts(town, "hr", "palad", "finance"), by=registrar, author=author)
    told = {row.person_id: (row.status, row.keyed_by) for row in rows}
    assert told[town.people["hr"]] == ("SUBMITTED", registrar.account_id)
    assert told[town.people["palad"]] == ("SUBMITTED", officer.account_id)
    assert told[town.people["finance"]] == ("VERIFIED", officer.account_id)
    pair = frozenset({town.people["hr"], town.people["palad"]})
    for row in rows[:2]:
        actions.verify(by=province, line_id=row.entry_id, version=1, pair=pair)
    assert queries.lines_and_pay(town.people["hr"], day=ON)[1].salary == Decimal(20000)


def test_who_drew_it_up_does_not_apply_it(town: Place) -> None:
    registrar = hand(town, Role.REGISTRAR, "palad")
    with pytest.raises(RuleBroken, match="SR-02"):
        apply(town, drafts(town, "finance"), by=registrar, author=Author(registrar.account_id, None))
    with pytest.raises(RuleBroken, match="SR-02"):
        apply(town, drafts(town, "finance"), by=registrar, author=Author(None, registrar.person_id))


def test_one_line_that_a_rule_blocks_stops_all(town: Place) -> None:
    lines = drafts(town, "finance", "deputy")
    lines[1] = replace(lines[1], pay=Pay(salary=Decimal(-1)))
    before = ServiceLine.objects.count()
    with pytest.raises(RuleBroken, match=r"SR-10\.3"):
        apply(town, lines)
    assert ServiceLine.objects.count() == before


def test_a_line_is_never_written_twice(town: Place) -> None:
    lines, keys = drafts(town, "finance"), [uuid4()]
    assert apply(town, lines, keys)[0].entry_id == keys[0]
    with pytest.raises(Overtaken):
        apply(town, lines, keys)


def test_two_may_change_places_by_one_order_and_not_share_one(town: Place) -> None:
    def moves(**to: str) -> list[MovementDraft]:
        return [
            MovementDraft("MOVE", ON, person_id=town.people[who], post_id=town.posts[post].id, reason="ตามคำสั่ง")
            for who, post in to.items()
        ]

    with pytest.raises(RuleBroken, match="PO-07"):
        apply(town, moves(finance="vacant", deputy="vacant"))
    with pytest.raises(RuleBroken, match="PO-07"):
        apply(town, moves(deputy="finance"))
    apply(town, moves(finance="deputy", deputy="finance"))
    held = {row.person_id: row.post_id for row in Incumbency.objects.filter(until=None)}
    assert held[town.people["finance"]] == town.posts["deputy"].id
    assert held[town.people["deputy"]] == town.posts["finance"].id


def test_the_same_is_said_of_a_person_once(town: Place) -> None:
    by = hand(town, Role.OFFICER, "hr")
    judged = judging_orders.at_order(by, town.organisation, drafts(town, "finance", "deputy", "finance"), Citation())
    assert [[one.code for one in line.findings if one.code.startswith("OR")] for line in judged] == [[], [], ["OR-05"]]
    assert judged[2].findings[-1].says() == "รายการนี้ซ้ำกับรายการที่ 1 ของคำสั่งนี้"


def test_questions_do_not_grow_with_the_lines(town: Place) -> None:
    asked: list[int] = []
    for code, who in (("LAW_ADJUST", ["finance"]), ("SCHEDULE_ADJUST", ["finance", "deputy"])):
        with CaptureQueriesContext(connection) as found:
            apply(town, drafts(town, *who, code=code))
        asked.append(len(found))
    assert asked[1] <= asked[0]


def test_nobody_is_named_whom_the_lgo_never_met(town: Place, neighbour: Place) -> None:
    stranger: UUID = neighbour.people["finance"]
    with pytest.raises(Exception, match=str(stranger)):
        apply(town, [MovementDraft("LAW_ADJUST", ON, person_id=stranger, pay=Pay(salary=Decimal(20000)), reason="x")])

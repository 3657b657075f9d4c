"""Lines of many people carried over at once from the earlier register: verified, judged by the sections' own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, operator
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions, queries
from lhr.service_record.drafts import CardDraft, Citation, MovementDraft, OpeningLine
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.pay import Pay
from tests.service_record.conftest import DAY, Place, done, hand, move
from tests.support.cards import FULL, ORDER
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
BY = operator(DAY, "ผู้ดูแลระบบ")
# PHOTO needs its picture, DOUBLE_TIME an announced period, BIRTH the two hands of PE-04.
CARRIED = [code for code in FULL if code not in ("PHOTO", "DOUBLE_TIME", "BIRTH")]


def line(place: Place, section: str, who: str = "finance", **typed: str) -> OpeningLine:
    return OpeningLine(section, place.people[who], {**FULL[section], **typed}, ORDER)


def carry(place: Place, *lines: OpeningLine) -> list[Any]:
    return actions.open_card_lines(by=BY, organisation=place.organisation, lines=lines)


def test_lines_of_many_people_are_verified_at_once_in_their_order(town: Place) -> None:
    wanted = [line(town, code, who) for who in ("finance", "deputy") for code in CARRIED]
    wanted += [line(town, "NAME", "hr", changed_on="5 มี.ค. 2559")]
    entries = carry(town, *wanted)
    rows = {row.entry_id: row for row in CardLine.objects.known()}
    assert [(rows[entry].section, rows[entry].person_id) for entry in entries] == [
        (one.section, one.person_id) for one in wanted
    ]
    seqs = [row.seq for row in CardLine.objects.known().filter(person=town.people["deputy"]).order_by("seq")]
    assert seqs == list(range(1, len(CARRIED) + 1))
    for row in rows.values():
        assert (row.status, row.source, row.citation_number) == ("VERIFIED", "IMPORT", "12")
        assert row.verified_at == row.keyed_at == rows[entries[0]].keyed_at
        assert row.recorded.tag == "service:card:opened"
    # Called so since then; who bore another name when the register began bears that one.
    told = [people.view_of(town.people["hr"], day).name for day in (date(2016, 3, 4), date(2016, 3, 5))]
    assert told == ["นายสมใจ ทดสอบท่าอุเทน", "นายสมบูรณ์ ทดสอบใหม่"]
    assert people.view_of(town.people["finance"], DAY).name == "นายสมปอง ทดสอบท่าอุเทน"


def test_a_carried_line_is_what_keying_and_verifying_makes_of_it(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    nobody: frozenset[Any] = frozenset()
    for code in CARRIED:
        carry(town, line(town, code))
        draft = CardDraft(code, town.people["deputy"], FULL[code], ORDER, reason="ตรวจแล้ว")
        keyed = actions.key_card_line(by=officer, organisation=town.organisation, line=draft, pair=nobody)
        actions.verify_card_lines(by=registrar, lines=[(keyed.entry_id, keyed.version)], pair=nobody)
        carried, other = (
            CardLine.objects.known().get(person=town.people[who], section=code) for who in ("finance", "deputy")
        )
        for told in ("values", "key", "starts", "until", "citation_signed_on", "status", "show_on_kp7"):
            assert getattr(carried, told) == getattr(other, told), (code, told)


def test_the_text_of_the_paper_is_kept_where_it_only_warns(town: Place) -> None:
    entry, *_ = carry(town, line(town, "SPOUSE", married_on="ราวปี ๒๕๓๐", ended_on="", ended_by=""))
    row = CardLine.objects.get(entry_id=entry)
    assert row.values["married_on"] == {"text": "ราวปี ๒๕๓๐", "day": None, "precision": ""}


@rule("CD-02")
def test_a_line_that_a_rule_blocks_stops_all_of_them(town: Place) -> None:
    with refused("CD-02.1") as found:
        carry(town, line(town, "SKILL"), line(town, "ADDRESS", kind="ELSEWHERE"))
    assert found.value.__notes__ == ["line 2: ADDRESS"]
    assert not CardLine.objects.exists()


@rule("CD-03")
def test_lines_are_judged_beside_those_before_them_and_those_that_stand(town: Place) -> None:
    with refused("CD-03"):
        carry(town, line(town, "DOMICILE"), line(town, "DOMICILE", domicile="จังหวัดสกลนคร"))
    carry(town, line(town, "DOMICILE"), line(town, "DOMICILE", "deputy"))
    with refused("CD-03"):
        carry(town, line(town, "DOMICILE", domicile="จังหวัดสกลนคร"))


@rule("OR-03")
def test_a_line_that_must_cite_something_does(town: Place) -> None:
    with refused("OR-03"):
        carry(town, replace(line(town, "DISCIPLINE"), citation=Citation(text="ตามสำเนา")))


@rule("PE-04")
def test_nobody_carries_a_change_of_birth_date_over(town: Place) -> None:
    with refused("PE-04.2"):
        carry(town, line(town, "BIRTH"))


@rule("SR-03")
def test_a_line_is_carried_to_the_lgo_that_keeps_the_record(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    stranger = replace(line(town, "SKILL"), person_id=neighbour.people["finance"])
    with pytest.raises(Person.DoesNotExist):
        carry(town, stranger)
    moved, day = town.people["finance"], date(2018, 8, 1)
    done(town, officer, registrar, move(moved, "TRANSFER_OUT", day, other_organisation_id=neighbour.id))
    keys, verifies = hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad")
    received = move(
        moved, "TRANSFER_IN", day, other_organisation_id=town.id, kind_code=neighbour.kind_code,
        post_id=neighbour.posts["vacant"].id,
    )  # fmt: skip
    done(neighbour, keys, verifies, received)
    with refused("SR-03.1"):
        carry(town, line(town, "SKILL"))
    carry(neighbour, line(town, "SKILL"))


def test_only_who_loads_data_carries_lines_over(town: Place, officer: Actor, registrar: Actor) -> None:
    for one in (officer, registrar):
        with pytest.raises(Denied):
            actions.open_card_lines(by=one, organisation=town.organisation, lines=[line(town, "SKILL")])
    with pytest.raises(KeyError):
        carry(town, OpeningLine("NO_SUCH", town.people["finance"], {}))


def test_more_lines_ask_no_more_questions(town: Place) -> None:
    def asked(*years: int) -> int:
        lines = [
            line(town, "LEAVE", who, year=str(year)) for who in ("finance", "deputy", "hr") for year in years
        ]
        with CaptureQueriesContext(connection) as seen:
            carry(town, *lines)
        return sum(not one["sql"].startswith("INSERT") for one in seen.captured_queries)

    carry(town, line(town, "SKILL"))
    assert asked(2558) == asked(2559, 2560, 2561)


def rise(person: Any, starts: date = date(2017, 4, 1), **said: Any) -> MovementDraft:
    signed = date(2017, 3, 28)
    return MovementDraft("STEP_RISE", starts, Citation("45", 2560, signed), person_id=person, pay=Pay(**said))


def raised(place: Place, *rises: MovementDraft) -> list[Any]:
    return actions.open_rises(by=BY, organisation=place.organisation, rises=rises)


def test_rises_of_many_people_are_carried_over(town: Place) -> None:
    steps = {"steps": Decimal(1), "salary": Decimal(12470)}
    first, second = raised(town, *(rise(town.people[who], **steps) for who in ("finance", "hr")))
    rows = {row.entry_id: row for row in ServiceLine.objects.known().filter(movement_code="STEP_RISE")}
    assert [rows[one].person_id for one in (first, second)] == [town.people["finance"], town.people["hr"]]
    for row in rows.values():
        assert (row.status, row.source, row.seq, row.salary) == ("VERIFIED", "IMPORT", 2, Decimal(12470))
    assert queries.pay_of(town.people["hr"], DAY).salary == Decimal(12470)


@rule("SR-11")
def test_rises_that_give_too_many_steps_are_carried_over_by_nobody(town: Place) -> None:
    half = {"steps": Decimal(1), "salary": Decimal(12470)}
    later = rise(town.people["hr"], date(2017, 10, 1), steps=Decimal("1.5"), salary=Decimal(13000))
    with refused("SR-11"):
        raised(town, rise(town.people["hr"], **half), later)
    assert not ServiceLine.objects.filter(movement_code="STEP_RISE").exists()


def test_only_movements_of_pay_are_carried_over_so(town: Place, officer: Actor) -> None:
    moved = replace(rise(town.people["hr"]), movement_code="RESIGN")
    with pytest.raises(LookupError):
        raised(town, moved)
    with pytest.raises(Denied):
        actions.open_rises(by=officer, organisation=town.organisation, rises=[rise(town.people["hr"])])

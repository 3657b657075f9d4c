"""Lines of many people carried over at once from the earlier register: verified, judged by the sections' own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, operator
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.documents import cited
from lhr.documents.models import Evidence
from lhr.kernel.national_id import make_synthetic
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions, queries
from lhr.service_record.drafts import (
    CardDraft,
    Citation,
    MovementDraft,
    NewPerson,
    OpeningLine,
    OpeningRecord,
)
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.pay import Pay
from tests.service_record.conftest import DAY, Place, done, hand, move
from tests.support.cards import FULL, ORDER, photograph
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
    with refused("SR-03.4"):
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


def told(place: Place, *lines: MovementDraft) -> list[Any]:
    return actions.open_movements(by=BY, organisation=place.organisation, movements=lines)


def test_rises_of_many_people_are_carried_over(town: Place) -> None:
    steps = {"steps": Decimal(1), "salary": Decimal(12470)}
    first, second = told(town, *(rise(town.people[who], **steps) for who in ("finance", "hr")))
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
        told(town, rise(town.people["hr"], **half), later)
    assert not ServiceLine.objects.filter(movement_code="STEP_RISE").exists()


def test_a_career_is_carried_over_from_the_appointment_on(town: Place) -> None:
    post, day = town.posts["vacant"].id, date(2016, 3, 1)
    (who,) = begun(town, post_id=post)
    rest = [
        inside(who, "PROBATION_PASSED", date(2016, 9, 1)),
        inside(who, "PROMOTE", date(2018, 3, 1), level_code="PROFESSIONAL", pay=Pay(salary=Decimal(15050))),
    ]
    told(town, *rest)
    rows = list(ServiceLine.objects.known().filter(person=who).order_by("seq"))
    assert [row.movement_code for row in rows] == ["APPOINT", "PROBATION_PASSED", "PROMOTE"]
    assert {(row.status, row.source, row.citation_number) for row in rows} == {("VERIFIED", "IMPORT", "7")}
    assert [row.level_code for row in rows] == ["PRACTITIONER", "", "PROFESSIONAL"]
    picture = queries.services_of([who])[who]
    assert [(span.start_movement, span.starts) for span in picture.employments] == [("APPOINT", day)]
    assert [(span.post_id, span.starts) for span in picture.incumbencies] == [(post, day)]
    assert queries.pay_of(who, DAY).level_code == "PROFESSIONAL"
    assert actions.rebuild(by=BY) == 0


def test_a_move_to_another_post_is_carried_over_with_what_follows_from_it(town: Place) -> None:
    who, post, day = town.people["hr"], town.posts["vacant"].id, date(2017, 5, 1)
    told(town, inside(who, "MOVE", day, post_id=post))
    held = queries.services_of([who])[who].incumbencies
    assert [(span.post_id, span.until) for span in held] == [(town.posts["hr"].id, day), (post, None)]


@rule("PO-07")
def test_nobody_is_carried_to_a_post_that_another_holds(town: Place) -> None:
    taken = town.posts["finance"].id
    with refused("PO-07"):
        told(town, inside(town.people["hr"], "MOVE", date(2017, 5, 1), post_id=taken))
    with refused("PO-07"):
        begun(town, post_id=taken)
    assert not Person.objects.filter(first_held_by=town.id, birth_date=date(1990, 2, 3)).exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SR-07", {"person": NewPerson("นาย", "สมคิด", "ทดสอบ", date(2000, 2, 3), "M")}),
        ("OR-03", {"citation": Citation(text="ตามสำเนา")}),
        ("OR-02.1", {"citation": Citation("7", 2562, date(2019, 2, 1))}),
        ("PO-01", {"post_id": None}),
        ("PO-06", {"starts": date(2015, 6, 1)}),
    ],
)
def test_an_appointment_is_carried_over_only_as_the_rules_have_it(
    town: Place, code: str, said: dict[str, Any]
) -> None:
    with refused(code):
        begun(town, **said)


@rule("SR-04")
def test_nothing_is_carried_over_before_the_service_begins(town: Place) -> None:
    (who,) = begun(town)
    with refused("SR-04.1"):
        told(town, inside(who, "PROBATION_PASSED", date(2016, 2, 1)))


@rule("SR-09")
def test_a_contract_is_carried_over_with_its_last_day(town: Place) -> None:
    contract = {"movement_code": "CONTRACT_START", "kind_code": "CONTRACT_GENERAL", "post_id": None, "level_code": ""}
    with refused("SR-09.1"):
        begun(town, **contract)
    (who,) = begun(town, **contract, last_day=date(2017, 2, 28))
    assert ServiceLine.objects.known().get(person=who).until == date(2017, 3, 1)


@rule("PE-09")
def test_a_photograph_is_carried_over_with_its_picture(town: Place) -> None:
    bare = line(town, "PHOTO", year="2560")
    with refused("PE-09"):
        carry(town, bare)
    (entry,) = carry(town, replace(bare, scan=photograph()))
    (kept,) = Evidence.objects.filter(of=cited.line(entry))
    assert (kept.media_type, kept.organisation_id) == ("image/jpeg", town.id)


def begun(place: Place, **said: Any) -> list[Any]:
    """Somebody who was appointed, carried over."""
    given = {
        "national_id": make_synthetic(7001),
        "person": NewPerson("นาย", "สมคิด", "ทดสอบ", date(1990, 2, 3), "M"),
        "starts": date(2016, 3, 1),
        "kind_code": place.kind_code,
        "post_id": place.posts["vacant"].id,
        "level_code": "PRACTITIONER",
        "movement_code": "APPOINT",
        "citation": Citation("7", 2559, date(2016, 2, 25)),
        **said,
    }
    return actions.open_record(by=BY, organisation=place.organisation, records=[OpeningRecord(**given)])


def inside(person: Any, code: str, starts: date, **said: Any) -> MovementDraft:
    signed = starts - timedelta(days=5)
    return MovementDraft(code, starts, Citation("7", signed.year + 543, signed), person_id=person, **said)


def test_nobody_comes_or_leaves_by_a_line_carried_over(town: Place, officer: Actor) -> None:
    moved = replace(rise(town.people["hr"]), movement_code="RESIGN")
    with pytest.raises(LookupError):
        told(town, moved)
    with pytest.raises(LookupError):
        begun(town, movement_code="TRANSFER_IN")
    with pytest.raises(Denied):
        actions.open_movements(by=officer, organisation=town.organisation, movements=[rise(town.people["hr"])])

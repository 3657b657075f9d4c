"""Careers of the demonstration: whatever the seed, the sections' own rules stop nothing of them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from lhr.access.actor import operator
from lhr.cli.demonstration import careers, load, pay, tree
from lhr.cli.demonstration.careers import Career, Subject, of_pay
from lhr.cli.demonstration.names import people
from lhr.cli.demonstration.size import Size, first_lgos
from lhr.documents.models import Evidence
from lhr.kernel import clock, thai_date
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding, Weight
from lhr.service_record import actions, judging_cards, offered, reading, whom
from lhr.service_record import queries as service
from lhr.service_record.models import CardLine, Employment, Incumbency, ServiceLine
from lhr.service_record.sections import SECTIONS, Facts, Lists, Stood, Typed
from lhr.standards import actions as standards

NOBODY = UUID(int=0)
TODAY = date(2026, 11, 27)
SINCE = date(2016, 1, 1)
SEEDS = range(25)
POSTS = (
    ("1101", "ADMIN_MIDDLE"), ("2102", "DIRECTOR_LOW"), ("3102", "PROFESSIONAL"), ("3701", "PRACTITIONER"),
    ("4101", "EXPERIENCED"), ("4701", "OPERATIONAL"), ("", ""),
)  # fmt: skip


def subjects(seed: int) -> Iterator[Subject]:
    """One person for every post, some who were there before the register and some who came later."""
    crowd, chance = people(seed), Random(seed)
    for line, level in POSTS:
        who, carried = next(crowd), chance.random() < 0.6
        started = SINCE if carried else max(SINCE, who.born + timedelta(days=chance.randint(18 * 366, 30 * 365)))
        yield Subject(
            national_id=who.national_id, prefix=who.prefix, first=who.first, last=who.last, gender=who.gender,
            born=who.born, started=min(started, TODAY - timedelta(days=1)), official=bool(line), line=line,
            level=level, position="ตำแหน่งตัวอย่าง",
            homes=(("ในเมือง เมืองนครพนม นครพนม", "48000"), ("ปลาปาก ปลาปาก นครพนม", "48160")), carried=carried,
        )  # fmt: skip


def judged(who: Subject, told: Career, lists: Lists, titles: tuple[str, ...]) -> list[tuple[str, Finding]]:
    """What the sections' rules find, each line beside the ones before it, as at the loading."""
    stood: dict[str, list[Stood]] = {}
    found = []
    for line in told.lines:
        section = SECTIONS[line.section]
        beside = stood.setdefault(section.code, [])
        begun = [one.values for one in stood.get("BEGINNING", ())]
        service = reading.with_beginning((Period(who.started),), begun)
        facts = Facts(who.born, who.gender, service, TODAY, tuple(beside), lists, titles)
        values, read = section.read(line.typed, lists)
        found += [(line.section, one) for one in [*read, *section.check(Typed(values, line.citation), facts)]]
        beside.append(Stood(NOBODY, values, *section.holds(values, who.born), verified=True))
    return found


@pytest.fixture
def known(db: None) -> tuple[Lists, tuple[str, ...]]:
    standards.load(by=operator(TODAY, "ทดสอบ"))
    return offered.lists(), whom.titles()


@pytest.mark.once
def test_no_rule_stops_a_career(known: tuple[Lists, tuple[str, ...]]) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        for who in subjects(seed):
            told = careers.career(who, TODAY, seed)
            seen.update(line.section for line in told.lines)
            found = judged(who, told, *known)
            assert [(section, one.code, one.says("en")) for section, one in found] == [], (seed, who)
    shown = {code for code in SECTIONS if code not in ("BIRTH", "PHOTO", "DOUBLE_TIME")}
    assert shown == set(seen)


def test_the_same_seed_and_day_tell_the_same_career_and_another_seed_another() -> None:
    who = next(subjects(1))
    assert careers.career(who, TODAY, 1) == careers.career(who, TODAY, 1)
    assert careers.career(who, TODAY, 1).lines != careers.career(who, TODAY, 2).lines


def test_who_took_a_husbands_name_bears_the_former_one_before_it() -> None:
    told = [(who, careers.career(who, TODAY, seed)) for seed in range(12) for who in subjects(seed)]
    later = [(who, one) for who, one in told if one.last != who.last]
    assert later
    for who, one in later:
        (change,) = [line for line in one.lines if line.section == "NAME"]
        assert change.typed["former"] == f"นางสาว{who.first} {one.last}"
        assert (change.typed["prefix"], change.typed["last_name"]) == (who.prefix, who.last)


def test_schooling_ends_before_service_begins_where_it_is_not_beside_the_work() -> None:
    for seed in range(6):
        for who in subjects(seed):
            told = careers.career(who, TODAY, seed)
            first = next(line for line in told.lines if line.section == "EDUCATION")
            began = next(line for line in told.lines if line.section == "BEGINNING")
            ended = thai_date.parse(f"1 {first.typed['ended_on']}")
            assert ended < thai_date.parse(began.typed["appointed_on"]) <= who.started


@pytest.mark.parametrize("level", ["ADMIN_MIDDLE", "EXPERIENCED", "PRACTITIONER"])
def test_two_rises_a_year_stay_on_the_schedule_and_within_its_steps(level: str) -> None:
    column = pay.column(level)
    for seed in range(10):
        opening = pay.opening(level, seed)
        rises = list(of_pay.rises(opening, column, SINCE, TODAY, Random(seed)))
        assert len(rises) > 8
        drawn = [opening.salary, *(rise.pay.salary for rise in rises)]
        assert all(before <= after for before, after in itertools.pairwise(drawn) if before and after)
        given: Counter[int] = Counter()
        for rise in rises:
            assert (rise.pay.step, rise.pay.salary) in column
            given[rise.starts.year] += int((rise.pay.steps or 0) * 2)
        assert max(given.values()) <= 4


@pytest.mark.once
def test_everybody_of_an_lgo_is_loaded_with_a_career_and_work_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None
) -> None:
    monkeypatch.setenv("LHR_DATA_DIR", str(tmp_path))
    size = Size(whole=1, few=0, more=4)
    made = load.load(first_lgos(tree.lgos(), 1), size)
    lgo = UUID(made.lgos[0].organisation)
    rows = list(CardLine.objects.known().filter(organisation=lgo))
    held = {row.person_id for row in rows}
    assert len(held) == len({*Employment.objects.filter(organisation=lgo).values_list("person_id", flat=True)})
    assert Counter(row.status for row in rows if row.source == "KEYED") == {
        "SUBMITTED": 4, "RETURNED": 1, "VERIFIED": 2,
    }  # fmt: skip
    struck = [row for row in rows if row.status == "STRUCK"]
    assert [(row.section, bool(row.strike_reason)) for row in struck] == [("TRAINING", True)] * 2
    assert ServiceLine.objects.filter(organisation=lgo, movement_code="STEP_RISE").count() > 60


@pytest.mark.once
def test_careers_are_whole_with_promotions_photographs_and_some_who_came_from_another_lgo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None
) -> None:
    monkeypatch.setenv("LHR_DATA_DIR", str(tmp_path))
    load.load(first_lgos(tree.lgos(), 2), Size(whole=2, few=0, more=8))
    by = operator(clock.today(), "ทดสอบ")
    received = list(ServiceLine.objects.known().filter(movement_code="TRANSFER_IN"))
    assert {one.organisation_id for one in received} == {one.other_organisation_id for one in received}
    for one in received:
        mine = list(ServiceLine.objects.known().filter(person=one.person_id).order_by("starts", "seq"))
        at = [line.organisation_id for line in mine]
        here = at.index(one.organisation_id)
        assert set(at[:here]) == {one.other_organisation_id}
        assert set(at[here:]) == {one.organisation_id}
        assert [line.movement_code for line in mine[here - 1 : here + 1]] == ["TRANSFER_OUT", "TRANSFER_IN"]
        assert [line.movement_code for line in mine[:2]] == ["APPOINT", "PROBATION_PASSED"]
        assert len(mine[here:]) > 3
        assert service.custody(one.person_id, by.day) == one.organisation_id
    promoted = ServiceLine.objects.known().filter(movement_code="PROMOTE", status="VERIFIED")
    assert promoted.count() >= 1
    for line in promoted:
        before = service.pay_of(line.person_id, line.starts - timedelta(days=1))
        assert (line.salary or 0) >= (before.salary or 0)
        assert before.level_code != line.level_code
    assert actions.rebuild(by=by) == 0
    _told_from_the_beginning()
    carried = CardLine.objects.known().filter(status="VERIFIED", corrects=None).exclude(
        person__in=[one.person_id for one in received]
    )
    for row in list(carried.order_by("entry_id"))[::12]:
        again = judging_cards.at_verification(by, row)
        assert [one.code for one in again.findings if one.weight is Weight.BLOCK] == [], row.section


def _told_from_the_beginning() -> None:
    """Whoever heads nothing was appointed here, or made a contract; the second LGO has photographs of everybody."""
    began = Counter(ServiceLine.objects.known().filter(seq=1).values_list("movement_code", flat=True))
    assert set(began) == {"OPENING", "APPOINT", "CONTRACT_START"}
    heads = Employment.objects.filter(start_movement="OPENING").values("person")
    lines = Incumbency.objects.filter(person__in=heads).values_list("line_code", flat=True)
    assert set(lines) == {"1101", "2102", ""}  # and the permanent employee
    happened = set(ServiceLine.objects.known().values_list("movement_code", flat=True))
    assert happened >= {"PROBATION_PASSED", "CONTRACT_RENEW", "MOVE", "PROMOTE", "STEP_RISE"}
    pictures = Counter(CardLine.objects.known().filter(section="PHOTO").values_list("person", flat=True))
    assert set(pictures.values()) == {2}
    assert Evidence.objects.filter(of__startswith="OTHER:", media_type="image/jpeg").count() == sum(pictures.values())


def test_a_decoration_names_the_level_of_its_own_time() -> None:
    """PO-06: before 1 ม.ค. 2559 the levels were numbers, and after it one held the lower before the promotion."""
    lower = (date(2022, 7, 1), "นักพัฒนาชุมชนปฏิบัติการ")
    seen = set()
    for seed in range(12):
        for who in subjects(seed):
            one = replace(who, line_name="นักพัฒนาชุมชน", position="นักพัฒนาชุมชนชำนาญการ")
            one = one if who.carried else replace(one, lower=lower)
            for line in careers.career(one, TODAY, seed).lines:
                if line.typed.get("kind") != "AWARDED":
                    continue
                on, said = thai_date.parse(line.typed["received_on"]), line.typed["position"]
                assert (on < SINCE) == (re.fullmatch(r"นักพัฒนาชุมชน ระดับ [2-8]", said) is not None)
                assert (said == lower[1]) == (one.lower is not None and on < lower[0])
                seen.add(said)
    assert len(seen) > 4

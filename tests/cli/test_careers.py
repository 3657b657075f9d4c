"""Careers of the demonstration: whatever the seed, the sections' own rules stop nothing of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from lhr.access.actor import operator
from lhr.cli.demonstration import careers
from lhr.cli.demonstration.careers import Career, Subject
from lhr.cli.demonstration.names import people
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.service_record import offered, reading, whom
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
            level=level, position="ตำแหน่งตัวอย่าง", place="อบต.ตัวอย่าง",
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

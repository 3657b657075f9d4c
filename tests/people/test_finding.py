"""The list of names that a search goes over, and who is found in it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from benchmarks.crowd import names as crowd
from lhr.access.actor import Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_text import sort_key
from lhr.people import actions, dictionary, finding, tokens
from lhr.people.models import NameToken, Person, PersonName
from lhr.people.rules_of_search import FOUND, readings
from lhr.people.sounds import skeleton
from tests.people.typists import Query, queries

DAY = date(2018, 8, 31)
PATH = "/48/4803/0000000a/"
TITLES = (
    "นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต.", "ดร.", "จ่าสิบเอก",
)  # fmt: skip
LISTS = Path(__file__).resolve().parents[3] / "shared" / "data"
NAMED = 2_000
ASKED = 225
MOST_ASKED = 3_000

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own database; the dictionary of the process is of another one."""
    monkeypatch.setattr(dictionary, "_dictionary", dictionary._Dictionary())


@pytest.fixture
def officer() -> Actor:
    return Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.OFFICER, PATH),))


def opened(by: Actor, first: str, last: str, serial: int = 1) -> UUID:
    return actions.register(
        by=by, national_id=make_synthetic(serial), prefix="นางสาว", first=first, last=last, birth_date=date(1990, 2, 3),
        gender="F", starts=date(2015, 1, 1), path=PATH, permission=Permission.MOVEMENT_KEY,
    ).pk  # fmt: skip


def met(typed: str, *, few: bool = False) -> list[tuple[str, str]]:
    return [(one.first, one.last) for one in finding.named(readings(typed, TITLES), Q(), everybody(few))]


def everybody(few: bool) -> Any:
    return Person.objects.values("pk") if few else None


def kept(kind: str) -> dict[str, str]:
    return dict(NameToken.objects.filter(kind=kind).values_list("text", "skeleton"))


def test_a_name_that_is_written_down_is_taken_into_the_list_once(officer: Actor) -> None:
    opened(officer, "สมใจ", "วงศ์งาม")
    opened(officer, "สมใจ", "วงษ์งาม", 2)
    assert kept("F") == {"สมใจ": "ซมใจ"}
    assert kept("L") == {"วงศ์งาม": "วงงาม", "วงษ์งาม": "วงงาม"}


def test_a_new_name_is_found_and_the_former_one_too(officer: Actor) -> None:
    person = opened(officer, "สมใจ", "วงศ์งาม")
    actions.change_name(
        by=officer, person_id=person, prefix="นาง", first="สมใจ", last="ธารทอง", starts=date(2017, 1, 1), path=PATH,
        permission=Permission.MOVEMENT_KEY, reason="สมรส",
    )  # fmt: skip
    assert met("สมใจ ธานทอง") == [("สมใจ", "ธารทอง")]
    assert met("สมใจ วงษ์งาม") == [("สมใจ", "วงศ์งาม")]


def test_what_is_kept_is_what_would_be_computed_again(officer: Actor) -> None:
    opened(officer, "สมใจ", "วงศ์งาม")
    before = kept("F"), kept("L")
    NameToken.objects.all().delete()
    assert actions.index_names(by=officer) == 2
    assert (kept("F"), kept("L")) == before
    assert actions.index_names(by=officer) == 0


def test_the_migration_takes_in_who_was_there_before(officer: Actor) -> None:
    opened(officer, "สมใจ", "วงศ์งาม")
    before = kept("F"), kept("L")
    NameToken.objects.all().delete()
    import_module("lhr.people.migrations.0003_names_are_found_by_sound").take_in(apps, None)
    assert (kept("F"), kept("L")) == before


@pytest.mark.parametrize(
    "typed",
    [
        "กิตติศักดิ์ เพชรไพร", "นายกิตติศักดิ์ เพชรไพร", "กิตติศักดิ์", "เพชรไพร", "กิตติศัก เพชรไพร", "กิติศักดิ์ เพชรไพ", "กิตติ เพชร", "เพชร",
        "db99b", "db99bLydfbN", "กิตติศักดิ์  เพชร์ไพร", "กิตตศักดิ์ เพ็ชรไพร", "กิดติศักดิ เพรชไพร",
    ],
)  # fmt: skip
@pytest.mark.parametrize("few", [True, False])
def test_somebody_is_found_however_the_name_is_typed(officer: Actor, typed: str, few: bool) -> None:
    opened(officer, "กิตติศักดิ์", "เพชรไพร")
    opened(officer, "ประเสริฐ", "มั่นคง", 2)
    assert met(typed, few=few) == [("กิตติศักดิ์", "เพชรไพร")]


@pytest.mark.parametrize("few", [True, False])
def test_results_stand_before_near_names_and_strangers_are_not_shown(officer: Actor, few: bool) -> None:
    for serial, (first, last) in enumerate([("สมใจ", "ดีงาม"), ("สมชาย", "ดีมาก"), ("อรุณี", "พิมพา")]):
        opened(officer, first, last, serial)
    found = finding.named(readings("สมไจ ดีงาน", TITLES), Q(), everybody(few))
    assert [(one.first, one.found) for one in found] == [("สมใจ", True)]
    near = finding.named(readings("สมหมาย ดีมุข", TITLES), Q(), everybody(few))
    assert [(one.first, one.found) for one in near][:1] == [("สมชาย", False)]
    assert met("กขคง จฉชซ", few=few) == []


def test_only_those_among_whom_one_may_search_are_found(officer: Actor) -> None:
    mine, _ = opened(officer, "สมใจ", "ดีงาม"), opened(officer, "สมใจ", "ดีงาม", 2)
    found = finding.named(readings("สมใจ ดีงาม", TITLES), Q(person=mine), everybody(few=True).filter(pk=mine))
    assert [one.person_id for one in found] == [mine]


def test_the_dictionary_learns_what_was_written_since(officer: Actor) -> None:
    opened(officer, "กิตติศักดิ์", "เพชรไพร")
    assert met("กิดติศักดิ เพรชไพร") == [("กิตติศักดิ์", "เพชรไพร")]
    opened(officer, "ประเสริฐ", "มั่นคง", 2)
    assert met("ปรเสริด มันครง") == [("ประเสริฐ", "มั่นคง")]


def test_the_dictionary_is_read_anew_in_another_database_and_after_a_while(officer: Actor) -> None:
    opened(officer, "กิตติศักดิ์", "เพชรไพร")
    assert met("กิดติศักดิ เพรชไพร") != []
    NameToken.objects.filter(text="กิตติศักดิ์").update(text="ประเสริฐ", skeleton=skeleton("ประเสริฐ"))
    NameToken.objects.filter(text="เพชรไพร").update(text="มั่นคง", skeleton=skeleton("มั่นคง"))
    assert "ประเสริฐ" in dictionary._dictionary.of("F").texts
    hidden = NameToken.objects.create(pk=10**9, kind="F", text="อรุณี", skeleton="อรุนิ")
    late = NameToken.objects.create(pk=10**9 - 1, kind="F", text="มะลิ", skeleton="มะริ")
    assert {hidden.text} < set(dictionary._dictionary.of("F").texts)
    NameToken.objects.filter(pk=late.pk).update(text="มาลี", skeleton="มาริ")
    with clock.standing_at(clock.now() + dictionary._READ_ANEW * 2):
        assert "มาลี" in dictionary._dictionary.of("F").texts


def test_a_search_asks_as_often_however_many_bear_the_name(
    officer: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for serial in range(20):
        opened(officer, "สมใจ", "ดีงาม", serial)
    with django_assert_max_num_queries(5):
        assert len(met("สมใจ ดีงาม")) == 20
    with django_assert_max_num_queries(9):
        assert len(met("สมไจ ดีจาม")) == 20


# --- misspelt queries, made by rules that the matcher does not know -----------------------------------------------


def listed(count: int, seed: int) -> list[tuple[str, str]]:
    """Given names of the lists, and family names composed of halves of listed ones: nobody's."""
    if not (LISTS / "names_family_th.txt").exists():
        pytest.skip("the lists of Thai names (../shared/data/names_*.txt) are not here")
    family, *given = (
        (LISTS / f"names_{which}_th.txt").read_text(encoding="utf-8").split() for which in ("family", "female", "male")
    )
    firsts, chance = sorted({*given[0], *given[1]}), Random(seed)
    chance.shuffle(firsts)
    halves = [_halved(name, chance) for name in family if len(name) > 4]
    return [
        (firsts[int(len(firsts) * chance.random() ** 3)], chance.choice(halves)[0] + chance.choice(halves)[1])
        for _ in range(count)
    ]


def _halved(name: str, chance: Random) -> tuple[str, str]:
    at = [n for n in range(2, len(name) - 1) if "ก" <= name[n] <= "ฮ" and name[n - 1] not in "เแโใไ"]
    cut = chance.choice(at or [len(name) // 2])
    return name[:cut], name[cut:]


def write(people: Sequence[tuple[str, str]]) -> None:
    made = [
        Person(id=uuid4(), birth_date=date(1980, 1, 1), gender="F", id_exception_reason="ทดสอบ") for _ in people
    ]
    with change(operator(DAY, "tests"), "people:person:registered", made[0]) as this:
        Person.objects.bulk_create(made, batch_size=2_000)
        PersonName.objects.bulk_create(
            [
                PersonName(person=one, prefix="นาง", first=first, last=last, starts=DAY, recorded=this,
                           sort_key=sort_key(f"{first} {last}"))
                for one, (first, last) in zip(made, people, strict=True)
            ],
            batch_size=2_000,
        )  # fmt: skip
    tokens.fill()


def judged(asked: Sequence[Query]) -> tuple[float, float, Counter[str]]:
    """Return recall@10, the share of right ones among the results of the first ten, and the misses by kind of slip."""
    missed, right, shown = Counter[str](), 0, 0
    for one in asked:
        first_ten = finding.named(readings(one.typed, TITLES), Q())[:10]
        names = [(each.first, each.last) for each in first_ten]
        if (one.first, one.last) not in names:
            missed[one.kind] += 1
        results = [(each.first, each.last) for each in first_ten if each.nearness >= FOUND]
        right, shown = right + results.count((one.first, one.last)), shown + len(results)
    return 1 - missed.total() / len(asked), right / max(shown, 1), missed


@pytest.mark.once
def test_misspelt_names_are_found_among_the_first_ten() -> None:
    people = listed(NAMED, 2561)
    write(people)
    asked = list(islice(queries(people, 48), ASKED))
    assert len({one.kind for one in asked}) == 15
    recall, precision, missed = judged(asked)
    assert recall >= 0.98, missed
    assert precision >= 0.8


@pytest.mark.long
@pytest.mark.parametrize("whose", ["listed", "crowd"])
def test_misspelt_names_are_found_among_four_hundred_thousand(whose: str) -> None:
    """`pytest --assurance -k four_hundred_thousand`: some minutes."""
    people = listed(400_000, 2561) if whose == "listed" else list(islice(crowd(2561), 400_000))
    write(people)
    recall, precision, missed = judged(list(islice(queries(people, 48), MOST_ASKED)))
    sys.stderr.write(f"\n{whose}: recall@10 {recall:.4f}, precision {precision:.4f}, missed {dict(missed)}\n")
    assert recall >= 0.98, missed
    assert precision >= 0.8

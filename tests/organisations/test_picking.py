"""One way to find any LGO: two letters of the name and its district, the likeliest first."""

from __future__ import annotations

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.organisations import actions, queries
from lhr.organisations.rules import Kind
from lhr.web.shared import picker
from tests.organisations.conftest import BEGINS, DAY, EVERYWHERE, Tree


def found(text: str, near: str = "", **more: bool) -> list[str]:
    return [view.label for view in queries.pick(text, within=EVERYWHERE, day=DAY, near=near, **more).views]


def test_a_district_named_whole_comes_before_names_that_hold_its_word(tree: Tree, keeper: Actor) -> None:
    actions.found_lgo(by=keeper, kind=Kind.TAO, name="ปลาปาก", place="4803", starts=BEGINS)
    assert [label.split(" ")[1] for label in found("ปล ปลาปาก")] == ["อ.ปลาปาก", "อ.ปลาปาก", "อ.ท่าอุเทน"]


def test_own_district_comes_first_then_own_province(tree: Tree, keeper: Actor) -> None:
    actions.load_places(by=keeper, province="49")
    for place in ("49", "4901"):
        actions.found_office(by=keeper, place=place, starts=BEGINS)
    for place in ("4901", "4803"):
        actions.found_lgo(by=keeper, kind=Kind.TAO, name="ปลาปาก", place=place, starts=BEGINS)
    near = [label.rsplit(" ", 1)[1] for label in found("ปลา อบต.", near="4803")]
    assert found("ปลา อบต.", near="4803")[0].endswith("อ.ท่าอุเทน จ.นครพนม")
    assert near == ["จ.นครพนม", "จ.นครพนม", "จ.มุกดาหาร"]
    assert found("ปลา อบต.", near="4901")[0].endswith("จ.มุกดาหาร")
    assert found("ปลา อบต.", near="49")[0].endswith("จ.มุกดาหาร")


@pytest.mark.parametrize("typed", ["5480201", "๕๔๘๐๒๐๑", "54802"])
def test_a_code_finds_its_lgo(tree: Tree, keeper: Actor, typed: str) -> None:
    actions.give_code(by=keeper, organisation=tree.plapak_tambon, code="5480201", starts=BEGINS)
    assert found(typed) == ["เทศบาลตำบลปลาปาก อ.ปลาปาก จ.นครพนม"]


def test_one_that_ended_is_found_where_it_is_asked_for(tree: Tree, keeper: Actor) -> None:
    actions.dissolve(by=keeper, organisation=tree.plapak_tao, on=DAY)
    assert len(found("ปลาปาก")) == 1
    assert len(found("ปลาปาก", standing_only=False)) == 2


def test_more_than_is_shown_is_said_and_never_cut_silently(tree: Tree, keeper: Actor) -> None:
    for serial in range(55):
        actions.found_lgo(by=keeper, kind=Kind.TAO, name=f"บ้านใหม่ที่ {serial}", place="4803", starts=BEGINS)
    met = queries.pick("บ้าน", within=EVERYWHERE, day=DAY)
    assert (len(met.views), met.more) == (50, True)
    few = picker.offer("บ้าน", within=EVERYWHERE, day=DAY, near="", most=8)
    assert (len(few.views), few.told is not None) == (8, True)
    exact = picker.offer("ปลาปาก ทต.", within=EVERYWHERE, day=DAY, near="", most=8)
    assert (len(exact.views), exact.told) == (1, None)


def test_a_pick_shows_every_choice_with_kind_name_district_and_province(tree: Tree) -> None:
    offered = picker.offer("ปล ปลาปาก", within=EVERYWHERE, day=DAY, near="4802")
    assert [text for _, text in offered.choices] == [
        "เทศบาลตำบลปลาปาก อ.ปลาปาก จ.นครพนม",
        "องค์การบริหารส่วนตำบลปลาปาก อ.ปลาปาก จ.นครพนม",
    ]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/48/4805/1a2b3c4d/", "4805"),
        ("/48/4805/", "4805"),
        ("/48/12345678/", "48"),
        ("/48/", "48"),
        ("/", ""),
    ],
)
def test_ones_own_place_is_read_from_the_duty(path: str, near: str) -> None:
    assert picker.near_of(Actor(day=DAY, duties=(Duty(Role.PROVINCE, path),))) == near

"""Organisations as screens see them: named with their place, found by two letters, kept over time."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from pytest_django import DjangoAssertNumQueries

from lhr.access.actor import Actor, Duty, operator
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.queries import last_change_at
from lhr.history import ledger
from lhr.history.models import Fact
from lhr.kernel import clock
from lhr.organisations import actions, queries
from lhr.organisations.models import (
    AbolishedArea,
    District,
    OrganisationArea,
    OrganisationCode,
    OrganisationEvent,
    OrganisationName,
    Province,
    Subdistrict,
)
from lhr.organisations.rules import Kind, Level
from tests.organisations.conftest import BEGINS, DAY, EVERYWHERE, Tree
from tests.support.rules import refused

UPGRADE = date(2017, 10, 1)


def names(found: list[queries.OrganisationView]) -> list[str]:
    return [view.full_name for view in found]


def test_the_places_of_the_whole_country_are_loaded_once(db: None, keeper: Actor) -> None:
    models = (Province, District, Subdistrict, AbolishedArea)
    there = sum(
        model.objects.count() for model in models
    )  # the province that the tests' database holds already
    assert actions.load_places(by=keeper) == 77 + 928 + 7436 + 1583 - there
    assert [model.objects.count() for model in models] == [77, 928, 7436, 1583]
    assert actions.load_places(by=keeper) == 0


def test_a_place_that_was_altered_is_brought_back_by_the_next_load(db: None, keeper: Actor) -> None:
    subject = Province.objects.get(pk="48")
    with change(keeper, "organisations:places:loaded", subject):
        Province.objects.filter(pk="48").update(name_th="นครพนน")
    assert actions.load_places(by=keeper, province="48") == 1
    assert Province.objects.get(pk="48").name_th == "นครพนม"


def test_an_lgo_is_shown_with_kind_name_district_and_province(tree: Tree) -> None:
    shown = queries.view_of(tree.plapak_tambon.pk, DAY)
    assert shown.label == "เทศบาลตำบลปลาปาก อ.ปลาปาก จ.นครพนม"
    assert (shown.full_name, shown.name, shown.kind_short) == ("เทศบาลตำบลปลาปาก", "ปลาปาก", "ทต.")


def test_offices_are_shown_by_their_whole_names(tree: Tree) -> None:
    shown = queries.views([tree.centre.pk, tree.province.pk, tree.plapak.pk, tree.pao.pk], DAY)
    assert [shown[o.pk].label for o in (tree.centre, tree.province, tree.plapak, tree.pao)] == [
        "กรมส่งเสริมการปกครองท้องถิ่น",
        "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนครพนม",
        "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอปลาปาก",
        "องค์การบริหารส่วนจังหวัดนครพนม",
    ]


def test_the_province_stands_directly_over_the_pao_and_the_town_and_the_district_over_the_rest(
    tree: Tree,
) -> None:
    over = {
        o: queries.above(o.pk, DAY)
        for o in (tree.pao, tree.town, tree.plapak_tao, tree.plapak, tree.province)
    }
    assert [view.path for view in over.values() if view] == ["/48/", "/48/", "/48/4802/", "/48/", "/"]
    assert queries.above(tree.centre.pk, DAY) is None
    assert tree.plapak_tao.path == f"/48/4802/{tree.plapak_tao.pk.hex[:8]}/"


def test_an_organisation_outside_the_reach_looks_like_one_that_does_not_exist(tree: Tree) -> None:
    here = Reach(frozenset({"/48/4803/"}))
    with pytest.raises(queries.Organisation.DoesNotExist):
        queries.get(tree.plapak_tao.pk, within=here)
    with pytest.raises(queries.Organisation.DoesNotExist):
        queries.get(uuid4(), within=here)
    assert queries.get(tree.thauthen_tao.pk, within=here) == tree.thauthen_tao


def test_a_list_holds_only_what_lies_within_the_reach(tree: Tree) -> None:
    district = queries.lgos(within=Reach(frozenset({"/48/4802/"})), day=DAY)
    assert names(district) == ["เทศบาลตำบลปลาปาก", "องค์การบริหารส่วนตำบลปลาปาก"]
    assert queries.lgos(within=Reach(frozenset()), day=DAY) == []
    assert len(queries.lgos(within=EVERYWHERE, day=DAY)) == 5


def test_the_reach_of_one_path_never_covers_a_path_that_begins_alike(tree: Tree, keeper: Actor) -> None:
    assert queries.lgos(within=Reach(frozenset({"/4/"})), day=DAY) == []
    assert queries.lgos(within=Reach(frozenset({"/480/"})), day=DAY) == []


def test_lists_are_in_dictionary_order_and_not_in_code_point_order(tree: Tree, keeper: Actor) -> None:
    for name in ("เกษม", "กมล", "ไกร", "โกวิท", "แก้ว", "ขวัญ"):
        actions.found_lgo(by=keeper, kind=Kind.TAO, name=name, place="4803", starts=BEGINS)
    listed = queries.lgos(within=EVERYWHERE, day=DAY, district="4803")
    assert [v.name for v in listed] == ["กมล", "เกษม", "แก้ว", "โกวิท", "ไกร", "ขวัญ", "โนนตาล"]


def test_lists_can_be_narrowed_to_a_district_and_to_a_kind(tree: Tree) -> None:
    assert names(queries.lgos(within=EVERYWHERE, day=DAY, kind=Kind.PAO)) == ["องค์การบริหารส่วนจังหวัดนครพนม"]
    assert len(queries.lgos(within=EVERYWHERE, day=DAY, district="4802")) == 2
    assert len(queries.offices(within=EVERYWHERE, day=DAY, level=Level.DISTRICT)) == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ปลา ปลาปาก ทต", ["เทศบาลตำบลปลาปาก"]),
        ("ปลา อบต.", ["องค์การบริหารส่วนตำบลปลาปาก"]),
        ("โน ท่าอุเทน", ["องค์การบริหารส่วนตำบลโนนตาล"]),
        ("โน ปลาปาก", []),
        ("โ", []),
        ("ปลา นครพนม", ["เทศบาลตำบลปลาปาก", "องค์การบริหารส่วนตำบลปลาปาก"]),
    ],
)
def test_two_letters_of_the_name_and_the_district_find_the_lgo(
    tree: Tree, typed: str, found: list[str]
) -> None:
    assert names(queries.search(typed, within=EVERYWHERE, day=DAY)) == found


def test_a_search_ranks_the_users_own_district_first_and_stays_within_the_reach(
    tree: Tree, keeper: Actor
) -> None:
    twin = actions.found_lgo(by=keeper, kind=Kind.TAMBON_MUN, name="ปลาปาก", place="4803", starts=BEGINS)
    found = queries.search("ปลาปาก ทต.", within=EVERYWHERE, day=DAY, near="4803")
    assert [v.id for v in found] == [twin.pk, tree.plapak_tambon.pk]
    inside = queries.search("ปลาปาก ทต.", within=Reach(frozenset({"/48/4802/"})), day=DAY, near="4803")
    assert [v.id for v in inside] == [tree.plapak_tambon.pk]


def test_an_upgraded_and_renamed_lgo_keeps_its_old_name_on_the_old_days(tree: Tree, keeper: Actor) -> None:
    lgo = tree.thauthen_tao
    actions.upgrade(by=keeper, organisation=lgo, kind=Kind.TAMBON_MUN, starts=UPGRADE, code="5480301")
    actions.rename(by=keeper, organisation=lgo, name="โนนตาลใหม่", starts=UPGRADE)
    before, after = (queries.view_of(lgo.pk, day).full_name for day in (UPGRADE - timedelta(days=1), UPGRADE))
    assert (before, after) == ("องค์การบริหารส่วนตำบลโนนตาล", "เทศบาลตำบลโนนตาลใหม่")
    assert {e.kind for e in OrganisationEvent.objects.filter(organisation=lgo)} == {
        "FOUNDED",
        "UPGRADED",
        "RENAMED",
    }


def test_what_the_register_knew_before_a_renaming_can_still_be_asked(tree: Tree, keeper: Actor) -> None:
    known = last_change_at(clock.now())
    actions.rename(by=keeper, organisation=tree.thauthen_tao, name="โนนตาลใหม่", starts=UPGRADE)
    assert queries.view_of(tree.thauthen_tao.pk, DAY, known_at=known).name == "โนนตาล"
    assert queries.view_of(tree.thauthen_tao.pk, DAY).name == "โนนตาลใหม่"


def test_a_renaming_on_the_first_day_corrects_the_name(tree: Tree, keeper: Actor) -> None:
    actions.rename(by=keeper, organisation=tree.thauthen_tao, name="โนนตาน", starts=BEGINS)
    live = OrganisationName.objects.known().filter(organisation=tree.thauthen_tao)
    assert [(row.name, row.starts, row.until) for row in live] == [("โนนตาน", BEGINS, None)]


def test_a_renaming_dated_before_another_ends_where_the_other_begins(tree: Tree, keeper: Actor) -> None:
    actions.rename(by=keeper, organisation=tree.thauthen_tao, name="ใหม่กว่า", starts=date(2018, 1, 1))
    actions.rename(by=keeper, organisation=tree.thauthen_tao, name="ระหว่าง", starts=date(2017, 1, 1))
    live = OrganisationName.objects.known().filter(organisation=tree.thauthen_tao).order_by("starts")
    assert [(row.name, row.until) for row in live] == [
        ("โนนตาล", date(2017, 1, 1)),
        ("ระหว่าง", date(2018, 1, 1)),
        ("ใหม่กว่า", None),
    ]


def test_an_lgo_moved_to_another_office_is_covered_by_it_from_the_day_on(tree: Tree, keeper: Actor) -> None:
    lgo = tree.plapak_tambon
    actions.place_under(by=keeper, organisation=lgo, parent=tree.province, starts=DAY)
    assert queries.get(lgo.pk, within=EVERYWHERE).path == f"/48/{lgo.pk.hex[:8]}/"


def test_a_move_of_tomorrow_leaves_the_path_until_its_day(tree: Tree, keeper: Actor) -> None:
    lgo, tomorrow = tree.plapak_tambon, DAY + timedelta(days=1)
    before = lgo.path
    actions.place_under(by=keeper, organisation=lgo, parent=tree.province, starts=tomorrow)
    assert queries.get(lgo.pk, within=EVERYWHERE).path == before
    assert actions.settle_paths(by=operator(DAY, "ทดสอบ")) == 0
    assert actions.settle_paths(by=operator(tomorrow, "ทดสอบ")) == 1
    assert queries.get(lgo.pk, within=EVERYWHERE).path == f"/48/{lgo.pk.hex[:8]}/"


def test_a_dissolved_lgo_leaves_the_lists_of_later_days_and_keeps_its_name(tree: Tree, keeper: Actor) -> None:
    actions.dissolve(by=keeper, organisation=tree.plapak_tao, on=DAY, successor=tree.plapak_tambon)
    assert tree.plapak_tao.pk not in {v.id for v in queries.lgos(within=EVERYWHERE, day=DAY)}
    assert tree.plapak_tao.pk in {v.id for v in queries.lgos(within=EVERYWHERE, day=DAY - timedelta(days=1))}
    assert queries.view_of(tree.plapak_tao.pk, DAY).full_name == "องค์การบริหารส่วนตำบลปลาปาก"


def test_an_lgo_may_lie_in_two_districts_of_which_one_is_the_main(tree: Tree, keeper: Actor) -> None:
    lgo = actions.found_lgo(
        by=keeper, kind=Kind.TAO, name="สองฝั่ง", place="4803", also_in=["4802"], starts=BEGINS
    )
    assert queries.view_of(lgo.pk, DAY).district_name == "ท่าอุเทน"
    for district in ("4802", "4803"):
        assert lgo.pk in {v.id for v in queries.lgos(within=EVERYWHERE, day=DAY, district=district)}
    with pytest.raises(IntegrityError), change(keeper, "organisations:parent:changed", lgo) as this:
        ledger.record(this, OrganisationArea, organisation=lgo, district_id="4801", main=True, starts=DAY)


def test_one_code_stands_for_one_lgo_on_one_day(tree: Tree, keeper: Actor) -> None:
    actions.give_code(by=keeper, organisation=tree.plapak_tao, code="6480201", starts=BEGINS)
    lgo = tree.thauthen_tao
    with refused("OG-02.4"):
        actions.give_code(by=keeper, organisation=lgo, code="6480201", starts=DAY)
    with pytest.raises(IntegrityError), change(keeper, "organisations:code:given", lgo) as this:
        ledger.record(this, OrganisationCode, organisation=lgo, code="6480201", starts=DAY)


def test_there_is_one_centre(tree: Tree, keeper: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.found_centre(by=keeper, starts=BEGINS)


def test_a_pao_lies_in_a_province_and_every_other_lgo_in_a_district(tree: Tree, keeper: Actor) -> None:
    with pytest.raises(ValueError, match="province"):
        actions.found_lgo(
            by=keeper, kind=Kind.PAO, name="นครพนม", place="4801", starts=BEGINS, parent=tree.province
        )
    with pytest.raises(ValueError, match="district"):
        actions.found_lgo(
            by=keeper, kind=Kind.TAO, name="นครพนม", place="48", starts=BEGINS, parent=tree.province
        )


def test_an_office_names_its_contact_person_and_the_province_may_change_its_own_only(tree: Tree) -> None:
    province = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    actions.set_contact(
        by=province, organisation=tree.province, name="นายสมชาย", post="ท้องถิ่นจังหวัด", telephone="042"
    )
    shown = queries.contact_of(tree.province.pk, DAY)
    assert shown is not None
    assert (shown.name, shown.telephone) == ("นายสมชาย", "042")
    with pytest.raises(Denied):
        actions.set_contact(by=province, organisation=tree.centre, name="นายสมชาย")


def test_only_the_keeper_of_the_list_enters_organisations(tree: Tree) -> None:
    province = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.found_lgo(by=province, kind=Kind.TAO, name="ใหม่", place="4802", starts=DAY)
    with pytest.raises(Denied):
        actions.rename(by=province, organisation=tree.plapak_tao, name="ใหม่", starts=DAY)


def test_a_list_asks_the_same_number_of_questions_for_three_lgos_and_for_thirty(
    tree: Tree, keeper: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        assert len(queries.lgos(within=EVERYWHERE, day=DAY)) == 5
    for serial in range(25):
        actions.found_lgo(by=keeper, kind=Kind.TAO, name=f"บ้านใหม่ {serial}", place="4803", starts=BEGINS)
    with django_assert_num_queries(4):
        assert len(queries.lgos(within=EVERYWHERE, day=DAY)) == 30
    ids = [view.id for view in queries.lgos(within=EVERYWHERE, day=DAY)]
    with django_assert_num_queries(4):
        assert len(queries.views(ids, DAY)) == 30


def test_names_are_stored_in_one_spelling(tree: Tree, keeper: Actor) -> None:
    lgo = actions.found_lgo(by=keeper, kind=Kind.TAO, name="นํ้า  ก่ำ\u200b", place="4803", starts=BEGINS)
    assert queries.view_of(lgo.pk, DAY).name == "น้ำ ก่ำ"


@pytest.mark.parametrize("fact", [OrganisationName, OrganisationArea])
def test_a_dated_fact_of_an_organisation_cannot_be_altered_in_place(tree: Tree, fact: type[Fact]) -> None:
    # PostgreSQL refuses the application's role outright, before any trigger is asked.
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        fact._default_manager.update(starts=date(1900, 1, 1))

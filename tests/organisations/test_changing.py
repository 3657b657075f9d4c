"""What becomes of an LGO on a day, and what older days go on showing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.organisations import actions, queries, timeline
from lhr.organisations.models import OrganisationEvent
from lhr.organisations.rules import EventKind, Kind
from tests.organisations.conftest import BEGINS, DAY, EVERYWHERE, Tree
from tests.support.rules import refused

UPGRADE = date(2017, 10, 1)
BEFORE = UPGRADE - timedelta(days=1)
GAZETTE = "ราชกิจจานุเบกษา เล่ม ๑๓๔"


@pytest.mark.rule("OG-02")
def test_OG02_an_upgrade_changes_kind_name_code_and_superior_on_its_day(tree: Tree, keeper: Actor) -> None:
    lgo = tree.thauthen_tao
    actions.give_code(by=keeper, organisation=lgo, code="6480301", starts=BEGINS)
    actions.upgrade(
        by=keeper,
        organisation=lgo,
        kind=Kind.TOWN_MUN,
        name="โนนตาลใหม่",
        code="4480301",
        starts=UPGRADE,
        legal_reference=GAZETTE,
    )
    called = [queries.view_of(lgo.pk, day).full_name for day in (BEFORE, UPGRADE)]
    assert called == ["องค์การบริหารส่วนตำบลโนนตาล", "เทศบาลเมืองโนนตาลใหม่"]
    assert [queries.code_of(lgo.pk, day) for day in (BEFORE, UPGRADE)] == ["6480301", "4480301"]
    offices = [queries.above(lgo.pk, day) for day in (BEFORE, UPGRADE)]
    assert [office.path for office in offices if office] == ["/48/4803/", "/48/"]
    assert queries.get(lgo.pk, within=EVERYWHERE).path == f"/48/{lgo.pk.hex[:8]}/"
    assert Change.objects.filter(tag="organisations:kind:changed", reason=GAZETTE).count() == 1


@pytest.mark.rule("OG-02", breaks=True)
def test_OG02_a_day_outside_its_life_is_refused(tree: Tree, keeper: Actor) -> None:
    for day in (BEGINS - timedelta(days=1), DAY):
        if day == DAY:
            actions.dissolve(by=keeper, organisation=tree.plapak_tao, on=DAY)
        with refused("OG-02.1", on="starts"):
            actions.rename(by=keeper, organisation=tree.plapak_tao, name="อื่น", starts=day)
    with refused("OG-02.1"):
        actions.dissolve(by=keeper, organisation=tree.plapak_tao, on=DAY + timedelta(days=1))
    with refused("OG-02.1"):
        actions.dissolve(by=keeper, organisation=tree.plapak_tambon, on=BEGINS)


def test_what_it_is_already_is_no_change(tree: Tree, keeper: Actor) -> None:
    with refused("OG-02.2", on="name"):
        actions.rename(by=keeper, organisation=tree.plapak_tao, name=" ปลาปาก ", starts=DAY)
    with refused("OG-02.2", on="kind"):
        actions.upgrade(by=keeper, organisation=tree.plapak_tao, kind=Kind.TAO, starts=DAY)
    with refused("OG-02.2", on="district"):
        actions.move(by=keeper, organisation=tree.plapak_tao, districts=["4802"], starts=DAY)


def test_a_code_must_fit_the_kind_and_be_free(tree: Tree, keeper: Actor) -> None:
    actions.give_code(by=keeper, organisation=tree.plapak_tambon, code="5480201", starts=BEGINS)
    for code, variant in (("6480203", "OG-02.3"), ("548", "OG-02.3"), ("5480201", "OG-02.4")):
        with refused(variant, on="code"):
            actions.upgrade(
                by=keeper, organisation=tree.plapak_tao, kind=Kind.TAMBON_MUN, starts=DAY, code=code
            )


def test_an_อบจ_becomes_nothing_else_and_nothing_becomes_one(tree: Tree, keeper: Actor) -> None:
    with refused("OG-02.6"):
        actions.upgrade(by=keeper, organisation=tree.pao, kind=Kind.CITY_MUN, starts=DAY)
    with refused("OG-02.6"):
        actions.upgrade(by=keeper, organisation=tree.plapak_tao, kind=Kind.PAO, starts=DAY)
    with refused("OG-02.6"):
        actions.move(by=keeper, organisation=tree.pao, districts=["4802"], starts=DAY)


def test_several_are_merged_into_one_all_or_none(tree: Tree, keeper: Actor) -> None:
    into = tree.plapak_tambon
    with refused("OG-02.5"):
        actions.merge(by=keeper, organisations=[tree.plapak_tao, into], into=into, on=DAY)
    assert len(queries.lgos(within=EVERYWHERE, day=DAY)) == 5
    for lgo in (tree.plapak_tao, tree.thauthen_tao):
        lgo.refresh_from_db()
    actions.merge(
        by=keeper,
        organisations=[tree.plapak_tao, tree.thauthen_tao],
        into=into,
        on=DAY,
        legal_reference=GAZETTE,
    )
    assert len(queries.lgos(within=EVERYWHERE, day=DAY)) == 3
    assert len(queries.lgos(within=EVERYWHERE, day=DAY - timedelta(days=1))) == 5
    took_in = OrganisationEvent.objects.filter(organisation=into, kind=EventKind.MERGED)
    assert {one.predecessor_id for one in took_in} == {tree.plapak_tao.pk, tree.thauthen_tao.pk}


def test_a_move_changes_district_and_superior_from_its_day(tree: Tree, keeper: Actor) -> None:
    lgo = tree.thauthen_tao
    actions.move(by=keeper, organisation=lgo, districts=["4802", "4803"], starts=UPGRADE)
    assert [queries.view_of(lgo.pk, day).district_name for day in (BEFORE, UPGRADE)] == ["ท่าอุเทน", "ปลาปาก"]
    assert queries.district_names(lgo.pk, UPGRADE) == ["ปลาปาก", "ท่าอุเทน"]
    assert queries.get(lgo.pk, within=EVERYWHERE).path.startswith("/48/4802/")


@pytest.mark.rule("OG-02", breaks=True)
def test_OG02_a_district_without_an_office_is_refused_and_a_further_one_needs_none(
    tree: Tree, keeper: Actor
) -> None:
    lgo = tree.thauthen_tao
    with refused("OG-02.7", on="district") as caught:
        actions.move(by=keeper, organisation=lgo, districts=["4804"], starts=UPGRADE)
    (found,) = caught.value.findings
    assert "อำเภอบ้านแพงยังไม่มีสำนักงาน" in found.says()
    assert found.step == "organisations:import"
    assert queries.districts_of(lgo.pk, UPGRADE) == ["4803"]
    actions.move(by=keeper, organisation=lgo, districts=["4803", "4804"], starts=UPGRADE)
    town = tree.town  # reports to the province, so that its district's office does not matter
    actions.move(by=keeper, organisation=town, districts=["4804"], starts=UPGRADE)
    with refused("OG-02.7", on="kind"):
        actions.upgrade(by=keeper, organisation=town, kind=Kind.TAMBON_MUN, starts=DAY)


def test_a_further_district_leaves_the_superior_alone(tree: Tree, keeper: Actor) -> None:
    before = tree.thauthen_tao.path
    actions.move(by=keeper, organisation=tree.thauthen_tao, districts=["4803", "4801"], starts=UPGRADE)
    assert queries.get(tree.thauthen_tao.pk, within=EVERYWHERE).path == before
    assert queries.districts_of(tree.thauthen_tao.pk, BEFORE) == ["4803"]


def test_a_respelling_is_told_as_such(tree: Tree, keeper: Actor) -> None:
    actions.rename(by=keeper, organisation=tree.thauthen_tao, name="โนนตาน", starts=UPGRADE, respelled=True)
    assert OrganisationEvent.objects.filter(organisation=tree.thauthen_tao, kind=EventKind.RESPELLED).exists()


def test_the_timeline_tells_each_day_the_latest_first(tree: Tree, keeper: Actor) -> None:
    lgo = tree.thauthen_tao
    actions.give_code(by=keeper, organisation=lgo, code="6480301", starts=BEGINS)
    actions.upgrade(
        by=keeper, organisation=lgo, kind=Kind.TAMBON_MUN, starts=UPGRADE, legal_reference=GAZETTE
    )
    actions.dissolve(by=keeper, organisation=lgo, on=DAY, successor=tree.plapak_tambon)
    ended, upgraded, founded = timeline.timeline(lgo.pk)
    assert (ended.day, ended.ends, ended.happened[0].other) == (
        DAY,
        True,
        "เทศบาลตำบลปลาปาก อ.ปลาปาก จ.นครพนม",
    )
    assert (upgraded.called, upgraded.code, upgraded.happened[0].reference) == (
        "เทศบาลตำบลโนนตาล",
        "",
        GAZETTE,
    )
    assert (founded.called, founded.code, founded.district) == (
        "องค์การบริหารส่วนตำบลโนนตาล",
        "6480301",
        "ท่าอุเทน",
    )
    (latest, *_) = timeline.recent(within=EVERYWHERE, day=DAY)
    assert latest.happened.says.th == "รวมเข้ากับ"


def test_a_change_dated_before_the_first_known_name_ends_where_that_begins(tree: Tree, keeper: Actor) -> None:
    """An LGO founded earlier than its name is known may be given its older name."""
    lgo = tree.thauthen_tao
    lgo.founded_on = date(1997, 1, 1)
    with change(keeper, "organisations:lgo:founded", lgo):
        lgo.save(update_fields=["founded_on"])
    actions.rename(by=keeper, organisation=lgo, name="โนนเก่า", starts=date(2000, 1, 1))
    assert [queries.view_of(lgo.pk, day).name for day in (date(2014, 12, 31), BEGINS)] == ["โนนเก่า", "โนนตาล"]

"""A list that was let in is taken back whole, with a reason, while nothing rests on it; the books keep both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lhr.access.actor import Actor, Duty, operator
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.documents.models import ImportBatch
from lhr.followup import lgo_lists
from lhr.followup.lgo_lists import Asked, Import
from lhr.identity import actions as identity
from lhr.kernel.rules import RuleBroken
from lhr.organisations import actions, queries
from lhr.organisations.models import Organisation, OrganisationCode, OrganisationEvent, OrganisationName
from tests.organisations.conftest import EVERYWHERE
from tests.organisations.test_importing import EVENTS, FIRST, HEAD, LATER, SECOND, THEN, TODAY, UNITS
from tests.support.rules import codes, refused

WHY = "นำเข้าผิดฉบับ"
FILES = {
    "first": ("\n".join((HEAD, *FIRST)).encode(), Asked(THEN)),
    "second": ("\n".join((UNITS, *SECOND)).encode(), Asked(LATER, "\n".join(EVENTS).encode(), date(2020, 1, 1))),
}


@pytest.fixture
def keeper(places: None) -> Actor:
    return operator(TODAY, "ผู้ดูแลรายชื่อ")


def let_in(by: Actor, which: str) -> ImportBatch:
    data, asked = FILES[which]
    Import.of(data, asked).note(by)
    Import.of(data, asked).apply(by)
    return ImportBatch.objects.get(sha256=Import.of(data, asked).sha256, status="APPLIED")


def labels(day: date) -> list[str]:
    return sorted(view.label for view in queries.lgos(within=EVERYWHERE, day=day))


def picture() -> list[list[str]]:
    """How the register names its LGOs through the years."""
    return [labels(day) for day in (THEN, date(2018, 1, 1), date(2019, 5, 1), date(2019, 6, 1), LATER)]


def test_what_a_first_list_entered_leaves_the_register_and_the_list_may_be_let_in_again(keeper: Actor) -> None:
    batch = let_in(keeper, "first")
    assert len(labels(THEN)) == 6
    assert lgo_lists.undo(by=keeper, batch=batch, reason=WHY) == 6
    assert labels(THEN) == labels(TODAY) == []
    assert queries.search("ปลาปาก", within=EVERYWHERE, day=TODAY) == []
    assert queries.with_code("5480201", THEN) is None
    with refused("IM-01.1"):
        Import.of(*FILES["first"]).apply(keeper)
    let_in(keeper, "first")
    assert len(labels(THEN)) == 6
    assert sorted(ImportBatch.objects.values_list("status", flat=True)) == ["APPLIED", "UNDONE"]


@pytest.mark.rule("OG-03")
def test_OG03_changes_of_a_later_list_are_as_before_and_what_was_known_meanwhile_is_still_read(
    keeper: Actor,
) -> None:
    let_in(keeper, "first")
    before, codes_before = picture(), sorted(OrganisationCode.objects.as_of(LATER).values_list("code", flat=True))
    paths = dict(Organisation.objects.values_list("pk", "path"))
    batch = let_in(keeper, "second")
    between, known_at = picture(), batch.last_change
    assert between != before
    lgo_lists.undo(by=keeper, batch=batch, reason=WHY)
    assert picture() == before
    assert sorted(OrganisationCode.objects.as_of(LATER).values_list("code", flat=True)) == codes_before
    standing = Organisation.objects.filter(withdrawn=False)
    assert dict(standing.values_list("pk", "path")) == paths
    assert not standing.exclude(dissolved_on=None).exists()
    assert not OrganisationEvent.objects.exclude(kind="FOUNDED").filter(withdrawn=False).exists()
    upgraded = OrganisationName.objects.filter(name="โคกสูงใหม่").get().organisation_id
    assert queries.view_of(upgraded, LATER, known_at).full_name == "เทศบาลเมืองโคกสูงใหม่"
    assert queries.view_of(upgraded, LATER).full_name == "องค์การบริหารส่วนตำบลโคกสูง"


def test_two_lists_are_taken_back_the_later_one_first(keeper: Actor) -> None:
    first, second = let_in(keeper, "first"), let_in(keeper, "second")
    with refused("OG-03"):
        lgo_lists.undo(by=keeper, batch=first, reason=WHY)
    first.refresh_from_db()
    lgo_lists.undo(by=keeper, batch=second, reason=WHY)
    assert lgo_lists.undo(by=keeper, batch=first, reason=WHY) == 6
    assert picture() == [[]] * 5
    assert not OrganisationName.objects.known().filter(organisation__level="LGO").exists()


@pytest.mark.rule("OG-03", breaks=True)
def test_OG03_a_list_on_which_something_rests_is_refused_with_what_rests(keeper: Actor) -> None:
    batch = let_in(keeper, "first")
    lgo = OrganisationName.objects.get(name="โคกสูง").organisation
    province = Organisation.objects.get(path="/48/")
    by = Actor(day=TODAY, duties=(Duty(Role.PROVINCE, "/48/", province.pk),))
    identity.issue_bootstrap(by=by, organisation=lgo)
    actions.rename(
        by=keeper, organisation=OrganisationName.objects.get(name="โคกสว่าง").organisation, name="โคกใหม่", starts=LATER
    )
    with pytest.raises(RuleBroken) as why:
        lgo_lists.undo(by=keeper, batch=batch, reason=WHY)
    (found,) = why.value.findings
    assert codes([found]) == ["OG-03"]
    assert "2 รายการ" in found.says()
    assert "องค์การบริหารส่วนตำบลโคกสูง (บัญชีผู้ใช้)" in found.says()
    assert "องค์การบริหารส่วนตำบลโคกใหม่ (เปลี่ยนแปลงภายหลัง)" in found.says()
    assert len(labels(THEN)) == 6
    batch.refresh_from_db()
    assert batch.status == "APPLIED"


def test_it_needs_a_reason_the_keeper_and_a_batch_in_force(keeper: Actor) -> None:
    batch = let_in(keeper, "first")
    with refused("OG-03.1"):
        lgo_lists.undo(by=keeper, batch=batch, reason=" ")
    batch.refresh_from_db()
    province = Actor(day=TODAY, duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        lgo_lists.undo(by=province, batch=batch, reason=WHY)
    with pytest.raises(Denied):
        actions.undo_list(by=replace(province), changes=[], reason=WHY)
    lgo_lists.undo(by=keeper, batch=batch, reason=WHY)
    with refused("IM-01.3"):
        lgo_lists.undo(by=keeper, batch=batch, reason=WHY)

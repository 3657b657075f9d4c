"""A move changes the post and keeps the level; a promotion climbs one rung at a time and is paid as its level is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.kernel.national_id import make_synthetic
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions, judging, queries
from lhr.service_record.drafts import MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.pay import Pay
from tests.service_record.conftest import DAY, Place, done, move
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
WHEN, JULY = date(2016, 1, 1), date(2018, 7, 1)
POSTS = {
    "own": ("48-2-01-3101-091", "3101", "PRACTITIONER", ""),
    "ranged": ("48-2-01-3101-092", "3101", "PRACTITIONER", "PROFESSIONAL"),
    "higher": ("48-2-01-3101-093", "3101", "PROFESSIONAL", ""),
    "general": ("48-2-01-4101-094", "4101", "OPERATIONAL", ""),
}


@pytest.fixture
def seats(town: Place, keeper: Actor) -> dict[str, UUID]:
    drafts = [PostDraft(number, line, low, WHEN, top_level_code=top) for number, line, low, top in POSTS.values()]
    made = posts.establish_all(by=keeper, organisation=town.organisation, posts=drafts)
    return {name: post.pk for name, post in zip(POSTS, made, strict=True)}


@pytest.fixture
def analyst(town: Place, keeper: Actor, seats: dict[str, UUID]) -> UUID:
    """Of ปฏิบัติการ, in a post of that level."""
    record = OpeningRecord(
        national_id=make_synthetic(4545),
        person=NewPerson("นางสาว", "สมพร", "ทดสอบระดับ", date(1985, 2, 3), "F"),
        starts=WHEN,
        kind_code=town.kind_code,
        post_id=seats["own"],
        pay=Pay(salary=Decimal(18310)),
        text="ยกยอด",
    )
    return actions.open_record(by=keeper, organisation=town.organisation, records=[record])[0]


def found(by: Actor, town: Place, draft: MovementDraft) -> list[str]:
    return codes(judging.at_keying(by, town.organisation, draft, frozenset()).findings)


@rule("PO-05")
@rule("SR-14")
def test_a_move_within_the_levels_of_the_post_keeps_the_level_and_finds_nothing(
    town: Place, officer: Actor, registrar: Actor, analyst: UUID, seats: dict[str, UUID]
) -> None:
    assert found(officer, town, move(analyst, "MOVE", JULY, post_id=seats["ranged"])) == []
    promoted = move(analyst, "PROMOTE", date(2018, 5, 1), level_code="PROFESSIONAL", reason="ตามคำสั่ง")
    done(town, officer, registrar, promoted)
    line = done(town, officer, registrar, move(analyst, "MOVE", JULY, post_id=seats["ranged"]))
    assert line.level_code == "PROFESSIONAL"  # not the lowest of the post
    assert queries.pay_of(analyst, DAY).level_code == "PROFESSIONAL"


def test_PO05_a_move_to_a_post_of_a_higher_level_promotes_nobody_and_is_asked_about(
    town: Place, officer: Actor, registrar: Actor, analyst: UUID, seats: dict[str, UUID]
) -> None:
    moved = move(analyst, "MOVE", JULY, post_id=seats["higher"])
    with refused("PO-05.2", on="level"):
        actions.key_movement(by=officer, organisation=town.organisation, movement=moved, pair=frozenset())
    assert done(town, officer, registrar, replace(moved, reason="ตามคำสั่ง")).level_code == "PRACTITIONER"
    assert queries.pay_of(analyst, DAY).level_code == "PRACTITIONER"


def test_SR14_a_move_that_names_another_level_is_asked_about(
    town: Place, officer: Actor, analyst: UUID, seats: dict[str, UUID]
) -> None:
    moved = move(analyst, "MOVE", JULY, post_id=seats["higher"], level_code="PROFESSIONAL")
    with refused("SR-14.2", on="level"):
        actions.key_movement(by=officer, organisation=town.organisation, movement=moved, pair=frozenset())
    # Where the line of the new post has not this level, that of the post is taken, and said.
    assert found(officer, town, replace(moved, level_code="", post_id=seats["general"])) == ["SR-14.2"]
    assert found(officer, town, replace(moved, movement_code="PROMOTE")) == []


def promoted(who: UUID, level: str, **more: object) -> MovementDraft:
    return move(who, "PROMOTE", JULY, level_code=level, **more)


@rule("PO-05")
@rule("SR-14")
def test_a_promotion_to_the_next_level_finds_nothing(town: Place, officer: Actor, analyst: UUID) -> None:
    assert found(officer, town, promoted(analyst, "PROFESSIONAL")) == []


@pytest.mark.parametrize(("level", "code"), [("SENIOR_PROFESSIONAL", "SR-14.4"), ("PRACTITIONER", "SR-14.5")])
def test_SR14_a_promotion_that_leaves_out_a_level_or_climbs_none_is_asked_about(
    town: Place, officer: Actor, analyst: UUID, level: str, code: str
) -> None:
    draft = promoted(analyst, level)
    with refused(code, on="level"):
        actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=frozenset())
    told = replace(draft, reason="ตามคำสั่ง")
    line = actions.key_movement(by=officer, organisation=town.organisation, movement=told, pair=frozenset())
    assert line.level_code == level


def test_PO05_who_stays_in_a_post_is_promoted_to_no_level_that_its_line_has_not(
    town: Place, officer: Actor, analyst: UUID
) -> None:
    draft = promoted(analyst, "SENIOR", reason="ตามคำสั่ง")
    with refused("PO-05", on="level"):
        actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=frozenset())

"""Establishing posts: a number once in an LGO, another number from a day on, and posts that end."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.posts import actions, queries
from lhr.posts.actions import PostDraft
from lhr.posts.models import Post
from tests.support.rules import refused

pytestmark = pytest.mark.django_db
BEGINS = date(2015, 1, 1)
DAY = date(2018, 8, 31)
LATER = date(2018, 6, 1)


@pytest.fixture
def keeper() -> Actor:
    return Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))


@pytest.fixture
def lgos(db: None, keeper: Actor) -> tuple[Organisation, Organisation]:
    organisations.found_centre(by=keeper, starts=BEGINS)
    for place in ("48", "4803"):
        organisations.found_office(by=keeper, place=place, starts=BEGINS)
    one, other = (
        organisations.found_lgo(by=keeper, kind=Kind.TAO, name=name, place="4803", starts=BEGINS)
        for name in ("โนนตาล", "รามราช")
    )
    return one, other


def draft(number: str = "48-3-01-4101-001", line: str = "4101", **more: str) -> PostDraft:
    return PostDraft(number, line, "EXPERIENCED", BEGINS, **more)


def established(by: Actor, place: Organisation, *drafts: PostDraft) -> list[Post]:
    return actions.establish_all(by=by, organisation=place, posts=drafts)


def test_two_lgos_may_bear_one_number(keeper: Actor, lgos: tuple[Organisation, Organisation]) -> None:
    for lgo in lgos:
        established(keeper, lgo, draft())
        assert [post.number for post in queries.posts_of(lgo.pk, DAY)] == ["48-3-01-4101-001"]


def test_PO03_one_lgo_has_a_number_once(keeper: Actor, lgos: tuple[Organisation, Organisation]) -> None:
    established(keeper, lgos[0], draft())
    with refused("PO-03", on="post_number"):
        established(keeper, lgos[0], draft("48–3–01–4101–001"))
    with refused("PO-03"):
        established(keeper, lgos[1], draft(), draft("๔๘-๓-๐๑-๔๑๐๑-๐๐๑"))
    assert queries.posts_of(lgos[1].pk, DAY) == []


def test_PO02_and_PO04_warn_until_they_are_answered(
    keeper: Actor, lgos: tuple[Organisation, Organisation]
) -> None:
    with refused("PO-02"):
        established(keeper, lgos[0], draft("48-2-01-4101-001"))
    established(keeper, lgos[0], draft("48-2-01-4101-001", reason="เลขตามประกาศเดิม"))
    with refused("PO-04"):
        established(keeper, lgos[0], draft("48-3-02-4101-001", reason=""), draft("48-3-04-4101-001"))
    established(keeper, lgos[0], draft("2", line=""))


def test_an_officer_establishes_posts_at_home_only(
    keeper: Actor, lgos: tuple[Organisation, Organisation]
) -> None:
    officer = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.OFFICER, lgos[0].path),))
    assert actions.establish(by=officer, organisation=lgos[0], post=draft()).organisation_id == lgos[0].pk
    with pytest.raises(Denied):
        actions.establish(by=officer, organisation=lgos[1], post=draft())


def test_another_number_holds_from_its_day(keeper: Actor, lgos: tuple[Organisation, Organisation]) -> None:
    (post, neighbour) = established(keeper, lgos[0], draft(), draft("48-3-01-4101-002"))
    actions.renumber(by=keeper, post_id=post.pk, number="48-3-04-4101-001", starts=LATER)
    assert queries.view_of(post.pk, date(2018, 5, 31)).number == "48-3-01-4101-001"
    assert queries.view_of(post.pk, LATER).number == "48-3-04-4101-001"
    with refused("PO-03"):
        actions.renumber(by=keeper, post_id=neighbour.pk, number="48-3-04-4101-001", starts=DAY)
    # Its former number is free again, and the post that takes it keeps its own until then.
    again = {"post_id": neighbour.pk, "number": "48-3-01-4101-001", "starts": DAY}
    with refused("PO-04"):
        actions.renumber(by=keeper, **again)
    actions.renumber(by=keeper, reason="เลขตามประกาศ", **again)
    assert queries.view_of(neighbour.pk, DAY).number == "48-3-01-4101-001"


def test_an_abolished_post_stands_no_more_and_keeps_its_past(
    keeper: Actor, lgos: tuple[Organisation, Organisation]
) -> None:
    (post,) = established(keeper, lgos[0], draft())
    actions.abolish(by=keeper, post_id=post.pk, until=LATER, reason="ปรับปรุงแผนอัตรากำลัง")
    assert queries.posts_of(lgos[0].pk, LATER) == []
    assert [one.number for one in queries.posts_of(lgos[0].pk, date(2018, 5, 31))] == ["48-3-01-4101-001"]
    established(keeper, lgos[0], PostDraft("48-3-01-4101-001", "4101", "EXPERIENCED", LATER))


def test_a_post_is_spoken_of_by_title_line_and_level(
    keeper: Actor, lgos: tuple[Organisation, Organisation]
) -> None:
    lead = PostDraft("48-3-00-1101-001", "1101", "ADMIN_MIDDLE", BEGINS, management_title_code="PALAD_TAO")
    (post,) = established(keeper, lgos[0], lead)
    view = queries.view_of(post.pk, DAY)
    assert view.name == "ปลัดองค์การบริหารส่วนตำบล (นักบริหารงานท้องถิ่น ระดับกลาง)"
    assert view.is_palad

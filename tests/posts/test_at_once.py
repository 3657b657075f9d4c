"""Two officers of one LGO at the same moment upon its posts: the second is told by a rule what the first did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel.rules import RuleBroken
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.posts import actions
from lhr.posts.actions import PostDraft
from lhr.posts.models import PostFunding, PostNumber, PostStatus
from lhr.posts.rules import Funding

BEGINS, DAY, LATER = date(2015, 1, 1), date(2018, 8, 31), date(2018, 6, 1)
NUMBER = "48-3-01-3102-001"
KEEPER = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))


@pytest.fixture
def lgo(own_database: str) -> Organisation:
    organisations.found_centre(by=KEEPER, starts=BEGINS)
    for place in ("48", "4803"):
        organisations.found_office(by=KEEPER, place=place, starts=BEGINS)
    return organisations.found_lgo(by=KEEPER, kind=Kind.TAO, name="โนนตาล", place="4803", starts=BEGINS)


def _at_once(act: Callable[[], object]) -> list[object]:
    start = Barrier(2)

    def run(_: int) -> object:
        start.wait()
        try:
            return act()
        except RuleBroken as broken:
            return broken.findings[0].code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_one_number_given_by_two_at_once_is_given_once_and_the_other_is_told(lgo: Organisation) -> None:
    wanted = PostDraft(NUMBER, "3102", "K2", BEGINS)
    told = _at_once(partial(actions.establish, by=KEEPER, organisation=lgo, post=wanted))
    assert [one for one in told if isinstance(one, str)] == ["PO-03"]
    assert PostNumber.objects.known().count() == 1


def test_one_act_on_one_post_by_two_at_once_is_done_once_and_the_other_is_told(lgo: Organisation) -> None:
    post = actions.establish(by=KEEPER, organisation=lgo, post=PostDraft(NUMBER, "3102", "K2", BEGINS))
    acts: dict[str, Callable[[], object]] = {
        "fund": partial(actions.fund, by=KEEPER, post_id=post.pk, source=Funding.GRANT, starts=LATER),
        "freeze": partial(actions.freeze, by=KEEPER, post_id=post.pk, starts=LATER),
        "renumber": partial(
            actions.correct_number, by=KEEPER, post_id=post.pk, on=LATER, number="48-3-01-3102-002", reason="พิมพ์ผิด"
        ),
    }
    for name, act in acts.items():
        told = _at_once(act)
        assert sum(isinstance(one, str) for one in told) == 1, (name, told)
    assert PostFunding.objects.as_of(DAY).filter(post=post).count() == 1
    assert PostStatus.objects.as_of(DAY).filter(post=post).count() == 1

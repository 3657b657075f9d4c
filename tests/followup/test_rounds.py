"""A round is opened, put right and closed by the centre; one that asks a part of the country hides nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.followup import actions, queries
from lhr.followup.models import FollowUpRound
from tests.followup.conftest import DEADLINE
from tests.organisations.conftest import EVERYWHERE
from tests.support.rules import refused, rule

LATER = DEADLINE + timedelta(days=60)


@pytest.fixture
def of_another_province(asked: FollowUpRound, keeper: Actor) -> FollowUpRound:
    return actions.open_round(by=keeper, title="รอบของกระบี่", deadline=LATER, scope="/81/")


def test_a_later_round_for_one_province_does_not_hide_the_nations(
    asked: FollowUpRound, of_another_province: FollowUpRound
) -> None:
    assert queries.current_round(within=EVERYWHERE) == asked
    assert queries.current_round(within=Reach(frozenset({"/81/"}))) == of_another_province


def test_a_closed_round_stands_behind_an_open_one_and_is_still_found(asked: FollowUpRound, keeper: Actor) -> None:
    newer = actions.open_round(by=keeper, title="รอบที่เปิดผิด", deadline=LATER)
    assert queries.current_round(within=EVERYWHERE) == newer
    actions.close_round(by=keeper, asked=newer, reason="เปิดผิดจังหวัด")
    assert queries.current_round(within=EVERYWHERE) == asked
    assert newer in queries.rounds(within=EVERYWHERE)
    assert Change.objects.get(tag="followup:round:closed").reason == "เปิดผิดจังหวัด"


@rule("FU-02")
def test_FU02_a_mistyped_deadline_is_put_right_with_a_reason(asked: FollowUpRound, keeper: Actor) -> None:
    actions.correct_round(
        by=keeper, asked=asked, title=asked.title, deadline=LATER, letter_reference="มท ๐๘๐๔.๓/ว ๑", reason="พิมพ์เดือนผิด"
    )
    asked.refresh_from_db()
    assert (asked.deadline, asked.letter_reference) == (LATER, "มท ๐๘๐๔.๓/ว ๑")
    assert Change.objects.get(tag="followup:round:corrected").reason == "พิมพ์เดือนผิด"


@rule("FU-02", breaks=True)
def test_FU02_a_closed_round_is_not_altered_and_nothing_is_altered_without_a_reason(
    asked: FollowUpRound, keeper: Actor
) -> None:
    with refused("FU-02.2", on="reason"):
        actions.close_round(by=keeper, asked=asked, reason=" ")
    actions.close_round(by=keeper, asked=asked, reason="จบการติดตาม")
    with refused("FU-02.1"):
        actions.close_round(by=keeper, asked=asked, reason="อีกครั้ง")
    with refused("FU-02.1"):
        actions.correct_round(
            by=keeper, asked=asked, title="ใหม่", deadline=LATER, letter_reference="", reason="ช้าไป"
        )


def test_only_the_centre_corrects_or_closes(asked: FollowUpRound) -> None:
    province = Actor(day=date(2018, 8, 1), account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.close_round(by=province, asked=asked, reason="ไม่ต้องการ")

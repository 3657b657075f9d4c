"""A movement that the registry mistyped: the line of before is struck and stays readable, the right one speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.audit import queries as audit
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.service_record import actions, queries
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import ServiceLine
from tests.service_record.conftest import DAY, Place, done, move
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
NOBODY: frozenset[UUID] = frozenset()
TYPED, RIGHT = date(2018, 8, 12), date(2018, 8, 21)


def moved(town: Place, starts: date) -> MovementDraft:
    return move(town.people["finance"], "MOVE", starts, post_id=town.posts["vacant"].id)


def correction(town: Place, line: ServiceLine, starts: date = RIGHT, why: str = "พิมพ์สลับหลัก") -> MovementDraft:
    return replace(moved(town, starts), corrects=line.entry_id, why=why)


def keys(town: Place, by: Actor, draft: MovementDraft) -> ServiceLine:
    return actions.key_movement(by=by, organisation=town.organisation, movement=draft, pair=NOBODY)


def holds_the_post_from(town: Place) -> date:
    picture = queries.service_of(town.people["finance"])
    return next(one.starts for one in picture.incumbencies if one.post_id == town.posts["vacant"].id)


@rule("CD-05")
def test_CD05_the_mistyped_line_is_struck_and_the_right_one_speaks(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, moved(town, TYPED))
    assert holds_the_post_from(town) == TYPED
    known = audit.last_change_at(clock.now())
    waiting = keys(town, officer, correction(town, line))
    assert holds_the_post_from(town) == TYPED  # until another hand has verified it
    actions.verify(by=registrar, line_id=waiting.entry_id, version=1, pair=NOBODY)
    assert holds_the_post_from(town) == RIGHT
    shown = {one.id: one for one in queries.lines_of(town.people["finance"], day=DAY)}
    struck, right = shown[line.entry_id], shown[waiting.entry_id]
    assert (struck.status, struck.strike_reason, struck.struck_by) == ("STRUCK", "พิมพ์สลับหลัก", right.id)
    assert (right.status, right.corrects) == ("VERIFIED", struck.id)
    assert right.citation == struck.citation
    then = {one.id: one.status for one in queries.lines_of(town.people["finance"], known, day=DAY)}
    assert then[line.entry_id] == "VERIFIED"
    assert waiting.entry_id not in then
    assert ServiceLine.objects.get(pk=line.pk).status == "VERIFIED"  # the version itself was never touched


@rule("CD-05", breaks=True)
def test_CD05_a_correction_says_why_keeps_the_kind_and_is_the_only_one(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, moved(town, TYPED))
    with refused("CD-05", on="why"):
        keys(town, officer, correction(town, line, why=" "))
    with refused("CD-05.1", on="why"):
        keys(town, officer, correction(town, line, starts=TYPED))
    with refused("CD-05.3", on="movement"):
        keys(town, officer, replace(correction(town, line), movement_code="RESIGN", post_id=None))
    keys(town, officer, correction(town, line))
    with refused("CD-05.2"):
        keys(town, officer, correction(town, line))


def test_a_line_that_was_corrected_already_is_not_corrected_again(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, moved(town, TYPED))
    done(town, officer, registrar, correction(town, line))
    with pytest.raises(Overtaken):
        keys(town, officer, correction(town, line, starts=date(2018, 8, 25)))


def test_a_correction_keeps_its_place_among_the_lines_of_its_day(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, moved(town, TYPED))
    draft = replace(correction(town, line, starts=TYPED), remark="ตามต้นฉบับ")
    assert done(town, officer, registrar, draft).seq == line.seq

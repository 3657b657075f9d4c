"""The standing cast and its browsers, with posts that stand in every way."""

from __future__ import annotations

from datetime import date

import pytest

from lhr.access.actor import operator
from lhr.posts import actions
from lhr.posts.actions import PostDraft
from tests.support.cast import *  # noqa: F403  the standing cast
from tests.support.cast import FOUNDED, TODAY, Place, moves
from tests.web.desks import *  # noqa: F403  its browsers

LEAVES = date(2018, 7, 1)


@pytest.fixture
def mixed(pair: Place) -> Place:
    """One post each: vacant since July with the deputy acting, frozen, abolished; the others held."""
    by = operator(TODAY, "ทดสอบ")
    moves(pair, pair["finance"], "RESIGN", LEAVES)
    moves(pair, pair["deputy"], "ACTING_IN", LEAVES, post_id=pair.posts["finance"], open_ended=True)
    more = [
        PostDraft("48-2-04-4201-001", "4201", "EXPERIENCED", FOUNDED, funding="GRANT"),
        PostDraft("48-2-05-4701-001", "4701", "EXPERIENCED", FOUNDED),
    ]
    frozen, gone = actions.establish_all(by=by, organisation=pair.lgo, posts=more)
    actions.freeze(by=by, post_id=frozen.pk, starts=LEAVES)
    actions.abolish(by=by, post_id=gone.pk, until=LEAVES, reason="ปรับแผน")
    pair.posts.update(frozen=frozen.pk, gone=gone.pk)
    return pair

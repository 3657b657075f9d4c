"""What a process keeps of the follow-up is always what a recount says, whatever happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.kept import while_asked
from lhr.followup import queries
from lhr.followup.models import FollowUpRound
from lhr.followup.queries import Row
from lhr.followup.rules import State
from lhr.history import ledger
from lhr.organisations import actions as organisations
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.terms import Ended
from tests.followup.conftest import DEADLINE, Name
from tests.organisations.conftest import EVERYWHERE, Tree

pytestmark = pytest.mark.django_db
NAMED, LEFT = date(2018, 7, 1), date(2018, 8, 10)


@pytest.fixture(autouse=True, params=["few", "many"])
def few_or_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few LGOs are asked for by their own marks, many by the mark of all appointments: the answers are the same."""
    if request.param == "many":
        monkeypatch.setattr(queries, "_ASKED_ONE_BY_ONE", 0)


def kept(asked: FollowUpRound, day: date = DEADLINE) -> list[Row]:
    with while_asked(reads=True):
        return queries.rows(asked, within=EVERYWHERE, day=day)


def recounted(asked: FollowUpRound, day: date = DEADLINE) -> list[Row]:
    return queries.rows(asked, within=EVERYWHERE, day=day)


@pytest.fixture
def registered(tree: Tree, pair: Callable[..., None], asked: FollowUpRound, keeper: Actor) -> Appointment:
    pair(tree.pao, NAMED)
    organisations.rename(by=keeper, organisation=tree.town, name="นครพนมเดิม", starts=NAMED)
    kept(asked)
    return Appointment.objects.get(organisation=tree.pao, role=Role.REGISTRAR, superseded=None)


def leaves(keeper: Actor, row: Appointment) -> None:
    with change(keeper, "followup:round:opened", row.organisation, path=row.organisation.path) as this:
        left = {"moved_on": LEFT, "ended_reason": Ended.MOVED, "suspended_by_movement": "TRANSFER_OUT"}
        ledger.end(this, row, LEFT, **left)


def state_of(found: list[Row], tree: Tree) -> State:
    return next(row.state for row in found if row.organisation.id == tree.pao.pk)


def test_an_end_is_seen_at_once(registered: Appointment, asked: FollowUpRound, tree: Tree, keeper: Actor) -> None:
    assert state_of(kept(asked), tree) is State.REGISTERED
    leaves(keeper, registered)
    assert state_of(kept(asked), tree) is State.WENT_STALE
    assert kept(asked) == recounted(asked)


def test_a_naming_is_seen_at_once(registered: Appointment, asked: FollowUpRound, tree: Tree, name: Name) -> None:
    for role in (Role.REGISTRAR, Role.OFFICER):
        name(tree.town, role, NAMED)
        assert kept(asked) == recounted(asked)


def test_a_new_name_of_a_place_is_seen_at_once(
    registered: Appointment, asked: FollowUpRound, tree: Tree, keeper: Actor
) -> None:
    organisations.rename(by=keeper, organisation=tree.pao, name="ศรีโคตรบูร", starts=LEFT)
    assert kept(asked) == recounted(asked)
    assert any("ศรีโคตรบูร" in row.organisation.full_name for row in kept(asked))


@pytest.mark.parametrize("days", [1, 30, 400])
def test_another_day_is_another_answer(registered: Appointment, asked: FollowUpRound, days: int) -> None:
    later = DEADLINE + timedelta(days=days)
    assert kept(asked, later) == recounted(asked, later)
    assert kept(asked) == recounted(asked)


def test_what_is_kept_is_not_computed_again(registered: Appointment, asked: FollowUpRound) -> None:
    with CaptureQueriesContext(connection) as seen:
        kept(asked)
    assert len(seen) == 2  # which editions stand, and which versions the appointments have

"""Two officers at the same moment, each in a thread of his own, on a database that really commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.service_record import actions, queries
from lhr.service_record.models import ServiceLine
from tests.service_record.conftest import BEGINS, DAY, Place, hand, move, settled

DAY_OF_MOVE = date(2018, 8, 1)
NOBODY: frozenset[UUID] = frozenset()


@pytest.fixture
def place(own_database: str) -> Place:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    return settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1)


def keyed(place: Place, whom: str, code: str, **more: object) -> ServiceLine:
    draft = move(place.people[whom], code, DAY_OF_MOVE, **more)
    officer = hand(place, Role.OFFICER, "hr")
    return actions.key_movement(by=officer, organisation=place.organisation, movement=draft, pair=NOBODY)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that begin together; return each result or what was raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (Overtaken, RuleBroken, ServiceLine.DoesNotExist) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def verify(place: Place, line: ServiceLine) -> Callable[[], object]:
    registrar = hand(place, Role.REGISTRAR, "palad")
    return lambda: actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=NOBODY)


def test_of_two_verifying_one_line_one_wins_and_the_other_is_told(place: Place) -> None:
    line = keyed(place, "finance", "RESIGN")
    results = at_once(verify(place, line), verify(place, line))
    assert sorted(type(result).__name__ for result in results) == ["Overtaken", "ServiceLine"]
    assert not queries.serves(place.people["finance"], place.id, DAY)


def test_of_two_successors_to_one_post_one_wins_and_the_other_hears_PO07(place: Place) -> None:
    post = place.posts["vacant"].id
    lines = [keyed(place, who, "MOVE", post_id=post) for who in ("deputy", "finance")]
    results = at_once(*(verify(place, line) for line in lines))
    broken = [result for result in results if isinstance(result, RuleBroken)]
    assert [[finding.code for finding in one.findings] for one in broken] == [["PO-07"]]
    assert len([result for result in results if isinstance(result, ServiceLine)]) == 1
    assert queries.holder_of_post(post, DAY) in (place.people["deputy"], place.people["finance"])


def test_of_verifying_and_withdrawing_at_once_one_happens(place: Place) -> None:
    line = keyed(place, "finance", "RESIGN")
    officer = hand(place, Role.OFFICER, "hr")
    results = at_once(
        verify(place, line),
        lambda: actions.withdraw_line(by=officer, line_id=line.entry_id, version=1),
    )
    refused = [r for r in results if isinstance(r, Overtaken | RuleBroken | ServiceLine.DoesNotExist)]
    assert len(refused) == 1
    left = not queries.serves(place.people["finance"], place.id, DAY)
    assert left is isinstance(results[0], ServiceLine)


def test_two_lines_keyed_at_once_for_one_person_have_an_order(place: Place) -> None:
    draft = move(place.people["deputy"], "ACTING_FOR", DAY_OF_MOVE, open_ended=True)
    officer = hand(place, Role.OFFICER, "hr")

    def key(remark: str = "") -> ServiceLine:
        movement = replace(draft, remark=remark)
        return actions.key_movement(by=officer, organisation=place.organisation, movement=movement, pair=NOBODY)

    made = at_once(key, lambda: key("กองคลัง"))
    assert sorted(line.seq for line in made if isinstance(line, ServiceLine)) == [2, 3]
    # The same by two hands at once is written once.
    made = at_once(lambda: key("กองช่าง"), lambda: key("กองช่าง"))
    assert [line.seq for line in made if isinstance(line, ServiceLine)] == [4]

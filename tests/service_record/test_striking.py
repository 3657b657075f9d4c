"""A movement that the registry recorded by mistake is struck by two hands: readable, and counting no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.history.ledger import Overtaken
from lhr.kernel import events as news
from lhr.people import queries as people
from lhr.service_record import actions, events, queries, reading
from lhr.service_record.drafts import Citation
from lhr.service_record.models import ServiceLine
from lhr.service_record.paper_tables import Struck, item_13
from tests.service_record.conftest import DAY, Place, done, move
from tests.service_record.test_verifying import cancelled, heard
from tests.support.rules import refused, rule

__all__ = ["heard"]

pytestmark = pytest.mark.django_db
WHY, SHOWN = "คำสั่งของผู้อื่นที่ชื่อคล้ายกัน", Citation(text="สำเนาคำสั่งหน้า ๒")
LEAVES = date(2018, 9, 1)


def asks(officer: Actor, line: ServiceLine, **more: Any) -> ServiceLine:
    told: dict[str, Any] = {"why": WHY, "citation": SHOWN, **more}
    return actions.strike_movement(by=officer, line_id=line.entry_id, pair=frozenset(), **told)


def struck(officer: Actor, registrar: Actor, line: ServiceLine) -> ServiceLine:
    asked = asks(officer, line)
    return actions.verify(by=registrar, line_id=asked.entry_id, version=asked.version, pair=frozenset())


def lines(person: UUID) -> list[tuple[str, str]]:
    return [(line.movement.code, line.status) for line in queries.lines_of(person, day=DAY)]


def test_a_leaving_recorded_of_the_wrong_person_is_struck_and_the_service_goes_on(
    town: Place, officer: Actor, registrar: Actor, keeper: Actor
) -> None:
    person = town.people["finance"]
    before = queries.service_of(person)
    line = done(town, officer, registrar, move(person, "RESIGN", LEAVES))
    assert queries.service_of(person).employment_on(LEAVES) is None
    asked = asks(officer, line)
    assert queries.service_of(person).employment_on(LEAVES) is None, "nothing is struck before the second hand"
    actions.verify(by=registrar, line_id=asked.entry_id, version=asked.version, pair=frozenset())
    assert queries.service_of(person) == before
    assert actions.rebuild(by=keeper) == 0
    mine = {view.id: view for view in queries.lines_of(person, day=DAY)}
    old, new = mine[line.entry_id], mine[asked.entry_id]
    assert (old.status, old.strike_reason, old.struck_by) == ("STRUCK", WHY, new.id)
    assert (new.status, new.strikes, new.citation) == ("VERIFIED", True, SHOWN)


def test_the_paper_prints_the_struck_line_once_with_its_reason(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    struck(officer, registrar, done(town, officer, registrar, move(person, "RESIGN", LEAVES)))
    lines, picture = queries.lines_of(person, day=DAY), queries.service_of(person)
    table = item_13(lines, picture, Struck(reading.struck_by_whom(person)), LEAVES, only_current=False)
    assert [row.struck for row in table.rows] == [False, True]
    assert [row.note.split(" (")[0] for row in table.rows] == ["", f"ขีดฆ่า: {WHY}"]


def test_a_struck_death_takes_its_day_back(town: Place, officer: Actor, registrar: Actor) -> None:
    person = town.people["finance"]
    died = done(town, officer, registrar, move(person, "DEATH", DAY, citation=Citation(text="ใบมรณบัตร")))
    assert people.view_of(person, DAY).died_on == DAY
    struck(officer, registrar, died)
    assert people.view_of(person, DAY).died_on is None


def test_what_was_struck_is_keyed_anew_and_a_striking_is_itself_neither_struck_nor_corrected(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    striking = struck(officer, registrar, done(town, officer, registrar, move(person, "RESIGN", LEAVES)))
    with pytest.raises(Overtaken):
        asks(officer, striking)
    done(town, officer, registrar, move(person, "RESIGN", LEAVES))
    assert queries.service_of(person).employment_on(LEAVES) is None


@rule("CD-05", breaks=True)
def test_CD05_a_striking_has_a_reason_and_a_document_and_is_the_only_request(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", LEAVES))
    with refused("CD-05", on="why"):
        asks(officer, line, why=" ")
    with refused("CD-05.6", on="citation_text"):
        asks(officer, line, citation=Citation())
    asks(officer, line)
    with refused("CD-05.2"):
        asks(officer, line)


def test_CD05_the_only_line_of_the_service_is_not_struck(town: Place, officer: Actor, registrar: Actor) -> None:
    opening = ServiceLine.objects.known().get(person=town.people["finance"])
    with refused("CD-05.5"):
        asks(officer, opening)


def test_CD05_a_line_on_which_others_rest_is_struck_after_them(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    leaving = done(town, officer, registrar, move(person, "RESIGN", date(2018, 7, 1)))
    back = move(person, "REAPPOINT", LEAVES, kind_code=town.kind_code, post_id=town.posts["finance"].pk)
    again = done(town, officer, registrar, back)
    with refused("CD-05.4"):
        asks(officer, leaving)
    struck(officer, registrar, again)
    struck(officer, registrar, leaving)
    assert ("REAPPOINT", "STRUCK") in lines(person)
    assert queries.service_of(person).employment_on(LEAVES) is not None


def test_CD05_a_line_cited_by_a_cancelling_order_is_left_to_the_order(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", LEAVES))
    cancelled(line, officer, registrar)
    with refused("CD-05.3"):
        asks(officer, line)


def test_PO07_a_leaving_whose_post_another_holds_now_is_not_struck(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    left = done(town, officer, registrar, move(town.people["finance"], "RESIGN", date(2018, 7, 1)))
    moved = move(town.people["deputy"], "MOVE", date(2018, 8, 1), post_id=town.posts["finance"].pk)
    done(town, officer, registrar, moved)
    with refused("PO-07"):
        asks(officer, left)


@rule("SR-02", breaks=True)
def test_SR02_who_asks_for_a_striking_does_not_verify_it(town: Place, officer: Actor, registrar: Actor) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", LEAVES))
    asked = asks(officer, line)
    with refused("SR-02", on="verify"):
        both = replace(registrar, account_id=officer.account_id)
        actions.verify(by=both, line_id=asked.entry_id, version=asked.version, pair=frozenset())


def test_the_packages_above_hear_that_the_service_is_restored(
    town: Place, officer: Actor, registrar: Actor, heard: list[news.Event]
) -> None:
    line = done(town, officer, registrar, move(town.people["finance"], "RESIGN", LEAVES))
    heard.clear()
    struck(officer, registrar, line)
    assert [(type(one), getattr(one, "person_id", None)) for one in heard] == [
        (events.ServiceRestored, town.people["finance"])
    ]

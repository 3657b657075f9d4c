"""Every action: may I, is it lawful, open the book, write."""

from __future__ import annotations

import pytest

from tests.house.beats import ASK, BOOK, LAWFUL, action_files, acts

ACTS = {act.name: act for act in acts()}


def test_every_actions_file_holds_an_act() -> None:
    assert [p for p in action_files() if not any(act.path == p for act in ACTS.values())] == []


@pytest.mark.parametrize("name", ACTS)
def test_an_act_takes_by_first_and_by_keyword(name: str) -> None:
    act = ACTS[name]
    assert act.first_argument == "by", "the first argument of an action is `by: Actor`"
    assert act.by_keyword, "write `def verb(*, by: Actor, …)`: an officer's act is called with names"


@pytest.mark.parametrize("name", ACTS)
def test_an_act_asks_for_the_right_and_opens_the_book(name: str) -> None:
    act = ACTS[name]
    beats = act.beats()
    technical = act.marked("technical_act")
    assert BOOK in beats or technical, 'no `with change(by, tag, subject, …)` and no `@technical_act("why")`'
    if not (technical or act.marked("anonymous_act")):
        assert ASK in beats, 'no `policy.require(by, Permission.X, path)` and no `@anonymous_act("why")`'
        assert beats.index(ASK) < beats.index(BOOK), "the right is asked before the book is opened"
    if LAWFUL in beats and ASK in beats:
        assert beats.index(ASK) < beats.index(LAWFUL), "the right is asked before a rule tells anything"

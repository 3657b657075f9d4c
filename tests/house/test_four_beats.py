"""Every action: may I, is it lawful, open the book, write."""

from __future__ import annotations

import pytest

from tests.house.beats import ASK, BOOK, LAWFUL, WRITE, action_files, acts

# What is counted or heard before anybody is known, in rows of which the book keeps nothing.
COUNTED_FIRST = {
    "lhr/documents/actions/importing.py:note_dry_run": "rows that waited too long go, whatever is tried next",
    "lhr/identity/actions/pairing.py:pair": "a wrong code is counted on its handle, whatever follows",
    "lhr/identity/actions/presence.py:presence": "the message is the newest of its link, also when it locks nothing",
    "lhr/identity/actions/statements.py:verify_statement": "card and PC were heard of; only a refusal is in the book",
}

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


@pytest.mark.parametrize("name", ACTS)
def test_an_act_writes_only_in_the_open_book(name: str) -> None:
    """The database would refuse it for facts and audited tables; not for sign-ins, notices and projections."""
    act = ACTS[name]
    if act.marked("technical_act"):
        return
    assert act.written_outside() == [], "written outside `with change(…)`"
    beats = act.beats()
    early = WRITE in beats[: beats.index(BOOK)]
    assert early == (name in COUNTED_FIRST), "a part of the act writes before the book is open"


def test_what_acts_write_was_seen() -> None:
    assert sum(WRITE in act.beats() for act in ACTS.values()) > 20

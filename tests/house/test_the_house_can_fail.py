"""A house test that sees nothing would pass for ever: what the readers must see is shown to them here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import rule_tests
from tests.house.beats import ASK, BOOK, LAWFUL, WRITE, Act
from tests.house.test_templates import ELSEWHERE, INLINE

WHOLE = """
def appoint(*, by, organisation):
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    stop_if(rules.check_candidate(organisation))
    with change(by, "rights:appointment:made", organisation):
        write()
"""
IN_PARTS = """
def appoint(*, by, organisation):
    path = _may(by, organisation)
    with change(by, "rights:appointment:made", organisation):
        write()

def _may(by, organisation):
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
"""
HANDED_ON = """
def lock_bootstrap(*, by, organisation):
    lock_account(by=by, account=organisation.account)
"""
SILENT = """
def appoint(by, organisation):
    organisation.save()
"""
MARKED = """
@anonymous_act("nobody is known before the password is right")
def check_password(*, by, name):
    with change(by, "identity:signin:refused", name):
        write()
"""
TOO_EARLY = """
def appoint(*, by, organisation):
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    appointment.save()
    with change(by, "rights:appointment:made", organisation):
        pass
"""
TOO_LATE = """
def appoint(*, by, organisation):
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    with change(by, "rights:appointment:made", organisation):
        pass
    SignIn.objects.filter(pk=1).update(ended_at=now)
"""
EARLY_IN_PART = """
def appoint(*, by, organisation):
    _note(organisation)
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    with change(by, "rights:appointment:made", organisation):
        pass

def _note(organisation):
    Notice.objects.create(organisation=organisation)
"""
IN_THE_BOOK = """
def appoint(*, by, organisation):
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    values.update({"a": 1})
    with change(by, "rights:appointment:made", organisation) as this:
        ledger.record(this, Appointment)
        rows.update(ended_at=now)
        if organisation:
            organisation.save()
"""
IN_A_TABLE = """
@pytest.mark.parametrize(("day", "code"), [(1, "RR-03")])
def test_moved_away(day, code):
    with refused(code):
        act()
"""
WITHOUT_REASON = MARKED.replace("nobody is known before the password is right", "")


def _act(source: str) -> Act:
    module = ast.parse(source)
    function = next(n for n in module.body if isinstance(n, ast.FunctionDef))
    return Act(Path(__file__), function, module)


@pytest.mark.parametrize(
    ("source", "beats"),
    [
        (WHOLE, [ASK, LAWFUL, BOOK]),
        (IN_PARTS, [ASK, BOOK]),
        (HANDED_ON, [ASK, BOOK]),
        (SILENT, [WRITE]),
        (MARKED, [BOOK]),
        (TOO_EARLY, [ASK, WRITE, BOOK]),
        (TOO_LATE, [ASK, BOOK, WRITE]),
        (EARLY_IN_PART, [WRITE, ASK, BOOK]),
        (IN_THE_BOOK, [ASK, BOOK, WRITE, WRITE, WRITE]),
    ],
    ids=["whole", "parts", "handed on", "silent", "marked", "early", "late", "early part", "in the book"],
)
def test_the_beats_of_an_act_are_read(source: str, beats: list[str]) -> None:
    assert _act(source).beats() == beats


def test_a_write_outside_the_book_is_seen() -> None:
    assert _act(TOO_EARLY).written_outside() == [4]
    assert _act(TOO_LATE).written_outside() == [6]
    assert _act(IN_THE_BOOK).written_outside() == []


def test_by_must_be_a_keyword() -> None:
    assert _act(WHOLE).by_keyword
    assert not _act(SILENT).by_keyword


def test_a_mark_counts_only_with_its_reason() -> None:
    assert _act(MARKED).marked("anonymous_act")
    assert not _act(WITHOUT_REASON).marked("anonymous_act")
    assert not _act(MARKED).marked("technical_act")


@pytest.mark.parametrize(
    ("source", "kept", "broken"),
    [
        ("def test_RR03_she_serves_here(): assert check() == []", ["RR-03"], []),
        ("def test_RR03_moved_away():\n with refused('RR-03', on='person'): act()", [], ["RR-03"]),
        ("def test_RR03_moved_away(): assert codes(check()) == ['RR-03.2']", [], ["RR-03"]),
        ("def test_moved_away(): assert 'RR-03.2' in codes(check())", [], ["RR-03"]),
        ("def test_moved_away():\n with pytest.raises(RuleBroken, match='RR-03'): act()", [], ["RR-03"]),
        ("@rule('RR-03', breaks=True)\ndef test_moved_away(): pass", [], []),
        ("def test_RR03_she_stays(): assert 'RR-03' not in codes(check())", ["RR-03"], []),
        ("def test_RR03_she_stays(): assert codes(check()) != ['RR-03']", ["RR-03"], []),
        ("def test_RR03_she_stays(): assert not ('RR-03' in codes(check()))", ["RR-03"], []),
        ("def test_RR03_she_stays(): assert 'RR-03' in codes(check()) or True", ["RR-03"], []),
        ("def test_RR03_said(): code = 'RR-03'", ["RR-03"], []),
        ("def test_RR03_none(): assert [c for c in check() if c == 'RR-03'] == []", ["RR-03"], []),
        (IN_A_TABLE, [], ["RR-03"]),
        (
            "@pytest.mark.parametrize('code', ['RR-03'])\ndef test_RR03(code): assert code not in codes(check())",
            ["RR-03"],
            [],
        ),
        ("def test_all():\n for day, code in ((1, 'RR-03'),):\n  with refused(code): act()", [], ["RR-03"]),
        ("@rule('RR-03')\ndef test_she_stays(): pass", ["RR-03"], []),
        ("def test_nothing_of_the_kind(): pass", [], []),
    ],
)
def test_the_rule_of_a_test_is_read(source: str, kept: list[str], broken: list[str]) -> None:
    found: dict[str, rule_tests.Shown] = {"RR-03": rule_tests.Shown()}
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    rule_tests.read(function, found)
    assert [code for code, seen in found.items() if seen.kept] == kept
    assert [code for code, seen in found.items() if seen.broken] == broken


@pytest.mark.parametrize(
    "written",
    [
        '<p style="color:red">',
        "<script>go()</script>",
        '<a onclick="go()">',
        '<b hx-on:click="go()">',
        "<style>",
    ],
)
def test_what_the_policy_would_refuse_is_seen(written: str) -> None:
    assert INLINE.search(written)


def test_what_the_policy_allows_is_left_alone() -> None:
    assert not INLINE.search('<script src="/static/lhr.js" defer></script> <p class="nw" data-once="1">')
    assert not ELSEWHERE.search('<a href="/rights/"> <form action="?page=2">')
    assert ELSEWHERE.search('<script src="https://elsewhere.example/x.js">')

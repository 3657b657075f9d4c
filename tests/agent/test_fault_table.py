"""The map of the fault table names every row, and only tests that are there, at the levels that the paper asks for."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.agent.fault_table import ROWS, Row
from tests.house.repository import ROOT

# card-login.md 11, last but one column: U unit, S the real pcscd, B a browser.
ASKED = {
    1: "S", 2: "B", 3: "S", 4: "S", 5: "S", 6: "B", 7: "BU", 8: "UB", 9: "S", 10: "S", 11: "U", 12: "B", 13: "B",
    14: "B", 15: "U", 16: "U", 17: "U", 18: "B", 19: "S", 20: "S", 21: "S", 22: "S", 23: "S", 24: "S", 25: "B", 26: "B",
    27: "B", 28: "B", 29: "B", 30: "S", 31: "U", 32: "B", 33: "B", 34: "B", 35: "S", 36: "B", 37: "B",
}  # fmt: skip


@cache
def module(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def functions_of(path: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(module(path)) if isinstance(node, ast.FunctionDef)}


def needs_browser(path: str, name: str) -> bool:
    """The module or the function carries the mark e2e."""
    marks: list[ast.expr] = [
        node.value
        for node in module(path).body
        if isinstance(node, ast.Assign) and "pytestmark" in ast.dump(node.targets[0])
    ]
    found = functions_of(path).get(name)
    return "'e2e'" in "".join(ast.dump(mark) for mark in [*marks, *(found.decorator_list if found else [])])


def level_of(named: str) -> str:
    path, _, name = named.partition("::")
    if needs_browser(path, name):
        return "B"
    return "S" if "test_real_card" in path else "U"


def test_every_row_is_there() -> None:
    assert list(ROWS) == list(ASKED) == list(range(1, 38))


@pytest.mark.parametrize("number", ROWS)
def test_the_tests_of_a_row_exist_at_its_levels(number: int) -> None:
    row = ROWS[number]
    assert row.tests
    for named in row.tests:
        path, _, name = named.partition("::")
        assert (ROOT / path).is_file(), named
        assert name in functions_of(path), named
    assert {level_of(named) for named in row.tests} == set(row.levels)
    assert set(ASKED[number]) <= set(row.levels), "the paper asks for more"


def test_a_test_that_is_not_there_would_be_noticed() -> None:
    gone = Row("gone", "U", ("tests/agent/test_fault_table.py::test_no_such_thing",))
    path, _, name = gone.tests[0].partition("::")
    assert name not in functions_of(path)

"""The map of the fault table names every row, and only tests that are there."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.agent.fault_table import ROWS, Row
from tests.house.repository import ROOT


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def level_of(named: str) -> str:
    if "test_real_card" in named:
        return "S"
    return "B" if any(part in named for part in ("in_a_browser", "hostile_pages", "e2e/")) else "U"


def test_every_row_is_there() -> None:
    assert list(ROWS) == list(range(1, 38))


@pytest.mark.parametrize("row", ROWS.values(), ids=[f"{number}" for number in ROWS])
def test_the_tests_of_a_row_exist_at_its_levels(row: Row) -> None:
    assert row.tests
    for named in row.tests:
        path, _, name = named.partition("::")
        assert (ROOT / path).is_file(), named
        assert not name or name in functions_of(path), named
    assert {level_of(named) for named in row.tests} == set(row.levels)

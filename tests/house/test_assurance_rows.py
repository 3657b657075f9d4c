"""The table of the assurance rows names tests that exist, and its page is what the table and the results make of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import repository
from tools import assurance

ROWS = assurance.rows()
NAMED = sorted({name for row in ROWS for name in row.tests})
PLAN = (
    "A1 A2 A3 A4 A5 B1 B2 B3 B4 B5 C1 C2 C3 C4 C5 C6 D1 D2 E1 E2 F1 F2 F3 F4 F5 F6 G1 G2 H1 H2 P1 P2 P3 P4 P5 P6"
)


def test_every_row_of_the_plan_stands_in_the_table_once() -> None:
    assert " ".join(row.row for row in ROWS) == PLAN


def test_a_row_that_is_done_says_both_sizes_and_its_tests() -> None:
    assert [row.row for row in ROWS if row.full and not (row.quick and row.tests)] == []


@pytest.mark.parametrize("name", NAMED)
def test_a_test_of_a_row_exists(name: str) -> None:
    path, _, function = name.partition("::")
    file = repository.ROOT / path
    assert file.is_file()
    found = {n.name for n in ast.walk(repository.tree(file)) if isinstance(n, ast.FunctionDef)}
    assert not function or function in found


def test_a_test_that_counts_for_a_row_stands_in_the_table() -> None:
    """A mark `assurance("A2")` on a test or a module means that the row names it."""
    marked = re.compile(r'mark\.assurance\("(\w+)"\)')
    lacking = []
    for file in sorted((repository.ROOT / "tests").rglob("test_*.py")):
        path = file.relative_to(repository.ROOT).as_posix()
        for row in set(marked.findall(file.read_text(encoding="utf-8"))):
            named = [test for one in ROWS if one.row == row for test in one.tests]
            lacking += [f"{row}: {path}"] if not any(test.startswith(path) for test in named) else []
    assert lacking == []


def test_the_page_is_made_from_the_table() -> None:
    assert Path(assurance.PAGE).read_text(encoding="utf-8") == assurance.page()


def test_what_a_run_leaves_out_is_said() -> None:
    assert "not done: C4" in assurance.cut(quick=True)
    assert not [line for line in assurance.cut(quick=True) if "A1" in line]

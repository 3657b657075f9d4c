"""SECURITY.md promises nothing without naming a test that exists, and that runs in the quick run."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house import repository

TEXT = (repository.ROOT / "SECURITY.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
TABLE = TEXT.split("## What LHR promises today", 1)[1].split("\n## ", 1)[0]
PROMISES = [
    line.strip("|").split("|")
    for line in TABLE.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| promise"))
]
NAMED = sorted(set(TEST.findall(TEXT)))


def _function(path: str, name: str) -> ast.FunctionDef | None:
    file = repository.ROOT / path
    found = ast.walk(repository.tree(file)) if file in repository.files() else ()
    return next((n for n in found if isinstance(n, ast.FunctionDef) and n.name == name), None)


def test_the_promises_were_read() -> None:
    assert len(PROMISES) >= 12
    assert [row for row in PROMISES if len(row) != 2] == []


@pytest.mark.parametrize("promise", PROMISES, ids=lambda row: row[0].strip()[:40])
def test_a_promise_names_the_tests_that_show_it(promise: list[str]) -> None:
    said, shown = promise
    assert TEST.findall(shown), f"nothing shows: {said}"
    assert TEST.sub("", shown).strip() == "", "only names of tests stand here"


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_exists_and_runs_every_time(path: str, name: str) -> None:
    function = _function(path, name)
    assert function is not None, f"{path} has no {name}"
    marks = {repository.called(d).rsplit(".", 1)[-1] for d in function.decorator_list}
    assert marks & {"long", "skip", "skipif", "xfail"} == set()

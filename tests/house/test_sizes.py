"""Functions and files stay readable: the tail is held, not the median."""

from __future__ import annotations

import ast

from tests.house import repository

FUNCTION_P95, FILE_P95 = 30, 300


def _p95(sizes: list[int]) -> int:
    return sorted(sizes)[int(len(sizes) * 0.95)]


def test_functions_stay_short() -> None:
    sizes = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in repository.sources()
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(sizes) > 100
    assert _p95(sizes) <= FUNCTION_P95


def test_files_stay_short() -> None:
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in repository.sources()]
    assert len(sizes) > 50
    assert _p95(sizes) <= FILE_P95

"""Which tests show which rule, read from the test files' syntax trees.

A test shows the rule RR-03 when it is marked @rule("RR-03"), or has RR03 in its name. It shows the rule *broken* only
when it would fail if the rule were not found: it expects `refused("RR-03")`, `pytest.raises(…, match="RR-03")`, or
asserts that "RR-03" (or "RR-03.2") equals or is in what was found. A code that is asserted *not* to be found, or that
merely stands in the test, shows nothing broken; nor does the mark breaks=True by itself. A code of a list of cases
(parametrized, of a `for`, or a table above the test) counts where its name is used in one of these ways. Any other test
of the rule shows it *kept*.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.house import repository

CODE = re.compile(r"^([A-Z]{2}-\d{2})(?:\.\d+)?$")
IN_NAME = re.compile(r"(?<![A-Z])([A-Z]{2})_?(\d{2})(?!\d)")


@dataclass
class Shown:
    kept: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)  # marked breaks=True, but nothing in the test expects it


def shown() -> dict[str, Shown]:
    """Return for each rule code the tests that show it kept and broken."""
    found: dict[str, Shown] = defaultdict(Shown)
    # The house's own samples are no tests of rules.
    for path in (p for p in repository.sources("tests/") if p.parent.name != "house"):
        module = repository.tree(path)
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                read(node, found, _tables(module))
    return found


def read(test: ast.FunctionDef, found: dict[str, Shown], tables: Mapping[str, ast.expr] | None = None) -> None:
    """Note which rules the test shows; `tables` are the values that stand above it under a name."""
    marked = dict(_marks(test))
    expected = set(_expected(test, tables or {}))
    named = {f"{letters}-{digits}" for letters, digits in IN_NAME.findall(test.name)}
    for code in expected:
        found[code].broken.append(test.name)
    for code in {c for c, breaks in marked.items() if breaks} - expected:
        found[code].claimed.append(test.name)
    for code in (named | {c for c, breaks in marked.items() if not breaks}) - expected:
        found[code].kept.append(test.name)


def _marks(test: ast.FunctionDef) -> Iterator[tuple[str, bool]]:
    """Return the codes named by @rule, with whether the test says that it breaks the rule."""
    for decorator in _called(test.decorator_list, "rule"):
        breaks = any(k.arg == "breaks" and getattr(k.value, "value", False) for k in decorator.keywords)
        for code in _codes(decorator.args):
            yield code, breaks


def _tables(module: ast.Module) -> dict[str, ast.expr]:
    assigned = [n for n in module.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)]
    return {n.targets[0].id: n.value for n in assigned if isinstance(n.targets[0], ast.Name)}


def _expected(test: ast.FunctionDef, tables: Mapping[str, ast.expr]) -> Iterator[str]:
    """Return the codes without which the test would fail."""
    expecting = list(_expecting(test))
    yield from _codes(expecting)
    used = {n.id for part in expecting for n in ast.walk(part) if isinstance(n, ast.Name)}
    for names, cases in _lists_of_cases(test):
        listed = tables.get(cases.id, cases) if isinstance(cases, ast.Name) else cases
        for case in ast.walk(listed):
            values = _values(case, len(names))
            yield from _codes([v for name, v in zip(names, values, strict=False) if name in used])


def _lists_of_cases(test: ast.FunctionDef) -> Iterator[tuple[list[str], ast.expr]]:
    """Return the lists that the test goes through, with the names that it gives to the values of one case."""
    for decorator in _called(test.decorator_list, "parametrize"):
        if len(decorator.args) > 1:
            yield _names(decorator.args[0]), decorator.args[1]
    for node in (n for part in test.body for n in ast.walk(part)):
        if isinstance(node, ast.For):
            yield [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)], node.iter


def _expecting(test: ast.FunctionDef) -> Iterator[ast.expr]:
    """Return the expressions of the test in which a code is expected to be found."""
    for node in (n for part in test.body for n in ast.walk(part)):
        if isinstance(node, ast.Call):
            last = repository.called(node).rsplit(".", 1)[-1]
            if last == "refused" and node.args:
                yield node.args[0]
            elif last == "raises":
                yield from (k.value for k in node.keywords if k.arg == "match")
        elif isinstance(node, ast.Assert):
            yield from _asserted(node.test)


def _asserted(said: ast.expr) -> Iterator[ast.expr]:
    """Return what must be true for the assertion to hold: `a == b`, `a in b`, each part of an `and`."""
    if isinstance(said, ast.BoolOp) and isinstance(said.op, ast.And):
        for part in said.values:
            yield from _asserted(part)
    elif isinstance(said, ast.Compare) and all(isinstance(op, ast.Eq | ast.In) for op in said.ops):
        compared = [said.left, *said.comparators]
        if not any(_nothing(side) for side in compared):
            yield from compared


def _nothing(side: ast.expr) -> bool:
    """True for [], 0, False, None: what equals nothing was not found."""
    empty = isinstance(side, ast.List | ast.Tuple | ast.Set) and not side.elts
    return empty or (isinstance(side, ast.Constant) and not side.value)


def _called(decorators: list[ast.expr], name: str) -> list[ast.Call]:
    calls = [d for d in decorators if isinstance(d, ast.Call)]
    return [c for c in calls if repository.called(c).rsplit(".", 1)[-1] == name]


def _names(said: ast.expr) -> list[str]:
    """Return the arguments that are parametrized: "a, b" or ("a", "b")."""
    texts = [n.value for n in ast.walk(said) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [name.strip() for text in texts for name in text.split(",")]


def _values(case: ast.AST, many: int) -> list[ast.expr]:
    """Return the values of one case, in the order of the arguments."""
    if many == 1:
        return list(case.elts) if isinstance(case, ast.List | ast.Tuple) else []
    if isinstance(case, ast.Call) and repository.called(case).endswith("param"):
        return list(case.args)
    return list(case.elts) if isinstance(case, ast.Tuple) and len(case.elts) == many else []


def _codes(nodes: list[ast.expr]) -> list[str]:
    texts = [n.value for part in nodes for n in ast.walk(part) if isinstance(n, ast.Constant)]
    return [m.group(1) for text in texts if isinstance(text, str) and (m := CODE.match(text.strip()))]

"""Which tests show which rule, read from the test files' syntax trees.

A test shows the rule RR-03 when it is marked @rule("RR-03"), or has RR03 in its name. It shows the rule *broken* when
it is marked @rule("RR-03", breaks=True), or expects it: `refused("RR-03")`, or "RR-03" (or "RR-03.2") compared with
what was found. Any other test of the rule shows it *kept*.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field

from tests.house import repository

CODE = re.compile(r"^([A-Z]{2}-\d{2})(?:\.\d+)?$")
IN_NAME = re.compile(r"(?<![A-Z])([A-Z]{2})_?(\d{2})(?!\d)")


@dataclass
class Shown:
    kept: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def shown() -> dict[str, Shown]:
    """Return for each rule code the tests that show it kept and broken."""
    found: dict[str, Shown] = defaultdict(Shown)
    # The house's own samples are no tests of rules.
    for path in (p for p in repository.sources("tests/") if p.parent.name != "house"):
        for node in ast.walk(repository.tree(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                read(node, found)
    return found


def read(test: ast.FunctionDef, found: dict[str, Shown]) -> None:
    marked = dict(_marks(test))
    expected = set(_codes(test.body)) | {c for c, breaks in marked.items() if breaks}
    named = {f"{letters}-{digits}" for letters, digits in IN_NAME.findall(test.name)}
    for code in expected:
        found[code].broken.append(test.name)
    for code in (named | set(marked)) - expected:
        found[code].kept.append(test.name)


def _marks(test: ast.FunctionDef) -> list[tuple[str, bool]]:
    """Return the codes named by decorators, with whether the test breaks the rule; a parametrized code is expected."""
    marks = []
    for decorator in test.decorator_list:
        if not isinstance(decorator, ast.Call):
            continue
        if repository.called(decorator).rsplit(".", 1)[-1] == "rule":
            breaks = any(k.arg == "breaks" and getattr(k.value, "value", False) for k in decorator.keywords)
            marks += [(code, breaks) for code in _codes(decorator.args)]
        elif repository.called(decorator).endswith("parametrize"):
            marks += [(code, True) for code in _codes(decorator.args)]
    return marks


def _codes(nodes: list[ast.stmt] | list[ast.expr]) -> list[str]:
    texts = [n.value for part in nodes for n in ast.walk(part) if isinstance(n, ast.Constant)]
    return [m.group(1) for text in texts if isinstance(text, str) and (m := CODE.match(text))]

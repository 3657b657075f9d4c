"""Only lhr.kernel.clock asks the machine for the time; everything else is told the day or the instant."""

from __future__ import annotations

import ast

from tests.house import repository
from tests.support.models import our_models

CLOCK = "lhr/kernel/clock.py"
ASKS = {"now", "today", "utcnow", "localtime", "gmtime"}
OF = {"date", "datetime", "timezone", "time", "dt"}


def _asks_the_machine(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in ASKS:
        return repository.called(node.value).rsplit(".", 1)[-1] in OF
    return isinstance(node, ast.Attribute) and repository.called(node) == "time.time"


def test_nothing_asks_the_machine_for_the_time_but_the_clock() -> None:
    asking = [
        f"{repository.name(path)}:{node.lineno}"
        for path in repository.sources("lhr/", "card/")
        if repository.name(path) != CLOCK
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.Attribute) and _asks_the_machine(node)
    ]
    assert asking == []


def test_the_clock_itself_would_be_seen() -> None:
    tree = repository.tree(repository.ROOT / CLOCK)
    assert any(_asks_the_machine(node) for node in ast.walk(tree))


def test_no_column_dates_itself() -> None:
    """auto_now asks Django's clock, which a test cannot set and a history must not use."""
    fields = [f for model in our_models() for f in model._meta.concrete_fields]
    assert [
        str(f) for f in fields if getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)
    ] == []

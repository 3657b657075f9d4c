"""The glossary is complete: every table, list of values and family of rules is explained in both languages,
in the words that the screens use, and nothing stands there that the code no longer has."""

from __future__ import annotations

import importlib
import pkgutil
import re
from enum import Enum

import pytest

import lhr
from lhr.access.roles import ROLE_SAYS
from lhr.cli.documents import rules
from lhr.followup.rules import STATE_SAYS as FOLLOWUP_SAYS
from lhr.registry_rights.terms import CAPACITY_SAYS, ENDED_SAYS, STATE_SAYS
from tests.house import repository
from tests.support.models import our_models

THAI = re.compile(r"[ก-๙]")
CODE = re.compile(r"`([^`]+)`")
TEXT = (repository.ROOT / "docs/glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| English", "| Code"))
]
TERMS = [row for row in ROWS if len(row) == 4]
FAMILIES = {row[0]: row for row in ROWS if len(row) == 3}
# Lists that another page explains one by one.
ELSEWHERE = {"Permission"}


def _enumerations() -> dict[str, type[Enum]]:
    """Return every list of values of the product by its name; by module and name where two share one."""
    found: dict[str, type[Enum]] = {}
    for module in pkgutil.walk_packages(lhr.__path__, "lhr."):
        if re.search(r"\.(migrations|wsgi|__main__)\b", module.name):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__.startswith("lhr."):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    for model in our_models():
        nested = {n: v for n, v in vars(model).items() if isinstance(v, type) and issubclass(v, Enum)}
        found |= {f"{model.__module__}.{model.__name__}.{name}": value for name, value in nested.items()}
    return found


ENUMERATIONS = _enumerations()
MODELS = {model.__name__: f"{model._meta.app_label}.{model.__name__}" for model in our_models()}
NAMED = {name: row for row in TERMS for name in CODE.findall(row[2])}


def _row_of(path: str) -> list[str] | None:
    """Return the row that names this class by the end of its path: `Role`, `organisations.Kind`, `Post.Status`."""
    parts = [p for p in path.split(".") if p not in ("rules", "models", "queries", "terms", "accounts", "keys")]
    fitting = {".".join(parts[-2:]), parts[-1]}
    both = {n for n in ENUMERATIONS if n.rsplit(".", 1)[-1] == parts[-1]}
    wanted = {".".join(parts[-2:])} if len(both) > 1 else fitting
    return next((row for name, row in NAMED.items() if name in wanted), None)


def test_the_glossary_was_read() -> None:
    assert len(TERMS) > 80
    assert len(ENUMERATIONS) > 25
    assert [row for row in ROWS if len(row) not in (3, 4)] == []


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_table_is_explained(name: str) -> None:
    assert {name, MODELS[name]} & set(NAMED)


@pytest.mark.parametrize("path", sorted(ENUMERATIONS))
def test_every_value_that_a_column_or_screen_can_hold_is_explained(path: str) -> None:
    row = _row_of(path)
    assert row is not None, "no row names this list of values"
    said = set(CODE.findall(row[3]))
    if path.rsplit(".", 1)[-1] not in ELSEWHERE:
        assert {str(member.value) for member in ENUMERATIONS[path]} - said == set()


def test_every_family_of_rules_is_explained() -> None:
    assert {rule.code.split("-")[0] for rule in rules()} == set(FAMILIES)


def test_every_term_is_said_in_both_languages_and_once() -> None:
    assert [row[0] for row in TERMS if not THAI.search(row[1]) or not row[0] or len(row[3].split()) < 2] == []
    assert len({row[0].lower() for row in TERMS}) == len(TERMS)
    assert [code for code, row in FAMILIES.items() if not THAI.search(row[1])] == []


@pytest.mark.parametrize("says", [ROLE_SAYS, CAPACITY_SAYS, STATE_SAYS, ENDED_SAYS, FOLLOWUP_SAYS])
def test_the_screens_use_the_words_of_the_glossary(says: dict[Enum, object]) -> None:
    for value, words in says.items():
        row = _row_of(f"{type(value).__module__}.{type(value).__qualname__}")
        assert row is not None
        assert f"`{value.value}` {words.th}" in row[3]  # type: ignore[attr-defined]


def test_nothing_is_explained_that_is_gone() -> None:
    known = set(MODELS) | {name.rsplit(".", 1)[-1] for name in ENUMERATIONS}
    assert [name for name in NAMED if name.rsplit(".", 1)[-1] not in known] == []

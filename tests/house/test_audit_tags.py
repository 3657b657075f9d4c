"""Every audit tag has the Thai sentence that officers read in the book of changes, and every sentence is used."""

from __future__ import annotations

import ast
import re

from lhr.audit.tags import TAGS
from tests.house import repository

THAI = re.compile(r"[ก-๙]")
TAG = re.compile(r"[a-z_]+(?::[a-z_]+){2,3}")


def _literals() -> set[str]:
    """Return every text of the product that has the form of a tag; tags may be handed on, so all places count."""
    return {
        node.value
        for path in repository.sources("lhr/")
        if repository.name(path) != "lhr/audit/tags.py"
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TAG.fullmatch(node.value)
    }


def test_every_tag_has_its_sentence() -> None:
    opened = {
        node.args[1].value
        for path in repository.sources("lhr/")
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.Call)
        and repository.called(node) == "change"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    assert (opened | _literals()) - set(TAGS) == set()


def test_every_sentence_is_used() -> None:
    assert set(TAGS) - _literals() == set()


def test_a_sentence_is_thai_with_english_beside() -> None:
    assert [t for t, words in TAGS.items() if not THAI.search(words.th) or not words.en.strip()] == []
    assert [t for t in TAGS if not TAG.fullmatch(t)] == []

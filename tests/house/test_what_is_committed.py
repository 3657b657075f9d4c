"""Nothing committed names a machine, a registry or a secret, and nothing is left half done."""

from __future__ import annotations

import re

import pytest

from tests.house import repository

# Written in pieces, so that this file does not name what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "--index" + "-url",
         "--extra-" + "index-url", "--find-" + "links ", "--trusted" + "-host"]  # fmt: skip
MACHINE = re.compile(r"(?<![\w.])/(?:" + "wo" + r"rk|ro" + r"ot|ho" + r"me/\w+)/")
LEFT = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error")
VENDORED = "lhr/web/static/vendor/"


@pytest.fixture(scope="module")
def ours() -> list[tuple[str, str]]:
    return [(repository.name(p), t) for p, t in repository.texts() if VENDORED not in repository.name(p)]


def test_the_files_were_seen(ours: list[tuple[str, str]]) -> None:
    assert len(ours) > 100


@pytest.mark.parametrize("host", HOSTS, ids=range(len(HOSTS)))
def test_no_registry_is_named(ours: list[tuple[str, str]], host: str) -> None:
    assert [name for name, text in ours if host in text] == []


def test_no_path_of_one_machine_is_named(ours: list[tuple[str, str]]) -> None:
    assert [name for name, text in ours if MACHINE.search(text)] == []


def test_nothing_is_left_half_done(ours: list[tuple[str, str]]) -> None:
    assert [name for name, text in ours if name.endswith((".py", ".html", ".js")) and LEFT.search(text)] == []


def test_the_locks_are_exact_and_hashed() -> None:
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (repository.ROOT / lock).read_text(encoding="utf-8")
        named = re.findall(r"^([a-z0-9][\w.\[\]-]*)(==)?", text, re.MULTILINE | re.IGNORECASE)
        assert [name for name, exact in named if not exact] == []
        blocks = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)
        assert [b.split("\n")[0] for b in blocks if "==" in b and "--hash=sha256:" not in b] == []
        assert len(named) > 20


def test_no_test_may_be_skipped_without_a_reason() -> None:
    bare = re.compile(r"pytest\.skip\(\s*\)|mark\.skip\s*$|mark\.skip\(\s*\)|mark\.xfail", re.MULTILINE)
    tests = [p for p in repository.sources("tests/") if p.name != "test_what_is_committed.py"]
    assert [repository.name(p) for p in tests if bare.search(p.read_text(encoding="utf-8"))] == []

"""What is made from the code is up to date, and what an operator may set or type is documented."""

from __future__ import annotations

import re

import pytest

from lhr import config
from lhr.cli import documents
from lhr.cli.command import commands
from tests.house import repository

SETTING = re.compile(r"\bLHR_[A-Z][A-Z_]+[A-Z]\b")
THAI = re.compile(r"[ก-๙]")


@pytest.mark.parametrize("page", documents.PAGES)
def test_a_page_made_from_the_code_is_up_to_date(page: str) -> None:
    written = (documents.FOLDER / f"{page}.md").read_text(encoding="utf-8")
    assert written == documents.PAGES[page](), f"run `make docs` (lhr {page}-doc)"


def test_every_setting_says_what_it_means() -> None:
    assert [s.name for s in config.SETTINGS if len(s.means.split()) < 4] == []
    assert len(config.SETTINGS) >= 25


def test_no_setting_is_read_that_is_not_declared() -> None:
    declared = {s.name for s in config.SETTINGS} | {f"{s.name}_FILE" for s in config.SETTINGS if s.secret}
    own = {"LHR_TEST_DATABASE"}
    used = {
        (word, repository.name(path))
        for path in repository.sources("lhr/", "tools/", "run.py", "benchmarks/")
        for word in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    assert {place for place in used if place[0] not in declared | own} == set()


def test_no_setting_is_read_beside_lhr_config() -> None:
    asked = re.compile(r"os\.environ|os\.getenv|from django\.conf import settings")
    allowed = {"lhr/config.py", "lhr/wsgi.py", "lhr/cli/main.py"}
    found = [
        repository.name(p) for p in repository.sources("lhr/") if asked.search(p.read_text(encoding="utf-8"))
    ]
    assert set(found) - allowed == set()


def test_every_command_speaks_thai_and_stands_in_its_own_file() -> None:
    found = commands()
    assert [c.words for c in found.values() if not THAI.search(c.says.th)] == []
    files = [p for p in repository.sources("lhr/cli/commands/") if p.name != "__init__.py"]
    assert len(found) == len(files) >= 6


def test_the_launcher_names_each_of_its_commands() -> None:
    text = (repository.ROOT / "run.py").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z-]+)":', text, re.MULTILINE)
    assert len(names) >= 7
    head = text.split('"""')[1]
    assert [n for n in names if n not in head] == []

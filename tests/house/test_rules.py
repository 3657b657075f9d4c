"""Every rule of the field says what happened, what to do next and where it comes from, and is shown kept and broken."""

from __future__ import annotations

import ast
import re

import pytest

from lhr.cli.documents import rules
from lhr.kernel.rules import Rule, Weight
from tests.house import repository
from tests.house.rule_tests import Shown, shown

RULES = {rule.code: rule for rule in rules()}
SHOWN = shown()
THAI = re.compile(r"[ก-๙]")


def test_the_rules_were_seen() -> None:
    assert len(RULES) >= 4
    assert [code for code in RULES if not re.fullmatch(r"[A-Z]{2}-\d{2}", code)] == []


@pytest.mark.parametrize("code", RULES)
def test_a_rule_speaks_to_an_officer(code: str) -> None:
    rule = RULES[code]
    said = [rule.says, rule.remedy, rule.source, *(w for v in rule.variants for w in (v.says, v.remedy))]
    assert all(THAI.search(words.th) and words.en.strip() for words in said)
    assert rule.gist.strip()
    assert rule.on.strip()


@pytest.mark.parametrize("code", RULES)
def test_a_rule_lives_in_its_own_package(code: str) -> None:
    rule = RULES[code]
    holding = [
        repository.name(p)
        for p in repository.sources("lhr/")
        if (p.name.startswith("rules") or p.parent.name == "rules")
        and f'"{code}"' in p.read_text(encoding="utf-8")
    ]
    assert (repository.ROOT / "lhr" / rule.home).is_dir()
    assert any(path.startswith(f"lhr/{rule.home}/") for path in holding)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_shown_kept_and_broken(code: str) -> None:
    """Mark a test @rule("RR-03"); expect refused("RR-03") or its code among the findings (tests.house.rule_tests)."""
    seen = SHOWN.get(code, Shown())
    assert seen.kept, f"no test shows {code} kept"
    if RULES[code].weight is not Weight.DERIVED:
        assert seen.broken, f"no test would fail if {code} were never found"


def test_a_test_that_says_it_breaks_a_rule_expects_its_code() -> None:
    assert {code: seen.claimed for code, seen in SHOWN.items() if seen.claimed} == {}


QUOTED = re.compile(r"“([^”{}]+)”")
# What another program is told to do, and signs of spelling, stand on no screen of this product.
NO_NAME_OF_A_SCREEN = frozenset({"Print to PDF", "CSV UTF-8", "(ถ)", ".", "-"})


def _labels() -> set[str]:
    """Everything that a template, the product's own text or a table of reference says by itself."""
    found: set[str] = set()
    for path, text in repository.texts():
        if not repository.name(path).startswith("lhr/"):
            continue
        if path.suffix == ".html":
            found |= set(re.findall(r'"([^"]+)"', text)) | set(re.findall(r">([^<{]+)<", text))
        elif path.suffix == ".csv":
            found |= set(re.split(r'[,"\n]+', text))
        elif path.suffix == ".py" and "/migrations/" not in repository.name(path):
            constants = (node.value for node in ast.walk(repository.tree(path)) if isinstance(node, ast.Constant))
            found |= {each for each in constants if isinstance(each, str)}
    return {text.strip() for text in found}


def test_what_a_remedy_tells_an_officer_to_press_is_there() -> None:
    """A remedy that names a button, a page or a choice in quotation marks names one that the product has."""
    labels = _labels()
    assert {"ขอรับโอน", "Ask for a transfer"} <= labels
    told = {
        (code, name)
        for code, rule in RULES.items()
        for words in (rule.remedy, *(variant.remedy for variant in rule.variants))
        for name in (*QUOTED.findall(words.th), *QUOTED.findall(words.en))
    }
    assert len(told) > 20
    assert {each for each in told if each[1] not in labels | NO_NAME_OF_A_SCREEN} == set()


def test_placeholders_of_both_languages_agree() -> None:
    holes = re.compile(r"{(\w+)}")

    def differ(rule: Rule) -> bool:
        said = [rule.says, rule.remedy, *(w for v in rule.variants for w in (v.says, v.remedy))]
        return any(set(holes.findall(w.th)) != set(holes.findall(w.en)) for w in said)

    assert [code for code, rule in RULES.items() if differ(rule)] == []

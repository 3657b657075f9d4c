"""Post numbers: printed as the order prints them, compared by their key."""

from __future__ import annotations

import pytest

from lhr.kernel.rules import Weight
from lhr.posts import rules
from tests.support.rules import codes, rule

# domain.md 4.3, row by row.
KEYS = [
    ("52-1-06-4201-048", "52-1-06-4201-048", True),
    ("๕๒-๑-๐๖-๔๒๐๑-๐๔๘", "52-1-06-4201-048", True),
    ("52-1-06-4201-048  (ถ)", "52-1-06-4201-048(ถ)", True),
    ("52–1–06–4201–048 （ถ）", "52-1-06-4201-048(ถ)", True),
    ("52-1-06-4201-48", "52-1-06-4201-48", False),
    ("2", "2", False),
    ("５２−1\u200b-06-4201-048", "52-1-06-4201-048", True),
]


@pytest.mark.parametrize(("printed", "key", "parsed"), KEYS)
def test_a_number_is_compared_by_its_key(printed: str, key: str, parsed: bool) -> None:
    assert rules.key_of(printed) == key
    assert (rules.parse(printed) is not None) is parsed


def test_am_is_not_taken_apart() -> None:
    assert rules.key_of("ก.ทำ.1") == "ก.ทำ.1"


def test_the_parts_are_read() -> None:
    found = rules.parse("52-1-06-4201-048 (ถ)")
    assert found == rules.ParsedNumber("52", "1", "06", "4201", "048", "ถ")


@rule("PO-01")
def test_PO01_a_kind_has_its_post_or_none() -> None:
    assert rules.check_need(need="REQUIRED", kind_name="พนักงานเทศบาล", has_post=True) == []
    assert rules.check_need(need="FORBIDDEN", kind_name="พนักงานจ้างทั่วไป", has_post=False) == []


@rule("PO-01", breaks=True)
def test_PO01_the_other_way_round_is_refused() -> None:
    assert codes(rules.check_need(need="REQUIRED", kind_name="พนักงานเทศบาล", has_post=False)) == ["PO-01.1"]
    assert codes(rules.check_need(need="FORBIDDEN", kind_name="พนักงานจ้างทั่วไป", has_post=True)) == ["PO-01.2"]


def found_in(
    printed: str, kind: str, line: str = "4101", *, health: bool = False, exempt: bool = False
) -> list[str]:
    return codes(
        rules.check_number(
            printed, province="52", lgo_kind=kind, line_code=line, health_transfer=health, exempt=exempt
        )
    )


@rule("PO-02")
def test_PO02_a_number_that_agrees_passes() -> None:
    assert found_in("52-1-01-4101-001", "PAO") == []
    assert found_in("52-1-01-4101-001 (ถ)", "PAO", health=True) == []
    assert found_in("50", "TAO", exempt=True) == []
    assert found_in("52-9-01-4101-001", "PATTAYA") == []


@rule("PO-02", breaks=True)
@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("52-3-01-4101-001", "PAO"),
        ("48-1-01-4101-001", "PAO"),
        ("52-1-01-4102-001", "PAO"),
        ("52-1-01-4101-001 (ถ)", "PAO"),
        ("52-1-01-4101-1", "PAO"),
    ],
)
def test_PO02_any_part_that_differs_warns(printed: str, kind: str) -> None:
    assert found_in(printed, kind) == ["PO-02"]
    assert rules.PO_02.weight is Weight.WARN


@rule("PO-03")
def test_PO03_two_numbers_differ_by_their_suffix() -> None:
    assert rules.check_unique("52-1-06-4201-048", ["52-1-06-4201-048 (ถ)"]) == []


@rule("PO-03", breaks=True)
def test_PO03_two_spellings_of_one_number_collide() -> None:
    found = rules.check_unique("52-1-06-4201-048  (ถ)", ["52-1-06-4201-048 (ถ)"])
    assert codes(found) == ["PO-03"]
    assert "52-1-06-4201-048 (ถ)" in found[0].says()


@rule("PO-04")
def test_PO04_the_next_running_number_passes() -> None:
    assert rules.check_unique("52-1-01-4101-011", ["52-1-02-4101-010"]) == []


@rule("PO-04", breaks=True)
def test_PO04_a_running_number_used_in_another_department_warns() -> None:
    found = rules.check_unique("52-1-01-4101-010", ["52-1-02-4101-010"])
    assert codes(found) == ["PO-04"]
    assert found[0].weight is Weight.WARN

"""What may be written of a person: number, title, name."""

from __future__ import annotations

from datetime import date

import pytest

from lhr.kernel import national_id as numbers
from lhr.kernel.rules import Weight
from lhr.people import queries, rules
from tests.support.rules import codes, rule

GOOD = numbers.make_synthetic(123)
WRONG_LAST_DIGIT = GOOD[:-1] + str((int(GOOD[-1]) + 1) % 10)


def number(text: str) -> numbers.NationalId:
    return numbers.read(text)


@rule("PE-01")
def test_PE01_a_number_with_its_right_check_digit_passes() -> None:
    assert rules.check_number(number(GOOD)) == []


@rule("PE-01", breaks=True)
@pytest.mark.parametrize("typed", [WRONG_LAST_DIGIT, "199", "", "abc"])
def test_PE01_any_other_number_is_refused(typed: str) -> None:
    assert codes(rules.check_number(number(typed))) == ["PE-01"]


def test_PE01_nobody_needs_a_number_who_has_a_reason_for_none() -> None:
    assert rules.check_number(number(""), exception="ไม่มีเลข ๑๓ หลัก") == []


def test_PE01_a_number_that_no_office_issues_is_refused_in_production() -> None:
    assert codes(rules.check_issued(number(GOOD), ())) == ["PE-01"]
    assert rules.check_issued(number(GOOD), ("199",)) == []


@rule("PE-02")
def test_PE02_an_unknown_number_opens_a_record() -> None:
    assert rules.check_only_record(known=False, held_here=False) == []


@rule("PE-02", breaks=True)
def test_PE02_a_known_number_opens_no_second_record_and_tells_nothing_elsewhere() -> None:
    here = rules.check_only_record(known=True, held_here=True)
    elsewhere = rules.check_only_record(known=True, held_here=False)
    assert codes(here) == ["PE-02.1"]
    assert codes(elsewhere) == ["PE-02.2"]
    assert elsewhere[0].says() == "ใช้เลขนี้เปิดทะเบียนใหม่ไม่ได้"


def with_first_digit(digit: str) -> str:
    from stdnum.th import pin

    body = digit + "99000000001"[:11]
    return body + str(pin.calc_check_digit(body))


@rule("PE-03")
def test_PE03_the_first_digit_of_a_thai_national_is_one_to_eight() -> None:
    assert all(rules.check_number(number(numbers.make_synthetic(7, lead))) == [] for lead in range(1, 9))


@rule("PE-03", breaks=True)
@pytest.mark.parametrize("digit", ["0", "9"])
def test_PE03_another_first_digit_warns_until_a_reason_is_given(digit: str) -> None:
    found = rules.check_number(number(with_first_digit(digit)))
    assert codes(found) == ["PE-03"]
    assert found[0].weight is Weight.WARN
    assert rules.check_number(number(with_first_digit(digit)), exception="หนังสือรับรอง") == []


@rule("PE-03", breaks=True)
def test_PE03_which_first_digits_are_usual_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        found = queries.judge(
            national_id=with_first_digit("9"), prefix="นาง", first="สมใจ", last="ดีงาม",
            birth_date=date(1980, 5, 1), gender="F", today=date(2018, 8, 1),
        )  # fmt: skip
        return codes(found)

    assert told() == ["PE-03"]
    monkeypatch.setenv("LHR_ID_FIRST_DIGITS", "123456789")
    assert told() == []


@rule("PE-05")
@pytest.mark.parametrize(
    ("prefix", "gender"),
    [("นาย", "M"), ("นางสาว", "F"), ("นาง", "F"), ("ร้อยตรี", "F"), ("ร้อยตรี", "M"), ("ดร.", "F"), ("นายแพทย์", "F"),
     ("ร้อยตรีหญิง", "F"), ("แพทย์หญิง", "F"), ("เด็กชาย", "M")],
)  # fmt: skip
def test_PE05_a_title_agrees_with_the_gender_or_is_neutral(prefix: str, gender: str) -> None:
    assert rules.check_title(prefix, gender) == []


@rule("PE-05", breaks=True)
@pytest.mark.parametrize(
    ("prefix", "gender"), [("นาย", "F"), ("นางสาว", "M"), ("ร้อยตรีหญิง", "M"), ("เด็กชาย", "F")]
)
def test_PE05_a_title_of_the_other_gender_is_refused(prefix: str, gender: str) -> None:
    found = rules.check_title(prefix, gender)
    assert codes(found) == ["PE-05"]
    assert prefix in found[0].says()


@rule("PE-06")
@pytest.mark.parametrize("last", ["นางาม", "นายาว", "ณ ปลายนา", "ศรี-งาม"])
def test_PE06_family_names_that_begin_with_the_letters_of_a_title_pass(last: str) -> None:
    assert rules.check_name("สมใจ", last) == []


@rule("PE-06", breaks=True)
@pytest.mark.parametrize(
    ("first", "code", "remedy"),
    [
        ("นายสมชาย", "PE-06", "ย้าย “นาย”"),
        ("นางสาวสมใจ", "PE-06", "ย้าย “นางสาว”"),
        ("สมชาย2", "PE-06.3", "ลบอักขระ 2"),
        ("Somchai", "PE-06.3", "ลบอักขระ Somchai"),
        ("สม(ชาย)", "PE-06.3", "ลบอักขระ ()"),
    ],
)
def test_PE06_a_title_or_a_foreign_character_in_the_first_name_is_refused(
    first: str, code: str, remedy: str
) -> None:
    found = rules.check_name(first, "ดีงาม")
    assert codes(found) == [code]
    assert remedy in found[0].remedy()
    assert "…" not in found[0].remedy()
    assert found[0].field == "first_name"
    assert found[0].weight is Weight.BLOCK


def test_PE06_the_families_name_only_warns_of_a_title() -> None:
    found = rules.check_name("สมใจ", "ดาบตำรวจดีงาม", titles=("ดาบตำรวจ",))
    assert codes(found) == ["PE-06.1"]
    assert found[0].weight is Weight.WARN


@pytest.mark.parametrize(("first", "last"), [("", "ดีงาม"), ("สมใจ", "  ")])
def test_PE06_a_person_has_a_first_and_a_family_name(first: str, last: str) -> None:
    assert codes(rules.check_name(first, last)) == ["PE-06.2"]


@rule("PE-07")
def test_PE07_well_formed_text_is_left_alone() -> None:
    assert rules.check_name("น้ำฝน", "แก้วกล้า") == []


@rule("PE-07", breaks=True)
@pytest.mark.parametrize(("typed", "mended"), [("นํ้าฝน", "น้ำฝน"), ("เเก้ว", "แก้ว"), ("ก้้อง", "ก้อง")])
def test_PE07_what_was_mended_is_shown(typed: str, mended: str) -> None:
    found = rules.check_name(typed, "ดีงาม")
    assert codes(found) == ["PE-07"]
    assert mended in found[0].says()
    assert found[0].values["offer"] == mended
    assert found[0].weight is Weight.WARN


def test_PE07_a_name_that_begins_with_a_mark_cannot_be_mended() -> None:
    found = rules.check_name("่สมใจ", "ดีงาม")
    assert codes(found) == ["PE-07.1"]
    assert found[0].weight is Weight.BLOCK


def test_nobody_is_born_tomorrow() -> None:
    assert codes(rules.check_birth_date(date(2018, 9, 1), date(2018, 8, 31))) == ["KE-01"]
    assert rules.check_birth_date(date(1990, 9, 1), date(2018, 8, 31)) == []


def searched(made: int, missed: int) -> list[str]:
    return codes(
        rules.check_search(
            made_this_hour=made,
            misses_in_a_row=missed,
            per_hour=20,
            most_misses=10,
            again_at="๑๓.๐๐ น.",
            next_tier="สถอ.",
        )
    )


@rule("PE-10")
def test_PE10_the_twentieth_search_of_the_hour_is_still_made() -> None:
    assert searched(19, 9) == []


@rule("PE-10", breaks=True)
@pytest.mark.parametrize(("made", "missed"), [(20, 0), (10, 10)])
def test_PE10_one_more_and_ten_misses_in_a_row_stop_the_search(made: int, missed: int) -> None:
    assert searched(made, missed) == ["PE-10"]

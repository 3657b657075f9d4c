"""The sections of the card as they are declared: what each column takes, refuses and keeps, and what the rules find.
No database: the declarations are pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel import national_id
from lhr.kernel.digits import to_thai
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.periods import Period
from lhr.kernel.privacy import Privacy
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words
from lhr.service_record.drafts import CardDraft, Citation, Literals, MovementDraft, OpeningLine
from lhr.service_record.models import CardLine
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.service_record.sections import SECTIONS, Column, Facts, Stood, Typed, first_day, whole_day
from lhr.service_record.sections.columns import Choice, Number, PaperDate, Text, Year, last_day
from lhr.service_record.sections.of_leave import half_year
from tests.support.cards import FULL, ORDER
from tests.support.rules import codes, rule

THAI = re.compile(r"[ก-๙]")
COLUMNS = [(code, column) for code, section in SECTIONS.items() for column in section.columns]
EACH_COLUMN = pytest.mark.parametrize(("section", "column"), COLUMNS, ids=[f"{s}-{c.name}" for s, c in COLUMNS])


def named(*said: str) -> dict[str, Words]:
    return {one: Words(one, one) for one in said}


LISTS: dict[str, Mapping[str, Words]] = {
    "prefix": named("นาย", "นาง", "ร้อยตรี"),
    "education_level": {"BACHELOR": Words("ปริญญาตรี", "bachelor")},
    "penalty": named("REPRIMAND"),
    "review_grade": named("EXCELLENT"),
    "leave_type": {"01": Words("ลาป่วย", "sick"), "04": Words("ลาพักผ่อน", "rest"), "10": Words("มาสาย", "late")},
    "leave_unit": {"01": Words("", "both"), "04": Words("", "days"), "10": Words("", "times")},
    "decoration": {
        "15": Words("ท.ช.", "15"), "16": Words("ท.ม.", "16"), "23": Words("ต.ช.", "23"), "28": Words("จ.ช.", "28"),
    },
    "decoration_rank": {
        "15": Words("ช้างเผือก", "-15"), "16": Words("มงกุฎไทย", "-16"), "23": Words("ช้างเผือก", "-23"),
        "28": Words("ช้างเผือก", "-28"),
    },
    "double_time": {"TEST": Words("ช่วงตัวอย่าง", "sample")},
    "double_time_days": {"TEST": Words("", "2015-03-01/2015-05-10/70")},
}  # fmt: skip
HIM = Facts(
    born=date(1970, 2, 3),
    gender="M",
    service=(Period(date(2002, 10, 1)),),
    today=date(2018, 8, 31),
    lists=LISTS,
    titles=("นาย", "นาง"),
)


def read(section: str, **typed: str) -> tuple[dict[str, Any], list[Finding]]:
    return SECTIONS[section].read({**FULL[section], **typed}, LISTS)


def judged(section: str, facts: Facts = HIM, citation: Citation = ORDER, scan: str = "", **typed: str) -> list[Finding]:
    """What is found when the full line of the section is keyed with `typed` over it."""
    values, found = read(section, **typed)
    if any(one.weight is Weight.BLOCK for one in found):
        return found
    picture = scan or ("image/png" if section == "PHOTO" else "")
    return [*found, *SECTIONS[section].check(Typed(values, citation, picture), facts)]


def blocked(found: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in found if one.weight is Weight.BLOCK]


def beside(section: str, *others: Mapping[str, str]) -> Facts:
    """Him, with these lines of the section standing; each is the full line with what is typed over it."""
    return replace(HIM, stood=tuple(standing(section, typed) for typed in others))


def standing(section: str, typed: Mapping[str, str]) -> Stood:
    values, found = read(section, **typed)
    assert blocked(found) == []
    starts, until = SECTIONS[section].holds(values, HIM.born)
    return Stood(uuid4(), values, starts, until, verified=True)


# --- every column ----------------------------------------------------------------------------------------------------

BAD_DATES = {
    "29 ก.พ. 2562": "KE-01.3", "29/02/2562": "KE-01.3", "1/13/2561": "KE-01.2", "1 ปีใหม่ 2561": "KE-01.2",
    "15 ก.พ. 2483": "KE-01.4", "1 ม.ค. 61": "KE-02.1", "1/1/2018": "KE-02.2", "1 ม.ค. 1975": "KE-02.2",
    "1/1/2601": "KE-02.3", "ก" * 61: "CD-02.2",
}  # fmt: skip
BAD_YEARS = {
    "61": "KE-02.1", "2018": "KE-02.2", "2601": "KE-02.3", "สองพันห้าร้อย": "CD-02.3", "ม.ค. 2560": "CD-02.3",
    "1 ม.ค. 2560": "CD-02.3",
}  # fmt: skip
BAD_NUMBERS = ("๑๒ก", "12x", "1e1", "3,5", "1,00", "-1", "1_0", "NaN", "Infinity", "0.001", "1.", "٣", "9" * 400)


def bad(column: Column) -> list[tuple[str, str]]:
    """What is typed wrong in a column of this kind, with the code that answers it."""
    cases = [("", "CD-01"), (" \t", "CD-01"), ("\x00", "CD-01")] if column.required else []
    match column:
        case Text():
            cases.append(("ก" * (column.most + 1), "CD-02.2"))
        case Choice():
            cases += [(typed, "CD-02.1") for typed in ("ไม่มีในรายการ", "0", "awarded", "1' OR '1'='1")]
        case PaperDate():
            cases += [*BAD_DATES.items(), *([("มี.ค. 2531", "KE-03.1"), ("2531", "KE-03.1")] if column.whole else [])]
        case Year():
            cases += BAD_YEARS.items()
        case Number():
            over = [str(column.most + 1), *([str(column.least - 1)] if column.least else [])]
            cases += [(typed, "CD-02") for typed in (*BAD_NUMBERS, *over)]
    return cases


@EACH_COLUMN
def test_bad_input_is_told_on_its_column_in_thai_with_a_remedy_and_not_kept(section: str, column: Column) -> None:
    right, _ = read(section)
    cases = bad(column)
    assert cases
    for typed, code in cases:
        values, found = read(section, **{column.name: typed})
        (one,) = [finding for finding in found if finding.weight is Weight.BLOCK]
        assert (one.code, one.field) == (code, column.name), typed
        assert all(THAI.search(said) for said in (one.says(), one.remedy()))
        assert all((one.says("en"), one.remedy("en")))
        assert "{" not in one.says() + one.remedy() + one.says("en") + one.remedy("en")
        assert len(one.says()) < 200
        assert values == {name: value for name, value in right.items() if name != column.name}


@EACH_COLUMN
def test_a_full_line_reads_to_a_value_that_is_shown_and_typed_again(section: str, column: Column) -> None:
    values, found = read(section)
    assert blocked(found) == []
    shown = column.show(values[column.name], LISTS)
    assert not {shown.th, shown.en} & {"", "–"}
    again = column.read(column.typed(values[column.name]), LISTS)
    assert again.value == values[column.name]


TYPED = st.one_of(
    st.sampled_from([
        "", " ", "1 ม.ค. 2561", "๑ มกราคม ๒๕๖๑", "2561-01-01", "มี.ค. 2531", "2531", "ราวปี  2531", "00/00/2531",
        "เเก้ว", "1,234.50", "007", "๓.๕", "-0", "1", "2", "AWARDED", "01", "นาย", "TRAINING", "2483", "3", "TEST", "กก้้",
        "ค.ศ. 2017",
    ]),
    st.text(max_size=70),
    st.text(alphabet="0123456789๐๑๒๓/.- ,มกค", max_size=14),
)  # fmt: skip


@given(st.sampled_from(list(SECTIONS)).flatmap(
    lambda code: st.tuples(st.just(code), st.fixed_dictionaries(dict.fromkeys(FULL[code], TYPED)))
))  # fmt: skip
def test_what_was_read_is_typed_again_to_equal_values(case: tuple[str, dict[str, str]]) -> None:
    code, typed = case
    section = SECTIONS[code]
    values, found = section.read(typed, LISTS)
    again, told = section.read(section.typed(values), LISTS)
    assert again == values
    refused = {one.field for one in found if one.weight is Weight.BLOCK}
    assert refused.isdisjoint(values)
    assert {one.field for one in told if one.weight is Weight.BLOCK} <= refused
    starts, until = section.holds(values, HIM.born)
    assert until is None or starts < until
    assert len(section.key_of(values)) <= CardLine._meta.get_field("key").max_length


def test_the_key_of_every_section_fits_its_column() -> None:
    most = CardLine._meta.get_field("key").max_length
    for code, section in SECTIONS.items():
        columns = [section.column(name) for name in section.key]
        # A text and a date's literal say how long they may be; choices, years and numbers are short.
        longest = [column.most if isinstance(column, Text | PaperDate) else 20 for column in columns]
        assert sum(longest) + len(longest) <= most, code


@pytest.mark.parametrize(
    ("literal", "day", "precision", "shown"),
    [
        ("มี.ค. 2531", date(1988, 3, 1), "month", "มี.ค. 2531"),
        ("๒๕๓๑", date(1988, 1, 1), "year", "2531"),
        ("00/03/2531", date(1988, 3, 1), "month", "00/03/2531"),
        ("ต้นปี  ๒๕๓๑", None, "", "ต้นปี  2531 (อ่านค่าไม่ได้)"),
        ("ก่อน พ.ศ. 2420", None, "", "ก่อน พ.ศ. 2420 (อ่านค่าไม่ได้)"),
        ("เเต่เกิด", None, "", "เเต่เกิด (อ่านค่าไม่ได้)"),
    ],
)
@rule("KE-03")
def test_KE03_the_literal_of_a_date_that_is_not_whole_is_kept_letter_by_letter(
    literal: str, day: date | None, precision: str, shown: str
) -> None:
    column = SECTIONS["ADDRESS"].column("since")
    cell = column.read(f" {literal}\n", LISTS)
    assert cell.value == {"text": literal, "day": day.isoformat() if day else None, "precision": precision}
    assert codes(cell.findings) == ["KE-03"]
    assert column.show(cell.value, LISTS).th == shown
    assert (first_day(cell.value), whole_day(cell.value)) == (day, None)


def test_a_whole_date_is_shown_as_the_screen_says_dates_and_its_text_stays() -> None:
    values, found = read("ADDRESS", since="๑ มกราคม ๒๕๖๑")
    assert (values["since"]["text"], codes(found)) == ("๑ มกราคม ๒๕๖๑", [])
    assert SECTIONS["ADDRESS"].column("since").show(values["since"], LISTS) == said(date(2018, 1, 1))


def test_where_the_form_asks_for_months_a_month_needs_no_reason_but_what_cannot_be_read_does() -> None:
    assert codes(read("EDUCATION", starts_on="มิ.ย. 2536")[1]) == []
    assert codes(read("EDUCATION", starts_on="ปีนั้น")[1]) == ["KE-03"]


@pytest.mark.parametrize(
    ("text", "last"),
    [("มี.ค. 2531", date(1988, 3, 31)), ("ก.พ. 2563", date(2020, 2, 29)), ("ธ.ค. 2560", date(2017, 12, 31)),
     ("2531", date(1988, 12, 31)), ("2482", date(1940, 3, 31)), ("5 มี.ค. 2531", date(1988, 3, 5)), ("ปีนั้น", None)],
)  # fmt: skip
def test_the_last_day_that_a_partial_date_may_mean(text: str, last: date | None) -> None:
    assert last_day(read("ADDRESS", since=text)[0]["since"]) == last


def test_what_no_keyboard_types_is_not_kept_and_ill_formed_thai_is_mended() -> None:
    assert read("SKILL", skill="ภาษา\x00ลาว")[0]["skill"] == "ภาษาลาว"
    assert read("SKILL", skill="เเก้ว  เเละ\u200bนํ้า")[0]["skill"] == "แก้ว และน้ำ"


A_NUMBER = make_synthetic(600)
AS_PEOPLE_WRITE_IT = (
    A_NUMBER, to_thai(A_NUMBER), f"{A_NUMBER[0]}-{A_NUMBER[1:5]}-{A_NUMBER[5:10]}-{A_NUMBER[10:12]}-{A_NUMBER[12]}",
    f"เลขที่ {A_NUMBER}", f"บุตรคนที่ 2 {A_NUMBER} (ตามทะเบียนบ้าน)", f"ID{A_NUMBER}",
    f"{A_NUMBER[:1]} {A_NUMBER[1:5]} {A_NUMBER[5:10]} {A_NUMBER[10:12]} {A_NUMBER[12:]}",
)  # fmt: skip


@EACH_COLUMN
@rule("CD-06", breaks=True)
def test_CD06_a_whole_id_number_is_kept_in_no_column(section: str, column: Column) -> None:
    for typed in AS_PEOPLE_WRITE_IT:
        values, found = read(section, **{column.name: typed})
        (one,) = [finding for finding in found if finding.weight is Weight.BLOCK]
        assert (one.code, one.field) == ("CD-06", column.name), typed
        assert column.name not in values
        said = one.says() + one.remedy() + one.says("en") + one.remedy("en")
        assert not national_id.stands_in(said)
        assert column.label.th in said


@rule("CD-06", breaks=True)
def test_CD06_nor_in_the_free_texts_beside_them() -> None:
    said = f"ตามบัตร {A_NUMBER}"
    card = CardDraft("SKILL", uuid4(), {}, Citation(said, text=said), why=said, remark=said, reason=said)
    moved = MovementDraft(
        "OTHER", date(2018, 1, 1), Citation(said, text=said), position_text=said, other_organisation_text=said,
        literal=Literals(starts=said, level=said, salary=said), remark=said, reason=said, why=said,
    )  # fmt: skip
    carried = OpeningLine("SKILL", uuid4(), {}, Citation(said, text=said), said)
    for draft, fields in ((card, 5), (moved, 10), (carried, 3)):
        found = check_free_text(draft.free_texts)
        assert [one.code for one in found] == ["CD-06"] * fields
        assert len({one.field for one in found}) == fields


@rule("CD-06")
@pytest.mark.parametrize(
    "typed", ["042-000-000", A_NUMBER[:-1], A_NUMBER + "1", "0" * 13, A_NUMBER[:-1] + str((int(A_NUMBER[-1]) + 1) % 10),
              "12/2561 ลว. 20 ก.ค. 2561", "ภย.12345", "2531", "48-3-01-4101-001"],
)  # fmt: skip
def test_CD06_other_numbers_pass(typed: str) -> None:
    assert not national_id.stands_in(typed)
    assert blocked(judged("SKILL", skill=f"ทักษะ {typed}")) == []


def test_an_id_number_that_is_typed_in_the_wrong_box_stands_in_no_message() -> None:
    number = "0" * 13
    for section, column in COLUMNS:
        found = read(section, **{column.name: number})[1]
        assert not [one for one in found if number in one.says() + one.remedy()], (section, column.name)


# --- the declarations ------------------------------------------------------------------------------------------------


def test_a_full_line_breaks_no_rule() -> None:
    for code in SECTIONS:
        assert blocked(judged(code)) == [], code


def test_every_section_can_be_told_in_both_languages() -> None:
    for code, section in SECTIONS.items():
        assert (section.code, len(code) <= 20) == (code, True)
        said = [section.label, *(column.label for column in section.columns)]
        assert all(THAI.search(words.th) and words.en for words in said), code
        names = [column.name for column in section.columns]
        assert len(set(names)) == len(names)
        wanted = {*section.key, *section.summary, *filter(None, (section.starts, section.ends))}
        assert wanted <= set(names), code
        assert THAI.search(section.says(read(code)[0], LISTS).th) or code == "PHOTO"


def test_only_a_section_with_a_step_up_holds_what_needs_one() -> None:
    assert {code for code, section in SECTIONS.items() if section.sensitive} >= {"DISCIPLINE"}
    assert all(isinstance(column.privacy, Privacy) for _, column in COLUMNS)
    assert all(column.privacy in (Privacy.PERSONAL, Privacy.SENSITIVE) for _, column in COLUMNS)


# --- CD: of every section --------------------------------------------------------------------------------------------


@rule("CD-01")
def test_CD01_only_what_a_section_needs_must_be_filled() -> None:
    needed = {name: text for name, text in FULL["SKILL"].items() if name == "skill"}
    assert SECTIONS["SKILL"].read(needed, LISTS) == ({"skill": "ภาษาลาว"}, [])


@rule("CD-01", breaks=True)
def test_CD01_every_empty_column_that_is_needed_is_named_at_once() -> None:
    for code, section in SECTIONS.items():
        values, found = section.read({}, LISTS)
        needed = [column.name for column in section.columns if column.required]
        assert ([one.code for one in found], values) == (["CD-01"] * len(needed), {}), code
        assert [one.field for one in found] == needed


@rule("CD-02")
def test_CD02_numbers_are_typed_in_either_digits_and_with_commas() -> None:
    hours = SECTIONS["TRAINING"].column("hours")
    assert [hours.read(typed, LISTS).value for typed in ("120", "๑๒๐", "1,200", "0120", "120.0")] == [
        "120", "120", "1200", "120", "120",
    ]  # fmt: skip


@rule("CD-02", breaks=True)
def test_CD02_what_is_no_number_no_choice_or_too_long() -> None:
    assert blocked(judged("TRAINING", hours="สิบ")) == [("CD-02", "hours")]
    assert blocked(judged("TRAINING", kind="พักผ่อน")) == [("CD-02.1", "kind")]
    assert blocked(judged("TRAINING", course="ก" * 201)) == [("CD-02.2", "course")]
    assert blocked(judged("APPRAISAL", year="ปีก่อน")) == [("CD-02.3", "year")]


@rule("CD-03")
def test_CD03_what_may_stand_more_than_once_does() -> None:
    assert blocked(judged("SKILL", beside("SKILL", {}))) == []
    assert blocked(judged("APPRAISAL", beside("APPRAISAL", {"half": "1"}), half="2")) == []


@rule("CD-03", breaks=True)
def test_CD03_what_may_stand_once_stands_once() -> None:
    single = [code for code, section in SECTIONS.items() if section.single or section.key]
    assert len(single) >= 10
    for code in single:
        first = (*SECTIONS[code].key, SECTIONS[code].columns[0].name)[0]
        found = [one for one in judged(code, beside(code, {})) if one.code == "CD-03"]
        assert [(one.code, one.field) for one in found] == [("CD-03", first)], code
    # The same month written in two ways is the same month.
    assert ("CD-03", "kind") in blocked(judged("ADDRESS", beside("ADDRESS", {"since": "มิถุนายน ๒๕๕๓"})))


@rule("CD-04")
def test_CD04_days_in_their_order_pass_also_where_the_paper_has_but_a_month_or_a_year() -> None:
    assert blocked(judged("SPECIAL_DUTY", starts_on="1 ก.พ. 2554", ended_on="1 ก.พ. 2554")) == []
    assert blocked(judged("EDUCATION", starts_on="มี.ค. 2540", ended_on="2540")) == []
    assert blocked(judged("ADDRESS", since="2513")) == []  # the year of birth
    assert blocked(judged("LICENCE", expires_on="30 ก.ย. 2570")) == []
    assert blocked(judged("PARENT", since="2500")) == []  # before he was born
    assert blocked(judged("BIRTH", birth_date="1 ม.ค. 2512")) == []


@rule("CD-04", breaks=True)
def test_CD04_a_span_ends_before_it_begins_or_begins_tomorrow_or_before_birth() -> None:
    assert blocked(judged("SPECIAL_DUTY", ended_on="31 ม.ค. 2554")) == [("CD-04", "ended_on")]
    assert blocked(judged("EDUCATION", starts_on="มิ.ย. 2540", ended_on="มี.ค. 2536")) == [("CD-04", "ended_on")]
    assert blocked(judged("NO_PAY", ended_on="30 มิ.ย. 2559")) == [("CD-04", "ended_on")]
    assert blocked(judged("SKILL", since="1 ก.ย. 2561")) == [("CD-04.1", "since")]
    assert blocked(judged("LEAVE", year="2562", half="1")) == [("CD-04.3", "year")]
    assert blocked(judged("PHOTO", year="2600")) == [("CD-04.3", "year")]
    assert blocked(judged("CHILD", born_on="2512")) == [("CD-04.2", "born_on")]
    ahead = replace(HIM, today=date(2018, 3, 31))
    today = replace(ORDER, signed_on=ahead.today)
    assert blocked(judged("LEAVE", ahead, today, year="2561", half="2")) == [("CD-04.1", "year")]


@rule("OR-03")
@rule("OR-02")
def test_OR03_a_line_that_may_stand_on_nothing_does_and_a_scan_is_a_document() -> None:
    assert blocked(judged("SKILL", citation=Citation())) == []
    assert blocked(judged("LICENCE", citation=Citation(), scan="application/pdf")) == []
    assert blocked(judged("LICENCE", citation=Citation(text="หนังสือสภา"))) == []


@rule("OR-03", breaks=True)
@rule("OR-02", breaks=True)
def test_OR03_a_line_cites_what_its_section_needs_and_no_paper_of_tomorrow() -> None:
    assert blocked(judged("DISCIPLINE", citation=Citation(number="12", text="หนังสือ"))) == [("OR-03", "citation")]
    assert blocked(judged("NO_PAY", citation=Citation(text="  "))) == [("OR-03", "citation")]
    late = replace(ORDER, signed_on=date(2018, 9, 1))
    assert blocked(judged("SKILL", citation=late)) == [("OR-02.1", "citation_signed_on")]


# --- PE: family, photographs, names ----------------------------------------------------------------------------------

HER_BEFORE = {
    "name": "นางสาวสมพร ทดสอบก่อน", "married_on": "1 มี.ค. 2540", "ended_on": "1 ก.พ. 2545", "ended_by": "DIVORCE",
}  # fmt: skip


@rule("PE-08")
@pytest.mark.parametrize(
    "before",
    [
        HER_BEFORE,
        {**HER_BEFORE, "ended_on": "14 ก.พ. 2545"},  # divorced and married on one day
        {**HER_BEFORE, "ended_on": "2545"},  # some day of that year
        {**HER_BEFORE, "ended_on": ""},  # divorced; the card does not say when
        {**HER_BEFORE, "married_on": "", "ended_on": "ปีก่อน"},
        {**HER_BEFORE, "married_on": "1 มี.ค. 2558", "ended_on": "", "ended_by": ""},  # after the later one ended
    ],
)
def test_PE08_one_marriage_after_another_whoever_the_spouse(before: dict[str, str]) -> None:
    assert codes(judged("SPOUSE", beside("SPOUSE", before), name="นายสมคิด ทดสอบสมรส")) in ([], ["KE-03"])


@rule("PE-08", breaks=True)
@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({**HER_BEFORE, "ended_on": "", "ended_by": ""}, {"ended_on": "", "ended_by": ""}),  # two current spouses
        ({**HER_BEFORE, "ended_on": "15 ก.พ. 2545"}, {}),
        ({**HER_BEFORE, "ended_on": "2546"}, {}),
        ({"married_on": "", "ended_on": "", "ended_by": ""}, {"ended_on": "", "ended_by": ""}),
        ({**HER_BEFORE, "ended_on": "", "ended_by": ""}, {"married_on": "", "ended_on": "", "ended_by": ""}),
    ],
)
def test_PE08_two_marriages_at_once(before: dict[str, str], now: dict[str, str]) -> None:
    (found,) = [one for one in judged("SPOUSE", beside("SPOUSE", before), **now) if one.weight is Weight.BLOCK]
    assert (found.code, found.field) == ("PE-08", "married_on")
    assert FULL["SPOUSE"]["name"] in found.says()


@rule("PE-08", breaks=True)
def test_PE08_a_marriage_below_the_age_of_its_time_warns() -> None:
    assert codes(judged("SPOUSE", married_on="2 ก.พ. 2530")) == ["PE-08.1"]
    assert codes(judged("SPOUSE", married_on="3 ก.พ. 2530")) == []
    young = replace(HIM, born=date(2007, 6, 1), today=date(2025, 12, 1))
    typed = {"ended_on": "", "ended_by": ""}
    assert codes(judged("SPOUSE", young, married_on="21 ม.ค. 2568", **typed)) == []  # 17, the law of before
    assert "PE-08.1" in codes(judged("SPOUSE", young, married_on="22 ม.ค. 2568", **typed))


@rule("PE-09")
def test_PE09_a_photograph_of_the_first_year_of_service_passes() -> None:
    assert codes(judged("PHOTO", slot="7", year="2545")) == []
    assert codes(judged("PHOTO", replace(HIM, service=()), year="2540")) == []


@rule("PE-09", breaks=True)
def test_PE09_no_eighth_slot_no_year_before_service_and_a_picture_only() -> None:
    assert blocked(judged("PHOTO", slot="8")) == [("CD-02", "slot")]
    assert "1 ถึง 7" in judged("PHOTO", slot="8")[0].remedy()
    assert blocked(judged("PHOTO", year="2540")) == [("PE-09.1", "year")]
    assert blocked(judged("PHOTO", scan="application/pdf")) == [("PE-09.2", "scan")]
    bare = SECTIONS["PHOTO"].check(Typed(read("PHOTO")[0], ORDER), HIM)
    assert blocked(bare) == [("PE-09", "scan")]


@rule("PE-05", breaks=True)
@rule("PE-06", breaks=True)
def test_PE05_PE06_a_new_name_is_judged_as_every_name_is() -> None:
    assert "PE-05" in codes(judged("NAME", prefix="นาง"))
    assert "PE-06.3" in codes(judged("NAME", first_name="สมชาย2"))
    assert codes(judged("NAME", prefix="ร้อยตรี", last_name="นางาม")) == []


@rule("PE-04", breaks=True)
def test_PE04_the_birth_date_on_record_is_no_change_and_a_partial_one_is_none_either() -> None:
    assert blocked(judged("BIRTH", birth_date="3 ก.พ. 2513")) == [("PE-04.1", "birth_date")]
    assert blocked(judged("BIRTH", birth_date="ก.พ. 2512")) == [("KE-03.1", "birth_date")]


# --- SR-16: leave ----------------------------------------------------------------------------------------------------


@rule("SR-16")
@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ({"days": "3.5", "times": "2"}, ()),
        ({"days": "182"}, ()),  # the whole first half of 2560
        ({"year": "2559", "days": "183"}, ()),  # a leap year
        ({"half": "2", "days": "183"}, ()),
        ({"days": "100"}, ({"type": "04", "days": "82", "times": ""},)),
        ({"days": "100"}, ({"half": "2", "days": "183"}, {"year": "2559", "days": "183"})),
        ({"type": "10", "days": "", "times": "12"}, ()),
        ({"type": "04", "days": "10", "times": ""}, ()),
        ({"days": "๐.๕"}, ()),
    ],
)
def test_SR16_leave_within_its_half_year(typed: dict[str, str], others: tuple[dict[str, str], ...]) -> None:
    assert codes(judged("LEAVE", beside("LEAVE", *others), **typed)) == []


@rule("SR-16", breaks=True)
@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"days": "400"}, "SR-16", "days"),  # 400 sick days
        ({"days": "182.5"}, "SR-16", "days"),
        ({"days": "1.3"}, "SR-16.1", "days"),
        ({"days": ""}, "SR-16.2", "days"),
        ({"days": "0"}, "SR-16.2", "days"),
        ({"type": "10", "days": "1", "times": "1"}, "SR-16.3", "days"),
        ({"type": "10", "days": "", "times": ""}, "SR-16.2", "times"),
        ({"type": "04", "times": "3"}, "SR-16.3", "times"),
        ({"times": "1.5"}, "CD-02", "times"),
        ({"days": "1.35"}, "CD-02", "days"),
    ],
)
def test_SR16_what_cannot_be_leave(typed: dict[str, str], code: str, field: str) -> None:
    assert (code, field) in blocked(judged("LEAVE", **typed))


@rule("SR-16", breaks=True)
def test_SR16_two_rows_of_one_type_and_all_types_together() -> None:
    assert ("CD-03", "year") in blocked(judged("LEAVE", beside("LEAVE", {"days": "1"}), days="1"))
    rest = {"type": "04", "days": "100", "times": ""}
    (found,) = judged("LEAVE", beside("LEAVE", rest), days="83")
    assert (found.code, found.values["days"], found.values["limit"]) == ("SR-16", 183, 182)


def test_the_halves_of_a_fiscal_year() -> None:
    assert half_year(2560, "1") == (date(2016, 10, 1), date(2017, 3, 31))
    assert half_year(2560, "2") == (date(2017, 4, 1), date(2017, 9, 30))
    starts, until = SECTIONS["APPRAISAL"].holds(read("APPRAISAL")[0], HIM.born)
    assert (starts, until) == (date(2017, 4, 1), date(2017, 10, 1))


# --- SR-17 to SR-19: inside service, decorations ---------------------------------------------------------------------

REQUEST = {**dict.fromkeys(FULL["DECORATION"], ""), "kind": "REQUESTED", "decoration": "23", "year": "2555"}


@rule("SR-17")
def test_SR17_decorations_that_ascend_or_were_given_back_pass() -> None:
    higher_first = {"decoration": "15", "received_on": "5 ธ.ค. 2550", "year": "2550"}
    kept = {**higher_first, "returned_on": ""}
    lower_first = {"decoration": "28", "received_on": "5 ธ.ค. 2550", "returned_on": ""}
    assert codes(judged("DECORATION", beside("DECORATION", lower_first), decoration="23")) == []
    assert codes(judged("DECORATION", beside("DECORATION", higher_first), decoration="23")) == []
    assert codes(judged("DECORATION", beside("DECORATION", kept), decoration="16")) == []  # another family
    asked = {**REQUEST, "decoration": "15"}
    assert codes(judged("DECORATION", beside("DECORATION", asked), decoration="23")) == []


@rule("SR-17", breaks=True)
def test_SR17_the_lower_after_the_higher_in_whichever_order_they_are_keyed() -> None:
    higher = {"decoration": "15", "received_on": "5 ธ.ค. 2550", "returned_on": ""}
    lower = {"decoration": "23", "received_on": "5 ธ.ค. 2559", "returned_on": ""}
    for keyed, stands in ((lower, higher), (higher, lower)):
        (found,) = judged("DECORATION", beside("DECORATION", stands), **keyed)
        assert (found.code, found.weight, found.field) == ("SR-17.2", Weight.WARN, "decoration")
        assert found.says() == "ต.ช.ต่ำกว่าท.ช.ที่ได้รับก่อน"


@rule("SR-17", breaks=True)
@pytest.mark.parametrize(
    ("section", "typed", "field"),
    [
        ("LEAVE", {"year": "2545", "half": "2"}, "year"),
        ("TRAINING", {"starts_on": "30 ก.ย. 2545", "ended_on": ""}, "starts_on"),
        ("DECORATION", {"received_on": "30 ก.ย. 2545"}, "received_on"),
    ],
)
def test_SR17_outside_service_warns(section: str, typed: dict[str, str], field: str) -> None:
    (found,) = judged(section, **typed)
    assert (found.code, found.weight, found.field) == ("SR-17", Weight.WARN, field)
    assert codes(judged(section, replace(HIM, service=()), **typed)) == []




@rule("SR-18")
def test_SR18_a_request_stands_as_one_and_stays_off_the_paper() -> None:
    assert codes(judged("DECORATION", **REQUEST)) == []
    section = SECTIONS["DECORATION"]
    assert not section.on_paper(read("DECORATION", **REQUEST)[0])
    assert section.on_paper(read("DECORATION")[0])


@rule("SR-18", breaks=True)
@pytest.mark.parametrize(
    "typed",
    [
        {"gazette_text": "ขอ ต.ช. ปี 2555"},
        {"gazette_text": "อยู่ระหว่างเสนอขอพระราชทาน", "book": ""},
        {**REQUEST, "received_on": "5 ธ.ค. 2555"},
        {**REQUEST, "handed_over_on": "5 ธ.ค. 2555"},
        {**REQUEST, "book": "132"},
        {**REQUEST, "page": "15"},
    ],
)
def test_SR18_a_request_is_no_award(typed: dict[str, str]) -> None:
    assert blocked(judged("DECORATION", **typed)) == [("SR-18", "kind")]


@rule("SR-19")
def test_SR19_the_gazette_whole_or_as_text() -> None:
    assert codes(judged("DECORATION", gazette_text="")) == []
    assert codes(judged("DECORATION", book="", part="", page="", gazette_on="", gazette_text="ขอเชิญรับ ตามบัตรเดิม")) == []


@rule("SR-19", breaks=True)
@pytest.mark.parametrize("kept", ["book", "part", "page", "gazette_on", ""])
def test_SR19_a_part_of_the_gazette_alone(kept: str) -> None:
    parts = {name: "" for name in ("book", "part", "page", "gazette_on") if name != kept}
    (found,) = judged("DECORATION", gazette_text="", **parts)
    assert (found.code, found.field, found.weight) == ("SR-19", "book", Weight.BLOCK)
    said = {"book": "เล่ม", "part": "ตอน", "page": "หน้า", "gazette_on": "วันที่"}
    assert found.says().endswith("ขาด" + " ".join(text for name, text in said.items() if name in parts))


# --- SR-20, SR-21: no pay, double time -------------------------------------------------------------------------------


@rule("SR-20")
def test_SR20_closed_inside_service_and_beside_another_kind() -> None:
    assert codes(judged("NO_PAY", beside("NO_PAY", {"kind": "PART_PAY"}))) == []
    assert codes(judged("NO_PAY", beside("NO_PAY", {"starts_on": "1 ส.ค. 2559", "ended_on": "2 ส.ค. 2559"}))) == []
    assert codes(judged("NO_PAY", starts_on="1 ต.ค. 2545", ended_on="1 ต.ค. 2545")) == []
    moved = replace(HIM, service=(Period(date(2002, 10, 1), date(2016, 7, 15)), Period(date(2016, 7, 15))))
    assert codes(judged("NO_PAY", moved)) == []


@rule("SR-20", breaks=True)
def test_SR20_open_ended_outside_or_twice() -> None:
    (found,) = judged("NO_PAY", ended_on="")
    assert (found.code, found.field) == ("SR-20", "ended_on")
    assert "ยังไม่มีวันสิ้นสุด" in found.says()
    for service in ((), (Period(date(2016, 7, 2)),), (Period(date(2002, 10, 1), date(2016, 7, 31)),),
                    (Period(date(2002, 10, 1), date(2016, 7, 10)), Period(date(2016, 7, 11)))):  # fmt: skip
        assert blocked(judged("NO_PAY", replace(HIM, service=service))) == [("SR-20", "starts_on")]
    twice = beside("NO_PAY", {"starts_on": "31 ก.ค. 2559", "ended_on": "5 ส.ค. 2559"})
    assert blocked(judged("NO_PAY", twice)) == [("SR-20", "starts_on")]


@rule("SR-21")
@pytest.mark.parametrize("minus", ["", "0", "20", "70"])
def test_SR21_days_to_subtract_within_the_period(minus: str) -> None:
    assert codes(judged("DOUBLE_TIME", minus_days=minus)) == []


@rule("SR-21", breaks=True)
def test_SR21_more_than_the_period_outside_service_or_twice() -> None:
    (found,) = judged("DOUBLE_TIME", minus_days="90")
    assert (found.code, found.field) == ("SR-21", "minus_days")
    assert found.says().endswith("วันที่ต้องหัก 90 วัน มากกว่าช่วงที่ประกาศ 70 วัน")
    assert blocked(judged("DOUBLE_TIME", minus_days="71")) == [("SR-21", "minus_days")]
    for service in ((), (Period(date(2015, 5, 10)),), (Period(date(2002, 10, 1), date(2015, 3, 1)),)):
        assert blocked(judged("DOUBLE_TIME", replace(HIM, service=service))) == [("SR-21", "period")]
    assert blocked(judged("DOUBLE_TIME", beside("DOUBLE_TIME", {"minus_days": "1"}))) == [("CD-03", "period")]

"""The table of documents.md section 9 and domain.md 8.1, row by row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.kernel.rules import Finding, RuleBroken, Weight, stop_if
from lhr.kernel.rules_of_dates import KE_01, RULES
from lhr.kernel.thai_date import FIRST_DAY, Precision, ThaiDate, buddhist_year, in_full, parse, read, show
from tests.support.rules import codes, refused, rule

NEW_YEAR_2561 = date(2018, 1, 1)
OCTOBER_2561 = date(2018, 10, 1)

READABLE = [
    ("๑ ม.ค. ๒๕๖๑", NEW_YEAR_2561),
    ("1/1/2561", NEW_YEAR_2561),
    ("1 มกราคม 2561", NEW_YEAR_2561),
    ("1มค2561", NEW_YEAR_2561),
    ("1.1.2561", NEW_YEAR_2561),
    ("1-1-2561", NEW_YEAR_2561),
    ("2561-01-01", NEW_YEAR_2561),
    ("1 มกรา 2561", NEW_YEAR_2561),
    ("๐๑/๐๑/๒๕๖๑", NEW_YEAR_2561),
    ("๑ ตุลาคม พ.ศ. ๒๕๖๑", OCTOBER_2561),
    ("1 ต.ค.2561", OCTOBER_2561),
    ("1 ต.ค. ค.ศ. 2018", OCTOBER_2561),
    ("1 ตุลาคม พุทธศักราช 2561", OCTOBER_2561),
    ("1-ต.ค.-2561", OCTOBER_2561),
    (" 1\u00a0ต.ค.\u200b 2561 ", OCTOBER_2561),
    ("วันที่ 31 เดือน สิงหาคม พ.ศ. 2561", date(2018, 8, 31)),
    ("วันที่ ๓๑ เดือนสิงหาคม ปี พ.ศ. ๒๕๖๑", date(2018, 8, 31)),
    ("1 ก.พ 2561", date(2018, 2, 1)),
    ("1 กรกฏาคม 2561", date(2018, 7, 1)),
    ("1 กุมภาพันธุ์ 2561", date(2018, 2, 1)),
    ("29 ก.พ. 2563", date(2020, 2, 29)),
    ("29/02/2563", date(2020, 2, 29)),
    ("29 ก.พ. 2487", date(1944, 2, 29)),
    ("29 ก.พ. 2482", date(1940, 2, 29)),
    ("15 ก.พ. 2482", date(1940, 2, 15)),
    ("31 มี.ค. 2482", date(1940, 3, 31)),
    ("1 เม.ย. 2482", date(1939, 4, 1)),
    ("1 เม.ย. 2483", date(1940, 4, 1)),
    ("15 พ.ย. 2483", date(1940, 11, 15)),
    ("31/12/2483", date(1940, 12, 31)),
    ("1/1/2484", date(1941, 1, 1)),
    ("1/4/2432", date(1889, 4, 1)),
    ("31/3/2432", date(1890, 3, 31)),
    ("31 ธ.ค. 2600", date(2057, 12, 31)),
]

REFUSED = [
    ("abc", "KE-01.1"),
    ("", "KE-01.1"),
    ("1 ต.ค.", "KE-01.1"),
    ("1/10", "KE-01.1"),
    ("1 10 2561", "KE-01.1"),
    ("01102561", "KE-01.1"),
    ("1/13/2560", "KE-01.2"),
    ("00/00/2500", "KE-01.2"),
    ("1 มกกรา 2561", "KE-01.2"),
    ("29 ก.พ. 2562", "KE-01.3"),
    ("29/02/2562", "KE-01.3"),
    ("29 ก.พ. 2484", "KE-01.3"),
    ("31 ก.ย. 2561", "KE-01.3"),
    ("31/04/2560", "KE-01.3"),
    ("30/2/2563", "KE-01.3"),
    ("15 ก.พ. 2483", "KE-01.4"),
    ("31 มีนาคม 2483", "KE-01.4"),
    ("5 ธ.ค. 2431", "KE-01.5"),
    ("1/10/2300", "KE-01.5"),
    ("1 มี.ค. ค.ศ. 1889", "KE-01.5"),
    ("1 ม.ค. 61", "KE-02.1"),
    ("1/10/61", "KE-02.1"),
    ("1/10/0061", "KE-02.1"),
    ("1/1/2018", "KE-02.2"),
    ("2018-01-01", "KE-02.2"),
    ("1975", "KE-02.2"),
    ("1/1/2601", "KE-02.3"),
    ("1/1/25610", "KE-02.3"),
    ("1 ม.ค. ค.ศ. 2058", "KE-02.3"),
    ("2531", "KE-03.1"),
    ("มี.ค. 2531", "KE-03.1"),
    ("3/2531", "KE-03.1"),
    ("00/03/2531", "KE-03.1"),
]


def finding_of(typed: str, **asked: object) -> Finding:
    with pytest.raises(RuleBroken) as caught:
        parse(typed, **asked)  # type: ignore[arg-type]
    (found,) = caught.value.findings
    return found


@rule("KE-01")
@rule("KE-02")
@pytest.mark.parametrize(("typed", "day"), READABLE)
def test_KE01_KE02_a_date_is_read_as_officers_write_it(typed: str, day: date) -> None:
    assert parse(typed) == day


@rule("KE-01", breaks=True)
@rule("KE-02", breaks=True)
@rule("KE-03", breaks=True)
@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_KE01_KE02_KE03_a_date_that_is_none_is_refused_with_its_reason(typed: str, code: str) -> None:
    assert finding_of(typed).code == code


def test_an_import_and_the_api_write_iso_years_of_ce_and_still_may_write_be() -> None:
    assert parse("2018-01-01", iso_allowed=True) == NEW_YEAR_2561
    assert parse("2561-01-01", iso_allowed=True) == NEW_YEAR_2561
    assert finding_of("1/1/2018", iso_allowed=True).code == "KE-02.2"


def test_a_field_in_ce_takes_years_of_ce_and_those_said_to_be_be() -> None:
    assert parse("1/10/2018", era="CE") == OCTOBER_2561
    assert parse("2018-10-01", era="CE") == OCTOBER_2561
    assert parse("1 ต.ค. พ.ศ. 2561", era="CE") == OCTOBER_2561


def test_KE02_a_buddhist_year_in_a_field_in_ce_is_offered_not_converted() -> None:
    found = finding_of("1/10/2561", era="CE")
    assert (found.code, found.values["guess"]) == ("KE-02", 2561)


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ("1/1/2018", 2561),
        ("1975", 2518),
        ("1 ม.ค. 61", 2561),
        ("1/10/0061", 2561),
        ("1/10/561", 2561),
        ("1 ต.ค. ค.ศ. 18", 2561),
        ("1/2/1940", 2482),  # January to March 1940 still belonged to the year that began in April 2482
        ("1/5/1940", 2483),
        ("1/1/3104", 2561),  # 543 was added twice
    ],
)
def test_KE02_the_guess_goes_with_the_refusal_for_the_screen_to_offer(typed: str, guess: int) -> None:
    assert finding_of(typed).values["guess"] == guess


@pytest.mark.parametrize("typed", ["1/1/2018", "29 ก.พ. 63", "1/2/1940", "1 ต.ค. ค.ศ. 18", "1/1/3104"])
def test_KE02_the_date_that_is_offered_can_be_put_into_the_field(typed: str) -> None:
    found = finding_of(typed)
    assert buddhist_year(parse(str(found.values["offer"]))) == found.values["guess"]


def test_KE02_a_year_that_lost_a_digit_gets_no_guess() -> None:
    found = finding_of("1/1/256")
    assert found.code == "KE-02.4"
    assert "guess" not in found.values
    assert "หรือไม่" not in found.remedy()
    assert "…" not in found.says() + found.remedy() + found.remedy("en")
    assert "{" not in found.says() + found.remedy() + found.remedy("en")


def test_KE01_and_KE02_say_what_was_typed_and_what_to_do_in_both_languages() -> None:
    no_day = finding_of("29/02/2562")
    assert no_day.says() == "ไม่มีวันที่ ๒๙ กุมภาพันธ์ พ.ศ. ๒๕๖๒"
    assert no_day.says("en") == "There is no 29 February B.E. 2562"
    assert no_day.remedy() == "ตรวจวันกับเอกสาร"
    looks_ce = finding_of("1/1/2018")
    assert looks_ce.says() == "ปี 2018 ดูเหมือน ค.ศ."
    assert looks_ce.remedy() == "หมายถึง พ.ศ. 2561 หรือไม่"
    assert finding_of("1/13/2560").says() == "ไม่มีเดือน “13”"
    assert finding_of("วันนี้").says() == "อ่านวันที่ “วันนี้” ไม่ได้"


def test_a_finding_stands_on_the_field_that_asked() -> None:
    with refused("KE-01.3", on="born"):
        parse("29/02/2562", field="born")


def test_an_id_number_pasted_into_a_date_is_not_repeated() -> None:
    assert "1990100001238" not in finding_of("1990100001238").says()
    assert "0000" not in finding_of("1-9901-00001-23-8").says()


def test_a_long_text_is_not_repeated_whole() -> None:
    assert len(str(finding_of("ก" * 500).values["typed"])) <= 60


def test_every_wording_of_the_date_rules_stands_in_both_languages() -> None:
    for each in RULES:
        assert each.source.th != each.source.en
        for words in (each.says, each.remedy, *(w for v in each.variants for w in (v.says, v.remedy))):
            assert words.th != words.en


# --- partial dates -------------------------------------------------------------------------------------------------


def only(found: ThaiDate) -> tuple[date | None, Precision | None]:
    return found.day, found.precision


@rule("KE-03")
@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2531", date(1988, 1, 1), Precision.YEAR),
        ("พ.ศ. ๒๕๓๑", date(1988, 1, 1), Precision.YEAR),
        ("มี.ค. 2531", date(1988, 3, 1), Precision.MONTH),
        ("03/2531", date(1988, 3, 1), Precision.MONTH),
        ("00/03/2531", date(1988, 3, 1), Precision.MONTH),
        ("00/00/2531", date(1988, 1, 1), Precision.YEAR),
        ("15/00/2531", date(1988, 1, 1), Precision.YEAR),
        ("2482", date(1939, 4, 1), Precision.YEAR),  # a year before 2484 began in April
        ("2483", date(1940, 4, 1), Precision.YEAR),
        ("2484", date(1941, 1, 1), Precision.YEAR),
        ("ก.พ. 2482", date(1940, 2, 1), Precision.MONTH),
        ("ค.ศ. 1940", date(1940, 1, 1), Precision.YEAR),
        ("ค.ศ. 1889", FIRST_DAY, Precision.YEAR),
    ],
)
def test_KE03_a_partial_date_is_kept_with_its_text_and_left_out_of_computing(
    typed: str, day: date, precision: Precision
) -> None:
    found = read(typed, literal_kept=True)
    assert only(found) == (day, precision)
    assert found.literal == typed
    assert not found.computable
    assert codes(found.findings) == ["KE-03"]
    stop_if(found.findings)  # it warns, it does not block


def test_KE03_a_whole_date_in_a_literal_field_needs_no_reason() -> None:
    found = read(" ๑ ต.ค. ๒๕๖๑", literal_kept=True)
    assert found == ThaiDate(OCTOBER_2561, Precision.DAY, " ๑ ต.ค. ๒๕๖๑")
    assert found.computable


@rule("KE-03", breaks=True)
def test_KE03_a_partial_date_with_an_empty_literal_blocks() -> None:
    found = read("มี.ค. 2531", literal_kept=True, literal=" ")
    assert found.day is None
    with refused("KE-03.1"):
        stop_if(found.findings)


@rule("KE-03", breaks=True)
def test_KE03_a_partial_date_in_any_other_field_blocks() -> None:
    found = read("2531", literal_kept=False, field="born")
    assert only(found) == (None, None)
    assert [f.weight for f in found.findings] == [Weight.BLOCK]
    with refused("KE-03.1", on="born"):
        stop_if(found.findings)


@pytest.mark.parametrize("literal", ["5 ธ.ค. 2431", "ปีมะเมีย เดือนอ้าย", "ไม่ปรากฏ"])
def test_KE03_what_the_card_says_is_kept_even_when_no_day_can_be_read(literal: str) -> None:
    found = read(literal, literal_kept=True)
    assert only(found) == (None, None)
    assert found.literal == literal
    assert codes(found.findings) == ["KE-03"]
    assert found.findings[0].values["text"] == literal


@pytest.mark.parametrize(
    ("typed", "code"), [("31 ก.ย. 2561", "KE-01.3"), ("1/1/2018", "KE-02.2"), ("1/2/2483", "KE-01.4")]
)
def test_KE01_KE02_a_wrong_date_blocks_in_a_literal_field_too(typed: str, code: str) -> None:
    found = read(typed, literal_kept=True)
    assert found.day is None
    assert codes(found.findings) == [code]


# --- showing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "asked", "shown"),
    [
        (NEW_YEAR_2561, {}, "๑ ม.ค. ๒๕๖๑"),
        (NEW_YEAR_2561, {"style": "full"}, "๑ มกราคม ๒๕๖๑"),
        (NEW_YEAR_2561, {"style": "full", "era": True}, "๑ มกราคม พ.ศ. ๒๕๖๑"),
        (NEW_YEAR_2561, {"style": "num"}, "๐๑/๐๑/๒๕๖๑"),
        (NEW_YEAR_2561, {"digits": "arabic"}, "1 ม.ค. 2561"),
        (NEW_YEAR_2561, {"style": "num", "digits": "arabic"}, "01/01/2561"),
        (date(1967, 1, 15), {"style": "words"}, "สิบห้า มกราคม สองพันห้าร้อยสิบ"),
        (date(1958, 1, 21), {"style": "words"}, "ยี่สิบเอ็ด มกราคม สองพันห้าร้อยเอ็ด"),
        (date(1958, 1, 1), {"style": "words", "et_after_hundreds": False}, "หนึ่ง มกราคม สองพันห้าร้อยหนึ่ง"),
        (date(2018, 1, 11), {"style": "words", "era": True}, "สิบเอ็ด มกราคม พ.ศ. สองพันห้าร้อยหกสิบเอ็ด"),
        (date(1940, 2, 15), {}, "๑๕ ก.พ. ๒๔๘๒"),
        (date(2099, 12, 31), {}, "๓๑ ธ.ค. ๒๖๔๒"),
    ],
)
def test_a_day_is_shown_as_prints_and_screens_write_it(
    day: date, asked: dict[str, object], shown: str
) -> None:
    assert show(day, **asked) == shown  # type: ignore[arg-type]


def test_a_day_of_the_lunar_calendar_is_not_shown() -> None:
    with pytest.raises(ValueError, match="lunar"):
        show(FIRST_DAY - timedelta(days=1))


def test_every_day_from_1_april_2432_to_31_december_2642_comes_back_from_each_style() -> None:
    day, last, cases = FIRST_DAY, date(2099, 12, 31), 0
    wrong: list[str] = []
    while day <= last:
        for shown in (show(day), show(day, "full", digits="arabic"), show(day, "num")):
            cases += 1
            if parse(shown, max_typed_year=2642) != day:
                wrong.append(shown)
        day += timedelta(days=1)
    assert (wrong, cases) == ([], 230_928)


def test_the_year_2483_has_nine_months_and_no_other_year_lacks_a_day() -> None:
    days = [FIRST_DAY + timedelta(days=n) for n in range((date(1942, 1, 1) - FIRST_DAY).days)]
    lengths = {year: [buddhist_year(d) for d in days].count(year) for year in range(2480, 2485)}
    assert lengths == {2480: 365, 2481: 365, 2482: 366, 2483: 275, 2484: 365}


def test_a_rule_without_the_variant_asked_for_says_so() -> None:
    with pytest.raises(LookupError):
        KE_01.finding(variant=9)


def test_a_day_in_full_is_said_in_each_language() -> None:
    said = in_full(date(2018, 8, 1))
    assert (said.th, said.en) == ("๑ สิงหาคม ๒๕๖๑", "1 August 2018")

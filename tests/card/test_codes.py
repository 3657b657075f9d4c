from __future__ import annotations

import re
import string

import pytest

from lhr_card.codes import CODES, CardProblem

PLACEHOLDERS = {"office", "field", "day", "duty", "organisation", "movement", "minutes", "ver", "min"}


def test_every_number_of_the_table_is_there() -> None:
    assert {code.number for code in CODES.values()} == {
        f"CL-{number:02d}" for number in range(1, 35) if number not in {18, 19}
    }


@pytest.mark.parametrize(
    ("number", "statuses"),
    [
        ("CL-04", {"NO_SERVICE": 503}),
        ("CL-11", {"CARD_ERROR": 502}),
        ("CL-12", {"CARD_TIMEOUT": 504}),
        (
            "CL-17",
            {
                "BAD_HOST": 421,
                "BAD_ORIGIN": 403,
                "NO_ORIGIN": 403,
                "BAD_RETURN": 403,
                "BAD_TYPE": 415,
                "BAD_NONCE": 400,
                "BAD_TX": 400,
            },
        ),
        (
            "CL-23",
            dict.fromkeys(
                [
                    "AGENT_UNKNOWN",
                    "AGENT_REVOKED",
                    "AGENT_OTHER_LGO",
                    "BAD_SIGNATURE",
                    "BAD_AUDIENCE",
                    "BAD_STATEMENT",
                ],
                403,
            ),
        ),
        ("CL-30", {"TX_CHANGED": 409}),
        ("CL-31", {"LOCKED_REMOVED": 423}),
    ],
)
def test_codes_answer_with_the_status_of_the_table(number: str, statuses: dict[str, int]) -> None:
    assert {code.code: code.http for code in CODES.values() if code.number == number} == statuses


def test_neutral_are_exactly_the_codes_of_cl23() -> None:
    assert all(code.neutral == (code.number == "CL-23") for code in CODES.values())


def test_codes_of_one_number_say_one_thing() -> None:
    said = {(code.number, code.says, code.remedy) for code in CODES.values()}
    assert len(said) == len({number for number, _, _ in said})


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_a_code_speaks_thai_and_english_with_known_placeholders(code: object) -> None:
    entry = CODES[code.code]  # type: ignore[attr-defined]
    for said in (entry.says, entry.remedy):
        assert re.search("[ก-๙]", said.th)
        assert not re.search("[ก-๙]", said.en)
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in said]
        assert names[0] == names[1] <= PLACEHOLDERS


def test_what_is_shown_names_number_cause_and_next_step() -> None:
    assert CardProblem("NO_CARD").shown() == (
        "CL-06  ยังไม่ได้เสียบบัตรประจำตัวประชาชน\nทำต่อ: เสียบบัตรโดยให้ด้านชิปเข้าเครื่องอ่าน"
    )
    assert CODES["CARD_EXPIRED"].shown("th", day="๑ ม.ค. ๒๕๖๑", office="สถจ.นครพนม") == (
        "CL-25  บัตรหมดอายุเมื่อ ๑ ม.ค. ๒๕๖๑\nทำต่อ: ทำบัตรใหม่ที่สำนักทะเบียน แล้วลงทะเบียนบัตรใหม่กับ สถจ.นครพนม"
    )
    assert CardProblem("NOT_PAIRED").shown("en").startswith("CL-16  This PC is not yet registered")


def test_an_exception_carries_its_code_and_nothing_personal() -> None:
    assert str(CardProblem("BAD_FIELD", field="เลขประจำตัวประชาชน")) == "BAD_FIELD"

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from lhr_card import fields
from lhr_card.codes import CardProblem
from lhr_card.fields import ENROL, FIELDS, LOGIN
from tests.card.test_apdu import code_of


def test_the_layout_is_contiguous_up_to_0179() -> None:
    reached = 0
    for field in sorted(FIELDS.values(), key=lambda field: field.offset):
        if field.offset >= 0x0179:
            break
        assert field.offset == reached
        reached = field.end
    assert reached == 0x0179


@pytest.mark.parametrize("read_set", [LOGIN, ENROL], ids=lambda read_set: read_set.name)
def test_religion_and_photo_are_never_read(read_set: fields.ReadSet) -> None:
    for name in ("type_or_religion", "photo", "address"):
        for span in read_set.spans:
            assert span.offset + span.length <= FIELDS[name].offset or span.offset >= FIELDS[name].end


@pytest.mark.parametrize("read_set", [LOGIN, ENROL], ids=lambda read_set: read_set.name)
def test_every_field_of_a_read_set_is_cut_out_of_its_spans(read_set: fields.ReadSet) -> None:
    image = bytes(index % 251 for index in range(0x1700))
    answers = [image[span.offset : span.offset + span.length] for span in read_set.spans]
    found = fields.cut(read_set, answers)
    assert found == {name: image[FIELDS[name].offset : FIELDS[name].end] for name in read_set.fields}


def test_issue_and_expiry_are_read_by_one_command_of_16_bytes() -> None:
    assert fields.Span(0x0167, 16) in LOGIN.spans


def test_the_codec_leaves_exactly_eight_bytes_undefined() -> None:
    ends = [code_of(lambda byte=byte: fields.text("thai_name", bytes((byte,)))) for byte in range(256)]
    assert set(ends) == {"", "BAD_FIELD"}
    assert [byte for byte, code in enumerate(ends) if code] == [
        0xDB,
        0xDC,
        0xDD,
        0xDE,
        0xFC,
        0xFD,
        0xFE,
        0xFF,
    ]


def test_a_hard_space_is_a_space_and_padding_falls_away() -> None:
    raw = "นาย#สม".encode("iso8859-11") + b"\xa0" + "ใจ##ดีงาม".encode("iso8859-11") + b"\0  "
    assert fields.name(raw) == fields.CardName("นาย", "สม ใจ", "", "ดีงาม")


def test_the_undefined_byte_names_its_field_in_thai() -> None:
    with pytest.raises(CardProblem) as caught:
        fields.text("request_no", b"12\xff")
    assert caught.value.shown() == (
        "CL-14  อ่านเลขคำขอมีบัตรในชิปไม่ได้\nทำต่อ: ถอดบัตรแล้วเสียบใหม่ หากยังพบให้แจ้งผู้ดูแลพร้อมรหัสนี้"
    )


def test_an_address_of_eight_parts_is_taken_from_its_end() -> None:
    raw = "12/3#หมู่ที่ 4####ตำบลน้ำก่ำ#อำเภอธาตุพนม#จังหวัดนครพนม".encode("iso8859-11").ljust(160)
    assert fields.address_parts(raw)[-3:] == ["ตำบลน้ำก่ำ", "อำเภอธาตุพนม", "จังหวัดนครพนม"]


@pytest.mark.parametrize(
    ("parts", "shown", "masked"),
    [
        ("นาง#สมใจ##ดีงาม", "นางสมใจ ดีงาม", "นางสมใจ ด…"),
        ("นาย#เอก#ชัย#แก้วมณี", "นายเอก ชัย แก้วมณี", "นายเอก แก…"),
        ("นาย#เดี่ยว##", "นายเดี่ยว", "นายเดี่ยว"),
    ],
)
def test_a_name_is_shown_whole_on_the_pc_and_masked_elsewhere(parts: str, shown: str, masked: str) -> None:
    name = fields.name(parts.encode("iso8859-11"))
    assert (name.shown, name.masked) == (shown, masked)


@pytest.mark.parametrize("raw", [b"", b"a#b", b"a#b#c#d#e"])
def test_a_name_without_its_four_parts_is_refused(raw: bytes) -> None:
    with pytest.raises(CardProblem, match="BAD_FIELD"):
        fields.name(raw)


@pytest.mark.parametrize("digits", ["1990100001238", "3990100000459", "1990100002005"])
def test_a_number_with_a_right_check_digit_is_read(digits: str) -> None:
    assert fields.cid(digits.encode("ascii")) == digits


@pytest.mark.parametrize(
    "raw",
    [b"1990100001239", b"199010000123", b"             ", b"19901000012 8", "๑๙๙".encode(), b"\xff" * 13],
)
def test_a_number_misread_or_with_a_wrong_check_digit_is_refused(raw: bytes) -> None:
    with pytest.raises(CardProblem, match="BAD_CID"):
        fields.cid(raw)


@pytest.mark.parametrize("first", "09")
def test_a_first_digit_that_the_library_refuses_is_judged_by_its_check_digit(first: str) -> None:
    body = first + "99010000123"
    right = pin.calc_check_digit(body)
    assert fields.cid((body + right).encode("ascii")) == body + right
    with pytest.raises(CardProblem, match="BAD_CID"):
        fields.cid((body + str((int(right) + 1) % 10)).encode("ascii"))


def test_a_masked_number_shows_four_digits() -> None:
    assert fields.masked_cid("1990100001238") == "1-99xx-xxxxx-xx-8"


def test_a_card_is_valid_through_its_expiry_day() -> None:
    assert not fields.is_expired("25750614", date(2032, 6, 14))
    assert fields.is_expired("25750614", date(2032, 6, 15))
    assert not fields.is_expired(fields.LIFETIME, date(2500, 1, 1))


@given(st.binary(max_size=120))
def test_decoding_random_bytes_raises_its_own_error_only(raw: bytes) -> None:
    for decode in (
        fields.name,
        fields.cid,
        fields.address_parts,
        lambda raw: fields.last_valid_day(fields.text("expire", raw)),
        lambda raw: fields.card_day("issue", fields.text("issue", raw)),
    ):
        assert code_of(lambda decode=decode: decode(raw)) in {"", "BAD_FIELD", "BAD_CID"}


@given(st.text("0123456789", min_size=8, max_size=8))
def test_any_eight_digits_are_a_day_or_refused(digits: str) -> None:
    code = code_of(lambda: fields.last_valid_day(digits))
    assert code in {"", "BAD_FIELD"}
    last = None if code else fields.last_valid_day(digits)
    assert last is None or last.year + fields.BUDDHIST_ERA == int(digits[:4])

"""Where a printed line may end: between words, and never inside a name, a day, a number or an order."""

from __future__ import annotations

import pytest

from lhr.documents.word_boxes import Room, box_texts, boxes
from tests.support.kp7 import LONG_NAME, LONGEST_LGO, STRESS

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ตั้งแต่วันที่ ๑ เม.ย. ๒๕๖๙ เป็นต้นไป", "๑ เม.ย. ๒๕๖๙"),
        ("ตั้งแต่ มี.ค. ๒๕๓๑ ถึงปัจจุบัน", "มี.ค. ๒๕๓๑"),
        ("ตามคำสั่ง ที่ ๔๔๙/๒๕๖๙ ลงวันที่", "ที่ ๔๔๙/๒๕๖๙"),
        ("ตำแหน่งเลขที่ ๔๒-๓-๐๒-๓๐๒๙-๐๐๑ ระดับ", "๔๒-๓-๐๒-๓๐๒๙-๐๐๑"),
        ("ได้รับเงินเดือน ๒๑,๑๔๐.๐๐ บาท ต่อเดือน", "๒๑,๑๔๐.๐๐ บาท"),
        ("เลื่อนขั้นเงินเดือน ๐.๕ ขั้น แล้ว", "๐.๕ ขั้น"),
        ("มอบหมายให้ นายสมชาย ใจดี เป็นผู้ตรวจ", "นายสมชาย ใจดี"),
        ("ระดับชำนาญการพิเศษ ตั้งแต่นั้น", "ชำนาญการพิเศษ"),
        ("โดยนายทะเบียนประวัติคนใหม่", "นายทะเบียนประวัติ"),
        ("(นายสมชาย ใจดี) ลาออก", "(นายสมชาย ใจดี)"),
        ("๑๓,๘๖๐ (ขั้น ๑.๕)", "(ขั้น ๑.๕)"),
        ("ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง) เลขที่", "(นักบริหารงานท้องถิ่น"),
        ("ผู้อำนวยการกองคลัง (นักบริหารงานการคลัง ระดับต้น)", "(นักบริหารงานการคลัง"),
    ],
)
def test_what_belongs_on_one_line_stays_there(text: str, whole: str) -> None:
    assert whole in boxes(text)


def test_a_name_that_was_given_stays_whole() -> None:
    assert "ธงชัย พงศ์พิพัฒน์" in boxes("โดยธงชัย พงศ์พิพัฒน์ผู้ตรวจ", ("ธงชัย พงศ์พิพัฒน์",))


def test_thai_breaks_between_words() -> None:
    assert boxes("กรรมการศูนย์ช่วยเหลือ") == ("กรรมการ", "ศูนย์", "ช่วยเหลือ")
    assert boxes("ฯลฯ และอื่น ๆ") == ("ฯลฯ", " ", "และ", "อื่น", " ", "ๆ")


@pytest.mark.parametrize("text", [STRESS, LONG_NAME, LONGEST_LGO, "  ก  ข\nค ", "", "a/b-c (d) “จ” 5%"])
@pytest.mark.parametrize("width_mm", [0.0, 3.0, 20.0, 60.0])
def test_nothing_is_lost_or_added(text: str, width_mm: float) -> None:
    room = Room(width_mm, 12.0) if width_mm else None
    assert "".join(boxes(text, (LONG_NAME,), room)) == " ".join(text.split())


@pytest.mark.parametrize("text", [LONG_NAME, LONGEST_LGO, "๔๒-๓-๐๒-๓๐๒๙-๐๐๑", STRESS])
@pytest.mark.parametrize("width_mm", [8.0, 17.0, 30.0])
def test_no_piece_is_wider_than_its_column(text: str, width_mm: float) -> None:
    room = Room(width_mm, 12.0)
    assert [piece for piece in boxes(text, (text,), room) if not room.holds(piece)] == []


def test_what_fits_on_one_line_is_one_piece() -> None:
    post = "๔๒-๓-๐๒-๓๐๒๙-๐๐๑"
    assert boxes(post, room=Room(31.0 - 2.4, 11.9)) == (post,)
    assert boxes("วิชาการ ทั่วไป", room=Room(40.0, 12.0)) == ("วิชาการ ทั่วไป",)
    assert boxes("วิชาการ ทั่วไป", room=Room(12.0, 12.0)) == ("วิชาการ", " ", "ทั่วไป")


def test_what_is_too_wide_breaks_where_a_reader_would_break_it() -> None:
    assert boxes("นายสมชาย เจริญสุขสวัสดิ์", room=Room(20.0, 12.0)) == ("นายสมชาย", " ", "เจริญสุขสวัสดิ์")
    assert boxes("เทศบาลตำบลหนองบัวสะอาด", room=Room(24.0, 12.0)) == ("เทศบาลตำบล", "หนองบัวสะอาด")


def test_a_cluster_of_letters_is_never_cut() -> None:
    pieces = boxes("ปู่ป้ำญูฐูน้ำผู้ฎุฏูปั้นฬ่ำ", ("ปู่ป้ำญูฐูน้ำผู้ฎุฏูปั้นฬ่ำ",), Room(3.0, 12.0))
    assert len(pieces) > 5
    assert [piece for piece in pieces if piece[0] in "ะาำัิีึืุู็่้๊๋์"] == []


def test_only_marked_texts_are_cut() -> None:
    data = {"a": {"t": "ทดสอบ ข้อความ", "room": []}, "b": ["คำ เดิม", {"t": "", "room": []}], "c": 1.5}
    assert box_texts(data, ()) == {"a": ["ทดสอบ", " ", "ข้อความ"], "b": ["คำ เดิม", []], "c": 1.5}

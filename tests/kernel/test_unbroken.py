"""Which pieces of a text stay on one line."""

from __future__ import annotations

import re

import pytest

from lhr.kernel import unbroken


def marked(text: str) -> str:
    return unbroken.mark(text, lambda piece: f"[{piece}]")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("รอนายทะเบียนประวัติตรวจสอบ", "รอ[นายทะเบียนประวัติ][ตรวจสอบ]"),
        ("ผู้อำนวยการกองคลัง", "[ผู้อำนวยการกองคลัง]"),
        ("ปลัดเทศบาลตำบลท่าอุเทน", "ปลัด[เทศบาลตำบลท่าอุเทน]"),
        ("องค์การบริหารส่วนตำบลหนองเทาใหญ่ อ.ท่าอุเทน จ.นครพนม", "[องค์การบริหารส่วนตำบลหนองเทาใหญ่] [อ.ท่าอุเทน] [จ.นครพนม]"),
        ("ว่าที่ร้อยตรี สมชาย ดีงาม มา", "[ว่าที่ร้อยตรี สมชาย ดีงาม] มา"),
        ("นางสาวสมใจ ดีงาม", "[นางสาวสมใจ ดีงาม]"),
        ("ณ ๑ ส.ค. ๒๕๖๑ 10:00 น. ตาม 449/2561", "ณ [๑ ส.ค. ๒๕๖๑ 10:00 น.] ตาม [449/2561]"),
        ("คำสั่งสับเปลี่ยน รอถึงวันมีผล", "คำสั่ง[สับเปลี่ยน] รอถึง[วันมีผล]"),
        ("48-3-01-4101-001", "[48-3-01-4101-001]"),
        ("มท ๐๘๐๔.๓/ว ๒๕๖๔", "[มท ๐๘๐๔.๓/ว ๒๕๖๔]"),
        ("โทร. 042 511 000", "โทร. [042 511 000]"),
    ],
)
def test_a_compound_a_name_a_day_or_a_number_is_one_piece(text: str, whole: str) -> None:
    assert marked(text) == whole


def test_the_registrar_is_no_mister_and_free_text_stays_free() -> None:
    assert marked("นายทะเบียน ต้องยืนยัน") == "[นายทะเบียน] ต้องยืนยัน"
    assert marked("ไม่มีอะไร") == "ไม่มีอะไร"


def test_no_piece_is_too_long_for_a_telephone() -> None:
    """Marks above and below the line take no room; some thirty letters fit the narrowest telephone."""
    marks = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
    assert [word for word in unbroken.COMPOUNDS if len(marks.sub("", word)) > 30] == []

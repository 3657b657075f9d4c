"""The ก.พ.๗ on paper: seen by eye once, held by pictures since; every word of it can be read back by other tools.

The pictures in golden/ are made anew by `python -m tests.documents.golden`; look at each of them then.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from lhr.documents import kp7_paper
from lhr.documents.canonical import canonical
from lhr.documents.kp7 import Column, Kp7, Photo, Row, Table, record_of
from lhr.documents.qr_token import DocumentKind, Signer, Token, write
from lhr.kernel.digits import to_thai
from tests.support.kp7 import LINES, LONG_NAME, LONGEST_LGO, POST, STRESS, card, picture
from tests.support.papers import checked_by_qpdf, differing, kept, pictures_of, text_of, texts_of

pytestmark = pytest.mark.once

ISSUED = date(2018, 8, 1)
GOLDEN = Path(__file__).with_name("golden")
DPI = 150
ADDRESS = "HTTPS://LHR.DLA.GO.TH/V/" + write(
    Token(DocumentKind.KP7, 423190034199812, ISSUED, bytes(range(16))), Signer(1, bytes(32))
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return kp7_paper.paper(card(), issued=ISSUED, address=ADDRESS)


@pytest.fixture(scope="module")
def pages(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return texts_of(pdf, tmp_path_factory.mktemp("text"))


@pytest.fixture
def read(pages: list[str]) -> str:
    return "".join(pages)


def test_each_page_looks_as_it_did(pdf: bytes, tmp_path: Path) -> None:
    """Stress row, longest names, 60 lines of item 13 over several pages, struck and marked ones."""
    pages = pictures_of(pdf, tmp_path, dpi=DPI)
    seen = [GOLDEN / f"kp7-{nth:02}.png" for nth in range(1, len(pages) + 1)]
    assert sorted(GOLDEN.glob("kp7-*.png")) == seen
    wrong = {
        path.name: n
        for path, page in zip(seen, pages, strict=True)
        if (n := differing(Image.open(path).convert("L"), page))
    }
    for name in wrong:
        kept(pages[seen.index(GOLDEN / name)], tmp_path / name)
    assert wrong == {}, f"look at {tmp_path}"


def test_a_picture_that_lacks_one_tone_mark_is_another(tmp_path: Path) -> None:
    """The comparison above can fail: ที่ without its mark differs."""
    def row(text: str) -> Kp7:
        table = Table("A10", "10", "ทดสอบ", (Column("รายการ"),), (Row((text,)),))
        block = replace(card().blocks[0], items=(), tables=(table,), signatures=())
        return card(blocks=(block,), photo=None, photos=())

    one, other = (
        pictures_of(kp7_paper.paper(row(text), issued=ISSUED), _new(tmp_path / name), dpi=DPI)
        for name, text in (("with", STRESS), ("without", STRESS.replace("ที่", "ที")))
    )
    assert differing(one[0], other[0]) > 0
    assert differing(one[0], one[0]) == 0


def test_every_word_can_be_read_back(read: str) -> None:
    made = card()
    said = [text for row in made.rows() for text in (*row.cells, row.marked, row.note)]
    said += [text for block in made.blocks for i in block.items for text in (i.label, i.text, i.note)]
    said += [column.label for table in made.tables() for column in table.columns]
    said += [table.label for table in made.tables()]
    said += [text for block in made.blocks for s in block.signatures for text in (s.role, s.name, s.post)]
    said += [photo.label for photo in made.photos]
    said += [made.header.name, made.header.lgo, made.header.kind, made.header.domicile, made.as_of_text]
    said += [made.document_number, made.printed_by, made.printed_at, STRESS, LONG_NAME, LONGEST_LGO, POST]
    lost = {text for text in said if "".join(to_thai(text).split()) not in read}
    assert lost == set()
    assert len(said) > 8 * LINES


def test_every_digit_is_thai(read: str) -> None:
    assert re.findall("[0-9]", read) == []


def test_a_line_stands_as_often_as_it_is_on_the_card(read: str) -> None:
    for row in card().rows():
        number = "".join(to_thai(row.cells[-1]).split())
        assert read.count(number) >= sum(r.cells[-1] == row.cells[-1] for r in card().rows())


def test_every_page_says_its_number_whose_card_it_is_and_from_when(pages: list[str]) -> None:
    for nth, text in enumerate(pages, 1):
        assert f"หน้า{to_thai(f'{nth}/{len(pages)}')}" in text
        assert to_thai("42319-00341-99812") in text
        assert "".join(to_thai(LONG_NAME).split()) in text
        assert "ยังไม่ได้ลงลายมือชื่ออิเล็กทรอนิกส์" in text
        assert "".join(to_thai(f"ข้อมูล ณ {card().as_of_text} ตามที่บันทึกถึง {card().known_text}").split()) in text


def test_the_pay_lines_lie_across_the_page_under_a_repeated_head(pdf: bytes, pages: list[str]) -> None:
    sheets = [page.mediabox for page in PdfReader(BytesIO(pdf)).pages]
    across = [text for sheet, text in zip(sheets, pages, strict=True) if sheet.width > sheet.height]
    assert len(across) > 3
    assert all("อัตราเงินเดือน" in text and to_thai(POST) in text for text in across)


def test_signatures_never_stand_on_a_sheet_without_a_line(pages: list[str]) -> None:
    signed = [text for text in pages if "ลงชื่อ" in text]
    assert [text.count("ลงชื่อ") for text in signed] == [2, 3]
    assert to_thai("ลว.") in signed[0]  # the last line of item 13
    assert "เปลี่ยนชื่อตัว" in signed[1]  # the last line of block B


def test_a_struck_line_has_its_line_through_it_and_its_reason(pdf: bytes, tmp_path: Path) -> None:
    struck = [row for row in card().rows() if row.struck]
    assert len(struck) == 2
    plain = replace(card(), blocks=tuple(_unstruck(block) for block in card().blocks))
    unstruck = kp7_paper.paper(plain, issued=ISSUED, address=ADDRESS)
    one = pictures_of(pdf, _new(tmp_path / "struck"), dpi=72)
    other = pictures_of(unstruck, _new(tmp_path / "plain"), dpi=72)
    pages = [nth for nth, (a, b) in enumerate(zip(one, other, strict=True)) if a.tobytes() != b.tobytes()]
    assert len(pages) == 2  # the two struck lines stand on pages of their own; nothing else changed
    black = kp7_paper.paper(card(strike_colour="#000000"), issued=ISSUED, address=ADDRESS)
    assert black != pdf  # the colour is the value's


def test_the_same_card_has_the_same_bytes(pdf: bytes) -> None:
    assert kp7_paper.paper(card(), issued=ISSUED, address=ADDRESS) == pdf


def test_the_record_comes_out_as_it_went_in(pdf: bytes) -> None:
    attached = PdfReader(BytesIO(pdf)).attachments
    assert attached[kp7_paper.RECORD_NAME] == [kp7_paper.record(card())] == [canonical(record_of(card()))]
    told = json.loads(attached[kp7_paper.RECORD_NAME][0])
    pay = next(t for block in told["blocks"] for t in block["tables"] if t["code"] == "A13")
    assert pay["rows"][0]["values"] == {"effective": "1988-10-01", "salary": "9440.00"}
    assert [row["struck"] for row in pay["rows"]].count(True) == 2


def test_the_record_is_named_as_the_source_of_the_paper(pdf: bytes) -> None:
    (file,) = PdfReader(BytesIO(pdf)).trailer["/Root"]["/AF"]  # type: ignore[index]
    assert file.get_object()["/AFRelationship"] == "/Source"


def test_the_paper_claims_what_archives_and_screen_readers_ask_and_is_whole(pdf: bytes, tmp_path: Path) -> None:
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    claims = root["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>3</pdfaid:part>" in claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert checked_by_qpdf(pdf, tmp_path) == ""


def test_the_qr_is_read_from_a_coarse_picture(pdf: bytes, tmp_path: Path) -> None:
    (first,) = pictures_of(pdf, tmp_path, dpi=72, only=1)
    (found,) = zxingcpp.read_barcodes(first)
    assert found.text == ADDRESS
    assert struct.calcsize(">BBBQH16s64s") == 93
    assert len(ADDRESS) == 173


def test_without_struck_lines_the_paper_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no struck line"):
        card(only_current=True)
    current = card(only_current=True, blocks=tuple(_current(block) for block in card().blocks))
    assert "ฉบับแสดงเฉพาะรายการปัจจุบัน" in text_of(kp7_paper.paper(current, issued=ISSUED), tmp_path)


def test_an_empty_card_is_a_paper_too(tmp_path: Path) -> None:
    bare = card(photo=None, photos=(), blocks=())
    assert LONGEST_LGO in text_of(kp7_paper.paper(bare, issued=ISSUED), tmp_path)


def test_what_is_printed_is_data_and_never_source(tmp_path: Path) -> None:
    told = '#read("/etc/hostname") $x$ *ดอกจัน* \\ " #v(1cm) <a> @b'
    block = replace(card().blocks[0], label=told, items=(), tables=(), signatures=())
    read = text_of(kp7_paper.paper(card(blocks=(block,)), issued=ISSUED), tmp_path)
    assert "".join(to_thai(told).split()) in read


def test_a_line_of_a_thousand_letters_runs_on_to_the_next_page(tmp_path: Path) -> None:
    """Such a row may break, rather than run off its page."""
    told = " ".join(f"ข้อความที่{to_thai(str(n))}" for n in range(900))
    table = Table("B7", "7", "รายการอื่น ๆ", (Column("รายการ"), Column("พ.ศ.", 20.0)), (Row((told, "2561")),))
    block = replace(card().blocks[0], tables=(table,), signatures=())
    read = text_of(kp7_paper.paper(card(blocks=(block,)), issued=ISSUED), tmp_path)
    assert [n for n in range(900) if f"ข้อความที่{to_thai(str(n))}" not in read] == []


def test_columns_that_do_not_fit_are_told_before_anything_is_printed() -> None:
    wide = Table("A10", "10", "กว้าง", (Column("ก", 150.0), Column("ข", 50.0)))
    with pytest.raises(ValueError, match="A10: the columns do not fit"):
        kp7_paper.widths_mm(wide)
    with pytest.raises(ValueError, match="another number of cells"):
        Table("A10", "10", "ก", (Column("ก"),), (Row(("1", "2")),))
    with pytest.raises(ValueError, match="7 photographs"):
        card(photos=(Photo("", picture("ก")),) * 8)


def test_money_in_a_record_has_one_spelling() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical({"salary": 21140.0})


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _current(block):  # type: ignore[no-untyped-def]
    tables = tuple(replace(t, rows=tuple(r for r in t.rows if not r.struck)) for t in block.tables)
    return replace(block, tables=tables)


def _unstruck(block):  # type: ignore[no-untyped-def]
    tables = tuple(replace(t, rows=tuple(replace(r, struck=False) for r in t.rows)) for t in block.tables)
    return replace(block, tables=tables)

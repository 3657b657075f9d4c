"""Which files are taken: judged by content, in a process of their own."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, NumberObject

from lhr.documents import checking, inspector
from lhr.documents.checking import check
from lhr.documents.typesetting import render
from lhr.kernel.rules import RuleBroken
from tests.support import scans

LIMITS = inspector.Limits(8000, 40, 600)


def refused(content: bytes) -> str:
    """Return what the officer reads: code, sentence and next step."""
    with pytest.raises(RuleBroken) as broken:
        check(content)
    (found,) = broken.value.findings
    return f"{found.code} {found.says()} ทำต่อ: {found.remedy()}"


@pytest.mark.rule("EV-01")
def test_EV01_a_pdf_is_kept_byte_for_byte_with_its_pages_counted() -> None:
    content = scans.pdf(3)
    seen = check(content)
    assert (seen.media_type, seen.pages, seen.content) == ("application/pdf", 3, content)
    assert seen.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.rule("EV-02")
def test_EV02_paper_of_our_own_passes_the_strict_look() -> None:
    told = {"title": "คำสั่ง (ตัวอย่าง)", "head": ["ที่ ๑/๒๕๖๑"], "body": ["ให้ผู้นี้รักษาการ"], "signed": "สั่ง ณ วันนี้"}
    made = render("sample_order", {**told, "issuer": "สาธิต", "footer": "ตัวอย่าง"}, issued=date(2018, 8, 1))
    assert check(made).pages == 1


@pytest.mark.rule("EV-01")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_EV01_a_picture_is_drawn_anew_with_the_same_size(kind: str, mode: str) -> None:
    seen = check(scans.picture(kind, mode=mode))
    with Image.open(io.BytesIO(seen.content)) as drawn:
        assert (drawn.format, drawn.size) == (kind, (900, 1200))
    assert seen.pages == 1


def test_place_camera_and_comment_are_gone_and_the_page_stands_upright() -> None:
    content = scans.photograph_with_a_place()
    assert b"SecretCamera" in content
    seen = check(content)
    with Image.open(io.BytesIO(seen.content)) as drawn:
        assert drawn.size == (1200, 900)
        assert dict(drawn.getexif()) == {}
        assert "comment" not in drawn.info
    assert b"SecretCamera" not in seen.content
    assert b"Exif" not in seen.content


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_that_scanners_write_is_taken(mode: str) -> None:
    drawn = Image.open(io.BytesIO(scans.picture("PNG")))
    if mode == "I;16":
        drawn = drawn.convert("L").convert("I").point(lambda value: value * 256)
    drawn = drawn.convert(mode)
    made = io.BytesIO()
    drawn.save(made, "JPEG" if mode == "CMYK" else "PNG")
    assert inspector.inspect(made.getvalue(), LIMITS).pages == 1


def test_an_archive_behind_a_picture_does_not_come_along() -> None:
    content = scans.picture("PNG") + scans.archive()
    seen = check(content)
    assert b"PK\x03\x04" not in seen.content
    assert seen.sha256 == check(scans.picture("PNG")).sha256


@pytest.mark.rule("EV-01", breaks=True)
@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 a workbook", b"MZ\x90", b"<html><script>", b"GIF89a", b"\xff\xd8", b"just words"],
    ids=["workbook", "program", "page", "gif", "two bytes", "text"],
)
def test_EV01_what_is_no_pdf_jpeg_or_png_is_refused_whatever_its_name(content: bytes) -> None:
    said = refused(content)
    assert "EV-01.1 ไฟล์นี้ไม่ใช่ PDF, JPEG หรือ PNG (ดูจากเนื้อไฟล์ ไม่ใช่จากชื่อ)" in said
    assert "ทำต่อ: บันทึกหรือสแกนเป็น PDF, JPEG หรือ PNG แล้วแนบใหม่" in said


@pytest.mark.rule("EV-01", breaks=True)
@pytest.mark.parametrize(
    "content",
    [
        scans.pdf(2)[:300],
        b"%PDF-1.7\n" + b"garbage " * 200 + b"startxref\n0\n%%EOF",
        scans.picture("JPEG")[:2000],
        scans.picture("PNG")[:500],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 300,
        b"",
    ],
    ids=["cut pdf", "garbage pdf", "cut jpeg", "cut png", "zeroes", "nothing"],
)
def test_EV01_a_cut_or_damaged_file_is_refused_at_once(content: bytes) -> None:
    assert "EV-01.2 ไฟล์นี้เสียหายหรือมาไม่ครบ จึงเปิดไม่ได้ ทำต่อ: เปิดไฟล์ดูในเครื่องก่อน" in refused(content)


@pytest.mark.rule("EV-01", breaks=True)
def test_EV01_a_blank_page_and_a_thumbnail_are_refused() -> None:
    assert "EV-01.3 ภาพนี้ว่างเปล่า ไม่มีข้อความให้อ่าน" in refused(scans.blank_picture())
    assert "EV-01.4 ภาพนี้เล็กเกินกว่าจะอ่านได้" in refused(scans.picture(size=(420, 500)))


@pytest.mark.rule("EV-01")
def test_EV01_a_photograph_of_a_person_may_be_smaller_than_a_page() -> None:
    portrait = scans.picture(size=(240, 320))
    assert check(portrait, photograph=True).pages == 1
    assert "EV-01.4" in refused(portrait)


@pytest.mark.rule("EV-01", breaks=True)
def test_EV01_a_thumbnail_is_no_photograph() -> None:
    with pytest.raises(RuleBroken) as broken:
        check(scans.picture(size=(220, 290)), photograph=True)
    (found,) = broken.value.findings
    assert f"{found.code} {found.says()}" == "EV-01.5 รูปถ่ายนี้เล็กเกินไป"
    assert "๓๐๐ จุด" in found.remedy()


@pytest.mark.rule("EV-02", breaks=True)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (scans.locked_pdf(), "EV-02.1 ไฟล์ PDF นี้ใส่รหัสผ่านหรือเข้ารหัสไว้"),
        (scans.pdf_with_script(), "EV-02.2 ไฟล์ PDF นี้มีคำสั่งโปรแกรม"),
        (scans.pdf_that_starts_a_program(), "EV-02.2 ไฟล์ PDF นี้มีคำสั่งโปรแกรม"),
        (scans.pdf_that_starts_a_program("/La#75nch"), "EV-02.2 ไฟล์ PDF นี้มีคำสั่งโปรแกรม"),
        (scans.pdf_with_attachment(), "EV-02.3 ไฟล์ PDF นี้มีไฟล์อื่นแนบอยู่ข้างใน"),
        (b"MZ" + scans.pdf(), "EV-02.4 ไฟล์นี้มีข้อมูลอื่นต่อหน้าหรือต่อท้ายเอกสาร PDF"),
        (scans.pdf() + scans.archive(), "EV-02.4 ไฟล์นี้มีข้อมูลอื่นต่อหน้าหรือต่อท้ายเอกสาร PDF"),
        (scans.pdf() + b"\n" * 5000, "EV-02.4 ไฟล์นี้มีข้อมูลอื่นต่อหน้าหรือต่อท้ายเอกสาร PDF"),
    ],
    ids=[
        "locked",
        "script",
        "launch",
        "launch in disguise",
        "attachment",
        "bytes before",
        "archive behind",
        "padding",
    ],
)
def test_EV02_a_pdf_that_is_more_than_paper_is_refused(content: bytes, says: str) -> None:
    said = refused(content)
    assert says in said
    assert "พิมพ์เป็น PDF" in said


def test_a_script_inside_an_object_stream_is_found_too() -> None:
    """Compressed, so that no search of the plain bytes can see it."""
    made = PdfWriter(clone_from=PdfReader(io.BytesIO(scans.pdf())))
    packed = DecodedStreamObject()
    packed.set_data(b"900 0 << /S /JavaScript /JS (x) >>")
    packed.update({NameObject("/Type"): NameObject("/ObjStm"), NameObject("/N"): NumberObject(1),
                   NameObject("/First"): NumberObject(6)})  # fmt: skip
    made._add_object(packed.flate_encode())
    content = _with_object_stream(made)
    assert b"/JavaScript" not in content
    with pytest.raises(inspector.Refused) as why:
        inspector.inspect(content, LIMITS)
    assert why.value.why == "active"


def _with_object_stream(made: Any) -> bytes:
    """Write a cross-reference stream by hand: object 900 lies in the object stream."""
    out = io.BytesIO()
    made.write(out)
    plain = out.getvalue()
    count = len(made._objects)
    stream_number = count
    offsets = {n: plain.index(f"\n{n} 0 obj".encode()) + 1 for n in range(1, count + 1)}
    body = plain[: plain.rindex(b"xref\n", 0, plain.rindex(b"startxref"))]
    at = len(body)
    entries = [(0, 0, 65535), *((1, offsets[n], 0) for n in range(1, count + 1))]
    rows = b"".join(bytes([k]) + o.to_bytes(4, "big") + g.to_bytes(2, "big") for k, o, g in entries)
    rows += bytes([2]) + stream_number.to_bytes(4, "big") + (0).to_bytes(2, "big")
    rows += bytes([1]) + at.to_bytes(4, "big") + (0).to_bytes(2, "big")
    root = made._root_object.indirect_reference.idnum
    says = (
        f"/Type /XRef /Size 902 /W [1 4 2] /Index [0 {count + 1} 900 2] /Root {root} 0 R /Length {len(rows)}"
    )
    head = f"901 0 obj\n<< {says} >>\nstream\n"
    return body + head.encode() + rows + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()


@pytest.mark.rule("EV-03", breaks=True)
def test_EV03_a_file_and_a_picture_have_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_SCAN_MAX_MB", "1")
    assert refused(b"%PDF-" + b" " * 1_100_000).startswith(
        "EV-03.1 ไฟล์นี้ใหญ่กว่า 1 MB ทำต่อ: สแกนขาวดำ ๒๐๐ จุดต่อนิ้ว"
    )
    long = scans.picture("PNG", size=(8001, 610))
    assert "EV-03.3 ภาพนี้เกิน 8000 จุดต่อด้าน หรือเกิน 40 ล้านจุด" in refused(long)
    wide = scans.picture("PNG", size=(7000, 6000), mode="L")
    assert "EV-03.3 " in refused(wide)


@pytest.mark.rule("EV-03")
def test_EV03_a_page_of_forty_megapixels_fits_into_the_readers_memory() -> None:
    assert check(scans.picture("JPEG", size=(8000, 5000))).pages == 1


@pytest.mark.rule("EV-03", breaks=True)
def test_EV03_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking.config, "scan_reader_seconds", lambda: 0.01)
    assert "EV-03.4 ไฟล์นี้ซับซ้อนเกินกว่าระบบจะตรวจได้" in refused(scans.pdf())


def test_the_reader_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "told.py"
    told.write_text('import json, os\nprint(json.dumps({"type": ",".join(os.environ), "pages": 1}))\n')
    monkeypatch.setattr(checking, "_INSPECTOR", told)
    monkeypatch.setenv("LHR_ID_SECRET", "x" * 40)
    assert "LHR" not in check(scans.pdf()).media_type

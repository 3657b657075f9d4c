"""`lhr paper-check`: a paper is told from an altered one without server or database."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from lhr import config
from lhr.cli.main import main
from lhr.documents import kp7_paper
from lhr.documents.kp7_paper import RECORD_NAME
from lhr.documents.qr_token import DIGEST_BYTES, DocumentKind, Signer, Token, write
from tests.documents import test_printing as prints


@pytest.fixture(scope="module")
def paper() -> tuple[bytes, str]:
    """A real PDF and the address in its QR, made without noting anything."""
    return _made(7)


def _made(number: int) -> tuple[bytes, str]:
    card = replace(prints.SMALL, document_number=str(number))
    digest = hashlib.sha256(kp7_paper.record(card)).digest()[:DIGEST_BYTES]
    token = write(Token(DocumentKind.KP7, number, prints.DAY, digest), Signer(*config.print_key()))
    address = f"HTTPS://LHR.EXAMPLE/V/{token}"
    return kp7_paper.paper(card, issued=prints.DAY, address=address), address


def checked(folder: Path, pdf: bytes, *more: str) -> int:
    file = folder / "kp7.pdf"
    file.write_bytes(pdf)
    return main(["paper-check", str(file), *more])


def test_a_paper_of_ours_is_genuine_by_our_keys_and_by_a_key_that_is_named(
    paper: tuple[bytes, str], tmp_path: Path, capsys: Any
) -> None:
    pdf, address = paper
    public = Signer(*config.print_key())
    assert checked(tmp_path, pdf, address) == 0
    assert "ของแท้" in capsys.readouterr().out
    letters = address.rpartition("/")[2].lower()
    assert checked(tmp_path, pdf, letters, "--key", f"{public.number}:{public.public.hex()}") == 0


def test_what_was_altered_or_is_anothers_is_told(paper: tuple[bytes, str], tmp_path: Path, capsys: Any) -> None:
    pdf, address = paper
    (record,) = PdfReader(BytesIO(pdf)).attachments[RECORD_NAME]
    altered = BytesIO()
    bare = PdfWriter()
    bare.append(PdfReader(BytesIO(pdf)), import_outline=False)
    bare.root_object.pop("/Names", None)
    bare.root_object.pop("/AF", None)
    bare.add_attachment(RECORD_NAME, record.replace("๗".encode(), "๘".encode(), 1))
    bare.write(altered)
    _, others = _made(8)
    for file, letters, said in (
        (altered.getvalue(), address, "ข้อมูลแนบถูกแก้"),
        (pdf, others, "ไม่ใช่ของไฟล์นี้"),
        (pdf, address[:-20] + "A" * 20, "ไม่ใช่เอกสารของระบบนี้"),
        (b"%PDF-1.7 nothing", address, "เปิดไฟล์ไม่ได้"),
    ):
        assert checked(tmp_path, file, letters) == 1
        assert said in capsys.readouterr().err
    assert checked(tmp_path, pdf, address, "--key", "1:" + "00" * 32) == 1
    assert checked(tmp_path, pdf, address, "--key", "one") == 1

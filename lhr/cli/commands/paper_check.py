"""`lhr paper-check`: is this PDF one of ours, unaltered? Asks no server and no database: the QR's letters, the attached
record and the public key are enough."""

from __future__ import annotations

import argparse
import hashlib
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lhr.cli.command import Argument, Command, CommandFailed
from lhr.documents import qr_token, verifying
from lhr.documents.kp7_paper import RECORD_NAME
from lhr.documents.qr_token import NoToken
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words

_FORGED = "ไม่ใช่เอกสารของระบบนี้ หรืออ่าน QR มาไม่ครบ / not signed by a key of this register, or the QR was not read whole"
_ALTERED = (
    "QR นี้ไม่ใช่ของไฟล์นี้ หรือข้อมูลแนบถูกแก้ / the QR belongs to another file, or the attached record was altered"
)
_NO_PDF = "เปิดไฟล์ไม่ได้ หรือไม่มีข้อมูลแนบ / no PDF, or no record attached to it"


def run(options: argparse.Namespace) -> int:
    letters = str(options.letters).strip().rstrip("/").rpartition("/")[2]
    try:
        token = qr_token.read(letters, _keys(options.key))
    except NoToken:
        raise CommandFailed(_FORGED) from None
    if hashlib.sha256(_record(Path(options.file))).digest()[: qr_token.DIGEST_BYTES] != token.digest:
        raise CommandFailed(_ALTERED)
    number, day = qr_token.spoken(token.document), f"{show(token.day, 'full')} ({token.day.isoformat()})"
    print(f"ของแท้ / genuine: ก.พ.๗ {number}, {day}")
    print("ไม่ได้ถามว่าทะเบียนแก้ไขหลังพิมพ์หรือไม่ / whether the record was changed since is not asked here")
    return 0


def _keys(given: list[str] | None) -> dict[int, bytes]:
    try:
        named = [one.split(":", 1) for one in given or ()]
        return {int(number): bytes.fromhex(key) for number, key in named} or verifying.public_keys()
    except ValueError:
        raise CommandFailed("--key NUMBER:HEX, as `lhr print-key` shows it") from None


def _record(file: Path) -> bytes:
    try:
        (record,) = PdfReader(BytesIO(file.read_bytes())).attachments[RECORD_NAME]
    except (OSError, PyPdfError, KeyError, ValueError):
        raise CommandFailed(_NO_PDF) from None
    return record


COMMAND = Command(
    words=("paper-check",),
    says=Words(
        "ตรวจไฟล์ PDF ของ ก.พ.๗ ที่พิมพ์จากระบบ โดยไม่ใช้เซิร์ฟเวอร์และฐานข้อมูล",
        "check the PDF of a printed ก.พ.๗ without server or database",
    ),
    run=run,
    arguments=(
        Argument("file", "the PDF"),
        Argument("letters", "what its QR holds: the whole address, or the letters behind /V/"),
        Argument("--key", "public key as NUMBER:HEX; without it, those of the settings", {"action": "append"}),
    ),
)

"""Sets papers in a process of its own, kept warm: fonts and dictionary are loaded once, and a paper that hangs or grows
hurts no request. It holds no secret, no database and no settings (lhr.documents.press starts it).

A job on its input is one line of JSON and the bytes that it counts; the answer is one line of JSON and the PDF.
"""

from __future__ import annotations

import io
import json
import os
import select
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO

from lhr.documents.typesetting import render
from lhr.documents.word_boxes import box_texts, warm

IDLE_SECONDS = 600
QR, QR_BORDER = "qr.svg", 4


def make(job: Mapping[str, Any], pictures: Mapping[str, bytes], record: bytes) -> bytes:
    """Return the PDF of one job."""
    drawn = {**pictures, QR: _qr(job["qr"])} if job["qr"] else pictures
    data = box_texts(job["data"], tuple(job["names"]))
    day = date.fromisoformat(job["issued"])
    return render(job["template"], data, issued=day, pictures=drawn, record=record)


def _qr(address: str) -> bytes:
    import segno

    drawn = io.BytesIO()
    made = segno.make(address, error="m", boost_error=False, micro=False)
    made.save(drawn, kind="svg", border=QR_BORDER, xmldecl=False, light="white")
    return drawn.getvalue()


def _megabytes() -> int:
    """Return the memory that this process holds; 0 where the system does not say it so."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - not a file
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20
    except OSError:
        return 0


def _answer(job: Mapping[str, Any], given: BinaryIO) -> tuple[dict[str, Any], bytes]:
    pictures = {name: given.read(size) for name, size in job["pictures"]}
    record = given.read(job["record"])
    try:
        made = make(job, pictures, record)
    except Exception as why:  # noqa: BLE001 - whatever it was, the next paper is to be set
        return {"failed": type(why).__name__}, b""
    return {"bytes": len(made)}, made


def main() -> int:
    """Answer jobs until the input ends, or nobody has asked for ten minutes."""
    given, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no part of an answer
    warm()
    while _asked():
        line = given.readline()
        if not line:
            break
        said, made = _answer(json.loads(line), given)
        told.write(json.dumps({**said, "megabytes": _megabytes()}).encode() + b"\n" + made)
        told.flush()
    return 0


def _asked() -> bool:
    """Wait for a job; the next one is only sent when the last was answered, so none waits in our own buffer.

    Windows cannot wait for a pipe with a limit: there the process stays.
    """
    return os.name == "nt" or bool(select.select([sys.stdin.buffer], [], [], IDLE_SECONDS)[0])


if __name__ == "__main__":
    raise SystemExit(main())

"""Turn a template and plain values into a PDF."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import typst

_HERE = Path(__file__).resolve().parent
FONTS = _HERE / "fonts"
TEMPLATES = _HERE / "templates"
# Archival and readable by a screen reader; typst refuses to build what breaks either.
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    issued: date,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    record: bytes = b"",
) -> bytes:
    """Return the PDF of `template` (a name in templates/) filled with `data`.

    Only JSON values reach the template, as data and never as source, from a folder that holds nothing else but the
    `pictures`. `issued` is the day on the document's own label, so that the same paper of the same day has the same
    bytes. `record` (JSON) is what the template attaches. Raises LookupError for a template that there is not,
    typst.TypstError when the paper cannot be set.
    """
    source = TEMPLATES / f"{template}.typ"
    if not source.is_file():
        raise LookupError(f"no template {template}")
    with tempfile.TemporaryDirectory(prefix="lhr-paper-") as folder:
        job = Path(folder)
        shutil.copyfile(source, job / "main.typ")
        shutil.copyfile(TEMPLATES / "paper.typ", job / "paper.typ")
        for name, content in pictures.items():
            (job / name).write_bytes(content)
        compiler = typst.Compiler(root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True)
        inputs = {
            "data": json.dumps(dict(data), ensure_ascii=False, sort_keys=True),
            "issued": issued.isoformat(),
            "record": record.decode(),
        }
        made = compiler.compile(
            str(job / "main.typ"), format="pdf", sys_inputs=inputs, pdf_standards=[*STANDARDS], timestamp=0
        )
    if not isinstance(made, bytes):
        raise TypeError("typst returned no single document")
    return made

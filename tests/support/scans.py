"""Files as officers have them: good scans, and those that must not come in."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from lhr.documents.checked import Checked


def pdf(pages: int = 1, *, mark: str = "") -> bytes:
    """A PDF of empty pages; `mark` makes it another file."""
    return _written(_pages(pages, mark))


def checked(pages: int = 1, *, mark: str = "") -> Checked:
    """The same as the check would return it."""
    content = pdf(pages, mark=mark)
    return Checked(hashlib.sha256(content).hexdigest(), "application/pdf", pages, content)


def locked_pdf() -> bytes:
    made = _pages(1)
    made.encrypt("secret", algorithm="RC4-128")
    return _written(made)


def pdf_with_script() -> bytes:
    made = _pages(1)
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    made._root_object[NameObject("/OpenAction")] = made._add_object(DictionaryObject(script))
    return _written(made)


def pdf_that_starts_a_program(name: str = "/Launch") -> bytes:
    """The name may be written with a number sign (/La#75nch), which a search of the bytes does not see."""
    made = _pages(1)
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x.exe")}
    )
    made._root_object[NameObject("/OpenAction")] = made._add_object(action)
    return _written(made).replace(b"/S /Launch", b"/S " + name.encode())


def pdf_with_attachment() -> bytes:
    made = _pages(1)
    made.add_attachment("sheet.xlsm", b"PK\x03\x04")
    return _written(made)


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("evil.js", "alert(1)")
    return made.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 1200), mode: str = "RGB", **how: Any) -> bytes:
    drawn = Image.new(mode, size, "white")
    ImageDraw.Draw(drawn).rectangle((100, 100, 400, 300), fill="black")
    made = io.BytesIO()
    drawn.save(made, kind, **how)
    return made.getvalue()


def photograph_with_a_place() -> bytes:
    """A telephone's picture: turned, with the place it was taken, the camera and a comment."""
    told = Image.Exif()
    told[0x0112] = 6  # orientation: lies on its side
    told[0x010F] = "SecretCamera"
    told.get_ifd(0x8825).update({1: "N", 2: (17.0, 24.0, 30.0), 3: "E", 4: (104.0, 46.0, 59.0)})
    return picture(exif=told, comment=b"taken at home")


def blank_picture() -> bytes:
    made = io.BytesIO()
    Image.new("L", (900, 1200), 250).save(made, "PNG")
    return made.getvalue()


def _pages(count: int, mark: str = "") -> PdfWriter:
    made = PdfWriter()
    for _ in range(count):
        made.add_blank_page(595, 842)
    if mark:
        made.add_metadata({"/Title": mark})
    return made


def _written(made: PdfWriter) -> bytes:
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()

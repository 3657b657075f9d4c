"""Looks at one uploaded file, in a process of its own that holds no secret, no database and no settings.

`python -I inspector.py '{"sides": 8000, "megapixels": 40, "least": 600, "memory_mb": 512, "seconds": 30}'` reads the
file from its input and writes one line of JSON: `{"refused": WHY}` or `{"type": …, "pages": n}`, the latter followed by
the bytes to be kept. It imports nothing of LHR: whatever a hostile file does to the readers below, it does to an empty
room.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import dataclass
from typing import Any

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_END = b"%%EOF"
_AFTER_THE_END = 1024  # some scanners fill up with spaces, line ends or zeroes
_BLANK = 12  # of 255: a page that differs from one colour by less shows nothing
_JPEG_QUALITY = 85
_DEEPEST = 100  # levels inside one object of a PDF; a page of any office has some ten
# What a scan never needs: scripts, programs to start, other files, forms that send, films.
_ACTIVE = frozenset({"/JavaScript", "/JS", "/Launch", "/XFA", "/SubmitForm", "/ImportData", "/RichMedia",
                     "/Rendition", "/Movie", "/Sound", "/GoToE", "/GoToR"})  # fmt: skip
_EMBEDDED = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/Filespec", "/AF", "/Collection"})


class Refused(Exception):
    """The file is not taken; the code says why (lhr.documents.rules says it to the officer)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """Image sizes that are taken."""

    sides: int
    megapixels: int
    least: int  # pixels of the longer side; less cannot be read as a page, or be known as a face


@dataclass(frozen=True)
class Seen:
    """What a good file is, and the bytes that are kept of it."""

    media_type: str
    pages: int
    kept: bytes


def inspect(content: bytes, limits: Limits) -> Seen:
    """Judge by content alone. Raises Refused."""
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
    if kind is None:
        raise Refused("before_pdf" if b"%PDF-" in content[:1024] else "kind")
    return _pdf(content) if kind == PDF else _image(content, kind, limits)


def _pdf(content: bytes) -> Seen:
    """A PDF is kept byte for byte: a signature or seal inside it stays good."""
    end = content.rfind(_END)
    if end < 0 or b"startxref" not in content:
        raise Refused("broken")
    after = content[end + len(_END) :]
    if (
        len(after) > _AFTER_THE_END
        or after.strip(b"\x00\t\n\f\r \x1a")
        or zipfile.is_zipfile(io.BytesIO(content))
    ):
        raise Refused("after_pdf")
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        locked = reader.is_encrypted
        pages = 0 if locked else sum(1 for page in reader.pages if page.mediabox)
        found = "" if locked else _active(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        raise Refused("broken") from None
    except NotImplementedError:  # a cipher that nobody here knows
        raise Refused("encrypted") from None
    why = "encrypted" if locked else found or ("" if pages else "broken")
    if why:
        raise Refused(why)
    return Seen(PDF, pages, content)


def _active(reader: Any) -> str:
    """Walk every object that a reader could reach, those inside object streams too; "" when nothing is in it."""
    from pypdf.generic import IndirectObject

    numbers = {(number, generation) for generation, known in reader.xref.items() for number in known}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    found = _names(reader.trailer)
    for number, generation in sorted(numbers):
        if number:
            found |= _names(reader.get_object(IndirectObject(number, generation, reader)))
    if found & _ACTIVE or _goes_out_by_itself(reader):
        return "active"
    return "embedded" if found & _EMBEDDED else ""


def _goes_out_by_itself(reader: Any) -> bool:
    """An address that a person may click is a link; one that opens with the file is not."""
    opens = reader.trailer["/Root"].get_object().get("/OpenAction")
    opens = opens.get_object() if opens is not None else None
    return isinstance(opens, dict) and opens.get("/S") == "/URI"


def _names(thing: Any) -> set[str]:
    """Return the names in keys and values of one object; other objects are looked at by their own number.

    Raises Refused for one that is nested deeper than any reader need follow.
    """
    waiting, found = [(thing, 0)], set[str]()
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEEPEST:
            raise Refused("heavy")
        if isinstance(one, dict):
            values = [dict.__getitem__(one, key) for key in one]
            found |= {str(key) for key in one}
        else:
            values = list(list.__iter__(one)) if isinstance(one, list) else []
        found |= {str(value) for value in values if isinstance(value, str)}
        waiting += [(value, depth + 1) for value in values]
    return found


def _image(content: bytes, kind: str, limits: Limits) -> Seen:
    """A picture is drawn anew: what stood beside it (place, camera, another file behind its end) stays behind."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limits are asked below, before a pixel is unpacked
    wanted = "JPEG" if kind == JPEG else "PNG"
    try:
        with Image.open(io.BytesIO(content), formats=(wanted,)) as picture:
            _refuse_size(picture.size, limits)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            drawn = _plain(picture)
            kept = io.BytesIO()
            how = {"quality": _JPEG_QUALITY} if kind == JPEG else {"compress_level": 6}
            drawn.save(kept, wanted, **how)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Refused("broken") from None
    return Seen(kind, 1, kept.getvalue())


def _refuse_size(size: tuple[int, int], limits: Limits) -> None:
    wide, high = size
    if max(wide, high) > limits.sides or wide * high > limits.megapixels * 1_000_000:
        raise Refused("pixels")
    if max(wide, high) < limits.least:
        raise Refused("small")


def _plain(picture: Any) -> Any:
    """Return the pixels alone, on white. Raises Refused for a page that shows nothing."""
    if "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA"):
        picture = _on_white(picture)
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")  # sixteen bits of grey
    if picture.mode not in ("1", "L", "P", "RGB"):
        picture = picture.convert("RGB")
    bands = (picture.convert("L") if picture.mode == "P" else picture).getextrema()
    ranges = bands if isinstance(bands[0], tuple) else (bands,)
    if all(high - low < _BLANK for low, high in ranges):
        raise Refused("blank")
    picture.info.clear()  # Pillow writes what stands there (comment, colour profile, resolution) into the new file
    return picture


def _on_white(picture: Any) -> Any:
    from PIL import Image

    made = Image.new("RGB", picture.size, "white")
    clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    made.paste(clear, mask=clear.getchannel("A"))
    return made


def _hold_down(memory_mb: int, seconds: int) -> None:
    """Ask the system itself to stop a reader that eats memory or time; Windows has no such call."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _close_the_room() -> None:
    """No socket and no other program from here on: a file that names an address reaches nobody."""
    shut = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.")

    def refuse(event: str, _: object) -> None:
        if event.startswith(shut):
            raise PermissionError(f"not in this room: {event}")

    sys.addaudithook(refuse)


def main() -> int:
    """Answer one file."""
    asked = json.loads(sys.argv[1])
    _hold_down(asked["memory_mb"], asked["seconds"])
    _close_the_room()
    content = sys.stdin.buffer.read()
    try:
        seen = inspect(content, Limits(asked["sides"], asked["megapixels"], asked["least"]))
    except Refused as refused:
        answer: dict[str, object] = {"refused": refused.why}
        kept = b""
    except MemoryError:
        answer, kept = {"refused": "heavy"}, b""
    else:
        answer, kept = {"type": seen.media_type, "pages": seen.pages}, seen.kept
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + kept)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

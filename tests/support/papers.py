"""A printed paper as somebody else's tools see it: poppler and qpdf, which are not what made it."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

_INK, _PAPER = 128, 150  # darker than the one is ink, lighter than the other is none


def needs(*programs: str) -> None:
    """Skip by name where a program of Debian's is missing (tools/checks.py installs them)."""
    lacking = [program for program in programs if shutil.which(program) is None]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")


def text_of(pdf: bytes, folder: Path) -> str:
    """Return what pdftotext reads of the whole paper, without any white space."""
    return "".join(texts_of(pdf, folder))


def texts_of(pdf: bytes, folder: Path) -> list[str]:
    """Return what pdftotext reads of each page, without any white space."""
    needs("pdftotext")
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return ["".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def pictures_of(pdf: bytes, folder: Path, *, dpi: int, only: int | None = None) -> list[Image.Image]:
    """Return the pages as pdftoppm draws them, in grey."""
    needs("pdftoppm")
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    which = [] if only is None else ["-f", str(only), "-l", str(only)]
    subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), *which, str(path), str(folder / "page")], check=True)
    pages = sorted(folder.glob("page*.pgm"))
    return [Image.open(BytesIO(page.read_bytes())).convert("L") for page in pages]


def checked_by_qpdf(pdf: bytes, folder: Path) -> str:
    """Return what qpdf has against the file's structure; "" when nothing."""
    needs("qpdf")
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def differing(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels have ink on one picture and none within a pixel's distance on the other, either way.

    Another edge of a letter (another version of the renderer) is no difference; a mark that moved or is gone is one.
    """
    if one.size != other.size:
        return one.size[0] * one.size[1]
    return _gone(one, other) + _gone(other, one)


def _gone(one: Image.Image, other: Image.Image) -> int:
    ink = one.point(lambda value: 255 if value < _INK else 0)
    bare = other.filter(ImageFilter.MinFilter(3)).point(lambda value: 255 if value > _PAPER else 0)
    return ImageChops.multiply(ink, bare).histogram()[255]


def kept(picture: Image.Image, path: Path) -> None:
    """Keep a picture in sixteen greys: four bits a pixel, and no grey moves by more than half a step."""
    small = picture.point([round(value / 17) for value in range(256)])
    small.putpalette([value * 17 for value in range(16) for _ in "rgb"])
    small.save(path, "PNG", bits=4, optimize=True)

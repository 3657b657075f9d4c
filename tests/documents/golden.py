"""Draws the pictures in golden/ anew: `python -m tests.documents.golden`. Look at each before it is committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lhr.documents import kp7_paper
from tests.documents.test_kp7 import ADDRESS, DPI, GOLDEN, ISSUED
from tests.support.kp7 import card
from tests.support.papers import kept, pictures_of


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("kp7-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        made = kp7_paper.paper(card(), issued=ISSUED, address=ADDRESS)
        for nth, page in enumerate(pictures_of(made, Path(folder), dpi=DPI), 1):
            kept(page, GOLDEN / f"kp7-{nth:02}.png")


if __name__ == "__main__":
    main()

"""What the browser loads from others is exactly what ASSETS.lock says it is."""

from __future__ import annotations

import hashlib
import json

from tests.house import repository

VENDOR = repository.ROOT / "lhr/web/static/vendor"
LOCK = json.loads((VENDOR / "ASSETS.lock").read_text(encoding="utf-8"))


def test_every_vendored_file_is_named_with_its_digest() -> None:
    present = {
        p.relative_to(VENDOR).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in VENDOR.rglob("*")
        if p.is_file() and p.name != "ASSETS.lock"
    }
    assert present == {row["file"]: row["sha256"] for row in LOCK}
    assert len(present) >= 6


def test_every_asset_says_its_licence_and_version() -> None:
    assert [
        row["file"] for row in LOCK if not row["licence"] or not row["package"].split()[-1][0].isdigit()
    ] == []

"""Where the bytes of scans and of waiting files stand: outside the database, under their SHA-256 (docs/adr/0013).

Bytes are put before the row that names them is written. What a rollback leaves behind is named by no row and is taken
away by `lhr sweep`; a row without its bytes is found by `lhr evidence check`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, cast
from uuid import uuid4

from django.utils.module_loading import import_string

from lhr import config
from lhr.documents import rules
from lhr.kernel.rules import RuleBroken

log = logging.getLogger(__name__)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Store(Protocol):
    """What a place for bytes must be able to do; LHR_EVIDENCE_STORE names the class that stands behind it."""

    def put(self, sha256: str, content: bytes) -> None:
        """Keep the bytes so that they outlive a power cut. Put again, they count as just put, and mend what stood."""

    def get(self, sha256: str) -> bytes | None:
        """Return what stands under the digest, unchecked; None for nothing."""

    def has(self, sha256: str) -> bool: ...

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Yield what stands there, and when it was last put; names that are no digests are left-overs."""

    def take_away(self, name: str, *, before: datetime, named: Callable[[], bool]) -> bool:
        """Remove it unless it was put since `before` or is `named` by a row, asked when nobody can find it any more."""

    def problem(self) -> str:
        """Return what hinders it from keeping anything, with the next step; "" for nothing."""


def store() -> Store:
    """Return the store that the settings name."""
    return cast(Store, import_string(config.evidence_store())())


def put(sha256: str, content: bytes) -> None:
    """Keep the bytes. Raises ValueError for bytes that are not those of the digest."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("these are not the bytes of that digest")
    store().put(sha256, content)


def read(sha256: str) -> bytes:
    """Return the bytes. Raises RuleBroken (EV-04) when they are gone or are not what was put: never serves those."""
    content = store().get(sha256)
    if content is not None and hashlib.sha256(content).hexdigest() == sha256:
        return content
    gone = content is None
    log.error("evidence %s: %s", "missing" if gone else "damaged", sha256)
    raise RuleBroken(rules.check_kept(gone=gone, digest=sha256[:12]))


@dataclass(frozen=True)
class Folder:
    """A folder, two levels deep by the first digits. Several web processes share it; nothing in it is ever opened by a
    name that came from outside."""

    @property
    def root(self) -> Path:
        return Path(config.evidence_dir() or config.data_dir() / "evidence")

    def put(self, sha256: str, content: bytes) -> None:
        path = self._path(sha256)
        with suppress(FileNotFoundError):
            if path.read_bytes() == content:
                os.utime(path)
                return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_name(f"{sha256}.{uuid4().hex}.new")
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        for folder in (path.parent, path.parent.parent, self.root):
            _settle(folder)

    def get(self, sha256: str) -> bytes | None:
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def names(self) -> Iterator[tuple[str, datetime]]:
        for path in self.root.glob("??/??/*"):
            with suppress(FileNotFoundError):
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def take_away(self, name: str, *, before: datetime, named: Callable[[], bool]) -> bool:
        # Moved aside first: who puts the same bytes now finds nothing there and writes them anew, and who touched them
        # a moment ago is seen by the time on what was moved. Without this a file could go as its row is written.
        path = self._path(name)
        aside = path.with_name(f"{path.name.partition('.')[0]}.{uuid4().hex}.going")
        try:
            path.rename(aside)
        except FileNotFoundError:
            return False
        if aside.stat().st_mtime >= before.timestamp() or named():
            aside.replace(path)
            return False
        aside.unlink()
        return True

    def problem(self) -> str:
        probe = self.root / f"{uuid4().hex}.probe"
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe.touch(mode=0o600)
            probe.unlink()
        except OSError as why:
            return (
                f"LHR_EVIDENCE_DIR: nothing can be written to {self.root} ({why.strerror}): make the folder and give "
                "it to the user that LHR runs as, with mode 0700"
            )
        return ""

    def _path(self, name: str) -> Path:
        """Raises ValueError for what is neither a digest nor a left-over of one."""
        if not _DIGEST.fullmatch(name[:64]) or not re.fullmatch(r"(\.[0-9a-z]+)*", name[64:]):
            raise ValueError("not a digest")
        return self.root / name[:2] / name[2:4] / name


def _settle(folder: Path) -> None:
    """Have the folder's own list of names written to the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

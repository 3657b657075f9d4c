"""A file that was looked at and may be kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Checked:
    """What the file is, how many pages it has, and exactly the bytes that are kept under `sha256`."""

    sha256: str
    media_type: str
    pages: int
    content: bytes = field(repr=False)

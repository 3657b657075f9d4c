"""Every audit tag with the sentence an officer reads in the book of changes."""

from __future__ import annotations

from lhr.kernel.words import Words

TAGS: dict[str, Words] = {}

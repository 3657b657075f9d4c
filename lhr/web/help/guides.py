"""The guides as they stand in docs/officer: Markdown to a page whose links and pictures are the product's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lhr import config

_FOLDER = config.ROOT / "docs" / "officer"
PICTURES = config.ROOT / "docs" / "pictures"
# Whom a guide is for, in the order in which the page lists them; a file that is not named here is no guide.
READERS: dict[str, str] = {
    "sem102": "อปท.: นายทะเบียน เจ้าหน้าที่ทะเบียน และบัญชีตั้งต้น",
    "record": "อปท.: เจ้าหน้าที่ทะเบียนและนายทะเบียน",
    "posts": "อปท.: ตำแหน่งของหน่วยงาน",
    "orders": "อปท.: ร่าง ลงนาม และลงทะเบียนประวัติตามคำสั่ง",
    "transfer": "อปท.: ขอรับโอน ให้โอน และรับโอน",
    "card": "ทุกคนที่เข้าระบบด้วยบัตร",
    "passkey": "กรมและ สถจ.: เข้าระบบด้วยกุญแจผ่าน",
    "offices": "ผู้ดูแลของกรม สถจ. และ สถอ.",
    "province": "เจ้าหน้าที่ สถจ.",
    "organisations": "กรม: ผู้ดูแลรายชื่อ อปท.",
}
_GUIDE = re.compile(r"^([a-z0-9-]+)\.md(#.*)?$")
_PICTURE = re.compile(r"^\.\./pictures/([a-z0-9-]+\.png)$")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide. `parts` are its sections: the anchor of each and its heading."""

    name: str
    title: str
    reader: str
    html: SafeString
    parts: tuple[tuple[str, str], ...]


def all_guides() -> list[Guide]:
    return [guide(name) for name in READERS]


@cache
def guide(name: str) -> Guide:
    """Raises LookupError for a name that is none of ours."""
    if name not in READERS:
        raise LookupError(name)
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    tokens = _MARKDOWN.parse(body)
    parts = _anchored(tokens)
    for token in tokens:
        for inner in token.children or ():
            _readdress(inner)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Guide(name, title.removeprefix("# "), READERS[name], mark_safe(html), parts)  # noqa: S308 - our own file; HTML in it is escaped


def picture(name: str) -> Path:
    """Raises LookupError for a picture that no guide may show."""
    path = PICTURES / name
    if not _PICTURE.match(f"../pictures/{name}") or not path.is_file():
        raise LookupError(name)
    return path


def _anchored(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    parts: list[tuple[str, str]] = []
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            anchor = f"part-{len(parts) + 1}"
            token.attrSet("id", anchor)
            parts.append((anchor, inside.content))
    return tuple(parts)


def _readdress(token: Token) -> None:
    """A link to another guide opens its page, a picture is fetched from us; the rest stays as written."""
    if token.type == "image" and (met := _PICTURE.match(str(token.attrGet("src")))):
        token.attrSet("src", reverse("help:picture", args=[met.group(1)]))
        token.attrSet("loading", "lazy")
    if token.type == "link_open" and (met := _GUIDE.match(str(token.attrGet("href")))):
        token.attrSet("href", reverse("help:guide", args=[met.group(1)]) + (met.group(2) or ""))
    if token.type == "link_open" and token.attrGet("href") == "nine-steps.pdf":
        token.attrSet("href", reverse("help:nine_steps"))


def _table_open(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """A wide table moves sideways on a telephone, also by the keyboard; it is called by the heading above it."""
    above = [t.content for before, t in pairwise(tokens[:at]) if before.type == "heading_open"]
    called = conditional_escape(above[-1] if above else "ตาราง")
    return f'<div class="rows rows-wide" tabindex="0" role="region" aria-label="{called}"><table class="table">\n'


def _table_close(_self: Any, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
    return "</table></div>\n"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_MARKDOWN.add_render_rule("table_open", _table_open)
_MARKDOWN.add_render_rule("table_close", _table_close)

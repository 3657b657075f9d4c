"""Where the lines of a page really end: Chromium's own boxes, asked letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lhr.kernel import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

# Texts of one block are read as one, whatever spans they are made of; hidden ones have no boxes.
_JS = r"""([pattern, names]) => {
  const inline = new Set(["inline", "contents"]), blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let block = node.parentElement;
    while (inline.has(getComputedStyle(block).display)) block = block.parentElement;
    if (!blocks.has(block)) blocks.set(block, []);
    blocks.get(block).push(node);
  }
  const wanted = [new RegExp(pattern, "gu"), ...names.map((name) => new RegExp(RegExp.escape(name), "gu"))];
  const torn = [];
  for (const [block, nodes] of blocks) {
    if (block.closest("option, script, style") || !block.checkVisibility({ visibilityProperty: true })) continue;
    const text = nodes.map((node) => node.data).join(""), starts = [];
    nodes.reduce((at, node) => { starts.push(at); return at + node.data.length; }, 0);
    const place = (at) => {
      let n = starts.length - 1;
      while (starts[n] > at) n -= 1;
      return [nodes[n], at - starts[n]];
    };
    for (const regex of wanted) for (const met of text.matchAll(regex)) {
      const range = document.createRange();
      range.setStart(...place(met.index));
      const [last, at] = place(met.index + met[0].length - 1);
      range.setEnd(last, at + 1);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5);
      if (boxes.some((box) => box.top >= boxes[0].bottom - 3)) torn.push(met[0]);
    }
  }
  return torn;
}"""

def torn(page: Page, names: Iterable[str] = ()) -> list[str]:
    """Return each compound, name, day and number that stands on two lines of the page."""
    found: list[str] = page.evaluate(_JS, [unbroken.KEPT.pattern, list(names)])
    return found

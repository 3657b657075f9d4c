"""Whoever walks by Tab sees where he is: what sticks to the window's edges covers no focused thing (WCAG 2.4.11),
which axe cannot judge."""

from __future__ import annotations

import pytest

from tests.e2e.day.country import Country, Pc, Room
from tests.support.browser import LAPTOP, height_of

pytestmark = pytest.mark.e2e
STEPS = 60
HIDDEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (at === document.body || !box.width) return "";
  const seen = [0.1, 0.5, 0.9].some((part) => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height * part);
    return top && (at.contains(top) || top.contains(at));
  });
  return seen ? "" : at.outerHTML.slice(0, 120);
}"""


def test_the_focus_is_never_under_the_bar_or_the_head_that_stay(country: Country, room: Room) -> None:
    pc = room.seat(country.office("province"))
    pc.goes_in_by_card()
    pc.page.goto("/oversight/")
    pc.page.emulate_media(reduced_motion="reduce")  # the page is where it goes at once
    assert height_of(pc.page) > LAPTOP["height"]
    assert hidden(pc, "Tab") == []
    assert hidden(pc, "Shift+Tab") == []


def hidden(pc: Pc, key: str) -> list[str]:
    """Walk through the page; return what had the focus and could not be seen."""
    found = []
    for _ in range(STEPS):
        pc.page.keyboard.press(key)
        found.append(pc.page.evaluate(HIDDEN))
    return [what for what in found if what]

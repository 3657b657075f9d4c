"""A choice of LGOs says how many it leaves out."""

from __future__ import annotations

from typing import Any, cast

from lhr.web.shared.picker import of_how_many


def said(shown: int, found: int, *, more: bool = False) -> str:
    told = of_how_many(cast("list[Any]", [None] * shown), found, more=more)
    return told.th if told else ""


def test_it_says_how_many_are_shown_of_how_many_and_nothing_when_all_are() -> None:
    assert said(8, 8) == ""
    assert said(8, 31).startswith("แสดง 8 จาก 31 แห่ง")
    assert said(8, 50, more=True).startswith("แสดง 8 แห่งแรก มีมากกว่า 50 แห่ง")

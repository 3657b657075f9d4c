"""Every page leaves with what belongs together marked, and nothing else of it is touched."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from lhr.web.shared.lines import keep_together


def test_a_text_is_marked_wherever_it_comes_from() -> None:
    page = "<p>ขอให้<b>นายทะเบียน</b>ลงนาม</p>"
    assert keep_together(page) == '<p>ขอให้<b><span class="w">นายทะเบียน</span></b>ลงนาม</p>'


@pytest.mark.parametrize(
    "page",
    [
        "<title>นายทะเบียน</title>",
        '<option value="1">นายทะเบียน</option>',
        "<textarea>นายทะเบียน</textarea>",
        '<a aria-label="นายทะเบียน" href="/">x</a>',
        '<td class="nw">นายทะเบียน</td>',
        '<time class="nw" datetime="2018-08-01">1 ส.ค. 2561</time>',
    ],
)
def test_where_no_markup_may_stand_or_nothing_wraps_it_stays_as_it_is(page: str) -> None:
    assert keep_together(page) == page


@pytest.mark.django_db
def test_a_page_reads_the_same_and_says_its_length() -> None:
    answer = Client().get("/login/")
    bare = re.sub("<[^>]+>", "", html.unescape(answer.content.decode()))
    assert "ศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ" in bare
    assert int(answer["Content-Length"]) == len(answer.content)

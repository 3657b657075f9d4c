"""Bad input in every form of the card: each rule of each section refused on its field, with every word of what was
typed still there and nothing half-saved."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.audit.models import Change
from lhr.documents.models import Evidence
from lhr.service_record.models import CardLine
from tests.support import broken, scans
from tests.support.broken import Broken
from tests.support.cards import double_time_period
from tests.support.cast import Place
from tests.support.pages import html_of, is_refused
from tests.web.card.test_card import add

pytestmark = [pytest.mark.django_db, pytest.mark.once]
_CODE = re.compile(r"[A-Z]{2}-[0-9]{2}(?:\.[0-9])?")
_FILES = {
    "none": lambda: "",
    "pdf": lambda: SimpleUploadedFile("ใบรับรอง.pdf", scans.pdf(1), "application/pdf"),
}


@pytest.fixture(autouse=True)
def period(db: None) -> None:
    double_time_period()


@pytest.mark.parametrize("section", list(broken.SECTIONS))
def test_each_rule_of_a_section_is_refused_on_its_field_and_nothing_typed_is_lost(
    section: str, officer_desk: Client, pair: Place
) -> None:
    cases = sorted((one for one in broken.every() if one.section == section), key=lambda one: one.first)
    assert len(cases) >= 3
    stands = 0
    for case in cases:
        if case.first and not stands:
            assert add(officer_desk, pair, section).status_code == 302
            stands = 1
        before = Change.objects.count()
        answer = _typed(officer_desk, pair, case)
        assert is_refused(answer), str(case)
        page = Shown(html_of(answer))
        assert page.said >= set(case.found), (str(case), page.said)
        typed = broken.typed(case)
        kept = {name: page.values.get(name) for name in typed if not page.offers_no(name, typed[name])}
        assert kept == {name: typed[name].replace("\r\n", "\n") for name in kept}, str(case)
        assert CardLine.objects.count() == stands
        assert Change.objects.count() == before, "something was written"
        assert not Evidence.objects.exists() or stands


def _typed(desk: Client, pair: Place, case: Broken) -> Any:
    file = {"scan_file": _FILES[case.file]()} if case.file else {}
    return add(desk, pair, case.section, reason="", **case.typed, **file)


class Shown(HTMLParser):
    """What a form shows: the value of each field, what its choosers offer, and which code stands on which field."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.offered: dict[str, set[str]] = {}
        self.said: set[tuple[str, str]] = set()
        self._chooser = self._area = self._told = ""
        self.feed(html)

    def offers_no(self, name: str, value: str) -> bool:
        """True for what no browser can send: a chooser has what it offers."""
        return name in self.offered and value not in self.offered[name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and given.get("type") not in ("radio", "checkbox", "file"):
            self.values.setdefault(name, given.get("value", ""))
        if tag == "select":
            self._chooser, self.offered[name] = name, set()
        if tag == "option" and self._chooser:
            self.offered[self._chooser].add(given.get("value", ""))
            if "selected" in given:
                self.values[self._chooser] = given.get("value", "")
        if tag == "textarea":
            self._area, self.values[name] = name, ""
        if tag == "div" and given.get("id", "").endswith("_told"):
            self._told = given["id"].removeprefix("id_").removesuffix("_told")
        if tag == "label" or (tag == "div" and given.get("class", "").startswith("f ")):
            self._told = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._chooser = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data.removeprefix("\n")
        # What stands against the file is said at the head of the form: the field for it is empty again.
        self.said |= {(code, self._told or "scan") for code in _CODE.findall(data)}

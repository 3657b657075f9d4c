"""Every section in a real browser, in one sitting: each of its rules refused once with its words on the field and
nothing of what was typed lost; then the line that uses every column, saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.service_record.models import CardLine
from lhr.service_record.sections import SECTIONS
from tests.support import broken, scans
from tests.support.broken import CITED, Broken
from tests.support.cards import FULL, double_time_period
from tests.support.cast import Place
from tests.web.card.test_card import picture as picture_of
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import of, sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
# Fill the form as an officer would leave it: what a chooser does not offer nobody can choose.
_FILL = """typed => { for (const [name, text] of Object.entries(typed)) {
  const field = document.querySelector(`#card-form [name="${name}"]`);
  if (field.tagName !== "SELECT" || [...field.options].some(one => one.value === text)) field.value = text;
} }"""
_KEPT = """names => Object.fromEntries(
  names.map(name => [name, document.querySelector(`#card-form [name="${name}"]`).value]))"""
_SAID = """() => [...document.querySelectorAll(".wrong b, .summary b")].map(one => one.textContent.trim())"""


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_each_rule_of_every_section_is_refused_and_the_full_line_saved(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    double_time_period()
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    for section in SECTIONS:
        cases = broken.each_rule_once(section)
        address = f"/movements/people/{pair['finance']}/add/{section}/"
        page.goto(address)
        for case in (one for one in cases if not one.first):
            if section == "PHOTO":
                page.goto(address)  # each with its own file
            refused(page, case)
        if section == "PHOTO":
            page.goto(address)
        picture(page, f"refused-{section}")
        fill(page, section, {**FULL[section], **CITED})
        saves(page)
        if page.locator("[name=reason]").count():  # a partial date of the old card: it is so, and the officer says why
            page.fill("[name=reason]", "ตามบัตรเดิม")
            saves(page)
        assert CardLine.objects.known().filter(section=section).count() == 1, section
        for case in (one for one in cases if one.first):
            page.goto(address)
            refused(page, case)
    assert CardLine.objects.count() == len(SECTIONS)


def refused(page: Page, case: Broken) -> None:
    typed = broken.typed(case)
    fill(page, case.section, typed, case.file)
    before = page.evaluate(_KEPT, list(typed))
    saves(page)
    said = page.evaluate(_SAID)
    offered = [code for code, on in case.found if typed.get(on) == before.get(on) or on not in before]
    assert set(offered) <= set(said), (str(case), said)
    assert page.evaluate(_KEPT, list(typed)) == before, str(case)


def saves(page: Page) -> None:
    with page.expect_navigation():
        page.click("button[data-save]")


def fill(page: Page, section: str, typed: dict[str, str], file: str = "") -> None:
    page.evaluate(_FILL, typed)
    if section == "PHOTO" and file != "none":
        name, content = ("ใบรับรอง.pdf", scans.pdf(1)) if file == "pdf" else ("photo.jpg", picture_of().read())
        page.set_input_files("[name=scan_file]", of(name, content))  # type: ignore[arg-type]
        page.get_by_text(name).first.wait_for()

"""ใครดูประวัติของฉัน: everybody's own readings, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import lhr
from lhr.access.roles import Role
from lhr.audit.book import reading
from lhr.identity import actions as identity
from lhr.organisations.models import Organisation
from lhr.web.shared.readings import VIEW_SAYS
from tests.identity.cast import LONG_PASSWORD, Cast, Officer, Time, newcomer
from tests.web.accounts.conftest import Browser, signed_in, text

ADDRESS = "/account/readers/"


def read_by(reader: Officer, role: Role, persons: list[UUID | None], purpose: str, view: str = "person.page") -> None:
    """Let somebody of an office look at these people."""
    actor = reader.cast.actor(role, reader.account.organisation.path, reader.account)
    reading(actor, view, purpose=purpose, persons=[p for p in persons if p], path="/48/4805/")


def test_the_account_page_leads_to_who_when_for_whom_what_and_why(
    cast: Cast, enrolled: Officer, office_of: Callable[[Organisation, Role], Officer]
) -> None:
    officer = office_of(cast.province, Role.PROVINCE)
    read_by(officer, Role.PROVINCE, [enrolled.account.person_id], "ตอบข้อหารือ")
    desk = signed_in(enrolled)
    assert f'href="{ADDRESS}"' in text(desk.opens("/account/"))
    page = text(desk.opens(ADDRESS)).split("<tbody>")[1]
    for said in ("ผู้ทดสอบ", "เจ้าหน้าที่ สถจ.", "นครพนม", "ทะเบียนประวัติ", "ตอบข้อหารือ", "31 ส.ค. 2561"):
        assert said in page


def test_only_the_own_record_is_told_of(cast: Cast, enrolled: Officer) -> None:
    other = newcomer(cast)
    read_by(other, Role.OFFICER, [other.account.person_id], "เรื่องของผู้อื่น")
    page = text(signed_in(enrolled).opens(ADDRESS))
    assert "เรื่องของผู้อื่น" not in page
    assert "ยังไม่มีผู้เปิดดู" in page


def test_a_list_is_told_as_a_list(cast: Cast, enrolled: Officer) -> None:
    other = newcomer(cast)
    read_by(other, Role.OFFICER, [other.account.person_id, enrolled.account.person_id], "งาน", "person.list")
    assert "ปรากฏในรายการ" in text(signed_in(enrolled).opens(ADDRESS))


def test_the_pages_go_back_without_a_gap_and_come_in_a_constant_number_of_queries(
    cast: Cast, enrolled: Officer, django_assert_max_num_queries: Callable[..., object]
) -> None:
    other = newcomer(cast)
    for n in range(65):
        read_by(other, Role.OFFICER, [enrolled.account.person_id], f"ครั้งที่ {n:02}")
    desk, address, seen = signed_in(enrolled), ADDRESS, []
    for _ in range(3):
        with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
            page = text(desk.opens(address))
        seen += [part[:2] for part in page.split("ครั้งที่ ")[1:]]
        more = re.search(rf'href="({ADDRESS}\?before=\d+)"', page)
        address = more.group(1) if more else ""
    assert address == ""
    assert seen == [f"{n:02}" for n in reversed(range(65))]


def test_a_number_that_is_none_shows_the_latest(enrolled: Officer) -> None:
    desk = signed_in(enrolled)
    for wrong in ("x", "-1", "9" * 40, "๑"):
        assert desk.opens(f"{ADDRESS}?before={wrong}").status_code == 200


def test_an_account_of_nobody_has_no_such_page(cast: Cast, time: Time) -> None:
    made = identity.issue_bootstrap(by=cast.officer_above, organisation=cast.town)
    browser = Browser()
    browser.types(made.account.user_name, made.one_time)
    browser.sends("/login/password/", new_password=LONG_PASSWORD, repeated_password=LONG_PASSWORD)
    assert ADDRESS not in text(browser.opens("/account/"))
    assert browser.opens(ADDRESS).status_code == 403


def test_every_kind_of_reading_is_named_in_words() -> None:
    """What is noted under a name of its own (`reading(by, "card.print", …)`, `VIEW = …`) is told to the person."""
    named = set()
    for file in (Path(lhr.__file__).parent).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "reading(" in text or "note(" in text:
            named |= set(re.findall(r'(?:VIEW = |(?:reading|note)\((?:by|request\.actor),\s*)"([a-z]+\.[a-z]+)"', text))
    assert {"card.print", "rights.view", "rights.print"} <= named
    assert named <= set(VIEW_SAYS)

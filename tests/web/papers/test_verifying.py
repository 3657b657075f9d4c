"""The page that a printed paper's QR opens: for anybody, about nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lhr.access.actor import Actor, Duty
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.documents import actions
from lhr.documents.actions import printing
from lhr.documents.models import PrintLog
from lhr.documents.verifying import issued
from lhr.kernel.digits import to_thai
from lhr.kernel.thai_date import parse
from tests.support import axe
from tests.support.browser import width_of
from tests.support.cast import Place
from tests.support.kp7 import LONG_NAME, LONGEST_LGO, card
from tests.support.pages import html_of
from tests.web.card.test_card import add, verified

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = parse("๑ ส.ค. ๒๕๖๑")


def letters_of_a_print(monkeypatch: pytest.MonkeyPatch) -> str:
    """Print a card; return the letters of its QR, which tests/documents read off the paper itself."""
    kept: list[str] = []

    def paper(value: Any, *, issued: Any, address: str) -> bytes:
        kept.append(address.rpartition("/")[2])
        return b"%PDF-"

    monkeypatch.setattr(printing, "paper", paper)
    by = Actor(day=DAY, account_id=uuid4(), name="สมใจ", duties=(Duty(Role.OFFICER, "/48/1/", None),))
    actions.print_card(
        by=by, permission=Permission.PERSON_READ, path="/48/1/", person_id=uuid4(), card=card(blocks=()),
        purpose="ตอบข้อหารือ", as_of=DAY, known_at=1,
    )  # fmt: skip
    return kept[0]


@pytest.mark.django_db
def test_a_paper_of_ours_is_told_with_its_kind_number_day_and_lgo(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = letters_of_a_print(monkeypatch)
    for address in (f"/V/{letters}", f"/v/{letters.lower()}"):
        answer = Client().get(address)
        assert answer.status_code == 200
        page = html_of(answer)
        assert "ออกโดยระบบนี้จริง" in page
        log, paper = PrintLog.objects.get(), issued(letters)
        assert paper is not None
        assert paper.spoken in page
        assert to_thai(str(log.number)[-5:]) in page
        assert "ก.พ.๗" in page
        assert LONGEST_LGO in page
        assert re.search("1 สิงหาคม 2561|๑ สิงหาคม ๒๕๖๑", page)
        assert log.record_sha256 in page


@pytest.mark.django_db
def test_the_page_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    page = html_of(Client().get(f"/V/{letters_of_a_print(monkeypatch)}"))
    log = PrintLog.objects.get()
    for told in (*LONG_NAME.split(), "สมใจ", log.purpose, str(log.person_id), "1-99xx"):
        assert told not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("letters", ["A", "A" * 149, "1" * 149, "Z" * 200])
def test_letters_that_are_none_of_ours_are_not_found(letters: str) -> None:
    assert "ไม่พบหรือไม่ถูกต้อง" in html_of(Client().get(f"/V/{letters}"))


@pytest.mark.django_db
def test_a_changed_letter_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = letters_of_a_print(monkeypatch)
    changed = letters[:20] + ("B" if letters[20] == "A" else "A") + letters[21:]
    assert "ไม่พบหรือไม่ถูกต้อง" in html_of(Client().get(f"/V/{changed}"))


@pytest.mark.django_db
def test_no_other_form_of_address_leads_there() -> None:
    assert reverse("papers:verified", args=["AB"]).lower() == "/v/ab"
    for address in ("/v/", "/V/../", "/v/A/B", "/v/%E0%B8%81", "/v/" + "A" * 201):
        assert Client().get(address).status_code == 404
    assert Client().post("/V/AB").status_code == 405


def test_who_asks_too_often_waits_and_another_address_does_not(own_database: str) -> None:
    asker = Client()
    said = [asker.get("/V/AB").status_code for _ in range(61)]
    assert said == [200] * 60 + [429]
    assert "รอ ๑ นาที" in html_of(asker.get("/V/AB"))
    assert Client(REMOTE_ADDR="203.0.113.9").get("/V/AB").status_code == 200


def printed_paper(desk: Client, who: Any, monkeypatch: pytest.MonkeyPatch, **typed: str) -> str:
    """Print somebody's card from the page; return the letters of its QR."""
    kept, real = [], printing.paper

    def paper(value: Any, *, issued: Any, address: str) -> bytes:
        kept.append(address.rpartition("/")[2])
        return real(value, issued=issued, address=address)

    monkeypatch.setattr(printing, "paper", paper)
    sent = {"save_key": saves.new_key(), "purpose": "เก็บเข้าแฟ้มทะเบียนประวัติ", **typed}
    answer = desk.post(f"/movements/people/{who}/print/", sent)
    assert answer["Content-Type"] == "application/pdf"
    monkeypatch.undo()
    return kept[0]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [{}, {"only_current": "on"}, {"as_of": "1 ก.ค. 2561"}], ids=str)
def test_the_page_says_whether_the_record_was_changed_since(
    officer_desk: Client, registrar: Actor, pair: Place, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str]
) -> None:
    add(officer_desk, pair, "SKILL")
    verified(registrar)
    letters = printed_paper(officer_desk, pair["finance"], monkeypatch, **typed)
    page = html_of(Client().get(f"/V/{letters}"))
    assert "ตรงกับทะเบียนปัจจุบัน" in page
    add(officer_desk, pair, "DISCIPLINE")
    verified(registrar)  # it is not on the paper, and nothing is told of it
    add(officer_desk, pair, "SKILL", skill="ภาษาจีน")
    assert "ตรงกับทะเบียนปัจจุบัน" in html_of(Client().get(f"/V/{letters}"))  # what waits is on no paper
    verified(registrar)
    page = html_of(Client().get(f"/V/{letters}"))
    assert "ทะเบียนมีการแก้ไขหรือเพิ่มรายการหลังพิมพ์" in page
    assert "ตรงกับทะเบียนปัจจุบัน" not in page
    for told in ("ภาษาจีน", "ภาษาลาว", "สมปอง", "SKILL"):
        assert told not in page
    assert Reading.objects.filter(view="card.print").count() == 1  # verifying a paper reads nobody


@pytest.mark.e2e
@pytest.mark.parametrize("wide", [1366, 390])
def test_the_page_in_a_browser(page: Page, picture: Any, monkeypatch: pytest.MonkeyPatch, wide: int) -> None:
    page.set_viewport_size({"width": wide, "height": 768 if wide > 1000 else 844})
    page.goto(f"/V/{letters_of_a_print(monkeypatch)}")
    page.wait_for_selector("text=ออกโดยระบบนี้จริง")
    assert axe.findings(page) == []
    assert width_of(page) <= wide
    picture(page, f"verify-{wide}")
    page.goto("/V/" + "A" * 149)
    page.wait_for_selector("text=ไม่พบหรือไม่ถูกต้อง")
    assert axe.findings(page) == []
    picture(page, f"verify-none-{wide}")

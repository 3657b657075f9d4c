"""The card leaves the reader: nothing is executed until the same person shows it again (card-login.md 6)."""

from __future__ import annotations

import pytest

from lhr.identity import queries
from tests.identity.agent import Card
from tests.identity.cast import PASSWORD, Cast, Officer, Time
from tests.web.accounts.conftest import Browser, signed_in, text


@pytest.fixture
def locked(enrolled: Officer) -> Browser:
    """A session whose card was just taken out."""
    browser = signed_in(enrolled)
    browser.pc.seq += 1
    assert browser.reports("absent").status_code == 200
    return browser


def test_every_page_answers_423_and_says_why(locked: Browser) -> None:
    for address in ("/", "/account/", "/enrol/"):
        answer = locked.opens(address)
        assert answer.status_code == 423
        assert "CL-31" in text(answer)
        assert "เสียบบัตรใบเดิม" in text(answer)


def test_nothing_is_executed_while_locked(locked: Browser, enrolled: Officer) -> None:
    key = queries.keys_of(enrolled.account.pk)[0]
    answer = locked.sends(f"/account/keys/{key.entry_id}/revoke/", reason="ลองขณะล็อก")
    assert answer.status_code == 423
    assert queries.keys_of(enrolled.account.pk)[0].status == "ACTIVE"


def test_a_part_of_a_page_goes_to_the_overlay_so_that_the_form_stays(locked: Browser) -> None:
    answer = locked.opens("/account/", headers={"HX-Request": "true"})
    assert answer.status_code == 423
    assert answer["HX-Retarget"] == "#lock"
    assert "<html" not in text(answer)


def test_the_page_learns_of_the_lock_by_asking(locked: Browser) -> None:
    answer = locked.opens("/account/presence/")
    assert answer.status_code == 423
    assert "ทำงานต่อ" in text(answer)


def test_the_way_back_in_is_never_covered_by_the_lock_itself(locked: Browser, time: Time) -> None:
    """A page that asks for presence covers itself while locked: not the one where the card or password is awaited."""
    assert "data-presence" not in text(locked.opens("/account/unlock/"))
    time.passes(minutes=16)
    locked.pc.seq += 1
    assert "data-presence" not in text(unlocks(locked))  # type: ignore[arg-type]


def unlocks(browser: Browser, **typed: str) -> object:
    return browser.sends("/account/unlock/", **browser.asks("/account/unlock/ask/", "unlock"), **typed)


def test_the_same_card_goes_on(locked: Browser) -> None:
    locked.pc.seq += 1
    assert "ปลดล็อกแล้ว" in text(unlocks(locked))  # type: ignore[arg-type]
    assert locked.opens("/account/").status_code == 200


def test_another_persons_card_does_not_go_on(locked: Browser, cast: Cast) -> None:
    locked.pc.seq += 1
    locked.pc.card = Card(cast.cid())
    assert "CL-24" in text(unlocks(locked))  # type: ignore[arg-type]
    assert locked.opens("/account/").status_code == 423


def test_after_a_long_lock_the_password_is_asked_too(locked: Browser, time: Time) -> None:
    time.passes(minutes=16)
    locked.pc.seq += 1
    assert 'name="password"' in text(locked.opens("/account/unlock/"))
    refused = text(unlocks(locked))  # type: ignore[arg-type]
    assert "ต้องใส่รหัสผ่านด้วย" in refused
    assert "ปลดล็อกแล้ว" in text(unlocks(locked, password=PASSWORD))  # type: ignore[arg-type]


def test_silence_of_the_agent_locks(enrolled: Officer, time: Time) -> None:
    browser = signed_in(enrolled)
    time.passes(seconds=61)
    answer = browser.opens("/account/")
    assert answer.status_code == 423
    assert "CL-33" in text(answer)


def test_a_card_that_stays_keeps_the_session_open(enrolled: Officer, time: Time) -> None:
    browser = signed_in(enrolled)
    for _ in range(5):
        time.passes(seconds=20)
        browser.reports("present")
    assert browser.opens("/account/").status_code == 200


def test_signing_out_is_possible_while_locked(locked: Browser) -> None:
    assert locked.sends("/logout/")["Location"] == "/login/"
    assert locked.opens("/account/")["Location"].startswith("/login/")

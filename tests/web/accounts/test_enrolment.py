"""A new account: password, PC, card, approval; then the sign-in by card (card-login.md 4 and 5)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lhr.audit import saves
from lhr.audit.models import Change
from lhr.identity import actions, queries
from tests.identity.agent import Card, Pc
from tests.identity.cast import PASSWORD, Cast, Officer, Time, newcomer
from tests.support.pages import is_refused
from tests.web.accounts.conftest import Browser, in_front_of, signed_in, text


def set_up(who: Officer) -> Browser:
    """Past the first step: a password of one's own."""
    browser = Browser(pc=who.pc)
    browser.types(who.account.user_name, who.one_time)
    browser.sends("/login/password/", new_password=PASSWORD, repeated_password=PASSWORD)
    return browser


def paired(browser: Browser) -> dict[str, str]:
    """Get a code from the page and let the agent register the PC with it."""
    page = text(browser.sends("/enrol/code/"))
    found = re.search(r'id="pairing-code">(\w{10})<', page)
    assert found is not None
    nonce = browser.agent("/agent/v1/pair/nonce", {"code": found[1]}).json()["nonce"]
    told = {
        "code": found[1],
        "jwk": browser.pc.jwk,
        "storage": "software",
        "agent_ver": "1.0.0",
        "label": "โต๊ะ ๑",
    }
    answer: dict[str, str] = browser.agent("/agent/v1/pair", {**told, **browser.pc.proof(nonce)}).json()
    return answer


def reads_card(browser: Browser, **lies: object) -> object:
    return browser.client.post("/enrol/card/", browser.asks("/enrol/card/ask/", "enrol-card", **lies))


def test_the_steps_one_after_the_other(somebody: Officer) -> None:
    browser = set_up(somebody)
    assert paired(browser) == {"state": "PENDING"}
    assert "รออนุมัติ" in text(browser.opens("/enrol/"))
    assert reads_card(browser)["Location"] == "/enrol/"  # type: ignore[index]
    page = text(browser.opens("/enrol/"))
    assert "รอยืนยัน" in page
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนครพนม" in page


def test_who_was_refused_reads_why_until_the_next_try(cast: Cast, somebody: Officer) -> None:
    browser = set_up(somebody)
    paired(browser)
    reads_card(browser)
    key, card = queries.keys_of(somebody.account.pk)[0], queries.cards_of(somebody.account.pk)[0]
    above = cast.officer_above
    actions.refuse_key(by=above, entry_id=key.entry_id, version=key.version, reason="ไม่ใช่เครื่องของสำนักงาน")
    actions.refuse_card(by=above, entry_id=card.entry_id, version=card.version, reason="บัตรหมดอายุ")
    page = text(browser.opens("/enrol/"))
    assert "ไม่ใช่เครื่องของสำนักงาน" in page
    assert "บัตรหมดอายุ" in page
    paired(browser)
    assert "ไม่ใช่เครื่องของสำนักงาน" not in text(browser.opens("/enrol/"))


def test_an_enrolling_account_reaches_nothing_else(somebody: Officer) -> None:
    browser = set_up(somebody)
    for address in ("/rights/", "/approvals/"):
        answer = browser.opens(address)
        assert answer.status_code == 403
        assert "ยังลงทะเบียนเครื่องและบัตรไม่เสร็จ" in text(answer)


def test_approved_meanwhile_the_same_browser_goes_on_to_the_card(somebody: Officer) -> None:
    browser = set_up(somebody)
    paired(browser)
    reads_card(browser)
    somebody.key_entry = queries.keys_of(somebody.account.pk)[0].entry_id
    somebody.is_approved()
    somebody.card_is_seen()
    assert browser.opens("/enrol/")["Location"].startswith("/login/")
    assert browser.opens("/login/")["Location"] == "/login/card/"
    assert browser.shows_card()["Location"] == "/"
    assert browser.opens("/account/").status_code == 200


def test_the_first_read_of_another_persons_card_is_refused(cast: Cast, somebody: Officer) -> None:
    browser = set_up(somebody)
    paired(browser)
    browser.pc.card = Card(cast.cid())
    answer = reads_card(browser)
    assert "CL-24" in text(answer)  # type: ignore[arg-type]
    assert "เสียบบัตรประจำตัวประชาชนของท่านเอง" in text(answer)  # type: ignore[arg-type]


def test_another_persons_card_does_not_sign_in(cast: Cast, enrolled: Officer) -> None:
    browser = in_front_of(enrolled)
    browser.pc.card = Card(cast.cid())
    answer = browser.shows_card()
    assert is_refused(answer)
    assert "CL-24" in text(answer)
    assert browser.opens("/account/").status_code == 302


def test_a_statement_shown_twice_is_refused(enrolled: Officer) -> None:
    browser = in_front_of(enrolled)
    shown = browser.asks("/login/card/ask/", "login")
    assert browser.client.post("/login/card/", shown).status_code == 302
    again = in_front_of(enrolled)
    answer = again.client.post("/login/card/", shown)
    assert is_refused(answer)
    assert "CL-21" in text(answer)


def test_a_statement_that_comes_too_late_is_refused(enrolled: Officer, time: Time) -> None:
    browser = in_front_of(enrolled)
    shown = browser.asks("/login/card/ask/", "login")
    time.passes(seconds=61)
    assert "CL-20" in text(browser.client.post("/login/card/", shown))


def test_a_pc_that_nobody_knows_gets_the_neutral_answer(enrolled: Officer) -> None:
    browser = in_front_of(enrolled)
    browser.pc = Pc(enrolled.pc.card)
    page = text(browser.shows_card())
    assert "CL-23" in page
    assert "AGENT_UNKNOWN" not in page


def test_a_challenge_needs_a_session_of_ones_own(cast: Cast) -> None:
    answer = Browser().sends("/login/card/ask/")
    assert answer.status_code == 403


def test_coming_back_from_a_navigation_signs_in(enrolled: Officer) -> None:
    browser = in_front_of(enrolled)
    asked = browser.client.post("/login/card/ask/", {"how": "nav"}).json()
    assert asked["return"] == "http://localhost:8000/login/card/return"
    said = browser.pc.says(asked["nonce"], "login")
    assert Browser().opens("/login/card/return").status_code == 200
    sent = {"confirm_statement": said["statement"], "confirm_sig": said["sig"], "error": ""}
    assert browser.client.post("/login/card/return", sent)["Location"] == "/"
    assert browser.opens("/account/").status_code == 200


def test_a_return_that_nobody_asked_for_signs_nobody_in(enrolled: Officer) -> None:
    browser = in_front_of(enrolled)
    shown = browser.asks("/login/card/ask/", "login")
    assert browser.client.post("/login/card/return", shown)["Location"] == "/login/"
    assert browser.opens("/account/").status_code == 302


def test_only_pages_that_read_the_card_may_reach_the_agent(enrolled: Officer) -> None:
    browser = signed_in(enrolled)
    reached = "connect-src 'self' http://127.0.0.1:14711 http://127.0.0.1:14712 http://127.0.0.1:14713"
    assert reached in browser.opens("/enrol/")["Content-Security-Policy"]
    assert "127.0.0.1" not in browser.opens("/account/")["Content-Security-Policy"]


def test_an_agent_is_told_no_more_than_number_and_words(cast: Cast) -> None:
    answer = Browser().agent("/agent/v1/link", {"kid": "x" * 43})
    assert answer.status_code == 403
    assert answer.json()["error"] == "CL-23"
    assert "AGENT_UNKNOWN" not in answer.content.decode()


def test_an_agent_posts_json_and_nothing_else(cast: Cast) -> None:
    browser = Browser()
    assert browser.client.post("/agent/v1/link", {"kid": "x"}).status_code == 400
    assert browser.agent("/agent/v1/link", "[1, 2]").status_code == 400
    assert browser.agent("/agent/v1/presence", "{" * 20_000).status_code == 400
    assert browser.opens("/agent/v1/link").status_code == 405


def test_own_account_ends_a_pc_with_a_reason(enrolled: Officer) -> None:
    browser = signed_in(enrolled)
    key = queries.keys_of(enrolled.account.pk)[0]
    address = f"/account/keys/{key.entry_id}/revoke/"
    refused = browser.sends(address, reason="   ")
    assert is_refused(refused)
    assert browser.sends(address, reason="เปลี่ยนเครื่อง")["Location"] == "/account/"
    # The session lived by this key: it is over at the next request.
    assert browser.opens("/account/").status_code == 302


def test_nobody_sees_the_pc_of_another(cast: Cast, enrolled: Officer) -> None:
    browser = signed_in(newcomer(cast).enrols())
    key = queries.keys_of(enrolled.account.pk)[0]
    assert browser.opens(f"/account/keys/{key.entry_id}/revoke/").status_code == 404


def test_pressed_twice_the_page_gives_one_code(somebody: Officer) -> None:
    browser, key = set_up(somebody), saves.new_key()
    first = text(browser.sends("/enrol/code/", save_key=key))
    assert 'id="pairing-code"' in first
    assert browser.sends("/enrol/code/", save_key=key)["Location"] == "/enrol/"
    assert Change.objects.filter(tag="identity:pairing:code").count() == 1


def test_without_a_key_no_code_is_given_and_no_session_ends(somebody: Officer, enrolled: Officer) -> None:
    browser, desk = set_up(somebody), signed_in(enrolled)
    for client, at in ((browser.client, "/enrol/code/"), (desk.client, "/account/sign-outs/")):
        assert "เปิดไว้นานเกินไป" in text(client.post(at, follow=True))
    assert desk.opens("/account/").status_code == 200


def test_a_changed_answer_of_the_chip_is_logged_and_refuses_nobody(
    enrolled: Officer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING", logger="lhr.identity.statements")
    signed_in(enrolled)
    assert "ATR" not in caplog.text
    assert enrolled.pc.card is not None
    enrolled.pc.card = replace(enrolled.pc.card, atr="3b69")
    signed_in(enrolled)
    (told,) = [r.getMessage() for r in caplog.records if "ATR" in r.getMessage()]
    assert "ATR 3b69 instead of 3b68" in told
    assert enrolled.account.user_name not in told

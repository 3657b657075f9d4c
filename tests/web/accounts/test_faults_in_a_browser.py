"""Rows B of the fault table (card-login.md 11) in a real Chromium, with the real pcscd, the real agent and virtual
cards: the page names the code, says in Thai what happened and what to do next, and nothing is let in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.identity import actions, queries
from lhr.identity.models import CardStatus
from lhr.identity.refusals import OFFICE, card_refusal
from lhr.kernel.national_id import make_synthetic
from lhr_card.codes import CODES
from lhr_card_agent import client, station
from lhr_card_agent.sim.card import card_of
from tests.support.booth import READ, TELEPHONE, Booth, booth, live_lhr, shows_well
from tests.support.browser import LAPTOP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.e2e
__all__ = ["booth", "live_lhr"]
Picture = Callable[..., None]


@pytest.fixture(autouse=True)
def clean(booth: Booth) -> None:
    """The officer's own card is in, and what the book says of earlier tests is read."""
    booth.has_own_card()
    booth.refusals()


def agent_says(page: Page, code: str, **values: object) -> None:
    """The page shows the agent's code with its words and the next step, and stays where it is."""
    until(page, lambda: CODES[code].number in (page.text_content("form .card-said") or ""))
    assert page.text_content("form .card-said") == CODES[code].shown("th", **values)
    assert "ทำต่อ:" in page.inner_text("form .card-said")
    assert urlsplit(page.url).path == "/login/card/"
    assert page.is_enabled("[data-read]")


# An officer may have them shown as either.
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def read(page: Page, part: str) -> str:
    return " ".join(page.inner_text(part).split()).translate(DIGITS)


def server_says(page: Page, code: str, **values: object) -> None:
    """The page shows the server's refusal with its number, its words and the next step; nobody is in."""
    page.wait_for_selector(f"main:has-text('{CODES[code].number}')")
    refused, shown = card_refusal(code, **values), read(page, "main")
    assert refused.says().translate(DIGITS) in shown
    # The page names the office itself where the refusal only says that there is one.
    for part in f"ทำต่อ: {refused.remedy()}".translate(DIGITS).split(OFFICE.th):
        assert part.strip() in shown
    assert urlsplit(page.url).path == "/login/card/"
    answer = page.request.get("/account/")
    assert urlsplit(answer.url).path.startswith("/login/")


def both_sizes(page: Page, picture: Picture, name: str) -> None:
    shows_well(page, name)
    picture(page, f"card-{name}")
    page.set_viewport_size(TELEPHONE)
    picture(page, f"card-{name}-narrow")
    page.set_viewport_size(LAPTOP)


def is_inside(page: Page) -> None:
    page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/login/"))


def until(page: Page, so: Callable[[], bool]) -> None:
    """Let the browser go on until it is so; a minute and a half at most, since a machine may be busy."""
    for _ in range(3000):
        if so():
            return
        page.wait_for_timeout(30)
    raise TimeoutError(page.inner_text("body"))


def comes_back(booth: Booth, page: Page) -> None:
    """After the fault the own card lets the same window in."""
    booth.inserts()
    page.click(READ)
    is_inside(page)


# --- 6, 7, 8, 18, 19, 32: the card ------------------------------------------------------------------------------------


def test_row_6_a_number_with_a_wrong_check_digit_is_signed_and_sent_for_nobody(
    booth: Booth, page: Page, picture: Picture
) -> None:
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    cid = booth.desk.cid
    booth.inserts(replace(booth.desk, cid=cid[:-1] + str((int(cid[-1]) + 1) % 10)))
    booth.types_password(page)
    sent.clear()
    asked = len(booth.pc.consent.asked)
    page.click(READ)
    agent_says(page, "BAD_CID")
    assert [urlsplit(url).path for url in sent] == ["/login/card/ask/", "/v1/assert"]
    assert len(booth.pc.consent.asked) == asked
    assert booth.refusals() == []
    both_sizes(page, picture, "bad-cid")
    comes_back(booth, page)


def test_row_7_another_person_s_card_is_refused_and_in_the_book(
    booth: Booth, page: Page, picture: Picture
) -> None:
    booth.inserts(replace(booth.desk, name="other", cid=make_synthetic(7007)))
    booth.types_password(page)
    page.click(READ)
    server_says(page, "NOT_YOUR_CARD")
    assert booth.refusals() == ["NOT_YOUR_CARD"]
    both_sizes(page, picture, "not-your-card")
    comes_back(booth, page)


def test_row_8_an_expired_card_names_its_day(booth: Booth, page: Page, picture: Picture) -> None:
    booth.inserts(replace(booth.desk, expire="25610830"))
    booth.types_password(page)
    page.click(READ)
    page.wait_for_selector("main:has-text('CL-25')")
    assert "บัตรหมดอายุเมื่อ 30 ส.ค. 2561" in read(page, "main")
    assert "ทำต่อ:" in page.inner_text("main")
    assert booth.refusals() == ["CARD_EXPIRED"]
    both_sizes(page, picture, "expired")
    comes_back(booth, page)


@pytest.mark.parametrize(
    "expire", ["99999999", "25610800"], ids=["for life", "no day"]
)
def test_row_8_a_card_for_life_or_with_an_unknown_part_signs_in(
    booth: Booth, page: Page, expire: str
) -> None:
    booth.binds(replace(booth.desk, expire=expire))
    booth.types_password(page)
    page.click(READ)
    is_inside(page)
    assert booth.refusals() == []


def test_row_32_a_renewed_card_is_told_from_the_one_on_file(
    booth: Booth, page: Page, picture: Picture
) -> None:
    booth.inserts(replace(booth.desk, issue="25610801", request_no="2"))
    booth.types_password(page)
    page.click(READ)
    server_says(page, "CARD_CHANGED")
    assert booth.refusals() == ["CARD_CHANGED"]
    both_sizes(page, picture, "changed")


def test_rows_18_and_19_no_card_then_two_cards(booth: Booth, page: Page, picture: Picture) -> None:
    booth.empties()
    booth.types_password(page)
    page.click(READ)
    agent_says(page, "NO_CARD")
    both_sizes(page, picture, "no-card")
    booth.inserts()
    booth.pcscd.slots[1].insert(card_of(booth.desk))
    booth.pc.wait(lambda look: len(look.cards) == 2)
    booth.card_in = None
    page.click(READ)
    agent_says(page, "MANY_CARDS")
    both_sizes(page, picture, "many-cards")
    comes_back(booth, page)


# --- 12, 13: the nonce --------------------------------------------------------------------------------------


def asked_of_the_agent(page: Page, then: Callable[[Route], None]) -> None:
    """Let the test stand between page and agent."""
    page.route("**/v1/assert", lambda route: then(route) if route.request.method == "POST" else route.continue_())


def test_row_12_a_statement_that_let_somebody_in_lets_nobody_in_again(
    booth: Booth, page: Page, browser: Browser, picture: Picture
) -> None:
    sent: list[dict[str, str]] = []
    booth.types_password(page)

    def keep(route: Route) -> None:
        answer = route.fetch()
        sent.append(answer.json())
        route.fulfill(response=answer)

    asked_of_the_agent(page, keep)
    page.click(READ)
    is_inside(page)
    thief = browser.new_context(base_url=booth.origin, viewport=LAPTOP, locale="th-TH").new_page()
    booth.types_password(thief)
    asked_of_the_agent(thief, lambda route: route.fulfill(status=200, json=sent[0], headers=cors(booth)))
    thief.click(READ)
    server_says(thief, "LOGIN_USED")
    assert booth.refusals() == ["LOGIN_USED"]
    both_sizes(thief, picture, "used")
    thief.context.close()


def cors(booth: Booth) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": booth.origin}


def test_row_13_a_nonce_older_than_a_minute_is_too_old(booth: Booth, page: Page, picture: Picture) -> None:
    booth.types_password(page)

    def late(route: Route) -> None:
        booth.time.passes(seconds=60)
        route.continue_()

    asked_of_the_agent(page, late)
    page.click(READ)
    server_says(page, "LOGIN_EXPIRED")
    assert booth.refusals() == ["LOGIN_EXPIRED"]
    both_sizes(page, picture, "expired-nonce")
    page.unroute_all()
    page.click(READ)
    is_inside(page)


def test_row_13_a_nonce_of_another_session_counts_for_nothing(booth: Booth, page: Page) -> None:
    elsewhere = booth.who.types(booth.who.password)
    nonce = actions.challenge(by=ANONYMOUS, sign_in=elsewhere, purpose="login")
    booth.types_password(page)

    def theirs(route: Route) -> None:
        asked: dict[str, Any] = json.loads(route.request.post_data or "{}")
        route.continue_(post_data=json.dumps({**asked, "nonce": nonce}))

    asked_of_the_agent(page, theirs)
    page.click(READ)
    server_says(page, "LOGIN_USED")
    assert booth.refusals() == ["LOGIN_USED"]


# --- 28, 29, 34: the program ------------------------------------------------------------------------------------


def test_a_program_that_is_slow_to_answer_is_waited_for(booth: Booth, page: Page) -> None:
    """A busy PC is not told that no program is there: the first question is left unanswered, the second is not."""
    hung: list[Route] = []

    def first_hangs(route: Route) -> None:
        if hung:
            route.continue_()
        else:
            hung.append(route)

    page.context.grant_permissions(["local-network-access"], origin=booth.origin)
    booth.types_password(page)
    page.route(f"{booth.pc.url}/v1/health", first_hangs)
    page.click(READ)
    is_inside(page)
    assert hung
    assert hung
    assert booth.refusals() == []


def test_what_the_agent_said_last_stays_when_the_words_come_late(booth: Booth, page: Page) -> None:
    """On a busy machine the agent's answer overtakes the words of the codes; "reading" must not cover it."""
    late: list[Route] = []
    answered: list[str] = []
    booth.empties()
    page.on("response", lambda r: answered.append(r.url) if r.url.endswith("/v1/assert") else None)
    page.context.route("**/login/card/codes/**", lambda route: late.append(route))
    booth.types_password(page)
    page.click(READ)
    until(page, lambda: bool(answered))
    page.wait_for_function("() => !document.querySelector('[data-read]').disabled")
    for route in reversed(late):
        route.continue_()
        response = route.request.response()
        if response is not None:  # the page before this one asked too, and was left
            response.finished()
    page.context.unroute_all()
    page.evaluate("async (url) => { await (await fetch(url)).json() }", "/login/card/codes/th/")
    agent_says(page, "NO_CARD")
    assert page.locator("progress:visible").count() == 0


def test_without_the_words_the_page_still_speaks_its_language(booth: Booth, page: Page) -> None:
    booth.empties()
    page.context.route("**/login/card/codes/**", lambda route: route.abort())
    booth.types_password(page)
    page.click(READ)
    until(page, lambda: "ติดต่อระบบไม่ได้" in (page.text_content("form .card-said") or ""))
    page.wait_for_function("() => !document.querySelector('[data-read]').disabled")
    page.context.unroute_all()
    page.click(READ)
    agent_says(page, "NO_CARD")


def test_row_28_an_old_program_is_told_to_be_renewed(
    booth: Booth, page: Page, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_AGENT_MIN_VERSION", "9.2")
    booth.types_password(page)
    page.click(READ)
    server_says(page, "AGENT_OLD", ver="1.0.0", min="9.2")
    assert booth.refusals() == ["AGENT_OLD"]
    both_sizes(page, picture, "agent-old")


@pytest.mark.parametrize("minutes", [10, -10], ids=["ahead", "behind"])
def test_row_29_a_clock_ten_minutes_off_lets_in_and_says_so(
    booth: Booth, page: Page, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station, "clock_seconds", lambda: int(booth.time.now.timestamp()) + 60 * minutes)
    booth.types_password(page)
    page.click(READ)
    is_inside(page)
    told = " ".join(CODES["CLOCK_SKEW"].shown("th", minutes=10).split())
    assert told in read(page, "body")


def test_row_34_a_slow_chip_is_waited_for_and_the_page_says_that_it_reads(booth: Booth, page: Page) -> None:
    booth.inserts(faults="ms_per_byte=1.04")
    booth.types_password(page)
    assert page.get_attribute("form .card-said", "role") == "status"
    page.evaluate(
        """() => {
            const place = document.querySelector("form .card-said");
            const tell = () => sessionStorage.setItem("said", place.textContent);
            new MutationObserver(tell).observe(place, { childList: true });
        }"""
    )
    page.click(READ)
    is_inside(page)
    assert page.evaluate("() => sessionStorage.getItem('said')") == "กำลังอ่านบัตร กรุณาเสียบบัตรค้างไว้"


def test_the_officer_s_no_is_heard(booth: Booth, page: Page, picture: Picture) -> None:
    booth.inserts()  # an earlier yes is remembered till the card leaves
    booth.pc.consent.refuse = True
    booth.types_password(page)
    page.click(READ)
    agent_says(page, "CONSENT_REFUSED")
    both_sizes(page, picture, "consent-refused")
    booth.pc.consent.refuse = False
    page.click(READ)
    is_inside(page)


def test_a_card_that_waits_to_be_seen_says_who_confirms_it(
    booth: Booth, page: Page, picture: Picture
) -> None:
    renewed = replace(booth.desk, issue="25610815", request_no="3")
    booth.inserts(renewed)
    sign_in = booth.who.types(booth.who.password)
    nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose="enrol-card")
    actions.enrol_card(
        by=ANONYMOUS, sign_in=sign_in, **client.assert_card(booth.pc.url, booth.pc.origin, nonce, "enrol-card")
    )
    booth.types_password(page)
    page.click(READ)
    server_says(page, "CARD_PENDING")
    both_sizes(page, picture, "card-pending")
    booth.who.card_is_seen()
    booth.desk = renewed
    booth.types_password(page)
    page.click(READ)
    is_inside(page)
    states = sorted(card.status for card in queries.cards_of(booth.who.account.pk))
    assert states.count(CardStatus.ACTIVE) == 1

"""What a visitor of the demonstration does, step by step, with nothing but pages and forms: shared by the opening of
the demonstration and by `lhr demo check`."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

from lhr.cli.demonstration.visitor import Form, Lost, Page, Visitor

_CODE = re.compile(r'id="pairing-code">([^<]+)<')

CHOSEN = "Demo-"
_DECISION = re.compile(r"/approvals/(keys|cards)/[0-9a-f-]{36}/$")


def new_password() -> str:
    """A password for an invented person: long, unlike any name."""
    return f"{CHOSEN}{secrets.token_urlsafe(12)}"


def first_password(visitor: Visitor, user_name: str, one_time: str, chosen: str) -> Page:
    """Sign in with the one-time password and set one's own."""
    page = with_password(visitor, user_name, one_time)
    form = page.form(having="new_password")
    page = visitor.send(page, form, new_password=chosen, repeated_password=chosen)
    return expect(page, not_at="/login/password/")


def with_password(visitor: Visitor, user_name: str, password: str) -> Page:
    """Step ๑ of the letter: User, Password, Login."""
    page = visitor.get("/login/")
    return visitor.send(page, page.form(having="user_name"), user_name=user_name, password=password)


def enrol(visitor: Visitor, desk: str) -> Page:
    """Pair the simulated PC and read the card for the first time; approval is the office's."""
    page = visitor.get("/enrol/")
    page = visitor.send(page, page.form("/enrol/code/"))
    found = _CODE.search(page.html)
    if found is None:
        raise Lost(f"no pairing code at {page.path} ({page.status}): {page.text[:300]}")
    visitor.agent_post("/sim/pair", {"desk": desk, "code": found.group(1).strip()})
    visitor.insert(desk)
    page = visitor.get("/enrol/")
    answer = visitor.card(visitor.ask_json(page, "/enrol/card/ask/"))
    return visitor.send(page, page.form("/enrol/card/"), **answer)


def with_card(visitor: Visitor, user_name: str, password: str, desk: str) -> Page:
    """Sign in with password and card."""
    visitor.insert(desk)
    page = expect(with_password(visitor, user_name, password), at="/login/card/")
    answer = visitor.card(visitor.ask_json(page, "/login/card/ask/"))
    return expect(visitor.send(page, page.form("/login/card/"), **answer), not_at="/login/")


def approve_all(visitor: Visitor) -> int:
    """Approve every PC and card that waits; return how many."""
    done = 0
    while True:
        page = visitor.get("/approvals/")
        waiting = [f for f in page.forms if _DECISION.search(f.action)]
        if not waiting:
            return done
        expect(visitor.send(page, waiting[0]))
        done += 1


def answered(page: Page) -> dict[str, Any]:
    """Return the question that a form answered with JSON. Raises Lost with what came instead."""
    try:
        value: dict[str, Any] = json.loads(page.html)
    except ValueError:
        raise Lost(f"{page.path} ({page.status}) asked for no confirmation: {page.text[:600]}") from None
    return value


def key_transfer_out(
    visitor: Visitor, person: str, day: str, order: str, year: int, signed_on: str, paper: bytes = b""
) -> None:
    """Key ให้โอน of a person with its order (and its scan): choose kind and person, look at the effect, send."""
    page = expect(visitor.get("/movements/new/"))
    page = expect(visitor.send(page, page.form(having="movement"), movement="TRANSFER_OUT", step="fill"))
    chosen = re.search(rf'<option value="([0-9a-f-]{{36}})"[^>]*>[^<]*{re.escape(person)}', page.html)
    if chosen is None:
        raise Lost(f"{person} stands in no list at {page.path}: {page.text[:600]}")
    typed = {
        "person": chosen.group(1),
        "starts": day,
        "other": "อบต. แห่งหนึ่ง (สาธิต)",
        "other_id": "text",
        "citation_number": order,
        "citation_year": str(year),
        "citation_signed_on": signed_on,
    }
    form = page.form(having="citation_number")
    form.files = {"scan_file": paper} if paper else {}
    page = expect(visitor.send(page, form, step="look", **typed))
    if paper and "แนบแล้ว" not in page.text:
        raise Lost(f"the scan was not taken: {page.text[:600]}")
    form = page.form(having="seen")
    expect(visitor.send(page, form, step="send"), not_at="/movements/new/")


def verify_first(visitor: Visitor) -> None:
    """Verify what stands at the head of this officer's queue, signed by the card in the reader."""
    page = expect(visitor.get("/movements/queue/"))
    form: Form = page.form("/verify/")
    signed = visitor.card(answered(visitor.send(page, form, confirm_ask="fetch")))
    page = expect(visitor.send(page, form, **signed))
    if "ตรวจสอบ" not in page.text:
        raise Lost(f"not verified: {page.text[:600]}")


# What a career leaves on each tab of the card.
_ON_TABS = {"person": "จังหวัด", "learning": "มหาวิทยาลัย", "family": "มารดา", "leave": "ลาพักผ่อน", "service": "ดีมาก"}
_LINES, _MARKUP = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL), re.compile(r"<[^>]+>")


def open_record(visitor: Visitor, name: str) -> int:
    """Open the card of somebody who serves here, tab by tab; return how many tabs. Raises Lost where one is bare."""
    page = expect(visitor.get("/movements/people/"))
    found = re.search(rf'href="(/movements/people/[0-9a-f-]{{36}}/)"[^>]*>(?:<[^>]+>)*{re.escape(name)}<', page.html)
    if found is None:
        raise Lost(f"{name} is not among the staff at {page.path}: {page.text[:600]}")
    for tab, words in _ON_TABS.items():
        page = expect(visitor.get(f"{found.group(1)}?tab={tab}"))
        if not any(words in _MARKUP.sub("", lines) for lines in _LINES.findall(page.html)):
            raise Lost(f"no line of the tab {tab} says {words}: {page.text[:900]}")
    return len(_ON_TABS)


def open_scan(visitor: Visitor, at: str) -> None:
    """Open the first scan that a page offers. Raises Lost when there is none or it is no PDF."""
    page = expect(visitor.get(at))
    paper = expect(visitor.get(page.link("/scans/")))
    if not paper.html.startswith("%PDF-"):
        raise Lost(f"{paper.path} is no PDF: {paper.text[:200]}")


def see(visitor: Visitor, organisation: str, words: str) -> None:
    """The office's own page of the LGO says this of it."""
    page = expect(visitor.get(f"/oversight/lgos/{organisation}/"))
    if words not in page.text:
        raise Lost(f"{page.path} does not say {words}: {page.text[:900]}")


def expect(page: Page, *, at: str = "", not_at: str = "") -> Page:
    """Return the page when it is a good one (and where it should be). Raises Lost with what stands there."""
    wrong = (
        page.status >= 400
        or (at and not page.path.startswith(at))
        or (not_at and page.path.startswith(not_at))
    )
    if wrong:
        raise Lost(f"{page.path} ({page.status}): {page.text[:400]}")
    return page

"""What an officer does at the browser, over HTTP, as the clients play it: sign in with password and card, open records,
save SEM102. The card's statement is signed here, as the agent on the officer's PC does it."""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec
from yarl import URL

from lhr.cli.demonstration import visitor
from lhr_card import wire
from lhr_card.statement import CardPart, Statement, typ_for

RECORDS, LINES = 5, 10
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_CHOOSE = re.compile(r'name="choose" value="([^"]+)"')
_PERSON = re.compile(r'href="(/movements/people/[0-9a-f-]{36}/)"')
_TAGS = re.compile(r"<[^>]+>")


class Wrong(Exception):
    """The server answered something else than an officer at this step expects."""


@dataclass
class Seen:
    """What the clients saw: times by kind, errors, requests sent."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: int = 0
    said: list[str] = field(default_factory=list)
    requests: int = 0
    short: int = 0

    def took(self, kind: str, began: float, *, requests: int = 1) -> None:
        self.times.setdefault(kind, []).append(round((time.perf_counter() - began) * 1000, 2))
        self.requests += requests

    def wrong(self, why: str) -> None:
        self.errors += 1
        if len(self.said) < 5:
            self.said.append(why[:400])

    def as_dict(self) -> dict[str, Any]:
        return {
            "times": self.times, "errors": self.errors, "said": self.said, "requests": self.requests,
            "short": self.short,
        }  # fmt: skip


class Browser:
    """One officer's browser, with the PC's key and the card in the reader. Each request is timed by its kind."""

    def __init__(self, origin: str, who: dict[str, Any], connector: aiohttp.TCPConnector, seen: Seen) -> None:
        self.origin, self.who, self.seen = origin, who, seen
        # Officers come from as many addresses as there are LGOs; the server believes it as from its own proxy.
        headers = {"X-Forwarded-For": who["address"], "Origin": origin}
        jar = aiohttp.CookieJar(unsafe=True)
        jar.update_cookies(who.get("cookies", {}), response_url=URL(origin))
        self._session = aiohttp.ClientSession(
            connector=connector, connector_owner=False, headers=headers, cookie_jar=jar
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def get(self, path: str, kind: str = "page") -> str:
        return (await self._ask("GET", path, kind, None))[1]

    async def post(self, path: str, fields: dict[str, str], kind: str = "page") -> tuple[str, str]:
        """Return where the answer leads ("" when it is a page) and its text."""
        return await self._ask("POST", path, kind, fields)

    async def _ask(self, method: str, path: str, kind: str, fields: dict[str, str] | None) -> tuple[str, str]:
        began = time.perf_counter()
        try:
            async with self._session.request(
                method, self.origin + path, data=fields, allow_redirects=False
            ) as reply:
                text = await reply.text()
        except (aiohttp.ClientError, TimeoutError) as why:
            raise Wrong(f"{method} {path}: {type(why).__name__}") from why
        self.seen.took(kind, began)
        leads = reply.headers.get("Location", "")
        if reply.status >= 400 or (method == "GET" and reply.status != 200):
            raise Wrong(f"{method} {path}: {reply.status} {leads} {_words(text)}")
        return leads, text

    def signed(self, question: dict[str, str]) -> dict[str, str]:
        """Return the fields of the card's statement that answers a page's question."""
        nonce, purpose = question["nonce"], question["purpose"]
        tx = wire.from_b64url(question["tx"]) if "tx" in question else None
        who, card = self.who, self.who["card"]
        said = Statement(
            typ=typ_for(purpose), aud=self.origin, kid=who["kid"], iat=int(time.time()), nonce=nonce, purpose=purpose,
            tx_sha256="" if tx is None else wire.tx_sha256(tx), agent_ver="1.0.0", boot=who["boot"], seq=1,
            reader="bench", card=CardPart(cid_hash=wire.cid_hash(nonce, who["cid"]), **card),
        )  # fmt: skip
        envelope = wire.envelope(ec.derive_private_key(int(who["key"], 16), ec.SECP256R1()), said)
        return {"confirm_statement": envelope["statement"], "confirm_sig": envelope["sig"]}


async def sign_in(browser: Browser) -> None:
    """User and Password, then the card; done when the session is full."""
    page = await browser.get("/login/")
    typed = {"user_name": browser.who["user"], "password": browser.who["password"]}
    leads, text = await browser.post("/login/", {"csrfmiddlewaretoken": _token(page), **typed}, "password")
    if not leads.startswith("/login/card/"):
        raise Wrong(f"after the password: {leads} {_words(text)}")
    token = _token(await browser.get("/login/card/"))
    _, asked = await browser.post("/login/card/ask/", {"csrfmiddlewaretoken": token, "how": "fetch"}, "ask")
    statement = browser.signed(_question(asked))
    leads, text = await browser.post("/login/card/", {"csrfmiddlewaretoken": token, **statement}, "statement")
    if leads != "/":
        raise Wrong(f"after the card: {leads} {_words(text)}")


async def morning(browser: Browser, phone: str) -> None:
    """Sign in, look at the first page, then save SEM102 (a registrar) or open five records (a records officer)."""
    await sign_in(browser)
    await browser.get("/")
    if browser.who["saves"]:
        await save_form(browser, phone)
        return
    listed = await browser.get("/movements/people/")
    for path in list(dict.fromkeys(_PERSON.findall(listed)))[:RECORDS]:
        await browser.get(path)


async def save_form(browser: Browser, phone: str) -> None:
    """SEM102: open the officer's details, change the telephone number, confirm (card or password), save.

    "save" is the press itself; "confirm" the question of the card before it.
    """
    page = await browser.get("/rights/edit/")
    choices = _CHOOSE.findall(page)
    if not choices:
        raise Wrong(f"SEM102 offers nobody: {_words(page)}")
    opened = {"csrfmiddlewaretoken": _token(page), "choose": choices[-1].replace("&amp;", "&")}
    leads, text = await browser.post("/rights/edit/keep/", opened)
    if not leads.startswith("/rights/edit/"):
        raise Wrong(f"after choosing: {leads} {_words(text)}")
    fields = _fields(await browser.get("/rights/edit/"))
    fields["officer-phone"] = phone
    if browser.who.get("confirms") == "password":
        fields["confirm_password"] = browser.who["password"]
    else:
        _, asked = await browser.post("/rights/edit/", {**fields, "confirm_ask": "fetch"}, "confirm")
        fields |= browser.signed(_question(asked))
    leads, text = await browser.post("/rights/edit/", fields, "save")
    if leads and not leads.startswith("/rights/saved/"):
        shown = await browser.get("/rights/edit/")
        raise Wrong(f"not saved: {leads} {_words(shown)[-1500:]}")
    if not leads and "sem102" in text and 'name="confirm_ask"' in text:
        raise Wrong(f"not saved: {_words(text)}")


async def record_lines(browser: Browser, number: int) -> None:
    """Ten special skills of one person, each with its document. "line" is the press; the form is opened once, as an
    officer who keys many lines of one card stays at it."""
    address = f"/movements/people/{browser.who['person']}/add/{browser.who['section']}/"
    token = _token(await browser.get(address))
    for nth in range(LINES):
        fields = {
            "csrfmiddlewaretoken": token,
            "save_key": secrets.token_urlsafe(16),
            "skill": f"ทักษะ {number}-{nth} ก{secrets.token_hex(3)}",  # no thirteen digits in a row (CD-06)
            "grade": "ดี",
            "citation_text": "วุฒิบัตรตัวอย่าง",
            "show_on_kp7": "on",
        }
        leads, text = await browser.post(address, fields, "line")
        if not leads or "/add/" in leads:
            raise Wrong(f"not recorded: {leads} {_words(text or await browser.get(address))[-1500:]}")


def _fields(html: str) -> dict[str, str]:
    read = visitor.page_of(200, "http://localhost/rights/edit/", html)
    form = next((f for f in read.forms if f.id == "sem102"), None)
    if form is None:
        raise Wrong(f"no form: {_words(html)}")
    return dict(form.fields)


def _question(text: str) -> dict[str, str]:
    try:
        asked: dict[str, str] = json.loads(text)
        return {name: asked[name] for name in ("nonce", "purpose", "tx") if name in asked or name != "tx"}
    except (ValueError, KeyError):
        raise Wrong(f"no question: {_words(text)}") from None


def _token(html: str) -> str:
    found = _TOKEN.search(html)
    if found is None:
        raise Wrong(f"no form: {_words(html)}")
    return found.group(1)


def _words(html: str) -> str:
    """The words of the page's middle, for a message."""
    middle = html[html.find("<main") :] if "<main" in html else html
    return re.sub(r"\s+", " ", _TAGS.sub(" ", middle)).strip()[:1500]

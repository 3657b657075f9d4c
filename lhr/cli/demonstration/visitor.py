"""A visitor without a browser: keeps cookies, reads the forms of a page, sends them filled in, and asks the card agent
over its own loopback address. It sees only what the product shows."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any

_WITHIN_S = 30.0


class Lost(Exception):
    """The page did not offer what the visitor looked for; the text says what, where, and what stood there."""


@dataclass
class Form:
    """One form of a page with what stands in its fields; `buttons` are the name and value of each submit button."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""
    names: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)  # what the visitor chose in its file fields


@dataclass
class Page:
    """What came back: status, address, text and forms."""

    status: int
    url: str
    html: str
    forms: list[Form]

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.url).path

    @property
    def text(self) -> str:
        """The page's words without markup, on one line."""
        bare = re.sub(r"<(script|style|template)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        bare = re.sub(r'<span class="w">([^<]*)</span>', r"\1", bare)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)).strip()

    def form(self, part_of_action: str = "", having: str = "") -> Form:
        """Return the first form whose address holds the part and that has the field. Raises Lost."""
        for one in self.forms:
            if part_of_action in one.action and (not having or having in one.names):
                return one
        raise Lost(
            f"no form {part_of_action!r} with {having!r} at {self.path} ({self.status}): {self.text[:300]}"
        )

    def link(self, part: str) -> str:
        """Return the first link whose address holds the part. Raises Lost."""
        for found in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', self.html):
            if part in found:
                return str(found).replace("&amp;", "&")
        raise Lost(f"no link to {part!r} at {self.path} ({self.status}): {self.text[:300]}")


class Visitor:
    """One person at one browser. `agent` is the address of the card agent on the same PC."""

    def __init__(self, origin: str, agent: str = "") -> None:
        self.origin, self.agent = origin.rstrip("/"), agent.rstrip("/")
        self.cookies = CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies), _Stay()
        ).open

    def get(self, path: str) -> Page:
        return self._ask(urllib.request.Request(self._address(path)))  # noqa: S310 always our own origin

    def send(self, page: Page, form: Form, button: str = "", **typed: str) -> Page:
        """Send the form with what stands in it and what was typed. `button` presses a submit button by its name."""
        values = [(n, v) for n, v in form.fields if n not in typed] + list(typed.items())
        values += [pressed for pressed in form.buttons if pressed[0] == button][:1]
        address = urllib.parse.urljoin(page.url, form.action or page.url)
        body = urllib.parse.urlencode(values)
        if form.method == "get":
            return self.get(urllib.parse.urlsplit(address)._replace(query=body).geturl())
        request = urllib.request.Request(address, body.encode())  # noqa: S310 always our own origin
        if form.files:
            request.data, kind = _in_parts(values, form.files)
            request.add_header("Content-Type", kind)
        request.add_header("Referer", page.url)
        request.add_header("Origin", self.origin)
        return self._ask(request)

    def ask_json(self, page: Page, path: str, **typed: str) -> dict[str, Any]:
        """Post to an address that answers JSON, with the page's token."""
        token = dict(page.form(having="csrfmiddlewaretoken").fields)["csrfmiddlewaretoken"]
        form = Form(path, "post", [("csrfmiddlewaretoken", token)])
        answer = self.send(page, form, **typed)
        try:
            value: dict[str, Any] = json.loads(answer.html)
        except ValueError:
            raise Lost(f"{path} answered {answer.status}: {answer.text[:300]}") from None
        return value

    def card(self, question: dict[str, Any]) -> dict[str, str]:
        """Take a page's question to the agent; return statement and signature. Raises Lost when the agent refuses."""
        asked: dict[str, str] = {name: question[name] for name in ("nonce", "purpose", "tx") if name in question}
        if "nonce" not in asked:
            raise Lost(f"no challenge: {question}")
        answer = self.agent_post("/v1/assert", asked)
        return {"confirm_statement": answer["statement"], "confirm_sig": answer["sig"]}

    def agent_post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        request = urllib.request.Request(self.agent + path, json.dumps(body).encode())  # noqa: S310 loopback
        request.add_header("Content-Type", "application/json")
        request.add_header("Origin", self.origin)
        answer = self._ask(request)
        value: dict[str, Any] = json.loads(answer.html)
        if answer.status >= http.client.BAD_REQUEST:
            raise Lost(f"the agent at {path} said {value.get('error')}: {value.get('says')}")
        return value

    def insert(self, desk: str) -> None:
        """Put the desk's card into the reader of the simulated PC."""
        self.agent_post("/sim/insert", {"desk": desk})

    def _address(self, path: str) -> str:
        return urllib.parse.urljoin(self.origin + "/", path)

    def _ask(self, request: urllib.request.Request) -> Page:
        try:
            with self._open(request, timeout=_WITHIN_S) as answer:
                return page_of(answer.status, answer.url, answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as refused:
            with refused:
                return page_of(refused.code, refused.url, refused.read().decode("utf-8", "replace"))


def _in_parts(values: list[tuple[str, str]], files: dict[str, bytes]) -> tuple[bytes, str]:
    """Return a form with files as a browser sends it, and its content type."""
    edge, made = f"lhr-{secrets.token_hex(12)}", b""
    named = [(name, "", value.encode()) for name, value in values]
    named += [(name, '; filename="scan.pdf"', content) for name, content in files.items()]
    for name, extra, content in named:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'
        made += head.encode() + content + b"\r\n"
    return made + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow redirects inside the same host only."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urllib.parse.urlsplit(newurl).netloc != urllib.parse.urlsplit(req.full_url).netloc:
            raise Lost(f"led away to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def page_of(status: int, url: str, html: str) -> Page:
    """Return an answer with its forms read."""
    reader = _Forms()
    reader.feed(html)
    reader.bring_home()
    return Page(status, url, html, reader.found)


class _Forms(HTMLParser):
    """Collects the forms of a page with what stands in their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._now: Form | None = None
        self._area = ""
        self._select = ""
        self._of_select: Form | None = None
        self._of_area: Form | None = None
        self._outside: dict[str, Form] = {}

    def bring_home(self) -> None:
        """Give fields that stand outside their form, named by the form attribute, to it."""
        for form in self.found:
            away = self._outside.get(form.id)
            if form.id and away is not None:
                form.fields += away.fields
                form.buttons += away.buttons
                form.names |= away.names

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._now = Form(said.get("action", ""), said.get("method", "get").lower(), id=said.get("id", ""))
            self.found.append(self._now)
            return
        home = self._home(said) if tag != "option" else self._of_select
        if home is not None and "disabled" not in said:
            reading = {
                "input": self._input,
                "button": self._button,
                "select": self._choice,
                "option": self._option,
            }
            reading.get(tag, self._writing if tag == "textarea" else _nothing)(home, said)

    def _home(self, said: dict[str, str]) -> Form | None:
        """The form that a field belongs to: the one it names, else the one it stands in."""
        if "form" in said:
            return self._outside.setdefault(said["form"], Form("", "post"))
        return self._now

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._now = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._of_area is not None:
            self._of_area.fields.append((self._area, data.strip()))

    def _input(self, form: Form, said: dict[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        if not name:
            return
        form.names.add(name)
        if kind == "file":
            return  # chosen, never typed: see Form.files
        if kind == "submit":
            form.buttons.append((name, said.get("value", "")))
        elif kind not in ("checkbox", "radio") or "checked" in said:
            form.fields.append((name, said.get("value", "")))

    def _button(self, form: Form, said: dict[str, str]) -> None:
        if said.get("name") and said.get("type", "submit") == "submit":
            form.buttons.append((said["name"], said.get("value", "")))

    def _choice(self, form: Form, said: dict[str, str]) -> None:
        self._select, self._of_select = said.get("name", ""), form
        form.names.add(self._select)

    def _option(self, form: Form, said: dict[str, str]) -> None:
        if self._select and "selected" in said:
            form.fields.append((self._select, said.get("value", "")))

    def _writing(self, form: Form, said: dict[str, str]) -> None:
        self._area, self._of_area = said.get("name", ""), form
        form.names.add(self._area)


def _nothing(_: Form, __: dict[str, str]) -> None:
    """Tags that say nothing about a form."""

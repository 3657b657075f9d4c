"""The agent's side of an LHR server over real HTTP: it verifies every statement with lhr_card and keeps it."""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from lhr_card import wire


class SmallServer:
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.nonces: dict[str, str] = {}
        self.keys: dict[str, dict[str, Any]] = {}
        self.links: dict[str, str] = {}
        self.presences: list[wire.Statement] = []
        self.refused: list[str] = []
        self.revoked: set[str] = set()
        self.due: set[str] = set()  # keys that are to be replaced
        self.answers_get_lost = False  # a key is replaced and nobody hears of it
        self.states: dict[str, str] = {}
        self.ahead_s = 0  # how far this server's clock is from the PC's
        self.news = threading.Condition()
        small = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one packet, else each answer waits for a delayed ACK
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with small.news:
                    status, answer = small.told(self.path, body)
                    small.news.notify_all()
                raw = json.dumps(answer).encode("utf-8")
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string((timestamp or time.time()) + small.ahead_s)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://localhost:{self._http.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(10)

    def code_for(self, person: str) -> str:
        code = secrets.token_hex(5).upper()
        self.codes[code] = person
        return code

    def told(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        try:
            return {
                "/agent/v1/pair/nonce": self._nonce,
                "/agent/v1/pair": self._pair,
                "/agent/v1/link": self._link,
                "/agent/v1/presence": self._presence,
                "/agent/v1/rotate": self._rotate,
            }[path](body)
        except (KeyError, ValueError) as problem:
            self.refused.append(f"{path} {problem!r}")
            return 403, {"error": "LOGIN_USED", "says": "รหัสนี้ใช้ไม่ได้"}

    def _nonce(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.codes[body["code"]]
        self.nonces[body["code"]] = wire.b64url(secrets.token_bytes(32))
        return 200, {"nonce": self.nonces[body["code"]]}

    def _pair(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        statement = self._verified(body, body["jwk"])
        expected = ("pair", "pair", self.nonces.pop(body["code"]), self.url)
        if (statement.typ, statement.purpose, statement.nonce, statement.aud) != expected:
            raise ValueError("another pairing")
        if statement.kid != wire.thumbprint(body["jwk"]):
            raise ValueError("another key")
        del self.codes[body["code"]]
        self.keys[statement.kid] = {name: body[name] for name in ("jwk", "storage", "agent_ver", "label")}
        return 201, {"ok": True, "state": "PENDING"}

    def _link(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.keys[body["kid"]]
        link = wire.b64url(secrets.token_bytes(32))
        self.links[link] = body["kid"]
        return 200, {"link": link, "state": self.states.get(body["kid"], "PENDING")}

    def _presence(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        claimed = wire.parse(wire.statement_bytes(body["statement"]))
        statement = self._verified(body, self.keys[self.links[claimed.link]]["jwk"])
        before = [known.n for known in self.presences if known.link == statement.link]
        if statement.aud != self.url or statement.n <= max(before, default=0):
            raise ValueError("replayed or for another server")
        self.presences.append(statement)
        told = {"revoked": statement.kid in self.revoked, "rotate": statement.kid in self.due}
        return 200, {"ok": True, **{name: True for name, so in told.items() if so}}

    def _rotate(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        claimed = wire.parse(wire.statement_bytes(body["statement"]))
        said = self._verified(body, self.keys[self.links[claimed.link]]["jwk"])
        self._verified({**body, "sig": body["next_sig"]}, body["jwk"])
        expected = ("rotate", self.url, self.links[said.link], wire.thumbprint(body["jwk"]))
        if (said.typ, said.aud, said.kid, said.next_kid) != expected or said.kid not in self.due:
            raise ValueError("another key")
        self.keys[said.next_kid] = {**self.keys.pop(said.kid), "jwk": body["jwk"]}
        self.links[said.link] = said.next_kid
        self.due.remove(said.kid)
        return (502, {}) if self.answers_get_lost else (200, {"state": "ACTIVE"})

    @staticmethod
    def _verified(body: dict[str, Any], jwk: dict[str, str]) -> wire.Statement:
        received = wire.statement_bytes(body["statement"])
        if not wire.verify(jwk, received, body["sig"]):
            raise ValueError("signature")
        return wire.parse(received)

    def wait_for(self, wanted: Any) -> bool:
        """Wait until `wanted()` is true of what was told; False after ten seconds."""
        with self.news:
            return bool(self.news.wait_for(wanted, 10))

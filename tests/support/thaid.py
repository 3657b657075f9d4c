"""A local issuer that speaks as ThaID does: authorisation, token and key set, over real HTTP; it can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lhr.kernel import clock
from lhr_card.wire import b64url

CLIENT, SECRET, API_KEY = "lhr-test", "a-secret-of-the-tests-only", "key-of-the-tests"


@dataclass
class Issuer:
    """`pid` and `issued` are of whoever holds the telephone."""

    pid: str = ""
    issued: str = "2017-01-01"
    url: str = ""
    algorithm: str = "ES256"
    kid: str = "key-1"
    lies: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key: Any = ec.generate_private_key(ec.SECP256R1())
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        self.keys = {"keys": [{**public, "kid": "key-1", "alg": "ES256", "use": "sig"}]}

    def confirmed(self, address: str) -> dict[str, str]:
        """Do as the owner of the telephone does at an address of ours: confirm; return what comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        if self.refuses:
            return {"state": asked["state"], "error": "access_denied"}
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        return {"state": asked["state"], "code": code}

    def token(self, asked: dict[str, str]) -> str:
        now = int(clock.now().timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= {"pid": self.pid, "date_of_issuance": self.issued, **self.lies}
        if self.algorithm == "HS256":
            return self._with_public_key(claims)
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": self.kid})

    def _with_public_key(self, claims: dict[str, Any]) -> str:
        """The old trick: the published key as the shared secret of an HMAC. No library would sign so; a thief does."""
        public = self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        head = {"alg": "HS256", "typ": "JWT", "kid": self.kid}
        signed = ".".join(b64url(json.dumps(part).encode()) for part in (head, claims))
        return f"{signed}.{b64url(hmac.digest(public, signed.encode(), 'sha256'))}"

    def exchanged(self, headers: Any, sent: dict[str, str]) -> str | None:
        """Return the token for a code, once, when everything that belongs to it is right."""
        asked = self.asked.pop(sent.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        fits = (
            asked is not None
            and headers.get("Authorization") == f"Basic {basic}"
            and headers.get("X-Api-Key") == API_KEY
            and sent.get("redirect_uri") == asked["redirect_uri"]
            and b64url(proof) == asked["code_challenge"]
        )
        return self.token(asked) if fits and asked is not None else None


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing: the test's own output is what is read."""

        def do_GET(self) -> None:
            issuer.seen.append(self.path)
            if self.path == "/jwks":
                self._say(200, issuer.keys)
                return
            back = issuer.confirmed(self.path)
            asked = parse_qs(urlsplit(self.path).query)
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri'][0]}?{urlencode(back)}")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            token = issuer.exchanged(self.headers, sent)
            self._say(*((200, {"id_token": token}) if token else (400, {"error": "invalid_grant"})))

        def _say(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Answers


@contextmanager
def issuing(environment: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """Run an issuer and switch ThaID on with its addresses."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        for name, value in {
            "LHR_THAID": "yes",
            "LHR_THAID_ISSUER": issuer.url,
            "LHR_THAID_AUTHORISATION_URL": f"{issuer.url}/authorise",
            "LHR_THAID_TOKEN_URL": f"{issuer.url}/token",
            "LHR_THAID_JWKS_URL": f"{issuer.url}/jwks",
            "LHR_THAID_CLIENT_ID": CLIENT,
            "LHR_THAID_CLIENT_SECRET": SECRET,
            "LHR_THAID_HEADERS": f"X-Api-Key: {API_KEY}",
        }.items():
            environment.setenv(name, value)
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

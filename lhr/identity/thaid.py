"""ThaID as an OpenID provider: authorisation code with PKCE, state and nonce; the id_token against its key set.

Every address, header and scope is a setting, for no discovery document can be relied on (card-login.md 7.2). The
number in the token is compared and forgotten: it is in no log, no address and no row.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from lhr import config
from lhr.identity import one_time
from lhr.identity.models import Account
from lhr.identity.refusals import SignInRefused
from lhr.identity.thaid_codes import CODES
from lhr.kernel import clock
from lhr.people import queries as people
from lhr_card import wire

log = logging.getLogger(__name__)

LOGIN, CARD = "thaid-login", "thaid-card"
RETURN = "/login/thaid/return"
# Asymmetric only: with a shared secret among them, whoever knows a public key could sign with it.
_ALGORITHMS = ("RS256", "PS256", "ES256")
_LONGEST_ANSWER = 200_000
_PATIENCE_SECONDS = 10
_LEEWAY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class ThaidShown:
    """ThaID says that the owner of this account confirmed just now, holding a card issued on that day."""

    account: Account
    purpose: str
    issued_on: str  # eight digits, Buddhist year, as on the chip; "" when ThaID did not say


def refusal(code: str) -> SignInRefused:
    return SignInRefused(CODES[code])


def nonce_of(state: str) -> str:
    return one_time.digest("thaid nonce", state)


def _verifier_of(state: str) -> str:
    return one_time.digest("thaid verifier", state)


def address(state: str) -> str:
    """Return where the browser goes to confirm. `state` is a secret of the session that asks."""
    proof = hashlib.sha256(_verifier_of(state).encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": config.thaid_client_id(),
        "redirect_uri": f"{config.origin()}{RETURN}",
        "scope": config.thaid_scopes(),
        "state": state,
        "nonce": nonce_of(state),
        "code_challenge": wire.b64url(proof),
        "code_challenge_method": "S256",
    }
    return f"{config.thaid_authorisation_url()}?{urlencode(asked, quote_via=quote)}"


def token_for(code: str, state: str) -> str:
    """Exchange the code, which is good once, for the id_token."""
    basic = base64.b64encode(f"{config.thaid_client_id()}:{config.thaid_client_secret()}".encode()).decode()
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{config.origin()}{RETURN}",
        "code_verifier": _verifier_of(state),
    }
    headers = {**config.thaid_headers(), "Authorization": f"Basic {basic}"}
    answer = _fetched(config.thaid_token_url(), headers, urlencode(sent).encode())
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise refusal("THAID_FORM")
    return token


def claims_of(token: str, nonce: str) -> dict[str, Any]:
    """Return what a token says that was signed by ThaID, for us, now, in answer to this nonce."""
    import jwt

    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in _ALGORITHMS:
            raise refusal("THAID_ALGORITHM")
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(header.get("kid")),
            algorithms=list(_ALGORITHMS),
            audience=config.thaid_client_id(),
            issuer=config.thaid_issuer(),
            # The time is ours to compare: the clock of the register rules.
            options={"require": ["exp", "iat"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except jwt.InvalidAudienceError:
        raise refusal("THAID_AUDIENCE") from None
    except jwt.InvalidIssuerError:
        raise refusal("THAID_ISSUER") from None
    except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError, jwt.InvalidKeyError):
        raise refusal("THAID_SIGNATURE") from None
    except jwt.PyJWTError:
        raise refusal("THAID_FORM") from None
    _check_time(claims)
    if not one_time.same(str(claims.get("nonce", "")), nonce):
        raise refusal("THAID_NONCE")
    return claims


def shown(account: Account, purpose: str, claims: dict[str, Any]) -> ThaidShown:
    """Return what the claims show of this account; the number in them goes no further."""
    pid = claims.get("pid")
    cid = people.national_id_of(account.person_id) if account.person_id else ""
    if not cid or not isinstance(pid, str) or not one_time.same(pid, cid):
        raise refusal("THAID_OTHER_PERSON")
    return ThaidShown(account, purpose, as_on_chip(claims.get("date_of_issuance")))


def as_on_chip(said: object) -> str:
    """Return a date of ThaID as the chip writes it: 2017-01-31 and 31/01/2560 are 25600131; "" for anything else."""
    text = said.strip() if isinstance(said, str) else ""
    parts = text.replace("/", "-").split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    digits = "".join(parts)
    if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()):
        return ""
    year = int(digits[:4])
    return f"{year if year > 2400 else year + 543}{digits[4:]}"


def _check_time(claims: dict[str, Any]) -> None:
    now = clock.now().timestamp()
    times = [claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)]
    if not all(isinstance(t, int | float) for t in times):
        raise refusal("THAID_FORM")
    exp, iat, nbf = (float(t) for t in times if t is not None)
    if exp <= now - _LEEWAY_SECONDS or max(iat, nbf) > now + _LEEWAY_SECONDS:
        raise refusal("THAID_EXPIRED")


def _key(kid: object) -> Any:
    """Return the key of this id from ThaID's key set, which is asked for anew: sign-ins through ThaID are rare."""
    import jwt

    told = _fetched(config.thaid_jwks_url(), dict(config.thaid_headers()))
    try:
        keys = jwt.PyJWKSet.from_dict(told).keys
    except jwt.PyJWTError:
        raise refusal("THAID_KEY") from None
    found = [key for key in keys if key.key_id == kid or (kid is None and len(keys) == 1)]
    if not found:
        raise refusal("THAID_KEY")
    return found[0]


class _Straight(urllib.request.HTTPRedirectHandler):
    """Never follows: a token endpoint that sends us elsewhere would get the secret sent there."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def _fetched(url: str, headers: dict[str, str], sent: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(url, sent, {**headers, "Accept": "application/json"})  # noqa: S310 - https or localhost, by the setting
    try:
        with urllib.request.build_opener(_Straight).open(request, timeout=_PATIENCE_SECONDS) as answer:
            told = json.loads(answer.read(_LONGEST_ANSWER))
    except urllib.error.HTTPError as why:
        why.close()
        log.warning("thaid: %s answered %s", "token endpoint" if sent else "key set", why.code)
        raise refusal("THAID_CODE" if sent and why.code in (400, 401) else "THAID_UNREACHABLE") from None
    except (OSError, ValueError) as why:
        log.warning("thaid: %s", type(why).__name__)
        raise refusal("THAID_UNREACHABLE") from None
    if not isinstance(told, dict):
        raise refusal("THAID_FORM")
    return told

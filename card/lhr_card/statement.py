"""What a statement of each type holds, and the exact form of every field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

LOGIN = "login"
CONFIRM = "confirm"
UNLOCK = "unlock"
ENROL_CARD = "enrol-card"
PAIR = "pair"
PRESENCE = "presence"
ROTATE = "rotate"
TYPES = (LOGIN, CONFIRM, UNLOCK, ENROL_CARD, PAIR, PRESENCE, ROTATE)

PRESENT = "present"
ABSENT = "absent"

# A purpose that is also a type can never be the permission of a weighty act.
FIXED_PURPOSES = {LOGIN: LOGIN, UNLOCK: UNLOCK, ENROL_CARD: ENROL_CARD, PAIR: PAIR}


class NotAStatement(ValueError):
    """The bytes are no statement: code BAD_STATEMENT. Its text is for the audit, never for the page."""


@dataclass(frozen=True, slots=True)
class CardPart:
    cid_hash: str
    issue: str
    expire: str
    request_no: str
    chip: str
    atr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of any type; a field its type does not have keeps its empty value."""

    typ: str
    aud: str
    kid: str
    iat: int
    v: int = 1
    nonce: str = ""
    purpose: str = ""
    tx_sha256: str = ""
    agent_ver: str = ""
    boot: str = ""
    seq: int = 0
    reader: str = ""
    card: CardPart | None = None
    link: str = ""
    n: int = 0
    state: str = ""
    why: str = ""
    next_kid: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fields this type carries, `card` as an object of its own."""
        value = {name: getattr(self, name) for name in FIELDS_OF.get(self.typ, ())}
        if self.card is not None and "card" in value:
            value["card"] = {part.name: getattr(self.card, part.name) for part in fields(CardPart)}
        return value


_WITH_CARD = frozenset(
    ("v", "typ", "aud", "nonce", "purpose", "iat", "kid", "agent_ver", "boot", "seq", "reader", "card")
)

FIELDS_OF: dict[str, frozenset[str]] = {
    LOGIN: _WITH_CARD,
    UNLOCK: _WITH_CARD,
    ENROL_CARD: _WITH_CARD,
    CONFIRM: _WITH_CARD | {"tx_sha256"},
    PAIR: frozenset(("v", "typ", "aud", "nonce", "purpose", "iat", "kid", "agent_ver")),
    PRESENCE: frozenset(("v", "typ", "aud", "kid", "boot", "seq", "link", "n", "state", "why", "iat")),
    # One message, signed twice: by the key that ends and by the key that follows it.
    ROTATE: frozenset(("v", "typ", "aud", "kid", "next_kid", "link", "n", "agent_ver", "iat")),
}

Check = Callable[[object], bool]


def _form(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


NONCE_FORM = r"[A-Za-z0-9_-]{43}"
PURPOSE_FORM = r"[a-z][a-z0-9_.-]{0,63}"
_SHA256_FORM = r"[A-Za-z0-9_-]{43}"

_CARD_CHECKS: dict[str, Check] = {
    "cid_hash": _form(_SHA256_FORM),
    "issue": _form(r"[0-9]{8}"),
    "expire": _form(r"[0-9]{8}"),
    "request_no": _form(r"[^\x00-\x1f]{0,20}"),
    "chip": _form(r"([0-9a-f]{2}){0,16}"),
    "atr": _form(r"([0-9a-f]{2}){0,33}"),
}


def _card_is_right(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() == _CARD_CHECKS.keys()
        and all(check(value[name]) for name, check in _CARD_CHECKS.items())
    )


_CHECKS: dict[str, Check] = {
    "v": lambda value: value == 1 and _count(value),
    "typ": lambda value: value in TYPES,
    "aud": _form(r"https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?"),
    "nonce": _form(NONCE_FORM),
    "purpose": _form(PURPOSE_FORM),
    "tx_sha256": _form(_SHA256_FORM),
    "iat": _count,
    "kid": _form(_SHA256_FORM),
    "next_kid": _form(_SHA256_FORM),
    "agent_ver": _form(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}"),
    "boot": _form(r"[0-9a-f]{16}"),
    "seq": _count,
    "reader": _form(r"[^\x00-\x1f]{0,128}"),
    "link": _form(r"[A-Za-z0-9_-]{16,128}"),
    "n": _count,
    "state": lambda value: value in (PRESENT, ABSENT),
    "why": _form(r"[A-Z_]{0,32}"),
    "card": _card_is_right,
}


def check_fields(value: Mapping[str, Any]) -> None:
    """NotAStatement unless exactly the fields of its type are there, each in its exact form."""
    typ = value.get("typ")
    if not isinstance(typ, str) or typ not in FIELDS_OF:
        raise NotAStatement("unknown typ")
    if FIELDS_OF[typ].symmetric_difference(value):
        raise NotAStatement("missing or unknown fields")
    for name in sorted(value):
        if not _CHECKS[name](value[name]):
            raise NotAStatement(f"field {name} has not its form")
    if "purpose" in value and not purpose_fits(typ, value["purpose"]):
        raise NotAStatement("purpose does not fit typ")


def purpose_fits(typ: str, purpose: str) -> bool:
    if typ in FIXED_PURPOSES:
        return purpose == FIXED_PURPOSES[typ]
    return purpose not in TYPES


def typ_for(purpose: str) -> str:
    """Return the type of statement a page's purpose asks for: anything unknown is a weighty act."""
    return purpose if purpose in (LOGIN, UNLOCK, ENROL_CARD) else CONFIRM


def statement_of(value: Mapping[str, Any]) -> Statement:
    parts = dict(value)
    if "card" in parts:
        parts["card"] = CardPart(**parts["card"])
    return Statement(**parts)

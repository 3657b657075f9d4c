"""Officers of the invented register who can really sign in: one password, hashed once, for all of them; a PC's key and
a card of their own, written as enrolled and approved inside an open change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.nation import DAY
from lhr.access.actor import operator
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.identity import one_time, passwords, statements
from lhr.identity.models import (
    Account,
    AccountKind,
    AccountStatus,
    AgentKey,
    AgentLink,
    CardBinding,
    CardStatus,
    KeyStatus,
    SignIn,
    Stage,
)
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights.models import Appointment
from lhr_card import wire
from lhr_card.statement import PRESENT, CardPart

PASSWORD = "ข้าวเหนียวมะม่วง ๓ จาน กับน้ำกะทิ"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_ISSUE, _EXPIRE, _REQUEST_NO = "25600101", "25991231", "12345678"


def enrolled(accounts: Sequence[Account]) -> None:
    """Give each account the password and, unless it has them already, a key and a card in force."""
    have = set(AgentKey.objects.known().values_list("account", flat=True))
    new = [account for account in accounts if account.with_card and account.pk not in have]
    keeper, now = operator(clock.today(), "benchmarks"), clock.now()
    with change(keeper, "identity:agent:approved", accounts[0], path="/") as this:
        AgentKey.objects.bulk_create([_key(account, this) for account in new], batch_size=500)
        CardBinding.objects.bulk_create([_binding(account, this) for account in new], batch_size=500)
        Account.objects.filter(pk__in=[account.pk for account in accounts]).update(
            password=passwords.make(PASSWORD), password_set_at=now, status=AccountStatus.ACTIVE, must_change=False
        )


def _key(account: Account, this: Any) -> AgentKey:
    jwk = wire.public_jwk(_private(account).public_key())
    return AgentKey(
        account=account, person_id=_person(account), organisation_id=account.organisation_id,
        kid=wire.thumbprint(jwk), jwk=json.dumps(jwk), storage="software", label="bench", agent_version="1.0.0",
        status=KeyStatus.ACTIVE, starts=DAY, recorded=this,
    )  # fmt: skip


def _binding(account: Account, this: Any) -> CardBinding:
    cid = _cid(account)
    return CardBinding(
        account=account, fingerprint=_fingerprint(account, cid), cid_hmac=statements.cid_hmac(cid),
        issue=_ISSUE, expire=_EXPIRE, status=CardStatus.ACTIVE, confirmed_how="SEEN", starts=DAY, recorded=this,
    )  # fmt: skip


def _private(account: Account) -> ec.EllipticCurvePrivateKey:
    """The same key for the same account, so that a store that was used before goes on."""
    return ec.derive_private_key(_number(account), ec.SECP256R1())


def _number(account: Account) -> int:
    return int.from_bytes(hashlib.sha256(b"bench" + account.pk.bytes).digest()) % (_ORDER - 1) + 1


def _cid(account: Account) -> str:
    return people.national_id_of(_person(account))


def _person(account: Account) -> UUID:
    if account.person_id is None:
        raise LookupError("a first account has no card")
    return account.person_id


def _card(account: Account) -> dict[str, str]:
    return {
        "issue": _ISSUE, "expire": _EXPIRE, "request_no": _REQUEST_NO, "chip": account.pk.hex[:16], "atr": "3b68",
    }  # fmt: skip


def _fingerprint(account: Account, cid: str) -> str:
    return statements.fingerprint_of(CardPart(cid_hash="", **_card(account)), cid)


def described(account: Account, nth: int, *, saves: bool = False) -> dict[str, Any]:
    """Return what the clients need to play this officer."""
    told = {"user": account.user_name, "password": PASSWORD, "saves": saves, "address": _address(nth)}
    if not account.with_card:
        return {**told, "confirms": "password"}
    jwk = wire.public_jwk(_private(account).public_key())
    return {
        **told, "cid": _cid(account), "key": f"{_number(account):x}", "kid": wire.thumbprint(jwk),
        "boot": _boot(account), "card": _card(account), "confirms": "card",
    }  # fmt: skip


def _boot(account: Account) -> str:
    return account.pk.hex[-16:]


def _address(nth: int) -> str:
    """An address of the range for documents and benchmarks (RFC 2544)."""
    return f"198.18.{nth // 250 % 256}.{nth % 250 + 1}"


def pairs() -> list[tuple[Account, Account]]:
    """Return registrar and records officer of each LGO, both enrolled, LGO by LGO in order of their paths."""
    held: dict[UUID, dict[str, UUID]] = {}
    named = Appointment.objects.known().filter(until=None, took_effect__isnull=False)
    for place, role, person in named.values_list("organisation", "role", "person"):
        held.setdefault(place, {})[role] = person
    accounts = {
        (a.person_id, a.organisation_id): a
        for a in Account.objects.filter(kind=AccountKind.PERSON).select_related("organisation")
    }
    made = []
    for place in Organisation.objects.filter(level="LGO").order_by("path").values_list("pk", flat=True):
        two = [accounts.get((held.get(place, {}).get(role), place)) for role in (Role.REGISTRAR, Role.OFFICER)]
        if two[0] is not None and two[1] is not None:
            made.append((two[0], two[1]))
    enrolled([account for pair in made for account in pair])
    return made


def first_accounts(places: Sequence[Organisation]) -> list[Account]:
    """Return the first account of each of these LGOs, issued where it was lacking, with the password."""
    keeper = operator(clock.today(), "benchmarks")
    first = Account.objects.filter(kind=AccountKind.LGO_BOOTSTRAP, organisation__in=places)
    have = {account.organisation_id: account for account in first.select_related("organisation")}
    with change(keeper, "identity:account:issued", places[0], path="/"):
        for place in places:
            if place.pk not in have:
                have[place.pk] = Account.objects.create(
                    user_name=f"bench-{place.pk.hex[:12]}", password="!", kind=AccountKind.LGO_BOOTSTRAP,
                    organisation=place, status=AccountStatus.ACTIVE, issued_at=clock.now(), must_change=False,
                )  # fmt: skip
    enrolled(list(have.values()))
    return [have[place.pk] for place in places]


def session_of(account: Account) -> str:
    """Open the session that this account has after its sign-in: by card, with the key in force; return its id."""
    session = SessionStore()
    session.create()
    now = clock.now()
    by_card: dict[str, Any] = {"via": "password"}
    if account.with_card:
        jwk = wire.public_jwk(_private(account).public_key())
        by_card = {
            "via": "card", "kid": wire.thumbprint(jwk), "boot": _boot(account), "seq": 1, "card_seen_at": now,
            "fingerprint": _fingerprint(account, _cid(account)),
        }  # fmt: skip
        # The agent has told that the card is in.
        AgentLink.objects.create(
            link_digest=one_time.digest("link", str(session.session_key)), kid=by_card["kid"], boot=_boot(account),
            seq=1, n=1, state=PRESENT, opened_at=now, heard_at=now,
        )  # fmt: skip
    SignIn.objects.create(
        session_digest=one_time.digest("session", str(session.session_key)), account=account, stage=Stage.FULL,
        started_at=now, seen_at=now, **by_card,
    )  # fmt: skip
    return str(session.session_key)

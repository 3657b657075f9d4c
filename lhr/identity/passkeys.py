"""What an authenticator's answer must be before it counts. The library makes the checks of the specification; ours are
whose key it is, for what it was asked, once and in time, and whether its counter went back.

Nonce, purpose and what is about to be saved are hashed into the challenge, so an answer is good for nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any

from lhr import config
from lhr.identity import second_factor, statements
from lhr.identity.models import Account, KeyStatus, Passkey, PasskeyUse, SignIn
from lhr.identity.passkey_codes import CODES
from lhr.identity.refusals import SignInRefused
from lhr_card import wire

log = logging.getLogger(__name__)

LOGIN, ENROL = "passkey-login", "passkey-enrol"
_LONGEST = 16 * 1024
_FOR_CARDS = {"LOGIN_USED": "PASSKEY_USED", "LOGIN_EXPIRED": "PASSKEY_EXPIRED"}


@dataclass(frozen=True, slots=True)
class PasskeyShown:
    """The holder of the account's passkey was there and was recognised by the device."""

    account: Account
    passkey: Passkey
    purpose: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey as its authenticator has just made it."""

    credential: str
    public_key: str
    synced: bool
    transports: str
    aaguid: str
    sign_count: int


def refusal(code: str, **values: object) -> SignInRefused:
    return SignInRefused(CODES[code], **values)


def challenge(nonce: str, purpose: str, tx: bytes | None = None) -> bytes:
    """Return the 32 bytes that the authenticator signs: of this nonce, for this purpose, over this transaction."""
    saved = "" if tx is None else wire.tx_sha256(tx)
    return hashlib.sha256(f"lhr.passkey\n{purpose}\n{nonce}\n{saved}".encode()).digest()


def to_create(account: Account, nonce: str, name: str) -> dict[str, Any]:
    """Return the options with which a browser makes a passkey of this account; `name` is what the device shows."""
    import webauthn
    from webauthn.helpers import options_to_json_dict, structs

    options = webauthn.generate_registration_options(
        rp_id=second_factor.rp_id(),
        rp_name="LHR",
        user_id=account.pk.bytes,
        user_name=account.user_name,
        user_display_name=name,
        challenge=challenge(nonce, ENROL),
        timeout=config.passkey_seconds() * 1000,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.PREFERRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(account),
    )
    return options_to_json_dict(options)


def to_get(account: Account, nonce: str, purpose: str, tx: bytes | None = None) -> dict[str, Any]:
    """Return the options with which a browser asks for a passkey of this account."""
    import webauthn
    from webauthn.helpers import options_to_json_dict, structs

    options = webauthn.generate_authentication_options(
        rp_id=second_factor.rp_id(),
        challenge=challenge(nonce, purpose, tx),
        timeout=config.passkey_seconds() * 1000,
        allow_credentials=_described(account),
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def _described(account: Account) -> list[Any]:
    from webauthn.helpers import structs

    known = {t.value: t for t in structs.AuthenticatorTransport}
    return [
        structs.PublicKeyCredentialDescriptor(
            id=wire.from_b64url(key.credential),
            transports=[known[t] for t in key.transports.split() if t in known] or None,
        )
        for key in second_factor.passkeys_of(account.pk)
    ]


def made(sign_in: SignIn, sent: object) -> Made:
    """Return the passkey in a browser's answer to `to_create`; its nonce is used up."""
    nonce, credential = _read(sent)
    verified = _checked("verify_registration_response", credential, expected_challenge=challenge(nonce, ENROL))
    _consume(nonce, ENROL, sign_in)
    told = credential["response"].get("transports")
    transports = [t for t in told if isinstance(t, str)] if isinstance(told, list) else []
    return Made(
        credential=wire.b64url(verified.credential_id),
        public_key=wire.b64url(verified.credential_public_key),
        synced=verified.credential_device_type.value == "multi_device",
        transports=" ".join(transports)[:100],
        aaguid=verified.aaguid[:36],
        sign_count=verified.sign_count,
    )


def shown(sign_in: SignIn, account: Account, sent: object, *, purpose: str, tx: bytes | None) -> PasskeyShown:
    """Return what a browser's answer to `to_get` shows. Raises SignInRefused at the first check that fails."""
    nonce, credential = _read(sent)
    passkey = _of_account(account, str(credential.get("id", "")))
    verified = _checked(
        "verify_authentication_response",
        credential,
        expected_challenge=challenge(nonce, purpose, tx),
        credential_public_key=wire.from_b64url(passkey.public_key),
        # Ours to judge, after the signature: whoever cannot sign cannot bring a passkey under suspicion.
        credential_current_sign_count=0,
    )
    # The transaction is in the challenge: another one than was shown has failed above.
    _consume(nonce, purpose, sign_in)
    _check_counter(passkey, verified.new_sign_count)
    return PasskeyShown(account, passkey, purpose, verified.new_sign_count)


def _read(sent: object) -> tuple[str, dict[str, Any]]:
    """Return nonce and credential of what the page posted: JSON of `nonce` and `credential`, no more than 16 KB."""
    try:
        told = json.loads(sent) if isinstance(sent, str) and 0 < len(sent) <= _LONGEST else None
    except ValueError:
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("nonce"), str):
        raise refusal("PASSKEY_MALFORMED")
    credential = told.get("credential")
    if not isinstance(credential, dict) or not isinstance(credential.get("response"), dict):
        raise refusal("PASSKEY_MALFORMED")
    return told["nonce"], credential


def _of_account(account: Account, credential: str) -> Passkey:
    rows = list(Passkey.objects.known().filter(credential=credential))
    mine = [row for row in rows if row.account_id == account.pk]
    if not mine:
        raise refusal("PASSKEY_OF_ANOTHER" if rows else "PASSKEY_UNKNOWN")
    by_status = {row.status: row for row in mine}
    if KeyStatus.ACTIVE in by_status:
        return by_status[KeyStatus.ACTIVE]
    raise refusal("PASSKEY_PENDING" if KeyStatus.PENDING in by_status else "PASSKEY_REVOKED")


def _checked(check: str, credential: dict[str, Any], **more: Any) -> Any:
    """Let the library make its checks: type, challenge, origin, RP id, presence, recognition of the user, signature."""
    import webauthn

    try:
        return getattr(webauthn, check)(
            credential=credential,
            expected_rp_id=second_factor.rp_id(),
            expected_origin=config.origin(),
            require_user_verification=True,
            **more,
        )
    except Exception as why:
        # The library's sentence names origins and flags, never a person; the book keeps our code only.
        log.warning("passkey refused: %s", why)
        raise refusal("PASSKEY_BAD") from why


def _consume(nonce: str, purpose: str, sign_in: SignIn) -> None:
    try:
        statements.consume(nonce, purpose=purpose, sign_in=sign_in)
    except SignInRefused as refused:
        raise refusal(_FOR_CARDS[refused.code]) from None


def _check_counter(passkey: Passkey, counted: int) -> None:
    """A counter that does not rise means two devices with one key. A passkey that is synced counts nothing: 0."""
    use = PasskeyUse.objects.filter(pk=passkey.entry_id).first()
    before = 0 if use is None else use.sign_count
    if (counted or before) and counted <= before:
        log.warning("passkey anomaly: %s counts %s after %s", passkey.entry_id, counted, before)
        raise refusal("PASSKEY_COPIED")


def named(account: Account, sent: object) -> str:
    """Return the label of the passkey that was tried, "" when it is none of the account's."""
    try:
        _, credential = _read(sent)
        return _of_account(account, str(credential.get("id", ""))).label
    except SignInRefused:
        return ""

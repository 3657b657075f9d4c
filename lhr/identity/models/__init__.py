"""Accounts, keys and cards, sessions and counters."""

from lhr.identity.models.accounts import Account, AccountKind, AccountStatus, Pass
from lhr.identity.models.keys import AgentKey, CardBinding, CardStatus, KeyStatus, PairingCode
from lhr.identity.models.passkeys import Passkey, PasskeyUse
from lhr.identity.models.sessions import AgentLink, Challenge, Limit, SignIn, Stage

__all__ = [
    "Account",
    "AccountKind",
    "AccountStatus",
    "AgentKey",
    "AgentLink",
    "CardBinding",
    "CardStatus",
    "Challenge",
    "KeyStatus",
    "Limit",
    "PairingCode",
    "Pass",
    "Passkey",
    "PasskeyUse",
    "SignIn",
    "Stage",
]

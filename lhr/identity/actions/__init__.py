"""The acts of accounts, PCs, cards and sessions.

Everything that may be refused to somebody who is not signed in raises SignInRefused and commits its own row of the
book, so it must not be called inside an open transaction (RuntimeError): a rollback would lose the refusal, the
counter and the used nonce.
"""

from lhr.identity.actions.accounts import (
    IssuedAccount,
    close_account,
    issue_bootstrap,
    issue_bootstraps,
    issue_office,
    lock_account,
    lock_bootstrap,
    lock_bootstrap_if_pair_signed_in,
    open_person_account,
    reset,
    unlock_account,
)
from lhr.identity.actions.cards import approve_card, enrol_card, refuse_card
from lhr.identity.actions.keys import approve_key, end_keys, refuse_key, restore_keys, revoke_key
from lhr.identity.actions.pairing import PairingIssued, pair, pairing_code, pairing_nonce
from lhr.identity.actions.passes import IssuedPass, issue_pass, use_pass
from lhr.identity.actions.passkeys import (
    approve_passkey,
    complete_by_passkey,
    enrol_passkey,
    passkey_question,
    refuse_passkey,
    remove_passkey,
    verify_passkey,
)
from lhr.identity.actions.passwords import change_password, check_password, open_outside, reenter_password
from lhr.identity.actions.presence import PresenceAnswer, open_link, presence
from lhr.identity.actions.recovery import reset_passkeys
from lhr.identity.actions.rotating import rotate_key
from lhr.identity.actions.sessions import (
    Session,
    begin,
    complete,
    continue_session,
    lock,
    refuse_sign_in,
    rekey,
    sign_out,
    sign_out_everywhere,
    unlock,
)
from lhr.identity.actions.statements import challenge, verify_statement
from lhr.identity.actions.sweeping import sweep
from lhr.identity.actions.thaid import ask_thaid, complete_by_thaid, confirm_card_by_thaid, told_by_thaid
from lhr.identity.passkeys import PasskeyShown
from lhr.identity.refusals import SignInRefused
from lhr.identity.statements import CardPresented
from lhr.identity.thaid import ThaidShown

__all__ = [
    "CardPresented",
    "IssuedAccount",
    "IssuedPass",
    "PairingIssued",
    "PasskeyShown",
    "PresenceAnswer",
    "Session",
    "SignInRefused",
    "ThaidShown",
    "approve_card",
    "approve_key",
    "approve_passkey",
    "ask_thaid",
    "begin",
    "challenge",
    "change_password",
    "check_password",
    "close_account",
    "complete",
    "complete_by_passkey",
    "complete_by_thaid",
    "confirm_card_by_thaid",
    "continue_session",
    "end_keys",
    "enrol_card",
    "enrol_passkey",
    "issue_bootstrap",
    "issue_bootstraps",
    "issue_office",
    "issue_pass",
    "lock",
    "lock_account",
    "lock_bootstrap",
    "lock_bootstrap_if_pair_signed_in",
    "open_link",
    "open_outside",
    "open_person_account",
    "pair",
    "pairing_code",
    "pairing_nonce",
    "passkey_question",
    "presence",
    "reenter_password",
    "refuse_card",
    "refuse_key",
    "refuse_passkey",
    "refuse_sign_in",
    "rekey",
    "remove_passkey",
    "reset",
    "reset_passkeys",
    "restore_keys",
    "revoke_key",
    "rotate_key",
    "sign_out",
    "sign_out_everywhere",
    "sweep",
    "told_by_thaid",
    "unlock",
    "unlock_account",
    "use_pass",
    "verify_passkey",
    "verify_statement",
]

"""What the operator approves at the server: PC, card and passkey of the department's own first officer, whom no office
above could approve."""

from __future__ import annotations

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.cli.command import CommandFailed
from lhr.identity import actions as identity
from lhr.identity import one_time, queries, second_factor


def approve_pending(by: Actor, user_name: str, check_code: str = "") -> list[str]:
    """Approve what waits for this account of the centre; return what was approved, in Thai.

    A passkey is approved by the `check_code` that its holder said. Raises CommandFailed for another code, and for an
    account that is not the centre's: an office above decides over that one.
    """
    wide = policy.reach(by, Permission.AGENT_APPROVE)
    account = queries.accounts(within=wide).filter(user_name=user_name).first()
    if account is None or account.organisation.path != "/":
        raise CommandFailed(
            f"{user_name} is no account of the centre; the office above it approves in the browser"
        )
    done = []
    for key in queries.pending_keys(within=wide).filter(account=account):
        identity.approve_key(by=by, entry_id=key.entry_id, version=key.version)
        done.append(f"เครื่อง {key.label}")
    for card in queries.pending_cards(within=wide).filter(account=account):
        identity.approve_card(by=by, entry_id=card.entry_id, version=card.version)
        done.append("บัตรประจำตัวประชาชน")
    for passkey in second_factor.pending(within=wide).filter(account=account):
        if one_time.written(check_code) != one_time.written(passkey.check_code):
            raise CommandFailed(
                f"the passkey {passkey.label} was not approved: ask the officer for its check code and give it with "
                "--passkey; with another code it is not the officer's own"
            )
        identity.approve_passkey(by=by, entry_id=passkey.entry_id, version=passkey.version)
        done.append(f"กุญแจผ่าน {passkey.label}")
    return done

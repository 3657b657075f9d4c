"""`lhr accounts approve`: put PC, card and passkey of the centre's own officer in force."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.approving import approve_pending
from lhr.cli.command import Argument, Command
from lhr.kernel import clock
from lhr.kernel.words import Words


def run(options: argparse.Namespace) -> int:
    done = approve_pending(operator(clock.today(), options.operator), options.user_name, options.passkey)
    print("อนุมัติแล้ว / approved: " + (", ".join(done) if done else "ไม่มีรายการรออนุมัติ / nothing was waiting"))
    return 0


COMMAND = Command(
    words=("accounts", "approve"),
    says=Words(
        "อนุมัติเครื่อง บัตร และกุญแจผ่านของเจ้าหน้าที่กรม ซึ่งไม่มีสำนักงานใดเหนือกว่า",
        "approve PC, card and passkey of an officer of the centre, whom no office above could approve",
    ),
    run=run,
    arguments=(
        Argument("user_name", "user name of the account"),
        Argument("--passkey", "check code that the officer sees and tells you", {"default": ""}),
        Argument("--operator", "your name, for the book of changes", {"required": True}),
    ),
)

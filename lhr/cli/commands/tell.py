"""`lhr tell`: the news of what came into force, ended or will end soon. Safe at any time and as often as one likes."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Command
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.registry_rights import actions as rights


def run(_: argparse.Namespace) -> int:
    told = rights.tell_due(by=operator(clock.today(), "lhr tell"))
    print(f"แจ้งข่าวแล้ว / notices sent: {told}")
    return 0


COMMAND = Command(
    words=("tell",),
    says=Words(
        "แจ้งข่าวสิ่งที่มีผล สิ้นสุด หรือใกล้สิ้นสุด",
        "tell what came into force, ended or ends soon",
    ),
    run=run,
)

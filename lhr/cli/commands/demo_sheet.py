"""`lhr demo sheet`: print where to go, who to be and what to click."""

from __future__ import annotations

import argparse

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.cli.demonstration import sheet
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    try:
        made = sheet.read()
    except FileNotFoundError:
        raise CommandFailed("the demonstration is not loaded: start it with `python3 run.py demo`") from None
    print(sheet.told(made, config.origin(), f"http://127.0.0.1:{config.demo_agent_port()}"))
    return 0


COMMAND = Command(
    words=("demo", "sheet"),
    says=Words("พิมพ์ที่อยู่ ชื่อผู้ใช้ และขั้นตอนของข้อมูลสาธิต", "print the demonstration's addresses, names and steps"),
    run=run,
)

"""`lhr demo open`: enrol the demonstration's offices, once, against the running server; print the sheet."""

from __future__ import annotations

import argparse

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.cli.demonstration import sheet
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.visitor import Lost
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    agent = f"http://127.0.0.1:{config.demo_agent_port()}"
    try:
        open_offices(config.origin(), agent, print)
    except Lost as why:
        raise CommandFailed(str(why)) from None
    print(sheet.told(sheet.read(), config.origin(), agent))
    return 0


COMMAND = Command(
    words=("demo", "open"),
    says=Words("ลงทะเบียนเครื่องและบัตรของสำนักงานในจังหวัดสาธิตครั้งแรก", "enrol the demonstration's offices, once"),
    run=run,
)

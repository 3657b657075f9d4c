"""`lhr demo open`: enrol the offices of the demonstration, once, against the running server and card agent."""

from __future__ import annotations

import argparse

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.visitor import Lost
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    try:
        open_offices(config.origin(), f"http://127.0.0.1:{config.demo_agent_port()}", print)
    except Lost as why:
        raise CommandFailed(str(why)) from None
    return 0


COMMAND = Command(
    words=("demo", "open"),
    says=Words(
        "ลงทะเบียนเครื่องและบัตรของสำนักงานในจังหวัดสาธิตครั้งแรก", "enrol the demonstration's offices, once"
    ),
    run=run,
)

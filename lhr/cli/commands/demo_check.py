"""`lhr demo check`: do the whole main job over HTTP against the running demonstration, one line a step."""

from __future__ import annotations

import argparse

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.cli.demonstration.check import Check
from lhr.cli.demonstration.visitor import Lost
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    try:
        Check(config.origin(), f"http://127.0.0.1:{config.demo_agent_port()}", print).run()
    except FileNotFoundError:
        raise CommandFailed("the demonstration is not loaded: start it with `python3 run.py demo`") from None
    except Lost as why:
        raise CommandFailed(f"this step failed: {why}") from None
    return 0


COMMAND = Command(
    words=("demo", "check"),
    says=Words(
        "ทำงานหลักทั้งหมดกับระบบสาธิตที่เปิดอยู่ บรรทัดละหนึ่งขั้น",
        "do the whole main job against the running demonstration, one line a step",
    ),
    run=run,
)

"""`lhr service-record rebuild`: compute again from the lines who serves where and in which post."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Command
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.service_record import actions


def run(_: argparse.Namespace) -> int:
    differing = actions.rebuild(by=operator(clock.today(), "lhr service-record rebuild"))
    print(
        f"คำนวณใหม่แล้ว ต่างจากที่เก็บไว้ {differing} คน / rebuilt: {differing} people differed from what was stored"
    )
    return 0


COMMAND = Command(
    words=("service-record", "rebuild"),
    says=Words(
        "คำนวณใหม่จากรายการที่ตรวจสอบแล้วว่าใครปฏิบัติงานที่ใด ตำแหน่งใด",
        "compute again from the verified lines who serves where and in which post; says for how many it differed",
    ),
    run=run,
)
